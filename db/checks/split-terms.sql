-- What host and space agreed on gives out a hundred percent of the rest, or less where the host takes what is left.
select a.id as agreement_id, a.subject_id, a.version, given.points
  from split_agreements a
  cross join lateral (
    select coalesce(sum((s ->> 'value')::int), 0)::int as points, coalesce(bool_or(s ->> 'role' = 'host'), false) as host
      from jsonb_array_elements(a.shares) s where s ->> 'kind' = 'basisPoints'
  ) given
 where given.points > 10000 or (given.points < 10000 and not given.host)
    or exists (select from jsonb_array_elements(a.shares) s where (s ->> 'value')::int < 0);

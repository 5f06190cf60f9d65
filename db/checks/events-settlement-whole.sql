-- A settlement shares out what came in, less the cost that its split takes out first: no yen more and no yen less.
select s.id as settlement_id, s.event_id, s.received_yen, s.cost_yen, coalesce(l.yen, 0) as shared_yen
  from event_settlements s
  left join split_agreements g on g.id = s.agreement_id
  cross join lateral (select sum(amount) as yen from (select (share ->> 'amountYen')::bigint as amount from jsonb_array_elements(s.shares) share) each) l
 where coalesce(l.yen, 0) <> case when coalesce(g.base, 'net') = 'net' then greatest(0, s.received_yen - s.cost_yen) else greatest(0, s.received_yen) end;

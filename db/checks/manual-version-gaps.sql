-- The versions of a reception manual run from 1 without a gap.
select space_id, count(*)::int as versions, max(version) as newest
  from manuals
 group by space_id
having count(*) <> max(version);

-- The versions of a split count up from one, and the last of them is the one that counts.
select subject_id, count(*)::int as versions, max(version) as last
  from split_agreements
 group by subject_id
having min(version) <> 1 or max(version) <> count(*)
    or count(*) filter (where status <> 'replaced') <> 1
    or max(version) filter (where status <> 'replaced') is distinct from max(version);

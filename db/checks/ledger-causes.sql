-- A cause posts once, and each of its lines once.
select p.cause_kind, p.cause_id, null::text as line, count(*)::int as postings
  from ledger_postings p
 group by p.cause_kind, p.cause_id
having count(*) > 1
union all
select p.cause_kind, p.cause_id, t.line, count(*)::int
  from ledger_postings p join ledger_transfers t on t.posting_id = p.id
 group by p.cause_kind, p.cause_id, p.id, t.line
having count(*) > 1;

-- What puts a posting right gives nobody back more than it had moved: a person's or a space's side of the two together never turns round.
with owned as (
  select id from ledger_accounts where type in ('payable', 'receivable', 'held')
), moved as (
  select posting_id, to_account_id as account_id, amount_yen as yen from ledger_transfers where to_account_id in (select id from owned)
  union all
  select posting_id, from_account_id, -amount_yen from ledger_transfers where from_account_id in (select id from owned)
), first as (
  select p.id as posting_id, m.account_id, sum(m.yen) as yen
    from ledger_postings p join moved m on m.posting_id = p.id
   where exists (select from ledger_postings c where c.corrects_id = p.id)
   group by p.id, m.account_id
), later as (
  select c.corrects_id as posting_id, m.account_id, sum(m.yen) as yen
    from ledger_postings c join moved m on m.posting_id = c.id
   where c.corrects_id is not null
   group by c.corrects_id, m.account_id
)
select f.posting_id, f.account_id, f.yen as moved_yen, l.yen as corrected_yen
  from first f join later l on l.posting_id = f.posting_id and l.account_id = f.account_id
 where sign(f.yen) * (f.yen + l.yen) < 0;

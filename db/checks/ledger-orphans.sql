-- Every transfer has its posting and both of its accounts, and every posting has a transfer.
select t.id as transfer_id, null::uuid as posting_id
  from ledger_transfers t
 where not exists (select from ledger_postings p where p.id = t.posting_id)
    or not exists (select from ledger_accounts a where a.id = t.from_account_id)
    or not exists (select from ledger_accounts a where a.id = t.to_account_id)
union all
select null, p.id
  from ledger_postings p
 where not exists (select from ledger_transfers t where t.posting_id = p.id);

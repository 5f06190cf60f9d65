-- A transfer moves more than nothing from one account to another, at the instant of its posting; so what all accounts hold sums to zero.
select t.id as transfer_id, t.amount_yen
  from ledger_transfers t join ledger_postings p on p.id = t.posting_id
 where t.amount_yen <= 0 or t.from_account_id = t.to_account_id or t.event_at <> p.event_at;

-- Every payment for a registration was posted with its whole amount to what is held for the event.
select y.id as payment_id, y.amount_yen, coalesce(sum(t.amount_yen), 0) as posted_yen
  from order_payments y
  left join ledger_postings p on p.cause_kind = 'event.paid' and p.cause_id = y.id::text
  left join ledger_accounts a on a.type = 'held' and a.event_id = y.subject_id
  left join ledger_transfers t on t.posting_id = p.id and t.from_account_id = a.id
 group by y.id
having coalesce(sum(t.amount_yen), 0) <> y.amount_yen;

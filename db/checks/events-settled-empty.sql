-- Once an event is settled nothing is held for it and nothing lies in its cash box, but for what moved within the last ten minutes.
select e.id as event_id, a.key, sum(case when t.to_account_id = a.id then t.amount_yen else -t.amount_yen end) as yen
  from events e
  join ledger_accounts a on a.event_id = e.id
  join ledger_transfers t on a.id in (t.from_account_id, t.to_account_id)
 where e.status = 'settled'
 group by e.id, a.key
having sum(case when t.to_account_id = a.id then t.amount_yen else -t.amount_yen end) <> 0 and max(t.created_at) < now() - interval '10 minutes';

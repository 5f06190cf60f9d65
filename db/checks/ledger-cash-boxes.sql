-- No cash box holds less than nothing, at no time.
with moved as (
  select account_id, event_at, sum(yen) as yen
    from (select t.to_account_id as account_id, t.event_at, t.amount_yen as yen from ledger_transfers t join ledger_accounts a on a.id = t.to_account_id where a.type = 'cashBox'
          union all
          select t.from_account_id, t.event_at, -t.amount_yen from ledger_transfers t join ledger_accounts a on a.id = t.from_account_id where a.type = 'cashBox') each
   group by account_id, event_at
), held as (
  select account_id, event_at, sum(yen) over (partition by account_id order by event_at) as yen from moved
)
select account_id, min(event_at) as since, min(yen) as least_yen from held where yen < 0 group by account_id;

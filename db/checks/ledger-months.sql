-- The totals by month are what the sealed transfers sum to, and together they are zero.
with counted as (
  select account_id, month, sum(in_yen) as in_yen, sum(out_yen) as out_yen
    from (select posting_id, to_account_id as account_id, to_char(event_at at time zone 'Asia/Tokyo', 'YYYY-MM') as month, amount_yen as in_yen, 0 as out_yen from ledger_transfers
          union all
          select posting_id, from_account_id, to_char(event_at at time zone 'Asia/Tokyo', 'YYYY-MM'), 0, amount_yen from ledger_transfers) each
   where not exists (select from ledger_waiting w where w.posting_id = each.posting_id)
   group by account_id, month
)
select coalesce(c.account_id, m.account_id) as account_id, coalesce(c.month, m.month) as month, c.in_yen as counted_in_yen, m.in_yen, c.out_yen as counted_out_yen, m.out_yen
  from counted c full join ledger_months m on m.account_id = c.account_id and m.month = c.month
 where c.in_yen is distinct from m.in_yen or c.out_yen is distinct from m.out_yen
union all
select null, 'all', null, sum(in_yen), null, sum(out_yen) from ledger_months having sum(in_yen) <> sum(out_yen);

-- What the books say that a mixer owes in dues is what the charges say, less what came in twice and has not gone back yet.
with books as (
  select a.owner_account_id as account_id, sum(case when t.to_account_id = a.id then t.amount_yen else -t.amount_yen end) as yen
    from ledger_accounts a
    join ledger_transfers t on a.id in (t.from_account_id, t.to_account_id)
    join ledger_postings p on p.id = t.posting_id
   where a.type = 'receivable' and a.owner_account_id is not null
     and (p.cause_kind like 'dues.%' or p.cause_kind like 'course.%' or p.cause_kind like 'stripe.dispute%')
   group by a.owner_account_id
), owed as (
  select m.account_id, sum(case when c.state in ('charged', 'retrying', 'asking') then c.amount_yen else 0 end) as yen
    from dues_charges c join mixers m on m.id = c.mixer_id group by m.account_id
), twice as (
  select m.account_id, sum(y.amount_yen - coalesce(r.yen, 0)) as yen
    from dues_payments y
    join mixers m on m.id = y.mixer_id
    left join (select payment_id, sum(amount_yen) as yen from dues_refunds group by payment_id) r on r.payment_id = y.id
   where y.surplus group by m.account_id
)
select coalesce(b.account_id, o.account_id) as account_id, coalesce(b.yen, 0) as books_yen, coalesce(o.yen, 0) - coalesce(w.yen, 0) as charges_yen
  from books b
  full join owed o on o.account_id = b.account_id
  left join twice w on w.account_id = coalesce(b.account_id, o.account_id)
 where coalesce(b.yen, 0) <> coalesce(o.yen, 0) - coalesce(w.yen, 0);

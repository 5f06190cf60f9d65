-- A paid charge has one payment that stands, of its amount; one that is still owed has none.
select c.id as charge_id, c.state, c.amount_yen, count(y.id)::int as payments, coalesce(sum(y.amount_yen), 0) as paid_yen
  from dues_charges c
  left join dues_payments y on y.charge_id = c.id and not y.surplus
   and not exists (select from dues_payment_reversals v where v.payment_id = y.id)
   and not exists (select from stripe_disputes d where d.charge_id = y.stripe_charge_id and d.status <> 'won')
 where c.state in ('open', 'charged', 'retrying', 'asking', 'paid')
 group by c.id
having case when c.state = 'paid' then count(y.id) <> 1 or sum(y.amount_yen) <> c.amount_yen else count(y.id) > 0 end;

-- Never more goes back of a payment than came in by it, not even if all that failed were sent again.
select p.id as payment_id, p.amount_yen, sum(r.amount_yen) as back_yen
  from order_payments p
  join order_refunds r on r.payment_id = p.id
 group by p.id
having sum(r.amount_yen) > p.amount_yen;

-- What Stripe kept of a payment of dues stands in the books, once and whole.
select f.payment_id, f.fee_yen, coalesce(sum(t.amount_yen), 0) as posted_yen
  from dues_fees f
  join dues_payments y on y.id = f.payment_id
  join stripe_charges s on s.id = y.stripe_charge_id
  left join ledger_postings p on p.cause_kind = 'stripe.fee' and p.cause_id = s.balance_transaction_id
  left join ledger_transfers t on t.posting_id = p.id
 group by f.payment_id
having coalesce(sum(t.amount_yen), 0) <> f.fee_yen;

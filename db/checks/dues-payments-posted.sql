-- Every payment of dues was posted with its whole amount, and taken back in the books exactly when it was reversed.
select y.id as payment_id, y.amount_yen, coalesce(sum(t.amount_yen), 0) as posted_yen, v.payment_id is not null as reversed, b.id is not null as taken_back
  from dues_payments y
  left join ledger_postings p on p.cause_kind in ('dues.paid', 'course.paid') and p.cause_id = y.id::text
  left join ledger_transfers t on t.posting_id = p.id
  left join dues_payment_reversals v on v.payment_id = y.id
  left join ledger_postings b on b.cause_kind = 'dues.paymentReversed' and b.cause_id = y.id::text
 group by y.id, v.payment_id, b.id
having coalesce(sum(t.amount_yen), 0) <> y.amount_yen or (v.payment_id is null) <> (b.id is null);

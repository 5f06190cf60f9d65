-- Every refund of a registration that is done stands in the books with its whole amount, and of one that came back nothing is left there.
select r.id as refund_id, r.status, r.amount_yen, coalesce(sum(case p.cause_kind when 'event.refunded' then t.amount_yen else -t.amount_yen end), 0) as posted_yen
  from order_refunds r
  left join ledger_postings p on p.cause_kind in ('event.refunded', 'event.refundFailed') and p.cause_id in (r.stripe_refund_id, r.id::text)
  left join ledger_transfers t on t.posting_id = p.id
 where r.status in ('done', 'failed')
 group by r.id
having coalesce(sum(case p.cause_kind when 'event.refunded' then t.amount_yen else -t.amount_yen end), 0) <> case r.status when 'done' then r.amount_yen else 0 end;

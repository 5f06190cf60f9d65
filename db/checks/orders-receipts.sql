-- Every payment for a registration has a receipt over its amount; it is cancelled exactly when all of it has gone back.
select y.id as payment_id, d.id as document_id
  from order_payments y
  left join lateral (
    select id, content::jsonb as said from documents where kind = 'receipt' and subject_id = y.id order by version desc limit 1
  ) d on true
 cross join lateral (select coalesce(sum(amount_yen), 0) as yen from order_refunds r where r.payment_id = y.id and r.status = 'done') back
 where d.id is null or (d.said ->> 'amountYen')::int <> y.amount_yen or (d.said ->> 'mark' = 'void') <> (back.yen >= y.amount_yen);

-- Every payment of dues that settled its charge has a receipt.
select y.id as payment_id
  from dues_payments y
 where not y.surplus and not exists (select from documents d where d.kind = 'receipt' and d.subject_id = y.id);

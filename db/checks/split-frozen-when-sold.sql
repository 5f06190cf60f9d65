-- Once money has come in, what host and space agreed on is frozen.
select a.id as agreement_id, a.subject_id
  from split_agreements a
 where a.status = 'agreed' and exists (select from order_payments p where p.subject_id = a.subject_id);

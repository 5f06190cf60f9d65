-- What is posted goes under a seal soon: nothing waits longer than an hour.
select w.posting_id, p.created_at
  from ledger_waiting w join ledger_postings p on p.id = w.posting_id
 where p.created_at < now() - interval '1 hour';

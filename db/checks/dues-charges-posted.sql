-- What stands as owed, paid, given back or written off was posted as asked for, with its whole amount.
select c.id as charge_id, c.state, c.amount_yen, coalesce(sum(t.amount_yen), 0) as posted_yen
  from dues_charges c
  left join ledger_postings p on p.cause_kind in ('dues.charged', 'course.charged') and p.cause_id = c.id::text
  left join ledger_transfers t on t.posting_id = p.id
 where c.state in ('charged', 'retrying', 'asking', 'paid', 'refunded', 'writtenOff')
 group by c.id
having coalesce(sum(t.amount_yen), 0) <> c.amount_yen;

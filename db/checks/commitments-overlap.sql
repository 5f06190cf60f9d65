-- Nobody is booked in two places at once. The database refuses it (commitments_overlap); this finds what came in around it.
select a.account_id, a.subject_id, b.subject_id as other_subject_id
  from commitments a
  join commitments b on b.account_id = a.account_id and b.id > a.id and b.during && a.during
 where a.status in ('held', 'booked') and b.status in ('held', 'booked');

-- Every reward is due within 60 days of the service, the Tokyo day of its end counted as the first (freelance act, article 4).
select c.id as claim_id, c.payment_due_on, s.ends_at
  from claims c
  join shifts s on s.id = c.shift_id
 where c.payment_due_on - ((s.ends_at - interval '1 millisecond') at time zone 'Asia/Tokyo')::date + 1 > 60;

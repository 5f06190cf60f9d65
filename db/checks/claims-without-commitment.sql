-- Whoever holds a place has that time set aside, exactly as long as the shift is.
select c.id as claim_id, c.status, s.id as shift_id
  from claims c
  join shifts s on s.id = c.shift_id
  left join commitments m on m.subject_id = c.id and m.status = 'booked' and m.account_id = c.account_id and m.during = tstzrange(s.starts_at, s.ends_at)
 where c.status in ('booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed') and m.id is null;

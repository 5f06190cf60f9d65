-- Nobody still holds a place, or waits for one, on a shift that was called off.
select c.id as claim_id, c.status, s.id as shift_id
  from claims c
  join shifts s on s.id = c.shift_id
 where s.status = 'cancelled' and c.status in ('requested', 'booked', 'standInWanted', 'checkedIn', 'reported');

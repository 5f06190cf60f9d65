-- The places a shift says are taken are those that somebody holds. A request holds none until it is approved.
select s.id as shift_id, s.places_taken, count(c.id)::int as held
  from shifts s
  left join claims c on c.shift_id = s.id and c.status in ('booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed')
 group by s.id
having s.places_taken <> count(c.id);

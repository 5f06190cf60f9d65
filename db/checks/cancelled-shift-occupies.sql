-- A shift that was called off keeps no room or table.
select o.id as occupancy_id, s.id as shift_id
  from occupancies o
  join shifts s on s.id = o.subject_id
 where o.kind = 'shift' and o.status = 'booked' and s.status = 'cancelled';

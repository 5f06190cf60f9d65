-- No room or table is taken twice at once, a room covering its tables.
select a.area_id, a.subject_id, b.subject_id as other_subject_id
  from occupancies a
  join occupancies b on b.area_id = a.area_id and b.id > a.id and b.positions && a.positions and b.during && a.during
 where a.status = 'booked' and b.status = 'booked';

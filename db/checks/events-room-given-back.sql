-- Room and host are free again when an event was refused or called off.
select e.id as event_id, 'occupancies' as place
  from events e join occupancies o on o.subject_id = e.id and o.status in ('held', 'booked') where e.status in ('refused', 'cancelled')
union all
select e.id, 'commitments' from events e join commitments c on c.subject_id = e.id and c.status in ('held', 'booked') where e.status in ('refused', 'cancelled');

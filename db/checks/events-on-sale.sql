-- What is on sale for a public event is as it is planned: at its time, and with its seats at least; what was called off is not on sale.
select e.id as event_id, e.status, s.status as sale
  from events e join sales s on s.subject_id = e.id
 where (e.status = 'published' and (s.status <> 'open' or s.starts_at <> e.starts_at or s.ends_at <> e.ends_at or s.capacity < e.capacity))
    or (e.status = 'cancelled' and s.status <> 'cancelled');

-- A ticket type with a number of its own counts exactly the seats of that type that somebody holds.
select t.id as ticket_type_id, t.taken, count(s.id)::int as held
  from ticket_types t
  left join orders o on o.ticket_type_id = t.id
  left join seats s on s.order_id = o.id and s.status = 'taken'
 where t.capacity is not null
 group by t.id
having t.taken <> count(s.id);

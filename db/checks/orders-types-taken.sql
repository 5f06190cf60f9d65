-- A ticket type with a number of its own counts exactly the seats of that type that somebody holds, and those that an offer keeps for whoever waits.
with held as (
  select o.ticket_type_id as id, count(*) as seats from orders o join seats s on s.order_id = o.id and s.status = 'taken' group by 1
), offered as (
  select offered_type_id as id, sum(quantity) as seats from orders where status = 'offered' group by 1
)
select t.id as ticket_type_id, t.taken, (coalesce(h.seats, 0) + coalesce(f.seats, 0))::int as held
  from ticket_types t
  left join held h on h.id = t.id
  left join offered f on f.id = t.id
 where t.capacity is not null and t.taken <> coalesce(h.seats, 0) + coalesce(f.seats, 0);

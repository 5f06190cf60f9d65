-- A registration that has ended, or only waits, holds no seat, unless somebody sits on it; one that is held or confirmed holds at least one.
select o.id as order_id, o.status, count(s.id)::int as seats
  from orders o
  left join seats s on s.order_id = o.id and s.status = 'taken' and (o.status in ('held', 'confirmed') or s.checked_in_at is null)
 group by o.id
having (o.status in ('held', 'confirmed')) <> (count(s.id) > 0);

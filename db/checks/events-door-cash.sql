-- Cash that a record of the door has booked is a payment of that record, with the same sum.
select d.client_id, d.event_id, coalesce((d.answer ->> 'bookedYen')::int, 0) as said_yen, coalesce(p.amount_yen, 0) as paid_yen
  from door_records d left join order_payments p on p.client_id = d.client_id
 where coalesce((d.answer ->> 'bookedYen')::int, 0) <> coalesce(p.amount_yen, 0) or p.subject_id <> d.event_id
union all
select p.client_id, p.subject_id, 0, p.amount_yen
  from order_payments p join events e on e.id = p.subject_id where p.client_id is not null and not exists (select from door_records d where d.client_id = p.client_id);

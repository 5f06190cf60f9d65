-- Records of the door, answers of guests, their cards and their wishes belong to the evening of their seats.
select 'door_records' as place, d.client_id as id from door_records d join orders o on o.id = d.order_id where o.subject_id <> d.event_id
union all
select 'door_records', d.client_id from door_records d join seats s on s.id = d.seat_id where s.subject_id <> d.event_id
union all
select 'event_surveys', v.order_id from event_surveys v join orders o on o.id = v.order_id where o.subject_id <> v.event_id
union all
select 'event_cards', c.seat_id from event_cards c join seats s on s.id = c.seat_id where s.subject_id <> c.event_id
union all
select 'event_contacts', w.from_seat_id from event_contacts w join seats s on s.id in (w.from_seat_id, w.to_seat_id) where s.subject_id <> w.event_id;

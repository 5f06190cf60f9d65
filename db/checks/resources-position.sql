-- A table stands in a room of its own space.
select t.id as resource_id, t.space_id, r.space_id as room_space_id
  from resources t
  join resources r on r.id = t.part_of_id
 where r.kind <> 'room' or r.space_id <> t.space_id;

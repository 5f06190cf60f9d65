-- An event is settled exactly when a version of its settlement was agreed.
select e.id as event_id, e.status
  from events e
 where (e.status = 'settled') <> exists (select from event_settlements s where s.event_id = e.id and s.status = 'agreed');

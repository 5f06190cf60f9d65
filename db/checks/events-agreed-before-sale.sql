-- An event that costs something is public only with a split that host and space have agreed on.
select e.id as event_id
  from events e
 where e.status in ('published', 'done', 'settled')
   and exists (select from ticket_types t where t.subject_id = e.id and t.price_yen > 0 and t.retired_at is null)
   and not exists (select from split_agreements g where g.subject_id = e.id and g.status in ('agreed', 'frozen'));

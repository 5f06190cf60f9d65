-- Who built the business has agreed to stand in the split before money came in.
select p.id as person_id, p.event_id
  from event_people p join split_agreements a on a.subject_id = p.event_id and a.status = 'frozen'
 where p.role = 'builder' and p.status = 'accepted' and p.answered_at > a.frozen_at;

-- The seats that a sale says are taken are those that somebody holds: seats with a pass, and those that an offer keeps for whoever waits.
select s.subject_id, s.taken, held.seats + offered.seats as held
  from sales s
 cross join lateral (select count(*)::int as seats from seats t where t.subject_id = s.subject_id and t.status = 'taken') held
 cross join lateral (select coalesce(sum(o.quantity), 0)::int as seats from orders o where o.subject_id = s.subject_id and o.status = 'offered') offered
 where s.taken <> held.seats + offered.seats;

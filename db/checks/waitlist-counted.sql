-- The line of a sale is as long as its counter says, and everybody in it knows since when.
select s.subject_id, s.waiting, count(o.id) as waits
  from sales s
  left join orders o on o.subject_id = s.subject_id and o.status = 'waitlisted'
 group by s.subject_id
having s.waiting <> count(o.id);

-- No time is set aside for a shift that its mixer no longer holds or has not asked for.
select m.id as commitment_id, m.subject_id, c.status
  from commitments m
  left join claims c on c.id = m.subject_id
 where m.kind = 'shift' and m.status in ('held', 'booked')
   and (c.id is null or c.status not in ('requested', 'booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed'));

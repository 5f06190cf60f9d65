-- Every place that is held has its terms notice, addressed to whoever holds it and about this very claim.
select c.id as claim_id, c.status, c.terms_document_id
  from claims c
  left join documents d on d.id = c.terms_document_id and d.kind = 'termsNotice' and d.subject_id = c.id and d.party_account_id = c.account_id
 where c.status in ('booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed', 'noShow') and d.id is null;

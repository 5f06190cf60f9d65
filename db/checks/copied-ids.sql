-- What a claim, its time and its paper copy of their shift and their mixer is what stands there.
select c.id as claim_id
  from claims c
  join shifts s on s.id = c.shift_id
  join mixers m on m.id = c.mixer_id
  left join rule_sets r on r.version = c.rule_set_version
  left join commitments t on t.subject_id = c.id
  left join documents d on d.id = c.terms_document_id
 where c.space_id <> s.space_id or c.account_id <> m.account_id or r.version is null
    or t.account_id <> c.account_id or t.mixer_id <> c.mixer_id or t.space_id <> c.space_id or t.rule_set_version <> c.rule_set_version
    or d.party_account_id <> c.account_id or d.party_space_id <> c.space_id;

-- Whose time is taken, who a paper was issued to and who was told is somebody who is there.
select 'commitment' as what, t.id from commitments t where not exists (select from accounts a where a.id = t.account_id)
union all
select 'document', d.id from documents d where d.party_account_id is not null and not exists (select from accounts a where a.id = d.party_account_id)
union all
select 'notice', i.id from inbox_items i where not exists (select from accounts a where a.id = i.account_id);

-- A confirmed claim says what is owed: its whole reward, or what it was last corrected to.
select c.id as claim_id, c.reward_yen, c.payable_yen
  from claims c
  left join lateral (select outcome, payable_yen from claim_corrections where claim_id = c.id order by id desc limit 1) k on true
 where c.status = 'confirmed' and (c.payable_yen is distinct from coalesce(k.payable_yen, c.reward_yen) or k.outcome = 'didNotCome');

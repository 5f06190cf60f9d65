-- A confirmed claim says what is owed, and that is its whole reward.
select id as claim_id, reward_yen, payable_yen
  from claims
 where status = 'confirmed' and payable_yen is distinct from reward_yen;

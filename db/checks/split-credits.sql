-- A registration credits whom its referral code names, and nobody without one.
select o.id as order_id, o.referral_code as code
  from orders o left join referral_codes c on c.code = o.referral_code
 where o.attractor_account_id is distinct from c.account_id
    or o.referrer_space_id is distinct from c.space_id
    or c.subject_id <> o.subject_id;

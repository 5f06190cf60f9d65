-- Reward and payment day of a claim are what its terms notice promised.
select c.id as claim_id, d.number
  from claims c
  join documents d on d.id = c.terms_document_id
 where (d.content::jsonb ->> 'rewardYen')::int <> c.reward_yen
    or (d.content::jsonb ->> 'paymentDueOn')::date <> c.payment_due_on;

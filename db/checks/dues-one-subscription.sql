-- Nobody has two subscriptions at Stripe that run, and none runs without its plan, but for one that is being ended.
select s.customer_id, count(*)::int as running
  from stripe_subscriptions s
 where s.purpose = 'dues' and s.gone_at is null and s.status in ('active', 'trialing', 'past_due', 'unpaid', 'paused')
   and s.created_at < now() - interval '1 day'
   and not exists (select from dues_plans p where p.stripe_subscription_id = s.id and p.state <> 'ended')
 group by s.customer_id;

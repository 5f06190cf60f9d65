-- Of dues that have ended by arrears nothing is asked for any more.
select p.id as plan_id, c.id as charge_id, c.state
  from dues_plans p join dues_charges c on c.plan_id = p.id
 where p.state = 'ended' and p.end_reason = 'arrears' and c.state in ('open', 'charged', 'retrying', 'asking');

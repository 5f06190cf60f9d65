-- Whoever has a tier now has at some time been an active member: active, paused or suspended.
select t.mixer_id, t.value as tier
  from mixer_facts t
 where t.fact = 'tier' and t.valid @> now()
   and not exists (select from mixer_facts m where m.mixer_id = t.mixer_id and m.fact = 'membership' and m.value in ('active', 'paused', 'suspended'));

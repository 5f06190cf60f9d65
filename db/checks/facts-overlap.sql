-- Membership, class, tier, course and dues standing of a mixer have one value at a time.
select a.mixer_id, a.fact, a.value, b.value as other_value
  from mixer_facts a
  join mixer_facts b on b.mixer_id = a.mixer_id and b.fact = a.fact and b.id > a.id and b.valid && a.valid
 where a.fact in ('membership', 'membershipClass', 'tier', 'course', 'duesStanding');

-- Every space of the network has somebody who can act for it: an owner or a manager whose account is open.
select s.id as space_id, s.slug
  from spaces s
 where s.status = 'member'
   and not exists (
     select from space_staff st join accounts a on a.id = st.account_id
      where st.space_id = s.id and st.ended_at is null and st.role in ('owner', 'manager') and a.disabled_at is null);

-- Every reward that is fixed, by confirmation or by calling off late, stands in the books once with its amount, and none stands there without its claim.
with fixed as (
  select id::text as claim_id, case when status = 'confirmed' then 'shift.confirmed' else 'shift.cancelledLate' end as cause_kind, payable_yen
    from claims
   where status in ('confirmed', 'cancelled') and payable_yen > 0
), posted as (
  select p.cause_id as claim_id, p.cause_kind, sum(t.amount_yen) as yen
    from ledger_postings p join ledger_transfers t on t.posting_id = p.id
   where p.cause_kind in ('shift.confirmed', 'shift.cancelledLate')
   group by p.cause_id, p.cause_kind
)
select coalesce(f.claim_id, p.claim_id) as claim_id, coalesce(f.cause_kind, p.cause_kind) as cause_kind, f.payable_yen, p.yen as posted_yen
  from fixed f full join posted p on p.claim_id = f.claim_id and p.cause_kind = f.cause_kind
 where f.payable_yen is distinct from p.yen;

-- Every reward that is fixed, by confirmation or by calling off late, stands in the books with its amount as it was last corrected, and none stands there without its claim.
with fixed as (
  select id::text as claim_id, payable_yen as yen
    from claims
   where status in ('confirmed', 'cancelled') and payable_yen > 0
), posted as (
  select coalesce(k.claim_id::text, p.cause_id) as claim_id, sum(case a.type when 'payable' then t.amount_yen else -t.amount_yen end) as yen
    from ledger_postings p
    join ledger_transfers t on t.posting_id = p.id
    join ledger_accounts a on a.id = t.from_account_id
    left join claim_corrections k on p.cause_kind = 'shift.corrected' and k.id::text = p.cause_id
   where p.cause_kind in ('shift.confirmed', 'shift.cancelledLate', 'shift.corrected')
   group by 1
)
select coalesce(f.claim_id, p.claim_id) as claim_id, f.yen as payable_yen, p.yen as posted_yen
  from fixed f full join posted p on p.claim_id = f.claim_id
 where coalesce(f.yen, 0) <> coalesce(p.yen, 0);

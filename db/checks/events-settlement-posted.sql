-- Every agreed version of a settlement is in the books with what it adds to each, and no other version is.
with said as (
  select s.id, s.event_id, s.status, coalesce(sum(abs(l."changeYen")), 0) as yen
    from event_settlements s left join lateral jsonb_to_recordset(s.shares) as l("changeYen" bigint) on true
   group by s.id
), booked as (
  select p.cause_id, sum(t.amount_yen) filter (where t.kind = 'share') as yen
    from ledger_postings p join ledger_transfers t on t.posting_id = p.id where p.cause_kind = 'event.settled' group by p.cause_id
)
select said.id as settlement_id, said.event_id, said.status, said.yen as said_yen, coalesce(booked.yen, 0) as booked_yen
  from said left join booked on booked.cause_id = said.id::text
 where coalesce(booked.yen, 0) <> case said.status when 'agreed' then said.yen else 0 end;

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The books: accounts, transfers between them grouped by their cause, the seals over them, totals by month. */
export class Ledger1795305600000 implements MigrationInterface {
  name = 'Ledger1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- Who or what money lies with. The owner is part of the account for ever. The key is the account in one word, for look-ups.
      create table ledger_accounts (
        id uuid primary key default uuidv7(),
        type text not null check (type in (
          'payable', 'receivable', 'stripe', 'bank', 'cashBox', 'held',
          'duesIncome', 'courseIncome', 'fees', 'fund', 'withholding', 'writeOff', 'shiftCost')),
        owner_account_id uuid references accounts,
        space_id uuid references spaces,
        event_id uuid,
        key text not null generated always as (
          type || coalesce(':person:' || owner_account_id::text, '') || coalesce(':space:' || space_id::text, '') || coalesce(':event:' || event_id::text, '')) stored,
        created_at timestamptz not null default now(),
        constraint ledger_accounts_key unique (key),
        constraint ledger_accounts_owner check (case
          when type in ('payable', 'receivable') then num_nonnulls(owner_account_id, space_id) = 1 and event_id is null
          when type = 'held' then num_nonnulls(owner_account_id, space_id, event_id) = 1
          when type = 'cashBox' then owner_account_id is null and space_id is null
          else num_nonnulls(owner_account_id, space_id, event_id) = 0 end)
      );
      create index ledger_accounts_owner_account on ledger_accounts (owner_account_id) where owner_account_id is not null;
      create index ledger_accounts_space on ledger_accounts (space_id) where space_id is not null;

      -- What made money move. A cause posts once; a correction is a posting of its own that names the first.
      create table ledger_postings (
        id uuid primary key default uuidv7(),
        cause_kind text not null check (length(cause_kind) between 1 and 60),
        cause_id text not null check (length(cause_id) between 1 and 200),
        corrects_id uuid references ledger_postings,
        actor_kind text not null check (actor_kind in ('account', 'clock', 'command')),
        actor_account_id uuid references accounts,
        event_at timestamptz not null,
        created_at timestamptz not null default now(),
        constraint ledger_postings_cause_once unique (cause_kind, cause_id),
        constraint ledger_postings_actor check ((actor_kind = 'account') = (actor_account_id is not null)),
        constraint ledger_postings_milliseconds check (event_at = date_trunc('milliseconds', event_at))
      );
      create index ledger_postings_corrects on ledger_postings (corrects_id) where corrects_id is not null;
      create index ledger_postings_cause_id on ledger_postings (cause_id);

      -- Both sides in one row: the sum over all accounts cannot be anything but zero.
      create table ledger_transfers (
        id uuid primary key default uuidv7(),
        posting_id uuid not null references ledger_postings,
        line text not null check (length(line) between 1 and 60),
        kind text not null check (length(kind) between 1 and 60),
        from_account_id uuid not null references ledger_accounts,
        to_account_id uuid not null references ledger_accounts,
        amount_yen bigint not null,
        tax text check (tax in ('outOfScope', 'standard', 'reduced', 'exempt')),
        event_at timestamptz not null,
        created_at timestamptz not null default now(),
        constraint ledger_transfers_line_once unique (posting_id, line),
        constraint ledger_transfers_positive check (amount_yen between 1 and 1000000000000),
        constraint ledger_transfers_apart check (from_account_id <> to_account_id)
      );
      create index ledger_transfers_from on ledger_transfers (from_account_id, event_at, id);
      create index ledger_transfers_to on ledger_transfers (to_account_id, event_at, id);
      create index ledger_transfers_event on ledger_transfers (event_at, id);

      -- Postings that no seal covers yet, whatever order their transactions commit in. The sealer alone takes them away.
      create table ledger_waiting (
        posting_id uuid primary key references ledger_postings
      );

      -- The chain: each seal holds the digest of every transfer it covers (id, then sha256, 48 bytes each) and the hash of the seal before it.
      create table ledger_seals (
        number bigint primary key check (number >= 1),
        previous_hash bytea not null check (length(previous_hash) = 32),
        hash bytea not null unique check (length(hash) = 32),
        lines bytea not null check (length(lines) % 48 = 0 and length(lines) > 0),
        sealed_at timestamptz not null
      );

      -- Derived from sealed transfers by the sealer, so that no view of a month reads the years before it. Rebuilt at any time.
      create table ledger_months (
        account_id uuid not null references ledger_accounts,
        month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        in_yen bigint not null,
        out_yen bigint not null,
        primary key (account_id, month)
      );

      create trigger ledger_accounts_append_only before update or delete on ledger_accounts for each row execute function refuse_change();
      create trigger ledger_accounts_not_emptied before truncate on ledger_accounts for each statement execute function refuse_change();
      create trigger ledger_postings_append_only before update or delete on ledger_postings for each row execute function refuse_change();
      create trigger ledger_postings_not_emptied before truncate on ledger_postings for each statement execute function refuse_change();
      create trigger ledger_transfers_append_only before update or delete on ledger_transfers for each row execute function refuse_change();
      create trigger ledger_transfers_not_emptied before truncate on ledger_transfers for each statement execute function refuse_change();
      create trigger ledger_seals_append_only before update or delete on ledger_seals for each row execute function refuse_change();
      create trigger ledger_seals_not_emptied before truncate on ledger_seals for each statement execute function refuse_change();

      insert into ledger_accounts (type)
        select unnest(array['stripe', 'bank', 'cashBox', 'duesIncome', 'courseIncome', 'fees', 'fund', 'withholding', 'writeOff', 'shiftCost']);

      -- Rewards that were fixed before there were books.
      create temporary table fixed_rewards on commit drop as
        select c.id as claim_id, c.status, c.account_id, c.payable_yen, uuidv7() as posting_id,
               case when s.ordering_party = 'space' then s.space_id end as space_id,
               date_trunc('milliseconds', coalesce(c.confirmed_at, c.ended_at)) as event_at,
               case when c.status = 'confirmed' then c.confirmed_by else c.outcome_by end as actor_id
          from claims c join shifts s on s.id = c.shift_id
         where c.status in ('confirmed', 'cancelled') and c.payable_yen > 0;
      insert into ledger_accounts (type, owner_account_id) select distinct 'payable', account_id from fixed_rewards;
      insert into ledger_accounts (type, space_id) select distinct 'receivable', space_id from fixed_rewards where space_id is not null;
      insert into ledger_postings (id, cause_kind, cause_id, actor_kind, actor_account_id, event_at)
        select posting_id, case when status = 'confirmed' then 'shift.confirmed' else 'shift.cancelledLate' end, claim_id,
               case when actor_id is null then 'clock' else 'account' end, actor_id, event_at
          from fixed_rewards;
      insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, event_at)
        select r.posting_id, '1', case when r.status = 'confirmed' then 'reward' else 'lateCancellation' end, owed.id, cost.id, r.payable_yen, r.event_at
          from fixed_rewards r
          join ledger_accounts owed on owed.key = 'payable:person:' || r.account_id
          join ledger_accounts cost on cost.key = coalesce('receivable:space:' || r.space_id, 'shiftCost');
      insert into ledger_waiting (posting_id) select posting_id from fixed_rewards;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}

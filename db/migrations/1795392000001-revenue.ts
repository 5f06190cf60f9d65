import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the money of an event or a table is shared, who agreed to it, and who brought the guests. */
export class Revenue1795392000001 implements MigrationInterface {
  name = 'Revenue1795392000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- One row a version: an offer of one side, agreed when both sides have said yes, frozen by the first sale.
      create table split_agreements (
        id uuid primary key default uuidv7(),
        subject_kind text not null check (subject_kind in ('event', 'slot')),
        subject_id uuid not null,
        version integer not null check (version >= 1),
        base text not null check (base in ('gross', 'net')),
        -- [{ role, kind: fixed | perHead | basisPoints, value }]: yen, yen a head, ten-thousandths of the rest.
        shares jsonb not null check (jsonb_typeof(shares) = 'array'),
        status text not null check (status in ('offered', 'agreed', 'replaced', 'frozen')),
        offered_side text not null check (offered_side in ('host', 'space', 'cooperative')),
        offered_by uuid not null references accounts,
        offered_at timestamptz not null,
        note text not null default '' check (length(note) <= 1000),
        host_account_id uuid references accounts,
        host_name text,
        host_agreed_at timestamptz,
        space_account_id uuid references accounts,
        space_name text,
        space_agreed_at timestamptz,
        frozen_at timestamptz,
        constraint split_agreements_version_once unique (subject_id, version),
        constraint split_agreements_consent check (status not in ('agreed', 'frozen') or (host_agreed_at is not null and space_agreed_at is not null)),
        constraint split_agreements_host_named check ((host_agreed_at is null) = (host_account_id is null) and (host_agreed_at is null) = (host_name is null)),
        constraint split_agreements_space_named check ((space_agreed_at is null) = (space_account_id is null) and (space_agreed_at is null) = (space_name is null)),
        constraint split_agreements_frozen check ((status = 'frozen') = (frozen_at is not null))
      );
      create unique index split_agreements_live on split_agreements (subject_id) where status in ('offered', 'agreed', 'frozen');

      -- Who is credited with guests that come by this word: a mixer, a space, or the carrier of a flyer and the space it lies in.
      create table referral_codes (
        code text primary key check (code ~ '^[0-9a-z]{6,12}$'),
        kind text not null check (kind in ('mixer', 'space', 'flyer')),
        subject_id uuid,
        account_id uuid references accounts,
        space_id uuid references spaces,
        label text not null default '' check (length(label) <= 80),
        created_by uuid not null references accounts,
        created_at timestamptz not null,
        retired_at timestamptz,
        constraint referral_codes_whose check (case kind
          when 'mixer' then account_id is not null and space_id is null
          when 'space' then space_id is not null and account_id is null
          else account_id is not null or space_id is not null end)
      );
      create index referral_codes_subject on referral_codes (subject_id) where subject_id is not null;
      create unique index referral_codes_mixer_once on referral_codes (subject_id, account_id) where kind = 'mixer' and retired_at is null;
      create unique index referral_codes_space_once on referral_codes (subject_id, space_id) where kind = 'space' and retired_at is null;

      -- The first time a visitor came by a code; a later one counts only when the first is older than thirty days.
      create table referral_touches (
        visitor bytea not null check (length(visitor) = 32),
        subject_id uuid not null,
        code text not null references referral_codes,
        touched_at timestamptz not null,
        primary key (visitor, subject_id)
      );
      create index referral_touches_code on referral_touches (code);

      -- A business that is promoted at an event agrees to the posts made for it.
      create table promotion_consents (
        id uuid primary key default uuidv7(),
        subject_id uuid not null,
        business text not null check (length(business) between 1 and 80),
        contact_email text not null,
        text text not null check (length(text) between 1 and 2000),
        status text not null check (status in ('asked', 'given', 'refused', 'withdrawn')),
        asked_by uuid not null references accounts,
        asked_at timestamptz not null,
        answered_name text,
        answered_at timestamptz,
        constraint promotion_consents_answered check ((status = 'asked') = (answered_at is null))
      );
      create index promotion_consents_subject on promotion_consents (subject_id);

      -- What the cooperative earns by events.
      alter table ledger_accounts drop constraint ledger_accounts_type_check;
      alter table ledger_accounts add constraint ledger_accounts_type_check check (type in (
        'payable', 'receivable', 'stripe', 'bank', 'cashBox', 'held',
        'duesIncome', 'courseIncome', 'eventIncome', 'fees', 'fund', 'withholding', 'writeOff', 'shiftCost'));
      insert into ledger_accounts (type) values ('eventIncome');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}

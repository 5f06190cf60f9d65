import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Open shifts, their versions, claims and invitations. */
export class Shifts1795219200003 implements MigrationInterface {
  name = 'Shifts1795219200003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table shifts (
        id uuid primary key default uuidv7(),
        space_id uuid not null references spaces,
        kind text not null check (kind in ('reception', 'floor', 'dayManager')),
        status text not null check (status in ('draft', 'published', 'cancelled')),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        places integer not null,
        places_taken integer not null default 0,
        reward_yen integer not null,
        min_tier text not null check (min_tier in ('junior', 'senior')),
        claim_mode text not null check (claim_mode in ('instant', 'approval')),
        content text not null,
        resource_id uuid references resources,
        ordering_party text not null check (ordering_party in ('space', 'cooperative')),
        version integer not null default 1,
        check_in_code text not null check (check_in_code ~ '^[0-9]{6}$'),
        outside_hours boolean not null default false,
        import_key text,
        created_by uuid references accounts,
        created_at timestamptz not null default now(),
        published_at timestamptz,
        cancelled_at timestamptz,
        cancel_reason text,
        constraint shifts_forward check (ends_at > starts_at),
        constraint shifts_places check (places between 1 and 50),
        constraint shifts_places_taken check (places_taken between 0 and places),
        constraint shifts_reward check (reward_yen between 0 and 1000000),
        constraint shifts_content check (length(content) between 1 and 4000)
      );
      create index shifts_open on shifts (starts_at, id) where status = 'published';
      create index shifts_space on shifts (space_id, starts_at, id);
      create unique index shifts_import_key on shifts (space_id, import_key) where import_key is not null;

      -- What a shift said at each version; a terms notice names the version it was issued under.
      create table shift_versions (
        shift_id uuid not null references shifts,
        version integer not null,
        said jsonb not null,
        changed_by uuid references accounts,
        changed_at timestamptz not null,
        reason text not null default '',
        primary key (shift_id, version)
      );
      create trigger shift_versions_append_only before update or delete on shift_versions for each row execute function refuse_change();

      create table claims (
        id uuid primary key default uuidv7(),
        shift_id uuid not null references shifts,
        space_id uuid not null references spaces,
        mixer_id uuid not null references mixers,
        account_id uuid not null references accounts,
        status text not null check (status in (
          'requested', 'booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed',
          'rejected', 'withdrawn', 'handedOver', 'released', 'cancelled', 'noShow')),
        shift_version integer not null,
        rule_set_version integer not null references rule_sets,
        terms_document_id uuid references documents,
        reward_yen integer not null check (reward_yen between 0 and 1000000),
        payable_yen integer check (payable_yen between 0 and 1000000),
        payment_due_on date not null,
        claimed_at timestamptz not null,
        approved_at timestamptz,
        rejected_at timestamptz,
        reject_reason text,
        checked_in_at timestamptz,
        report jsonb,
        reported_at timestamptz,
        confirmed_at timestamptz,
        confirmed_by uuid references accounts,
        withdrawn_at timestamptz,
        withdraw_reason text,
        withdraw_counts text check (withdraw_counts in ('no', 'unlessRefilled', 'yes')),
        refilled_at timestamptz,
        ended_at timestamptz,
        end_reason text,
        outcome text check (outcome in ('came', 'didNotCome', 'notApplicable')),
        outcome_by uuid references accounts,
        outcome_at timestamptz,
        objection text,
        objected_at timestamptz,
        took_over_from_id uuid references claims,
        constraint claims_terms_before_booking check (status in ('requested', 'rejected', 'withdrawn', 'released', 'cancelled') or terms_document_id is not null),
        constraint claims_payable_when_confirmed check (status <> 'confirmed' or payable_yen is not null)
      );
      create unique index claims_once on claims (shift_id, mixer_id)
        where status in ('requested', 'booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed');
      create index claims_shift on claims (shift_id);
      create index claims_mixer on claims (mixer_id, id desc);
      create index claims_to_confirm on claims (reported_at) where status in ('checkedIn', 'reported');

      -- Names from a roster, or a mixer the owner has asked. An invitation never books anything.
      create table shift_invitations (
        id uuid primary key default uuidv7(),
        shift_id uuid not null references shifts,
        mixer_id uuid references mixers,
        name text not null check (length(name) between 1 and 80),
        invited_by uuid references accounts,
        invited_at timestamptz not null,
        told_at timestamptz
      );
      create unique index shift_invitations_once on shift_invitations (shift_id, name);
      create index shift_invitations_mixer on shift_invitations (mixer_id) where mixer_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}

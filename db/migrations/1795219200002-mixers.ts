import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mixers, the dated facts about them, rule sets, and the two tables that make double booking impossible. */
export class Mixers1795219200002 implements MigrationInterface {
  name = 'Mixers1795219200002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table mixers (
        id uuid primary key default uuidv7(),
        account_id uuid not null unique references accounts,
        family_name text not null default '',
        given_name text not null default '',
        family_kana text not null default '',
        given_kana text not null default '',
        joined_on date not null,
        -- Raised with every change of a fact, under the lock of the row: tells a booking that waited that it must read again.
        facts_version integer not null default 0,
        created_at timestamptz not null default now()
      );

      -- Membership, tier, course, certifications, dues standing and freezes: facts with dates, never flags.
      create table mixer_facts (
        id uuid primary key default uuidv7(),
        mixer_id uuid not null references mixers,
        fact text not null check (fact in ('membership', 'membershipClass', 'tier', 'course', 'certification', 'duesStanding', 'freeze')),
        value text not null,
        valid tstzrange not null check (not isempty(valid) and not lower_inf(valid)),
        set_by uuid references accounts,
        reason text not null default '',
        recorded_at timestamptz not null default now(),
        constraint mixer_facts_freeze_ends check (fact <> 'freeze' or not upper_inf(valid)),
        constraint mixer_facts_values check (case fact
          when 'membership' then value in ('applied', 'accepted', 'active', 'paused', 'suspended', 'ended')
          when 'membershipClass' then value in ('member', 'supporter')
          when 'tier' then value in ('challenge', 'junior', 'senior')
          when 'course' then value = 'completed'
          when 'duesStanding' then value in ('none', 'good', 'grace', 'restricted', 'ended')
          when 'freeze' then value = 'frozen'
          else length(value) between 1 and 60 end),
        constraint mixer_facts_one_at_a_time exclude using gist (mixer_id with =, fact with =, valid with &&)
          where (fact in ('membership', 'membershipClass', 'tier', 'course', 'duesStanding')),
        constraint mixer_facts_certification_once exclude using gist (mixer_id with =, value with =, valid with &&)
          where (fact = 'certification')
      );
      create index mixer_facts_mixer on mixer_facts (mixer_id, fact);

      create table mixer_profile_fields (
        mixer_id uuid not null references mixers,
        field text not null check (field in ('displayName', 'name', 'kana', 'areas', 'skills', 'whatIDo', 'whatICanGive', 'links', 'phone')),
        value jsonb,
        audience text not null check (audience in ('self', 'chosen', 'spaces', 'mixers', 'everyone')),
        changed_at timestamptz not null,
        primary key (mixer_id, field),
        -- The names stand with the account and the mixer; here they have an audience only.
        constraint mixer_profile_fields_value check ((field in ('displayName', 'name', 'kana')) = (value is null))
      );
      create table mixer_chosen_people (
        mixer_id uuid not null references mixers,
        account_id uuid not null references accounts,
        primary key (mixer_id, account_id)
      );

      create table rule_sets (
        version integer primary key check (version >= 1),
        status text not null check (status in ('draft', 'simulated', 'inForce', 'replaced')),
        in_force_from timestamptz,
        rules jsonb not null,
        note text not null default '',
        created_by uuid references accounts,
        created_at timestamptz not null default now()
      );

      -- Whatever takes a person's time, wherever: no two of these may overlap.
      create table commitments (
        id uuid primary key default uuidv7(),
        account_id uuid not null references accounts,
        mixer_id uuid references mixers,
        space_id uuid references spaces,
        kind text not null check (kind in ('shift', 'slot', 'event', 'duty')),
        subject_id uuid not null unique,
        capability text not null,
        rule_set_version integer not null references rule_sets,
        title text not null,
        during tstzrange not null check (not isempty(during)),
        status text not null check (status in ('held', 'booked', 'released')),
        uid text not null,
        sequence integer not null default 0,
        constraint commitments_overlap exclude using gist (account_id with =, during with &&) where (status in ('held', 'booked'))
      );
      create index commitments_mixer on commitments (mixer_id) where status in ('held', 'booked');
      create index commitments_space on commitments (space_id) where status in ('held', 'booked');

      -- Whatever takes a room or a table. A room spans all positions, a table spans one (see resources).
      create table occupancies (
        id uuid primary key default uuidv7(),
        space_id uuid not null references spaces,
        resource_id uuid not null references resources,
        area_id uuid not null references resources,
        positions int4range not null,
        kind text not null check (kind in ('shift', 'slot', 'event')),
        subject_id uuid not null unique,
        title text not null,
        during tstzrange not null check (not isempty(during)),
        status text not null check (status in ('booked', 'released')),
        constraint occupancies_overlap exclude using gist (area_id with =, positions with &&, during with &&) where (status = 'booked')
      );
      create index occupancies_space on occupancies using gist (space_id, during) where (status = 'booked');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}

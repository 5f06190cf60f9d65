import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Spaces: their profile, hours, rooms and tables, manuals, people, and their relation to the network. */
export class Spaces1795219200001 implements MigrationInterface {
  name = 'Spaces1795219200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table spaces (
        id uuid primary key default uuidv7(),
        slug text not null unique check (slug ~ '^[a-z0-9-]{2,60}$'),
        status text not null check (status in ('applied', 'accepted', 'declined', 'member', 'left')),
        name text not null check (length(name) between 1 and 80),
        kana text not null default '',
        prefecture text not null check (prefecture ~ '^(0[1-9]|[1-3][0-9]|4[0-7])$'),
        postal_code text not null default '',
        city text not null default '',
        street text not null default '',
        access text not null default '',
        phone text not null default '',
        email text not null default '',
        website text not null default '',
        introduction text not null default '',
        house_rules text not null default '',
        recruiter_name text not null default '',
        recruiter_address text not null default '',
        recruiter_contact text not null default '',
        recruiting_content text not null default '',
        recruiting_place text not null default '',
        recruiting_reward text not null default '',
        applied_by uuid references accounts,
        application_note text not null default '',
        decision_reason text,
        terms_accepted_at timestamptz,
        created_at timestamptz not null default now(),
        constraint spaces_terms_before_member check (status <> 'member' or terms_accepted_at is not null)
      );
      create index spaces_search on spaces using gin (search_key(name || ' ' || kana || ' ' || city) gin_trgm_ops);

      create table space_hours (
        space_id uuid not null references spaces,
        weekday text not null check (weekday in ('0', '1', '2', '3', '4', '5', '6', 'holiday')),
        opens_at time not null,
        closes_at time not null,
        constraint space_hours_forward check (closes_at > opens_at),
        primary key (space_id, weekday, opens_at)
      );

      create table space_hour_exceptions (
        space_id uuid not null references spaces,
        day date not null,
        closed boolean not null,
        opens_at time,
        closes_at time,
        reason text not null default '',
        primary key (space_id, day),
        constraint space_hour_exceptions_shape check (closed or (opens_at is not null and closes_at > opens_at))
      );

      create table space_relations (
        id uuid primary key default uuidv7(),
        space_id uuid not null references spaces,
        relation text not null check (relation in ('partnered', 'designated')),
        valid tstzrange not null,
        set_by uuid references accounts,
        reason text not null default '',
        end_reason text,
        constraint space_relations_once exclude using gist (space_id with =, relation with =, valid with &&)
      );

      create table space_staff (
        id uuid primary key default uuidv7(),
        space_id uuid not null references spaces,
        account_id uuid not null references accounts,
        role text not null check (role in ('owner', 'manager', 'reception')),
        since timestamptz not null default now(),
        ended_at timestamptz
      );
      create unique index space_staff_current on space_staff (space_id, account_id) where ended_at is null;
      create index space_staff_account on space_staff (account_id) where ended_at is null;

      -- A room covers every position in itself, a table only its own: so one exclusion keeps both apart.
      create table resources (
        id uuid primary key default uuidv7(),
        space_id uuid not null references spaces,
        kind text not null check (kind in ('room', 'table')),
        name text not null check (length(name) between 1 and 60),
        capacity integer not null check (capacity between 1 and 1000),
        part_of_id uuid references resources,
        position integer not null check (position >= 0),
        retired_at timestamptz,
        created_at timestamptz not null default now(),
        constraint resources_rooms_stand_alone check (kind = 'table' or part_of_id is null)
      );
      create index resources_space on resources (space_id);
      create unique index resources_position on resources (part_of_id, position) where part_of_id is not null;

      create table manuals (
        id uuid primary key default uuidv7(),
        space_id uuid not null references spaces,
        version integer not null check (version >= 1),
        body text not null check (length(body) between 1 and 100000),
        note text not null default '',
        published_by uuid references accounts,
        published_at timestamptz not null,
        unique (space_id, version)
      );
      create trigger manuals_append_only before update or delete on manuals for each row execute function refuse_change();

      create table manual_acknowledgements (
        manual_id uuid not null references manuals,
        account_id uuid not null references accounts,
        acknowledged_at timestamptz not null,
        primary key (manual_id, account_id)
      );

      alter table documents add constraint documents_party_space foreign key (party_space_id) references spaces;
      create index documents_space on documents (party_space_id, id desc) where party_space_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}

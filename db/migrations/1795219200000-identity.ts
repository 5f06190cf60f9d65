import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts and how they are known: roles, sessions, tokens; limits; what was done to whom; mail and papers. */
export class Identity1795219200000 implements MigrationInterface {
  name = 'Identity1795219200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create extension if not exists btree_gist;
      create extension if not exists pg_trgm;

      -- Folds what a reader takes for the same word: width, case, hiragana and katakana.
      create function search_key(text) returns text language sql immutable parallel safe strict as $$
        select lower(translate(normalize($1, NFKC),
          'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ',
          'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ'))
      $$;

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only';
      end $$;

      create table accounts (
        id uuid primary key default uuidv7(),
        email text not null,
        password_hash text,
        display_name text not null check (length(display_name) between 1 and 80),
        locale text not null default 'ja' check (locale in ('ja', 'en')),
        email_confirmed_at timestamptz,
        disabled_at timestamptz,
        created_at timestamptz not null default now()
      );
      create unique index accounts_email on accounts (lower(email));

      create table account_roles (
        id uuid primary key default uuidv7(),
        account_id uuid not null references accounts,
        role text not null check (role in ('steward', 'treasurer', 'approver')),
        granted_at timestamptz not null default now(),
        granted_by uuid references accounts,
        ended_at timestamptz
      );
      create unique index account_roles_current on account_roles (account_id, role) where ended_at is null;

      create table sessions (
        id uuid primary key default uuidv7(),
        account_id uuid not null references accounts,
        token_hash bytea not null,
        user_agent text not null default '',
        created_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        expires_at timestamptz not null,
        ended_at timestamptz
      );
      create unique index sessions_token_hash on sessions (token_hash);
      create index sessions_account on sessions (account_id) where ended_at is null;

      create table access_tokens (
        id uuid primary key default uuidv7(),
        account_id uuid not null references accounts,
        name text not null check (length(name) between 1 and 80),
        token_hash bytea not null,
        created_at timestamptz not null default now(),
        last_used_at timestamptz,
        expires_at timestamptz,
        revoked_at timestamptz
      );
      create unique index access_tokens_token_hash on access_tokens (token_hash);
      create index access_tokens_account on access_tokens (account_id) where revoked_at is null;

      -- One-time links sent by mail.
      create table email_tokens (
        id uuid primary key default uuidv7(),
        account_id uuid not null references accounts,
        kind text not null check (kind in ('confirmEmail', 'resetPassword')),
        token_hash bytea not null,
        email text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create unique index email_tokens_token_hash on email_tokens (token_hash);

      -- Counters only: unlogged, because a lost counter costs nothing and a logged one costs every write a flush.
      create unlogged table rate_limits (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      );

      create table idempotency_keys (
        account_id uuid not null references accounts,
        key text not null check (length(key) between 1 and 200),
        fingerprint bytea not null,
        status integer,
        answer jsonb,
        created_at timestamptz not null default now(),
        primary key (account_id, key)
      );
      create index idempotency_keys_created on idempotency_keys (created_at);

      -- Who did what to whom. No foreign keys: an entry outlives what it speaks of.
      create table audit_entries (
        id uuid primary key default uuidv7(),
        at timestamptz not null,
        actor_account_id uuid,
        actor_kind text not null check (actor_kind in ('account', 'clock', 'command')),
        action text not null,
        subject_type text not null,
        subject_id uuid not null,
        concerns_account_id uuid,
        space_id uuid,
        reason text,
        before jsonb,
        after jsonb
      );
      create index audit_entries_subject on audit_entries (subject_id, id desc);
      create index audit_entries_concerns on audit_entries (concerns_account_id, id desc) where concerns_account_id is not null;
      create index audit_entries_space on audit_entries (space_id, id desc) where space_id is not null;
      create trigger audit_entries_append_only before update or delete on audit_entries for each row execute function refuse_change();

      -- The inbox is the truth; the mail is a copy of it that travels.
      create table inbox_items (
        id uuid primary key default uuidv7(),
        account_id uuid not null references accounts,
        template text not null,
        params jsonb not null,
        href text,
        created_at timestamptz not null,
        read_at timestamptz
      );
      create index inbox_items_account on inbox_items (account_id, id desc);

      create table outbox_mails (
        id uuid primary key default uuidv7(),
        to_address text not null,
        locale text not null check (locale in ('ja', 'en')),
        template text not null,
        params jsonb not null,
        href text,
        calendar jsonb,
        created_at timestamptz not null,
        next_attempt_at timestamptz,
        attempts integer not null default 0,
        last_error text,
        sent_at timestamptz,
        failed_at timestamptz
      );
      create index outbox_mails_due on outbox_mails (next_attempt_at) where next_attempt_at is not null;

      create sequence document_numbers;
      create table documents (
        id uuid primary key default uuidv7(),
        number text not null unique,
        kind text not null check (kind in ('termsNotice')),
        subject_id uuid not null,
        version integer not null check (version >= 1),
        supersedes_id uuid references documents,
        party_account_id uuid not null references accounts,
        party_space_id uuid,
        content text not null,
        sha256 bytea not null check (length(sha256) = 32),
        issued_at timestamptz not null,
        unique (kind, subject_id, version)
      );
      create index documents_party_account on documents (party_account_id, id desc);
      create trigger documents_append_only before update or delete on documents for each row execute function refuse_change();

      create table document_renderings (
        document_id uuid primary key references documents,
        pdf bytea not null,
        rendered_at timestamptz not null
      );
      create table document_reads (
        document_id uuid not null references documents,
        account_id uuid not null references accounts,
        read_at timestamptz not null,
        primary key (document_id, account_id)
      );

      -- A due run of the schedule belongs to the worker that writes its row first.
      create table schedule_runs (
        name text not null,
        due_at timestamptz not null,
        taken_at timestamptz not null default now(),
        primary key (name, due_at)
      );

      -- The cooperative itself, as it stands on its papers. One row.
      create table cooperative (
        only_one boolean primary key default true check (only_one),
        name text not null,
        address text not null default '',
        help_desk text not null default ''
      );
      insert into cooperative (name) values ('コワーキング協同組合');

      create table text_acceptances (
        id uuid primary key default uuidv7(),
        account_id uuid not null references accounts,
        space_id uuid,
        text text not null,
        version integer not null,
        accepted_at timestamptz not null
      );
      create index text_acceptances_account on text_acceptances (account_id, text);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}

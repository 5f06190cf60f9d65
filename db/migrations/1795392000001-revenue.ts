import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the second version of the privacy policy says anew; a cooperative that has written one of its own looks after it itself. */
const PRIVACY_CHANGES = [
  [
    'body_ja',
    `- 利用の記録（操作の日時、端末の種類）：安全のため。
`,
    `- 利用の記録（操作の日時、端末の種類）：安全のため。
- イベントのお申し込み（名前、メールアドレス、人数、質問への回答）：受付、連絡、返金、領収書のため。主催者と会場のスペースに、当日の受付に必要な範囲で伝えます。
`,
  ],
  [
    'body_ja',
    `ログインを保つためだけに使います。広告や追跡には使いません。
`,
    `- ログインを保つため。
- 紹介のリンクやQRコードからイベントを開いたとき、どの紹介で来られたかを30日間覚えるため。30日のうちは最初の紹介だけが数えられ、お申し込みの分配（紹介した方と、そのスペースへの分）に使います。お支払いのあとは、どなたも変えられません。覚えるのは無作為な番号のハッシュ値で、お名前とは結び付けません。

広告やほかのサイトでの追跡には使いません。
`,
  ],
  [
    'body_en',
    `- Records of use (time, kind of device): for safety.
`,
    `- Records of use (time, kind of device): for safety.
- Registrations for events (name, e-mail address, number of guests, answers to questions): for the door, to reach you, for refunds and receipts. The host and the space are told as much as the door needs.
`,
  ],
  [
    'body_en',
    `One, to keep you signed in. None for advertising or tracking.
`,
    `- One to keep you signed in.
- One, when you open an event by somebody’s link or QR code, to remember for 30 days who sent you. Within these days the first one counts, and decides who shares in what you pay (who sent you, and their space). Nobody can change it once you have paid. We keep the hash of a random number, and never beside your name.

None for advertising, or to follow you on other sites.
`,
  ],
] as const;

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
        -- The cooperative offers in the host's place for what it runs itself.
        offered_side text not null check (offered_side in ('host', 'space', 'cooperative')),
        offered_by uuid not null references accounts,
        offered_at timestamptz not null,
        note text not null default '' check (length(note) <= 1000),
        -- False where no space takes part: nobody else has to agree.
        needs_space boolean not null default true,
        host_account_id uuid references accounts,
        host_name text,
        host_agreed_at timestamptz,
        space_account_id uuid references accounts,
        space_name text,
        space_agreed_at timestamptz,
        frozen_at timestamptz,
        constraint split_agreements_version_once unique (subject_id, version),
        constraint split_agreements_consent check (status not in ('agreed', 'frozen') or (host_agreed_at is not null and (space_agreed_at is not null or not needs_space))),
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
        -- Visitors who are forgotten by now: touches are kept for thirty days.
        touches_gone integer not null default 0,
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
        -- What it is held for, as it was called when the business was asked.
        title text not null check (length(title) between 1 and 120),
        locale text not null check (locale in ('ja', 'en')),
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
      -- Every answer that was ever given; the last one counts.
      create table promotion_answers (
        id uuid primary key default uuidv7(),
        consent_id uuid not null references promotion_consents,
        answer text not null check (answer in ('give', 'refuse', 'withdraw')),
        name text not null check (length(name) between 1 and 80),
        answered_at timestamptz not null
      );
      create index promotion_answers_consent on promotion_answers (consent_id);
      create trigger promotion_answers_append_only before update or delete on promotion_answers for each row execute function refuse_change();

      -- What the cooperative earns by events.
      alter table ledger_accounts drop constraint ledger_accounts_type_check;
      alter table ledger_accounts add constraint ledger_accounts_type_check check (type in (
        'payable', 'receivable', 'stripe', 'bank', 'cashBox', 'held',
        'duesIncome', 'courseIncome', 'eventIncome', 'fees', 'fund', 'withholding', 'writeOff', 'shiftCost'));
      insert into ledger_accounts (type) values ('eventIncome');
    `);
    const changed = (column: 'body_ja' | 'body_en'): string =>
      PRIVACY_CHANGES.reduce<string>((text, [where], at) => (where === column ? `replace(${text}, $${2 * at + 1}, $${2 * at + 2})` : text), column);
    await runner.query(
      `insert into legal_texts (kind, version, in_force_on, asks_again, body_ja, body_en, change_ja, change_en, published_at)
       select kind, 2, '2026-11-22', false, ${changed('body_ja')}, ${changed('body_en')},
              'イベントのお申し込みと、紹介のリンクで使うクッキーを加えました。', 'Registrations for events, and the cookie of referral links.', '2026-11-22T00:00:00+09:00'
         from legal_texts t
        where kind = 'privacy' and not exists (select from legal_texts own where own.kind = t.kind and own.version > 1)`,
      PRIVACY_CHANGES.flatMap(([, before, after]) => [before, after]),
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}

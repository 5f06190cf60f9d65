import { DataSource } from 'typeorm';
import { runChecks } from '#db/checks/run';
import { MIGRATIONS } from '#db/migrations/index';
import { dataSourceOptions, migrate, openDataSource, rows } from '#libs/database';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';

/** An installation that grew: what people had done by the time each migration had run. Ids are told apart by their last digits. */
const id = (n: number): string => `01940000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [HANAKO, OWNER, SPACE, ROOM, MANUAL, MIXER, SHIFT, CLAIM, PAPER, POSTING, PLAN, CHARGE, PAYMENT] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map(id);
const [JELLY, TICKET, ORDER, SEAT, OTHER_SEAT, CASH, AGREED, CONSENT, TOPIC, MEETING] = [21, 22, 23, 24, 25, 26, 27, 28, 29, 30].map(id);
const NIGHT = `'[2026-11-26 10:00+09,2026-11-26 15:00+09)'`;

const LIVED: Readonly<Record<string, string>> = {
  Identity1795219200000: `
    insert into accounts (id, email, display_name) values ('${HANAKO}', 'hanako@mazeru.test', '髙橋 花子😀'), ('${OWNER}', 'owner@mazeru.test', 'オーナー 次郎');
    insert into account_roles (account_id, role) values ('${OWNER}', 'steward');
    insert into sessions (account_id, token_hash, expires_at) values ('${HANAKO}', 'a', '2099-01-01');
    insert into access_tokens (account_id, name, token_hash) values ('${HANAKO}', '機械', 'b');
    insert into email_tokens (account_id, kind, token_hash, email, expires_at) values ('${HANAKO}', 'confirmEmail', 'c', 'hanako@mazeru.test', '2099-01-01');
    insert into idempotency_keys (account_id, key, fingerprint, status, answer) values ('${HANAKO}', 'k', 'd', 201, '{"id":1}');
    insert into audit_entries (at, actor_kind, action, subject_type, subject_id) values (now(), 'command', 'account.registered', 'account', '${HANAKO}');
    insert into inbox_items (account_id, template, params, created_at) values ('${HANAKO}', 'claimBooked', '{"name":"花子"}', now());
    insert into outbox_mails (to_address, locale, template, params, created_at, next_attempt_at) values ('hanako@mazeru.test', 'ja', 'claimBooked', '{}', now(), now());
    insert into documents (id, number, kind, subject_id, version, party_account_id, content, sha256, issued_at)
      values ('${PAPER}', 'TN-2026-000001', 'termsNotice', '${CLAIM}', 1, '${HANAKO}', '{"number":"TN-2026-000001"}', sha256('{"number":"TN-2026-000001"}'), now());
    insert into document_reads (document_id, account_id, read_at) values ('${PAPER}', '${HANAKO}', now());
    insert into text_acceptances (account_id, text, version, accepted_at) values ('${HANAKO}', 'mixerPledge', 1, now());
    insert into schedule_runs (name, due_at) values ('mail', now());
    update cooperative set name = '北のコワーキング協同組合';`,
  Spaces1795219200001: `
    insert into spaces (id, slug, status, name, prefecture, terms_accepted_at) values ('${SPACE}', 'kita', 'member', '北のつくえ盛岡', '03', now());
    insert into space_hours values ('${SPACE}', '1', '09:00', '24:00');
    insert into space_hour_exceptions (space_id, day, closed) values ('${SPACE}', '2026-12-31', true);
    insert into space_relations (space_id, relation, valid) values ('${SPACE}', 'partnered', '[2026-01-01,)');
    insert into space_staff (space_id, account_id, role) values ('${SPACE}', '${OWNER}', 'owner');
    insert into resources (id, space_id, kind, name, capacity, position) values ('${ROOM}', '${SPACE}', 'room', '会議室', 8, 0);
    insert into manuals (id, space_id, version, body, published_at) values ('${MANUAL}', '${SPACE}', 1, '# 受付', now());
    insert into manual_acknowledgements values ('${MANUAL}', '${HANAKO}', now());`,
  Mixers1795219200002: `
    insert into mixers (id, account_id, family_name, joined_on) values ('${MIXER}', '${HANAKO}', '髙橋', '2026-01-01');
    insert into mixer_facts (mixer_id, fact, value, valid) values ('${MIXER}', 'tier', 'junior', '[2026-01-01,)');
    insert into mixer_profile_fields values ('${MIXER}', 'skills', '["受付"]', 'mixers', now());
    insert into mixer_chosen_people values ('${MIXER}', '${OWNER}');
    insert into rule_sets (version, status, rules) values (2, 'draft', '{}');
    insert into commitments (account_id, mixer_id, space_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
      values ('${HANAKO}', '${MIXER}', '${SPACE}', 'shift', '${CLAIM}', 'shift.claim', 2, '北のつくえ盛岡', ${NIGHT}, 'booked', '${CLAIM}@mazeru');
    insert into occupancies (space_id, resource_id, area_id, positions, kind, subject_id, title, during, status)
      values ('${SPACE}', '${ROOM}', '${ROOM}', '[0,)', 'shift', '${SHIFT}', 'reception', ${NIGHT}, 'booked');`,
  Shifts1795219200003: `
    insert into shifts (id, space_id, kind, status, starts_at, ends_at, places, places_taken, reward_yen, min_tier, claim_mode, content, resource_id, ordering_party, check_in_code)
      values ('${SHIFT}', '${SPACE}', 'reception', 'published', '2026-11-26 10:00+09', '2026-11-26 15:00+09', 1, 1, 5000, 'junior', 'instant', '受付', '${ROOM}', 'space', '123456');
    insert into shift_versions (shift_id, version, said, changed_at) values ('${SHIFT}', 1, '{}', now());
    insert into claims (id, shift_id, space_id, mixer_id, account_id, status, shift_version, rule_set_version, terms_document_id, reward_yen, payment_due_on, claimed_at)
      values ('${CLAIM}', '${SHIFT}', '${SPACE}', '${MIXER}', '${HANAKO}', 'booked', 1, 2, '${PAPER}', 5000, '2026-12-25', now());
    insert into shift_invitations (shift_id, mixer_id, name, invited_at) values ('${SHIFT}', '${MIXER}', '髙橋花子', now());`,
  Ledger1795305600000: `
    insert into ledger_accounts (type, owner_account_id) values ('receivable', '${HANAKO}');
    insert into ledger_postings (id, cause_kind, cause_id, actor_kind, event_at) values ('${POSTING}', 'dues.charged', '${CLAIM}', 'clock', '2026-11-01 00:00+09');
    insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, event_at)
      select '${POSTING}', '1', 'dues', f.id, t.id, 1000, '2026-11-01 00:00+09' from ledger_accounts f, ledger_accounts t where f.key = 'duesIncome' and t.key = 'receivable:person:${HANAKO}';
    insert into ledger_waiting (posting_id) values ('${POSTING}');
    insert into ledger_seals (number, previous_hash, hash, lines, sealed_at) values (1, sha256('0'), sha256('1'), sha256('2') || sha256('3') || sha256('4'), now());
    insert into ledger_months (account_id, month, in_yen, out_yen) select id, '2026-10', 1, 0 from ledger_accounts where key = 'bank';`,
  Payments1795305600001: `
    insert into stripe_requests (key, operation, fingerprint, first_asked_at, asked_at) values ('cust:1', 'customers.create', 'a', now(), now());
    insert into stripe_events (id, type, source, status, occurred_at, received_at) values ('evt_1', 'invoice.paid', 'webhook', 'applied', now(), now());
    insert into stripe_accounts (id, account_id, created_at) values ('acct_1', '${HANAKO}', now());
    insert into reconciliations (asked_at, status) values (now(), 'done');
    insert into payment_tasks (kind, object_kind, object_id, found_at, seen_at) values ('different', 'charge', 'ch_1', now(), now());
    insert into stripe_customers (id, reading, read_at, created_at, account_id) values ('x_1', 1, now(), now(), '${HANAKO}');
    insert into stripe_prices (id, reading, read_at, created_at, name, lookup_key, product_id, amount_yen, monthly, active) values ('x_1', 1, now(), now(), 'dues_junior_monthly', 'dues_junior_monthly', 'prod_1', 1000, true, true);
    insert into stripe_sessions (id, reading, read_at, created_at, mode, status, payment_status, expires_at) values ('x_1', 1, now(), now(), 'subscription', 'complete', 'paid', now());
    insert into stripe_subscriptions (id, reading, read_at, created_at, status, customer_id, collection_method, cancel_at_period_end, paused) values ('x_1', 1, now(), now(), 'active', 'cus_1', 'charge_automatically', false, false);
    insert into stripe_invoices (id, reading, read_at, created_at, status, collection_method, total_yen, amount_due_yen, amount_paid_yen, amount_remaining_yen, attempt_count, paid_outside) values ('x_1', 1, now(), now(), 'paid', 'charge_automatically', 1000, 1000, 1000, 0, 1, false);
    insert into stripe_charges (id, reading, read_at, created_at, status, amount_yen, refunded_yen, fee_yen, net_yen, disputed) values ('x_1', 1, now(), now(), 'succeeded', 1000, 0, 36, 964, false);
    insert into stripe_refunds (id, reading, read_at, created_at, status, charge_id, amount_yen) values ('x_1', 1, now(), now(), 'succeeded', 'ch_1', 100);
    insert into stripe_disputes (id, reading, read_at, created_at, status, charge_id, amount_yen, reason) values ('x_1', 1, now(), now(), 'needs_response', 'ch_1', 1000, 'general');
    insert into stripe_transfers (id, reading, read_at, created_at, amount_yen, reversed_yen) values ('x_1', 1, now(), now(), 500, 0);
    insert into stripe_balance_transactions (id, reading, read_at, created_at, type, category, amount_yen, fee_yen, net_yen, available_at) values ('x_1', 1, now(), now(), 'charge', 'charge', 1000, 36, 964, now());`,
  Dues1795305600002: `
    insert into dues_plans (id, mixer_id, account_id, method, state, tier, price_yen, asked_at, started_at, first_on)
      values ('${PLAN}', '${MIXER}', '${HANAKO}', 'card', 'live', 'junior', 1000, now(), now(), '2026-11-01');
    insert into dues_charges (id, mixer_id, plan_id, item, period, amount_yen, tax_category, due_on, state, opened_at, paid_at)
      values ('${CHARGE}', '${MIXER}', '${PLAN}', 'junior', '2026-11-01', 1000, 'outOfScope', '2026-11-15', 'paid', now(), now());
    insert into dues_payments (id, charge_id, mixer_id, source, amount_yen, paid_at, reason, recorded_by, recorded_at)
      values ('${PAYMENT}', '${CHARGE}', '${MIXER}', 'bank', 1000, now(), '振込', '${OWNER}', now());
    insert into dues_payment_reversals (payment_id, reason, reversed_by, reversed_at) values ('${PAYMENT}', '誤り', '${OWNER}', now());
    insert into dues_fees (payment_id, fee_yen, known_at) values ('${PAYMENT}', 36, now());
    insert into dues_refunds (payment_id, stripe_refund_id, amount_yen, refunded_at) values ('${PAYMENT}', 're_1', 1000, now());
    insert into dues_pauses (mixer_id, plan_id, from_on, until_on, asked_at) values ('${MIXER}', '${PLAN}', '2026-12-01', '2027-01-01', now());
    insert into dues_overrides (mixer_id, from_on, until_on, reason, set_by, set_at) values ('${MIXER}', '2026-11-01', '2026-12-01', '入院のため', '${OWNER}', now());
    insert into dues_contacts (mixer_id, kind, template, by_account_id, at) values ('${MIXER}', 'reminder', 'duesReminder', '${OWNER}', now());`,
  Revenue1795392000001: `
    insert into split_agreements (id, subject_kind, subject_id, version, base, shares, status, offered_side, offered_by, offered_at,
                                  host_account_id, host_name, host_agreed_at, space_account_id, space_name, space_agreed_at)
      values ('${AGREED}', 'event', '${JELLY}', 1, 'net', '[{"role":"host","kind":"basisPoints","value":10000}]', 'agreed', 'host', '${HANAKO}', now(),
              '${HANAKO}', '髙橋 花子', now(), '${OWNER}', 'オーナー 次郎', now());
    insert into referral_codes (code, kind, subject_id, account_id, created_by, created_at) values ('hanako1', 'mixer', '${JELLY}', '${HANAKO}', '${HANAKO}', now());
    insert into referral_touches (visitor, subject_id, code, touched_at) values (sha256('v'), '${JELLY}', 'hanako1', now());
    insert into promotion_consents (id, subject_id, title, locale, business, contact_email, text, status, asked_by, asked_at, answered_name, answered_at)
      values ('${CONSENT}', '${JELLY}', 'JELLY', 'ja', '喫茶もりおか', 'kissa@mazeru.test', 'PR', 'given', '${HANAKO}', now(), '店主', now());
    insert into promotion_answers (consent_id, answer, name, answered_at) values ('${CONSENT}', 'give', '店主', now());`,
  Orders1795392000002: `
    insert into sales (subject_id, subject_kind, title, place, space_id, host_account_id, starts_at, ends_at, status, capacity, taken, seller, methods, policy)
      values ('${JELLY}', 'event', 'JELLY', '北のつくえ盛岡', '${SPACE}', '${HANAKO}', '2026-11-28 19:00+09', '2026-11-28 21:00+09', 'open', 20, 2, 'host', '{door}', '[]');
    insert into ticket_types (id, subject_id, name, price_yen, position) values ('${TICKET}', '${JELLY}', '参加', 500, 1);
    insert into orders (id, subject_id, ticket_type_id, number, name, email, locale, quantity, unit_yen, method, status, policy, referral_code, attractor_account_id, created_at, confirmed_at)
      values ('${ORDER}', '${JELLY}', '${TICKET}', 1, '山田 😀', 'guest@mazeru.test', 'ja', 2, 500, 'door', 'confirmed', '[]', 'hanako1', '${HANAKO}', now(), now());
    insert into seats (id, order_id, subject_id, place, name, pass, status, unit_yen)
      values ('${SEAT}', '${ORDER}', '${JELLY}', 1, '山田', '0123456789AB', 'taken', 500), ('${OTHER_SEAT}', '${ORDER}', '${JELLY}', 2, '', '0123456789AC', 'taken', 500);
    insert into order_payments (id, order_id, subject_id, amount_yen, method, taken_by, received_at, recorded_at) values ('${CASH}', '${ORDER}', '${JELLY}', 1000, 'cash', '${HANAKO}', now(), now());
    insert into order_refunds (order_id, payment_id, subject_id, amount_yen, cause, status, wished_at) values ('${ORDER}', '${CASH}', '${JELLY}', 500, 'guest', 'byHand', now());
    insert into order_steps (order_id, at, step, actor_kind) values ('${ORDER}', now(), 'registered', 'guest');`,
  Events1795392000003: `
    insert into event_series (id, host_account_id, title, created_at) values ('${JELLY}', '${HANAKO}', 'JELLY', now());
    insert into events (id, kind, status, space_id, resource_id, host_account_id, host_mixer_id, series_id, title, starts_at, ends_at, capacity, seller_of_record, ticket_types, methods,
                        cancellation_policy, rule_set_version, published_at, created_by, created_at)
      select s.id, s.kind, 'published', '${SPACE}', '${ROOM}', '${HANAKO}', '${MIXER}', '${JELLY}', 'JELLY', '2026-11-28 19:00+09', '2026-11-28 21:00+09', 20, 'host', '[]', '{door}', '[]', 2, now(), '${HANAKO}', now()
        from (values ('${JELLY}'::uuid, 'jelly'), ('${MEETING}'::uuid, 'mixerMeeting')) as s(id, kind);
    insert into event_versions (event_id, version, said, changed_at) values ('${JELLY}', 1, '{}', now());
    insert into event_people (event_id, role, mixer_id, account_id, duty, status, invited_by, invited_at) values ('${JELLY}', 'coHost', '${MIXER}', '${HANAKO}', '受付', 'accepted', '${HANAKO}', now());
    insert into door_records (client_id, event_id, kind, order_id, seat_id, said, result, answer, happened_at, recorded_at, recorded_by)
      values ('${SEAT}', '${JELLY}', 'checkIn', '${ORDER}', '${SEAT}', '{}', 'done', '{}', now(), now(), '${HANAKO}');
    insert into event_reports (event_id, guests, cash_counted_yen, outcomes, reported_by, reported_at) values ('${JELLY}', 2, 1000, '', '${HANAKO}', now());
    insert into event_settlements (event_id, version, status, received_yen, cost_yen, shares, agreement_id, proposed_at) values ('${JELLY}', 1, 'proposed', 1000, 0, '[]', '${AGREED}', now());
    insert into event_surveys (order_id, event_id, satisfaction, answered_at) values ('${ORDER}', '${JELLY}', 5, now());
    insert into event_cards (seat_id, event_id, display_name, contact, shown_at) values ('${SEAT}', '${JELLY}', '山田', 'guest@mazeru.test', now());
    insert into event_contacts (event_id, from_seat_id, to_seat_id, wished_at) values ('${JELLY}', '${SEAT}', '${OTHER_SEAT}', now());
    insert into meetings (event_id, month) values ('${MEETING}', '2026-11');
    insert into meeting_topics (id, event_id, title, proposed_by, proposed_at, status) values ('${TOPIC}', '${MEETING}', '規約', '${HANAKO}', now(), 'proposed');
    insert into meeting_attendance (event_id, mixer_id, invited_at) values ('${MEETING}', '${MIXER}', now());
    insert into meeting_minutes (event_id, version, body, written_by, written_at) values ('${MEETING}', 1, '# 記録', '${OWNER}', now());`,
  Events1795478400001: `
    insert into event_people (event_id, role, mixer_id, account_id, duty, status, invited_by, invited_at) values ('${JELLY}', 'builder', '${MIXER}', '${HANAKO}', '会の元をつくった', 'accepted', '${HANAKO}', now());
    insert into event_split_consents (agreement_id, space_id, account_id, name, agreed_at) values ('${AGREED}', '${SPACE}', '${OWNER}', 'オーナー 次郎', now());
    insert into event_cost_reviews (event_id, borne_by, reason, asked_by, asked_at) values ('${JELLY}', 'host', '大雪', '${HANAKO}', now());`,
  Sellers1795478400003: `
    insert into sellers (account_id, space_id, name, registration_number, changed_by, changed_at)
      values ('${HANAKO}', null, '髙橋商店', 'T1234567890123', '${HANAKO}', now()), (null, '${SPACE}', '株式会社北のつくえ', 'T7010705000725', '${OWNER}', now());`,
  Orders1795478400002: `
    update sales set capacity = 30, revision = revision + 1 where subject_id = '${JELLY}';`,
  ClaimCorrections1795478400005: `
    insert into claim_corrections (claim_id, outcome, payable_yen, outcome_before, payable_yen_before, reason, corrected_by, corrected_at)
      select id, 'came', 2500, 'came', 5000, '半分で終わった', '${OWNER}', now() from claims limit 1;`,
};

/** A second claim on the shift, called off late, beside the first one that is confirmed: rewards that were fixed before there were books. */
const FIXED_REWARDS = `
  update claims set status = 'confirmed', confirmed_at = '2026-11-26 18:00:00.123456+09', confirmed_by = '${OWNER}', payable_yen = 5000;
  insert into claims (shift_id, space_id, mixer_id, account_id, status, shift_version, rule_set_version, reward_yen, payable_yen, payment_due_on, claimed_at, ended_at)
    values ('${SHIFT}', '${SPACE}', '${MIXER}', '${HANAKO}', 'cancelled', 1, 2, 4000, 2400, '2026-12-25', now(), '2026-11-25 12:00+09'),
           ('${SHIFT}', '${SPACE}', '${MIXER}', '${HANAKO}', 'cancelled', 1, 2, 4000, null, '2026-12-25', now(), '2026-11-25 12:00+09');`;

type Contents = Record<string, Record<string, unknown>[]>;

/** Every row of every table, by table, in an order of its own; the books of the migrations and of the queue aside. */
async function contentsOf(db: DataSource): Promise<Contents> {
  const tables = await rows<{ name: string }>(db, `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations' order by 1`);
  const found: Contents = {};
  for (const { name } of tables) found[name] = (await rows<{ kept: Record<string, unknown> }>(db, `select to_jsonb(t) as kept from ${name} t order by t::text`)).map(({ kept }) => kept);
  return found;
}

const shapeOf = (db: DataSource) =>
  rows(db, `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public' order by 1, 2`);

describe('migrations', () => {
  let url: string;
  let open: DataSource[];

  beforeEach(async () => {
    url = await createTestDatabase('template1');
    open = [];
  });
  afterEach(async () => {
    for (const db of open) await db.destroy();
    await dropTestDatabase(url);
  });

  const opened = async (): Promise<DataSource> => {
    const db = await openDataSource(url);
    open.push(db);
    return db;
  };

  /** An installation at an older version. */
  const migrateUpTo = async (count: number): Promise<void> => {
    const older = await new DataSource({ ...dataSourceOptions(url), migrations: MIGRATIONS.slice(0, count) }).initialize();
    await older.runMigrations({ transaction: 'each' });
    await older.destroy();
  };

  it('run one after the other over what people have done meanwhile, and lose nothing of it', async () => {
    const db = await opened();
    let before: Contents = {};
    for (const [index, { name }] of MIGRATIONS.entries()) {
      await migrateUpTo(index + 1);
      const after = await contentsOf(db);
      for (const [table, kept] of Object.entries(before)) expect(after[table]).toEqual(expect.arrayContaining(kept.map((one) => expect.objectContaining(one))));
      await db.query(LIVED[name] ?? '');
      before = await contentsOf(db);
    }
    const bare = Object.keys(before).filter((table) => before[table]?.length === 0);
    expect(bare).toEqual(['document_renderings', 'rate_limits']);
  });

  it('bring rewards that were fixed before there were books into them, once each', async () => {
    await migrateUpTo(MIGRATIONS.findIndex(({ name }) => name.startsWith('Ledger')));
    const db = await opened();
    for (const name of ['Identity1795219200000', 'Spaces1795219200001', 'Mixers1795219200002', 'Shifts1795219200003']) await db.query(LIVED[name] ?? '');
    await db.query(FIXED_REWARDS);
    await migrate(db, url);
    expect(await rows(db, `select p.cause_kind as kind, p.actor_kind as by, t.amount_yen::int as yen, f.key as "from", o.key as "to", to_char(t.event_at at time zone 'UTC', 'DD HH24:MI:SS.US') as at
                             from ledger_transfers t join ledger_postings p on p.id = t.posting_id join ledger_accounts f on f.id = t.from_account_id join ledger_accounts o on o.id = t.to_account_id
                            order by 1`)).toEqual([
      { kind: 'shift.cancelledLate', by: 'clock', yen: 2_400, from: `payable:person:${HANAKO}`, to: `receivable:space:${SPACE}`, at: '25 03:00:00.000000' },
      { kind: 'shift.confirmed', by: 'account', yen: 5_000, from: `payable:person:${HANAKO}`, to: `receivable:space:${SPACE}`, at: '26 09:00:00.123000' },
    ]);
    expect((await runChecks(db)).filter(({ name, rows: found }) => name.startsWith('ledger') && found.length > 0)).toEqual([]);
  });

  it('that have run are not run again', async () => {
    const db = await opened();
    await migrate(db, url);
    for (const lived of Object.values(LIVED)) await db.query(lived);
    const [contents, shape, books] = [await contentsOf(db), await shapeOf(db), await rows(db, 'select * from migrations')];
    await migrate(db, url);
    expect([await contentsOf(db), await shapeOf(db), await rows(db, 'select * from migrations')]).toEqual([contents, shape, books]);
  });

  it('of processes that start together run once, on an empty database and on an older one', async () => {
    const db = await opened();
    await Promise.all([db, await opened(), await opened()].map((starting) => migrate(starting, url)));
    expect(await rows(db, 'select name from migrations order by timestamp')).toEqual(MIGRATIONS.map(({ name }) => ({ name })));
    const shape = await shapeOf(db);

    for (const done of open.splice(0)) await done.destroy();
    await dropTestDatabase(url);
    url = await createTestDatabase('template1');
    await migrateUpTo(2);
    const older = await opened();
    await Promise.all([older, await opened()].map((starting) => migrate(starting, url)));
    expect(await shapeOf(older)).toEqual(shape);
  });
});

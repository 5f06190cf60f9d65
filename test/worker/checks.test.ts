import { Logger } from '@nestjs/common';
import { readChecks, runChecks } from '#db/checks/run';
import { documentNumber, issueDocument, issueReceipt, termsNoticeContent } from '#libs/documents';
import { day, newId, yen } from '#libs/kernel';
import { row, rows, type Sql } from '#libs/database';
import { LedgerSealer, post } from '#libs/ledger';
import { NightlyChecks } from '../../apps/worker/nightly-checks.js';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';
import { evening, guest } from '../support/evenings.js';

let app: TestApp;
let mixer: Person;
let space: SpaceInTest;
/** An evening that was settled, and one to come, with a registration each. */
const evenings = { settled: '', order: '', seat: '', ahead: '', orderAhead: '', seatAhead: '' };
const ids = { shift: newId(), claim: newId(), room: newId(), document: '', plan: newId(), charge: newId(), payment: newId() };

beforeAll(async () => {
  app = await TestApp.start();
  mixer = await app.mixer();
  space = await app.space();
  await app.db.query(`insert into rule_sets (version, status, rules) values (1, 'inForce', '{}') on conflict do nothing`);
  await bookOne(app.db);
  await postOne(app.db);
  await settleOne();
});
afterAll(() => app.stop());

/** One booked shift, everything about it in order. */
async function bookOne(sql: Sql): Promise<void> {
  await sql.query(`insert into resources (id, space_id, kind, name, capacity, position) values ($1, $2, 'room', 'ラウンジ', 10, 0)`, [ids.room, space.id]);
  await sql.query(
    `insert into shifts (id, space_id, kind, status, starts_at, ends_at, places, places_taken, reward_yen, min_tier, claim_mode, content, resource_id, ordering_party, check_in_code)
     values ($1, $2, 'reception', 'published', '2026-11-28T10:00Z', '2026-11-28T12:00Z', 2, 1, 4000, 'junior', 'instant', '受付', $3, 'space', '123456')`,
    [ids.shift, space.id, ids.room],
  );
  const number = documentNumber('termsNotice', 900_001, '2026-11-21');
  const { id } = await issueDocument(sql, {
    kind: 'termsNotice',
    number,
    subjectId: ids.claim,
    version: 1,
    partyAccountId: mixer.accountId,
    partySpaceId: space.id,
    at: app.clock.now(),
    content: termsNoticeContent({
      number,
      version: 1,
      orderedOn: day('2026-11-21'),
      orderingParty: 'space',
      orderer: { name: space.name, address: '盛岡市大通1-1' },
      contractor: { name: mixer.name },
      service: { kind: 'reception', content: '受付', manualVersion: 1, startsAt: new Date('2026-11-28T10:00Z'), endsAt: new Date('2026-11-28T12:00Z') },
      place: { name: space.name, address: '盛岡市大通1-1' },
      rewardYen: 4_000,
      travelExpense: 'included',
      paymentDueOn: day('2026-12-25'),
      shiftVersion: 1,
      ruleSetVersion: 1,
      helpDesk: 'help@mazeru.example',
    }),
  });
  ids.document = id;
  await sql.query(
    `insert into claims (id, shift_id, space_id, mixer_id, account_id, status, shift_version, rule_set_version, terms_document_id, reward_yen, payment_due_on, claimed_at)
     values ($1, $2, $3, $4, $5, 'booked', 1, 1, $6, 4000, '2026-12-25', $7)`,
    [ids.claim, ids.shift, space.id, mixer.mixerId, mixer.accountId, id, app.clock.now()],
  );
  await sql.query(
    `insert into commitments (account_id, mixer_id, space_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
     values ($1, $2, $3, 'shift', $4, 'shift.claim', 1, '受付', '[2026-11-28T10:00Z,2026-11-28T12:00Z)', 'booked', $5)`,
    [mixer.accountId, mixer.mixerId, space.id, ids.claim, `${ids.claim}@mazeru`],
  );
  await sql.query(
    `insert into occupancies (space_id, resource_id, area_id, positions, kind, subject_id, title, during, status)
     values ($1, $2, $2, '[0,)', 'shift', $3, '受付', '[2026-11-28T10:00Z,2026-11-28T12:00Z)', 'booked')`,
    [space.id, ids.room, ids.shift],
  );
}

/** A month of dues: charged, paid in cash, with a receipt, and in the books under a seal. */
async function postOne(sql: Sql): Promise<void> {
  const { mixerId, accountId, name } = mixer;
  const eventAt = app.clock.now();
  const treasurer = await app.admin('treasurer');
  await sql.query(
    `insert into dues_plans (id, mixer_id, account_id, method, state, tier, price_yen, asked_at, started_at, first_on)
     values ($1, $2, $3, 'manual', 'live', 'junior', 1000, $4, $4, '2026-11-01')`,
    [ids.plan, mixerId, accountId, eventAt],
  );
  await sql.query(
    `insert into dues_charges (id, mixer_id, plan_id, item, period, amount_yen, tax_category, due_on, state, opened_at, charged_at, paid_at)
     values ($1, $2, $3, 'junior', '2026-11-01', 1000, 'outOfScope', '2026-11-15', 'paid', $4, $4, $4)`,
    [ids.charge, mixerId, ids.plan, eventAt],
  );
  await sql.query(
    `insert into dues_payments (id, charge_id, mixer_id, source, amount_yen, paid_at, reason, recorded_by, recorded_at) values ($1, $2, $3, 'cash', 1000, $4, '窓口で受領', $5, $4)`,
    [ids.payment, ids.charge, mixerId, eventAt, treasurer.accountId],
  );
  const who = { type: 'receivable', ownerAccountId: accountId } as const;
  await post(sql, { cause: { kind: 'dues.charged', id: ids.charge }, eventAt, transfers: [{ from: { type: 'duesIncome' }, to: who, amountYen: yen(1_000), kind: 'dues' }] });
  await post(sql, { cause: { kind: 'dues.paid', id: ids.payment }, eventAt, transfers: [{ from: who, to: { type: 'cashBox' }, amountYen: yen(1_000), kind: 'payment' }] });
  const parts = [{ subject: { kind: 'dues', tier: 'junior', month: '2026-11' }, amountYen: 1_000, taxCategory: 'outOfScope' }] as const;
  await issueReceipt(sql, { paymentId: ids.payment, accountId, addressee: name, paidAt: eventAt, method: 'cash', parts, at: eventAt });
  await new LedgerSealer(app.db, app.clock).seal();
}

/** An evening that was paid for at the door and settled, and one that is ahead. */
async function settleOne(): Promise<void> {
  const event = await evening(app);
  const ahead = await evening(app, { host: event.host, startsAt: '2026-12-19T10:00:00Z', endsAt: '2026-12-19T12:00:00Z' });
  const [one, two] = [await guest(app, event), await guest(app, ahead)];
  const as = app.as(event.host);
  const record = { clientId: newId(), at: app.clock.now(), payment: { registrationId: one.id, amountYen: 1_000 } };
  await as.post(`/events/${event.id}/door-records`).send({ records: [record] }).expect(200);
  const now = app.clock.now();
  app.clock.set('2026-11-28T13:00:00Z');
  await as.post(`/events/${event.id}/settlement`).expect(201);
  await app.as(event.space?.owner ?? event.host).post(`/events/${event.id}/settlement/approval`).expect(200);
  app.clock.set(now);
  Object.assign(evenings, { settled: event.id, order: one.id, seat: one.seats[0]?.id, ahead: ahead.id, orderAhead: two.id, seatAhead: two.seats[0]?.id });
}

/** A second payment of the same month, through Stripe. */
const PAID_TWICE = `
  insert into dues_payments (id, charge_id, mixer_id, source, amount_yen, paid_at, stripe_charge_id, recorded_at) values ($1, $2, $3, 'stripe', 1000, now(), 'ch_wrong', now())`;

/** The books can be changed by nobody; a wrong in them is done with their guards taken away. */
const unguarded = (table: string): Statement => [`alter table ${table} disable trigger user`];
const CASH_OUT = `
  with p as (insert into ledger_postings (cause_kind, cause_id, actor_kind, event_at) values ('ledger.corrected', '1', 'clock', $1) returning id)
  insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, event_at)
  select p.id, '1', 'payout', f.id, t.id, 1001, $1 from p, ledger_accounts f, ledger_accounts t where f.key = 'cashBox' and t.key = 'bank'`;

type Statement = [text: string, params?: unknown[]];

/** An evening with one registration that was paid in cash; `more` is done to it with its ids: the sale, the order, the payment. */
function sold(more: (subjectId: string, orderId: string, paymentId: string) => Statement[]): Statement[] {
  const [subjectId, orderId, paymentId] = [newId(), newId(), newId()];
  return [
    [
      `insert into sales (subject_id, subject_kind, title, place, starts_at, ends_at, status, capacity, taken, seller, methods, policy, numbered)
       values ($1, 'event', 'x', 'x', '2026-12-01T10:00Z', '2026-12-01T12:00Z', 'open', 9, 1, 'cooperative', '{door}', '[]', 1)`,
      [subjectId],
    ],
    [`insert into ticket_types (id, subject_id, name, price_yen, position) values ($1, $1, 'x', 500, 0)`, [subjectId]],
    [
      `insert into orders (id, subject_id, ticket_type_id, number, name, email, locale, quantity, unit_yen, method, status, policy, created_at, confirmed_at)
       values ($1, $2, $2, 1, 'x', '', 'ja', 1, 500, 'door', 'confirmed', '[]', now(), now())`,
      [orderId, subjectId],
    ],
    [`insert into seats (order_id, subject_id, place, pass, status, unit_yen) values ($1, $2, 1, '000000000000', 'taken', 500)`, [orderId, subjectId]],
    [
      `insert into order_payments (id, order_id, subject_id, amount_yen, method, received_at, recorded_at) values ($1, $2, $3, 500, 'cash', now(), now())`,
      [paymentId, orderId, subjectId],
    ],
    ...more(subjectId, orderId, paymentId),
  ];
}
const REFUND = `
  insert into order_refunds (order_id, payment_id, subject_id, amount_yen, cause, status, wished_at, done_at) values ($1, $2, $3, $4, 'guest', $5, now(), case when $5 = 'done' then now() end)`;

/** What each check must find: a wrong that the constraints would refuse is done with the constraint taken away. */
const WRONGS: Record<string, () => Statement[]> = {
  'commitments-overlap': () => [
    ['alter table commitments drop constraint commitments_overlap'],
    [
      `insert into commitments (account_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
       values ($1, 'duty', $2, 'x', 1, 'x', '[2026-11-28T11:00Z,2026-11-28T13:00Z)', 'booked', 'x')`,
      [mixer.accountId, newId()],
    ],
  ],
  'occupancies-overlap': () => [
    ['alter table occupancies drop constraint occupancies_overlap'],
    [
      `insert into occupancies (space_id, resource_id, area_id, positions, kind, subject_id, title, during, status)
       values ($1, $2, $2, '[3,4)', 'slot', $3, 'x', '[2026-11-28T11:00Z,2026-11-28T13:00Z)', 'booked')`,
      [space.id, ids.room, newId()],
    ],
  ],
  'claims-without-commitment': () => [[`update commitments set during = '[2026-11-28T10:00Z,2026-11-28T11:00Z)'`]],
  'commitments-without-claim': () => [[`update claims set status = 'withdrawn'`]],
  'places-taken': () => [['update shifts set places_taken = 2']],
  'claims-without-document': () => [['alter table claims drop constraint claims_terms_before_booking'], ['update claims set terms_document_id = null']],
  'claims-against-document': () => [[`update claims set payment_due_on = '2026-12-28'`]],
  'copied-ids': () => [['update claims set space_id = (select id from spaces where id <> $1 limit 1)', [space.id]]],
  'people-named': () => [['update commitments set account_id = uuidv7()']],
  'confirmed-without-payable': () => [[`update claims set status = 'confirmed', payable_yen = 3999`]],
  'documents-digest': () => [
    ['alter table documents disable trigger documents_append_only'],
    [`update documents set content = replace(content, '4000', '3000')`],
  ],
  'documents-versions': () => [['alter table documents disable trigger documents_append_only'], ['update documents set version = 2']],
  'cancelled-shift-held': () => [[`update shifts set status = 'cancelled'`]],
  'cancelled-shift-occupies': () => [[`update shifts set status = 'cancelled'`]],
  'facts-overlap': () => [
    ['alter table mixer_facts drop constraint mixer_facts_one_at_a_time'],
    [`insert into mixer_facts (mixer_id, fact, value, valid) values ($1, 'tier', 'senior', '[2026-11-01,)')`, [mixer.mixerId]],
  ],
  'tier-without-membership': () => [[`update mixer_facts set value = 'applied' where fact = 'membership'`]],
  'payment-too-late': () => [[`update claims set payment_due_on = '2027-01-27'`]],
  'spaces-without-owner': () => [[`update space_staff set role = 'reception'`]],
  'manual-version-gaps': () => [[`insert into manuals (space_id, version, body, published_at) values ($1, 3, 'x', now())`, [space.id]]],
  'resources-position': () => [
    [`insert into resources (space_id, kind, name, capacity, part_of_id, position) select id, 'table', 'x', 2, $1, 1 from spaces where id <> $2 limit 1`, [ids.room, space.id]],
  ],
  'ledger-orphans': () => [unguarded('ledger_transfers'), ['delete from ledger_transfers']],
  'ledger-cash-boxes': () => [[CASH_OUT, [app.clock.now()]]],
  'ledger-transfers': () => [unguarded('ledger_transfers'), ['alter table ledger_transfers drop constraint ledger_transfers_positive'], ['update ledger_transfers set amount_yen = -amount_yen']],
  'ledger-causes': () => [
    ['alter table ledger_postings drop constraint ledger_postings_cause_once'],
    [`insert into ledger_postings (cause_kind, cause_id, actor_kind, event_at) values ('dues.charged', $1, 'clock', $2)`, [ids.charge, app.clock.now()]],
  ],
  'ledger-corrections': () => [
    [
      `with first as (select id from ledger_postings where cause_kind = 'dues.charged' and cause_id = $1),
            p as (insert into ledger_postings (cause_kind, cause_id, corrects_id, actor_kind, event_at) select 'dues.voided', $1, id, 'clock', $2 from first returning id)
       insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, event_at)
       select p.id, '1', 'correction', t.to_account_id, t.from_account_id, t.amount_yen + 1, $2 from p, first join ledger_transfers t on t.posting_id = first.id`,
      [ids.charge, app.clock.now()],
    ],
  ],
  'ledger-months': () => [['update ledger_months set in_yen = in_yen + 1']],
  'ledger-rewards': () => [[`update claims set status = 'confirmed', payable_yen = reward_yen`]],
  'ledger-unsealed': () => [
    [
      `with p as (insert into ledger_postings (cause_kind, cause_id, actor_kind, event_at, created_at) values ('ledger.corrected', '2', 'clock', $1, now() - interval '2 hours') returning id)
       insert into ledger_waiting (posting_id) select id from p`,
      [app.clock.now()],
    ],
  ],
  'dues-charges-posted': () => [
    [
      `insert into dues_charges (mixer_id, plan_id, item, period, amount_yen, tax_category, due_on, state, opened_at)
       values ($1, $2, 'junior', '2026-12-01', 1000, 'outOfScope', '2026-12-15', 'charged', now())`,
      [mixer.mixerId, ids.plan],
    ],
  ],
  'dues-payments-posted': () => [[`insert into dues_payment_reversals (payment_id, reason, reversed_by, reversed_at) values ($1, 'x', $2, now())`, [ids.payment, mixer.accountId]]],
  'dues-paid-once': () => [[`update dues_charges set state = 'charged', paid_at = null`]],
  'dues-receivable': () => [[`update dues_charges set state = 'asking', arrears_since = '2026-11-16', failure = 'overdue', paid_at = null`]],
  'dues-receipts': () => [[PAID_TWICE, [newId(), ids.charge, mixer.mixerId]]],
  'dues-fees-posted': () => {
    const payment = newId();
    return [
      [
        `insert into stripe_charges (id, reading, read_at, created_at, status, amount_yen, refunded_yen, fee_yen, balance_transaction_id, disputed)
         values ('ch_wrong', 1, now(), now(), 'succeeded', 1000, 0, 36, 'txn_wrong', false)`,
      ],
      [PAID_TWICE, [payment, ids.charge, mixer.mixerId]],
      ['insert into dues_fees (payment_id, fee_yen, known_at) values ($1, 36, now())', [payment]],
    ];
  },
  'dues-ended-owes': () => [
    [`update dues_plans set state = 'ended', ended_at = now(), end_reason = 'arrears'`],
    [`update dues_charges set state = 'asking', arrears_since = '2026-11-16', failure = 'overdue', paid_at = null`],
  ],
  'dues-one-subscription': () => [
    [
      `insert into stripe_subscriptions (id, purpose, reading, read_at, created_at, status, customer_id, collection_method, cancel_at_period_end, paused)
       values ('sub_wrong', 'dues', 1, now(), '2026-01-01', 'active', 'cus_wrong', 'charge_automatically', false, false)`,
    ],
  ],
  'orders-seats-taken': () => sold((subject) => [['update sales set taken = 2 where subject_id = $1', [subject]]]),
  'orders-types-taken': () => sold((subject) => [['update ticket_types set capacity = 5, taken = 2 where subject_id = $1', [subject]]]),
  'orders-ended-seats': () => sold((subject) => [[`update orders set status = 'cancelled', ended_at = now() where subject_id = $1`, [subject]]]),
  'orders-payments-posted': () => sold((subject) => [['update order_payments set amount_yen = 499 where subject_id = $1', [subject]]]),
  'orders-receipts': () => sold((subject, order) => [
    [`insert into order_payments (order_id, subject_id, amount_yen, method, received_at, recorded_at) values ($2, $1, 100, 'cash', now(), now())`, [subject, order]],
  ]),
  'refunds-posted': () => sold((subject, order, payment) => [[REFUND, [order, payment, subject, 500, 'done']]]),
  'refunds-within-payments': () => sold((subject, order, payment) => [
    [REFUND, [order, payment, subject, 300, 'byHand']],
    [REFUND, [order, payment, subject, 201, 'failed']],
  ]),
  'waitlist-counted': () => sold((subject) => [['update sales set waiting = 1 where subject_id = $1', [subject]]]),
  'events-settled-empty': () => [
    unguarded('ledger_transfers'),
    [
      `with p as (insert into ledger_postings (cause_kind, cause_id, actor_kind, event_at) values ('event.refunded', 'x', 'clock', $1) returning id)
       insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, event_at)
       select p.id, '1', 'refund', f.id, t.id, 1, $1 from p, ledger_accounts f, ledger_accounts t where f.key = 'stripe' and t.key = 'held:event:' || $2::text`,
      [app.clock.now(), evenings.settled],
    ],
    [`update ledger_transfers set created_at = created_at - interval '1 hour'`],
  ],
  'events-settlement-posted': () => [[`update event_settlements set shares = jsonb_set(shares, '{0,changeYen}', '299')`]],
  'events-settlement-whole': () => [[`update event_settlements set shares = jsonb_set(shares, '{0,amountYen}', '301')`]],
  'events-settled-agreed': () => [[`update events set status = 'settled' where id = $1`, [evenings.ahead]]],
  'events-door-cash': () => [['alter table order_payments disable trigger user'], ['update order_payments set amount_yen = 999 where order_id = $1', [evenings.order]]],
  'events-same-evening': () => [
    [`insert into event_cards (seat_id, event_id, display_name, contact, shown_at) values ($1, $2, 'x', 'x', now())`, [evenings.seat, evenings.ahead]],
  ],
  'events-on-sale': () => [[`update events set starts_at = starts_at - interval '1 hour' where id = $1`, [evenings.ahead]]],
  'events-agreed-before-sale': () => [[`update split_agreements set status = 'replaced' where subject_id = $1`, [evenings.ahead]]],
  'events-room-given-back': () => [
    [`update events set status = 'cancelled', cancelled_at = now() where id = $1`, [evenings.ahead]],
    [
      `insert into commitments (account_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
       values ($1, 'event', $2, 'event.host', 1, 'x', '[2026-12-19T10:00Z,2026-12-19T12:00Z)', 'booked', 'x')`,
      [mixer.accountId, evenings.ahead],
    ],
  ],
  'split-builder-agreed': () => [
    [
      `insert into event_people (event_id, role, mixer_id, account_id, duty, status, invited_by, invited_at, answered_at) values ($1, 'builder', $2, $3, 'x', 'accepted', $3, now(), '2099-01-01')`,
      [evenings.settled, mixer.mixerId, mixer.accountId],
    ],
  ],
  'split-credits': () => [['update orders set attractor_account_id = $2 where id = $1', [evenings.orderAhead, mixer.accountId]]],
  'split-frozen-when-sold': () => [[`update split_agreements set status = 'agreed', frozen_at = null where subject_id = $1`, [evenings.settled]]],
  'split-terms': () => [[`update split_agreements set shares = shares || '[{"role":"fund","kind":"basisPoints","value":1}]' where subject_id = $1`, [evenings.ahead]]],
  'split-versions': () => [['update split_agreements set version = 2 where subject_id = $1', [evenings.ahead]]],
  'mails-stuck': () => [[`insert into outbox_mails (to_address, locale, template, params, created_at) values ('x@mazeru.test', 'ja', 'x', '{}', now())`]],
};

/** What the checks find in a wrong that is undone afterwards. */
async function foundIn(wrong: readonly Statement[]): Promise<string[]> {
  const runner = app.db.createQueryRunner();
  await runner.startTransaction();
  try {
    for (const [text, params] of wrong) await runner.manager.query(text, params);
    return (await runChecks(runner.manager)).filter((result) => result.rows.length > 0).map(({ name }) => name);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

describe('the checks of the records', () => {
  it('find nothing where everything is in order', async () => {
    expect((await runChecks(app.db)).filter((result) => result.rows.length > 0)).toEqual([]);
  });

  it('say what they mean, and each has a wrong below that it must find', () => {
    const checks = readChecks();
    expect(checks.map(({ name }) => name).sort()).toEqual(Object.keys(WRONGS).sort());
    for (const { meaning } of checks) expect(meaning).toMatch(/^[A-Z].{20,}\.$/);
  });

  it.each(Object.entries(WRONGS))('find it: %s', async (name, wrong) => {
    await app.space({ name: 'よその場所' });
    expect(await foundIn(wrong())).toContain(name);
  });

  it('at night write down what they found and tell the stewards', async () => {
    const steward = await app.admin('steward');
    const said = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    await app.db.query(`insert into outbox_mails (to_address, locale, template, params, created_at) values ('x@mazeru.test', 'ja', 'x', '{}', now())`);
    await new NightlyChecks(app.db, app.clock).run();
    await app.db.query(`delete from outbox_mails where to_address = 'x@mazeru.test'`);

    expect(said).toHaveBeenCalledWith('check mails-stuck found 1 rows');

    const entry = await row<{ after: unknown }>(app.db, `select after from audit_entries where action = 'check.failed' and actor_kind = 'clock'`);
    expect(entry?.after).toMatchObject({ check: 'mails-stuck', count: 1 });
    const inbox = await app.as(steward).get('/inbox').expect(200);
    expect(inbox.body.items[0].body).toContain('mails-stuck (1)');
    const audit = await app.as(steward).get('/audit?action=check.').expect(200);
    expect(audit.body.items[0]).toMatchObject({ actor: { kind: 'clock', name: null }, sentence: '夜間点検で記録の食い違いを見つけました' });

    await new NightlyChecks(app.db, app.clock).run();
    expect(await rows(app.db, `select from audit_entries where action = 'check.failed'`)).toHaveLength(1);
  });

  it('at night read the books against their seals as well, and name the line that was changed behind the guards', async () => {
    const said = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const change = async (by: number): Promise<void> => {
      await app.db.query('alter table ledger_transfers disable trigger user');
      await app.db.query('update ledger_transfers set amount_yen = amount_yen + $1', [by]);
      await app.db.query('alter table ledger_transfers enable trigger user');
    };
    await change(1);
    await new NightlyChecks(app.db, app.clock).run();
    await change(-1);
    expect(said).toHaveBeenCalledWith('check ledger-seals found 1 rows');
    const entry = await row<{ after: { rows: unknown[] } }>(app.db, `select after from audit_entries where after->>'check' = 'ledger-seals'`);
    expect(entry?.after.rows).toEqual([{ what: 'altered', seal: 1, transfer_id: expect.any(String) }]);
  });
});

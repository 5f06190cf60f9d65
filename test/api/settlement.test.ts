import { runChecks } from '#db/checks/run';
import { DueEventsService, SettlementService, type EventSettlementView } from '#libs/events';
import { newId } from '#libs/kernel';
import { OrderChanges } from '#libs/orders';
import { referralCode, type SplitTerms } from '#libs/revenue';
import { row } from '#libs/database';
import { TestApp, type Person } from '../support/app.js';
import { evening, guest, type Evening } from '../support/evenings.js';
import { holderOf } from '../support/holder.js';

let app: TestApp;
beforeAll(async () => (app = await TestApp.start()));
afterAll(() => app.stop());
beforeEach(() => app.clock.set('2026-11-21T01:00:00Z'));

/** What one account holds, whole yen above zero for what is owed or held. */
const held = async (key: string): Promise<number> => {
  const found = await row<{ yen: number }>(
    app.db,
    `select coalesce(sum(case when t.from_account_id = a.id then t.amount_yen else -t.amount_yen end), 0)::int as yen
       from ledger_accounts a join ledger_transfers t on a.id in (t.from_account_id, t.to_account_id) where a.key = $1`,
    [key],
  );
  return found?.yen ?? 0;
};
const begins = (): void => app.clock.set('2026-11-28T09:50:00Z');
const ends = (): void => app.clock.set('2026-11-28T13:00:00Z');
const takeCash = async (event: Evening, registrationId: string, amountYen: number, at = app.clock.now()) =>
  (await app.as(event.host).post(`/events/${event.id}/door-records`).send({ records: [{ clientId: newId(), at, payment: { registrationId, amountYen } }] }).expect(200)).body.results[0];
const propose = (event: Evening, body: object = {}) => app.as(event.host).post(`/events/${event.id}/settlement`).send(body);
const agree = (event: Evening, who: Person, body: object = {}) => app.as(who).post(`/events/${event.id}/settlement/approval`).send(body);
const read = async (event: Evening, who: Person = event.host): Promise<EventSettlementView> => (await app.as(who).get(`/events/${event.id}/settlement`).expect(200)).body;
const shares = (settlement: EventSettlementView) => settlement.shares.map(({ role, amountYen, changeYen }) => [role, amountYen, changeYen]);
const ownerOf = (event: Evening): Person => event.space?.owner ?? event.host;

/** An evening of so many guests at 1,000 yen, paid in cash. */
async function paidInCash(guests: number, wishes: Parameters<typeof evening>[1] = {}): Promise<{ event: Evening; orders: string[] }> {
  const event = await evening(app, wishes);
  const orders: string[] = [];
  for (let n = 0; n < guests; n++) orders.push((await guest(app, event, { name: `参加 ${n}` })).id);
  begins();
  for (const id of orders) expect(await takeCash(event, id, 1_000)).toMatchObject({ result: 'done' });
  ends();
  return { event, orders };
}

describe('the settlement of an event', () => {
  it('is proposed by the host with every share, agreed by the space, and leaves nothing held and nothing in the box', async () => {
    const { event } = await paidInCash(3);
    const before = await read(event);
    expect(before).toMatchObject({ id: null, status: null, receivedYen: 3_000, poolYen: 3_000, agreedBy: 'space', can: { propose: true, agree: false }, cash: { bookedYen: 3_000, differenceYen: 0 } });
    await app.as(event.host).post(`/events/${event.id}/report`).send({ guests: 3, cashCountedYen: 2_900, outcomes: '名刺が3枚増えました' }).expect(200);
    const { body: proposed } = await propose(event).expect(201);
    expect(proposed).toMatchObject({ status: 'proposed', version: 1, proposedByName: '渡辺 咲', cash: { bookedYen: 3_000, countedYen: 2_900, differenceYen: -100 } });
    expect(shares(proposed)).toEqual([
      ['space', 900, 900],
      ['host', 1_800, 1_800],
      ['cooperative', 150, 150],
      ['fund', 150, 150],
    ]);
    await agree(event, await app.mixer()).expect(403);
    await agree(event, (await app.space()).owner).expect(404);
    const fundBefore = await held('fund');
    const { body: agreed } = await agree(event, ownerOf(event)).expect(200);
    expect(agreed).toMatchObject({ status: 'agreed', agreedByName: 'オーナー 次郎', eventStatus: 'settled', outdated: false });
    expect(await held(`held:event:${event.id}`)).toBe(0);
    expect(await held(`cashBox:event:${event.id}`)).toBe(0);
    expect(await held(`payable:space:${event.space?.id}`)).toBe(900);
    expect(await held(`payable:person:${event.host.accountId}`)).toBe(1_800);
    // The host keeps the cash and owes it, what was missing as well.
    expect(await held(`receivable:person:${event.host.accountId}`)).toBe(-3_000);
    expect((await held('fund')) - fundBefore).toBe(150);
    await agree(event, ownerOf(event)).expect(409);
    await propose(event).expect(409);
  });

  it('shows each mixer and the space what they have earned', async () => {
    const attractor = await app.mixer({ name: '小野寺 みなみ' });
    const home = await app.space({ name: '海のつくえ神戸' });
    const event = await evening(app);
    const wish = { kind: 'flyer', subjectId: event.id, accountId: attractor.accountId, spaceId: home.id, label: '神戸の棚', by: attractor.accountId, at: app.clock.now() } as const;
    const { code } = await app.db.transaction((tx) => referralCode(tx, wish));
    const { id } = await guest(app, event, { credit: { code, attractorAccountId: attractor.accountId, referrerSpaceId: home.id } });
    begins();
    await takeCash(event, id, 1_000);
    ends();
    await propose(event).expect(201);
    await agree(event, ownerOf(event)).expect(200);
    const { body: earned } = await app.as(attractor).get('/me/earnings?month=2026-11').expect(200);
    expect(earned).toMatchObject({ earnedYen: 100, owedYen: 100, kinds: [{ kind: 'share', earnedYen: 100 }] });
    const { body: ofHome } = await app.as(home.owner).get(`/spaces/${home.id}/event-earnings?month=2026-11`).expect(200);
    expect(ofHome).toMatchObject({ earnedYen: 50, owedYen: 50, items: [{ title: 'はじめてのJELLY', role: 'referrerSpace', yen: 50 }] });
    const { body: ofRoom } = await app.as(ownerOf(event)).get(`/spaces/${event.space?.id}/event-earnings`).expect(200);
    expect(ofRoom).toMatchObject({ month: '2026-11', earnedYen: 300 });
    await app.as(home.owner).get(`/spaces/${event.space?.id}/event-earnings`).expect(404);
  });

  it('is refused before the end, to whoever has no part in it, and with figures that have changed since', async () => {
    const event = await evening(app);
    const [one, other] = [await guest(app, event), await guest(app, event, { name: '伊藤 さくら' })];
    begins();
    await takeCash(event, one.id, 1_000);
    const { body: early } = await propose(event).expect(422);
    expect(early.code).toBe('settlement.notOver');
    expect((await read(event)).why.propose[0]?.code).toBe('settlement.notOver');
    await app.as(await app.mixer()).get(`/events/${event.id}/settlement`).expect(404);
    ends();
    await agree(event, ownerOf(event)).expect(409);
    await propose(event).expect(201);
    expect(await takeCash(event, other.id, 1_000)).toMatchObject({ result: 'done' });
    const { body: changed } = await agree(event, ownerOf(event)).expect(409);
    expect(changed).toMatchObject({ code: 'settlement.changed' });
    expect(await read(event, ownerOf(event))).toMatchObject({ outdated: true, can: { agree: false } });
    const { body: anew } = await propose(event).expect(201);
    expect(anew).toMatchObject({ version: 2, receivedYen: 2_000 });
    await agree(event, ownerOf(event), { version: 1 }).expect(409);
    await agree(event, ownerOf(event), { version: 2 }).expect(200);
  });

  it('follows money that comes and goes afterwards with a version of its own, and never edits the one before', async () => {
    const { event, orders } = await paidInCash(2);
    const late = await lateGuest(event);
    await propose(event).expect(201);
    await agree(event, ownerOf(event)).expect(200);
    app.clock.set('2026-11-29T01:00:00Z');
    const follow = () => app.nest.get(SettlementService, { strict: false }).again(event.id);
    expect(await follow()).toBe(false);
    await takeCash(event, late, 1_000, new Date('2026-11-28T11:30:00Z'));
    expect(await read(event)).toMatchObject({ outdated: true });
    expect(await follow()).toBe(true);
    const second = await read(event);
    expect(second).toMatchObject({ version: 2, status: 'agreed', proposedByName: null, receivedYen: 3_000, outdated: false });
    expect(shares(second)).toEqual([
      ['space', 900, 300],
      ['host', 1_800, 600],
      ['cooperative', 150, 50],
      ['fund', 150, 50],
    ]);
    await givenBack(event, orders[0] ?? '');
    expect(await follow()).toBe(true);
    const third = await read(event);
    expect(third).toMatchObject({ version: 3, receivedYen: 2_000 });
    expect(shares(third)).toEqual([
      ['space', 600, -300],
      ['host', 1_200, -600],
      ['cooperative', 100, -50],
      ['fund', 100, -50],
    ]);
    expect(third.versions.map(({ version, status }) => [version, status])).toEqual([
      [3, 'agreed'],
      [2, 'agreed'],
      [1, 'agreed'],
    ]);
    for (const key of [`held:event:${event.id}`, `cashBox:event:${event.id}`]) expect(await held(key)).toBe(0);
    expect(await held(`payable:space:${event.space?.id}`)).toBe(600);
    expect(await app.nest.get(SettlementService, { strict: false }).followAll()).toBe(0);
  });

  it('of the cooperative’s own course is agreed by the treasurer, and its host’s part is the cooperative’s', async () => {
    const steward = await app.admin('steward');
    const treasurer = await app.admin('treasurer');
    const terms: SplitTerms = { base: 'net', shares: [{ role: 'fund', kind: 'basisPoints', value: 1_000 }, { role: 'host', kind: 'basisPoints', value: 9_000 }] };
    const { event } = await paidInCash(2, { host: steward, space: null, kind: 'course', terms });
    await app.db.query('update events set host_mixer_id = null where id = $1', [event.id]);
    const [incomeBefore, cashBefore] = [await held('eventIncome'), await held('cashBox')];
    expect((await propose(event).expect(201)).body).toMatchObject({ agreedBy: 'treasurer' });
    await agree(event, treasurer).expect(200);
    expect((await held('eventIncome')) - incomeBefore).toBe(1_800);
    expect(cashBefore - (await held('cashBox'))).toBe(2_000);
    expect(await held(`held:event:${event.id}`)).toBe(0);
  });

  it('of an evening that cost nothing shares nothing and posts nothing', async () => {
    const event = await evening(app, { prices: [0] });
    await guest(app, event, { method: 'free' });
    ends();
    expect((await propose(event).expect(201)).body).toMatchObject({ receivedYen: 0, shares: [] });
    await agree(event, ownerOf(event)).expect(200);
    expect(await row(app.db, `select 1 from ledger_postings p join event_settlements s on s.id::text = p.cause_id where s.event_id = $1`, [event.id])).toBeNull();
  });

  it('begins with the host’s report, which stays open until it is settled', async () => {
    const { event } = await paidInCash(1);
    const report = (body: object, who = event.host) => app.as(who).post(`/events/${event.id}/report`).send(body);
    await report({ guests: 1, cashCountedYen: -1, outcomes: '' }).expect(400);
    await report({ guests: 1, cashCountedYen: 1_000, outcomes: 'よい会でした' }).expect(200);
    await report({ guests: 2, cashCountedYen: 1_000, outcomes: 'よい会でした' }).expect(200);
    await report({ guests: 2, cashCountedYen: 1_000, outcomes: '' }, await app.mixer()).expect(404);
    const { body } = await app.as(ownerOf(event)).get(`/events/${event.id}/report`).expect(200);
    expect(body).toMatchObject({ guests: 2, seats: 1, checkedIn: 0, cashBookedYen: 1_000, reportedByName: '渡辺 咲', canReport: false, survey: { answers: 0, satisfaction: null } });
    await propose(event).expect(201);
    await agree(event, ownerOf(event)).expect(200);
    await report({ guests: 3, cashCountedYen: 1_000, outcomes: '' }).expect(409);
  });
});

/** Somebody who let the host know that they would pay later. */
async function lateGuest(event: Evening): Promise<string> {
  app.clock.set('2026-11-27T01:00:00Z');
  const { id } = await guest(app, event, { name: '後払い さん', method: 'after' });
  ends();
  return id;
}

/** The host hands the money of a registration back out of what they keep. */
async function givenBack(event: Evening, orderId: string): Promise<void> {
  const refund = newId();
  await app.db.query(
    `insert into order_refunds (id, order_id, payment_id, subject_id, amount_yen, cause, status, wished_by, wished_at)
     select $1, order_id, id, subject_id, amount_yen, 'organiser', 'byHand', $3, $4 from order_payments where order_id = $2`,
    [refund, orderId, event.host.accountId, app.clock.now()],
  );
  await app.as(event.host).post(`/refunds/${refund}/by-hand`).set('idempotency-key', refund).send({}).expect(200);
}

/** Something at Stripe as we have read it, and heard by the registrations: its columns beside those that every mirror has. */
async function atStripe(kind: 'charge' | 'refund' | 'dispute', id: string, columns: Record<string, unknown>): Promise<void> {
  const names = Object.keys(columns);
  await app.db.query(
    `insert into stripe_${kind}s (id, reading, read_at, created_at, ${names.join(', ')}) values ($1, 1, $2, $2, ${names.map((_, at) => `$${at + 3}`).join(', ')})
     on conflict (id) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [id, app.clock.now(), ...Object.values(columns)],
  );
  await app.nest.get(OrderChanges, { strict: false }).apply({ kind, id, subjectId: null });
}
const charged = (orderId: string, amountYen: number, feeYen: number | null, id = `ch_${newId()}`): Promise<string> =>
  atStripe('charge', id, {
    purpose: 'order',
    subject_id: orderId,
    status: 'succeeded',
    amount_yen: amountYen,
    refunded_yen: 0,
    fee_yen: feeYen,
    balance_transaction_id: feeYen === null ? null : `txn_${id}`,
    method: 'card',
    disputed: false,
  }).then(() => id);
const follow = (event: Evening): Promise<boolean> => app.nest.get(SettlementService, { strict: false }).again(event.id);
const waitsToFollow = async (event: Evening): Promise<boolean> => (await row(app.db, 'select 1 from graphile_worker.jobs where key = $1', [`saleMoneyMoved:${event.id}`])) !== null;

describe('money that comes while it is settled', () => {
  it.each(['still open', 'closed by the clock'])('waits for the settlement of a sale that is %s, is told of afterwards, and is shared out in the next version', async (sale) => {
    const { event } = await paidInCash(2);
    const late = await lateGuest(event);
    if (sale !== 'still open') await app.nest.get(DueEventsService, { strict: false }).run();
    await propose(event).expect(201);
    const answers: PromiseLike<{ status: number }>[] = [];
    await app.db.transaction(async (tx) => {
      // The yes stops where it writes, after it has computed.
      await tx.query('select 1 from event_settlements where event_id = $1 for update', [event.id]);
      answers.push(agree(event, ownerOf(event)).then((answer) => answer));
      await app.untilSomebodyWaits();
      await expect(app.db.query('select 1 from sales where subject_id = $1 for no key update nowait', [event.id])).rejects.toThrow('could not obtain lock');
      answers.push(takeCash(event, late, 1_000));
    });
    const [agreed, cash] = await Promise.all(answers);
    expect([agreed?.status, cash]).toMatchObject([200, { result: 'done' }]);
    expect(await waitsToFollow(event)).toBe(true);
    expect(await follow(event)).toBe(true);
    expect(await read(event)).toMatchObject({ version: 2, receivedYen: 3_000, outdated: false });
    for (const key of [`held:event:${event.id}`, `cashBox:event:${event.id}`]) expect(await held(key)).toBe(0);
  });

  it('is neither lost nor counted twice, whoever is faster: two who agree, guests who pay, and one who gets money back', async () => {
    const { event, orders } = await paidInCash(3);
    app.clock.set('2026-11-27T01:00:00Z');
    const late: string[] = [];
    for (let n = 0; n < 4; n++) late.push((await guest(app, event, { name: `後払い ${n}`, method: 'after' })).id);
    ends();
    await propose(event).expect(201);
    const yes = [1, 2].map(() => agree(event, ownerOf(event)).then(({ status }) => status));
    const [statuses] = await Promise.all([Promise.all(yes), ...late.map((id) => takeCash(event, id, 1_000)), givenBack(event, orders[0] ?? '')]);
    // One at most; none where money was faster than both.
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    if (!statuses.includes(200)) {
      await propose(event).expect(201);
      await agree(event, ownerOf(event)).expect(200);
    } else if (await waitsToFollow(event)) await follow(event);
    expect(await read(event)).toMatchObject({ receivedYen: 6_000, outdated: false });
    for (const key of [`held:event:${event.id}`, `cashBox:event:${event.id}`]) expect(await held(key)).toBe(0);
    expect(await held(`payable:space:${event.space?.id}`)).toBe(1_800);
  });
});

describe('the cost of an event that was called off', () => {
  it('is charged to whoever bears it by the nightly look, once, where the job for it had died of its last try', async () => {
    const looks = () => app.nest.get(SettlementService, { strict: false }).followAll();
    const event = await evening(app);
    const { id } = await guest(app, event);
    const charge = await charged(id, 1_000, null);
    await app.as(event.host).post(`/events/${event.id}/cancellation`).send({ cause: 'host', reason: '体調不良のため' }).expect(200);
    await charged(id, 1_000, 36, charge);
    const [job] = await app.db.query('select id from graphile_worker.jobs where key = $1', [`saleMoneyMoved:${event.id}`]);
    await app.db.query(`select graphile_worker.permanently_fail_jobs(array[$1::bigint], 'the last of its tries')`, [job.id]);
    const receivable = `receivable:person:${event.host.accountId}`;
    expect(await held(receivable)).toBe(0);
    expect(await looks()).toBe(1);
    expect(await held(receivable)).toBe(-36);
    expect(await looks()).toBe(0);
    expect(await held(receivable)).toBe(-36);
  });

  it('stays where it is in the nightly look once a steward has put it on the cooperative', async () => {
    const event = await evening(app);
    const { id } = await guest(app, event);
    await charged(id, 1_000, 36);
    await app.as(event.host).post(`/events/${event.id}/cancellation`).send({ cause: 'forceMajeure', reason: '大雪のため' }).expect(200);
    const receivable = `receivable:person:${event.host.accountId}`;
    expect(await held(receivable)).toBe(-36);
    await app.as(await app.admin('steward')).post(`/events/${event.id}/cost-decision`).send({ accepted: true }).expect(200);
    expect(await app.nest.get(SettlementService, { strict: false }).followAll()).toBe(0);
    expect(await held(receivable)).toBe(0);
  });
});

describe('an order of which more went back than came in', () => {
  it('takes from the others what it is short of: shares, cost and books sum to the yen', async () => {
    const attractor = await app.mixer({ name: '小野寺 みなみ' });
    const event = await evening(app);
    const { code } = await app.db.transaction((tx) =>
      referralCode(tx, { kind: 'flyer', subjectId: event.id, accountId: attractor.accountId, label: '棚', by: attractor.accountId, at: app.clock.now() }),
    );
    const credit = { code, attractorAccountId: attractor.accountId, referrerSpaceId: null };
    const [contested, other] = [await guest(app, event, { credit }), await guest(app, event, { quantity: 3 })];
    const charge = await charged(contested.id, 1_000, 36);
    await atStripe('refund', `re_${charge}`, { status: 'succeeded', charge_id: charge, amount_yen: 400 });
    await atStripe('dispute', `dp_${charge}`, { status: 'lost', charge_id: charge, amount_yen: 1_000, reason: 'fraudulent' });
    begins();
    await takeCash(event, other.id, 3_000);
    ends();
    expect(await held(`held:event:${event.id}`)).toBe(2_600);
    const { body: proposed } = await propose(event).expect(201);
    expect(proposed).toMatchObject({ receivedYen: 2_600, costYen: 36, costFromPoolYen: 36, poolYen: 2_564 });
    expect(proposed.shares.reduce((sum: number, { amountYen }: { amountYen: number }) => sum + amountYen, 0)).toBe(2_564);
    await agree(event, ownerOf(event)).expect(200);
    expect(await held(`held:event:${event.id}`)).toBe(0);
    expect(await held(`payable:person:${attractor.accountId}`)).toBe(0);
  });

  it('takes nothing from the others for a refund that the card company has made in our place; once the dispute is won it goes back by us', async () => {
    const event = await evening(app);
    const [contested, other] = [await guest(app, event), await guest(app, event, { quantity: 3 })];
    const charge = await charged(contested.id, 1_000, 0);
    const dispute = (status: string) => atStripe('dispute', `dp_${charge}`, { status, charge_id: charge, amount_yen: 1_000, reason: 'fraudulent' });
    await dispute('needs_response');
    await holderOf(app, { id: contested.id, manageUrl: `http://mazeru.test/?token=${contested.token}` }).cancel({ expectedRefundYen: 1_000 }).expect(200);
    begins();
    await takeCash(event, other.id, 3_000);
    ends();
    expect((await propose(event).expect(201)).body).toMatchObject({ receivedYen: 3_000, poolYen: 3_000 });
    await agree(event, ownerOf(event)).expect(200);
    expect(await held(`held:event:${event.id}`)).toBe(0);
    await dispute('won');
    // What the guest is owed is on its way again, and nobody's share.
    expect(await follow(event)).toBe(false);
    expect(await read(event)).toMatchObject({ version: 1, receivedYen: 3_000 });
    expect(await held(`held:event:${event.id}`)).toBe(1_000);
    await atStripe('refund', `re_${charge}`, { status: 'succeeded', charge_id: charge, amount_yen: 1_000 });
    expect(await follow(event)).toBe(false);
    expect(await held(`held:event:${event.id}`)).toBe(0);
  });

  it('and of whom nobody is left to take it from is written off by the cooperative, also when it happens afterwards', async () => {
    const event = await evening(app);
    const only = await guest(app, event);
    const charge = await charged(only.id, 1_000, 36);
    ends();
    await propose(event).expect(201);
    await agree(event, ownerOf(event)).expect(200);
    const lostBefore = await held('writeOff');
    await atStripe('refund', `re_${charge}`, { status: 'succeeded', charge_id: charge, amount_yen: 400 });
    await atStripe('dispute', `dp_${charge}`, { status: 'needs_response', charge_id: charge, amount_yen: 1_000, reason: 'fraudulent' });
    expect(await follow(event)).toBe(true);
    expect(await read(event)).toMatchObject({ version: 2, receivedYen: -400, poolYen: 0, costFromPoolYen: -400, outdated: false });
    expect(lostBefore - (await held('writeOff'))).toBe(400);
    for (const key of [`held:event:${event.id}`, `payable:space:${event.space?.id}`, `payable:person:${event.host.accountId}`]) expect(await held(key)).toBe(0);
    await atStripe('dispute', `dp_${charge}`, { status: 'won', charge_id: charge, amount_yen: 1_000, reason: 'fraudulent' });
    expect(await follow(event)).toBe(true);
    expect(await read(event)).toMatchObject({ version: 3, receivedYen: 600, costFromPoolYen: 36, poolYen: 564 });
    expect(lostBefore - (await held('writeOff'))).toBe(0);
    expect(await held(`held:event:${event.id}`)).toBe(0);
  });
});

describe('the cost of an event that was called off', () => {
  const callOff = (event: Evening, who: Person, cause: string) => app.as(who).post(`/events/${event.id}/cancellation`).send({ cause, reason: '体調のため' }).expect(200);
  const owed = async (event: Evening, by: 'host' | 'space'): Promise<number> => 0 - (await held(by === 'host' ? `receivable:person:${event.host.accountId}` : `receivable:space:${event.space?.id}`));

  it('is charged to whoever bears it also where it becomes known only afterwards, once, and for what is paid too late', async () => {
    for (const by of ['host', 'space'] as const) {
      const event = await evening(app);
      const [known, unknown, late] = [await guest(app, event), await guest(app, event), await guest(app, event)];
      await charged(known.id, 1_000, 36);
      const charge = await charged(unknown.id, 1_000, null);
      await callOff(event, by === 'host' ? event.host : ownerOf(event), by);
      expect(await owed(event, by)).toBe(36);
      expect(await waitsToFollow(event)).toBe(false);
      await charged(unknown.id, 1_000, 40, charge);
      expect(await waitsToFollow(event)).toBe(true);
      expect([await follow(event), await follow(event)]).toEqual([true, false]);
      expect(await owed(event, by)).toBe(76);
      await charged(late.id, 1_000, 36);
      expect([await follow(event), await follow(event)]).toEqual([true, false]);
      expect(await owed(event, by)).toBe(112);
      expect(await owed(event, by === 'host' ? 'space' : 'host')).toBe(0);
    }
  });

  it('that the cooperative holds itself is nobody’s debt', async () => {
    const steward = await app.admin('steward');
    const event = await evening(app, { host: steward, space: null, kind: 'course' });
    await charged((await guest(app, event)).id, 1_000, 36);
    await callOff(event, steward, 'host');
    expect(await owed(event, 'host')).toBe(0);
  });

  it('that becomes known in the very moment of calling it off is charged as well', async () => {
    const event = await evening(app);
    const { id } = await guest(app, event);
    const charge = await charged(id, 1_000, null);
    const answers: PromiseLike<unknown>[] = [];
    await app.db.transaction(async (tx) => {
      // The cost is being written down: the sale is held.
      await tx.query('select 1 from sales where subject_id = $1 for no key update', [event.id]);
      await tx.query('update order_payments set fee_yen = 36 where stripe_charge_id = $1', [charge]);
      answers.push(callOff(event, event.host, 'host').then((answer) => answer));
      await app.untilSomebodyWaits();
    });
    await Promise.all(answers);
    expect(await owed(event, 'host')).toBe(36);
  });
});

describe('after the evening', () => {
  it('guests answer three questions by their link, once each, and the host reads them without names', async () => {
    const event = await evening(app);
    const { id, token } = await guest(app, event);
    const survey = (body: object, key = token) => app.as(null).post(`/registrations/${id}/survey?token=${key}`).send(body);
    await survey({ satisfaction: 5 }).expect(422);
    begins();
    app.clock.advance({ hours: 1 });
    await survey({ satisfaction: 5 }, 'wrong').expect(404);
    await survey({ satisfaction: 6 }).expect(400);
    await survey({ satisfaction: 4, good: '話しやすい席でした' }).expect(200);
    expect((await survey({ satisfaction: 5, good: '話しやすい席でした', wish: 'また来たい' }).expect(200)).body).toMatchObject({ open: true, satisfaction: 5 });
    expect((await app.as(null).get(`/registrations/${id}/survey?token=${token}`).expect(200)).body).toMatchObject({ satisfaction: 5, wish: 'また来たい' });
    const { body } = await app.as(event.host).get(`/events/${event.id}/report`).expect(200);
    expect(body.survey).toEqual({ answers: 1, satisfaction: 5, good: ['話しやすい席でした'], wishes: ['また来たい'] });
  });

  it('guests stay in touch by a mutual yes: a card is seen by those who show one, an address by both who want it', async () => {
    const event = await evening(app);
    const [a, b, c] = [await guest(app, event, { name: '一子' }), await guest(app, event, { name: '二郎' }), await guest(app, event, { name: '三太' })];
    const ask = (who: typeof a, path = '') => `/registrations/${who.id}/contacts${path}?token=${who.token}`;
    const card = (who: typeof a, displayName: string) => app.as(null).put(ask(who, `/cards/${who.seats[0]?.id}`)).send({ displayName, about: '写真', contact: `${displayName}@mail.test` });
    const wish = (from: typeof a, to: typeof a, path = '/wishes') => app.as(null).post(ask(from, path)).send({ fromSeatId: from.seats[0]?.id, toSeatId: to.seats[0]?.id });
    expect((await card(a, '一子').expect(422)).body.code).toBe('contacts.closed');
    begins();
    app.clock.advance({ hours: 1 });
    await card(a, '一子').expect(200);
    expect((await app.as(null).get(ask(b)).expect(200)).body).toMatchObject({ open: true, met: [] });
    expect((await wish(b, a).expect(422)).body.code).toBe('contacts.noCard');
    await card(b, '二郎').expect(200);
    await wish(a, c).expect(404);
    const { body: oneSided } = await wish(a, b).expect(200);
    expect(oneSided.met).toMatchObject([{ displayName: '二郎', mutual: false, contact: null, wishedFrom: [a.seats[0]?.id] }]);
    expect((await app.as(null).get(ask(b)).expect(200)).body.met).toMatchObject([{ displayName: '一子', mutual: false, contact: null, wishedFrom: [] }]);
    expect((await wish(b, a).expect(200)).body.met).toMatchObject([{ displayName: '一子', mutual: true, contact: '一子@mail.test' }]);
    expect((await app.as(null).get(ask(a)).expect(200)).body.met).toMatchObject([{ mutual: true, contact: '二郎@mail.test' }]);
    expect((await wish(a, b, '/withdrawals').expect(200)).body.met).toMatchObject([{ mutual: false, contact: null }]);
    expect((await app.as(null).get(ask(b)).expect(200)).body.met).toMatchObject([{ mutual: false, contact: null }]);
    await app.as(null).delete(ask(b, `/cards/${b.seats[0]?.id}`)).expect(200);
    expect((await app.as(null).get(ask(a)).expect(200)).body.met).toEqual([]);
    await app.as(null).put(ask(a, `/cards/${c.seats[0]?.id}`)).send({ displayName: 'x', contact: 'x' }).expect(404);
  });

  it('leaves the records in order', async () => {
    expect((await runChecks(app.db)).filter((check) => check.rows.length > 0)).toEqual([]);
  });
});

import { Logger } from '@nestjs/common';
import request from 'supertest';
import Stripe from 'stripe';
import { row, rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { Payments, StripeEvents } from '#libs/payments';
import type { Person } from '../support/app.js';
import { startPaying, type Paying } from '../support/paying.js';

let world: Paying;
let payments: Payments;
let events: StripeEvents;
let customer: string;
let treasurer: Person;

beforeAll(async () => {
  // What goes wrong here goes wrong on purpose, and is told to the log.
  for (const level of ['warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  world = await startPaying();
  payments = world.app.nest.get(Payments);
  events = world.app.nest.get(StripeEvents);
  treasurer = await world.app.admin('treasurer', '会計 三郎');
  const person = await world.app.person();
  customer = await payments.customer(person.accountId);
});
afterAll(() => world.stop());
afterEach(async () => {
  await world.sim.clearFaults();
});

/** Somebody pays an order by card, at Stripe. */
async function pay(amountYen = 1_000): Promise<{ id: string; subjectId: string }> {
  const subjectId = newId();
  const method = await world.sim.stripe.paymentMethods.attach('pm_card_visa', { customer });
  const intent = await world.sim.stripe.paymentIntents.create({
    amount: amountYen,
    currency: 'jpy',
    customer,
    payment_method: method.id,
    confirm: true,
    off_session: true,
    metadata: { purpose: 'order', subjectId },
  });
  return { id: typeof intent.latest_charge === 'string' ? intent.latest_charge : (intent.latest_charge?.id ?? ''), subjectId };
}

const mirrorOf = (id: string) =>
  row<{ status: string; yen: number; refunded: number; subjectId: string }>(
    world.app.db,
    'select status, amount_yen as yen, refunded_yen as refunded, subject_id as "subjectId" from stripe_charges where id = $1',
    [id],
  );
const letters = (objectId: string) =>
  rows<{ id: string; status: string; attempts: number; source: string }>(world.app.db, 'select id, status, attempts, source from stripe_events where object_id = $1 order by received_at, id', [objectId]);
const open = async () => (await world.app.as(treasurer).get('/payment-tasks').expect(200)).body.items;

/** A letter that the simulator did not write, as Stripe would send it. */
async function send(event: Record<string, unknown>): Promise<number> {
  const payload = JSON.stringify({ object: 'event', api_version: Stripe.API_VERSION, created: world.sim.now(), livemode: false, pending_webhooks: 1, request: null, ...event });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: world.sim.webhookSecret });
  const { status } = await request(world.app.nest.getHttpServer()).post('/api/v1/webhooks/stripe').set('content-type', 'application/json').set('stripe-signature', signature).send(payload);
  return status;
}

describe('letters of Stripe', () => {
  it.each(['duplicate', 'twin', 'shuffle', 'stale_last', 'huge'])('that come %s leave what stands at Stripe', async (kind) => {
    await world.sim.fault({ kind, times: 10 });
    const { id, subjectId } = await pay();
    await world.sim.stripe.refunds.create({ charge: id, amount: 400 });
    await world.settle();
    await world.settle();
    expect(await mirrorOf(id)).toEqual({ status: 'succeeded', yen: 1_000, refunded: 400, subjectId });
    expect(new Set((await letters(id)).map(({ status }) => status))).toEqual(new Set(['applied']));
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('that never came are fetched at night', async () => {
    await world.sim.fault({ kind: 'drop', times: 20 });
    const { id } = await pay();
    await world.settle();
    expect(await mirrorOf(id)).toBeNull();
    const { eventsFilled, differences } = await world.reconcile();
    expect({ filled: eventsFilled > 0, differences }).toEqual({ filled: true, differences: 0 });
    expect(await mirrorOf(id)).toMatchObject({ status: 'succeeded', yen: 1_000 });
    expect(new Set((await letters(id)).map(({ source }) => source))).toEqual(new Set(['reconciliation']));
  });

  it.each(['bad_signature', 'old_timestamp'])('with %s are not believed; the night makes up for them', async (kind) => {
    await world.sim.fault({ kind, times: 20 });
    const { id } = await pay();
    const { failed } = await world.sim.deliver();
    expect(failed).toBeGreaterThan(0);
    expect(await letters(id)).toEqual([]);
    await world.sim.clearFaults();
    expect((await world.reconcile()).differences).toBe(0);
    expect(await mirrorOf(id)).toMatchObject({ status: 'succeeded' });
  });

  it('signed with a secret that was rolled are believed while the former one signs along, and made up for at night where it does not', async () => {
    const [endpoint] = (await world.sim.stripe.webhookEndpoints.list()).data;
    const roll = (secret: string, keepFormer: boolean) => world.sim.post(`/_sim/webhook_endpoints/${endpoint?.id}/secret`, { secret, keepFormer });
    await roll('whsec_rolled', true);
    const believed = await pay();
    await world.settle();
    expect(await mirrorOf(believed.id)).toMatchObject({ status: 'succeeded' });

    await roll('whsec_rolled_again', false);
    const unheard = await pay();
    const { failed } = await world.sim.deliver();
    expect(failed).toBeGreaterThan(0);
    expect(await letters(unheard.id)).toEqual([]);
    expect((await world.reconcile()).differences).toBe(0);
    expect(await mirrorOf(unheard.id)).toMatchObject({ status: 'succeeded' });

    await roll(world.sim.webhookSecret, false);
    const heard = await pay();
    await world.settle();
    expect((await letters(heard.id)).length).toBeGreaterThan(0);
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('that are replayed long afterwards change nothing', async () => {
    const { id } = await pay();
    await world.settle();
    const jobs = () => rows(world.app.db, 'select run_at, attempts, revision from graphile_worker.jobs where key = $1', [`orderChanged:${id}`]);
    const before = await jobs();
    await world.app.db.query(`update stripe_events set status = 'waiting', next_attempt_at = received_at, applied_at = null where object_id = $1`, [id]);
    await events.applyWaiting();
    expect(new Set((await letters(id)).map(({ status }) => status))).toEqual(new Set(['applied']));
    expect(await jobs()).toEqual(before);
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('of a worker that was killed after taking them are applied by another two minutes later', async () => {
    const { id } = await pay();
    await world.sim.deliver();
    // What a killed worker leaves behind: taken, never told of.
    await world.app.db.query(`update stripe_events set attempts = 1, next_attempt_at = $1::timestamptz + interval '2 minutes' where status = 'waiting'`, [world.app.clock.now()]);
    await events.applyWaiting();
    expect(await mirrorOf(id)).toBeNull();
    await world.advance(120);
    await events.applyWaiting();
    expect(await mirrorOf(id)).toMatchObject({ status: 'succeeded' });
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('wait while Stripe does not answer for an hour, and lose no try by it', async () => {
    const { id } = await pay();
    await world.sim.deliver();
    await world.sim.fault({ kind: 'status', status: 500, method: 'GET', path: '/v1/charges', times: 100_000 });
    await events.applyWaiting();
    await world.advance(3_600);
    await events.applyWaiting();
    expect(await mirrorOf(id)).toBeNull();
    expect(new Set((await letters(id)).map(({ status, attempts }) => `${status} ${attempts}`))).toEqual(new Set(['waiting 0']));
    await world.sim.clearFaults();
    await world.advance(60);
    await events.applyWaiting();
    expect(await mirrorOf(id)).toMatchObject({ status: 'succeeded' });
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('that fail again and again are shown, and one click tries again', async () => {
    const { id } = await pay();
    await world.sim.deliver();
    await world.sim.fault({ kind: 'status', status: 400, method: 'GET', path: `/v1/charges/${id}`, times: 100 });
    for (let tries = 0; tries < 5; tries += 1) {
      await events.applyWaiting();
      await world.advance(2 ** tries * 60);
    }
    const tasks = await open();
    expect(tasks.length).toBeGreaterThan(0);
    expect(tasks[0]).toMatchObject({ kind: 'eventFailing', objectKind: 'event', can: { mend: true } });
    expect(await mirrorOf(id)).toBeNull();
    await world.sim.clearFaults();
    for (const task of tasks) {
      const { body } = await world.app.as(treasurer).post(`/payment-tasks/${task.id}/mending`).expect(200);
      expect(body).toMatchObject({ settledBy: '会計 三郎', can: { mend: false } });
    }
    expect(await mirrorOf(id)).toMatchObject({ status: 'succeeded' });
    expect((await world.reconcile()).differences).toBe(0);
    expect(await open()).toEqual([]);
  });

  it('about an account that nobody here knows are kept, shown, and put away with one click', async () => {
    const id = `evt_${newId().slice(-12)}`;
    expect(await send({ id, type: 'account.updated', account: 'acct_stranger', data: { object: { id: 'acct_stranger', object: 'account' } } })).toBe(200);
    await events.applyWaiting();
    expect(await row(world.app.db, 'select status from stripe_events where id = $1', [id])).toEqual({ status: 'accountUnknown' });
    const [task] = await open();
    expect(task).toMatchObject({ kind: 'accountUnknown', objectKind: 'event', objectId: id, eventType: 'account.updated' });
    await world.app.as(treasurer).post(`/payment-tasks/${task.id}/mending`).expect(200);
    expect(await row(world.app.db, 'select status from stripe_events where id = $1', [id])).toEqual({ status: 'kept' });
    await world.app.as(treasurer).post(`/payment-tasks/${task.id}/mending`).expect(409);
    expect((await world.reconcile()).differences).toBe(0);
  });
});

describe('the comparison with Stripe', () => {
  it('finds what looks otherwise here, says in which figures, and one click mends it', async () => {
    const { id, subjectId } = await pay(700);
    await world.settle();
    await world.app.db.query('update stripe_charges set amount_yen = 1, refunded_yen = 5 where id = $1', [id]);
    expect((await world.reconcile()).differences).toBe(1);
    expect((await world.reconcile()).differences).toBe(1);
    const found = await open();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      kind: 'different',
      objectKind: 'charge',
      objectId: id,
      purpose: 'order',
      subjectId,
      differences: [
        { column: 'amount_yen', here: '1', atStripe: '700' },
        { column: 'refunded_yen', here: '5', atStripe: '0' },
      ],
    });
    const { body } = await world.app.as(treasurer).post(`/payment-tasks/${found[0].id}/mending`).expect(200);
    expect(body).toMatchObject({ settledBy: '会計 三郎', settledAt: world.app.clock.now().toISOString() });
    expect(await mirrorOf(id)).toMatchObject({ yen: 700, refunded: 0 });
    const steward = await world.app.admin('steward');
    const { body: audit } = await world.app.as(steward).get('/audit?action=payment.').expect(200);
    expect(audit.items[0]).toMatchObject({ action: 'payment.differenceMended', actor: { name: '会計 三郎' } });
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('finds what is missing here, and what Stripe does not know', async () => {
    const { id } = await pay(800);
    await world.settle();
    await world.app.db.query('delete from stripe_charges where id = $1', [id]);
    await world.app.db.query(
      `insert into stripe_refunds (id, reading, read_at, created_at, status, amount_yen) values ('re_invented', 0, $1, $1, 'succeeded', 900)`,
      [world.app.clock.now()],
    );
    expect((await world.reconcile()).differences).toBe(2);
    const found = await open();
    expect(found.map(({ kind, objectKind, objectId }: Record<string, string>) => [kind, objectKind, objectId]).sort()).toEqual([
      ['gone', 'refund', 're_invented'],
      ['missing', 'charge', id],
    ]);
    for (const task of found) await world.app.as(treasurer).post(`/payment-tasks/${task.id}/mending`).expect(200);
    expect(await mirrorOf(id)).toMatchObject({ yen: 800 });
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('takes from the list what agrees again by itself', async () => {
    const { id } = await pay(600);
    await world.settle();
    await world.app.db.query('update stripe_charges set amount_yen = 1 where id = $1', [id]);
    expect((await world.reconcile()).differences).toBe(1);
    await world.sim.stripe.charges.update(id, { description: 'もう一度' });
    await world.settle();
    expect((await world.reconcile()).differences).toBe(0);
    expect(await open()).toEqual([]);
    const { body } = await world.app.as(treasurer).get('/payment-tasks?state=settled').expect(200);
    expect(body.items[0]).toMatchObject({ objectId: id, settledBy: null });
  });
});

import { Logger } from '@nestjs/common';
import { rows, row } from '#libs/database';
import { newId } from '#libs/kernel';
import { Payments } from '#libs/payments';
import type { Person } from '../support/app.js';
import { startPaying, type Paying } from '../support/paying.js';

let world: Paying;
let payments: Payments;
let hanako: Person;

const JUNIOR = { lookupKey: 'dues_junior_monthly', product: { key: 'dues_junior', name: '組合費(初級)' }, amountYen: 1_000, monthly: true };

beforeAll(async () => {
  // What Stripe refuses is told to the log; here it is refused on purpose.
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  world = await startPaying();
  payments = world.app.nest.get(Payments);
  hanako = await world.app.person('佐藤 花子');
});
afterAll(() => world.stop());
afterEach(async () => {
  await world.sim.clearFaults();
});

const requests = (operation: string) =>
  rows<{ key: string; status: string; tries: number; code: string | null }>(
    world.app.db,
    'select key, status, tries, error_code as code from stripe_requests where operation = $1 order by id',
    [operation],
  );

/** The customer's next charges go to this card of Stripe's test cards. */
async function charge(customer: string, paymentMethod: string, amountYen: number, metadata: Record<string, string> = {}): Promise<string> {
  const method = await world.sim.stripe.paymentMethods.attach(paymentMethod, { customer });
  const intent = await world.sim.stripe.paymentIntents.create({ amount: amountYen, currency: 'jpy', customer, payment_method: method.id, confirm: true, off_session: true, metadata });
  return typeof intent.latest_charge === 'string' ? intent.latest_charge : (intent.latest_charge?.id ?? '');
}

const thereFor = async ({ email }: Person): Promise<string[]> => (await world.sim.stripe.customers.list({ email })).data.map(({ id }) => id);
const requestOf = ({ accountId }: Person) => row(world.app.db, 'select status, tries from stripe_requests where key like $1', [`cust:${accountId}%`]);

/** What a process leaves behind that dies after Stripe did the thing and before the answer was written down. */
async function forget({ accountId }: Person): Promise<void> {
  await world.app.db.query('delete from stripe_customers where account_id = $1', [accountId]);
  await world.app.db.query(`update stripe_requests set status = 'asked', object_id = null, answered_at = null, http_status = null where key like $1`, [`cust:${accountId}%`]);
}

describe('a customer', () => {
  it('is made once for an account, also when two ask at the same time', async () => {
    const ids = await Promise.all([payments.customer(hanako.accountId), payments.customer(hanako.accountId)]);
    expect(new Set(ids).size).toBe(1);
    expect(await payments.customer(hanako.accountId)).toBe(ids[0]);
    const there = await world.sim.stripe.customers.list({ email: hanako.email });
    expect(there.data).toMatchObject([{ id: ids[0], name: '佐藤 花子', preferred_locales: ['ja'], metadata: { accountId: hanako.accountId } }]);
    expect(await requests('customers.create')).toMatchObject([{ status: 'answered', tries: 1 }]);
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('is made once when the answer is lost on the way', async () => {
    const person = await world.app.person();
    await world.sim.fault({ kind: 'reset_after', method: 'POST', path: '/v1/customers' });
    const id = await payments.customer(person.accountId);
    expect(await thereFor(person)).toEqual([id]);
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('is the same one when we died before we could write down the answer', async () => {
    const person = await world.app.person();
    const made = await payments.customer(person.accountId);
    await forget(person);
    expect(await payments.customer(person.accountId)).toBe(made);
    expect(await thereFor(person)).toEqual([made]);
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('whose answer was lost more than a day ago is looked for before another one is made', async () => {
    const person = await world.app.person();
    const made = await payments.customer(person.accountId);
    await forget(person);
    await world.advance(25 * 3_600);
    expect(await payments.customer(person.accountId)).toBe(made);
    expect(await thereFor(person)).toEqual([made]);
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('that was asked for and never heard of is taken over at night', async () => {
    const person = await world.app.person();
    const made = await payments.customer(person.accountId);
    await forget(person);
    expect(await world.reconcile()).toMatchObject({ adopted: 1, differences: 0 });
    expect(await requestOf(person)).toEqual({ status: 'answered', tries: 1 });
    expect(await payments.customer(person.accountId)).toBe(made);
  });

  it('that was deleted at Stripe is made anew', async () => {
    const person = await world.app.person();
    const first = await payments.customer(person.accountId);
    await world.sim.stripe.customers.del(first);
    await world.settle();
    const second = await payments.customer(person.accountId);
    expect(second).not.toBe(first);
    expect(await row(world.app.db, 'select gone_at is not null as gone from stripe_customers where id = $1', [first])).toEqual({ gone: true });
    expect((await world.reconcile()).differences).toBe(0);
  });
});

describe('a price', () => {
  it('stays the same for the same amount; a new amount takes the name over', async () => {
    const first = await payments.price(JUNIOR);
    expect(await payments.price(JUNIOR)).toBe(first);
    const dearer = await payments.price({ ...JUNIOR, amountYen: 1_200 });
    expect(dearer).not.toBe(first);
    const named = await world.sim.stripe.prices.list({ lookup_keys: [JUNIOR.lookupKey] });
    expect(named.data).toMatchObject([{ id: dearer, unit_amount: 1_200, currency: 'jpy', recurring: { interval: 'month' } }]);
    expect((await world.sim.stripe.prices.retrieve(first)).active).toBe(true);
    await world.settle();
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('that was archived at Stripe is made again', async () => {
    const archived = await payments.price({ ...JUNIOR, lookupKey: 'course_fee', amountYen: 3_000, monthly: false });
    await world.sim.stripe.prices.update(archived, { active: false });
    await world.settle();
    const again = await payments.price({ ...JUNIOR, lookupKey: 'course_fee', amountYen: 3_000, monthly: false });
    expect(again).not.toBe(archived);
    expect((await world.reconcile()).differences).toBe(0);
  });
});

describe('a charge', () => {
  it('is mirrored with what Stripe kept of it, and whose it is', async () => {
    const customer = await payments.customer(hanako.accountId);
    const subjectId = newId();
    const id = await charge(customer, 'pm_card_visa', 1_000, { purpose: 'order', subjectId });
    await world.settle();
    const there = await world.sim.stripe.charges.retrieve(id, { expand: ['balance_transaction'] });
    const balance = typeof there.balance_transaction === 'string' ? null : there.balance_transaction;
    expect(await row(world.app.db, 'select status, amount_yen, fee_yen, net_yen, purpose, subject_id from stripe_charges where id = $1', [id])).toEqual({
      status: 'succeeded',
      amount_yen: 1_000,
      fee_yen: balance?.fee,
      net_yen: balance?.net,
      purpose: 'order',
      subject_id: subjectId,
    });
    const job = await row(world.app.db, `select task_identifier as task from graphile_worker.jobs where key = $1`, [`orderChanged:${id}`]);
    expect(job).toEqual({ task: 'orderChanged' });
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('is given back once, however often it is asked for', async () => {
    const customer = await payments.customer(hanako.accountId);
    const chargeId = await charge(customer, 'pm_card_visa', 900, { purpose: 'order', subjectId: newId() });
    await world.settle();
    await world.sim.fault({ kind: 'reset_after', method: 'POST', path: '/v1/refunds', times: 1 });
    const wish = { key: `refund:${chargeId}:1`, chargeId, amountYen: 300, reason: 'requestedByCustomer' as const };
    const first = await payments.refund(wish);
    expect(await payments.refund(wish)).toEqual(first);
    expect(await row(world.app.db, 'select refunded_yen as "refundedYen" from stripe_charges where id = $1', [chargeId])).toEqual({ refundedYen: 300 });
    await payments.refund({ ...wish, key: `refund:${chargeId}:2`, amountYen: 600 });
    await expect(payments.refund({ ...wish, key: `refund:${chargeId}:3`, amountYen: 1 })).rejects.toMatchObject({ code: 'refund.already', status: 409 });
    await world.settle();
    expect(await rows(world.app.db, 'select amount_yen as yen, purpose from stripe_refunds where charge_id = $1 order by amount_yen', [chargeId])).toEqual([
      { yen: 300, purpose: 'order' },
      { yen: 600, purpose: 'order' },
    ]);
    expect((await world.reconcile()).differences).toBe(0);
  });
});

describe('while Stripe has a bad day', () => {
  it('of 500s the person is told so; afterwards the same is asked again and done once', async () => {
    const person = await world.app.person();
    await world.sim.fault({ kind: 'status', status: 500, method: 'POST', path: '/v1/customers', times: 3 });
    await expect(payments.customer(person.accountId)).rejects.toMatchObject({ code: 'stripe.unavailable' });
    const id = await payments.customer(person.accountId);
    expect(await thereFor(person)).toEqual([id]);
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('and repeats a 500 for what it has done all the same, that is found', async () => {
    const person = await world.app.person();
    await world.sim.fault({ kind: 'replay_500', method: 'POST', path: '/v1/customers', times: 1 });
    await expect(payments.customer(person.accountId)).rejects.toMatchObject({ code: 'stripe.unavailable' });
    const id = await payments.customer(person.accountId);
    expect(await thereFor(person)).toEqual([id]);
    expect((await world.reconcile()).differences).toBe(0);
  });

  it('of too many requests, nobody notices but the clock', async () => {
    const person = await world.app.person();
    await world.sim.fault({ kind: 'status', status: 429, method: 'POST', path: '/v1/customers', times: 2 });
    await expect(payments.customer(person.accountId)).resolves.toMatch(/^cus_/);
    expect(await requestOf(person)).toEqual({ tries: 1, status: 'answered' });
    expect((await world.reconcile()).differences).toBe(0);
  });
});

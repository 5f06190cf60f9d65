import { Logger } from '@nestjs/common';
import { row, rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { Payments, Subscriptions } from '#libs/payments';
import type { Person } from '../support/app.js';
import { startPaying, type Paying } from '../support/paying.js';

const DAY_S = 24 * 3_600;
const JUNIOR = { lookupKey: 'dues_junior_monthly', product: { key: 'dues_junior', name: '組合費(初級)' }, amountYen: 1_000, monthly: true };
const SENIOR = { lookupKey: 'dues_senior_monthly', product: { key: 'dues_senior', name: '組合費(上級)' }, amountYen: 3_000, monthly: true };
const BACK = { successPath: '/me/dues?session={CHECKOUT_SESSION_ID}', cancelPath: '/me/dues' };
/** A card that can be registered and declines every later charge. */
const CARD_FAILS_LATER = '4000000000000341';
const CARD_WITHOUT_FUNDS = '4000000000009995';

let world: Paying;
let payments: Payments;
let subscriptions: Subscriptions;

beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  world = await startPaying();
  payments = world.app.nest.get(Payments);
  subscriptions = world.app.nest.get(Subscriptions);
  await payments.price(JUNIOR);
  await payments.price(SENIOR);
});
afterAll(() => world.stop());
afterEach(async () => {
  await world.settle();
  expect(await world.reconcile()).toMatchObject({ differences: 0 });
});

interface Mirror {
  id: string;
  status: string;
  yen: number;
  paused: boolean;
  ending: boolean;
}
const subscriptionOf = (subjectId: string) =>
  row<Mirror>(world.app.db, 'select id, status, amount_yen as yen, paused, cancel_at_period_end as ending from stripe_subscriptions where subject_id = $1', [subjectId]);
const invoicesOf = (subjectId: string) =>
  rows<{ id: string; status: string; yen: number; charge: string | null; fee: number | null; decline: string | null }>(
    world.app.db,
    `select i.id, i.status, i.total_yen as yen, c.status as charge, c.fee_yen as fee, c.decline_code as decline from stripe_invoices i
       left join stripe_charges c on c.payment_intent_id = i.payment_intent_id and c.subject_id = i.subject_id where i.subject_id = $1 order by i.created_at, c.created_at`,
    [subjectId],
  );
/** The Tokyo days on which somebody was charged. */
const charged = async (subjectId: string): Promise<string[]> =>
  (
    await rows<{ day: string }>(
      world.app.db,
      `select (created_at at time zone 'Asia/Tokyo')::date::text as day from stripe_charges where subject_id = $1 and status = 'succeeded' order by created_at`,
      [subjectId],
    )
  ).map(({ day }) => day);
const wished = (person: Person, subjectId: string, more: { anchorAt?: Date } = {}) => ({
  key: `dues:${subjectId}:checkout`,
  accountId: person.accountId,
  lookupKey: JUNIOR.lookupKey,
  purpose: 'dues' as const,
  subjectId,
  ...BACK,
  ...more,
});

async function join(): Promise<{ person: Person; subjectId: string; subscriptionId: string }> {
  const [person, subjectId] = [await world.app.person(), newId()];
  const { url } = await payments.subscriptionCheckout(wished(person, subjectId));
  await world.fillIn(url);
  await world.settle();
  return { person, subjectId, subscriptionId: (await subscriptionOf(subjectId))?.id ?? '' };
}

describe('dues by card', () => {
  it('begin on Stripe’s page, lead back to ours, and are known with invoice, charge and fee', async () => {
    const [person, subjectId] = [await world.app.person(), newId()];
    const wish = wished(person, subjectId);
    const opened = await payments.subscriptionCheckout(wish);
    expect(await payments.subscriptionCheckout(wish)).toEqual(opened);
    const back = await world.fillIn(opened.url);
    expect(back).toBe(`http://mazeru.test/me/dues?session=${opened.sessionId}`);
    await world.settle();
    expect(await subscriptionOf(subjectId)).toMatchObject({ status: 'active', yen: 1_000, paused: false, ending: false });
    const [invoice] = await invoicesOf(subjectId);
    expect(invoice).toMatchObject({ status: 'paid', yen: 1_000, charge: 'succeeded' });
    expect(invoice?.fee).toBeGreaterThan(0);
    const jobs = await rows<{ payload: { kind: string; subjectId: string } }>(
      world.app.db,
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'duesChanged' and payload ->> 'subjectId' = $1`,
      [subjectId],
    );
    expect(new Set(jobs.map(({ payload }) => payload.kind))).toEqual(new Set(['session', 'subscription', 'invoice', 'charge']));
    await expect(payments.subscriptionCheckout(wish)).rejects.toMatchObject({ code: 'checkout.done', status: 409 });
  });

  it('that are declined leave the page open and nobody a member', async () => {
    const [person, subjectId] = [await world.app.person(), newId()];
    const opened = await payments.subscriptionCheckout(wished(person, subjectId));
    expect(await world.fillIn(opened.url, CARD_WITHOUT_FUNDS)).toBeNull();
    await world.settle();
    expect((await subscriptionOf(subjectId))?.status ?? 'incomplete').toBe('incomplete');
    expect(await payments.subscriptionCheckout(wished(person, subjectId))).toEqual(opened);
    await world.fillIn(opened.url);
    await world.settle();
    expect(await subscriptionOf(subjectId)).toMatchObject({ status: 'active' });
  });

  it('get a new page when the old one has expired', async () => {
    const [person, subjectId] = [await world.app.person(), newId()];
    const first = await payments.subscriptionCheckout(wished(person, subjectId));
    expect(await payments.expireCheckout(first.sessionId)).toBe('expired');
    const second = await payments.subscriptionCheckout(wished(person, subjectId));
    expect(second.sessionId).not.toBe(first.sessionId);
    expect(await payments.subscriptionCheckout(wished(person, subjectId))).toEqual(second);
    await world.fillIn(second.url);
    expect(await payments.expireCheckout(second.sessionId)).toBe('complete');
  });

  it('whose page was asked for without hearing the answer have one page', async () => {
    const [person, subjectId] = [await world.app.person(), newId()];
    await payments.customer(person.accountId);
    await world.sim.fault({ kind: 'reset_after', method: 'POST', path: '/v1/checkout/sessions' });
    const { sessionId } = await payments.subscriptionCheckout(wished(person, subjectId));
    const there = await world.sim.stripe.checkout.sessions.list({ limit: 100 });
    expect(there.data.filter(({ client_reference_id: subject }) => subject === subjectId).map(({ id }) => id)).toEqual([sessionId]);
  });

  it('of a customer who was deleted and a price that was archived at Stripe, unheard of here, begin all the same', async () => {
    const [person, subjectId] = [await world.app.person(), newId()];
    const [customer, price] = [await payments.customer(person.accountId), await payments.price(SENIOR)];
    await world.sim.fault({ kind: 'drop', times: 10 });
    await world.sim.stripe.customers.del(customer);
    await world.sim.stripe.prices.update(price, { active: false });
    await world.settle();
    await world.sim.clearFaults();
    world.sim.expectRefusal(/customer|price|inactive/i);
    const { url } = await payments.subscriptionCheckout({ ...wished(person, subjectId), lookupKey: SENIOR.lookupKey });
    await world.fillIn(url);
    await world.settle();
    expect(await subscriptionOf(subjectId)).toMatchObject({ status: 'active', yen: 3_000 });
    expect(await payments.customer(person.accountId)).not.toBe(customer);
  });

  it('pause, go on, end and stay as wished', async () => {
    const { subscriptionId, subjectId } = await join();
    const until = new Date(world.app.clock.now().getTime() + 60 * DAY_S * 1000);
    await subscriptions.pause({ key: `pause:${subjectId}`, subscriptionId, until });
    expect(await subscriptionOf(subjectId)).toMatchObject({ paused: true });
    await subscriptions.resume({ key: `resume:${subjectId}`, subscriptionId });
    expect(await subscriptionOf(subjectId)).toMatchObject({ paused: false });
    await subscriptions.cancel({ key: `end:${subjectId}`, subscriptionId, when: 'periodEnd' });
    expect(await subscriptionOf(subjectId)).toMatchObject({ status: 'active', ending: true });
    await subscriptions.keep({ key: `keep:${subjectId}`, subscriptionId });
    expect(await subscriptionOf(subjectId)).toMatchObject({ ending: false });
    await subscriptions.cancel({ key: `endNow:${subjectId}`, subscriptionId, when: 'now' });
    expect(await subscriptionOf(subjectId)).toMatchObject({ status: 'canceled' });
  });

  it('change their price at once for the difference, or with the next period for nothing', async () => {
    const { subscriptionId, subjectId } = await join();
    await world.advance(10 * DAY_S);
    const now = await subscriptions.previewChange({ subscriptionId, lookupKey: SENIOR.lookupKey, when: 'now' });
    expect(now.nextYen).toBe(3_000);
    expect(now.dueNowYen).toBeGreaterThan(1_000);
    expect(now.dueNowYen).toBeLessThan(2_000);
    expect(await subscriptions.previewChange({ subscriptionId, lookupKey: SENIOR.lookupKey, when: 'nextPeriod' })).toMatchObject({ dueNowYen: 0, nextYen: 3_000, nextAt: now.nextAt });
    await subscriptions.changePrice({ key: `up:${subjectId}`, subscriptionId, lookupKey: SENIOR.lookupKey, when: 'now' });
    await world.settle();
    expect(await subscriptionOf(subjectId)).toMatchObject({ yen: 3_000 });
    expect((await invoicesOf(subjectId)).map(({ yen }) => yen)).toEqual([1_000, now.dueNowYen]);
    await subscriptions.changePrice({ key: `down:${subjectId}`, subscriptionId, lookupKey: JUNIOR.lookupKey, when: 'nextPeriod' });
    await world.settle();
    expect(await subscriptionOf(subjectId)).toMatchObject({ yen: 1_000 });
    expect(await invoicesOf(subjectId)).toHaveLength(2);
  });

  it('that fail a month later are known with the reason of the card', async () => {
    const [person, subjectId] = [await world.app.person(), newId()];
    const anchorAt = new Date(world.app.clock.now().getTime() + 5 * DAY_S * 1000);
    const { url } = await payments.subscriptionCheckout(wished(person, subjectId, { anchorAt }));
    await world.fillIn(url, CARD_FAILS_LATER);
    await world.settle();
    expect(await subscriptionOf(subjectId)).toMatchObject({ status: 'active' });
    await world.advance(6 * DAY_S);
    await world.settle();
    expect(await subscriptionOf(subjectId)).toMatchObject({ status: 'past_due' });
    const invoices = await invoicesOf(subjectId);
    expect(invoices.at(-1)).toMatchObject({ status: 'open', yen: 1_000, charge: 'failed' });
    expect(invoices.at(-1)?.decline).toBeTruthy();
  });

  it('have a page of Stripe for cards and invoices', async () => {
    const { person } = await join();
    const { url } = await payments.portal({ accountId: person.accountId, returnPath: '/me/dues', flow: 'cardUpdate' });
    expect((await fetch(url)).status).toBe(200);
    const configurations = await world.sim.stripe.billingPortal.configurations.list({ limit: 100 });
    await payments.portal({ accountId: person.accountId, returnPath: '/me/dues' });
    expect((await world.sim.stripe.billingPortal.configurations.list({ limit: 100 })).data).toHaveLength(configurations.data.length);
  });
});

describe('dues by invoice', () => {
  it('are written each month, paid outside of Stripe where the treasurer says so, or taken back', async () => {
    const [person, subjectId] = [await world.app.person(), newId()];
    const wish = { key: `dues:${subjectId}:invoices`, accountId: person.accountId, lookupKey: JUNIOR.lookupKey, daysUntilDue: 14, purpose: 'dues' as const, subjectId };
    const { subscriptionId } = await subscriptions.invoiceSubscription(wish);
    expect(await subscriptions.invoiceSubscription(wish)).toEqual({ subscriptionId });
    await world.advance(2 * 3_600);
    await world.settle();
    const [first] = await invoicesOf(subjectId);
    expect(first).toMatchObject({ status: 'open', yen: 1_000 });
    await subscriptions.payOutside({ key: `outside:${first?.id}`, invoiceId: first?.id ?? '' });
    expect(await row(world.app.db, 'select status, paid_outside as outside from stripe_invoices where id = $1', [first?.id])).toEqual({ status: 'paid', outside: true });
    await subscriptions.voidInvoice({ key: `void:${first?.id}`, invoiceId: first?.id ?? '' });
    expect(await row(world.app.db, 'select status from stripe_invoices where id = $1', [first?.id])).toEqual({ status: 'paid' });
    await world.advance(31 * DAY_S);
    await world.settle();
    const second = (await invoicesOf(subjectId)).at(-1);
    expect(second).toMatchObject({ status: 'open' });
    await subscriptions.voidInvoice({ key: `void:${second?.id}`, invoiceId: second?.id ?? '' });
    expect(await row(world.app.db, 'select status from stripe_invoices where id = $1', [second?.id])).toEqual({ status: 'void' });
    await subscriptions.cancel({ key: `end:${subjectId}`, subscriptionId, when: 'now' });
  });
});

describe('an order', () => {
  it('is paid once by card, with what it is for known everywhere', async () => {
    const subjectId = newId();
    const opened = await payments.paymentCheckout({
      key: `order:${subjectId}:1`,
      email: 'guest@mazeru.test',
      lines: [{ name: 'JELLY 参加費', amountYen: 500, quantity: 2 }],
      methods: ['card'],
      purpose: 'order',
      subjectId,
      expiresAt: new Date(world.app.clock.now().getTime() + 1_800_000),
      group: `event_${subjectId}`,
      ...BACK,
    });
    await world.fillIn(opened.url);
    await world.settle();
    expect(await row(world.app.db, 'select status, payment_status as paid, amount_yen as yen from stripe_sessions where id = $1', [opened.sessionId])).toEqual({ status: 'complete', paid: 'paid', yen: 1_000 });
    expect(await row(world.app.db, 'select status, amount_yen as yen from stripe_charges where subject_id = $1', [subjectId])).toEqual({ status: 'succeeded', yen: 1_000 });
  });
});

describe('dues anchored on the 31st', () => {
  it('are charged on the last day of each month, over New Year and on 29 February', async () => {
    const day = (on: string): Date => new Date(`${on}T12:00:00+09:00`);
    const reach = async (at: Date): Promise<void> => {
      world.app.clock.set(at);
      await world.sim.advanceTo(at);
      await world.settle();
      expect(await world.reconcile()).toMatchObject({ differences: 0 });
    };
    await reach(day('2027-12-20'));
    const [person, subjectId] = [await world.app.person(), newId()];
    const { url } = await payments.subscriptionCheckout(wished(person, subjectId, { anchorAt: day('2027-12-31') }));
    await world.fillIn(url);
    await world.settle();
    const months = ['2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31'];
    for (const [before, on] of months.entries()) {
      await reach(new Date(day(on).getTime() - 1_000));
      expect(await charged(subjectId)).toEqual(months.slice(0, before));
      await reach(new Date(day(on).getTime() + 2 * 3_600_000));
      expect(await charged(subjectId)).toEqual(months.slice(0, before + 1));
    }
    expect((await invoicesOf(subjectId)).filter(({ yen }) => yen > 0)).toEqual(months.map(() => expect.objectContaining({ status: 'paid', yen: 1_000, charge: 'succeeded' })));
    expect(await row(world.app.db, `select period_end as until from stripe_subscriptions where subject_id = $1`, [subjectId])).toEqual({ until: day('2028-04-30') });
  });
});

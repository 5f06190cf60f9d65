import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSim } from '../support/sim.js';
import { at, day, DAY_S, HOUR_S, INVOICE_PAID, openScene, periodEnd, type Scene } from './billing-scene.js';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.sim.stop());

describe('dues by card', () => {
  it('begin with a paid invoice, told in order', async () => {
    const customer = await scene.payer();
    const since = await scene.mark();
    const subscription = await scene.subscribe(customer.id, {
      metadata: { memberId: 'm1' },
      expand: ['latest_invoice.payments', 'latest_invoice.confirmation_secret'],
    });
    expect(subscription.status).toBe('active');
    expect(day(periodEnd(subscription))).toBe('2026-12-21');
    const invoice = subscription.latest_invoice;
    if (invoice === null || typeof invoice === 'string') throw new Error('not expanded');
    expect(invoice).toMatchObject({
      status: 'paid',
      amount_paid: 1000,
      amount_remaining: 0,
      billing_reason: 'subscription_create',
      number: expect.stringMatching(/^[0-9A-Z]{8}-0001$/),
    });
    expect(invoice.parent?.subscription_details).toMatchObject({ subscription: subscription.id, metadata: { memberId: 'm1' } });
    expect(invoice.payments?.data[0]).toMatchObject({ status: 'paid', amount_paid: 1000, payment: { type: 'payment_intent' } });
    expect(invoice.confirmation_secret?.client_secret).toMatch(/^pi_.+_secret_/);
    expect(await scene.told(since)).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      ...INVOICE_PAID,
      'customer.subscription.updated',
      'charge.updated',
    ]);
    const [created] = await scene.events('customer.subscription.created');
    expect(created?.data.object).toMatchObject({ status: 'incomplete' });
  });

  it('are renewed: a draft for an hour, then charged', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    const since = await scene.mark();
    await scene.sim.advanceTo(periodEnd(subscription));
    const draft = await scene.newest(subscription);
    expect(draft).toMatchObject({
      status: 'draft',
      billing_reason: 'subscription_cycle',
      amount_due: 1000,
      automatically_finalizes_at: periodEnd(subscription) + HOUR_S,
    });
    await scene.sim.advance(HOUR_S);
    expect(await scene.stripe.invoices.retrieve(draft.id)).toMatchObject({ status: 'paid', amount_paid: 1000, attempt_count: 1 });
    const told = await scene.told(since);
    expect(told.filter((type) => type !== 'balance.available')).toEqual([
      'invoice.upcoming',
      'invoice.created',
      'customer.subscription.updated',
      'invoice.finalized',
      'payment_intent.created',
      ...INVOICE_PAID,
      'charge.updated',
    ]);
    const [moved] = (await scene.events('customer.subscription.updated')).slice(-1);
    expect(Object.keys(moved?.data.previous_attributes ?? {}).sort()).toEqual(['items', 'latest_invoice']);
  });

  it('that fail are tried again after 3, 5 and 7 days, and are unpaid when none succeeds', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.replaceCard(customer.id, 'pm_card_chargeCustomerFail');
    await scene.sim.advanceTo(periodEnd(subscription));
    const since = await scene.mark();
    await scene.sim.advance(HOUR_S);
    const first = await scene.newest(subscription);
    const tried = scene.sim.now();
    expect(first).toMatchObject({ status: 'open', attempted: true, attempt_count: 1, next_payment_attempt: tried + 3 * DAY_S });
    expect((await scene.reload(subscription)).status).toBe('past_due');
    expect(await scene.told(since)).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.updated',
      'invoice.payment_failed',
      'customer.subscription.updated',
    ]);
    await scene.sim.advance(3 * DAY_S);
    expect(await scene.newest(subscription)).toMatchObject({ attempt_count: 2, next_payment_attempt: tried + 8 * DAY_S });
    await scene.sim.advance(5 * DAY_S);
    expect(await scene.newest(subscription)).toMatchObject({ attempt_count: 3, next_payment_attempt: tried + 15 * DAY_S });
    await scene.sim.advance(7 * DAY_S);
    expect(await scene.newest(subscription)).toMatchObject({ attempt_count: 4, next_payment_attempt: null, status: 'open' });
    expect((await scene.reload(subscription)).status).toBe('unpaid');
    const last = (await scene.events('customer.subscription.updated')).at(-1);
    expect(last?.data).toMatchObject({ object: { status: 'unpaid' }, previous_attributes: { status: 'past_due' } });

    // While unpaid, renewals stay drafts and nothing is tried.
    await scene.sim.advanceTo(at('2027-01-21T03:00:00Z'));
    expect(await scene.newest(subscription)).toMatchObject({ status: 'draft', auto_advance: false, attempt_count: 0 });

    // A good card and the open debt bring it back.
    await scene.replaceCard(customer.id, 'pm_card_jp');
    await scene.stripe.invoices.pay(first.id);
    expect((await scene.reload(subscription)).status).toBe('active');
    await scene.sim.advanceTo(at('2027-02-21T03:00:00Z'));
    expect(await scene.newest(subscription)).toMatchObject({ status: 'paid' });
  });

  it('recover by themselves when the card is replaced before the next try', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.replaceCard(customer.id, 'pm_card_chargeCustomerFail');
    await scene.sim.advanceTo(periodEnd(subscription) + HOUR_S);
    await scene.replaceCard(customer.id, 'pm_card_jp');
    expect((await scene.reload(subscription)).status).toBe('past_due');
    const since = await scene.mark();
    await scene.sim.advance(3 * DAY_S);
    expect(await scene.newest(subscription)).toMatchObject({ status: 'paid', attempt_count: 2, next_payment_attempt: null });
    expect((await scene.told(since)).slice(0, 7)).toEqual([
      ...INVOICE_PAID,
      'customer.subscription.updated',
    ]);
    expect((await scene.reload(subscription)).status).toBe('active');
  });

  it('end or stay past due after the last try, as the settings say', async () => {
    const [leaver, stayer] = [await scene.payer(), await scene.payer()];
    const lost = await scene.subscribe(leaver.id);
    await scene.sim.post('/_sim/billing', { afterRetries: 'canceled' });
    await scene.replaceCard(leaver.id, 'pm_card_chargeCustomerFail');
    await scene.sim.advanceTo(periodEnd(lost) + 16 * DAY_S);
    expect(await scene.reload(lost)).toMatchObject({ status: 'canceled', cancellation_details: { reason: 'payment_failed' } });
    expect(await scene.newest(lost)).toMatchObject({ status: 'open', auto_advance: false });
    expect(await scene.events('customer.subscription.deleted')).toHaveLength(1);

    await scene.sim.post('/_sim/billing', { afterRetries: 'past_due' });
    const kept = await scene.subscribe(stayer.id);
    await scene.replaceCard(stayer.id, 'pm_card_chargeCustomerFail');
    await scene.sim.advanceTo(periodEnd(kept) + 16 * DAY_S);
    expect((await scene.reload(kept)).status).toBe('past_due');
  });
});

it('dues go on after a restart in the middle of a retry', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'stripe-sim-'));
  const first = await startSim({ dir });
  const price = await first.stripe.prices.create({
    currency: 'jpy',
    unit_amount: 1000,
    product_data: { name: '組合費' },
    recurring: { interval: 'month' },
  });
  const customer = await first.stripe.customers.create({
    payment_method: 'pm_card_jp',
    invoice_settings: { default_payment_method: 'pm_card_jp' },
  });
  const subscription = await first.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  const bad = await first.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id });
  await first.stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: bad.id } });
  await first.advanceTo(periodEnd(subscription) + HOUR_S);
  await first.stop();

  const second = await startSim({ dir });
  expect((await second.stripe.subscriptions.retrieve(subscription.id)).status).toBe('past_due');
  const good = await second.stripe.paymentMethods.attach('pm_card_jp', { customer: customer.id });
  await second.stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: good.id } });
  await second.advance(3 * DAY_S);
  expect((await second.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  await second.stripe.subscriptions.update(subscription.id, {
    items: [{ id: subscription.items.data[0]?.id ?? '', quantity: 2 }],
    proration_behavior: 'none',
  });
  await second.advance(31 * DAY_S);
  expect((await second.stripe.invoices.list({ subscription: subscription.id })).data.map(({ status, total }) => [status, total])).toEqual([
    ['paid', 2000],
    ['paid', 1000],
    ['paid', 1000],
  ]);
  await second.stop();
  rmSync(dir, { recursive: true });
});

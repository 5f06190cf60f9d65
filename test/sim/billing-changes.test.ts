import type Stripe from 'stripe';
import { at, day, DAY_S, HOUR_S, openScene, periodEnd, type Scene } from './billing-scene.js';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene('2026-11-01T00:00:00Z');
});
afterEach(() => scene.sim.stop());

const itemOf = (subscription: Stripe.Subscription): string => subscription.items.data[0]?.id ?? '';
const amounts = (invoice: Stripe.Invoice | undefined): number[] => invoice?.lines.data.map(({ amount }) => amount) ?? [];

describe('a change of tier', () => {
  it('credits and debits what is left of the month, and rides on the next invoice', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.sim.advance(10 * DAY_S);
    const since = await scene.mark();
    const changed = await scene.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: scene.senior.id }],
    });
    expect(changed).toMatchObject({ status: 'active', items: { data: [{ id: itemOf(subscription), price: { unit_amount: 3000 } }] } });
    expect(await scene.told(since)).toEqual(['customer.subscription.updated', 'invoiceitem.created', 'invoiceitem.created']);
    const [updated] = (await scene.events('customer.subscription.updated')).slice(-1);
    expect(updated?.data.previous_attributes).toMatchObject({ items: { data: [{ price: { unit_amount: 1000 } }] } });
    // 20 of 30 days: −1000 × 2/3 and 3000 × 2/3.
    const waiting = await scene.stripe.invoiceItems.list({ customer: customer.id, pending: true });
    expect(waiting.data.map(({ amount, proration }) => [amount, proration]).sort()).toEqual([
      [-667, true],
      [2000, true],
    ]);
    await scene.sim.advanceTo(periodEnd(subscription) + HOUR_S);
    const next = await scene.newest(subscription);
    expect(amounts(next).sort((one, other) => one - other)).toEqual([-667, 2000, 3000]);
    expect(next).toMatchObject({ total: 4333, status: 'paid' });
    expect((await scene.stripe.invoiceItems.list({ customer: customer.id, pending: true })).data).toEqual([]);
  });

  it('is charged at once with always_invoice, and foretold by the preview to the yen', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.sim.advance(10 * DAY_S);
    const change = { items: [{ id: itemOf(subscription), price: scene.senior.id }], proration_behavior: 'always_invoice' as const };
    const preview = await scene.stripe.invoices.createPreview({ subscription: subscription.id, subscription_details: change });
    expect(preview).toMatchObject({
      amount_due: 1333,
      status: 'draft',
      parent: { subscription_details: { subscription: subscription.id } },
    });
    expect(amounts(preview)).toEqual([-667, 2000]);
    const since = await scene.mark();
    await scene.stripe.subscriptions.update(subscription.id, change);
    expect(await scene.newest(subscription)).toMatchObject({
      status: 'paid',
      amount_paid: preview.amount_due,
      billing_reason: 'subscription_update',
    });
    expect((await scene.told(since)).slice(0, 4)).toEqual([
      'customer.subscription.updated',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
    ]);
  });

  it('credits only what was really charged when it changes again and again', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    const to = (price: Stripe.Price): Promise<Stripe.Subscription> =>
      scene.stripe.subscriptions.update(subscription.id, {
        items: [{ id: itemOf(subscription), price: price.id }],
        proration_behavior: 'always_invoice',
      });
    await scene.sim.advance(10 * DAY_S);
    await to(scene.senior);
    await scene.sim.advance(10 * DAY_S);
    await to(scene.junior);
    const down = await scene.newest(subscription);
    // 10 of 30 days: −3000 × 1/3 + 1000 × 1/3; the credit waits for the next invoice.
    expect(amounts(down)).toEqual([-1000, 333]);
    expect(down).toMatchObject({ status: 'paid', amount_due: 0, ending_balance: -667 });
    await scene.sim.advanceTo(periodEnd(subscription) + HOUR_S);
    expect(await scene.newest(subscription)).toMatchObject({
      total: 1000,
      starting_balance: -667,
      amount_due: 333,
      amount_paid: 333,
      ending_balance: 0,
    });
    // Paid over the first month: a third of it as senior, the rest as junior.
    const paid = (await scene.invoicesOf(subscription.id)).reduce((sum, invoice) => sum + invoice.amount_paid, 0);
    expect(paid).toBe(1000 + 1333 + 333);
  });

  it('without proration costs nothing until the next month', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.sim.advance(5 * DAY_S);
    await scene.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: scene.senior.id }],
      proration_behavior: 'none',
    });
    const preview = await scene.stripe.invoices.createPreview({ subscription: subscription.id });
    expect(amounts(preview)).toEqual([3000]);
    await scene.sim.advanceTo(periodEnd(subscription) + HOUR_S);
    expect(amounts(await scene.newest(subscription))).toEqual([3000]);
  });

  it('gives no credit for a first part month that was free', async () => {
    const customer = await scene.payer();
    const anchor = at('2026-11-30T00:00:00Z');
    const subscription = await scene.subscribe(customer.id, { billing_cycle_anchor: anchor, proration_behavior: 'none' });
    expect(subscription).toMatchObject({ status: 'active', latest_invoice: null });
    await scene.stripe.subscriptions.update(subscription.id, { items: [{ id: itemOf(subscription), price: scene.senior.id }] });
    const waiting = await scene.stripe.invoiceItems.list({ customer: customer.id, pending: true });
    expect(waiting.data.every(({ amount }) => amount > 0)).toBe(true);
  });

  it('waits for its payment with pending_if_incomplete, and is made when the payment comes', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.sim.advance(10 * DAY_S);
    await scene.replaceCard(customer.id, 'pm_card_chargeCustomerFail');
    const held = await scene.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: scene.senior.id }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
    });
    expect(held).toMatchObject({
      status: 'active',
      items: { data: [{ price: { unit_amount: 1000 } }] },
      pending_update: { expires_at: scene.sim.now() + 23 * HOUR_S, subscription_items: [{ price: { unit_amount: 3000 } }] },
    });
    const invoice = await scene.newest(subscription);
    expect(invoice).toMatchObject({ status: 'open', amount_due: 1333 });
    await scene.replaceCard(customer.id, 'pm_card_jp');
    await scene.stripe.invoices.pay(invoice.id);
    expect(await scene.reload(subscription)).toMatchObject({ pending_update: null, items: { data: [{ price: { unit_amount: 3000 } }] } });
    expect(await scene.events('customer.subscription.pending_update_applied')).toHaveLength(1);
  });

  it('is dropped after 23 hours when its payment does not come', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.replaceCard(customer.id, 'pm_card_chargeCustomerFail');
    await scene.sim.advance(10 * DAY_S);
    await scene.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: scene.senior.id }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
    });
    await scene.sim.advance(23 * HOUR_S);
    expect(await scene.reload(subscription)).toMatchObject({
      status: 'active',
      pending_update: null,
      items: { data: [{ price: { unit_amount: 1000 } }] },
    });
    expect(await scene.newest(subscription)).toMatchObject({ status: 'void' });
    expect(await scene.events('customer.subscription.pending_update_expired')).toHaveLength(1);
  });

  it('is made at once and past due when its payment fails without holding, and refused with error_if_incomplete', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.replaceCard(customer.id, 'pm_card_chargeCustomerFail');
    await scene.sim.advance(10 * DAY_S);
    const change = { items: [{ id: itemOf(subscription), price: scene.senior.id }], proration_behavior: 'always_invoice' as const };
    await expect(
      scene.stripe.subscriptions.update(subscription.id, { ...change, payment_behavior: 'error_if_incomplete' }),
    ).rejects.toMatchObject({ type: 'StripeCardError', statusCode: 402 });
    expect(await scene.reload(subscription)).toMatchObject({ status: 'active', items: { data: [{ price: { unit_amount: 1000 } }] } });
    const late = await scene.stripe.subscriptions.update(subscription.id, change);
    expect(late).toMatchObject({ status: 'past_due', items: { data: [{ price: { unit_amount: 3000 } }] } });
  });

  it('from month to year begins the time anew', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.sim.advance(15 * DAY_S);
    const yearly = await scene.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: scene.yearly.id }],
    });
    expect(day(periodEnd(yearly))).toBe('2027-11-16');
    expect(amounts(await scene.newest(subscription))).toEqual([-500, 12_000]);
  });

  it('through the routes of items does the same', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.sim.advance(15 * DAY_S);
    const more = await scene.stripe.subscriptionItems.create({ subscription: subscription.id, price: scene.senior.id });
    expect((await scene.stripe.subscriptionItems.list({ subscription: subscription.id })).data).toHaveLength(2);
    await scene.stripe.subscriptionItems.update(more.id, { quantity: 2 });
    await scene.stripe.subscriptionItems.del(more.id);
    const waiting = await scene.stripe.invoiceItems.list({ customer: customer.id, pending: true, limit: 100 });
    expect(waiting.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    scene.sim.expectRefusal(/Cannot add multiple/);
    await expect(scene.stripe.subscriptionItems.create({ subscription: subscription.id, price: scene.junior.id })).rejects.toThrow(
      'Cannot add multiple',
    );
  });
});

describe('an end, and a pause', () => {
  it('at the end of the period: said before, ended by the clock, and taken back in time', async () => {
    const customer = await scene.payer();
    const [leaver, stayer] = [await scene.subscribe(customer.id), await scene.subscribe(customer.id)];
    for (const { id } of [leaver, stayer]) {
      const leaving = await scene.stripe.subscriptions.update(id, { cancel_at_period_end: true });
      expect(leaving).toMatchObject({
        status: 'active',
        cancel_at: periodEnd(leaver),
        cancellation_details: { reason: 'cancellation_requested' },
      });
    }
    expect(await scene.stripe.subscriptions.update(stayer.id, { cancel_at_period_end: false })).toMatchObject({
      cancel_at: null,
      canceled_at: null,
    });
    const since = await scene.mark();
    await scene.sim.advanceTo(periodEnd(leaver) + HOUR_S);
    expect(await scene.reload(leaver)).toMatchObject({ status: 'canceled', ended_at: periodEnd(leaver) });
    expect(await scene.invoicesOf(leaver.id)).toHaveLength(1);
    expect(await scene.reload(stayer)).toMatchObject({ status: 'active' });
    expect((await scene.told(since)).filter((type) => type === 'customer.subscription.deleted')).toHaveLength(1);
    expect((await scene.stripe.subscriptions.list({ customer: customer.id })).data.map(({ id }) => id)).toEqual([stayer.id]);
    expect((await scene.stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toHaveLength(2);
  });

  it('at once: no more events but one, and not twice', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    const since = await scene.mark();
    expect(await scene.stripe.subscriptions.cancel(subscription.id)).toMatchObject({ status: 'canceled' });
    expect(await scene.told(since)).toEqual(['customer.subscription.deleted']);
    await expect(scene.stripe.subscriptions.cancel(subscription.id)).rejects.toMatchObject({ statusCode: 404 });
    await scene.sim.advance(60 * DAY_S);
    expect(await scene.invoicesOf(subscription.id)).toHaveLength(1);
  });

  it('of the customer ends what they had', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.stripe.customers.del(customer.id);
    expect((await scene.reload(subscription)).status).toBe('canceled');
  });

  it.each([
    ['void', 'void'],
    ['mark_uncollectible', 'uncollectible'],
    ['keep_as_draft', 'draft'],
  ] as const)('pausing the collection with %s leaves invoices %s until it resumes by itself', async (behavior, status) => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    const paused = await scene.stripe.subscriptions.update(subscription.id, {
      pause_collection: { behavior, resumes_at: at('2027-01-15T00:00:00Z') },
    });
    expect(paused).toMatchObject({ status: 'active', pause_collection: { behavior } });
    await scene.sim.advanceTo(at('2026-12-02T00:00:00Z'));
    expect(await scene.newest(subscription)).toMatchObject({ status, attempted: false });
    await scene.sim.advanceTo(at('2027-02-02T00:00:00Z'));
    expect(await scene.reload(subscription)).toMatchObject({ status: 'active', pause_collection: null });
    expect(await scene.newest(subscription)).toMatchObject({ status: 'paid' });
  });

  it('a paused subscription makes no invoices, and goes on with a new period when it is resumed', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.sim.advance(15 * DAY_S);
    const since = await scene.mark();
    const paused = await scene.stripe.subscriptions.pause(subscription.id, {
      type: 'subscription',
      bill_for: { unused_time_from: { type: 'none' } },
    });
    expect(paused).toMatchObject({
      status: 'paused',
      status_details: { paused: { type: 'subscription', subscription: { type: 'pause_requested' } } },
    });
    expect(await scene.told(since)).toEqual(['customer.subscription.updated', 'customer.subscription.paused']);
    await scene.sim.advance(90 * DAY_S);
    expect(await scene.invoicesOf(subscription.id)).toHaveLength(1);
    const resumed = await scene.stripe.subscriptions.resume(subscription.id, { billing_cycle_anchor: { type: 'now' } });
    expect(resumed).toMatchObject({ status: 'active', billing_cycle_anchor: scene.sim.now() });
    expect(resumed.status_details).toBeUndefined();
    expect(await scene.newest(subscription)).toMatchObject({ status: 'paid', amount_paid: 1000 });
    expect(await scene.events('customer.subscription.resumed')).toHaveLength(1);
    await scene.sim.advance(32 * DAY_S);
    expect(await scene.invoicesOf(subscription.id)).toHaveLength(3);
  });

  it('gives the unused time of a pause back, and resumes on the old day when that is wished', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.sim.advance(15 * DAY_S);
    await scene.stripe.subscriptions.pause(subscription.id, { type: 'subscription' });
    expect((await scene.stripe.invoiceItems.list({ customer: customer.id, pending: true })).data).toMatchObject([
      { amount: -500, proration: true },
    ]);
    await scene.sim.advanceTo(at('2026-12-16T12:00:00Z'));
    const resumed = await scene.stripe.subscriptions.resume(subscription.id, { billing_cycle_anchor: { type: 'unchanged' } });
    expect(day(periodEnd(resumed))).toBe('2027-01-01');
    // 15.5 of 31 days, less the credit: nothing to charge.
    expect(await scene.newest(subscription)).toMatchObject({ total: 0, status: 'paid' });
  });

  it('resumes only when paid, where that is wished', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.stripe.subscriptions.pause(subscription.id, { type: 'subscription', bill_for: { unused_time_from: { type: 'none' } } });
    await scene.replaceCard(customer.id, 'pm_card_chargeCustomerFail');
    const waits = await scene.stripe.subscriptions.resume(subscription.id, { payment_behavior: 'resume_on_payment_success' });
    expect(waits.status).toBe('paused');
    await scene.replaceCard(customer.id, 'pm_card_jp');
    await scene.stripe.invoices.pay((await scene.newest(subscription)).id);
    expect((await scene.reload(subscription)).status).toBe('active');
  });
});

describe('a first payment', () => {
  it('that fails leaves the subscription incomplete, and void after 23 hours', async () => {
    const customer = await scene.payer('pm_card_chargeCustomerFail');
    const subscription = await scene.subscribe(customer.id);
    expect(subscription.status).toBe('incomplete');
    expect(await scene.newest(subscription)).toMatchObject({ status: 'open', attempt_count: 1, next_payment_attempt: null });
    await scene.sim.advance(23 * HOUR_S);
    expect((await scene.reload(subscription)).status).toBe('incomplete_expired');
    expect(await scene.newest(subscription)).toMatchObject({ status: 'void' });
  });

  it('waits for the payer with default_incomplete, and is refused without a card otherwise', async () => {
    const customer = await scene.stripe.customers.create({ email: 'ken@mazeru.example' });
    await expect(scene.subscribe(customer.id)).rejects.toMatchObject({ code: 'resource_missing' });
    const subscription = await scene.subscribe(customer.id, {
      payment_behavior: 'default_incomplete',
      expand: ['latest_invoice.confirmation_secret'],
    });
    expect(subscription.status).toBe('incomplete');
    const invoice = await scene.newest(subscription);
    await scene.stripe.invoices.pay(invoice.id, { payment_method: 'pm_card_jp' });
    expect((await scene.reload(subscription)).status).toBe('active');
  });

  it('is refused whole with error_if_incomplete', async () => {
    const customer = await scene.payer('pm_card_chargeCustomerFail');
    await expect(scene.subscribe(customer.id, { payment_behavior: 'error_if_incomplete' })).rejects.toMatchObject({
      code: 'card_declined',
    });
    expect((await scene.stripe.subscriptions.list({ status: 'all' })).data).toEqual([]);
  });

  it('comes after a trial, announced three days before', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id, { trial_period_days: 14 });
    expect(subscription).toMatchObject({ status: 'trialing', trial_end: scene.sim.now() + 14 * DAY_S });
    expect(await scene.newest(subscription)).toMatchObject({ status: 'paid', total: 0 });
    await scene.sim.advance(11 * DAY_S);
    expect(await scene.events('customer.subscription.trial_will_end')).toHaveLength(1);
    await scene.sim.advance(3 * DAY_S + HOUR_S);
    expect(await scene.reload(subscription)).toMatchObject({ status: 'active' });
    expect(await scene.newest(subscription)).toMatchObject({ status: 'paid', amount_paid: 1000, billing_reason: 'subscription_cycle' });
  });

  it('after a trial without a card ends or pauses the subscription, as it was set', async () => {
    const customer = await scene.stripe.customers.create({});
    const trial = (missing_payment_method: 'cancel' | 'pause'): Promise<Stripe.Subscription> =>
      scene.subscribe(customer.id, { trial_period_days: 5, trial_settings: { end_behavior: { missing_payment_method } } });
    const [ends, pauses] = [await trial('cancel'), await trial('pause')];
    await scene.sim.advance(6 * DAY_S);
    expect((await scene.reload(ends)).status).toBe('canceled');
    expect((await scene.reload(pauses)).status).toBe('paused');
  });
});

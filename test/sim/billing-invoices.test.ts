import type Stripe from 'stripe';
import { at, day, DAY_S, fill, HOUR_S, INVOICE_PAID, open, openScene, typedCard, type Scene } from './billing-scene.js';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene('2026-11-01T00:00:00Z');
});
afterEach(() => scene.sim.stop());

const KONBINI = { payment_settings: { payment_method_types: ['konbini', 'customer_balance', 'card'] } } as const;

/** Dues by invoice: finalised an hour after the start, due after 14 days. */
async function byInvoice(
  email = 'fill_never@mazeru.example',
): Promise<{ customer: Stripe.Customer; subscription: Stripe.Subscription; invoice: Stripe.Invoice }> {
  const customer = await scene.stripe.customers.create({ email, name: '佐藤 花' });
  const subscription = await scene.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: scene.senior.id }],
    collection_method: 'send_invoice',
    days_until_due: 14,
    payment_settings: { payment_method_types: [...KONBINI.payment_settings.payment_method_types] },
  });
  expect(subscription.status).toBe('active');
  expect(await scene.newest(subscription)).toMatchObject({ status: 'draft', collection_method: 'send_invoice' });
  await scene.sim.advance(HOUR_S);
  return { customer, subscription, invoice: await scene.newest(subscription) };
}

describe('dues by invoice', () => {
  it('are sent, and paid with a konbini slip from the page of the invoice', async () => {
    const since = await scene.mark();
    const { subscription, invoice } = await byInvoice();
    expect(invoice).toMatchObject({
      status: 'open',
      amount_due: 3000,
      due_date: scene.sim.now() + 14 * DAY_S,
      next_payment_attempt: null,
      attempted: false,
    });
    expect((await scene.told(since)).slice(1)).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'invoice.sent',
    ]);
    const page = await open(invoice.hosted_invoice_url ?? '');
    expect(page.text).toContain('コンビニ払い');
    const slip = await fill(invoice.hosted_invoice_url ?? '', { method: 'konbini', billingName: '佐藤 花' });
    expect(slip.leadsTo).toContain('/voucher/pi_');
    expect((await scene.newest(subscription)).status).toBe('open');
    const mark = await scene.mark();
    await fill(`${slip.leadsTo}/payment`);
    expect(await scene.newest(subscription)).toMatchObject({ status: 'paid', amount_paid: 3000 });
    expect(await scene.told(mark)).toEqual([...INVOICE_PAID, 'charge.updated']);
    expect((await open(invoice.hosted_invoice_url ?? '')).text).toContain('お支払い済み');
  });

  it('stay open when the slip expires, and take another way', async () => {
    const { subscription, invoice } = await byInvoice();
    const slip = await fill(invoice.hosted_invoice_url ?? '', { method: 'konbini', billingName: '佐藤 花' });
    await fill(`${slip.leadsTo}/expiry`);
    expect(await scene.newest(subscription)).toMatchObject({ status: 'open' });
    expect((await scene.reload(subscription)).status).toBe('active');
    expect(await scene.events('invoice.payment_failed')).toHaveLength(1);
    await fill(invoice.hosted_invoice_url ?? '', typedCard());
    expect(await scene.newest(subscription)).toMatchObject({ status: 'paid' });
  });

  it('are paid by a bank transfer that names the reference', async () => {
    const { customer, subscription, invoice } = await byInvoice();
    await fill(invoice.hosted_invoice_url ?? '', { method: 'customer_balance', billingName: '佐藤 花' });
    expect((await open(invoice.hosted_invoice_url ?? '')).text).toContain('お振込先');
    // Too little pays nothing: an invoice is never paid in part.
    await scene.stripe.testHelpers.customers.fundCashBalance(customer.id, { amount: 1000, currency: 'jpy' });
    expect((await scene.newest(subscription)).status).toBe('open');
    await scene.stripe.testHelpers.customers.fundCashBalance(customer.id, { amount: 2000, currency: 'jpy' });
    expect((await scene.newest(subscription)).status).toBe('paid');
  });

  it('are past due when the day has gone, unpaid when it is long gone, and in order again when paid', async () => {
    const { subscription, invoice } = await byInvoice();
    await scene.sim.advance(14 * DAY_S);
    expect((await scene.reload(subscription)).status).toBe('past_due');
    expect(await scene.events('invoice.overdue')).toHaveLength(1);
    await scene.sim.advance(60 * DAY_S);
    expect((await scene.reload(subscription)).status).toBe('unpaid');
    // A later invoice is open too: the newest debt decides.
    const open_ = (await scene.invoicesOf(subscription.id)).filter(({ status }) => status === 'open');
    expect(open_[0]?.id).toBe(invoice.id);
    for (const { id } of open_) await scene.stripe.invoices.pay(id, { paid_out_of_band: true });
    expect((await scene.reload(subscription)).status).toBe('active');
  });

  it('are settled outside of Stripe without a payment', async () => {
    const { subscription, invoice } = await byInvoice();
    const since = await scene.mark();
    const paid = await scene.stripe.invoices.pay(invoice.id, { paid_out_of_band: true, expand: ['payments'] });
    expect(paid).toMatchObject({
      status: 'paid',
      amount_remaining: 0,
      amount_paid_off_stripe: 3000,
      payments: { data: [{ status: 'canceled' }] },
    });
    expect(await scene.told(since)).toEqual(['invoice.updated', 'invoice.paid', 'payment_intent.canceled']);
    await expect(scene.stripe.invoices.pay(invoice.id)).rejects.toThrow('already paid');
    expect((await scene.reload(subscription)).status).toBe('active');
    expect((await scene.stripe.balance.retrieve()).pending[0]?.amount).toBe(0);
  });

  it('are forgiven: void or uncollectible, and the subscription is in order', async () => {
    for (const act of ['voidInvoice', 'markUncollectible'] as const) {
      const { subscription, invoice } = await byInvoice();
      await scene.sim.advance(14 * DAY_S);
      expect((await scene.reload(subscription)).status).toBe('past_due');
      const closed = await scene.stripe.invoices[act](invoice.id);
      expect(closed.status).toBe(act === 'voidInvoice' ? 'void' : 'uncollectible');
      expect((await scene.reload(subscription)).status).toBe('active');
    }
    expect(await scene.events('invoice.voided')).toHaveLength(1);
    expect(await scene.events('invoice.marked_uncollectible')).toHaveLength(1);
  });
});

describe('an invoice by hand', () => {
  it('is drafted, filled, finalised, numbered in turn and paid', async () => {
    const customer = await scene.payer();
    const draft = await scene.stripe.invoices.create({ customer: customer.id, metadata: { kind: 'course' } });
    await scene.stripe.invoiceItems.create({
      customer: customer.id,
      invoice: draft.id,
      amount: 3000,
      currency: 'jpy',
      description: '講座',
    });
    const typo = await scene.stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 30_000, currency: 'jpy' });
    await scene.stripe.invoiceItems.update(typo.id, { amount: 500 });
    expect(await scene.stripe.invoices.retrieve(draft.id)).toMatchObject({
      total: 3500,
      status: 'draft',
      number: null,
      billing_reason: 'manual',
      parent: null,
    });
    await scene.stripe.invoiceItems.del(typo.id);
    const final = await scene.stripe.invoices.finalizeInvoice(draft.id);
    expect(final).toMatchObject({ status: 'open', total: 3000, number: `${customer.invoice_prefix ?? ''}-0001` });
    await expect(scene.stripe.invoices.update(draft.id, { due_date: at('2027-01-01T00:00:00Z') })).rejects.toMatchObject({
      code: 'invoice_not_editable',
    });
    expect(await scene.stripe.invoices.pay(draft.id)).toMatchObject({ status: 'paid' });
    const back = await scene.stripe.invoicePayments.list({ invoice: draft.id });
    const intent = back.data[0]?.payment.payment_intent;
    if (typeof intent !== 'string') throw new Error('no payment intent');
    expect((await scene.stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intent } })).data).toMatchObject([
      { invoice: draft.id, status: 'paid' },
    ]);
    const second = await scene.stripe.invoices.create({ customer: customer.id });
    expect(await scene.stripe.invoices.finalizeInvoice(second.id)).toMatchObject({
      number: `${customer.invoice_prefix ?? ''}-0002`,
      status: 'paid',
      total: 0,
    });
  });

  it('that a card declines answers 402 and stays open; a draft can be thrown away', async () => {
    const customer = await scene.payer('pm_card_chargeCustomerFail');
    const draft = await scene.stripe.invoices.create({ customer: customer.id });
    await scene.stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 3000, currency: 'jpy' });
    await expect(scene.stripe.invoices.pay(draft.id)).rejects.toMatchObject({ type: 'StripeCardError', code: 'card_declined' });
    expect(await scene.stripe.invoices.retrieve(draft.id)).toMatchObject({ status: 'open', attempt_count: 1 });
    const other = await scene.stripe.invoices.create({ customer: customer.id });
    expect(await scene.stripe.invoices.del(other.id)).toMatchObject({ deleted: true });
    await expect(scene.stripe.invoices.retrieve(other.id)).rejects.toMatchObject({ code: 'resource_missing' });
  });

  it('of less than 50 yen is carried to the next one', async () => {
    const customer = await scene.payer();
    for (const yen of [30, 40]) {
      await scene.stripe.invoiceItems.create({ customer: customer.id, amount: yen, currency: 'jpy' });
      const draft = await scene.stripe.invoices.create({ customer: customer.id, pending_invoice_items_behavior: 'include' });
      await scene.stripe.invoices.finalizeInvoice(draft.id);
    }
    const [second, first] = (await scene.stripe.invoices.list({ customer: customer.id })).data;
    expect(first).toMatchObject({ total: 30, amount_due: 0, status: 'paid', ending_balance: 30 });
    expect(second).toMatchObject({ total: 40, amount_due: 70, status: 'open', starting_balance: 30 });
  });

  it('asks for 3-D Secure on the page, and refuses it off the page', async () => {
    const customer = await scene.payer('pm_card_threeDSecureRequired');
    const subscription = await scene.subscribe(customer.id);
    expect(subscription.status).toBe('incomplete');
    const invoice = await scene.newest(subscription);
    expect(await scene.events('invoice.payment_action_required')).toHaveLength(1);
    const asked = await fill(invoice.hosted_invoice_url ?? '', typedCard('4000002760003184'));
    const passed = await fill(asked.leadsTo, { passed: 'true' });
    expect((await open(passed.leadsTo)).text).toContain('お支払い済み');
    expect((await scene.reload(subscription)).status).toBe('active');
  });
});

describe('a bad day', () => {
  it('a card that was taken away is not charged: the invoice fails, and the clock goes on', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    for (const { id } of (await scene.stripe.customers.listPaymentMethods(customer.id)).data) await scene.stripe.paymentMethods.detach(id);
    await scene.sim.advance(31 * DAY_S);
    expect(await scene.newest(subscription)).toMatchObject({ status: 'open', attempt_count: 1 });
    expect((await scene.reload(subscription)).status).toBe('past_due');
    const stranger = await scene.stripe.paymentMethods.attach('pm_card_jp', { customer: (await scene.payer()).id });
    await expect(scene.stripe.subscriptions.update(subscription.id, { default_payment_method: stranger.id })).rejects.toThrow('attached');
  });

  it('an amount that no wished method takes can still be paid by card', async () => {
    const customer = await scene.stripe.customers.create({ email: 'hana@mazeru.example' });
    const draft = await scene.stripe.invoices.create({
      customer: customer.id,
      collection_method: 'send_invoice',
      days_until_due: 7,
      auto_advance: true,
      payment_settings: { payment_method_types: ['konbini'] },
    });
    await scene.stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 100, currency: 'jpy' });
    await scene.sim.advance(HOUR_S);
    const sent = await scene.stripe.invoices.retrieve(draft.id);
    expect(sent.status).toBe('open');
    await fill(sent.hosted_invoice_url ?? '', typedCard());
    expect((await scene.stripe.invoices.retrieve(draft.id)).status).toBe('paid');
  });
});

describe('the calendar', () => {
  it('bills the 31st on the last day of shorter months, over the year and the leap day', async () => {
    await scene.sim.advanceTo(at('2027-10-31T03:00:00Z'));
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.sim.advanceTo(at('2028-04-01T00:00:00Z'));
    const starts = (await scene.invoicesOf(subscription.id)).map((invoice) => day(invoice.lines.data[0]?.period.start ?? 0));
    expect(starts).toEqual(['2027-10-31', '2027-11-30', '2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31']);
    expect((await scene.invoicesOf(subscription.id)).every(({ status, amount_paid }) => status === 'paid' && amount_paid === 1000)).toBe(
      true,
    );
  });

  it('bills a year from 29 February on the 28th', async () => {
    await scene.sim.advanceTo(at('2028-02-29T03:00:00Z'));
    const customer = await scene.payer();
    const subscription = await scene.stripe.subscriptions.create({ customer: customer.id, items: [{ price: scene.yearly.id }] });
    await scene.sim.advanceTo(at('2032-03-01T00:00:00Z'));
    const starts = (await scene.invoicesOf(subscription.id)).map((invoice) => day(invoice.lines.data[0]?.period.start ?? 0));
    expect(starts).toEqual(['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']);
  });

  it('runs a year of forty people in order, and the money adds up', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => scene.payer()));
    for (const { id } of people) await scene.subscribe(id);
    await scene.sim.advanceTo(at('2027-11-01T00:00:00Z'));
    const paid: Stripe.Invoice[] = [];
    for await (const invoice of scene.stripe.invoices.list({ status: 'paid', limit: 100 })) paid.push(invoice);
    expect(paid).toHaveLength(40 * 12);
    const { available, pending } = await scene.stripe.balance.retrieve();
    expect((available[0]?.amount ?? 0) + (pending[0]?.amount ?? 0)).toBe(40 * 12 * (1000 - 36));
    const times = (await scene.stripe.events.list({ limit: 100 })).data.map(({ created }) => created);
    expect(times).toEqual([...times].sort((one, other) => other - one));
  });

  it('of a test clock is apart from everybody else', async () => {
    const clock = await scene.stripe.testHelpers.testClocks.create({ frozen_time: at('2027-01-31T00:00:00Z'), name: '一年' });
    const there = await scene.stripe.customers.create({
      test_clock: clock.id,
      payment_method: 'pm_card_jp',
      invoice_settings: { default_payment_method: 'pm_card_jp' },
    });
    const here = await scene.payer();
    const [ahead, now] = [await scene.subscribe(there.id), await scene.subscribe(here.id)];
    expect(ahead).toMatchObject({ test_clock: clock.id, created: at('2027-01-31T00:00:00Z') });
    const since = await scene.mark();
    const advancing = await scene.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at('2027-03-01T02:00:00Z') });
    expect(advancing.status).toBe('advancing');
    expect(await scene.stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
      status: 'ready',
      frozen_time: at('2027-03-01T02:00:00Z'),
    });
    const told = await scene.told(since);
    expect([told[0], told.at(-1)]).toEqual(['test_helpers.test_clock.advancing', 'test_helpers.test_clock.ready']);
    expect(await scene.invoicesOf(ahead.id)).toHaveLength(2);
    expect(await scene.newest(ahead)).toMatchObject({ status: 'paid', created: at('2027-02-28T00:00:00Z') });
    expect(await scene.invoicesOf(now.id)).toHaveLength(1);
    scene.sim.expectRefusal(/at most two intervals/);
    await expect(scene.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at('2028-01-01T00:00:00Z') })).rejects.toThrow(
      'two intervals',
    );
    await scene.stripe.testHelpers.testClocks.del(clock.id);
    expect((await scene.reload(ahead)).status).toBe('canceled');
    expect((await scene.reload(now)).status).toBe('active');
  });
});

describe('the lines of a draft', () => {
  it('are added, changed and taken away until it is final', async () => {
    const { stripe, payer } = scene;
    const customer = await payer();
    const waiting = await stripe.invoiceItems.create({ customer: customer.id, amount: 700, currency: 'jpy', description: '名札' });
    const draft = await stripe.invoices.create({ customer: customer.id, pending_invoice_items_behavior: 'exclude' });
    const both = await stripe.invoices.addLines(draft.id, {
      lines: [{ invoice_item: waiting.id }, { amount: 3000, description: '講習' }],
      invoice_metadata: { course: '11' },
    });
    expect(both).toMatchObject({ amount_due: 3700, metadata: { course: '11' } });
    expect((await stripe.invoiceItems.retrieve(waiting.id)).invoice).toBe(draft.id);
    const [badge, course] = both.lines.data;
    const line = await stripe.invoices.updateLineItem(draft.id, course?.id ?? '', { amount: 2500, description: '講習（割引後）' });
    expect(line).toMatchObject({ amount: 2500, description: '講習（割引後）' });
    const twice = await stripe.invoices.updateLines(draft.id, { lines: [{ id: badge?.id ?? '', quantity: 2, metadata: { size: 'L' } }] });
    expect(twice).toMatchObject({ amount_due: 3900 });
    expect(await stripe.invoiceItems.retrieve(waiting.id)).toMatchObject({ amount: 1400, quantity: 2 });
    const mark = await scene.mark();
    const one = await stripe.invoices.removeLines(draft.id, {
      lines: [
        { id: badge?.id ?? '', behavior: 'unassign' },
        { id: course?.id ?? '', behavior: 'delete' },
      ],
    });
    expect(one).toMatchObject({ amount_due: 0, lines: { data: [] } });
    expect(await scene.told(mark)).toEqual(['invoiceitem.deleted', 'invoice.updated']);
    expect((await stripe.invoiceItems.list({ customer: customer.id, pending: true })).data.map(({ id }) => id)).toEqual([waiting.id]);
    await stripe.invoices.finalizeInvoice(draft.id);
    await expect(stripe.invoices.addLines(draft.id, { lines: [{ amount: 100 }] })).rejects.toMatchObject({ code: 'invoice_not_editable' });
  });
});

describe('another payment', () => {
  const open = async (yen: number) => {
    const customer = await scene.payer();
    await scene.stripe.invoiceItems.create({ customer: customer.id, amount: yen, currency: 'jpy' });
    const draft = await scene.stripe.invoices.create({
      customer: customer.id,
      pending_invoice_items_behavior: 'include',
      collection_method: 'send_invoice',
      days_until_due: 14,
    });
    return { customer: customer.id, invoice: await scene.stripe.invoices.finalizeInvoice(draft.id) };
  };
  const card = (customer: string, amount: number) =>
    scene.stripe.paymentIntents.create({ amount, currency: 'jpy', customer, payment_method: 'pm_card_jp', confirm: true });

  it('pays a part of an invoice, and its own payment asks for the rest', async () => {
    const { customer, invoice } = await open(3000);
    const mark = await scene.mark();
    const first = await scene.stripe.invoices.attachPayment(invoice.id, {
      payment_intent: (await card(customer, 1000)).id,
      expand: ['payments'],
    });
    expect(first).toMatchObject({ status: 'open', amount_paid: 1000, amount_remaining: 2000 });
    expect(first.payments?.data.map(({ status, amount_requested }) => [status, amount_requested])).toEqual([
      ['open', 2000],
      ['canceled', 3000],
      ['paid', 1000],
    ]);
    expect(await scene.told(mark)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
      'invoice_payment.paid',
      'invoice.updated',
      'payment_intent.canceled',
      'payment_intent.created',
    ]);
    expect(await scene.stripe.invoices.pay(invoice.id)).toMatchObject({ status: 'paid', amount_paid: 3000, amount_remaining: 0 });
  });

  it('pays the whole of it when it succeeds, even if that is later and too much', async () => {
    const { customer, invoice } = await open(3000);
    const later = await scene.stripe.paymentIntents.create({ amount: 3500, currency: 'jpy', customer });
    await scene.stripe.invoices.attachPayment(invoice.id, { payment_intent: later.id });
    await expect(scene.stripe.invoices.attachPayment(invoice.id, { payment_intent: later.id })).rejects.toMatchObject({ param: 'payment_intent' });
    const mark = await scene.mark();
    await scene.stripe.paymentIntents.confirm(later.id, { payment_method: 'pm_card_jp', return_url: 'https://mazeru.example/' });
    expect(await scene.stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'paid', amount_paid: 3500, amount_overpaid: 500, amount_remaining: 0 });
    expect(await scene.told(mark)).toEqual(expect.arrayContaining(['invoice_payment.paid', 'invoice.overpaid', 'invoice.paid', 'invoice.payment_succeeded']));
  });

  it('of somebody else does not, nor one that is not there', async () => {
    const { invoice } = await open(3000);
    const stranger = await scene.payer();
    const theirs = await card(stranger.id, 3000);
    await expect(scene.stripe.invoices.attachPayment(invoice.id, { payment_intent: theirs.id })).rejects.toMatchObject({ statusCode: 400 });
    await expect(scene.stripe.invoices.attachPayment(invoice.id, { payment_record: 'pr_none' })).rejects.toMatchObject({ code: 'resource_missing' });
  });
});

describe('a subscription', () => {
  it('whose trial is ended without a card pauses when its terms say so', async () => {
    const customer = await scene.stripe.customers.create({ name: '佐藤 花' });
    const trial = await scene.subscribe(customer.id, { trial_period_days: 7, trial_settings: { end_behavior: { missing_payment_method: 'pause' } } });
    const mark = await scene.mark();
    expect(await scene.stripe.subscriptions.update(trial.id, { trial_end: 'now' })).toMatchObject({ status: 'paused', trial_end: scene.sim.now() });
    expect(await scene.told(mark)).toEqual(['customer.subscription.updated', 'customer.subscription.paused']);
  });

  it('has no discount to lose and is billed flexibly from the start', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await expect(scene.stripe.subscriptions.deleteDiscount(subscription.id)).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' });
    await expect(scene.stripe.subscriptions.migrate(subscription.id, { billing_mode: { type: 'flexible' } })).rejects.toMatchObject({ statusCode: 400 });
    await expect(scene.subscribe(customer.id, { billing_mode: { type: 'classic' } })).rejects.toMatchObject({ param: 'billing_mode[type]' });
  });
});

import Stripe from 'stripe';
import { startSim, type TestSim } from '../support/sim.js';

// Money in and out, as https://docs.stripe.com/testing lets it be played. After each scenario the balance is its transactions.
const VOUCHER_EMAIL = 'hana@mazeru.example';
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

let sim: TestSim;
beforeAll(async () => {
  sim = await startSim();
});
afterAll(() => sim.stop());
afterEach(balances);

/** Σ net of the balance transactions = available + pending. */
async function balances(): Promise<void> {
  const { available, pending } = await sim.stripe.balance.retrieve();
  let net = 0;
  for await (const transaction of sim.stripe.balanceTransactions.list({ limit: 100 })) {
    expect(transaction.net).toBe(transaction.amount - transaction.fee);
    net += transaction.net;
  }
  expect((available[0]?.amount ?? 0) + (pending[0]?.amount ?? 0)).toBe(net);
}

type Terms = Partial<Stripe.PaymentIntentCreateParams>;

const pay = (payment_method: string, own: Terms = {}) =>
  sim.stripe.paymentIntents.create({ amount: 1000, currency: 'jpy', payment_method, confirm: true, ...own });

const voucher = (email = VOUCHER_EMAIL, own: Terms = {}) =>
  sim.stripe.paymentIntents.create({
    amount: 3000,
    currency: 'jpy',
    allowed_payment_method_types: ['konbini'],
    payment_method_data: { type: 'konbini', billing_details: { email, name: '山田花子' } },
    confirm: true,
    ...own,
  });

const chargeOf = async ({ id }: { id: string }): Promise<Stripe.Charge> => {
  const [charge] = (await sim.stripe.charges.list({ payment_intent: id, limit: 1, expand: ['data.balance_transaction'] })).data;
  if (charge === undefined) throw new Error('no charge');
  return charge;
};

/** What was told since an event, oldest first. */
async function toldSince(mark: string | undefined): Promise<string[]> {
  const { data } = await sim.stripe.events.list({ limit: 100, ...(mark !== undefined && { ending_before: mark }) });
  return data.map(({ type }) => type).reverse();
}

const lastEvent = async (): Promise<string | undefined> => (await sim.stripe.events.list({ limit: 1 })).data[0]?.id;

describe('cards', () => {
  it('are charged at once; the fee is 3.6 % and the money available after four business days', async () => {
    const mark = await lastEvent();
    const intent = await pay('pm_card_jp', { amount: 1055, metadata: { orderId: '1' }, transfer_group: 'event_1' });
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 1055, next_action: null });
    expect(await toldSince(mark)).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'charge.updated']);
    const charge = await chargeOf(intent);
    expect(charge).toMatchObject({
      paid: true,
      captured: true,
      status: 'succeeded',
      metadata: { orderId: '1' },
      transfer_group: 'event_1',
    });
    expect(charge.payment_method_details?.card).toMatchObject({ brand: 'visa', country: 'JP', last4: '0003' });
    expect(charge.balance_transaction).toMatchObject({ amount: 1055, fee: 37, net: 1018, status: 'pending', type: 'charge' });
    // Saturday 21 November: the fourth business day is Thursday.
    const [before] = (await sim.stripe.balance.retrieve()).pending;
    await sim.advanceTo(new Date('2026-11-26T00:00:00Z'));
    const [after] = (await sim.stripe.balance.retrieve()).available;
    expect([before?.amount, after?.amount]).toEqual([1018, 1018]);
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
    ['pm_card_chargeCustomerFail', 'card_declined', 'generic_decline'],
  ])('%s is declined: %s, %s', async (method, code, decline_code) => {
    const mark = await lastEvent();
    const error = await pay(method).catch((reason: unknown) => reason);
    if (!(error instanceof Stripe.errors.StripeCardError)) throw new Error('it was charged');
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code });
    expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code, decline_code } });
    expect(await toldSince(mark)).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
    const failed = await chargeOf({ id: error.payment_intent?.id ?? '' });
    expect(failed).toMatchObject({ status: 'failed', paid: false, balance_transaction: null, failure_code: code });
  });

  it('take another card after a decline, and nothing more after that', async () => {
    const intent = await sim.stripe.paymentIntents.create({ amount: 1000, currency: 'jpy' });
    await expect(sim.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_chargeDeclined' })).rejects.toMatchObject({
      statusCode: 402,
    });
    expect(await sim.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).toMatchObject({ status: 'succeeded' });
    await expect(sim.stripe.paymentIntents.confirm(intent.id)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    await expect(sim.stripe.paymentIntents.cancel(intent.id)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect((await sim.stripe.charges.list({ payment_intent: intent.id })).data.map(({ status }) => status)).toEqual([
      'succeeded',
      'failed',
    ]);
  });

  it('ask for 3-D Secure while the payer is there, and are declined while he is not', async () => {
    const asked = await pay('pm_card_threeDSecure2Required', { return_url: 'https://mazeru.example/back' });
    expect(asked).toMatchObject({
      status: 'requires_action',
      next_action: { redirect_to_url: { url: `${sim.url}/authenticate/${asked.id}` } },
    });
    await sim.post(`/_sim/authentications/${asked.id}`, { passed: false });
    expect(await sim.stripe.paymentIntents.retrieve(asked.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    const again = await sim.stripe.paymentIntents.confirm(asked.id, { payment_method: 'pm_card_threeDSecure2Required' });
    await sim.post(`/_sim/authentications/${again.id}`);
    expect((await sim.stripe.paymentIntents.retrieve(again.id)).status).toBe('succeeded');
    await expect(pay('pm_card_authenticationRequired', { off_session: true })).rejects.toMatchObject({
      decline_code: 'authentication_required',
    });
  });

  it('that were authenticated when they were kept pay without the payer', async () => {
    const { id: customer } = await sim.stripe.customers.create();
    const setup = await sim.stripe.setupIntents.create({
      customer,
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      confirm: true,
    });
    expect(setup.status).toBe('requires_action');
    await sim.post(`/_sim/authentications/${setup.id}`);
    const [card] = (await sim.stripe.customers.listPaymentMethods(customer)).data;
    expect((await pay(card?.id ?? '', { customer, off_session: true })).status).toBe('succeeded');
  });

  it('are kept for a customer, and one of them fails only later', async () => {
    const customer = await sim.stripe.customers.create({
      payment_method: 'pm_card_chargeCustomerFail',
      invoice_settings: { default_payment_method: 'pm_card_chargeCustomerFail' },
    });
    const [card] = (await sim.stripe.customers.listPaymentMethods(customer.id, { type: 'card' })).data;
    expect(customer.invoice_settings.default_payment_method).toBe(card?.id);
    expect(card?.card?.last4).toBe('0341');
    await expect(pay(card?.id ?? '', { customer: customer.id, off_session: true })).rejects.toMatchObject({ code: 'card_declined' });
    await expect(sim.stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: customer.id })).rejects.toMatchObject({
      statusCode: 402,
    });
    await sim.stripe.paymentMethods.detach(card?.id ?? '');
    expect((await sim.stripe.customers.listPaymentMethods(customer.id)).data).toEqual([]);
    await expect(sim.stripe.paymentMethods.attach(card?.id ?? '', { customer: customer.id })).rejects.toMatchObject({ statusCode: 400 });
  });

  it('can be declined on purpose, so many times, whatever they are', async () => {
    const { id: customer } = await sim.stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [card] = (await sim.stripe.customers.listPaymentMethods(customer)).data;
    await sim.fault({ kind: 'decline', customer, declineCode: 'insufficient_funds', times: 2 });
    for (const _time of [1, 2]) {
      await expect(pay(card?.id ?? '', { customer })).rejects.toMatchObject({ decline_code: 'insufficient_funds' });
    }
    expect((await pay(card?.id ?? '', { customer })).status).toBe('succeeded');
  });

  it('with bypass pending are available at once, and the balance says so', async () => {
    const mark = await lastEvent();
    const intent = await pay('pm_card_bypassPending');
    expect((await chargeOf(intent)).balance_transaction).toMatchObject({ status: 'available', available_on: sim.now() });
    expect((await toldSince(mark)).at(-1)).toBe('balance.available');
  });
});

describe('money that is held', () => {
  const hold = (own: Terms = {}) => pay('pm_card_jp', { amount: 5000, capture_method: 'manual', ...own });

  it('is taken later, in part; the rest is the payer’s again without a refund', async () => {
    const mark = await lastEvent();
    const intent = await hold();
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 5000, amount_received: 0 });
    expect(await chargeOf(intent)).toMatchObject({ captured: false, amount_captured: 0, paid: true, balance_transaction: null });
    await expect(sim.stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({ statusCode: 400 });
    await expect(sim.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 5001 })).rejects.toMatchObject({ code: 'amount_too_large' });
    const taken = await sim.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 3000 });
    expect(taken).toMatchObject({ status: 'succeeded', amount: 5000, amount_capturable: 0, amount_received: 3000 });
    const charge = await chargeOf(intent);
    expect(charge).toMatchObject({ captured: true, amount_captured: 3000, amount_refunded: 0, refunded: false });
    expect(charge.balance_transaction).toMatchObject({ amount: 3000, fee: 108 });
    expect(await toldSince(mark)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
    await expect(sim.stripe.paymentIntents.capture(intent.id)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    await expect(sim.stripe.refunds.create({ payment_intent: intent.id, amount: 3001 })).rejects.toMatchObject({ statusCode: 400 });
    await sim.stripe.refunds.create({ payment_intent: intent.id });
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: 3000, refunded: true });
  });

  it('goes back when it is given up, and by itself after seven days', async () => {
    const given = await hold();
    expect(await sim.stripe.paymentIntents.cancel(given.id)).toMatchObject({ status: 'canceled', amount_capturable: 0 });
    const forgotten = await hold();
    const mark = await lastEvent();
    await sim.advance(7 * DAY);
    expect(await sim.stripe.paymentIntents.retrieve(forgotten.id)).toMatchObject({ status: 'canceled', cancellation_reason: 'expired' });
    expect(await chargeOf(forgotten)).toMatchObject({ captured: false, amount_captured: 0, refunded: false });
    expect((await toldSince(mark)).filter((type) => !type.startsWith('balance'))).toEqual(['charge.expired', 'payment_intent.canceled']);
  });

  it('grows where that was asked for, and nowhere else', async () => {
    const plain = await hold();
    await expect(sim.stripe.paymentIntents.incrementAuthorization(plain.id, { amount: 6000 })).rejects.toMatchObject({ statusCode: 400 });
    const growing = await hold({ payment_method_options: { card: { request_incremental_authorization: 'if_available' } } });
    await expect(sim.stripe.paymentIntents.incrementAuthorization(growing.id, { amount: 5000 })).rejects.toMatchObject({ param: 'amount' });
    expect(await sim.stripe.paymentIntents.incrementAuthorization(growing.id, { amount: 6000 })).toMatchObject({
      status: 'requires_capture',
      amount: 6000,
      amount_capturable: 6000,
    });
    expect(await sim.stripe.paymentIntents.capture(growing.id)).toMatchObject({ amount_received: 6000 });
  });

  it('is money of cards alone, and no bank tells of it by small deposits', async () => {
    await expect(voucher(VOUCHER_EMAIL, { capture_method: 'manual' })).rejects.toMatchObject({ param: 'capture_method' });
    const intent = await pay('pm_card_jp');
    await expect(sim.stripe.paymentIntents.verifyMicrodeposits(intent.id)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    const setup = await sim.stripe.setupIntents.create({ payment_method: 'pm_card_jp' });
    await expect(sim.stripe.setupIntents.verifyMicrodeposits(setup.id)).rejects.toMatchObject({ code: 'setup_intent_unexpected_state' });
  });
});

describe('convenience stores', () => {
  it('give a voucher until the end of the third day in Japan, paid after three minutes', async () => {
    const mark = await lastEvent();
    const intent = await voucher();
    const details = intent.next_action?.konbini_display_details;
    expect(intent.status).toBe('requires_action');
    expect(details?.hosted_voucher_url).toBe(`${sim.url}/voucher/${intent.id}`);
    expect(new Date((details?.expires_at ?? 0) * 1000).toISOString()).toMatch(/T14:59:59/);
    await sim.advance(3 * MINUTE);
    expect((await sim.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
    expect(await toldSince(mark)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
    const charge = await chargeOf(intent);
    expect(charge.id).toMatch(/^py_/);
    // 3.6 % of 3,000 yen is less than the least fee of 120 yen.
    expect(charge.balance_transaction).toMatchObject({ amount: 3000, fee: 120, type: 'payment', reporting_category: 'charge' });
  });

  it.each([
    ['hana_succeed_immediately@mazeru.example', 0, 'succeeded'],
    ['hana_expire_immediately@mazeru.example', 0, 'requires_payment_method'],
    ['hana_expire_with_delay@mazeru.example', 3 * MINUTE, 'requires_payment_method'],
    ['hana_fill_never@mazeru.example', 3 * MINUTE, 'requires_action'],
  ])('%s after %d seconds: %s', async (email, after, status) => {
    const intent = await voucher(email);
    if (after > 0) await sim.advance(after);
    expect((await sim.stripe.paymentIntents.retrieve(intent.id)).status).toBe(status);
  });

  it.each([
    ['11111111110', 3 * MINUTE, 'succeeded'],
    ['22222222220', 0, 'succeeded'],
    ['33333333330', 0, 'requires_payment_method'],
    ['44444444440', 3 * MINUTE, 'requires_payment_method'],
    ['55555555550', 3 * MINUTE, 'requires_action'],
  ])('confirmation number %s after %d seconds: %s', async (confirmation_number, after, status) => {
    const intent = await voucher('x@mazeru.example', { payment_method_options: { konbini: { confirmation_number } } });
    if (after > 0) await sim.advance(after);
    expect((await sim.stripe.paymentIntents.retrieve(intent.id)).status).toBe(status);
  });

  it.each(['01234567890', '00000000000'])('refuse the confirmation number %s', async (confirmation_number) => {
    await expect(voucher(VOUCHER_EMAIL, { payment_method_options: { konbini: { confirmation_number } } })).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  it('let a voucher expire, and still take the money a little later', async () => {
    const intent = await voucher('hana_fill_never@mazeru.example', { payment_method_options: { konbini: { expires_after_days: 1 } } });
    const mark = await lastEvent();
    await sim.advance(2 * DAY);
    expect(await sim.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_payment_attempt_expired' },
    });
    expect(await toldSince(mark)).toEqual(expect.arrayContaining(['charge.failed', 'payment_intent.payment_failed']));
    await sim.post(`/_sim/vouchers/${intent.id}/payment`);
    expect((await sim.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
    await expect(sim.post(`/_sim/vouchers/${intent.id}/payment`)).rejects.toThrow('no longer');
  });
});

describe('PayPay', () => {
  it('sends the payer to the wallet and takes the money when he agrees', async () => {
    const intent = await sim.stripe.paymentIntents.create({
      amount: 500,
      currency: 'jpy',
      allowed_payment_method_types: ['paypay'],
      payment_method_data: { type: 'paypay' },
      confirm: true,
      return_url: 'https://mazeru.example/back',
    });
    expect(intent.next_action?.type).toBe('redirect_to_url');
    await sim.post(`/_sim/authentications/${intent.id}`);
    const charge = await chargeOf(intent);
    expect(charge.payment_method_details).toMatchObject({ type: 'paypay' });
    expect((await sim.stripe.refunds.create({ charge: charge.id })).status).toBe('succeeded');
  });
});

describe('bank transfers', () => {
  it('pay from the cash balance when enough has arrived, in part before, and keep what is too much', async () => {
    const { id: customer } = await sim.stripe.customers.create({ name: '山田花子' });
    const intent = await sim.stripe.paymentIntents.create({
      amount: 3000,
      currency: 'jpy',
      customer,
      allowed_payment_method_types: ['customer_balance'],
      payment_method_data: { type: 'customer_balance' },
      payment_method_options: { customer_balance: { funding_type: 'bank_transfer', bank_transfer: { type: 'jp_bank_transfer' } } },
      confirm: true,
    });
    const shown = intent.next_action?.display_bank_transfer_instructions;
    expect(shown).toMatchObject({ amount_remaining: 3000, type: 'jp_bank_transfer', financial_addresses: [{ type: 'zengin' }] });
    const mark = await lastEvent();
    await sim.stripe.testHelpers.customers.fundCashBalance(customer, { amount: 1000, currency: 'jpy', reference: shown?.reference ?? '' });
    const partly = await sim.stripe.paymentIntents.retrieve(intent.id);
    expect([partly.status, partly.next_action?.display_bank_transfer_instructions?.amount_remaining]).toEqual(['requires_action', 2000]);
    expect(await toldSince(mark)).toContain('payment_intent.partially_funded');
    await sim.post(`/_sim/customers/${customer}/transfer`, { amount: 2500 });
    expect((await sim.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
    expect((await sim.stripe.customers.retrieveCashBalance(customer)).available).toEqual({ jpy: 500 });
    const { data } = await sim.stripe.customers.listCashBalanceTransactions(customer);
    expect(data.map(({ type, net_amount }) => [type, net_amount])).toEqual([
      ['applied_to_payment', -2000],
      ['funded', 2500],
      ['applied_to_payment', -1000],
      ['funded', 1000],
    ]);
  });
});

describe('refunds', () => {
  it('of a card are through at once, in parts, never more than was paid; the fee stays', async () => {
    const intent = await pay('pm_card_visa');
    const mark = await lastEvent();
    const part = await sim.stripe.refunds.create({
      payment_intent: intent.id,
      amount: 400,
      reason: 'requested_by_customer',
      metadata: { n: '1' },
    });
    expect(part).toMatchObject({ status: 'succeeded', amount: 400, payment_intent: intent.id });
    expect(await toldSince(mark)).toEqual(['refund.created', 'charge.refunded']);
    await expect(sim.stripe.refunds.create({ payment_intent: intent.id, amount: 601 })).rejects.toMatchObject({
      param: 'amount',
      message: 'Refund amount (¥601) is greater than unrefunded amount on charge (¥600)',
    });
    await sim.stripe.refunds.create({ payment_intent: intent.id });
    expect(await chargeOf(intent)).toMatchObject({ refunded: true, amount_refunded: 1000 });
    await expect(sim.stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({ code: 'charge_already_refunded' });
    const { data } = await sim.stripe.balanceTransactions.list({ source: part.id });
    expect(data.map(({ type, amount, fee }) => [type, amount, fee])).toEqual([['refund', -400, 0]]);
    expect((await sim.stripe.refunds.list({ payment_intent: intent.id })).data).toHaveLength(2);
  });

  it('of a convenience store wait for a bank account', async () => {
    const intent = await voucher('hana_succeed_immediately@mazeru.example');
    const refund = await sim.stripe.refunds.create({ payment_intent: intent.id });
    expect(refund).toMatchObject({
      status: 'requires_action',
      next_action: { display_details: { email_sent: { email_sent_to: 'hana_succeed_immediately@mazeru.example' } } },
    });
    await sim.post(`/_sim/refunds/${refund.id}/account`, { account: '0001234' });
    expect((await sim.stripe.refunds.retrieve(refund.id)).status).toBe('pending');
    await sim.advance(MINUTE);
    expect((await sim.stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
  });

  it.each(['1111113', '1111116', '3333335', '4444440'])('come back from the account %s', async (account) => {
    const intent = await voucher('hana_succeed_immediately@mazeru.example');
    const { id } = await sim.stripe.refunds.create({ payment_intent: intent.id });
    await sim.post(`/_sim/refunds/${id}/account`, { account });
    const mark = await lastEvent();
    await sim.advance(MINUTE);
    const refund = await sim.stripe.refunds.retrieve(id, { expand: ['failure_balance_transaction'] });
    expect(refund).toMatchObject({ status: 'failed', failure_balance_transaction: { amount: 3000, type: 'refund_failure' } });
    expect(await toldSince(mark)).toEqual(['refund.updated', 'charge.refund.updated', 'refund.failed']);
    expect(await chargeOf(intent)).toMatchObject({ refunded: false, amount_refunded: 0 });
  });

  it('that nobody claims fail after 45 days; others are called back, or ended by the test helper', async () => {
    const intents = await Promise.all([1, 2, 3].map(() => voucher('hana_succeed_immediately@mazeru.example')));
    const [left, called, ended] = await Promise.all(intents.map(({ id }) => sim.stripe.refunds.create({ payment_intent: id })));
    expect(await sim.stripe.refunds.cancel(called?.id ?? '')).toMatchObject({ status: 'canceled' });
    expect(await sim.stripe.testHelpers.refunds.expire(ended?.id ?? '')).toMatchObject({ status: 'failed' });
    await sim.advance(45 * DAY);
    expect(await sim.stripe.refunds.retrieve(left?.id ?? '')).toMatchObject({ status: 'failed' });
    await expect(sim.stripe.refunds.cancel(called?.id ?? '')).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('disputes', () => {
  const disputed = async (): Promise<Stripe.Dispute> => {
    const intent = await pay('pm_card_createDispute');
    const [dispute] = (await sim.stripe.disputes.list({ payment_intent: intent.id })).data;
    if (dispute === undefined) throw new Error('no dispute');
    return dispute;
  };

  it('take the money and a fee at once', async () => {
    const mark = await lastEvent();
    const dispute = await disputed();
    expect(dispute).toMatchObject({ status: 'needs_response', amount: 1000 });
    expect(dispute.balance_transactions).toMatchObject([{ amount: -1000, fee: 1300, type: 'adjustment', reporting_category: 'dispute' }]);
    expect(await toldSince(mark)).toEqual(expect.arrayContaining(['charge.dispute.created', 'charge.dispute.funds_withdrawn']));
  });

  it.each([
    ['winning_evidence', 'won'],
    ['losing_evidence', 'lost'],
  ])('with %s are %s', async (uncategorized_text, status) => {
    const { id } = await disputed();
    const told = await sim.stripe.disputes.update(id, { evidence: { uncategorized_text }, submit: true });
    expect(told).toMatchObject({ status: 'under_review', evidence_details: { has_evidence: true, submission_count: 1 } });
    await sim.advance(MINUTE);
    expect(await sim.stripe.disputes.retrieve(id)).toMatchObject({ status, evidence: { uncategorized_text } });
  });

  it('that nobody answers in a week, or that are given up, are lost', async () => {
    const [left, closed] = [await disputed(), await disputed()];
    expect(await sim.stripe.disputes.close(closed.id)).toMatchObject({ status: 'lost' });
    await sim.advance(7 * DAY);
    expect(await sim.stripe.disputes.retrieve(left.id)).toMatchObject({ status: 'lost' });
  });
});

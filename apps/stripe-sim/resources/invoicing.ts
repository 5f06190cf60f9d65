import { invalidRequest } from '../errors.js';
import { chars } from '../ids.js';
import { amount, fields, idOf, items, number, text, texts, type Fields, type Json } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { billingRules, DAY_S, nested, paymentMethodFor } from './billing.js';
import { addLines } from './invoice-drafts.js';
import { takes } from './payment-ahead.js';
import { cancelIntent, confirmIntent } from './payment-core.js';
import type { Outcome } from './payment-outcomes.js';
import { makeIntent } from './payment-record.js';
import {
  applyPendingUpdate,
  endSubscription,
  hasEnded,
  invoicesOf,
  statusOf,
  stopCollecting,
  unpause,
  updateSubscription,
} from './subscription-record.js';

/** The subscription an invoice is for. */
export const subscriptionOf = (sim: Sim, scope: string, invoice: Fields): StripeObject | undefined =>
  sim.get(scope, 'subscription', idOf(fields(fields(invoice['parent'])['subscription_details'])['subscription']) ?? '');

/** The payment intent of a finalised invoice. */
export const intentOf = (sim: Sim, scope: string, invoice: Fields): StripeObject | undefined =>
  sim.get(scope, 'payment_intent', text(invoice['_intent']) ?? '');

const customerOf = (sim: Sim, scope: string, invoice: Fields): StripeObject => sim.need(scope, 'customer', idOf(invoice['customer']) ?? '');

function numberFor(sim: Sim, scope: string, customer: StripeObject): string {
  const prefix = text(customer['invoice_prefix']) ?? chars(8).toUpperCase();
  const sequence = Math.max(1, amount(customer['next_invoice_sequence']));
  sim.change(scope, customer, { invoice_prefix: prefix, next_invoice_sequence: sequence + 1 });
  return `${prefix}-${String(sequence).padStart(4, '0')}`;
}

/**
 * draft → open: number, due day, payment intent; an invoice over nothing is paid at once.
 * https://docs.stripe.com/invoicing/integration/workflow-transitions
 */
export function finalize(sim: Sim, scope: string, invoice: StripeObject): void {
  if (invoice['status'] !== 'draft')
    throw invalidRequest(
      "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
      undefined,
      'invoice_not_editable',
    );
  const customer = customerOf(sim, scope, invoice);
  const now = sim.now();
  addLines(sim, scope, invoice, items(fields(invoice['lines'])['data']).map(fields));
  const left = amount(customer['balance']) + amount(invoice['total']) - amount(invoice['amount_due']);
  const sent = invoice['collection_method'] === 'send_invoice';
  const due = number(invoice['due_date']) ?? now + (number(invoice['_daysUntilDue']) ?? 30) * DAY_S;
  sim.cancel('invoice.finalization', invoice.id);
  sim.change(scope, invoice, {
    status: 'open',
    number: text(invoice['number']) ?? numberFor(sim, scope, customer),
    automatically_finalizes_at: null,
    due_date: sent ? due : null,
    effective_at: number(invoice['effective_at']) ?? now,
    ending_balance: left,
    hosted_invoice_url: `${sim.origin}/invoice/${invoice.id}`,
    invoice_pdf: `${sim.origin}/invoice/${invoice.id}`,
    next_payment_attempt: null,
    status_transitions: { ...fields(invoice['status_transitions']), finalized_at: now },
  });
  if (left !== amount(customer['balance'])) sim.emit(scope, 'customer.updated', customer, sim.change(scope, customer, { balance: left }));
  sim.emit(scope, 'invoice.finalized', invoice);
  if (amount(invoice['amount_due']) === 0) settle(sim, scope, invoice, 'nothing');
  else {
    preparePayment(sim, scope, invoice);
    if (sent) sim.schedule(due, 'invoice.due', invoice.id, scope);
  }
}

/** What an open invoice is paid by: an intent over what is left of it. */
export function preparePayment(sim: Sim, scope: string, invoice: StripeObject): void {
  const subscription = subscriptionOf(sim, scope, invoice);
  const sent = invoice['collection_method'] === 'send_invoice';
  const due = amount(invoice['amount_remaining']);
  const wanted = texts(fields(invoice['payment_settings'])['payment_method_types']);
  const offered = wanted.length > 0 ? wanted : sent ? ['card', 'konbini', 'customer_balance'] : ['card'];
  const pays = offered.filter((type) => takes(type, due));
  const intent = makeIntent(sim, scope, {
    amount: due,
    customer: idOf(invoice['customer']) ?? null,
    description:
      subscription === undefined
        ? null
        : invoice['billing_reason'] === 'subscription_create'
          ? 'Subscription creation'
          : 'Subscription update',
    payment_method: paymentMethodFor(sim, scope, invoice['customer'], invoice, subscription) ?? null,
    // A card takes what nothing else does.
    payment_method_types: pays.length > 0 ? pays : ['card'],
    payment_method_options: fields(invoice['payment_settings'])['payment_method_options'] ?? {},
    setup_future_usage: subscription === undefined || sent ? null : 'off_session',
  });
  // An invoice is never paid in part.
  sim.change(scope, intent, { _invoice: invoice.id, _whole: true });
  const payment = sim.make('InvoicePayment', {
    amount_requested: due,
    currency: 'jpy',
    invoice: invoice.id,
    is_default: true,
    payment: { type: 'payment_intent', payment_intent: intent.id },
    status: 'open',
  });
  sim.put(scope, payment);
  sim.change(scope, invoice, { _intent: intent.id, _payment: payment.id, _payments: [...items(invoice['_payments']), payment.id] });
}

/** Tries to collect an open invoice. `automatic` says that the retry schedule asks, not a person. */
export function attempt(
  sim: Sim,
  scope: string,
  invoice: StripeObject,
  how: { paymentMethod?: string | undefined; automatic: boolean; offSession: boolean; returnUrl?: string },
): Outcome {
  const intent = intentOf(sim, scope, invoice);
  const method = how.paymentMethod ?? paymentMethodFor(sim, scope, invoice['customer'], invoice, subscriptionOf(sim, scope, invoice));
  sim.change(scope, invoice, { _automatic: how.automatic });
  if (intent === undefined || method === undefined) {
    attemptFailed(sim, scope, invoice);
    return 'declined';
  }
  const outcome = confirmIntent(sim, scope, intent, sim.need(scope, 'payment_method', method, 'payment_method'), {
    offSession: how.offSession,
    returnUrl: how.returnUrl,
  });
  sim.change(scope, invoice, { _automatic: false });
  return outcome;
}

/** An open invoice goes its way: charged now, or sent to the customer. */
export function collect(sim: Sim, scope: string, invoice: StripeObject): void {
  if (invoice['status'] !== 'open' || invoice['auto_advance'] !== true) return;
  if (invoice['collection_method'] === 'send_invoice') send(sim, scope, invoice);
  else attempt(sim, scope, invoice, { automatic: true, offSession: true });
}

/** Mails the invoice: the simulator only tells it. */
export const send = (sim: Sim, scope: string, invoice: StripeObject): void => sim.emit(scope, 'invoice.sent', invoice);

/**
 * What a failed attempt leads to: the next one in some days, the subscription past due, and after the last one what the billing
 * settings say. Attempts by hand do not move the schedule. https://docs.stripe.com/billing/revenue-recovery/smart-retries
 */
export function attemptFailed(sim: Sim, scope: string, invoice: StripeObject): void {
  const subscription = subscriptionOf(sim, scope, invoice);
  const scheduled = invoice['_automatic'] === true;
  const before = amount(invoice['attempt_count']);
  const count = scheduled || before === 0 ? before + 1 : before;
  const retries =
    invoice['collection_method'] === 'charge_automatically' &&
    invoice['auto_advance'] === true &&
    !(subscription && isNotRetried(subscription));
  const days = billingRules(sim).retryDays[count - 1];
  const next = !retries
    ? null
    : scheduled || before === 0
      ? days === undefined
        ? null
        : sim.now() + days * DAY_S
      : number(invoice['next_payment_attempt']);
  if (next === null || next === undefined) sim.cancel('invoice.attempt', invoice.id);
  else sim.schedule(next, 'invoice.attempt', invoice.id, scope);
  const changed = sim.change(scope, invoice, {
    attempt_count: count,
    attempted: true,
    next_payment_attempt: next ?? null,
    _automatic: false,
  });
  if (Object.keys(changed).length > 0) sim.emit(scope, 'invoice.updated', invoice, changed);
  sim.emit(scope, 'invoice.payment_failed', invoice);
  if (subscription === undefined || hasEnded(subscription) || isPendingUpdate(subscription, invoice)) return;
  const late = invoice['collection_method'] === 'charge_automatically';
  if (late && ['active', 'trialing'].includes(statusOf(subscription))) updateSubscription(sim, scope, subscription, { status: 'past_due' });
  if (retries && scheduled && next === null) giveUp(sim, scope, subscription);
}

/** The first payment is not tried again by itself. */
const isNotRetried = (subscription: Fields): boolean =>
  ['incomplete', 'canceled', 'incomplete_expired', 'unpaid', 'paused'].includes(statusOf(subscription));

const isPendingUpdate = (subscription: Fields, invoice: Fields): boolean => fields(subscription['_pending'])['invoice'] === invoice['id'];

/** All retries failed, or a sent invoice is far too late. */
export function giveUp(sim: Sim, scope: string, subscription: StripeObject): void {
  const { afterRetries } = billingRules(sim);
  if (hasEnded(subscription) || afterRetries === 'past_due') return;
  if (afterRetries === 'canceled') endSubscription(sim, scope, subscription, 'payment_failed');
  else {
    stopCollecting(sim, scope, subscription);
    updateSubscription(sim, scope, subscription, { status: 'unpaid' });
  }
}

/** The bank asks for the customer: the invoice waits for them. https://docs.stripe.com/billing/subscriptions/overview#requires-action */
export function attemptNeedsAction(sim: Sim, scope: string, invoice: StripeObject): void {
  const subscription = subscriptionOf(sim, scope, invoice);
  const changed = sim.change(scope, invoice, {
    attempted: true,
    attempt_count: Math.max(1, amount(invoice['attempt_count'])),
    next_payment_attempt: null,
    _automatic: false,
  });
  if (Object.keys(changed).length > 0) sim.emit(scope, 'invoice.updated', invoice, changed);
  sim.emit(scope, 'invoice.payment_action_required', invoice);
  if (subscription !== undefined && !isPendingUpdate(subscription, invoice) && ['active', 'trialing'].includes(statusOf(subscription))) {
    updateSubscription(sim, scope, subscription, { status: 'past_due' });
  }
}

/** By its own payment, by others that were attached to it, outside of Stripe, or because nothing was due. */
type Settlement = 'payment' | 'attached' | 'outside' | 'nothing';

/** open → paid; then the subscription follows. */
export function settle(sim: Sim, scope: string, invoice: StripeObject, by: Settlement): void {
  const due = amount(invoice['amount_due']);
  for (const task of ['attempt', 'due', 'abandoned']) sim.cancel(`invoice.${task}`, invoice.id);
  const changed = sim.change(scope, invoice, {
    status: 'paid',
    amount_paid: by === 'attached' ? amount(invoice['amount_paid']) : due,
    amount_remaining: 0,
    ...(by === 'outside' && { amount_paid_off_stripe: due - amount(invoice['amount_paid']) }),
    ...(by === 'payment' && { attempt_count: Math.max(1, amount(invoice['attempt_count']) + (invoice['_automatic'] === true ? 1 : 0)) }),
    attempted: true,
    next_payment_attempt: null,
    status_transitions: { ...fields(invoice['status_transitions']), paid_at: sim.now() },
    _automatic: false,
  });
  if (by !== 'nothing') sim.emit(scope, 'invoice.updated', invoice, changed);
  sim.emit(scope, 'invoice.paid', invoice);
  if (by !== 'outside') sim.emit(scope, 'invoice.payment_succeeded', invoice);
  closePayment(sim, scope, invoice, by);
  const subscription = subscriptionOf(sim, scope, invoice);
  if (subscription !== undefined) recovered(sim, scope, subscription, invoice);
}

function closePayment(sim: Sim, scope: string, invoice: StripeObject, by: Settlement): void {
  const payment = sim.get(scope, 'invoice_payment', text(invoice['_payment']) ?? '');
  if (payment === undefined) return;
  if (by === 'payment') {
    sim.change(scope, payment, {
      status: 'paid',
      amount_paid: amount(payment['amount_requested']),
      status_transitions: { canceled_at: null, paid_at: sim.now() },
    });
    sim.emit(scope, 'invoice_payment.paid', payment);
    return;
  }
  dropPayment(sim, scope, invoice, payment);
}

/** What an invoice was to be paid by is no longer wanted. */
export function dropPayment(sim: Sim, scope: string, invoice: StripeObject, payment: StripeObject): void {
  sim.change(scope, payment, { status: 'canceled', status_transitions: { canceled_at: sim.now(), paid_at: null } });
  dropIntent(sim, scope, invoice);
}

function dropIntent(sim: Sim, scope: string, invoice: Fields): void {
  const intent = intentOf(sim, scope, invoice);
  if (intent === undefined || intent['status'] === 'canceled' || intent['status'] === 'succeeded') return;
  sim.change(scope, intent, { _invoice: null });
  cancelIntent(sim, scope, intent, 'void_invoice');
}

/** Nothing newer is open: the latest debt is settled. */
const isLatestDebt = (sim: Sim, scope: string, subscription: StripeObject, invoice: StripeObject): boolean => {
  const all = invoicesOf(sim, scope, subscription);
  return !all.slice(all.findIndex(({ id }) => id === invoice.id) + 1).some(({ status }) => status === 'open' || status === 'uncollectible');
};

/** A payment brings its subscription back, or on. */
function recovered(sim: Sim, scope: string, subscription: StripeObject, invoice: StripeObject): void {
  if (isPendingUpdate(subscription, invoice)) applyPendingUpdate(sim, scope, subscription);
  const status = statusOf(subscription);
  if (status === 'paused' && subscription['_resumedBy'] === invoice.id) return unpause(sim, scope, subscription, 'active');
  if (!['incomplete', 'past_due', 'unpaid'].includes(status) || !isLatestDebt(sim, scope, subscription, invoice)) return;
  sim.cancel('subscription.firstPayment', subscription.id);
  const saves = fields(subscription['payment_settings'])['save_default_payment_method'] === 'on_subscription';
  const method = idOf(intentOf(sim, scope, invoice)?.['payment_method']);
  updateSubscription(sim, scope, subscription, {
    status: 'active',
    ...(saves && method !== undefined && { default_payment_method: method }),
  });
}

/** open or uncollectible → void: the customer's credit that it used comes back. */
export function voidInvoice(sim: Sim, scope: string, invoice: StripeObject): void {
  if (invoice['status'] !== 'open' && invoice['status'] !== 'uncollectible') {
    throw invalidRequest('You can only pass in open or uncollectible invoices. This invoice is not open or uncollectible.');
  }
  const used = amount(invoice['starting_balance']) - amount(invoice['ending_balance']);
  const customer = customerOf(sim, scope, invoice);
  close(sim, scope, invoice, 'void', 'voided_at');
  if (used !== 0)
    sim.emit(scope, 'customer.updated', customer, sim.change(scope, customer, { balance: amount(customer['balance']) + used }));
  sim.emit(scope, 'invoice.voided', invoice);
  released(sim, scope, invoice);
}

/** open → uncollectible. */
export function markUncollectible(sim: Sim, scope: string, invoice: StripeObject): void {
  if (invoice['status'] !== 'open') throw invalidRequest('You can only mark open invoices as uncollectible. This invoice is not open.');
  close(sim, scope, invoice, 'uncollectible', 'marked_uncollectible_at');
  sim.emit(scope, 'invoice.marked_uncollectible', invoice);
  released(sim, scope, invoice);
}

function close(sim: Sim, scope: string, invoice: StripeObject, status: 'void' | 'uncollectible', when: string): void {
  for (const task of ['attempt', 'due', 'abandoned']) sim.cancel(`invoice.${task}`, invoice.id);
  if (status === 'void') {
    const payment = sim.get(scope, 'invoice_payment', text(invoice['_payment']) ?? '');
    if (payment !== undefined) dropPayment(sim, scope, invoice, payment);
  }
  const changed = sim.change(scope, invoice, {
    status,
    next_payment_attempt: null,
    auto_advance: false,
    status_transitions: { ...fields(invoice['status_transitions']), [when]: sim.now() },
  });
  sim.emit(scope, 'invoice.updated', invoice, changed);
}

/** Without its latest debt a late subscription is in order again. */
function released(sim: Sim, scope: string, invoice: StripeObject): void {
  const subscription = subscriptionOf(sim, scope, invoice);
  if (subscription === undefined || !['past_due', 'unpaid'].includes(statusOf(subscription))) return;
  if (isLatestDebt(sim, scope, subscription, invoice)) updateSubscription(sim, scope, subscription, { status: 'active' });
}

/** Tasks of invoices, and what becomes of one when its payment succeeds or fails. */
export function installInvoicing(sim: Sim): void {
  const due =
    (work: (scope: string, invoice: StripeObject) => void) =>
    (scope: string, id: string): void => {
      const invoice = sim.get(scope, 'invoice', id);
      if (invoice !== undefined) work(scope, invoice);
    };
  sim.task(
    'invoice.finalization',
    due((scope, invoice) => {
      if (invoice['status'] !== 'draft') return;
      finalize(sim, scope, invoice);
      collect(sim, scope, invoice);
    }),
  );
  sim.task(
    'invoice.attempt',
    due((scope, invoice) => collect(sim, scope, invoice)),
  );
  sim.task(
    'invoice.due',
    due((scope, invoice) => {
      if (invoice['status'] !== 'open') return;
      const subscription = subscriptionOf(sim, scope, invoice);
      sim.emit(scope, 'invoice.overdue', invoice);
      if (subscription === undefined || statusOf(subscription) !== 'active') return;
      updateSubscription(sim, scope, subscription, { status: 'past_due' });
      sim.schedule(sim.now() + billingRules(sim).afterDueDays * DAY_S, 'invoice.abandoned', invoice.id, scope);
    }),
  );
  sim.task(
    'invoice.abandoned',
    due((scope, invoice) => {
      const subscription = subscriptionOf(sim, scope, invoice);
      if (invoice['status'] === 'open' && subscription !== undefined) giveUp(sim, scope, subscription);
    }),
  );
  sim.onIntent((scope, intent, outcome) => {
    const invoice = sim.get(scope, 'invoice', text(intent['_invoice']) ?? '');
    if (invoice === undefined) return;
    if (outcome === 'succeeded' && (invoice['status'] === 'open' || invoice['status'] === 'uncollectible'))
      settle(sim, scope, invoice, 'payment');
    if (outcome === 'failed' && invoice['status'] === 'open') attemptFailed(sim, scope, invoice);
    if (outcome === 'requires_action' && fields(intent['next_action'])['type'] === 'redirect_to_url')
      attemptNeedsAction(sim, scope, invoice);
  });
  sim.include('invoice', 'payments', (scope, invoice): Json => {
    const ids = new Set([text(invoice['_payment']), ...items(invoice['_payments']).map((id) => text(id))]);
    return nested('/v1/invoice_payments', [...ids].flatMap((id) => sim.get(scope, 'invoice_payment', id ?? '') ?? []));
  });
  sim.include('invoice', 'confirmation_secret', (scope, invoice): Json => {
    const secret = text(intentOf(sim, scope, invoice)?.['client_secret']);
    return secret === undefined ? null : { client_secret: secret, type: 'payment_intent' };
  });
}

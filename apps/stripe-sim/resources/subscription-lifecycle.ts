import { idFor } from '../ids.js';
import { amount, fields, idOf, number, text, type Fields } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { cycleOf, DAY_S, HOUR_S, nameOf, paymentMethodFor } from './billing.js';
import { fullPeriodAt, type Period } from './billing-periods.js';
import { itemLine, lineOf, makeLine } from './invoice-lines.js';
import { DRAFT_S, invoiceOf, keepDraft, pendingItems, takePending, tellItems } from './invoice-drafts.js';
import { finalize, markUncollectible, voidInvoice } from './invoicing.js';
import {
  awaitPeriodEnd,
  cycleOfAll,
  endSubscription,
  hasEnded,
  inPeriod,
  invoicesOf,
  itemsOf,
  keepItems,
  makeItem,
  pause,
  periodOf,
  statusOf,
  stopTasks,
  subscriptionTask,
  updateSubscription,
  withInvoice,
} from './subscription-record.js';

/** How long a first payment may take, and a change that waits for its payment. https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
export const FIRST_PAYMENT_S = 23 * HOUR_S;
/** https://docs.stripe.com/billing/subscriptions/trials#trial-ending-reminders */
const TRIAL_REMINDER_S = 3 * DAY_S;

/** What a subscription starts with. */
export interface Terms {
  customer: StripeObject;
  items: { price: StripeObject; quantity: number; metadata: Fields }[];
  /** Fields that are taken over as they are. */
  own: Fields;
  anchor?: number | undefined;
  trialEnd?: number | undefined;
  /** Whether the time before the anchor is paid for. */
  prorate: boolean;
  cancelAtPeriodEnd?: boolean;
  cancelAt?: number | undefined;
  /** What is charged once, together with the first period. */
  once?: { price: StripeObject; quantity: number }[];
  id?: string;
}

/** A subscription that is not kept yet, and the lines of its first invoice. */
export interface Beginning {
  subscription: StripeObject;
  lines: StripeObject[];
  period: Period;
}

/** The first period of these terms: the trial, the time until the anchor, or a full cycle. */
function firstPeriod(now: number, terms: Terms): { period: Period; anchor: number; whole: Period } {
  const cycle = cycleOf(terms.items[0]?.price ?? {});
  const anchor = terms.anchor ?? terms.trialEnd ?? now;
  const whole = fullPeriodAt(anchor, cycle, now);
  return { anchor, whole, period: { start: now, end: terms.trialEnd ?? whole.end } };
}

/** How a subscription on these terms would begin; nothing is kept. Also the preview and the amount on Checkout. */
export function beginning(sim: Sim, scope: string, terms: Terms): Beginning {
  const now = sim.now();
  const { period, anchor, whole } = firstPeriod(now, terms);
  const trial = terms.trialEnd !== undefined;
  const id = terms.id ?? idFor('subscription');
  const items = terms.items.map(({ price, quantity, metadata }) => makeItem(sim, id, price, quantity, metadata, period));
  const cancelAt = terms.cancelAt ?? (terms.cancelAtPeriodEnd === true ? period.end : null);
  const subscription = sim.make('Subscription', {
    billing_cycle_anchor: anchor,
    billing_mode: { type: 'flexible', flexible: { proration_discounts: 'included' }, updated_at: now },
    cancel_at: cancelAt,
    cancel_at_period_end: terms.cancelAtPeriodEnd === true,
    canceled_at: cancelAt === null ? null : now,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: cancelAt === null ? null : 'cancellation_requested',
    },
    collection_method: 'charge_automatically',
    currency: 'jpy',
    customer: terms.customer.id,
    default_tax_rates: [],
    id,
    invoice_settings: { account_tax_ids: null, custom_fields: null, description: null, footer: null, issuer: { type: 'self' } },
    items: { object: 'list', data: items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    metadata: {},
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
    start_date: now,
    test_clock: terms.customer['test_clock'] ?? null,
    trial_end: terms.trialEnd ?? null,
    trial_start: trial ? now : null,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
    ...terms.own,
  });
  const free = period.end - period.start < whole.end - whole.start && !terms.prorate;
  const lines = items.flatMap((item) => {
    if (trial) return [trialLine(sim, scope, subscription, item, period)];
    return free ? [] : [itemLine(sim, scope, subscription, item, period, whole)];
  });
  const once = (terms.once ?? []).map(({ price, quantity }) => onceLine(sim, scope, price, quantity));
  return { subscription, lines: [...once, ...lines], period };
}

function trialLine(sim: Sim, scope: string, subscription: StripeObject, item: StripeObject, period: Period): StripeObject {
  return makeLine(sim, {
    amount: 0,
    description: `${nameOf(sim, scope, fields(item['price']))}（無料期間）`,
    period,
    quantity: number(item['quantity']) ?? 1,
    price: fields(item['price']),
    subscription: subscription.id,
    item: item.id,
  });
}

function onceLine(sim: Sim, scope: string, price: StripeObject, quantity: number): StripeObject {
  const now = sim.now();
  return makeLine(sim, {
    amount: amount(price['unit_amount']) * quantity,
    description: nameOf(sim, scope, price),
    period: { start: now, end: now },
    quantity,
    price,
  });
}

/**
 * Keeps a new subscription and its first invoice, and tells of both. The invoice of a card is finalised and waits for its payment;
 * one that is sent stays a draft for an hour; without anything to pay for there is none.
 */
export function start(sim: Sim, scope: string, terms: Terms): { subscription: StripeObject; invoice: StripeObject | undefined } {
  const { subscription, lines, period } = beginning(sim, scope, terms);
  const trial = terms.trialEnd !== undefined;
  const sent = subscription['collection_method'] === 'send_invoice';
  sim.put(scope, subscription);
  const all = [...lines, ...takePending(sim, scope, terms.customer, subscription)];
  const owes = all.length > 0;
  const invoice = owes
    ? keepDraft(sim, scope, {
        customer: terms.customer,
        lines: all,
        reason: 'subscription_create',
        period: { start: period.start, end: period.start },
        subscription,
        finalizesAt: sent ? sim.now() + DRAFT_S : undefined,
      })
    : undefined;
  if (invoice !== undefined) tellItems(sim, scope, invoice, all);
  const due = amount(invoice?.['amount_due']);
  sim.change(scope, subscription, {
    status: trial ? 'trialing' : sent || due === 0 ? 'active' : 'incomplete',
    items: keepItems(sim, scope, subscription.id, itemsOf(subscription)),
    ...(invoice !== undefined && withInvoice(subscription, invoice.id)),
  });
  awaitPeriodEnd(sim, scope, subscription);
  awaitEnds(sim, scope, subscription);
  sim.emit(scope, 'customer.subscription.created', subscription);
  if (invoice !== undefined) {
    sim.emit(scope, 'invoice.created', invoice);
    if (!sent) finalize(sim, scope, invoice);
    if (statusOf(subscription) === 'incomplete')
      sim.schedule(sim.now() + FIRST_PAYMENT_S, subscriptionTask('firstPayment'), subscription.id, scope);
  }
  return { subscription, invoice };
}

/** Has a wished end and the reminder of a trial's end wait for the clock. */
export function awaitEnds(sim: Sim, scope: string, subscription: StripeObject): void {
  const cancelAt = number(subscription['cancel_at']);
  if (cancelAt === undefined || cancelAt >= periodOf(subscription).end) sim.cancel(subscriptionTask('cancellation'), subscription.id);
  else sim.schedule(cancelAt, subscriptionTask('cancellation'), subscription.id, scope);
  const reminder = (number(subscription['trial_end']) ?? 0) - TRIAL_REMINDER_S;
  if (statusOf(subscription) === 'trialing')
    sim.schedule(Math.max(reminder, sim.now()), subscriptionTask('trialWillEnd'), subscription.id, scope);
}

/** The lines of the period that begins at `at`. */
export function linesFrom(sim: Sim, scope: string, subscription: StripeObject, at: number): { lines: StripeObject[]; period: Period } {
  const whole = fullPeriodAt(amount(subscription['billing_cycle_anchor']), cycleOfAll(subscription), at);
  const period = { start: at, end: whole.end };
  return { period, lines: itemsOf(subscription).map((item) => itemLine(sim, scope, subscription, item, period, whole)) };
}

/** What the next invoice of a subscription would be; not kept. */
export function upcomingInvoice(sim: Sim, scope: string, subscription: StripeObject): StripeObject {
  const customer = sim.need(scope, 'customer', idOf(subscription['customer']) ?? '');
  const now = periodOf(subscription);
  const { lines } = linesFrom(sim, scope, subscription, now.end);
  const waiting = pendingItems(sim, scope, customer, subscription);
  return invoiceOf(sim, {
    customer,
    lines: [...waiting.map((item) => lineOf(sim, scope, item)), ...lines],
    reason: 'upcoming',
    period: now,
    subscription,
    finalizesAt: now.end + DRAFT_S,
    own: { id: `upcoming_${idFor('invoice')}`, created: now.end },
  });
}

/**
 * The period is over: the next one begins, its invoice is a draft for an hour. A wished end, a trial without a card, a pause of
 * the collection and an unpaid subscription go their own ways. https://docs.stripe.com/billing/subscriptions/overview
 */
function renew(sim: Sim, scope: string, subscription: StripeObject): void {
  const status = statusOf(subscription);
  if (hasEnded(subscription) || status === 'incomplete' || status === 'paused') return;
  const { end } = periodOf(subscription);
  const cancelAt = number(subscription['cancel_at']);
  if (cancelAt !== undefined && cancelAt <= end) {
    return endSubscription(sim, scope, subscription, 'cancellation_requested', wordsOf(subscription));
  }
  if (status === 'trialing' && !afterTrial(sim, scope, subscription)) return;
  const customer = sim.need(scope, 'customer', idOf(subscription['customer']) ?? '');
  const before = periodOf(subscription);
  if (status === 'trialing' && before.end !== amount(subscription['billing_cycle_anchor']) && anchorsAtTrialEnd(subscription)) {
    sim.change(scope, subscription, { billing_cycle_anchor: end });
  }
  const { lines, period } = linesFrom(sim, scope, subscription, end);
  const all = [...takePending(sim, scope, customer, subscription), ...lines];
  const paused = text(fields(subscription['pause_collection'])['behavior']);
  const advances = status !== 'unpaid' && paused !== 'keep_as_draft';
  const invoice = keepDraft(sim, scope, {
    customer,
    lines: all,
    reason: 'subscription_cycle',
    period: before,
    subscription,
    autoAdvance: advances,
    finalizesAt: advances && paused === undefined ? sim.now() + DRAFT_S : undefined,
  });
  tellItems(sim, scope, invoice, all);
  sim.emit(scope, 'invoice.created', invoice);
  updateSubscription(sim, scope, subscription, {
    ...inPeriod(sim, scope, subscription, period),
    ...withInvoice(subscription, invoice.id),
    ...(status === 'trialing' && { status: 'active' }),
  });
  awaitPeriodEnd(sim, scope, subscription);
  awaitEnds(sim, scope, subscription);
  if (paused === 'void' || paused === 'mark_uncollectible') {
    finalize(sim, scope, invoice);
    if (invoice['status'] !== 'open') return;
    if (paused === 'void') voidInvoice(sim, scope, invoice);
    else markUncollectible(sim, scope, invoice);
  }
}

/** The words a customer gave when they wished to leave. */
function wordsOf(subscription: Fields): Fields {
  const { comment, feedback, feedback_option: option } = fields(subscription['cancellation_details']);
  return { comment: comment ?? null, feedback: feedback ?? null, feedback_option: option ?? null };
}

/** False when a trial that ends without a payment method ends the subscription or pauses it. */
export function afterTrial(sim: Sim, scope: string, subscription: StripeObject): boolean {
  const missing = text(fields(fields(subscription['trial_settings'])['end_behavior'])['missing_payment_method']);
  if (
    missing === 'create_invoice' ||
    missing === undefined ||
    paymentMethodFor(sim, scope, subscription['customer'], subscription) !== undefined
  )
    return true;
  if (missing === 'cancel') endSubscription(sim, scope, subscription, 'payment_failed');
  else pause(sim, scope, subscription, 'trial_end_without_payment_method');
  return false;
}

const anchorsAtTrialEnd = (subscription: Fields): boolean =>
  text(fields(fields(subscription['trial_settings'])['end_behavior'])['billing_cycle_anchor']) === 'now';

/** The first payment never came: the subscription and its invoice are void. */
export function expireIncomplete(sim: Sim, scope: string, subscription: StripeObject): void {
  stopTasks(sim, subscription);
  updateSubscription(sim, scope, subscription, { status: 'incomplete_expired', ended_at: sim.now() });
  for (const invoice of invoicesOf(sim, scope, subscription)) if (invoice['status'] === 'open') voidInvoice(sim, scope, invoice);
}

/** A change that waited for its payment is dropped, its invoice void. https://docs.stripe.com/billing/subscriptions/pending-updates-reference */
export function expirePendingUpdate(sim: Sim, scope: string, subscription: StripeObject): void {
  const invoice = sim.get(scope, 'invoice', text(fields(subscription['_pending'])['invoice']) ?? '');
  sim.cancel(subscriptionTask('pendingUpdate'), subscription.id);
  updateSubscription(sim, scope, subscription, { pending_update: null, _pending: null });
  sim.emit(scope, 'customer.subscription.pending_update_expired', subscription);
  if (invoice?.['status'] === 'open') voidInvoice(sim, scope, invoice);
}

/** Everything about subscriptions that waits for the clock. */
export function installLifecycle(sim: Sim): void {
  const on = (task: Parameters<typeof subscriptionTask>[0], work: (scope: string, subscription: StripeObject) => void): void =>
    sim.task(subscriptionTask(task), (scope, id) => {
      const subscription = sim.get(scope, 'subscription', id);
      if (subscription !== undefined && !hasEnded(subscription)) work(scope, subscription);
    });
  on('renewal', (scope, subscription) => {
    if (subscription['_pending'] !== undefined && subscription['_pending'] !== null) expirePendingUpdate(sim, scope, subscription);
    renew(sim, scope, subscription);
  });
  on('upcoming', (scope, subscription) => {
    const leaves = number(subscription['cancel_at']);
    if (leaves !== undefined && leaves <= periodOf(subscription).end) return;
    if (['active', 'past_due', 'trialing'].includes(statusOf(subscription)))
      sim.emit(scope, 'invoice.upcoming', upcomingInvoice(sim, scope, subscription));
  });
  on('firstPayment', (scope, subscription) => {
    if (statusOf(subscription) === 'incomplete') expireIncomplete(sim, scope, subscription);
  });
  on('pendingUpdate', (scope, subscription) => expirePendingUpdate(sim, scope, subscription));
  on('trialWillEnd', (scope, subscription) => {
    if (statusOf(subscription) === 'trialing') sim.emit(scope, 'customer.subscription.trial_will_end', subscription);
  });
  on('cancellation', (scope, subscription) => endSubscription(sim, scope, subscription, 'cancellation_requested', wordsOf(subscription)));
  // What a customer has ends with them: https://docs.stripe.com/api/customers/delete
  sim.listeners.add((scope, event) => {
    if (event['type'] !== 'customer.deleted') return;
    const customer = idOf(fields(event['data'])['object']);
    for (const subscription of sim.all(scope, 'subscription')) {
      if (subscription['customer'] === customer && !hasEnded(subscription))
        endSubscription(sim, scope, subscription, 'cancellation_requested');
    }
  });
  on('collectionResumes', (scope, subscription) => updateSubscription(sim, scope, subscription, { pause_collection: null }));
}

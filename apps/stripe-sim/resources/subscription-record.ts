import { amount, fields, idOf, items, number, text, type Fields } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { billingRules, cycleOf, DAY_S, nested, planOf } from './billing.js';
import type { Cycle, Period } from './billing-periods.js';

/** Nothing happens to these any more. https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
export const ENDED = ['canceled', 'incomplete_expired'];

/** Every task that may wait for a subscription. */
const TASKS = ['renewal', 'upcoming', 'firstPayment', 'pendingUpdate', 'trialWillEnd', 'cancellation', 'collectionResumes'] as const;
export const subscriptionTask = (task: (typeof TASKS)[number]): string => `subscription.${task}`;

export const statusOf = (subscription: Fields): string => text(subscription['status']) ?? '';
export const hasEnded = (subscription: Fields): boolean => ENDED.includes(statusOf(subscription));

/** The items of a subscription as they stand on it. */
export const itemsOf = (subscription: Fields): StripeObject[] =>
  items(fields(subscription['items'])['data']).map((item) => {
    const own = fields(item);
    return { ...own, id: text(own['id']) ?? '', object: 'subscription_item' };
  });

/** The period all items of a subscription are in. */
export function periodOf(subscription: Fields): Period {
  const [first] = itemsOf(subscription);
  return { start: amount(first?.['current_period_start']), end: amount(first?.['current_period_end']) };
}

/** The cycle all items of a subscription share. */
export const cycleOfAll = (subscription: Fields): Cycle => cycleOf(fields(itemsOf(subscription)[0]?.['price']));

/** An item for a price. Not yet kept. */
export const makeItem = (
  sim: Sim,
  subscription: string,
  price: StripeObject,
  quantity: number,
  metadata: Fields,
  period: Period,
): StripeObject =>
  sim.make('SubscriptionItem', {
    current_period_start: period.start,
    current_period_end: period.end,
    metadata,
    plan: planOf(price),
    price: { ...price },
    quantity,
    subscription,
    tax_rates: [],
  });

/** The list of items as it stands on the subscription; each item is also kept by itself, for its own routes. */
export function keepItems(sim: Sim, scope: string, subscription: string, list: readonly StripeObject[]): Fields {
  for (const item of list) sim.put(scope, { ...item });
  return nested(`/v1/subscription_items?subscription=${subscription}`, list);
}

/** The fields that move a subscription into a period. */
export const inPeriod = (sim: Sim, scope: string, subscription: StripeObject, period: Period): Fields => ({
  items: keepItems(
    sim,
    scope,
    subscription.id,
    itemsOf(subscription).map((item) => ({ ...item, current_period_start: period.start, current_period_end: period.end })),
  ),
});

/** Has the end of the period wait for the clock, and the announcement of the next invoice some days before it. */
export function awaitPeriodEnd(sim: Sim, scope: string, subscription: StripeObject): void {
  const { start, end } = periodOf(subscription);
  const upcoming = end - billingRules(sim).upcomingDays * DAY_S;
  sim.schedule(end, subscriptionTask('renewal'), subscription.id, scope);
  if (upcoming > start && upcoming >= sim.now()) sim.schedule(upcoming, subscriptionTask('upcoming'), subscription.id, scope);
  else sim.cancel(subscriptionTask('upcoming'), subscription.id);
}

export function stopTasks(sim: Sim, subscription: StripeObject): void {
  for (const task of TASKS) sim.cancel(subscriptionTask(task), subscription.id);
}

/** Changes a subscription and tells it with `customer.subscription.updated`; says nothing when nothing changed. */
export function updateSubscription(sim: Sim, scope: string, subscription: StripeObject, to: Fields): Fields {
  const before = sim.change(scope, subscription, to);
  if (Object.keys(before).length > 0) sim.emit(scope, 'customer.subscription.updated', subscription, before);
  return before;
}

/**
 * Ends a subscription now: `customer.subscription.deleted`, also for a natural end. Its unpaid invoices stay, but are no longer collected.
 * https://docs.stripe.com/billing/subscriptions/cancel
 */
export function endSubscription(sim: Sim, scope: string, subscription: StripeObject, reason: string, details: Fields = {}): void {
  const now = sim.now();
  stopTasks(sim, subscription);
  sim.change(scope, subscription, {
    status: 'canceled',
    canceled_at: number(subscription['canceled_at']) ?? now,
    cancel_at_period_end: false,
    ended_at: now,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason, ...details },
    pending_update: null,
  });
  stopCollecting(sim, scope, subscription);
  sim.emit(scope, 'customer.subscription.deleted', subscription);
}

/** Turns the automatic collection of its unpaid invoices off. */
export function stopCollecting(sim: Sim, scope: string, subscription: StripeObject): void {
  for (const invoice of invoicesOf(sim, scope, subscription)) {
    if (invoice['status'] !== 'open' && invoice['status'] !== 'draft') continue;
    sim.cancel('invoice.attempt', invoice.id);
    sim.cancel('invoice.finalization', invoice.id);
    sim.cancel('invoice.abandoned', invoice.id);
    sim.change(scope, invoice, { auto_advance: false, next_payment_attempt: null, automatically_finalizes_at: null });
  }
}

/** The invoices of a subscription, oldest first. */
export const invoicesOf = (sim: Sim, scope: string, subscription: Fields): StripeObject[] =>
  items(subscription['_invoices']).flatMap((id) => sim.get(scope, 'invoice', idOf(id) ?? '') ?? []);

/** Notes that an invoice belongs to a subscription and is its latest. */
export const withInvoice = (subscription: Fields, invoice: string): Fields => ({
  latest_invoice: invoice,
  _invoices: [...items(subscription['_invoices']), invoice],
});

/** What an unfinished payment held back now holds: the new items, their period and the anchor. */
export function applyPendingUpdate(sim: Sim, scope: string, subscription: StripeObject): void {
  const { items: list, to } = fields(subscription['_pending']);
  const waited = subscription['pending_update'] !== null;
  keepItems(sim, scope, subscription.id, itemsOf({ items: { data: items(list) } }));
  updateSubscription(sim, scope, subscription, { ...fields(to), pending_update: null, _pending: null });
  if (waited) sim.emit(scope, 'customer.subscription.pending_update_applied', subscription);
  sim.cancel(subscriptionTask('pendingUpdate'), subscription.id);
  awaitPeriodEnd(sim, scope, subscription);
}

/** paused → active, or what the caller says: `customer.subscription.updated`, then `customer.subscription.resumed`. */
export function unpause(sim: Sim, scope: string, subscription: StripeObject, status: string): void {
  delete subscription['status_details'];
  updateSubscription(sim, scope, subscription, { status, _resumedBy: null });
  sim.emit(scope, 'customer.subscription.resumed', subscription);
}

/** active → paused: no invoices and no new periods until it is resumed. https://docs.stripe.com/api/subscriptions/pause */
export function pause(sim: Sim, scope: string, subscription: StripeObject, reason: string): void {
  stopTasks(sim, subscription);
  updateSubscription(sim, scope, subscription, {
    status: 'paused',
    status_details: { paused: { subscription: { type: reason }, transitioned_at: sim.now(), type: 'subscription' } },
  });
  sim.emit(scope, 'customer.subscription.paused', subscription);
}

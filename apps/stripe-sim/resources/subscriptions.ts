import { invalidRequest, StripeError } from '../errors.js';
import { amount, fields, idOf, text } from '../json.js';
import { listOf, matching } from '../lists.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { customerAsked, paymentMethodFor } from './billing.js';
import { DRAFT_S, keepDraft, takePending, tellItems } from './invoice-drafts.js';
import { attempt, finalize } from './invoicing.js';
import { sumOf } from './invoice-lines.js';
import { requirePayable } from './payment-ahead.js';
import { keepItem } from './pending-items.js';
import type { Resource } from './resource.js';
import { creditFor } from './subscription-changes.js';
import { beginning, expireIncomplete, installLifecycle, linesFrom, start } from './subscription-lifecycle.js';
import {
  awaitPeriodEnd,
  endSubscription,
  hasEnded,
  inPeriod,
  itemsOf,
  pause,
  periodOf,
  statusOf,
  unpause,
  updateSubscription,
  withInvoice,
} from './subscription-record.js';
import { termsOf } from './subscription-terms.js';
import { update } from './subscription-updates.js';

const found = ({ sim, scope, path }: Call): StripeObject => sim.need(scope, 'subscription', path['id'] ?? '');

/** Does the work of a call in its subscription's time. */
const onIts =
  (work: (call: Call, subscription: StripeObject) => StripeObject) =>
  (call: Call): StripeObject => {
    const subscription = found(call);
    return call.sim.inTimeOf(call.scope, idOf(subscription['customer']), () => work(call, subscription));
  };

function create({ sim, scope, params }: Call): StripeObject {
  const customer = customerAsked(sim, scope, params['customer']);
  return sim.inTimeOf(scope, customer.id, () => {
    const terms = termsOf(sim, scope, params, customer);
    const behaviour = text(params['payment_behavior']) ?? 'allow_incomplete';
    const { subscription: planned, lines } = beginning(sim, scope, terms);
    const method = paymentMethodFor(sim, scope, customer.id, planned);
    const charged = planned['collection_method'] === 'charge_automatically' && sumOf(lines) + amount(customer['balance']) > 0;
    if (charged && behaviour !== 'default_incomplete')
      requirePayable(sim, scope, customer.id, method, behaviour, params['off_session'] === true);
    const { subscription, invoice } = start(sim, scope, terms);
    if (charged && behaviour !== 'default_incomplete' && invoice?.['status'] === 'open') {
      attempt(sim, scope, invoice, { paymentMethod: method, automatic: false, offSession: params['off_session'] === true });
    }
    return subscription;
  });
}

/** Ends it now. https://docs.stripe.com/api/subscriptions/cancel */
function cancel({ sim, scope, params }: Call, subscription: StripeObject): StripeObject {
  if (hasEnded(subscription))
    throw new StripeError(404, { code: 'resource_missing', message: `No such subscription: '${subscription.id}'`, param: 'id' });
  if (statusOf(subscription) === 'incomplete') {
    expireIncomplete(sim, scope, subscription);
    return subscription;
  }
  const customer = sim.need(scope, 'customer', idOf(subscription['customer']) ?? '');
  const now = sim.now();
  if (params['prorate'] === true) {
    for (const item of itemsOf(subscription)) {
      for (const parts of creditFor(sim, scope, subscription, item, now))
        sim.emit(scope, 'invoiceitem.created', keepItem(sim, scope, customer, parts));
    }
  }
  const { comment, feedback } = fields(params['cancellation_details']);
  endSubscription(sim, scope, subscription, 'cancellation_requested', { comment: comment ?? null, feedback: feedback ?? null });
  if (params['invoice_now'] === true) collectWaiting(sim, scope, subscription, customer);
  return subscription;
}

/** Puts what waits for the next invoice onto one of its own, now. */
function collectWaiting(sim: Sim, scope: string, subscription: StripeObject, customer: StripeObject): void {
  const lines = takePending(sim, scope, customer, subscription);
  if (lines.length === 0) return;
  const invoice = keepDraft(sim, scope, { customer, lines, reason: 'subscription_update', period: periodOf(subscription), subscription });
  tellItems(sim, scope, invoice, lines);
  sim.change(scope, subscription, withInvoice(subscription, invoice.id));
  sim.emit(scope, 'invoice.created', invoice);
  finalize(sim, scope, invoice);
  if (invoice['status'] === 'open' && invoice['collection_method'] === 'charge_automatically')
    attempt(sim, scope, invoice, { automatic: false, offSession: true });
}

/** active → paused; the unused time is credited unless the request says otherwise. https://docs.stripe.com/api/subscriptions/pause */
function pauseNow({ sim, scope, params }: Call, subscription: StripeObject): StripeObject {
  if (!['active', 'past_due', 'trialing'].includes(statusOf(subscription))) {
    throw invalidRequest(`This subscription cannot be paused because it is ${statusOf(subscription)}.`);
  }
  const from = text(fields(fields(params['bill_for'])['unused_time_from'])['type']) ?? 'now';
  const customer = sim.need(scope, 'customer', idOf(subscription['customer']) ?? '');
  const at = from === 'item_current_period_start' ? periodOf(subscription).start : sim.now();
  const credits = from === 'none' ? [] : itemsOf(subscription).flatMap((item) => creditFor(sim, scope, subscription, item, at));
  pause(sim, scope, subscription, 'pause_requested');
  for (const parts of credits) sim.emit(scope, 'invoiceitem.created', keepItem(sim, scope, customer, parts));
  if (params['invoicing_behavior'] === 'invoice') collectWaiting(sim, scope, subscription, customer);
  return subscription;
}

/** paused → active, with an invoice for the time that begins. https://docs.stripe.com/api/subscriptions/resume */
function resume({ sim, scope, params }: Call, subscription: StripeObject): StripeObject {
  if (statusOf(subscription) !== 'paused') throw invalidRequest('You can only resume a subscription that is paused.');
  const customer = sim.need(scope, 'customer', idOf(subscription['customer']) ?? '');
  const now = sim.now();
  const unchanged = fields(params['billing_cycle_anchor'])['type'] === 'unchanged' || params['billing_cycle_anchor'] === 'unchanged';
  sim.change(scope, subscription, unchanged ? {} : { billing_cycle_anchor: now });
  const { lines: fresh, period } = linesFrom(sim, scope, subscription, now);
  const free = unchanged && params['proration_behavior'] === 'none';
  const lines = [...takePending(sim, scope, customer, subscription), ...(free ? [] : fresh)];
  updateSubscription(sim, scope, subscription, inPeriod(sim, scope, subscription, period));
  awaitPeriodEnd(sim, scope, subscription);
  if (lines.length === 0) {
    unpause(sim, scope, subscription, 'active');
    return subscription;
  }
  const sent = subscription['collection_method'] === 'send_invoice';
  const invoice = keepDraft(sim, scope, {
    customer,
    lines,
    reason: 'subscription_update',
    period: { start: now, end: now },
    subscription,
    finalizesAt: sent ? now + DRAFT_S : undefined,
  });
  tellItems(sim, scope, invoice, lines);
  sim.change(scope, subscription, withInvoice(subscription, invoice.id));
  sim.emit(scope, 'invoice.created', invoice);
  const waits = params['payment_behavior'] === 'resume_on_payment_success' && !sent;
  if (!sent) finalize(sim, scope, invoice);
  if (waits && invoice['status'] === 'open') sim.change(scope, subscription, { _resumedBy: invoice.id });
  else unpause(sim, scope, subscription, 'active');
  if (invoice['status'] === 'open') attempt(sim, scope, invoice, { automatic: false, offSession: true });
  return subscription;
}

/** Without a status all but the ended ones; `all`, `ended`, or one status. https://docs.stripe.com/api/subscriptions/list */
function list(call: Call): ReturnType<typeof listOf> {
  const { sim, scope, params } = call;
  const wanted = text(params['status']);
  const fits = (subscription: StripeObject): boolean => {
    const status = statusOf(subscription);
    if (wanted === undefined) return status !== 'canceled' && status !== 'incomplete_expired';
    return wanted === 'all' || (wanted === 'ended' ? hasEnded(subscription) : status === wanted);
  };
  const price = text(params['price']) ?? text(params['plan']);
  const within = matching(sim.all(scope, 'subscription'), params, ['customer', 'collection_method', 'test_clock'])
    .filter(fits)
    .filter((subscription) => price === undefined || itemsOf(subscription).some((item) => idOf(item['price']) === price));
  return listOf(call, within);
}

export const subscriptions: Resource = {
  routes: {
    'POST /v1/subscriptions': create,
    'GET /v1/subscriptions': list,
    'GET /v1/subscriptions/{id}': found,
    'POST /v1/subscriptions/{id}': onIts(update),
    'DELETE /v1/subscriptions/{id}': onIts(cancel),
    'POST /v1/subscriptions/{id}/pause': onIts(pauseNow),
    'POST /v1/subscriptions/{id}/resume': onIts(resume),
    // Nothing here gives a discount, and every subscription is billed flexibly: there is nothing to take away, and nothing to migrate.
    'DELETE /v1/subscriptions/{id}/discount': (call) => {
      throw new StripeError(404, { code: 'resource_missing', message: `No active discount for subscription: ${found(call).id}` });
    },
    'POST /v1/subscriptions/{id}/migrate': (call) => {
      throw invalidRequest(`The subscription ${found(call).id} is already billed flexibly.`, 'billing_mode[type]');
    },
  },
  install: installLifecycle,
};

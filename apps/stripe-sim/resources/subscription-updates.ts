import { invalidRequest } from '../errors.js';
import { amount, fields, idOf, items, number, text, type Fields } from '../json.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { paymentMethodFor, priceAsked } from './billing.js';
import { DRAFT_S, keepDraft, takePending, tellItems } from './invoice-drafts.js';
import { attempt, finalize } from './invoicing.js';
import { requirePayable } from './payment-ahead.js';
import { keepItem } from './pending-items.js';
import { askedOf, changeLines, workOut, type Change } from './subscription-changes.js';
import { afterTrial, awaitEnds, expirePendingUpdate, FIRST_PAYMENT_S } from './subscription-lifecycle.js';
import {
  awaitPeriodEnd,
  hasEnded,
  keepItems,
  periodOf,
  statusOf,
  subscriptionTask,
  updateSubscription,
  withInvoice,
} from './subscription-record.js';
import { settings } from './subscription-terms.js';

/** What may be changed only if it is paid for. https://docs.stripe.com/billing/subscriptions/pending-updates-reference */
const PENDABLE = [
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'billing_cycle_anchor',
  'items',
  'trial_end',
  'trial_from_plan',
  'add_invoice_items',
  'off_session',
  'expand',
];

/** https://docs.stripe.com/api/subscriptions/update */
export function update({ sim, scope, params }: Call, subscription: StripeObject): StripeObject {
  if (hasEnded(subscription)) {
    if (Object.keys(params).some((name) => !['metadata', 'cancellation_details', 'expand'].includes(name))) {
      throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.', undefined);
    }
    updateSubscription(sim, scope, subscription, { metadata: mergedMetadata(subscription['metadata'], params['metadata']) });
    return subscription;
  }
  const holds = params['payment_behavior'] === 'pending_if_incomplete';
  const foreign = Object.keys(params).find((name) => !PENDABLE.includes(name));
  if (holds && foreign !== undefined) {
    throw invalidRequest(`When \`payment_behavior\` is set to \`pending_if_incomplete\`, you cannot pass \`${foreign}\`.`, foreign);
  }
  const asked = askedOf(params, sim.now());
  if (asked.trialEnd === 'now' && statusOf(subscription) === 'trialing') {
    sim.change(scope, subscription, { trial_end: sim.now() });
    if (!afterTrial(sim, scope, subscription)) return subscription;
  }
  const reshapes = asked.items !== undefined || asked.anchorNow || asked.trialEnd !== undefined;
  const change = reshapes ? workOut(sim, scope, subscription, asked) : undefined;
  const own = ownChanges(sim, scope, params, subscription, change);
  if (change === undefined) {
    updateSubscription(sim, scope, subscription, own);
    afterwards(sim, scope, subscription, params);
    return subscription;
  }
  if (subscription['pending_update'] !== null) expirePendingUpdate(sim, scope, subscription);
  reshape(sim, scope, subscription, change, own, params);
  afterwards(sim, scope, subscription, params);
  return subscription;
}

/** What else an update sets. */
function ownChanges(sim: Sim, scope: string, params: Fields, subscription: StripeObject, change: Change | undefined): Fields {
  const own: Fields = settings(sim, scope, idOf(subscription['customer']) ?? '', params, subscription);
  if (params['metadata'] !== undefined) own['metadata'] = mergedMetadata(subscription['metadata'], params['metadata']);
  if (params['pause_collection'] !== undefined) {
    const wish = fields(params['pause_collection']);
    own['pause_collection'] =
      params['pause_collection'] === '' || params['pause_collection'] === null
        ? null
        : { behavior: text(wish['behavior']) ?? 'void', resumes_at: number(wish['resumes_at']) ?? null };
  }
  const { end } = change?.period ?? periodOf(subscription);
  const words = params['cancellation_details'] === undefined ? {} : fields(params['cancellation_details']);
  if (params['cancel_at_period_end'] === true || typeof params['cancel_at'] === 'number') {
    const atEnd = params['cancel_at_period_end'] === true;
    own['cancel_at_period_end'] = atEnd;
    own['cancel_at'] = atEnd ? end : amount(params['cancel_at']);
    own['canceled_at'] = number(subscription['canceled_at']) ?? sim.now();
    own['cancellation_details'] = { comment: null, feedback: null, feedback_option: null, ...words, reason: 'cancellation_requested' };
  } else if (params['cancel_at_period_end'] === false || params['cancel_at'] === '' || params['cancel_at'] === null) {
    Object.assign(own, { cancel_at_period_end: false, cancel_at: null, canceled_at: null });
    own['cancellation_details'] = { comment: null, feedback: null, feedback_option: null, reason: null };
  }
  return own;
}

function afterwards(sim: Sim, scope: string, subscription: StripeObject, params: Fields): void {
  awaitEnds(sim, scope, subscription);
  if (params['pause_collection'] === undefined) return;
  const resumes = number(fields(subscription['pause_collection'])['resumes_at']);
  if (resumes === undefined) sim.cancel(subscriptionTask('collectionResumes'), subscription.id);
  else sim.schedule(resumes, subscriptionTask('collectionResumes'), subscription.id, scope);
}

/** New items, a new anchor or another trial: the change itself, and what is charged for it now or with the next invoice. */
function reshape(sim: Sim, scope: string, subscription: StripeObject, change: Change, own: Fields, params: Fields): void {
  const customer = sim.need(scope, 'customer', idOf(subscription['customer']) ?? '');
  const behaviour = text(params['payment_behavior']) ?? 'allow_incomplete';
  const atOnce = change.restarts || (params['proration_behavior'] === 'always_invoice' && change.lines.length > 0);
  const charged = subscription['collection_method'] === 'charge_automatically' && statusOf(subscription) !== 'unpaid';
  const total = change.lines.reduce((sum, line) => sum + line.amount, 0) + amount(customer['balance']);
  const to: Fields = {
    ...own,
    items: { object: 'list', data: change.items, has_more: false, url: `/v1/subscription_items?subscription=${subscription.id}` },
    billing_cycle_anchor: change.anchor,
    ...(change.trialEnd !== undefined && { trial_end: change.trialEnd, status: change.trialEnd > sim.now() ? 'trialing' : 'active' }),
    ...(change.trialEnd !== undefined && subscription['trial_start'] === null && { trial_start: sim.now() }),
  };
  const method = paymentMethodFor(sim, scope, customer.id, subscription);
  const off = params['off_session'] === true;
  if (atOnce && charged && total > 0 && behaviour === 'error_if_incomplete')
    requirePayable(sim, scope, customer.id, method, behaviour, off);
  if (atOnce && charged && total > 0 && behaviour === 'pending_if_incomplete')
    return hold(sim, scope, subscription, change, to, method, off);
  keepItems(sim, scope, subscription.id, change.items);
  const once = takeOnce(sim, scope, customer, subscription, params);
  if (!atOnce) {
    updateSubscription(sim, scope, subscription, to);
    for (const parts of change.lines) sim.emit(scope, 'invoiceitem.created', keepItem(sim, scope, customer, parts));
    for (const item of once) sim.emit(scope, 'invoiceitem.created', item);
    awaitPeriodEnd(sim, scope, subscription);
    return;
  }
  const invoice = changeInvoice(sim, scope, subscription, customer, change);
  updateSubscription(sim, scope, subscription, { ...to, ...(invoice !== undefined && withInvoice(subscription, invoice.id)) });
  awaitPeriodEnd(sim, scope, subscription);
  if (invoice === undefined) return;
  sim.emit(scope, 'invoice.created', invoice);
  if (!charged) return;
  finalize(sim, scope, invoice);
  if (invoice['status'] !== 'open') return;
  if (behaviour !== 'default_incomplete') attempt(sim, scope, invoice, { paymentMethod: method, automatic: false, offSession: off });
  else if (statusOf(subscription) === 'active') updateSubscription(sim, scope, subscription, { status: 'past_due' });
}

function takeOnce(sim: Sim, scope: string, customer: StripeObject, subscription: StripeObject, params: Fields): StripeObject[] {
  const now = sim.now();
  return items(params['add_invoice_items']).map((wish, index) => {
    const price = priceAsked(sim, scope, fields(wish), ['add_invoice_items', String(index)], 'one_time');
    const quantity = number(fields(wish)['quantity']) ?? 1;
    return keepItem(sim, scope, customer, {
      amount: amount(price['unit_amount']) * quantity,
      description: text(sim.get(scope, 'product', idOf(price['product']) ?? '')?.['name']) ?? '',
      period: { start: now, end: now },
      quantity,
      price,
      subscription: subscription.id,
    });
  });
}

/** The invoice of a change: its credits and debits, and what waited. None when there is nothing to say. */
function changeInvoice(
  sim: Sim,
  scope: string,
  subscription: StripeObject,
  customer: StripeObject,
  change: Change,
): StripeObject | undefined {
  const lines = [...takePending(sim, scope, customer, subscription), ...changeLines(sim, change)];
  if (lines.length === 0) return undefined;
  const sent = subscription['collection_method'] === 'send_invoice';
  const now = sim.now();
  const invoice = keepDraft(sim, scope, {
    customer,
    lines,
    reason: 'subscription_update',
    period: { start: periodOf(subscription).start, end: now },
    subscription,
    finalizesAt: sent ? now + DRAFT_S : undefined,
    autoAdvance: statusOf(subscription) !== 'unpaid',
    prorationDate: change.lines.some(({ proration }) => proration) ? now : undefined,
  });
  tellItems(sim, scope, invoice, lines);
  return invoice;
}

/** A change that is made only when its invoice is paid: until then it stands in `pending_update`. */
function hold(
  sim: Sim,
  scope: string,
  subscription: StripeObject,
  change: Change,
  to: Fields,
  method: string | undefined,
  offSession: boolean,
): void {
  const customer = sim.need(scope, 'customer', idOf(subscription['customer']) ?? '');
  const invoice = changeInvoice(sim, scope, subscription, customer, change);
  if (invoice === undefined) return;
  const latest = sim.change(scope, subscription, withInvoice(subscription, invoice.id));
  sim.change(scope, subscription, { _pending: { invoice: invoice.id, items: change.items, anchor: change.anchor, to } });
  sim.emit(scope, 'invoice.created', invoice);
  finalize(sim, scope, invoice);
  if (invoice['status'] === 'open') attempt(sim, scope, invoice, { paymentMethod: method, automatic: false, offSession });
  if (invoice['status'] === 'paid') return;
  const expires = Math.min(sim.now() + FIRST_PAYMENT_S, periodOf(subscription).end);
  const before = sim.change(scope, subscription, {
    pending_update: {
      billing_cycle_anchor: change.restarts ? change.anchor : null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: expires,
      metadata: null,
      subscription_items: change.items,
      trial_end: null,
      trial_from_plan: null,
    },
  });
  sim.emit(scope, 'customer.subscription.updated', subscription, { ...latest, ...before });
  sim.schedule(expires, subscriptionTask('pendingUpdate'), subscription.id, scope);
}

/** Changes the items of a subscription as its own update would; for the routes of subscription items. */
export function changeItems(call: Call, subscription: StripeObject, wish: Fields): void {
  const { sim, scope, params } = call;
  const passed = given(params, ['payment_behavior', 'proration_behavior', 'proration_date', 'off_session']);
  sim.inTimeOf(scope, idOf(subscription['customer']), () => update({ ...call, params: { ...passed, items: [wish] } }, subscription));
}

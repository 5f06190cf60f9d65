import { invalidRequest, StripeError } from '../errors.js';
import { amount, fields, idOf, items, number, text, type Fields } from '../json.js';
import { listOf, matching } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { customerAsked, paymentMethodFor, priceAsked } from './billing.js';
import { DRAFT_S, keepDraft, takePending, tellItems } from './invoice-drafts.js';
import { attempt, finalize } from './invoicing.js';
import { sumOf } from './invoice-lines.js';
import { ahead } from './payment-ahead.js';
import { keepItem } from './pending-items.js';
import type { Resource } from './resource.js';
import { askedOf, changeLines, creditFor, workOut, type Change } from './subscription-changes.js';
import {
  awaitEnds,
  beginning,
  expireIncomplete,
  expirePendingUpdate,
  FIRST_PAYMENT_S,
  installLifecycle,
  linesFrom,
  start,
} from './subscription-lifecycle.js';
import {
  awaitPeriodEnd,
  endSubscription,
  hasEnded,
  inPeriod,
  itemsOf,
  keepItems,
  pause,
  periodOf,
  statusOf,
  subscriptionTask,
  unpause,
  updateSubscription,
  withInvoice,
} from './subscription-record.js';
import { settings, termsOf } from './subscription-terms.js';

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

/** Refuses what needs a payment now and cannot have one. */
function requirePayable(
  sim: Sim,
  scope: string,
  customer: string,
  method: string | undefined,
  behaviour: string,
  offSession: boolean,
): void {
  if (method === undefined) {
    throw new StripeError(400, {
      code: 'resource_missing',
      message: 'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
    });
  }
  if (behaviour !== 'error_if_incomplete') return;
  const outlook = ahead(sim, customer, sim.need(scope, 'payment_method', method, 'default_payment_method'), offSession);
  if (outlook instanceof StripeError) throw outlook;
  if (outlook === 'authentication') {
    throw new StripeError(402, {
      type: 'card_error',
      code: 'subscription_payment_intent_requires_action',
      message: 'Payment for this subscription requires additional user action before it can be completed successfully.',
    });
  }
}

function update({ sim, scope, params }: Call, subscription: StripeObject): StripeObject {
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
  },
  install: installLifecycle,
};

/** Changes the items of a subscription as its own update would; for the routes of subscription items. */
export function changeItems(call: Call, subscription: StripeObject, wish: Fields): void {
  const { sim, scope, params } = call;
  const passed = given(params, ['payment_behavior', 'proration_behavior', 'proration_date', 'off_session']);
  sim.inTimeOf(scope, idOf(subscription['customer']), () => update({ ...call, params: { ...passed, items: [wish] } }, subscription));
}

import { invalidRequest, StripeError } from '../errors.js';
import { idFor } from '../ids.js';
import { amount, fields, idOf, items, number, text, type Fields } from '../json.js';
import { listOf, matching } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call } from '../sim.js';
import type { StripeObject } from '../store.js';
import { customerAsked, DAY_S, HOUR_S, nameOf, priceAsked } from './billing.js';
import { attachPayment, installAttached } from './invoice-attached.js';
import { addLinesNow, removeLines, updateLine, updateLines } from './invoice-line-changes.js';
import { itemLine, lineOf, linesOf, makeLine } from './invoice-lines.js';
import { invoiceOf, keepDraft, pendingItems, takePending, tellItems } from './invoice-drafts.js';
import {
  attempt,
  collect,
  finalize,
  installInvoicing,
  intentOf,
  markUncollectible,
  send,
  settle,
  subscriptionOf,
  voidInvoice,
} from './invoicing.js';
import { fullPeriodAt } from './billing-periods.js';
import { cardError, resolveMethod } from './payment-methods.js';
import type { Resource } from './resource.js';
import { askedOf, changeLines, creditFor, workOut } from './subscription-changes.js';
import { beginning } from './subscription-lifecycle.js';
import { cycleOfAll, itemsOf, periodOf, withInvoice } from './subscription-record.js';
import { paymentSettings, termsOf } from './subscription-terms.js';

const PLAIN = [
  'auto_advance',
  'collection_method',
  'custom_fields',
  'default_payment_method',
  'description',
  'effective_at',
  'footer',
  'number',
  'statement_descriptor',
];
/** What may still be changed on a final invoice. https://docs.stripe.com/api/invoices/update */
const ALWAYS = ['metadata', 'auto_advance', 'default_payment_method', 'expand', 'description', 'footer', 'payment_settings'];

const found = ({ sim, scope, path }: Call): StripeObject => sim.need(scope, 'invoice', path['id'] ?? '');

/** Does the work of a call in its invoice's time. */
const onIts =
  (work: (call: Call, invoice: StripeObject) => void) =>
  (call: Call): StripeObject => {
    const invoice = found(call);
    call.sim.inTimeOf(call.scope, idOf(invoice['customer']), () => work(call, invoice));
    return invoice;
  };

/** Due days of an invoice that is sent. Refuses one without them, and days of one that is charged. */
function dueOf(params: Fields, collection: string, now: number): { daysUntilDue?: number; dueDate?: number } {
  const days = number(params['days_until_due']);
  const date = number(params['due_date']);
  if (collection !== 'send_invoice') {
    if (days !== undefined || date !== undefined)
      throw invalidRequest(
        'You can only set `days_until_due` or `due_date` if `collection_method` is `send_invoice`.',
        days === undefined ? 'due_date' : 'days_until_due',
      );
    return {};
  }
  if (days === undefined && date === undefined) {
    throw invalidRequest(
      'If `collection_method` is `send_invoice`, then one of `due_date` or `days_until_due` must be specified.',
      'due_date',
    );
  }
  return {
    ...(date !== undefined && { dueDate: date }),
    ...(date === undefined && { dueDate: now + amount(days) * DAY_S, daysUntilDue: amount(days) }),
  };
}

function create({ sim, scope, params }: Call): StripeObject {
  const subscription =
    text(params['subscription']) === undefined
      ? undefined
      : sim.need(scope, 'subscription', text(params['subscription']) ?? '', 'subscription');
  const customer = customerAsked(sim, scope, params['customer'] ?? subscription?.['customer']);
  return sim.inTimeOf(scope, customer.id, () => {
    const now = sim.now();
    const collection = text(params['collection_method']) ?? text(subscription?.['collection_method']) ?? 'charge_automatically';
    const includes = params['pending_invoice_items_behavior'] === 'include' || subscription !== undefined;
    const lines = includes ? takePending(sim, scope, customer, subscription) : [];
    const advances = params['auto_advance'] === true;
    const invoice = keepDraft(sim, scope, {
      customer,
      lines,
      reason: 'manual',
      period: { start: now, end: now },
      subscription,
      collection,
      ...dueOf(params, collection, now),
      autoAdvance: advances,
      finalizesAt: advances ? (number(params['automatically_finalizes_at']) ?? now + HOUR_S) : undefined,
      own: {
        ...given(params, PLAIN),
        auto_advance: advances,
        metadata: mergedMetadata({}, params['metadata']),
        ...(params['payment_settings'] !== undefined && { payment_settings: settingsOf(params, {}) }),
      },
    });
    tellItems(sim, scope, invoice, lines);
    if (subscription !== undefined) sim.change(scope, subscription, withInvoice(subscription, invoice.id));
    sim.emit(scope, 'invoice.created', invoice);
    return invoice;
  });
}

const settingsOf = (params: Fields, invoice: Fields): Fields => ({
  default_mandate: null,
  ...paymentSettings(invoice['payment_settings'], params['payment_settings']),
});

function update({ sim, scope, params }: Call, invoice: StripeObject): void {
  const fixed = Object.keys(params).find((name) => !ALWAYS.includes(name));
  if (invoice['status'] !== 'draft' && fixed !== undefined) {
    throw invalidRequest(
      `This invoice is already finalized, you can't update \`${fixed}\` on a non-draft invoice.`,
      fixed,
      'invoice_not_editable',
    );
  }
  const due =
    number(params['due_date']) ??
    (params['days_until_due'] === undefined ? undefined : sim.now() + amount(params['days_until_due']) * DAY_S);
  const before = sim.change(scope, invoice, {
    ...given(params, PLAIN),
    ...(due !== undefined && { due_date: due }),
    ...(params['metadata'] !== undefined && { metadata: mergedMetadata(invoice['metadata'], params['metadata']) }),
    ...(params['payment_settings'] !== undefined && { payment_settings: settingsOf(params, invoice) }),
  });
  const at = number(params['automatically_finalizes_at']) ?? (params['auto_advance'] === true ? sim.now() + HOUR_S : undefined);
  if (invoice['status'] === 'draft' && invoice['auto_advance'] === true && at !== undefined) {
    Object.assign(before, sim.change(scope, invoice, { automatically_finalizes_at: at }));
    sim.schedule(at, 'invoice.finalization', invoice.id, scope);
  }
  if (invoice['auto_advance'] === false) for (const task of ['finalization', 'attempt']) sim.cancel(`invoice.${task}`, invoice.id);
  if (Object.keys(before).length > 0) sim.emit(scope, 'invoice.updated', invoice, before);
}

function finalizeNow({ sim, scope, params }: Call, invoice: StripeObject): void {
  const advances = params['auto_advance'] ?? invoice['auto_advance'];
  sim.change(scope, invoice, { auto_advance: advances === true });
  finalize(sim, scope, invoice);
  if (advances !== true || invoice['status'] !== 'open') return;
  if (invoice['collection_method'] === 'send_invoice') collect(sim, scope, invoice);
  else {
    const at = sim.now() + HOUR_S;
    sim.change(scope, invoice, { next_payment_attempt: at });
    sim.schedule(at, 'invoice.attempt', invoice.id, scope);
  }
}

/** Collects it now. Refusals: what the card says (402), 3-D Secure, an invoice that is final. https://docs.stripe.com/api/invoices/pay */
function pay({ sim, scope, params }: Call, invoice: StripeObject): void {
  if (invoice['status'] === 'paid') throw invalidRequest('Invoice is already paid');
  if (invoice['status'] === 'void') throw invalidRequest('This invoice can no longer be paid.');
  if (invoice['status'] === 'draft') finalize(sim, scope, invoice);
  if (invoice['status'] !== 'open' && invoice['status'] !== 'uncollectible') return;
  if (params['paid_out_of_band'] === true) return settle(sim, scope, invoice, 'outside');
  const named = text(params['payment_method']);
  const method = named === undefined ? undefined : resolveMethod(sim, scope, named).id;
  const outcome = attempt(sim, scope, invoice, { paymentMethod: method, automatic: false, offSession: params['off_session'] === true });
  if (outcome === 'succeeded') return;
  const intent = intentOf(sim, scope, invoice);
  if (outcome === 'requires_action') {
    throw new StripeError(402, {
      type: 'card_error',
      code: 'invoice_payment_intent_requires_action',
      message: 'This payment requires additional user action before it can be completed successfully.',
    });
  }
  const error = fields(intent?.['last_payment_error']);
  const code = text(error['code']);
  if (code === undefined) {
    throw new StripeError(400, {
      code: 'resource_missing',
      message: 'Cannot charge a customer that has no active card. There is no default payment method to pay this invoice with.',
    });
  }
  const decline = text(error['decline_code']) ?? code;
  throw cardError(
    { code, declineCode: decline, message: text(error['message']) ?? '' },
    { ...(intent !== undefined && { payment_intent: intent }) },
  );
}

function sendNow({ sim, scope }: Call, invoice: StripeObject): void {
  if (invoice['collection_method'] !== 'send_invoice')
    throw invalidRequest('You can only manually send an invoice if its collection method is `send_invoice`.');
  if (invoice['status'] === 'draft') finalize(sim, scope, invoice);
  if (invoice['status'] !== 'open' && invoice['status'] !== 'paid') throw invalidRequest('You can only send an open or paid invoice.');
  send(sim, scope, invoice);
}

function remove(call: Call): StripeObject {
  const { sim, scope } = call;
  const invoice = found(call);
  if (invoice['status'] !== 'draft') throw invalidRequest('You can only delete draft invoices.', undefined, 'invoice_not_editable');
  sim.cancel('invoice.finalization', invoice.id);
  sim.emit(scope, 'invoice.deleted', invoice);
  sim.store.remove(scope, 'invoice', invoice.id);
  return { id: invoice.id, object: 'invoice', deleted: true };
}

/**
 * What the next invoice would be, or the one of a change: nothing of it is kept.
 * https://docs.stripe.com/api/invoices/create_preview
 */
function preview({ sim, scope, params }: Call): StripeObject {
  const id = text(params['subscription']);
  const subscription = id === undefined ? undefined : sim.need(scope, 'subscription', id, 'subscription');
  const customer = customerAsked(sim, scope, params['customer'] ?? subscription?.['customer']);
  const details = fields(params['subscription_details']);
  const own = { id: `upcoming_${idFor('invoice')}` };
  return sim.inTimeOf(scope, customer.id, () => {
    const once = onceLines({ sim, scope, params });
    if (subscription === undefined) {
      if (details['items'] === undefined) {
        const waiting = pendingItems(sim, scope, customer).map((item) => lineOf(sim, scope, item));
        if (waiting.length + once.length === 0) throw invalidRequest('Nothing to invoice for customer', undefined, 'invoice_upcoming_none');
        return invoiceOf(sim, {
          customer,
          lines: [...waiting, ...once],
          reason: 'upcoming',
          period: { start: sim.now(), end: sim.now() },
          own,
        });
      }
      const start = beginning(sim, scope, termsOf(sim, scope, details, customer));
      return invoiceOf(sim, {
        customer,
        lines: [...once, ...start.lines],
        reason: 'upcoming',
        period: { start: sim.now(), end: sim.now() },
        subscription: start.subscription,
        own,
      });
    }
    return previewOf({ sim, scope, params }, subscription, customer, details, once, own);
  });
}

function previewOf(
  { sim, scope }: Pick<Call, 'sim' | 'scope' | 'params'>,
  subscription: StripeObject,
  customer: StripeObject,
  details: Fields,
  once: StripeObject[],
  own: Fields,
): StripeObject {
  const now = sim.now();
  const period = periodOf(subscription);
  const waiting = pendingItems(sim, scope, customer, subscription).map((item) => lineOf(sim, scope, item));
  if (details['cancel_now'] === true) {
    const credits =
      details['proration_behavior'] === 'none'
        ? []
        : itemsOf(subscription).flatMap((item) => creditFor(sim, scope, subscription, item, number(details['proration_date']) ?? now));
    return invoiceOf(sim, {
      customer,
      lines: [...waiting, ...credits.map((parts) => makeLine(sim, parts)), ...once],
      reason: 'upcoming',
      period,
      subscription,
      own,
    });
  }
  const asked = askedOf(details, now);
  const change = workOut(sim, scope, subscription, asked);
  const lines = changeLines(sim, change);
  const atOnce = change.restarts || (details['proration_behavior'] === 'always_invoice' && lines.length > 0);
  if (atOnce)
    return invoiceOf(sim, {
      customer,
      lines: [...waiting, ...lines, ...once],
      reason: 'upcoming',
      period: { start: period.start, end: now },
      subscription,
      prorationDate: asked.at,
      own,
    });
  const changed = { ...subscription, items: { data: change.items } };
  const whole = fullPeriodAt(change.anchor, cycleOfAll(changed), period.end);
  const next = { start: period.end, end: whole.end };
  const leaves =
    details['cancel_at_period_end'] === true ||
    (details['cancel_at_period_end'] === undefined && subscription['cancel_at_period_end'] === true);
  const coming = leaves ? [] : change.items.map((item) => itemLine(sim, scope, subscription, item, next, whole));
  if (waiting.length + lines.length + coming.length + once.length === 0)
    throw invalidRequest(`No upcoming invoices for customer: ${customer.id}`, undefined, 'invoice_upcoming_none');
  return invoiceOf(sim, {
    customer,
    lines: [...waiting, ...lines, ...coming, ...once],
    reason: 'upcoming',
    period,
    subscription,
    finalizesAt: period.end + HOUR_S,
    ...(lines.length > 0 && { prorationDate: asked.at }),
    own: { ...own, created: period.end },
  });
}

/** Items that a preview takes as if they waited. */
const onceLines = ({ sim, scope, params }: Pick<Call, 'sim' | 'scope' | 'params'>): StripeObject[] =>
  items(params['invoice_items']).map((wish, index) => {
    const own = fields(wish);
    const quantity = number(own['quantity']) ?? 1;
    const price =
      number(own['amount']) === undefined ? priceAsked(sim, scope, own, ['invoice_items', String(index)], 'one_time') : undefined;
    return makeLine(sim, {
      amount: number(own['amount']) ?? amount(price?.['unit_amount']) * quantity,
      description: text(own['description']) ?? (price === undefined ? '' : nameOf(sim, scope, price)),
      period: { start: sim.now(), end: sim.now() },
      quantity,
      price,
    });
  });

/** https://docs.stripe.com/api/invoices */
export const invoices: Resource = {
  routes: {
    'POST /v1/invoices': create,
    'POST /v1/invoices/create_preview': preview,
    'GET /v1/invoices': (call) => {
      const { sim, scope, params } = call;
      const wanted = text(params['subscription']);
      const all = matching(sim.all(scope, 'invoice'), params, ['customer', 'collection_method', 'status']);
      return listOf(call, wanted === undefined ? all : all.filter((invoice) => subscriptionOf(sim, scope, invoice)?.id === wanted));
    },
    'GET /v1/invoices/{id}': found,
    'POST /v1/invoices/{id}': onIts(update),
    'DELETE /v1/invoices/{id}': remove,
    'POST /v1/invoices/{id}/finalize': onIts(finalizeNow),
    'POST /v1/invoices/{id}/pay': onIts(pay),
    'POST /v1/invoices/{id}/send': onIts(sendNow),
    'POST /v1/invoices/{id}/void': onIts(({ sim, scope }, invoice) => voidInvoice(sim, scope, invoice)),
    'POST /v1/invoices/{id}/mark_uncollectible': onIts(({ sim, scope }, invoice) => markUncollectible(sim, scope, invoice)),
    'POST /v1/invoices/{id}/add_lines': onIts(addLinesNow),
    'POST /v1/invoices/{id}/remove_lines': onIts(removeLines),
    'POST /v1/invoices/{id}/update_lines': onIts(updateLines),
    'POST /v1/invoices/{invoiceId}/lines/{id}': updateLine,
    'POST /v1/invoices/{id}/attach_payment': onIts(attachPayment),
    'GET /v1/invoices/{id}/lines': (call) =>
      listOf(
        { ...call, params: given(call.params, ['limit', 'starting_after', 'ending_before']) },
        linesOf(found(call)).map((line): StripeObject => ({ ...line, id: text(line['id']) ?? '', object: 'line_item' })),
      ),
  },
  install: (sim) => {
    installInvoicing(sim);
    installAttached(sim);
  },
};

import { invalidRequest } from '../errors.js';
import { amount, fields, idOf, items, number, text, type Fields, type Json } from '../json.js';
import { mergedMetadata, paramName } from '../params.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { cycleOf, nameOf, planOf, priceAsked } from './billing.js';
import { fullPeriodAt, prorated, type Period } from './billing-periods.js';
import { linesOf, makeLine, type LineParts } from './invoice-lines.js';
import { invoicesOf, itemsOf, makeItem, periodOf, statusOf } from './subscription-record.js';
import { pendingItems } from './invoice-drafts.js';

/** How a change of items, anchor or trial would come out. Nothing of it is kept. */
export interface Change {
  items: StripeObject[];
  period: Period;
  anchor: number;
  /** Where the trial ends after it, when that changes. */
  trialEnd: number | undefined;
  /** Credits and debits of what is left of the period, or of the new one. */
  lines: LineParts[];
  /** The time begins anew: an invoice is due at once. */
  restarts: boolean;
}

/** What the request asks of items, anchor and trial. */
export interface Asked {
  items?: Json | undefined;
  anchorNow: boolean;
  trialEnd?: Json | undefined;
  prorate: boolean;
  at: number;
}

/** The items after the change: by id changed or deleted, without an id added. */
function itemsAfter(sim: Sim, scope: string, subscription: StripeObject, asked: Json | undefined, period: Period): StripeObject[] {
  let after = itemsOf(subscription);
  for (const [index, wish] of items(asked).map(fields).entries()) {
    const path = ['items', String(index)];
    const id = text(wish['id']);
    if (id === undefined) {
      const price = priceAsked(sim, scope, wish, path, 'recurring');
      if (after.some((item) => idOf(item['price']) === price.id)) {
        throw invalidRequest(`Cannot add multiple subscription items with the same plan: ${price.id}`, paramName([...path, 'price']));
      }
      after = [
        ...after,
        makeItem(sim, subscription.id, price, number(wish['quantity']) ?? 1, mergedMetadata({}, wish['metadata']), period),
      ];
      continue;
    }
    const before = after.find((item) => item.id === id);
    if (before === undefined)
      throw invalidRequest(
        `Invalid subscription item: ${id} is not an item of this subscription.`,
        paramName([...path, 'id']),
        'resource_missing',
      );
    if (wish['deleted'] === true) {
      after = after.filter((item) => item !== before);
      continue;
    }
    const samePrice = wish['price'] === undefined && wish['price_data'] === undefined && wish['plan'] === undefined;
    const price = samePrice ? fields(before['price']) : priceAsked(sim, scope, wish, path, 'recurring');
    const changed: StripeObject = {
      ...before,
      price: { ...price },
      plan: planOf(price),
      quantity: number(wish['quantity']) ?? number(before['quantity']) ?? 1,
      ...(wish['metadata'] !== undefined && { metadata: mergedMetadata(before['metadata'], wish['metadata']) }),
    };
    after = after.map((item) => (item === before ? changed : item));
  }
  if (after.length === 0) throw invalidRequest('A subscription must have at least one active plan.', 'items');
  const [first, ...others] = after.map((item) => cycleOf(fields(item['price'])));
  if (others.some((cycle) => cycle.interval !== first?.interval || cycle.count !== first.count)) {
    throw invalidRequest('Currently, all plans on a subscription must have the same `interval` and `interval_count`.', 'items');
  }
  return after;
}

/** Works a change out. https://docs.stripe.com/billing/subscriptions/prorations */
export function workOut(sim: Sim, scope: string, subscription: StripeObject, asked: Asked): Change {
  const now = periodOf(subscription);
  const before = itemsOf(subscription);
  const at = Math.min(Math.max(asked.at, now.start), now.end);
  const after = itemsAfter(sim, scope, subscription, asked.items, now);
  const cycle = cycleOf(fields(after[0]?.['price']));
  const was = cycleOf(fields(before[0]?.['price']));
  const trialing = statusOf(subscription) === 'trialing';
  const trialUntil = asked.trialEnd === 'now' ? undefined : number(asked.trialEnd);
  const endsTrial = trialing && asked.trialEnd === 'now';
  const restarts =
    asked.anchorNow ||
    endsTrial ||
    trialUntil !== undefined ||
    (!trialing && (cycle.interval !== was.interval || cycle.count !== was.count));
  const anchor = trialUntil ?? (restarts ? at : amount(subscription['billing_cycle_anchor']));
  const period = restarts ? { start: at, end: trialUntil ?? fullPeriodAt(at, cycle, at).end } : now;
  const moved = after.map((item): StripeObject => ({ ...item, current_period_start: period.start, current_period_end: period.end }));
  const change = { items: moved, period, anchor, restarts, trialEnd: trialUntil ?? (endsTrial ? at : undefined) };
  const touched = (item: StripeObject): boolean => {
    const other = before.find(({ id }) => id === item.id);
    return restarts || other === undefined || idOf(other['price']) !== idOf(item['price']) || other['quantity'] !== item['quantity'];
  };
  const gone = before.filter(
    (item) => !after.some(({ id }) => id === item.id) || after.some((other) => other.id === item.id && touched(other)),
  );
  const credits = asked.prorate && !(trialing && !endsTrial) ? gone.flatMap((item) => creditFor(sim, scope, subscription, item, at)) : [];
  const free = trialUntil !== undefined || (trialing && !endsTrial);
  const debits =
    free || !(asked.prorate || restarts)
      ? []
      : moved.filter(touched).map((item) => debitFor(sim, scope, subscription, item, at, period, restarts, anchor));
  return { ...change, lines: [...credits, ...debits] };
}

/**
 * What comes back for the time an item is no longer used: the share of what was really charged for it, as flexible billing does.
 * https://docs.stripe.com/billing/subscriptions/billing-mode
 */
export function creditFor(sim: Sim, scope: string, subscription: StripeObject, item: StripeObject, at: number): LineParts[] {
  const customer = sim.need(scope, 'customer', idOf(subscription['customer']) ?? '');
  const billed = invoicesOf(sim, scope, subscription)
    .filter(({ status }) => status !== 'void')
    .flatMap(linesOf);
  const waiting = pendingItems(sim, scope, customer, subscription);
  const { end } = periodOf(subscription);
  const charged = [...billed, ...waiting].filter((line) => line['_item'] === item.id && amount(fields(line['period'])['end']) > at);
  // Rounded once, not by line: what was charged in parts comes back whole.
  const exact = charged.reduce((sum, line) => {
    const { start, end: until } = fields(line['period']);
    return sum + amount(line['amount']) * ((amount(until) - Math.max(at, amount(start))) / (amount(until) - amount(start)));
  }, 0);
  const left = Math.sign(exact) * Math.round(Math.abs(exact));
  if (left === 0) return [];
  return [
    {
      amount: -left,
      description: `${dayOf(at)}以降に使わない分：${nameOf(sim, scope, fields(item['price']))}`,
      period: { start: at, end },
      quantity: number(item['quantity']) ?? 1,
      price: fields(item['price']),
      subscription: subscription.id,
      item: item.id,
      proration: true,
    },
  ];
}

function debitFor(
  sim: Sim,
  scope: string,
  subscription: StripeObject,
  item: StripeObject,
  at: number,
  period: Period,
  whole: boolean,
  anchor: number,
): LineParts {
  const price = fields(item['price']);
  const quantity = number(item['quantity']) ?? 1;
  const full = amount(price['unit_amount']) * quantity;
  const name = nameOf(sim, scope, price);
  return {
    amount: whole ? full : prorated(full, fullPeriodAt(anchor, cycleOf(price), at), at, period.end),
    description: whole ? `${quantity} × ${name}` : `${dayOf(at)}以降の残りの分：${name}`,
    period: { start: at, end: period.end },
    quantity,
    price,
    subscription: subscription.id,
    item: item.id,
    proration: !whole,
  };
}

const DAY = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', year: 'numeric', month: 'long', day: 'numeric' });
const dayOf = (seconds: number): string => DAY.format(new Date(seconds * 1000));

/** The lines of a change as they stand on an invoice. */
export const changeLines = (sim: Sim, change: Change): StripeObject[] => change.lines.map((parts) => makeLine(sim, parts));

/** What a request asks for in Stripe's words. */
export function askedOf(params: Fields, now: number): Asked {
  return {
    items: params['items'],
    anchorNow: fields(params['billing_cycle_anchor'])['type'] === 'now' || params['billing_cycle_anchor'] === 'now',
    trialEnd: params['trial_end'],
    prorate: params['proration_behavior'] !== 'none',
    at: number(params['proration_date']) ?? now,
  };
}

import { invalidRequest, parameterMissing, StripeError } from '../errors.js';
import { amount, fields, idOf, items, number, text, type Fields, type Json } from '../json.js';
import { paramName } from '../params.js';
import { SIM, type Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import type { Cycle } from './billing-periods.js';

export const HOUR_S = 3600;
export const DAY_S = 24 * HOUR_S;

/**
 * What an account sets in its billing settings and no API call can reach: https://docs.stripe.com/billing/revenue-recovery
 * `afterRetries` says what becomes of a subscription when the last retry failed, or when an invoice that was sent is `afterDueDays` late.
 */
export interface BillingRules {
  /** Days from one attempt to the next. */
  retryDays: number[];
  afterRetries: 'canceled' | 'unpaid' | 'past_due';
  afterDueDays: number;
  /** How many days before a renewal `invoice.upcoming` is sent. */
  upcomingDays: number;
}

const AFTER_RETRIES = ['canceled', 'unpaid', 'past_due'] as const;
const DEFAULT_RULES: BillingRules = { retryDays: [3, 5, 7], afterRetries: 'unpaid', afterDueDays: 60, upcomingDays: 7 };

/** The billing settings as they are now. */
export function billingRules(sim: Sim): BillingRules {
  const kept: Fields = sim.get(SIM, '_billing_rules', 'rules') ?? {};
  const days = kept['retryDays'];
  return {
    retryDays: days === undefined ? DEFAULT_RULES.retryDays : items(days).map(amount),
    afterRetries: AFTER_RETRIES.find((word) => word === kept['afterRetries']) ?? DEFAULT_RULES.afterRetries,
    afterDueDays: number(kept['afterDueDays']) ?? DEFAULT_RULES.afterDueDays,
    upcomingDays: number(kept['upcomingDays']) ?? DEFAULT_RULES.upcomingDays,
  };
}

/** Sets some of the billing settings. Refuses words and numbers that mean nothing. */
export function setBillingRules(sim: Sim, change: Fields): BillingRules {
  const after = change['afterRetries'];
  if (after !== undefined && !AFTER_RETRIES.some((word) => word === after)) {
    throw invalidRequest(`afterRetries must be one of ${AFTER_RETRIES.join(', ')}`, 'afterRetries');
  }
  const days = change['retryDays'];
  if (days !== undefined && !(Array.isArray(days) && days.every((day) => amount(day) > 0))) {
    throw invalidRequest('retryDays must be a list of days', 'retryDays');
  }
  for (const name of ['afterDueDays', 'upcomingDays']) {
    if (change[name] !== undefined && (number(change[name]) ?? -1) < 0) throw invalidRequest(`${name} must be a number of days`, name);
  }
  sim.put(SIM, { ...billingRules(sim), ...change, id: 'rules', object: '_billing_rules' });
  return billingRules(sim);
}

/** The cycle of a recurring price. */
export function cycleOf(price: Fields): Cycle {
  const { interval, interval_count: count } = fields(price['recurring']);
  const known = (['day', 'week', 'month', 'year'] as const).find((word) => word === interval);
  return { interval: known ?? 'month', count: number(count) ?? 1 };
}

/**
 * The price that a request names, or makes on the spot with `price_data`. `kind` says what the place takes.
 * https://docs.stripe.com/products-prices/pricing-models#inline-pricing
 */
export function priceAsked(
  sim: Sim,
  scope: string,
  asked: Fields,
  path: readonly string[],
  kind: 'recurring' | 'one_time' | 'any',
): StripeObject {
  const named = text(asked['price']) ?? text(asked['plan']);
  const price =
    named === undefined
      ? inlinePrice(sim, scope, fields(asked['price_data']), path)
      : sim.need(scope, 'price', named, paramName([...path, 'price']));
  if (named !== undefined && price['active'] !== true) {
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', paramName([...path, 'price']));
  }
  if (kind !== 'any' && price['type'] !== kind) {
    throw invalidRequest(
      `The price specified is set to \`type=${text(price['type']) ?? ''}\` but this field only accepts prices with \`type=${kind}\`.`,
      paramName([...path, 'price']),
    );
  }
  return price;
}

function inlinePrice(sim: Sim, scope: string, data: Fields, path: readonly string[]): StripeObject {
  const place = paramName([...path, 'price_data']);
  if (Object.keys(data).length === 0) throw parameterMissing(paramName([...path, 'price']));
  const unit = number(data['unit_amount']) ?? Number(text(data['unit_amount_decimal']) ?? Number.NaN);
  if (!Number.isInteger(unit)) throw parameterMissing(`${place}[unit_amount]`);
  const price = sim.make('Price', {
    active: false,
    billing_scheme: 'per_unit',
    currency: text(data['currency'])?.toLowerCase() ?? 'jpy',
    product: inlineProduct(sim, scope, data, place).id,
    recurring: recurringOf(data['recurring']),
    tax_behavior: text(data['tax_behavior']) ?? 'unspecified',
    type: data['recurring'] === undefined ? 'one_time' : 'recurring',
    unit_amount: unit,
    unit_amount_decimal: String(unit),
  });
  sim.put(scope, price);
  return price;
}

function inlineProduct(sim: Sim, scope: string, data: Fields, place: string): StripeObject {
  const named = text(data['product']);
  if (named !== undefined) return sim.need(scope, 'product', named, `${place}[product]`);
  const { name, description, metadata } = fields(data['product_data']);
  if (text(name) === undefined) throw parameterMissing(`${place}[product]`);
  const product = sim.make('Product', {
    active: false,
    name: name ?? '',
    description: description ?? null,
    metadata: fields(metadata),
    type: 'service',
    updated: sim.now(),
  });
  sim.put(scope, product);
  return product;
}

const recurringOf = (asked: Json | undefined): Json =>
  asked === undefined
    ? null
    : { interval: 'month', interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed', ...fields(asked) };

/** A price as the old plan object, which subscription items still carry beside it. */
export function planOf(price: Fields): Fields {
  const recurring = fields(price['recurring']);
  return {
    id: text(price['id']) ?? '',
    object: 'plan',
    active: price['active'] === true,
    amount: price['unit_amount'] ?? null,
    amount_decimal: price['unit_amount_decimal'] ?? null,
    billing_scheme: 'per_unit',
    created: amount(price['created']),
    currency: text(price['currency']) ?? 'jpy',
    interval: text(recurring['interval']) ?? 'month',
    interval_count: number(recurring['interval_count']) ?? 1,
    livemode: false,
    metadata: fields(price['metadata']),
    meter: null,
    nickname: price['nickname'] ?? null,
    product: idOf(price['product']) ?? null,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

/** What the product behind a price is called. */
export const nameOf = (sim: Sim, scope: string, price: Fields): string =>
  text(sim.get(scope, 'product', idOf(price['product']) ?? '')?.['name']) ?? text(price['nickname']) ?? '';

/** The customer of that id. Refuses one that was deleted as if it had never been. */
export function customerAsked(sim: Sim, scope: string, id: Json | undefined): StripeObject {
  const wanted = text(id);
  if (wanted === undefined) throw parameterMissing('customer');
  const customer = sim.need(scope, 'customer', wanted, 'customer');
  if (customer['deleted'] === true)
    throw new StripeError(400, { code: 'resource_missing', message: `No such customer: '${wanted}'`, param: 'customer' });
  return customer;
}

/** The first payment method that is named, of the invoice, the subscription, the customer, and is still the customer's. */
export function paymentMethodFor(
  sim: Sim,
  scope: string,
  customer: Json | undefined,
  ...owners: (Fields | undefined)[]
): string | undefined {
  const payer = sim.get(scope, 'customer', idOf(customer) ?? '');
  if (payer === undefined) return undefined;
  for (const owner of [...owners, fields(payer['invoice_settings'])]) {
    const own = idOf(owner?.['default_payment_method']);
    if (own !== undefined && idOf(sim.get(scope, 'payment_method', own)?.['customer']) === payer.id) return own;
  }
  return undefined;
}

/** A list inside an object, as Stripe nests them. */
export const nested = (url: string, data: readonly StripeObject[]): Fields => ({ object: 'list', data: [...data], has_more: false, url });

import { invalidRequest, parameterMissing } from '../errors.js';
import { amount, fields, idOf, items, number, type Fields, type Json } from '../json.js';
import { given, mergedMetadata } from '../params.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { cycleOf, DAY_S, priceAsked } from './billing.js';
import { boundary, nextMonthDay } from './billing-periods.js';
import type { Terms } from './subscription-lifecycle.js';

/** Fields that creating and updating take over as they are. */
const PLAIN = ['collection_method', 'days_until_due', 'default_payment_method', 'description'] as const;
/** The fields a request sets as they are, checked. */
export function settings(sim: Sim, scope: string, customer: string, params: Fields, before: Fields): Fields {
  const own = given(params, PLAIN);
  const method = idOf(own['default_payment_method']);
  if (method !== undefined && idOf(sim.need(scope, 'payment_method', method, 'default_payment_method')['customer']) !== customer) {
    throw invalidRequest(
      `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
      'default_payment_method',
    );
  }
  if (params['payment_settings'] !== undefined) {
    own['payment_settings'] = paymentSettings(before['payment_settings'], params['payment_settings']);
  }
  if (params['trial_settings'] !== undefined) {
    own['trial_settings'] = { end_behavior: { billing_cycle_anchor: null, ...fields(fields(params['trial_settings'])['end_behavior']) } };
  }
  return own;
}

const OPTIONS: Fields = {
  acss_debit: null,
  bancontact: null,
  card: null,
  customer_balance: null,
  konbini: null,
  payto: null,
  pix: null,
  sepa_debit: null,
  upi: null,
  us_bank_account: null,
};

/** Payment settings with every field of theirs. */
export function paymentSettings(before: Json | undefined, asked: Json | undefined): Fields {
  const was = fields(before);
  const wish = fields(asked);
  const options = wish['payment_method_options'];
  const types = wish['payment_method_types'];
  const saves = wish['save_default_payment_method'] ?? was['save_default_payment_method'];
  return {
    payment_method_options: options === undefined ? (was['payment_method_options'] ?? null) : { ...OPTIONS, ...filled(fields(options)) },
    payment_method_types:
      types === undefined ? (was['payment_method_types'] ?? null) : Array.isArray(types) && types.length > 0 ? types : null,
    ...(saves !== undefined && { save_default_payment_method: saves }),
  };
}

/** Options of methods with the fields that an answer always has. */
const filled = (options: Fields): Fields =>
  Object.fromEntries(
    Object.entries(options).map(([method, option]) => [
      method,
      method === 'customer_balance'
        ? {
            bank_transfer: { type: null, ...fields(fields(option)['bank_transfer']) },
            funding_type: fields(option)['funding_type'] ?? null,
          }
        : method === 'card'
          ? { network: null, request_three_d_secure: null, ...fields(option) }
          : option,
    ]),
  );

/** A request for a subscription as terms; also for a preview of one. */
export function termsOf(sim: Sim, scope: string, params: Fields, customer: StripeObject): Terms {
  const now = sim.now();
  const wishes = items(params['items']).map(fields);
  if (wishes.length === 0) throw parameterMissing('items');
  const asked = wishes.map((wish, index) => ({
    price: priceAsked(sim, scope, wish, ['items', String(index)], 'recurring'),
    quantity: number(wish['quantity']) ?? 1,
    metadata: mergedMetadata({}, wish['metadata']),
  }));
  if (fields(params['billing_mode'])['type'] === 'classic')
    throw invalidRequest('This simulator bills flexibly, as new subscriptions do.', 'billing_mode[type]');
  const cycle = cycleOf(asked[0]?.price ?? {});
  const days = number(params['trial_period_days']);
  const trialEnd = number(params['trial_end']) ?? (days === undefined || days === 0 ? undefined : now + days * DAY_S);
  if (trialEnd !== undefined && trialEnd <= now)
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', 'trial_end');
  const anchor = anchorOf(params, trialEnd ?? now);
  if (anchor !== undefined && anchor < (trialEnd ?? now))
    throw invalidRequest('billing_cycle_anchor cannot be before the current time or trial end', 'billing_cycle_anchor');
  if (anchor !== undefined && anchor > boundary(trialEnd ?? now, cycle, 1)) {
    throw invalidRequest('billing_cycle_anchor cannot be later than next natural billing date', 'billing_cycle_anchor');
  }
  if (params['collection_method'] === 'send_invoice' && params['days_until_due'] === undefined) {
    throw invalidRequest(
      'When creating a subscription with `collection_method` set to `send_invoice`, you must set `days_until_due`.',
      'days_until_due',
      'parameter_missing',
    );
  }
  return {
    customer,
    items: asked,
    own: {
      ...settings(sim, scope, customer.id, params, { payment_settings: { save_default_payment_method: 'off' } }),
      metadata: mergedMetadata({}, params['metadata']),
    },
    anchor,
    trialEnd,
    prorate: params['proration_behavior'] !== 'none',
    cancelAtPeriodEnd: params['cancel_at_period_end'] === true,
    cancelAt: number(params['cancel_at']),
    once: items(params['add_invoice_items']).map((wish, index) => ({
      price: priceAsked(sim, scope, fields(wish), ['add_invoice_items', String(index)], 'one_time'),
      quantity: number(fields(wish)['quantity']) ?? 1,
    })),
  };
}

function anchorOf(params: Fields, from: number): number | undefined {
  const config = params['billing_cycle_anchor_config'];
  if (config === undefined) return number(params['billing_cycle_anchor']);
  const { day_of_month: day, month, hour, minute, second } = fields(config);
  return nextMonthDay(from, {
    day: amount(day),
    ...(number(month) !== undefined && { month: amount(month) }),
    ...(number(hour) !== undefined && { hour: amount(hour) }),
    ...(number(minute) !== undefined && { minute: amount(minute) }),
    ...(number(second) !== undefined && { second: amount(second) }),
  });
}

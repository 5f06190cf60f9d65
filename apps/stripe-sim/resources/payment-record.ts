import { invalidRequest } from '../errors.js';
import { chars } from '../ids.js';
import { amount, fields, text, texts, type Fields } from '../json.js';
import { given, mergedMetadata } from '../params.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';

/** Whole yen. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, …/payments/konbini, …/payments/paypay */
const LIMITS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  card: [50, 99_999_999],
  konbini: [120, 300_000],
  paypay: [50, 1_000_000],
};
const DEFAULT_METHODS = ['card', 'konbini', 'paypay'];
/** Only a card holds money that is taken later. https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
const HOLDING_METHODS = ['card'];

/** Refuses an amount that none of these methods takes: `amount_too_small`, `amount_too_large`. */
export function requireAmount(yen: number, methods: readonly string[], param = 'amount'): void {
  const limits = methods.map((method) => LIMITS[method] ?? [50, 99_999_999]);
  const least = Math.min(...limits.map(([from]) => from));
  const most = Math.max(...limits.map(([, to]) => to));
  if (yen < least) throw invalidRequest(`Amount must be at least ¥${least} jpy`, param, 'amount_too_small');
  if (yen > most) throw invalidRequest(`Amount must be no more than ¥${most.toLocaleString('en')} jpy`, param, 'amount_too_large');
}

/** The kinds of payment that an intent takes: those allowed, without the excluded. */
export function methodTypes(params: Fields): string[] {
  const allowed = texts(params['allowed_payment_method_types']);
  const excluded = texts(params['excluded_payment_method_types']);
  // Only an older account still names them so, and the contract has no form for it any more.
  const older = params['payment_method_types'];
  const named = texts(Array.isArray(older) ? older : Object.values(fields(older)));
  const types = allowed.length > 0 ? allowed : named.length > 0 ? named : DEFAULT_METHODS;
  const left = types.filter((type) => !excluded.includes(type));
  if (params['capture_method'] !== 'manual') return left;
  const holding = left.filter((type) => HOLDING_METHODS.includes(type));
  if (holding.length === 0) throw invalidRequest(`None of ${left.join(', ')} can be captured later.`, 'capture_method');
  return holding;
}

/** What an intent takes as it is given. */
export const PLAIN = [
  'description',
  'receipt_email',
  'setup_future_usage',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'transfer_group',
];

const NOWHERE: Fields = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** Where a parcel goes, if that was said: what is not said of the address is null. */
export function shipped({ shipping }: Fields): Fields {
  if (shipping === undefined) return {};
  const to = fields(shipping);
  return { shipping: shipping === '' || shipping === null ? null : { ...to, address: { ...NOWHERE, ...fields(to['address']) } } };
}

/** A new intent, kept and told; `own` are the params of its creation. Refusals: amount_too_small, amount_too_large. */
export function makeIntent(sim: Sim, scope: string, own: Fields): StripeObject {
  const types = methodTypes(own);
  requireAmount(amount(own['amount']), types);
  const customer = text(own['customer']);
  return sim.inTimeOf(scope, customer, () => {
    const intent = sim.make('PaymentIntent', {
      ...given(own, PLAIN),
      ...shipped(own),
      allowed_payment_method_types: own['allowed_payment_method_types'] ?? null,
      excluded_payment_method_types: own['excluded_payment_method_types'] ?? null,
      amount: amount(own['amount']),
      automatic_payment_methods: own['payment_method_types'] === undefined ? { enabled: true } : null,
      capture_method: own['capture_method'] ?? 'automatic_async',
      confirmation_method: own['confirmation_method'] ?? 'automatic',
      currency: text(own['currency'])?.toLowerCase() ?? 'jpy',
      customer: customer ?? null,
      metadata: mergedMetadata({}, own['metadata']),
      on_behalf_of: own['on_behalf_of'] ?? null,
      payment_method: own['payment_method'] ?? null,
      payment_method_options: methodOptions(types, fields(own['payment_method_options'])),
      payment_method_types: types,
      status: own['payment_method'] === undefined || own['payment_method'] === null ? 'requires_payment_method' : 'requires_confirmation',
      _options: own['payment_method_options'] ?? {},
      // An invoice is never paid in part.
      _whole: own['_whole'] ?? false,
    });
    intent['client_secret'] = `${intent.id}_secret_${chars(25)}`;
    sim.put(scope, intent);
    sim.emit(scope, 'payment_intent.created', intent);
    return intent;
  });
}

/** As the API shows the options of the kinds that an intent takes. */
export function methodOptions(types: readonly string[], asked: Fields): Fields {
  const shown: Fields = {};
  for (const type of types) {
    const own = fields(asked[type]);
    if (type === 'card')
      shown[type] = {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
        ...given(own, ['capture_method', 'request_incremental_authorization', 'request_three_d_secure', 'setup_future_usage']),
      };
    if (type === 'konbini') {
      shown[type] = {
        confirmation_number: own['confirmation_number'] ?? null,
        expires_after_days: own['expires_after_days'] ?? null,
        expires_at: own['expires_at'] ?? null,
        product_description: own['product_description'] ?? null,
      };
    }
    if (type === 'paypay') shown[type] = {};
    // Whatever kind was asked for: to a platform in Japan money comes from banks in Japan.
    if (type === 'customer_balance') shown[type] = { funding_type: 'bank_transfer', ...own, bank_transfer: { type: 'jp_bank_transfer' } };
  }
  return shown;
}

import { invalidRequest, parameterMissing } from '../errors.js';
import { chars } from '../ids.js';
import { amount, fields, idOf, items, number, text, texts, type Fields, type Json } from '../json.js';
import { listOf, matching } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { customerAsked, DAY_S, HOUR_S, nameOf, nested, priceAsked } from './billing.js';
import { expire, installCheckout, sessionTerms } from './checkout.js';
import { sumOf } from './invoice-lines.js';
import { takes } from './payment-ahead.js';
import { requireAmount } from './payment-record.js';
import type { Resource } from './resource.js';
import { makeSetupIntent } from './setup-intents.js';
import { beginning } from './subscription-lifecycle.js';

/** How long a session may be open. https://docs.stripe.com/api/checkout/sessions/create */
const SHORTEST_S = HOUR_S / 2;
const LONGEST_S = DAY_S;
/** What this country's customers can choose; only cards can be charged again. https://docs.stripe.com/payments/konbini */
const ONCE = ['card', 'konbini', 'paypay'];
const OFFERED = [...ONCE, 'customer_balance'];

const PLAIN = [
  'allow_promotion_codes',
  'billing_address_collection',
  'cancel_url',
  'client_reference_id',
  'customer_email',
  'integration_identifier',
  'locale',
  'origin_context',
  'payment_method_collection',
  'submit_type',
];

const found = ({ sim, scope, path }: Call): StripeObject => sim.need(scope, 'checkout.session', path['id'] ?? '');

/** The lines of the page: their prices as they are now. */
function lineItems(call: Call, mode: string): StripeObject[] {
  const { sim, scope, params } = call;
  const asked = items(params['line_items']).map(fields);
  if (mode === 'setup') {
    if (asked.length > 0) throw invalidRequest('`line_items` are not allowed in `setup` mode.', 'line_items');
    return [];
  }
  if (asked.length === 0) throw parameterMissing('line_items');
  const lines = asked.map((wish, index) => {
    const price = priceAsked(sim, scope, wish, ['line_items', String(index)], 'any');
    const quantity = number(wish['quantity']) ?? 1;
    const total = amount(price['unit_amount']) * quantity;
    return sim.make('LineItem', {
      amount_subtotal: total,
      amount_total: total,
      currency: text(price['currency']) ?? 'jpy',
      description: nameOf(sim, scope, price),
      metadata: mergedMetadata({}, wish['metadata']),
      price: { ...price },
      quantity,
    });
  });
  const recurring = lines.filter(({ price }) => fields(price)['type'] === 'recurring').length;
  if (mode === 'subscription' && recurring === 0)
    throw invalidRequest('You must provide at least one recurring price in `subscription` mode when using prices.', 'line_items');
  if (mode === 'payment' && recurring > 0) {
    throw invalidRequest(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      'line_items',
    );
  }
  return lines;
}

/** What the payer can choose from. Refuses a method that cannot do what the mode needs. */
function methodTypes({ params }: Call, mode: string, total: number): string[] {
  const named = texts(params['allowed_payment_method_types']);
  const asked = named.length > 0 ? named : texts(params['payment_method_types']);
  const excluded = texts(params['excluded_payment_method_types']);
  const param = 'allowed_payment_method_types';
  const unknown = asked.find((type) => !OFFERED.includes(type));
  if (unknown !== undefined)
    throw invalidRequest(`The payment method type provided: ${unknown} is invalid. Please ensure it is activated.`, param);
  const single = mode === 'payment' ? undefined : asked.find((type) => type !== 'card');
  if (single !== undefined) throw invalidRequest(`The payment method \`${single}\` cannot be used in \`${mode}\` mode.`, param);
  if (asked.includes('customer_balance') && params['customer'] === undefined)
    throw invalidRequest('The payment method `customer_balance` requires `customer` to be set.', 'customer');
  const types = (asked.length > 0 ? asked : mode === 'payment' ? ONCE : ['card']).filter((type) => !excluded.includes(type));
  if (types.length === 0) throw invalidRequest('At least one payment method type must remain.', param);
  if (mode === 'payment') requireAmount(total, types, 'line_items');
  return types.filter((type) => mode !== 'payment' || takes(type, total));
}

function expiryOf(params: Fields, now: number): number {
  const wanted = number(params['expires_at']);
  if (wanted === undefined) return now + LONGEST_S;
  // The caller's clock may be some seconds ahead or behind.
  if (wanted < now + SHORTEST_S - 60)
    throw invalidRequest('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', 'expires_at');
  if (wanted > now + LONGEST_S + 60)
    throw invalidRequest('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', 'expires_at');
  return wanted;
}

function create(call: Call): StripeObject {
  const { sim, scope, params } = call;
  const mode = text(params['mode']) ?? (call.strict ? undefined : 'payment');
  if (mode === undefined) throw parameterMissing('mode');
  if (text(params['success_url']) === undefined) throw parameterMissing('success_url');
  const customer = params['customer'] === undefined ? undefined : customerAsked(sim, scope, params['customer']);
  if (customer !== undefined && params['customer_email'] !== undefined)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', 'customer');
  return sim.inTimeOf(scope, customer?.id, () => keep(call, mode, customer));
}

function keep(call: Call, mode: string, customer: StripeObject | undefined): StripeObject {
  const { sim, scope, params } = call;
  for (const [name, only] of [
    ['payment_intent_data', 'payment'],
    ['subscription_data', 'subscription'],
    ['setup_intent_data', 'setup'],
  ] as const) {
    if (params[name] !== undefined && mode !== only) throw invalidRequest(`You can not pass \`${name}\` in \`${mode}\` mode.`, name);
  }
  if (fields(params['payment_intent_data'])['capture_method'] === 'manual')
    throw invalidRequest('The Checkout of this simulator captures at once.', 'payment_intent_data[capture_method]');
  const lines = lineItems(call, mode);
  const own: Fields = {
    _lines: lines.map((line) => ({ price: idOf(line['price']) ?? '', quantity: line['quantity'] ?? 1 })),
    _items: lines,
    _subscription_data: fields(params['subscription_data']),
  };
  const total =
    mode === 'subscription' ? firstAmount(sim, scope, own, customer) : lines.reduce((sum, line) => sum + amount(line['amount_total']), 0);
  const types = methodTypes(call, mode, total);
  const id = `cs_test_a1${chars(56)}`;
  const setup =
    mode === 'setup'
      ? makeSetupIntent(sim, scope, { customer: customer?.id, metadata: fields(params['setup_intent_data'])['metadata'] ?? {} })
      : undefined;
  const session = sim.make('Checkout.Session', {
    ...given(params, PLAIN),
    adaptive_pricing: { enabled: false },
    allowed_payment_method_types: params['allowed_payment_method_types'] ?? null,
    amount_subtotal: mode === 'setup' ? null : total,
    amount_total: mode === 'setup' ? null : total,
    currency: mode === 'setup' ? (text(params['currency']) ?? null) : (text(lines[0]?.['currency']) ?? 'jpy'),
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
      ...customText(params['custom_text']),
    },
    customer: customer?.id ?? null,
    customer_creation: customer === undefined && mode !== 'subscription' ? (params['customer_creation'] ?? 'if_required') : null,
    customer_details: customerDetails(customer, params['customer_email']),
    expires_at: expiryOf(params, sim.now()),
    id,
    metadata: mergedMetadata({}, params['metadata']),
    mode,
    payment_method_collection:
      mode === 'subscription' ? (params['payment_method_collection'] ?? 'always') : mode === 'payment' ? 'if_required' : 'always',
    payment_method_options: shownOptions(types, fields(params['payment_method_options'])),
    payment_method_types: types,
    payment_status: mode === 'setup' || total === 0 ? 'no_payment_required' : 'unpaid',
    setup_intent: setup?.id ?? null,
    status: 'open',
    success_url: text(params['success_url']) ?? null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${sim.origin}/c/pay/${id}`,
    ...own,
    _payment_intent_data: fields(params['payment_intent_data']),
    _payment_method_options: fields(params['payment_method_options']),
  });
  sim.put(scope, session);
  sim.schedule(amount(session['expires_at']), 'checkout.session.expiry', session.id, scope);
  return session;
}

/** What the first invoice of the session's subscription comes to. */
function firstAmount(sim: Sim, scope: string, session: Fields, customer: StripeObject | undefined): number {
  const { lines } = beginning(sim, scope, sessionTerms(sim, scope, session, customer ?? sim.make('Customer', {})));
  return Math.max(0, sumOf(lines));
}

const customText = (asked: Json | undefined): Fields =>
  Object.fromEntries(Object.entries(fields(asked)).map(([name, words]) => [name, words === '' ? null : words]));

/** Before it is complete a session knows of its payer only what it was told. */
const customerDetails = (customer: StripeObject | undefined, email: Json | undefined): Fields | null =>
  customer === undefined && email === undefined
    ? null
    : {
        address: null,
        business_name: null,
        email: customer?.['email'] ?? email ?? null,
        individual_name: null,
        name: null,
        phone: null,
        tax_exempt: 'none',
        tax_ids: null,
      };

/** As the API shows the options of the methods a session offers. */
function shownOptions(types: readonly string[], asked: Fields): Fields {
  const shown: Fields = {};
  for (const type of types) {
    const own = fields(asked[type]);
    if (type === 'card') shown[type] = { request_three_d_secure: 'automatic', ...own };
    if (type === 'konbini') shown[type] = { expires_after_days: null, ...own };
    if (type === 'customer_balance') shown[type] = { funding_type: 'bank_transfer', bank_transfer: { type: 'jp_bank_transfer' } };
  }
  return shown;
}

function update({ sim, scope, params, path }: Call): StripeObject {
  const session = sim.need(scope, 'checkout.session', path['id'] ?? '');
  if (params['metadata'] !== undefined) sim.change(scope, session, { metadata: mergedMetadata(session['metadata'], params['metadata']) });
  return session;
}

function expireNow({ sim, scope, path }: Call): StripeObject {
  const session = sim.need(scope, 'checkout.session', path['id'] ?? '');
  if (session['status'] !== 'open') {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${text(session['status']) ?? ''}.`,
    );
  }
  sim.inTimeOf(scope, idOf(session['customer']), () => expire(sim, scope, session));
  return session;
}

const itemsOf = (session: StripeObject): StripeObject[] =>
  items(session['_items']).map((line): StripeObject => ({ ...fields(line), id: text(fields(line)['id']) ?? '', object: 'item' }));

/** https://docs.stripe.com/api/checkout/sessions */
export const checkoutSessions: Resource = {
  routes: {
    'POST /v1/checkout/sessions': create,
    'GET /v1/checkout/sessions': (call) => {
      const { sim, scope, params } = call;
      const email = text(fields(params['customer_details'])['email']);
      const all = matching(sim.all(scope, 'checkout.session'), params, ['customer', 'payment_intent', 'status', 'subscription']);
      return listOf(call, email === undefined ? all : all.filter((session) => fields(session['customer_details'])['email'] === email));
    },
    'GET /v1/checkout/sessions/{id}': found,
    'POST /v1/checkout/sessions/{id}': update,
    'POST /v1/checkout/sessions/{id}/expire': expireNow,
    'GET /v1/checkout/sessions/{id}/line_items': (call) =>
      listOf({ ...call, params: given(call.params, ['limit', 'starting_after', 'ending_before']) }, itemsOf(found(call))),
  },
  install: (sim) => {
    installCheckout(sim);
    sim.include('checkout.session', 'line_items', (_scope, session) =>
      nested(`/v1/checkout/sessions/${session.id}/line_items`, itemsOf(session)),
    );
  },
};

import Stripe from 'stripe';

/** One question to Stripe, and what is known of the answer. `{name.path}` stands for a value of an earlier answer. */
export interface Probe {
  title: string;
  ask: string;
  params?: Record<string, unknown>;
  /** Under which name later probes find the answer. */
  as?: string;
  /** The key, where it is not the caller's own: none at all is the empty one. */
  apiKey?: string;
  idempotencyKey?: string;
  stripeAccount?: string;
  /** The status and the error's code, or the object's kind; 200 unless said otherwise. */
  status?: number;
  code?: string;
  declineCode?: string;
  type?: string;
  object?: string;
}

/** What can be compared between two Stripes: neither ids nor instants nor words. */
export interface Answer {
  status: number;
  object?: string;
  keys?: string[];
  type?: string;
  code?: string;
  param?: string;
  declineCode?: string;
}

const ONCE = { currency: 'jpy', confirm: true, return_url: 'https://example.com/' };
const declined = (title: string, method: string, code: string, declineCode?: string): Probe => ({
  title,
  ask: 'POST /v1/payment_intents',
  params: { ...ONCE, amount: 1000, payment_method: method },
  status: 402,
  type: 'card_error',
  code,
  ...(declineCode !== undefined && { declineCode }),
});
const missing = (title: string, ask: string): Probe => ({
  title,
  ask,
  status: 404,
  type: 'invalid_request_error',
  code: 'resource_missing',
});

/** In this order; each is a rule that the application or the simulator relies on. */
export const PROBES: readonly Probe[] = [
  // Protocol
  { title: 'no key', ask: 'GET /v1/balance', apiKey: '-', status: 401, type: 'invalid_request_error' },
  { title: 'a key that is none', ask: 'GET /v1/balance', apiKey: 'sk_nonsense', status: 401, type: 'invalid_request_error' },
  { title: 'a route that is not there', ask: 'POST /v1/umbrellas', status: 404, type: 'invalid_request_error' },
  { title: 'an unknown parameter', ask: 'POST /v1/customers', params: { bogus: 1 }, status: 400, code: 'parameter_unknown' },
  { title: 'a missing parameter', ask: 'POST /v1/payment_intents', params: { currency: 'jpy' }, status: 400, code: 'parameter_missing' },
  {
    title: 'text for a number',
    ask: 'POST /v1/payment_intents',
    params: { amount: 'much', currency: 'jpy' },
    status: 400,
    code: 'parameter_invalid_integer',
  },
  { title: 'more than a page holds', ask: 'GET /v1/customers', params: { limit: 101 }, status: 400, code: 'parameter_invalid_integer' },
  { title: 'a page after nobody', ask: 'GET /v1/customers', params: { starting_after: 'cus_none' }, status: 400, code: 'resource_missing' },

  // Customers, products, prices
  {
    title: 'a customer with a card',
    ask: 'POST /v1/customers',
    params: {
      email: 'probe@example.com',
      name: '井口 はる',
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    },
    as: 'customer',
    object: 'customer',
  },
  { title: 'a customer is changed', ask: 'POST /v1/customers/{customer.id}', params: { metadata: { member: 'm1' } }, object: 'customer' },
  { title: 'a customer is read', ask: 'GET /v1/customers/{customer.id}', object: 'customer' },
  { title: 'customers by e-mail', ask: 'GET /v1/customers', params: { email: 'probe@example.com', limit: 1 }, object: 'list' },
  { title: 'the cards of a customer', ask: 'GET /v1/customers/{customer.id}/payment_methods', as: 'methods', object: 'list' },
  {
    title: 'a customer who forgot the card',
    ask: 'POST /v1/customers',
    params: { email: 'bare@example.com' },
    as: 'bare',
    object: 'customer',
  },
  {
    title: 'a card that cannot be kept',
    ask: 'POST /v1/payment_methods/pm_card_chargeDeclined/attach',
    params: { customer: '{bare.id}' },
    status: 402,
    type: 'card_error',
    code: 'card_declined',
  },
  {
    title: 'expanding what cannot be',
    ask: 'GET /v1/customers/{customer.id}',
    params: { expand: ['email'] },
    status: 400,
    type: 'invalid_request_error',
  },
  missing('a customer who is not there', 'GET /v1/customers/cus_none'),
  { title: 'a product', ask: 'POST /v1/products', params: { name: '組合費（シニア）' }, as: 'product', object: 'product' },
  {
    title: 'a monthly price',
    ask: 'POST /v1/prices',
    params: {
      product: '{product.id}',
      currency: 'jpy',
      unit_amount: 3000,
      recurring: { interval: 'month' },
      lookup_key: 'probe_{run}',
      transfer_lookup_key: true,
    },
    as: 'monthly',
    object: 'price',
  },
  { title: 'the price of a key', ask: 'GET /v1/prices', params: { lookup_keys: ['probe_{run}'] }, object: 'list' },
  {
    title: 'a price whose key is taken',
    ask: 'POST /v1/prices',
    params: { product: '{product.id}', currency: 'jpy', unit_amount: 1, lookup_key: 'probe_{run}' },
    status: 400,
    type: 'invalid_request_error',
  },
  {
    title: 'a price of one time',
    ask: 'POST /v1/prices',
    params: { product: '{product.id}', currency: 'jpy', unit_amount: 3000 },
    as: 'once',
    object: 'price',
  },
  {
    title: 'a price of no product',
    ask: 'POST /v1/prices',
    params: { product: 'prod_none', currency: 'jpy', unit_amount: 1 },
    status: 400,
    code: 'resource_missing',
  },

  // Payments
  {
    title: 'a payment by card',
    ask: 'POST /v1/payment_intents',
    params: { ...ONCE, amount: 3000, customer: '{customer.id}', payment_method: 'pm_card_visa' },
    as: 'paid',
    object: 'payment_intent',
  },
  {
    title: 'its charge',
    ask: 'GET /v1/charges/{paid.latest_charge}',
    params: { expand: ['balance_transaction'] },
    as: 'charge',
    object: 'charge',
  },
  { title: 'its balance transaction', ask: 'GET /v1/balance_transactions/{charge.balance_transaction.id}', object: 'balance_transaction' },
  {
    title: 'confirming what is paid',
    ask: 'POST /v1/payment_intents/{paid.id}/confirm',
    status: 400,
    code: 'payment_intent_unexpected_state',
  },
  {
    title: 'canceling what is paid',
    ask: 'POST /v1/payment_intents/{paid.id}/cancel',
    status: 400,
    code: 'payment_intent_unexpected_state',
  },
  {
    title: 'less than fifty yen',
    ask: 'POST /v1/payment_intents',
    params: { amount: 49, currency: 'jpy' },
    status: 400,
    code: 'amount_too_small',
  },
  {
    title: 'the way of naming methods that is gone',
    ask: 'POST /v1/payment_intents',
    params: { amount: 1000, currency: 'jpy', payment_method_types: ['card'] },
    status: 400,
    code: 'payment_method_types_no_longer_supported',
  },
  declined('a card that declines', 'pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'),
  declined('a card without money', 'pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'),
  declined('a card that was lost', 'pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'),
  declined('a card that has expired', 'pm_card_chargeDeclinedExpiredCard', 'expired_card'),
  declined('a wrong security code', 'pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc'),
  declined('a card that cannot be processed', 'pm_card_chargeDeclinedProcessingError', 'processing_error'),
  {
    title: 'a card that wants to be asked',
    ask: 'POST /v1/payment_intents',
    params: { ...ONCE, amount: 1000, payment_method: 'pm_card_threeDSecure2Required' },
    object: 'payment_intent',
  },
  {
    title: 'a slip for the convenience store',
    ask: 'POST /v1/payment_intents',
    params: {
      amount: 3000,
      currency: 'jpy',
      confirm: true,
      allowed_payment_method_types: ['konbini'],
      payment_method_data: { type: 'konbini', billing_details: { name: '井口 はる', email: 'fill_never@example.com' } },
    },
    as: 'slip',
    object: 'payment_intent',
  },
  {
    title: 'a slip below its least amount',
    ask: 'POST /v1/payment_intents',
    params: { amount: 119, currency: 'jpy', allowed_payment_method_types: ['konbini'] },
    status: 400,
    code: 'amount_too_small',
  },
  { title: 'a slip is given up', ask: 'POST /v1/payment_intents/{slip.id}/cancel', object: 'payment_intent' },
  missing('a payment that is not there', 'GET /v1/payment_intents/pi_none'),

  {
    title: 'money is held',
    ask: 'POST /v1/payment_intents',
    params: { ...ONCE, amount: 5000, payment_method: 'pm_card_jp', capture_method: 'manual' },
    as: 'held',
    object: 'payment_intent',
  },
  {
    title: 'more than is held',
    ask: 'POST /v1/payment_intents/{held.id}/capture',
    params: { amount_to_capture: 5001 },
    status: 400,
    code: 'amount_too_large',
  },
  { title: 'a part is taken', ask: 'POST /v1/payment_intents/{held.id}/capture', params: { amount_to_capture: 3000 }, object: 'payment_intent' },
  { title: 'taken twice', ask: 'POST /v1/payment_intents/{held.id}/capture', status: 400, code: 'payment_intent_unexpected_state' },

  // Refunds and idempotency
  {
    title: 'a refund of a part',
    ask: 'POST /v1/refunds',
    params: { payment_intent: '{paid.id}', amount: 1000 },
    idempotencyKey: 'probe-{run}',
    as: 'refund',
    object: 'refund',
  },
  {
    title: 'the same key, the same answer',
    ask: 'POST /v1/refunds',
    params: { payment_intent: '{paid.id}', amount: 1000 },
    idempotencyKey: 'probe-{run}',
    object: 'refund',
  },
  {
    title: 'the same key, another amount',
    ask: 'POST /v1/refunds',
    params: { payment_intent: '{paid.id}', amount: 999 },
    idempotencyKey: 'probe-{run}',
    status: 400,
    type: 'idempotency_error',
  },
  {
    title: 'more than is left',
    ask: 'POST /v1/refunds',
    params: { payment_intent: '{paid.id}', amount: 2001 },
    status: 400,
    type: 'invalid_request_error',
  },
  { title: 'the rest', ask: 'POST /v1/refunds', params: { payment_intent: '{paid.id}' }, object: 'refund' },
  {
    title: 'a refund of nothing',
    ask: 'POST /v1/refunds',
    params: { payment_intent: '{paid.id}' },
    status: 400,
    code: 'charge_already_refunded',
  },
  { title: 'refunds of a payment', ask: 'GET /v1/refunds', params: { payment_intent: '{paid.id}' }, object: 'list' },

  // Cards kept for later
  {
    title: 'a card is set up',
    ask: 'POST /v1/setup_intents',
    params: { customer: '{customer.id}', payment_method: 'pm_card_visa', confirm: true, return_url: 'https://example.com/' },
    object: 'setup_intent',
  },
  {
    title: 'a set-up that is declined',
    ask: 'POST /v1/setup_intents',
    params: { payment_method: 'pm_card_visa_chargeDeclined', confirm: true, return_url: 'https://example.com/' },
    status: 402,
    code: 'card_declined',
  },

  // Checkout
  {
    title: 'a session for a payment',
    ask: 'POST /v1/checkout/sessions',
    params: {
      mode: 'payment',
      line_items: [{ price: '{once.id}', quantity: 2 }],
      success_url: 'https://example.com/',
      payment_intent_data: { transfer_group: 'event_1' },
    },
    as: 'session',
    object: 'checkout.session',
  },
  { title: 'what is bought in it', ask: 'GET /v1/checkout/sessions/{session.id}/line_items', object: 'list' },
  { title: 'a session is ended', ask: 'POST /v1/checkout/sessions/{session.id}/expire', object: 'checkout.session' },
  { title: 'a session is ended twice', ask: 'POST /v1/checkout/sessions/{session.id}/expire', status: 400, type: 'invalid_request_error' },
  { title: 'a mode that is none', ask: 'POST /v1/checkout/sessions', params: { mode: 'subs' }, status: 400, type: 'invalid_request_error' },
  {
    title: 'a subscription to what is bought once',
    ask: 'POST /v1/checkout/sessions',
    params: { mode: 'subscription', line_items: [{ price: '{once.id}', quantity: 1 }], success_url: 'https://example.com/' },
    status: 400,
    type: 'invalid_request_error',
  },

  // Billing
  {
    title: 'a subscription by card',
    ask: 'POST /v1/subscriptions',
    params: { customer: '{customer.id}', items: [{ price: '{monthly.id}' }] },
    as: 'subscription',
    object: 'subscription',
  },
  {
    title: 'its first invoice',
    ask: 'GET /v1/invoices/{subscription.latest_invoice}',
    params: { expand: ['payments'] },
    as: 'invoice',
    object: 'invoice',
  },
  { title: 'what paid it', ask: 'GET /v1/invoice_payments', params: { invoice: '{invoice.id}' }, object: 'list' },
  { title: 'paying what is paid', ask: 'POST /v1/invoices/{invoice.id}/pay', status: 400, type: 'invalid_request_error' },
  { title: 'voiding what is paid', ask: 'POST /v1/invoices/{invoice.id}/void', status: 400, type: 'invalid_request_error' },
  {
    title: 'what the next invoice will say',
    ask: 'POST /v1/invoices/create_preview',
    params: { subscription: '{subscription.id}' },
    object: 'invoice',
  },
  {
    title: 'it ends with its period',
    ask: 'POST /v1/subscriptions/{subscription.id}',
    params: { cancel_at_period_end: true },
    object: 'subscription',
  },
  { title: 'it ends now', ask: 'DELETE /v1/subscriptions/{subscription.id}', object: 'subscription' },
  missing('ending what has ended', 'DELETE /v1/subscriptions/{subscription.id}'),
  {
    title: 'a subscription of somebody without a card',
    ask: 'POST /v1/subscriptions',
    params: { customer: '{bare.id}', items: [{ price: '{monthly.id}' }], payment_behavior: 'error_if_incomplete' },
    status: 400,
    type: 'invalid_request_error',
  },
  {
    title: 'a subscription by invoice',
    ask: 'POST /v1/subscriptions',
    params: { customer: '{bare.id}', items: [{ price: '{monthly.id}' }], collection_method: 'send_invoice', days_until_due: 14 },
    as: 'byInvoice',
    object: 'subscription',
  },
  {
    title: 'an item for the next invoice',
    ask: 'POST /v1/invoiceitems',
    params: { customer: '{bare.id}', amount: 500, currency: 'jpy' },
    object: 'invoiceitem',
  },
  {
    title: 'an invoice by hand',
    ask: 'POST /v1/invoices',
    params: { customer: '{bare.id}', collection_method: 'send_invoice', days_until_due: 7, pending_invoice_items_behavior: 'include' },
    as: 'draft',
    object: 'invoice',
  },
  {
    title: 'a line for it',
    ask: 'POST /v1/invoices/{draft.id}/add_lines',
    params: { lines: [{ amount: 300, description: 'x' }] },
    object: 'invoice',
  },
  { title: 'it is finalised', ask: 'POST /v1/invoices/{draft.id}/finalize', object: 'invoice' },
  { title: 'it was paid in cash', ask: 'POST /v1/invoices/{draft.id}/pay', params: { paid_out_of_band: true }, object: 'invoice' },
  {
    title: 'the customer’s own pages',
    ask: 'POST /v1/billing_portal/sessions',
    params: { customer: '{customer.id}', return_url: 'https://example.com/' },
    object: 'billing_portal.session',
  },
  {
    title: 'a clock of its own',
    ask: 'POST /v1/test_helpers/test_clocks',
    params: { frozen_time: '{now}' },
    as: 'clock',
    object: 'test_helpers.test_clock',
  },
  { title: 'the clock is taken away', ask: 'DELETE /v1/test_helpers/test_clocks/{clock.id}', object: 'test_helpers.test_clock' },

  // People who are paid
  {
    title: 'an account for a mixer',
    ask: 'POST /v1/accounts',
    params: {
      country: 'JP',
      email: 'probe@example.com',
      controller: { fees: { payer: 'application' }, losses: { payments: 'application' }, stripe_dashboard: { type: 'express' } },
      capabilities: { transfers: { requested: true } },
    },
    as: 'account',
    object: 'account',
  },
  {
    title: 'a link for onboarding',
    ask: 'POST /v1/account_links',
    params: {
      account: '{account.id}',
      type: 'account_onboarding',
      refresh_url: 'https://example.com/',
      return_url: 'https://example.com/',
    },
    object: 'account_link',
  },
  {
    title: 'a link that leads nowhere',
    ask: 'POST /v1/account_links',
    params: { account: '{account.id}', type: 'account_onboarding' },
    status: 400,
    code: 'parameter_missing',
  },
  {
    title: 'the dashboard before onboarding',
    ask: 'POST /v1/accounts/{account.id}/login_links',
    status: 400,
    type: 'invalid_request_error',
  },
  {
    title: 'a transfer to whom it may not go',
    ask: 'POST /v1/transfers',
    params: { amount: 100, currency: 'jpy', destination: '{account.id}' },
    status: 400,
    code: 'insufficient_capabilities_for_transfer',
  },
  {
    title: 'a transfer to nobody',
    ask: 'POST /v1/transfers',
    params: { amount: 100, currency: 'jpy', destination: 'acct_none' },
    status: 400,
    code: 'resource_missing',
  },
  {
    title: 'a transfer without a payee',
    ask: 'POST /v1/transfers',
    params: { amount: 100, currency: 'jpy' },
    status: 400,
    code: 'parameter_missing',
  },
  { title: 'the balance of an account', ask: 'GET /v1/balance', stripeAccount: '{account.id}', object: 'balance' },
  {
    title: 'an account of a stranger',
    ask: 'GET /v1/balance',
    stripeAccount: 'acct_0000000000000000',
    status: 403,
    code: 'account_invalid',
  },
  {
    title: 'a payout beyond the balance',
    ask: 'POST /v1/payouts',
    params: { amount: 90_000_000, currency: 'jpy' },
    status: 400,
    code: 'balance_insufficient',
  },
  { title: 'how it pays out', ask: 'GET /v1/balance_settings', object: 'balance_settings' },
  { title: 'an account is closed', ask: 'DELETE /v1/accounts/{account.id}', object: 'account' },

  // What happened
  { title: 'the balance', ask: 'GET /v1/balance', object: 'balance' },
  {
    title: 'the balance transactions of refunds',
    ask: 'GET /v1/balance_transactions',
    params: { type: 'refund', limit: 1 },
    object: 'list',
  },
  { title: 'what happened to refunds', ask: 'GET /v1/events', params: { type: 'refund.created', limit: 1 }, object: 'list' },
  missing('an event that is not there', 'GET /v1/events/evt_none'),
  {
    title: 'a webhook endpoint',
    ask: 'POST /v1/webhook_endpoints',
    params: { url: 'https://example.com/hook', enabled_events: ['invoice.paid'], api_version: Stripe.API_VERSION },
    as: 'endpoint',
    object: 'webhook_endpoint',
  },
  {
    title: 'an event that there is not',
    ask: 'POST /v1/webhook_endpoints',
    params: { url: 'https://example.com/hook', enabled_events: ['umbrella.opened'] },
    status: 400,
    type: 'invalid_request_error',
  },
  { title: 'the endpoint is taken away', ask: 'DELETE /v1/webhook_endpoints/{endpoint.id}', object: 'webhook_endpoint' },
  { title: 'the customer goes', ask: 'DELETE /v1/customers/{customer.id}', object: 'customer' },
  { title: 'the customer is gone', ask: 'GET /v1/customers/{customer.id}', object: 'customer' },
];

/** Asks every probe of one Stripe, in order. */
export async function askAll(stripe: Stripe, now: number): Promise<Map<string, Answer>> {
  const known: Record<string, unknown> = { run: now.toString(36), now };
  const answers = new Map<string, Answer>();
  for (const probe of PROBES) answers.set(probe.title, await ask(stripe, probe, known));
  return answers;
}

async function ask(stripe: Stripe, probe: Probe, known: Record<string, unknown>): Promise<Answer> {
  const [method = '', path = ''] = filled(probe.ask, known).split(' ');
  const params = probe.params && filledIn(probe.params, known);
  const [url, sent] = method === 'POST' ? [path, params] : [`${path}?${queryOf(params ?? {})}`, undefined];
  try {
    const body: unknown = await stripe.rawRequest(method, url, sent, {
      ...(probe.apiKey !== undefined && { apiKey: probe.apiKey }),
      ...(probe.idempotencyKey !== undefined && { idempotencyKey: filled(probe.idempotencyKey, known) }),
      ...(probe.stripeAccount !== undefined && { stripeAccount: filled(probe.stripeAccount, known) }),
    });
    if (probe.as !== undefined) known[probe.as] = body;
    const answer = isRecord(body) ? body : {};
    return { status: 200, object: typeof answer['object'] === 'string' ? answer['object'] : '', keys: Object.keys(answer).sort() };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { statusCode, rawType, code, param, decline_code: declineCode } = error;
    return {
      status: statusCode ?? 0,
      ...(rawType !== undefined && { type: rawType }),
      ...(code !== undefined && { code }),
      ...(param !== undefined && { param }),
      ...(declineCode !== undefined && { declineCode }),
    };
  }
}

/** The params of a GET, which are plain values or lists of them. */
const queryOf = (params: Record<string, unknown>): string =>
  new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((each: unknown) => [`${name}[]`, String(each)]) : [[name, String(value)]],
    ),
  ).toString();

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const valueOf = (path: string, known: Record<string, unknown>): unknown =>
  path.split('.').reduce<unknown>((inner, step) => (isRecord(inner) ? inner[step] : undefined), known);

/** The text with every `{…}` replaced. */
const filled = (text: string, known: Record<string, unknown>): string =>
  text.replaceAll(/\{([\w.]+)\}/g, (_, path: string) => {
    const value = valueOf(path, known);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : `none`;
  });

const filledIn = (params: Record<string, unknown>, known: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, filledValue(value, known)]));

const filledValue = (value: unknown, known: Record<string, unknown>): unknown => {
  if (typeof value === 'string') return filled(value, known);
  if (Array.isArray(value)) return value.map((each) => filledValue(each, known));
  return isRecord(value) ? filledIn(value, known) : value;
};

/** What a probe says of its answer, where it says something. */
export const expectedOf = ({ status = 200, object, type, code, declineCode }: Probe): Partial<Answer> => ({
  status,
  ...(object !== undefined && { object }),
  ...(type !== undefined && { type }),
  ...(code !== undefined && { code }),
  ...(declineCode !== undefined && { declineCode }),
});

/** One line for each way in which two answers to the same question differ. */
export function differences(title: string, one: Answer, other: Answer): string[] {
  const plain = (['status', 'object', 'type', 'code', 'param', 'declineCode'] as const).flatMap((name) =>
    one[name] === other[name] ? [] : [`${title}: ${name} is ${one[name] ?? 'absent'} here and ${other[name] ?? 'absent'} there`],
  );
  const lacking = (from: Answer, to: Answer): string[] => (from.keys ?? []).filter((key) => to.keys?.includes(key) === false);
  const [here, there] = [lacking(one, other), lacking(other, one)];
  return [
    ...plain,
    ...(here.length > 0 ? [`${title}: only here: ${here.join(', ')}`] : []),
    ...(there.length > 0 ? [`${title}: only there: ${there.join(', ')}`] : []),
  ];
}

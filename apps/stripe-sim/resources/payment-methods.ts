import { invalidRequest, parameterMissing, resourceMissing, StripeError } from '../errors.js';
import { amount, fields, idOf, text, type Fields } from '../json.js';
import { listOf, matching } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import type { Resource } from './resource.js';
import { CARDS, DECLINES, NAMED_CARDS, type Decline, type TestCard } from './test-values.js';

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
const EXPIRY = { month: 12, yearsAhead: 8 } as const;

/** What is known of the payer of a method. */
const billingDetails = (told: Fields): Fields => ({
  address: told['address'] === undefined ? NO_ADDRESS : { ...NO_ADDRESS, ...fields(told['address']) },
  email: told['email'] ?? null,
  name: told['name'] ?? null,
  phone: told['phone'] ?? null,
  tax_id: null,
});

/** How the card of a payment method behaves. */
export const testCard = (method: StripeObject): TestCard => CARDS[text(method['_number']) ?? ''] ?? { brand: 'visa', country: 'US' };

/** The card as it would be charged by that number and date. A number that is no test card is declined. */
export function makeCard(
  sim: Sim,
  scope: string,
  { number: written, month, year, billing = {} }: { number: string; month?: number; year?: number; billing?: Fields },
): StripeObject {
  const digits = written.replaceAll(/\D/g, '');
  const card = CARDS[digits];
  if (card === undefined) throw cardError(DECLINES['test_mode_live_card']);
  return keep(sim, scope, 'card', billing, {
    _number: digits,
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: digits.endsWith('0127') ? 'fail' : 'pass' },
      country: card.country,
      display_brand: card.brand,
      exp_month: month ?? EXPIRY.month,
      exp_year: year ?? new Date(sim.now() * 1000).getUTCFullYear() + EXPIRY.yearsAhead,
      // The same card has the same fingerprint, whoever enters it.
      fingerprint: Buffer.from(digits.split('').reverse().join('')).toString('base64').replaceAll(/\W/g, '').slice(0, 16),
      funding: 'credit',
      generated_from: null,
      last4: digits.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  });
}

/** A payment method of another kind: konbini, paypay, customer_balance. */
export const makeMethod = (sim: Sim, scope: string, type: string, billing: Fields): StripeObject =>
  keep(sim, scope, type, billing, { [type]: {} });

function keep(sim: Sim, scope: string, type: string, billing: Fields, own: Fields): StripeObject {
  const method = sim.make('PaymentMethod', {
    allow_redisplay: 'unspecified',
    billing_details: billingDetails(billing),
    metadata: {},
    type,
    ...own,
  });
  sim.put(scope, method);
  return method;
}

/** The payment method of an id; `pm_card_…` makes a fresh one. */
export function resolveMethod(sim: Sim, scope: string, id: string, param = 'payment_method'): StripeObject {
  const named = /^(?:pm_card|tok)_(.+)$/.exec(id)?.[1];
  const number = named === undefined ? undefined : NAMED_CARDS[named];
  if (number !== undefined) return makeCard(sim, scope, { number });
  if (named !== undefined) throw resourceMissing('PaymentMethod', id, param);
  return sim.need(scope, 'payment_method', id, param);
}

/** The payment method that `payment_method` names or `payment_method_data` describes; undefined when neither is there. */
export function askedMethod(sim: Sim, scope: string, params: Fields): StripeObject | undefined {
  const id = text(params['payment_method']);
  if (id !== undefined) return resolveMethod(sim, scope, id);
  const data = fields(params['payment_method_data']);
  return text(data['type']) === undefined ? undefined : described(sim, scope, data);
}

function described(sim: Sim, scope: string, data: Fields): StripeObject {
  const type = text(data['type']) ?? 'card';
  const billing = fields(data['billing_details']);
  if (type !== 'card') return makeMethod(sim, scope, type, billing);
  const card = fields(data['card']);
  const token = text(card['token']);
  const number = token === undefined ? text(card['number']) : NAMED_CARDS[token.replace(/^tok_/, '')];
  if (number === undefined) throw token === undefined ? parameterMissing('card[number]') : resourceMissing('token', token, 'card[token]');
  return makeCard(sim, scope, {
    number,
    billing,
    ...(card['exp_month'] !== undefined && { month: amount(card['exp_month']), year: amount(card['exp_year']) }),
  });
}

/** 402 in the words of the card's bank. */
export const cardError = (decline: Decline | undefined, more: Fields = {}): StripeError => {
  const { code, declineCode, message } = decline ?? {
    code: 'card_declined',
    declineCode: 'generic_decline',
    message: 'Your card was declined.',
  };
  return new StripeError(402, { type: 'card_error', code, decline_code: declineCode, advice_code: 'try_again_later', message, ...more });
};

/**
 * Keeps a method for a customer. A card whose charges are declined is declined here too, except the one that is meant to fail
 * later. https://docs.stripe.com/testing#declined-payments
 */
export function attach(sim: Sim, scope: string, method: StripeObject, customer: string): void {
  const owner = idOf(method['customer']);
  if (owner === customer) return;
  if (owner !== undefined || method['_detached'] === true) {
    throw invalidRequest(
      'The payment method you provided has already been attached to a customer, or was detached and cannot be used again.',
      'payment_method',
      'payment_method_unexpected_state',
    );
  }
  const { decline, attaches } = testCard(method);
  if (decline !== undefined && attaches !== true) throw cardError(decline);
  sim.change(scope, method, { customer });
  sim.emit(scope, 'payment_method.attached', method);
}

/** Takes a method from its customer for good. */
export function detach(sim: Sim, scope: string, method: StripeObject): void {
  const before = sim.change(scope, method, { customer: null, _detached: true });
  sim.emit(scope, 'payment_method.detached', method, before);
}

const update = ({ sim, scope, params, path }: Call): StripeObject => {
  const method = sim.need(scope, 'payment_method', path['id'] ?? '');
  const card = { ...fields(method['card']), ...given(fields(params['card']), ['exp_month', 'exp_year']) };
  const before = sim.change(scope, method, {
    ...(method['type'] === 'card' && { card }),
    ...given(params, ['allow_redisplay']),
    billing_details: { ...fields(method['billing_details']), ...fields(params['billing_details']) },
    metadata: mergedMetadata(method['metadata'], params['metadata']),
  });
  sim.emit(scope, 'payment_method.updated', method, before);
  return method;
};

/** https://docs.stripe.com/api/payment_methods */
export const paymentMethods: Resource = {
  routes: {
    'POST /v1/payment_methods': ({ sim, scope, params }) => {
      if (text(params['type']) === undefined) throw parameterMissing('type');
      const method = described(sim, scope, params);
      sim.change(scope, method, { metadata: mergedMetadata({}, params['metadata']) });
      return method;
    },
    'GET /v1/payment_methods/{id}': ({ sim, scope, path }) => sim.need(scope, 'payment_method', path['id'] ?? ''),
    'POST /v1/payment_methods/{id}': update,
    'GET /v1/payment_methods': (call) =>
      listOf(call, matching(call.sim.all(call.scope, 'payment_method'), call.params, ['customer', 'type'])),
    'POST /v1/payment_methods/{id}/attach': ({ sim, scope, params, path }) => {
      const method = resolveMethod(sim, scope, path['id'] ?? '');
      const customer = text(params['customer']);
      if (customer === undefined) throw parameterMissing('customer');
      sim.need(scope, 'customer', customer, 'customer');
      attach(sim, scope, method, customer);
      return method;
    },
    'POST /v1/payment_methods/{id}/detach': ({ sim, scope, path }) => {
      const method = sim.need(scope, 'payment_method', path['id'] ?? '');
      if (idOf(method['customer']) === undefined)
        throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.');
      detach(sim, scope, method);
      return method;
    },
    'GET /v1/customers/{id}/payment_methods': (call) => {
      const customer = call.sim.need(call.scope, 'customer', call.path['id'] ?? '');
      return listOf(
        call,
        matching(call.sim.all(call.scope, 'payment_method'), { ...call.params, customer: customer.id }, ['customer', 'type']),
      );
    },
    'GET /v1/customers/{id}/payment_methods/{method}': ({ sim, scope, path }) => sim.need(scope, 'payment_method', path['method'] ?? ''),
  },
};

import { invalidRequest, StripeError } from '../errors.js';
import { chars } from '../ids.js';
import { fields, idOf, text } from '../json.js';
import { listOf, matching } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { askedMethod, attach, cardError, testCard } from './payment-methods.js';
import { methodTypes } from './payment-record.js';
import type { Resource } from './resource.js';

/** A new setup intent, kept and told; for cards. */
export function makeSetupIntent(
  sim: Sim,
  scope: string,
  own: { customer?: string | undefined; metadata?: StripeObject['metadata']; method?: StripeObject | undefined },
): StripeObject {
  const intent = sim.make('SetupIntent', {
    automatic_payment_methods: { enabled: true },
    customer: own.customer ?? null,
    metadata: mergedMetadata({}, own.metadata),
    payment_method: own.method?.id ?? null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    status: own.method === undefined ? 'requires_payment_method' : 'requires_confirmation',
    usage: 'off_session',
  });
  intent['client_secret'] = `${intent.id}_secret_${chars(25)}`;
  sim.put(scope, intent);
  sim.emit(scope, 'setup_intent.created', intent);
  return intent;
}

/**
 * Keeps a card for later without charging it. A card that is declined stays out, except the one that is meant to fail later.
 * https://docs.stripe.com/payments/setup-intents. Throws the 402 of the card's bank.
 */
export function confirmSetup(
  sim: Sim,
  scope: string,
  intent: StripeObject,
  method: StripeObject,
  authenticated = false,
  returnUrl?: string,
): void {
  if (intent['status'] === 'succeeded' || intent['status'] === 'canceled') {
    throw new StripeError(400, {
      code: 'setup_intent_unexpected_state',
      message: `You cannot confirm this SetupIntent because it has a status of ${intent['status']}.`,
      setup_intent: intent,
    });
  }
  const { decline, attaches, authentication } = testCard(method);
  if (decline !== undefined && attaches !== true) {
    const error = cardError(decline);
    const told = {
      code: decline.code,
      decline_code: decline.declineCode,
      message: decline.message,
      payment_method: method,
      type: 'card_error',
    };
    sim.change(scope, intent, { last_setup_error: told, payment_method: null, status: 'requires_payment_method' });
    sim.emit(scope, 'setup_intent.setup_failed', intent);
    throw cardError(decline, { ...error.details, setup_intent: intent });
  }
  if (authentication !== undefined && !authenticated) {
    const url = `${sim.origin}/authenticate/${intent.id}`;
    const next = { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl ?? null, url } };
    sim.change(scope, intent, { next_action: next, payment_method: method.id, status: 'requires_action', _return_url: returnUrl ?? null });
    sim.emit(scope, 'setup_intent.requires_action', intent);
    return;
  }
  if (authenticated) sim.change(scope, method, { _authenticated: true });
  sim.change(scope, intent, { last_setup_error: null, next_action: null, payment_method: method.id, status: 'succeeded' });
  const customer = idOf(intent['customer']);
  if (customer !== undefined) attach(sim, scope, method, customer);
  sim.emit(scope, 'setup_intent.succeeded', intent);
}

const intentOf = ({ sim, scope, path }: Call): StripeObject => sim.need(scope, 'setup_intent', path['id'] ?? '');

const create = (call: Call): StripeObject => {
  const { sim, scope, params } = call;
  const customer = text(params['customer']);
  if (customer !== undefined) sim.need(scope, 'customer', customer, 'customer');
  if (!methodTypes(params).includes('card')) throw invalidRequest('This simulator sets up cards alone.', 'allowed_payment_method_types');
  const method = askedMethod(sim, scope, params);
  const intent = makeSetupIntent(sim, scope, { customer, metadata: params['metadata'] ?? {}, method });
  sim.change(scope, intent, {
    ...given(params, ['description', 'usage']),
    allowed_payment_method_types: params['allowed_payment_method_types'] ?? null,
  });
  return params['confirm'] === true ? confirmNow(call, intent, method) : intent;
};

function confirmNow({ sim, scope, params }: Call, intent: StripeObject, method: StripeObject | undefined): StripeObject {
  if (method === undefined) {
    throw new StripeError(400, {
      code: 'setup_intent_unexpected_state',
      message: "You cannot confirm this SetupIntent because it's missing a payment method.",
      setup_intent: intent,
    });
  }
  confirmSetup(sim, scope, intent, method, false, text(params['return_url']));
  return intent;
}

/** https://docs.stripe.com/api/setup_intents */
export const setupIntents: Resource = {
  routes: {
    'POST /v1/setup_intents': create,
    'GET /v1/setup_intents/{id}': intentOf,
    'POST /v1/setup_intents/{id}': (call) => {
      const { sim, scope, params } = call;
      const intent = intentOf(call);
      const method = askedMethod(sim, scope, params);
      sim.change(scope, intent, {
        ...given(params, ['customer', 'description']),
        ...(method !== undefined && { payment_method: method.id, status: 'requires_confirmation' }),
        metadata: params['metadata'] === undefined ? fields(intent['metadata']) : mergedMetadata(intent['metadata'], params['metadata']),
      });
      return intent;
    },
    'GET /v1/setup_intents': (call) =>
      listOf(call, matching(call.sim.all(call.scope, 'setup_intent'), call.params, ['customer', 'payment_method'])),
    'POST /v1/setup_intents/{id}/confirm': (call) => {
      const intent = intentOf(call);
      const kept = idOf(intent['payment_method']);
      const method =
        askedMethod(call.sim, call.scope, call.params) ??
        (kept === undefined ? undefined : call.sim.need(call.scope, 'payment_method', kept));
      return confirmNow(call, intent, method);
    },
    // As with payment intents: no bank account here is told by small deposits.
    'POST /v1/setup_intents/{id}/verify_microdeposits': (call) => {
      throw new StripeError(400, {
        code: 'setup_intent_unexpected_state',
        message: 'This SetupIntent has no microdeposits to verify.',
        setup_intent: intentOf(call),
      });
    },
    'POST /v1/setup_intents/{id}/cancel': ({ sim, scope, params, path }) => {
      const intent = sim.need(scope, 'setup_intent', path['id'] ?? '');
      if (intent['status'] === 'succeeded' || intent['status'] === 'canceled') {
        throw new StripeError(400, {
          code: 'setup_intent_unexpected_state',
          message: `You cannot cancel this SetupIntent because it has a status of ${intent['status']}.`,
          setup_intent: intent,
        });
      }
      sim.change(scope, intent, { cancellation_reason: params['cancellation_reason'] ?? null, next_action: null, status: 'canceled' });
      sim.emit(scope, 'setup_intent.canceled', intent);
      return intent;
    },
  },
};

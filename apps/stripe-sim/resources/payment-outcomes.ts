import { newId } from '../ids.js';
import { amount, fields, idOf, text, type Fields } from '../json.js';
import { paymentFee, settledOn } from '../money.js';
import { given } from '../params.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { openDispute } from './disputes.js';
import { attach, cardError, testCard } from './payment-methods.js';
import type { Decline } from './test-values.js';

/** What became of a confirmation. A declined intent has `last_payment_error` and takes another method. */
export type Outcome = 'succeeded' | 'requires_action' | 'declined';

/** The payer has to do something first. */
export function ask(sim: Sim, scope: string, intent: StripeObject, method: StripeObject, nextAction: Fields, own: Fields = {}): Outcome {
  sim.change(scope, intent, {
    last_payment_error: null,
    next_action: nextAction,
    payment_method: method.id,
    status: 'requires_action',
    ...own,
  });
  sim.emit(scope, 'payment_intent.requires_action', intent);
  sim.tellIntent(scope, intent, 'requires_action');
  return 'requires_action';
}

/** The money is there. */
export function pay(sim: Sim, scope: string, intent: StripeObject, method: StripeObject): Outcome {
  const type = text(method['type']) ?? '';
  const yen = amount(intent['amount']);
  const customer = idOf(intent['customer']);
  const own = chargeOf(sim, intent, method);
  const made = sim.make('Charge', {
    ...own,
    amount_captured: yen,
    captured: true,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'normal',
      seller_message: 'Payment complete.',
      type: 'authorized',
    },
    paid: true,
    status: 'succeeded',
  });
  const transaction = sim.post(scope, {
    type: type === 'card' ? 'charge' : 'payment',
    reportingCategory: 'charge',
    amount: yen,
    fee: paymentFee(yen, type),
    source: made.id,
    description: text(intent['description']) ?? null,
    ...(testCard(method).bypassesPending !== true && { availableOn: settledOn(sim.now()) }),
  });
  sim.change(scope, made, { balance_transaction: transaction.id });
  if (customer !== undefined && intent['setup_future_usage'] !== null && type === 'card' && idOf(method['customer']) === undefined) {
    attach(sim, scope, method, customer);
  }
  sim.change(scope, intent, {
    amount_received: yen,
    last_payment_error: null,
    latest_charge: made.id,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  sim.emit(scope, 'charge.succeeded', made);
  sim.emit(scope, 'payment_intent.succeeded', intent);
  sim.tellIntent(scope, intent, 'succeeded');
  const before = sim.change(scope, made, { receipt_url: `${sim.origin}/receipt/${made.id}` });
  sim.emit(scope, 'charge.updated', made, before);
  if (testCard(method).disputed === true) openDispute(sim, scope, made);
  return 'succeeded';
}

/** The money does not come: a failed charge, and the intent waits for another method. https://docs.stripe.com/declines */
export function fail(sim: Sim, scope: string, intent: StripeObject, method: StripeObject, decline: Decline | undefined): Outcome {
  const error = cardError(decline).details;
  const declineCode = error.decline_code === '' ? undefined : error.decline_code;
  const failed = sim.make('Charge', {
    ...chargeOf(sim, intent, method),
    failure_code: error.code ?? null,
    failure_message: error.message,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: 'declined_by_network',
      reason: declineCode ?? null,
      risk_level: 'normal',
      seller_message: 'The bank did not return any further details with this decline.',
      type: 'issuer_declined',
    },
    status: 'failed',
  });
  sim.put(scope, failed);
  sim.change(scope, intent, {
    last_payment_error: {
      charge: failed.id,
      code: error.code ?? 'card_declined',
      ...(declineCode !== undefined && { decline_code: declineCode }),
      doc_url: `https://docs.stripe.com/error-codes#${(error.code ?? '').replaceAll('_', '-')}`,
      message: error.message,
      payment_method: method,
      type: 'card_error',
    },
    latest_charge: failed.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  sim.emit(scope, 'charge.failed', failed);
  sim.emit(scope, 'payment_intent.payment_failed', intent);
  sim.tellIntent(scope, intent, 'failed');
  return 'declined';
}

/** What every charge of an intent says. */
function chargeOf(sim: Sim, intent: StripeObject, method: StripeObject): Fields {
  const type = text(method['type']) ?? '';
  const card = fields(method['card']);
  const details: Fields = {
    card: {
      ...sim.contract.skeleton('Charge.PaymentMethodDetails.Card'),
      amount_authorized: intent['amount'] ?? null,
      ...given(card, [
        'brand',
        'checks',
        'country',
        'exp_month',
        'exp_year',
        'fingerprint',
        'funding',
        'last4',
        'regulated_status',
        'wallet',
      ]),
      network: card['brand'] ?? null,
      ...(testCard(method).authentication !== undefined && {
        three_d_secure: {
          ...sim.contract.skeleton('Charge.PaymentMethodDetails.Card.ThreeDSecure'),
          authentication_flow: 'challenge',
          result: 'authenticated',
          version: '2.2.0',
        },
      }),
    },
    konbini: { store: { chain: 'familymart' } },
  };
  return {
    // Only a card is charged; the others pay. https://docs.stripe.com/api/charges/object
    id: newId(type === 'card' ? 'ch' : 'py'),
    amount: intent['amount'] ?? 0,
    billing_details: method['billing_details'] ?? {},
    currency: intent['currency'] ?? 'jpy',
    customer: intent['customer'] ?? null,
    description: intent['description'] ?? null,
    fraud_details: {},
    metadata: { ...fields(intent['metadata']) },
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type, [type]: details[type] ?? {} },
    receipt_email: intent['receipt_email'] ?? null,
    shipping: intent['shipping'] ?? null,
    statement_descriptor: intent['statement_descriptor'] ?? null,
    statement_descriptor_suffix: intent['statement_descriptor_suffix'] ?? null,
    transfer_group: intent['transfer_group'] ?? null,
  };
}

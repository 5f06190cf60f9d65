import { daysLater } from '../clock.js';
import { newId } from '../ids.js';
import { amount, fields, idOf, text, type Fields } from '../json.js';
import { paymentFee, settledOn } from '../money.js';
import { given } from '../params.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { openDispute } from './disputes.js';
import { attach, cardError, testCard } from './payment-methods.js';
import type { Decline } from './test-values.js';

/** What became of a confirmation. A declined intent has `last_payment_error` and takes another method; money that is held is taken by a capture. */
export type Outcome = 'succeeded' | 'held' | 'requires_action' | 'declined';

/** How long the bank of a card holds money. https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
const HELD_DAYS = 7;

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

/** The money is there, or the bank holds it until it is captured. */
export function pay(sim: Sim, scope: string, intent: StripeObject, method: StripeObject): Outcome {
  const later = isCapturedLater(intent, method);
  const yen = amount(intent['amount']);
  const customer = idOf(intent['customer']);
  const made = approved(sim, intent, method, later ? 0 : yen);
  if (later) sim.put(scope, made);
  else arrive(sim, scope, intent, made, method, yen);
  if (customer !== undefined && intent['setup_future_usage'] !== null && method['type'] === 'card' && idOf(method['customer']) === undefined) {
    attach(sim, scope, method, customer);
  }
  sim.change(scope, intent, {
    ...(later ? { amount_capturable: yen } : { amount_received: yen }),
    last_payment_error: null,
    latest_charge: made.id,
    next_action: null,
    payment_method: method.id,
    status: later ? 'requires_capture' : 'succeeded',
  });
  sim.emit(scope, 'charge.succeeded', made);
  if (later) {
    sim.emit(scope, 'payment_intent.amount_capturable_updated', intent);
    sim.schedule(daysLater(sim.now(), HELD_DAYS), 'capture.expires', intent.id, scope);
    return 'held';
  }
  received(sim, scope, intent, made, method);
  return 'succeeded';
}

/**
 * Takes so much of the money that is held, once; the rest is the payer's again, without a refund.
 * https://docs.stripe.com/api/payment_intents/capture and
 * https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow
 */
export function capture(sim: Sim, scope: string, intent: StripeObject, charge: StripeObject, method: StripeObject, yen: number): void {
  sim.cancel('capture.expires', intent.id);
  arrive(sim, scope, intent, charge, method, yen);
  const before = sim.change(scope, charge, { amount_captured: yen, captured: true });
  sim.change(scope, intent, { amount_capturable: 0, amount_received: yen, status: 'succeeded' });
  sim.emit(scope, 'charge.captured', charge, before);
  received(sim, scope, intent, charge, method);
}

/** Tells of an intent that is paid, and what follows of it. */
function received(sim: Sim, scope: string, intent: StripeObject, charge: StripeObject, method: StripeObject): void {
  sim.emit(scope, 'payment_intent.succeeded', intent);
  sim.tellIntent(scope, intent, 'succeeded');
  sim.emit(scope, 'charge.updated', charge, sim.change(scope, charge, { receipt_url: `${sim.origin}/receipt/${charge.id}` }));
  const { bypassesPending, disputed } = testCard(method);
  if (bypassesPending === true) sim.emit(scope, 'balance.available', sim.balance(scope));
  if (disputed === true) openDispute(sim, scope, charge);
}

/** The money of a charge comes into the balance, less the fee. */
function arrive(sim: Sim, scope: string, intent: StripeObject, charge: StripeObject, method: StripeObject, yen: number): void {
  const type = text(method['type']) ?? '';
  const transaction = sim.post(scope, {
    type: type === 'card' ? 'charge' : 'payment',
    reportingCategory: 'charge',
    amount: yen,
    fee: paymentFee(yen, type),
    source: charge.id,
    description: text(intent['description']) ?? null,
    ...(testCard(method).bypassesPending !== true && { availableOn: settledOn(sim.now()) }),
  });
  sim.change(scope, charge, { balance_transaction: transaction.id });
}

/** The charge of an intent to which the bank has agreed. */
const approved = (sim: Sim, intent: StripeObject, method: StripeObject, captured: number): StripeObject =>
  sim.make('Charge', {
    ...chargeOf(sim, intent, method),
    amount_captured: captured,
    captured: captured > 0,
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

/** Whether the money is only held at first: of the intent, or of its cards alone. */
const isCapturedLater = (intent: StripeObject, method: StripeObject): boolean =>
  method['type'] === 'card' &&
  (intent['capture_method'] === 'manual' || fields(fields(intent['_options'])['card'])['capture_method'] === 'manual');

/** Whether more may be held than was at first: asked for, and a card of a kind that allows it. */
export const mayGrow = (intent: StripeObject): boolean =>
  fields(fields(intent['_options'])['card'])['request_incremental_authorization'] === 'if_available';

/** What every charge of an intent says. */
function chargeOf(sim: Sim, intent: StripeObject, method: StripeObject): Fields {
  const type = text(method['type']) ?? '';
  const card = fields(method['card']);
  const details: Fields = {
    card: {
      ...sim.contract.skeleton('Charge.PaymentMethodDetails.Card'),
      amount_authorized: intent['amount'] ?? null,
      ...(isCapturedLater(intent, method) && {
        capture_before: daysLater(sim.now(), HELD_DAYS),
        incremental_authorization: { status: mayGrow(intent) ? 'available' : 'unavailable' },
      }),
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

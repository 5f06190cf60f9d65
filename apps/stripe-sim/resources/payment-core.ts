import { invalidRequest, StripeError } from '../errors.js';
import { amount, idOf, text, texts } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { awaitTransfer } from './bank-transfers.js';
import { testCard } from './payment-methods.js';
import { ask, fail, pay, type Outcome } from './payment-outcomes.js';
import { requireAmount } from './payment-record.js';
import { DECLINES } from './test-values.js';
import { forgetVoucher, printVoucher } from './vouchers.js';

export interface Confirmation {
  /** The payer is not there: 3-D Secure cannot be asked for. */
  offSession?: boolean | undefined;
  /** The payer has just been through 3-D Secure, or has agreed at the wallet. */
  authenticated?: boolean | undefined;
  returnUrl?: string | undefined;
}

/**
 * Tries to collect an intent by a payment method, tells what happened, and answers it; a decline is an outcome, not a refusal.
 * https://docs.stripe.com/payments/paymentintents/lifecycle
 * Refusals: payment_intent_unexpected_state, amount_too_small, amount_too_large, invalid_request.
 */
export function confirmIntent(sim: Sim, scope: string, intent: StripeObject, method: StripeObject, how: Confirmation = {}): Outcome {
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(text(intent['status']) ?? '')) {
    throw new StripeError(400, {
      code: 'payment_intent_unexpected_state',
      message: `You cannot confirm this PaymentIntent because it has already ${intent['status'] === 'canceled' ? 'been canceled' : 'succeeded after being previously confirmed'}.`,
      payment_intent: intent,
    });
  }
  const type = text(method['type']) ?? '';
  if (!texts(intent['payment_method_types']).includes(type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent.`,
      'payment_method',
      'payment_intent_incompatible_payment_method',
    );
  }
  requireAmount(amount(intent['amount']), [type]);
  return sim.inTimeOf(scope, idOf(intent['customer']), () => {
    forgetVoucher(sim, intent);
    if (type === 'konbini') return printVoucher(sim, scope, intent, method);
    if (type === 'customer_balance') return awaitTransfer(sim, scope, intent, method);
    if (type === 'paypay') return how.authenticated === true ? pay(sim, scope, intent, method) : redirect(sim, scope, intent, method, how);
    return charge(sim, scope, intent, method, how);
  });
}

/** The card: what a fault or the test card says, 3-D Secure, or the money. */
function charge(sim: Sim, scope: string, intent: StripeObject, method: StripeObject, how: Confirmation): Outcome {
  const card = testCard(method);
  const forced = sim.faults.ofCharge(idOf(intent['customer']));
  const decline = (forced === undefined ? undefined : (DECLINES[forced] ?? DECLINES['generic_decline'])) ?? card.decline;
  if (decline !== undefined) return fail(sim, scope, intent, method, decline);
  if (how.authenticated === true) sim.change(scope, method, { _authenticated: true });
  const trusted =
    how.authenticated === true || (card.authentication === 'unlessSetUp' && method['_authenticated'] === true && how.offSession === true);
  if (card.authentication === undefined || trusted) return pay(sim, scope, intent, method);
  if (how.offSession === true) return fail(sim, scope, intent, method, DECLINES['authentication_required']);
  return redirect(sim, scope, intent, method, how);
}

/** The payer has to go elsewhere: 3-D Secure, or the wallet's page. */
function redirect(sim: Sim, scope: string, intent: StripeObject, method: StripeObject, how: Confirmation): Outcome {
  const url = `${sim.origin}/authenticate/${intent.id}`;
  return ask(
    sim,
    scope,
    intent,
    method,
    { type: 'redirect_to_url', redirect_to_url: { return_url: how.returnUrl ?? null, url } },
    { _return_url: how.returnUrl ?? null },
  );
}

/** The payer comes back from 3-D Secure or the wallet. */
export function finishAuthentication(sim: Sim, scope: string, intent: StripeObject, passed: boolean): Outcome {
  const method = sim.need(scope, 'payment_method', idOf(intent['payment_method']) ?? '');
  if (passed) return confirmIntent(sim, scope, intent, method, { authenticated: true });
  return sim.inTimeOf(scope, idOf(intent['customer']), () =>
    fail(sim, scope, intent, method, {
      code: 'payment_intent_authentication_failure',
      declineCode: '',
      message:
        'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
    }),
  );
}

/** Gives an intent up. Refusal: payment_intent_unexpected_state. https://docs.stripe.com/api/payment_intents/cancel */
export function cancelIntent(sim: Sim, scope: string, intent: StripeObject, reason: string | null = null): void {
  const status = text(intent['status']) ?? '';
  if (status === 'succeeded' || status === 'canceled') {
    throw new StripeError(400, {
      code: 'payment_intent_unexpected_state',
      message: `You cannot cancel this PaymentIntent because it has a status of ${status}.`,
      payment_intent: intent,
    });
  }
  forgetVoucher(sim, intent);
  sim.cancel('capture.expires', intent.id);
  sim.change(scope, intent, {
    amount_capturable: 0,
    canceled_at: sim.now(),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  });
  sim.emit(scope, 'payment_intent.canceled', intent);
  sim.tellIntent(scope, intent, 'canceled');
}

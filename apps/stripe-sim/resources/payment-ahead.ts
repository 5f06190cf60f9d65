import { StripeError } from '../errors.js';
import { fields, text } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { cardError, testCard } from './payment-methods.js';
import { requireAmount } from './payment-record.js';
import { DECLINES } from './test-values.js';

/** What a charge of this method would come to, without charging it: nothing in the way, 3-D Secure, or the refusal. */
export function ahead(
  sim: Sim,
  customer: string | undefined,
  method: StripeObject,
  offSession: boolean,
): 'free' | 'authentication' | StripeError {
  if (method['type'] !== 'card') return 'free';
  const card = testCard(method);
  const waiting = sim.faults.list().find((fault) => fault['kind'] === 'decline' && (text(fault['customer']) ?? customer) === customer);
  const forced = waiting && (DECLINES[text(fields(waiting)['declineCode']) ?? ''] ?? DECLINES['generic_decline']);
  const decline = forced ?? card.decline;
  if (decline !== undefined) return cardError(decline);
  if (card.authentication === undefined) return 'free';
  if (offSession && card.authentication === 'unlessSetUp' && method['_authenticated'] === true) return 'free';
  return offSession ? cardError(DECLINES['authentication_required']) : 'authentication';
}

/** Whether a kind of payment takes that amount. */
export function takes(type: string, yen: number): boolean {
  try {
    requireAmount(yen, [type]);
    return true;
  } catch (error) {
    if (error instanceof StripeError) return false;
    throw error;
  }
}

/** Refuses what needs a payment now and cannot have one. */
export function requirePayable(
  sim: Sim,
  scope: string,
  customer: string,
  method: string | undefined,
  behaviour: string,
  offSession: boolean,
): void {
  if (method === undefined) {
    throw new StripeError(400, {
      code: 'resource_missing',
      message: 'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
    });
  }
  if (behaviour !== 'error_if_incomplete') return;
  const outlook = ahead(sim, customer, sim.need(scope, 'payment_method', method, 'default_payment_method'), offSession);
  if (outlook instanceof StripeError) throw outlook;
  if (outlook === 'authentication') {
    throw new StripeError(402, {
      type: 'card_error',
      code: 'subscription_payment_intent_requires_action',
      message: 'Payment for this subscription requires additional user action before it can be completed successfully.',
    });
  }
}

import { invalidRequest, StripeError } from '../errors.js';
import { amount, fields, idOf, number, text } from '../json.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { cancelIntent } from './payment-core.js';
import { capture, mayGrow } from './payment-outcomes.js';
import { requireAmount } from './payment-record.js';

/** An intent whose money is held, and its charge. Refusal: payment_intent_unexpected_state. */
function held({ sim, scope, path }: Call, deed: string): { intent: StripeObject; charge: StripeObject } {
  const intent = sim.need(scope, 'payment_intent', path['id'] ?? '');
  if (intent['status'] !== 'requires_capture') {
    throw new StripeError(400, {
      code: 'payment_intent_unexpected_state',
      message: `This PaymentIntent could not be ${deed} because it has a status of ${text(intent['status']) ?? ''}. It must have a status of requires_capture.`,
      payment_intent: intent,
    });
  }
  return { intent, charge: sim.need(scope, 'charge', idOf(intent['latest_charge']) ?? '') };
}

/** Takes the money that is held, or a part of it; once. https://docs.stripe.com/api/payment_intents/capture */
export function captureNow(call: Call): StripeObject {
  const { sim, scope, params } = call;
  const { intent, charge } = held(call, 'captured');
  const most = amount(intent['amount_capturable']);
  const yen = number(params['amount_to_capture']) ?? most;
  if (yen > most) {
    throw invalidRequest(
      `You cannot capture more than the amount that is held: ¥${yen} of ¥${most}.`,
      'amount_to_capture',
      'amount_too_large',
    );
  }
  requireAmount(yen, ['card'], 'amount_to_capture');
  if (params['final_capture'] === false) throw invalidRequest('This payment can be captured only once.', 'final_capture');
  sim.inTimeOf(scope, idOf(intent['customer']), () => {
    sim.change(scope, intent, {
      ...given(params, ['statement_descriptor', 'statement_descriptor_suffix']),
      ...(params['metadata'] !== undefined && { metadata: mergedMetadata(intent['metadata'], params['metadata']) }),
    });
    capture(sim, scope, intent, charge, sim.need(scope, 'payment_method', idOf(intent['payment_method']) ?? ''), yen);
  });
  return intent;
}

/**
 * Has more held than was at first, where that was asked for when the intent was made.
 * https://docs.stripe.com/payments/incremental-authorization
 */
export function holdMore(call: Call): StripeObject {
  const { sim, scope, params } = call;
  const { intent, charge } = held(call, 'incremented');
  const yen = amount(params['amount']);
  if (!mayGrow(intent)) throw invalidRequest('This PaymentIntent is not eligible for incremental authorization.', undefined);
  requireAmount(yen, ['card']);
  if (yen <= amount(intent['amount'])) throw invalidRequest('The amount must be greater than the amount that is authorized.', 'amount');
  const details = fields(charge['payment_method_details']);
  sim.change(scope, intent, {
    ...given(params, ['description', 'statement_descriptor']),
    amount: yen,
    amount_capturable: yen,
    ...(params['metadata'] !== undefined && { metadata: mergedMetadata(intent['metadata'], params['metadata']) }),
  });
  const before = sim.change(scope, charge, {
    amount: yen,
    payment_method_details: { ...details, card: { ...fields(details['card']), amount_authorized: yen } },
  });
  sim.emit(scope, 'charge.updated', charge, before);
  sim.emit(scope, 'payment_intent.amount_capturable_updated', intent);
  return intent;
}

/** Nobody took the money in time: the payer has it back. */
export function expireHold(sim: Sim, scope: string, intent: StripeObject): void {
  if (intent['status'] !== 'requires_capture') return;
  sim.emit(scope, 'charge.expired', sim.need(scope, 'charge', idOf(intent['latest_charge']) ?? ''));
  cancelIntent(sim, scope, intent, 'expired');
}

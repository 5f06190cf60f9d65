import { daysLater } from '../clock.js';
import { invalidRequest } from '../errors.js';
import { fields, idOf, number, text } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { ask, fail, pay, type Outcome } from './payment-outcomes.js';
import { REFUSED_CONFIRMATIONS, voucherFate } from './test-values.js';

/** https://docs.stripe.com/payments/konbini: three days unless asked otherwise. */
const VOUCHER = { days: 3, mostDays: 60 } as const;

/** https://docs.stripe.com/payments/konbini: a voucher to pay at a store until the end of a day in Japan. */
export function printVoucher(sim: Sim, scope: string, intent: StripeObject, method: StripeObject): Outcome {
  const options = fields(fields(intent['_options'])['konbini']);
  const confirmation = text(options['confirmation_number']) ?? '';
  const refused = REFUSED_CONFIRMATIONS[confirmation];
  if (refused !== undefined)
    throw invalidRequest('The confirmation number was refused.', 'payment_method_options[konbini][confirmation_number]', refused);
  const email = text(fields(method['billing_details'])['email']) ?? '';
  const expiresAt = number(options['expires_at']) ?? voucherEnd(sim.now(), number(options['expires_after_days']) ?? VOUCHER.days);
  const store = { confirmation_number: confirmation || '11111111110', payment_code: String(100_000 + (sim.now() % 900_000)) };
  const url = `${sim.origin}/voucher/${intent.id}`;
  const outcome = ask(sim, scope, intent, method, {
    type: 'konbini_display_details',
    konbini_display_details: {
      expires_at: expiresAt,
      hosted_voucher_url: url,
      stores: { familymart: store, lawson: store, ministop: store, seicomart: store },
    },
  });
  const fate = voucherFate(email, confirmation);
  sim.schedule(expiresAt, 'voucher.expires', intent.id, scope);
  if (fate !== undefined)
    sim.schedule(Math.min(sim.now() + fate.afterS, expiresAt), fate.paid ? 'voucher.paid' : 'voucher.expires', intent.id, scope);
  return outcome;
}

/** 23:59:59 in Japan, so many days after the day on which the voucher is printed there. */
function voucherEnd(now: number, days: number): number {
  if (days < 1 || days > VOUCHER.mostDays)
    throw invalidRequest(
      `Konbini vouchers expire after 1 to ${VOUCHER.mostDays} days.`,
      'payment_method_options[konbini][expires_after_days]',
    );
  const dayInJapan = Math.floor((now + 9 * 3600) / 86_400) * 86_400;
  return daysLater(dayInJapan - 9 * 3600, days + 1) - 1;
}

/** Somebody pays at the store, also a little after the end: https://docs.stripe.com/payments/konbini#expiration */
export function payVoucher(sim: Sim, scope: string, intent: StripeObject): void {
  const late = intent['status'] === 'requires_payment_method' && intent['_voucher_expired'] === true;
  if (intent['status'] !== 'requires_action' && !late) throw invalidRequest('This voucher can no longer be paid.');
  sim.inTimeOf(scope, idOf(intent['customer']), () => {
    forgetVoucher(sim, intent);
    pay(sim, scope, intent, sim.need(scope, 'payment_method', text(intent['_voucher']) ?? idOf(intent['payment_method']) ?? ''));
  });
}

/** Nobody paid in time. */
export function expireVoucher(sim: Sim, scope: string, intent: StripeObject): void {
  if (intent['status'] !== 'requires_action') return;
  const method = sim.need(scope, 'payment_method', idOf(intent['payment_method']) ?? '');
  forgetVoucher(sim, intent);
  sim.change(scope, intent, { _voucher: method.id, _voucher_expired: true });
  fail(sim, scope, intent, method, {
    code: 'payment_intent_payment_attempt_expired',
    declineCode: '',
    message:
      'The payment attempt for this PaymentIntent has expired. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
  });
}

/** Nothing more comes of an earlier voucher. */
export function forgetVoucher(sim: Sim, intent: StripeObject): void {
  sim.cancel('voucher.paid', intent.id);
  sim.cancel('voucher.expires', intent.id);
}

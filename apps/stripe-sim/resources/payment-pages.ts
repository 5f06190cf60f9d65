import { invalidRequest, StripeError } from '../errors.js';
import { amount, fields, number, text, type Fields } from '../json.js';
import type { Call } from '../sim.js';
import type { StripeObject } from '../store.js';
import { submit } from './checkout.js';
import { resolveMethod } from './payment-methods.js';
import type { Resource } from './resource.js';

/** What the page of a Checkout Session asks of the API behind it. Undocumented; the CLI pays its sessions so. */
export const paymentPages: Resource = {
  routes: {
    'GET /v1/payment_pages/{id}': (call) => sessionOf(call),
    'POST /v1/payment_pages/{id}/confirm': confirm,
  },
};

const sessionOf = ({ sim, scope, path }: Call): StripeObject => sim.need(scope, 'checkout.session', path['id'] ?? '');

/** Pays with a method of payment as the payer would on the page; the amount they were shown has to be the session's. */
function confirm(call: Call): Fields {
  const { sim, scope, params } = call;
  const session = sessionOf(call);
  const expected = number(params['expected_amount']) ?? Number(text(params['expected_amount']) ?? amount(session['amount_total']));
  if (expected !== amount(session['amount_total'])) {
    throw invalidRequest('The amount of this Checkout Session has changed.', 'expected_amount');
  }
  const method = resolveMethod(sim, scope, text(params['payment_method']) ?? '');
  const told = fields(method['billing_details']);
  const submitted = submit(sim, scope, session, method, { email: text(told['email']) ?? 'cli@example.com', name: text(told['name']) });
  if ('declined' in submitted) {
    throw new StripeError(402, {
      type: 'card_error',
      code: text(submitted.declined['code']) ?? 'card_declined',
      message: text(submitted.declined['message']) ?? '',
    });
  }
  return session;
}

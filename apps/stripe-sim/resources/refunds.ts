import { daysLater } from '../clock.js';
import { invalidRequest, parameterMissing, resourceMissing } from '../errors.js';
import { newId } from '../ids.js';
import { amount, fields, idOf, number, text, type Fields } from '../json.js';
import { listOf, matching } from '../lists.js';
import { mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import type { Resource } from './resource.js';
import { FAILING_REFUND_ACCOUNTS } from './test-values.js';

/** How long a payee may take to tell the bank account. https://docs.stripe.com/payments/konbini#refunds */
const ACCOUNT_DAYS = 45;
const ARRIVAL_S = 60;
/** Payments that cannot be sent back where they came from: the payee is asked for an account by mail. */
const BY_BANK = ['konbini', 'customer_balance'];

const create = (call: Call): StripeObject => {
  const { sim, scope, params } = call;
  const charge = chargeFor(call);
  const rest = amount(charge['amount_captured']) - amount(charge['amount_refunded']);
  if (charge['status'] !== 'succeeded') throw invalidRequest(`Charge ${charge.id} has not been paid and cannot be refunded.`, 'charge');
  if (charge['captured'] !== true) throw invalidRequest(`Charge ${charge.id} has not been captured: cancel its PaymentIntent instead.`, 'charge');
  if (rest <= 0) throw invalidRequest(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded');
  if (charge['disputed'] === true)
    throw invalidRequest(`Charge ${charge.id} has been charged back and cannot be refunded.`, undefined, 'charge_disputed');
  const yen = number(params['amount']) ?? rest;
  if (yen <= 0) throw invalidRequest('Invalid positive integer', 'amount', 'parameter_invalid_integer');
  if (yen > rest) throw invalidRequest(`Refund amount (¥${yen}) is greater than unrefunded amount on charge (¥${rest})`, 'amount');
  return sim.inTimeOf(scope, idOf(charge['customer']), () => make(sim, scope, charge, yen, params));
};

function chargeFor({ sim, scope, params }: Call): StripeObject {
  const intent = text(params['payment_intent']);
  const charge = text(params['charge']);
  if (charge !== undefined) return sim.need(scope, 'charge', charge, 'charge');
  if (intent === undefined) throw parameterMissing('payment_intent');
  const latest = text(sim.need(scope, 'payment_intent', intent, 'payment_intent')['latest_charge']);
  const found = latest === undefined ? undefined : sim.get(scope, 'charge', latest);
  if (found === undefined || found['status'] !== 'succeeded') {
    throw invalidRequest(`This PaymentIntent (${intent}) does not have a successful charge to refund.`, 'payment_intent');
  }
  return found;
}

/** The money leaves at once; the fee of the charge stays, and transfers are left alone. https://docs.stripe.com/refunds */
function make(sim: Sim, scope: string, charge: StripeObject, yen: number, params: Fields): StripeObject {
  const type = text(fields(charge['payment_method_details'])['type']) ?? 'card';
  const email = text(params['instructions_email']) ?? text(fields(charge['billing_details'])['email']) ?? '';
  const byBank = BY_BANK.includes(type);
  const expiresAt = daysLater(sim.now(), ACCOUNT_DAYS);
  const refund = sim.make('Refund', {
    id: newId(type === 'card' ? 're' : 'pyr'),
    amount: yen,
    charge: charge.id,
    currency: charge['currency'] ?? 'jpy',
    destination_details:
      type === 'card'
        ? { type: 'card', card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' } }
        : {
            type: byBank ? 'jp_bank_transfer' : type,
            ...(byBank ? { jp_bank_transfer: { reference: null, reference_status: 'pending' } } : {}),
          },
    metadata: mergedMetadata({}, params['metadata']),
    payment_intent: charge['payment_intent'] ?? null,
    reason: params['reason'] ?? null,
    status: byBank ? 'requires_action' : 'succeeded',
    ...(byBank && {
      instructions_email: email,
      next_action: {
        type: 'display_details',
        display_details: { email_sent: { email_sent_at: sim.now(), email_sent_to: email }, expires_at: expiresAt },
      },
    }),
  });
  const transaction = sim.post(scope, {
    type: type === 'card' ? 'refund' : 'payment_refund',
    reportingCategory: 'refund',
    amount: -yen,
    source: refund.id,
    description: `REFUND FOR CHARGE ${text(charge['description']) ?? ''}`.trim(),
  });
  sim.change(scope, refund, { balance_transaction: transaction.id });
  const total = amount(charge['amount_refunded']) + yen;
  const before = sim.change(scope, charge, { amount_refunded: total, refunded: total === charge['amount_captured'] });
  if (byBank) sim.schedule(expiresAt, 'refund.unclaimed', refund.id, scope);
  sim.emit(scope, 'refund.created', refund);
  sim.emit(scope, 'charge.refunded', charge, before);
  return refund;
}

/** The payee tells an account of the test bank; the money arrives a minute later, or comes back. */
export function tellRefundAccount(sim: Sim, scope: string, refund: StripeObject, account: string): void {
  if (refund['status'] !== 'requires_action') throw invalidRequest('No account is asked for.');
  sim.cancel('refund.unclaimed', refund.id);
  const before = sim.change(scope, refund, { status: 'pending', _account: account });
  delete refund['next_action'];
  sim.schedule(sim.now() + ARRIVAL_S, 'refund.sent', refund.id, scope);
  tellUpdate(sim, scope, refund, before);
}

function arrive(sim: Sim, scope: string, refund: StripeObject): void {
  if (FAILING_REFUND_ACCOUNTS.includes(text(refund['_account']) ?? '')) failRefund(sim, scope, refund, 'declined');
  else tellUpdate(sim, scope, refund, sim.change(scope, refund, { status: 'succeeded' }));
}

/** The money comes back to the balance, and the charge is as if it had not been asked for. https://docs.stripe.com/refunds#failed-refunds */
function failRefund(sim: Sim, scope: string, refund: StripeObject, reason: string, status = 'failed'): void {
  const yen = amount(refund['amount']);
  const transaction = sim.post(scope, { type: 'refund_failure', amount: yen, source: refund.id, description: 'REFUND FAILURE' });
  sim.cancel('refund.unclaimed', refund.id);
  const before = sim.change(scope, refund, {
    status,
    failure_balance_transaction: transaction.id,
    ...(status === 'failed' && { failure_reason: reason }),
  });
  delete refund['next_action'];
  const charge = sim.need(scope, 'charge', idOf(refund['charge']) ?? '');
  sim.change(scope, charge, { amount_refunded: amount(charge['amount_refunded']) - yen, refunded: false });
  tellUpdate(sim, scope, refund, before);
  if (status === 'failed') sim.emit(scope, 'refund.failed', refund);
}

function tellUpdate(sim: Sim, scope: string, refund: StripeObject, before: Fields): void {
  sim.emit(scope, 'refund.updated', refund, before);
  sim.emit(scope, 'charge.refund.updated', refund, before);
}

const waiting = ({ sim, scope, path }: Call): StripeObject => {
  const refund = sim.get(scope, 'refund', path['id'] ?? '');
  if (refund === undefined) throw resourceMissing('refund', path['id'] ?? '');
  if (refund['status'] !== 'requires_action')
    throw invalidRequest(`This refund has a status of ${text(refund['status']) ?? ''}; only one that requires action can be changed so.`);
  return refund;
};

/** https://docs.stripe.com/api/refunds */
export const refunds: Resource = {
  routes: {
    'POST /v1/refunds': create,
    'GET /v1/refunds/{id}': ({ sim, scope, path }) => sim.need(scope, 'refund', path['id'] ?? ''),
    'POST /v1/refunds/{id}': ({ sim, scope, params, path }) => {
      const refund = sim.need(scope, 'refund', path['id'] ?? '');
      const before = sim.change(scope, refund, { metadata: mergedMetadata(refund['metadata'], params['metadata']) });
      tellUpdate(sim, scope, refund, before);
      return refund;
    },
    'GET /v1/refunds': (call) => listOf(call, matching(call.sim.all(call.scope, 'refund'), call.params, ['charge', 'payment_intent'])),
    'POST /v1/refunds/{id}/cancel': (call) => {
      const refund = waiting(call);
      failRefund(call.sim, call.scope, refund, '', 'canceled');
      return refund;
    },
    'POST /v1/test_helpers/refunds/{id}/expire': (call) => {
      const refund = waiting(call);
      failRefund(call.sim, call.scope, refund, 'expired_or_canceled_card');
      return refund;
    },
  },
  install: (sim) => {
    sim.task('refund.unclaimed', (scope, id) => failRefund(sim, scope, sim.need(scope, 'refund', id), 'unknown'));
    sim.task('refund.sent', (scope, id) => arrive(sim, scope, sim.need(scope, 'refund', id)));
  },
};

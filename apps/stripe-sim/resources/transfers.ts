import { invalidRequest } from '../errors.js';
import { newId } from '../ids.js';
import { amount, idOf, number, text, type Fields } from '../json.js';
import { listOf, matching, wholeList } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import { PLATFORM, requireCurrency, type Call, type List, type Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { connected, takesTransfers } from './accounts.js';
import type { Resource } from './resource.js';

/** The most recent reversals stand in the transfer itself. https://docs.stripe.com/api/transfers/object */
const REVERSALS_SHOWN = 10;

export const transfers: Resource = {
  routes: {
    'POST /v1/transfers': create,
    'GET /v1/transfers': list,
    'GET /v1/transfers/{id}': ({ sim, path }) => transferOf(sim, path['id']),
    'POST /v1/transfers/{id}': update,
    'POST /v1/transfers/{id}/reversals': reverse,
    'GET /v1/transfers/{id}/reversals': (call) => listOf(call, reversalsOf(call.sim, transferOf(call.sim, call.path['id']).id)),
    'GET /v1/transfers/{transferId}/reversals/{id}': reversalNamed,
    'POST /v1/transfers/{transferId}/reversals/{id}': updateReversal,
  },
};

const transferOf = (sim: Sim, id: string | undefined): StripeObject => sim.need(PLATFORM, 'transfer', id ?? '');

const reversalsOf = (sim: Sim, transfer: string): StripeObject[] =>
  sim.all(PLATFORM, 'transfer_reversal').filter((reversal) => reversal['transfer'] === transfer);

function list(call: Call): List {
  return listOf(call, matching(call.sim.all(PLATFORM, 'transfer'), call.params, ['destination', 'transfer_group']));
}

/** Whole yen, at least 1. */
export function requireYen(params: Fields, whole?: number): number {
  const yen = number(params['amount']) ?? whole;
  if (yen === undefined) throw invalidRequest('Missing required param: amount.', 'amount', 'parameter_missing');
  if (!Number.isInteger(yen) || yen < 1) throw invalidRequest('Invalid positive integer', 'amount', 'parameter_invalid_integer');
  return yen;
}

/**
 * Money from the platform's balance to an account. Without `source_transaction` it has to be available; with it, it comes out of
 * that charge, becomes available with it, and all transfers from one charge are at most its amount.
 * https://docs.stripe.com/connect/separate-charges-and-transfers
 */
function create(call: Call): StripeObject {
  const { sim, scope, params } = call;
  if (scope !== PLATFORM) throw invalidRequest('Transfers are made by the platform.');
  const currency = requireCurrency(call);
  const id = text(params['destination']) ?? '';
  const destination = sim.get(PLATFORM, 'account', id);
  if (destination === undefined) throw invalidRequest(`No such destination: '${id}'`, 'destination', 'resource_missing');
  if (!takesTransfers(destination)) {
    throw invalidRequest(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, legacy_payments',
      'destination',
      'insufficient_capabilities_for_transfer',
    );
  }
  const source = text(params['source_transaction']);
  const charge = source === undefined ? undefined : requireSource(sim, source);
  const yen = requireYen(params, charge && amount(charge['amount_captured']));
  if (charge !== undefined) requireLeft(sim, charge, yen);
  const group = groupOf(params, charge);
  const availableOn = charge && availabilityOf(sim, charge);
  const waits = availableOn !== undefined && availableOn > sim.now();
  if (!waits && sim.available(PLATFORM) < yen) throw insufficient('Insufficient funds in Stripe account.');

  const transfer = sim.make('Transfer', {
    amount: yen,
    currency,
    description: text(params['description']) ?? null,
    destination: destination.id,
    metadata: mergedMetadata({}, params['metadata']),
    source_transaction: charge?.id ?? null,
    source_type: 'card',
    transfer_group: group,
  });
  sim.put(PLATFORM, transfer);
  const out = sim.post(PLATFORM, {
    type: 'transfer',
    amount: -yen,
    source: transfer.id,
    description: text(params['description']) ?? null,
    ...(availableOn && { availableOn }),
  });
  const payment = received(sim, transfer, destination.id, yen, availableOn);
  sim.change(PLATFORM, transfer, {
    balance_transaction: out.id,
    destination_payment: payment.id,
    reversals: wholeList(`/v1/transfers/${transfer.id}/reversals`, []),
  });
  sim.emit(PLATFORM, 'transfer.created', transfer);
  return transfer;
}

const insufficient = (message: string): Error => invalidRequest(message, undefined, 'balance_insufficient');

function requireSource(sim: Sim, id: string): StripeObject {
  const charge = sim.need(PLATFORM, 'charge', id, 'source_transaction');
  if (charge['status'] !== 'succeeded' || charge['captured'] !== true) {
    throw invalidRequest(`The charge ${id} has not succeeded and cannot be a source of transfers.`, 'source_transaction');
  }
  return charge;
}

/** All transfers out of one charge together are at most its amount; what was reversed does not come back. */
function requireLeft(sim: Sim, charge: StripeObject, yen: number): void {
  const sent = matching(sim.all(PLATFORM, 'transfer'), { source_transaction: charge.id }, ['source_transaction']);
  const left = sent.reduce((rest, transfer) => rest - amount(transfer['amount']), amount(charge['amount_captured']));
  if (yen > left) {
    throw invalidRequest(
      `Transfers using this transaction as a source must not exceed the source amount of ¥${amount(charge['amount_captured'])}. ` +
        `(There is ¥${left} left that can be transferred from this source)`,
      'amount',
      'transfer_source_balance_parameters_mismatch',
    );
  }
}

/** The charge's group, which cannot be another one; without one a group of that payment. */
function groupOf(params: Fields, charge: StripeObject | undefined): string | null {
  const wanted = text(params['transfer_group']);
  if (charge === undefined) return wanted ?? null;
  const own = text(charge['transfer_group']);
  if (own !== undefined && wanted !== undefined && own !== wanted) {
    throw invalidRequest(`The transfer group of the source transaction is ${own}; it cannot be ${wanted}.`, 'transfer_group');
  }
  return own ?? wanted ?? `group_${idOf(charge['payment_intent']) ?? charge.id}`;
}

function availabilityOf(sim: Sim, charge: StripeObject): number | undefined {
  const transaction = sim.get(PLATFORM, 'balance_transaction', idOf(charge['balance_transaction']) ?? '');
  return number(transaction?.['available_on']);
}

/** The payment that the account sees: a charge `py_…` in its own balance, without a fee. */
function received(sim: Sim, transfer: StripeObject, account: string, yen: number, availableOn: number | undefined): StripeObject {
  const payment = sim.make('Charge', {
    id: newId('py'),
    amount: yen,
    amount_captured: yen,
    captured: true,
    currency: transfer['currency'] ?? 'jpy',
    billing_details: sim.contract.skeleton('Charge.BillingDetails'),
    metadata: {},
    paid: true,
    payment_method_details: null,
    source_transfer: transfer.id,
    status: 'succeeded',
  });
  const into = sim.post(account, {
    type: 'payment',
    reportingCategory: 'charge',
    amount: yen,
    source: payment.id,
    ...(availableOn && { availableOn }),
  });
  sim.put(account, Object.assign(payment, { balance_transaction: into.id }));
  return payment;
}

/** https://docs.stripe.com/api/transfers/update */
function update({ sim, params, path }: Call): StripeObject {
  const transfer = transferOf(sim, path['id']);
  const before = sim.change(PLATFORM, transfer, {
    ...given(params, ['description']),
    ...(params['metadata'] !== undefined && { metadata: mergedMetadata(transfer['metadata'], params['metadata']) }),
  });
  sim.emit(PLATFORM, 'transfer.updated', transfer, before);
  return transfer;
}

/**
 * Takes money back from the account: at most what is left of the transfer, and no more than the account has available; what is
 * still on its way comes back the same way. https://docs.stripe.com/api/transfer_reversals/create
 */
function reverse({ sim, params, path }: Call): StripeObject {
  const transfer = transferOf(sim, path['id']);
  const left = amount(transfer['amount']) - amount(transfer['amount_reversed']);
  const yen = requireYen(params, left);
  if (yen > left) {
    throw invalidRequest(
      `Amount to reverse (¥${yen}) is greater than the unreversed amount on the transfer (¥${left}).`,
      'amount',
      'balance_insufficient',
    );
  }
  const account = idOf(transfer['destination']) ?? '';
  connected(sim, account);
  const payment = sim.need(account, 'charge', idOf(transfer['destination_payment']) ?? '');
  const availableOn = number(sim.get(account, 'balance_transaction', idOf(payment['balance_transaction']) ?? '')?.['available_on']);
  const isPending = availableOn !== undefined && availableOn > sim.now();
  const has = isPending ? sim.pending(account) : sim.available(account);
  if (has < yen) throw insufficient(`Insufficient funds in the connected account: it has ¥${has}.`);

  const reversal = sim.make('TransferReversal', {
    amount: yen,
    currency: transfer['currency'] ?? 'jpy',
    metadata: mergedMetadata({}, params['metadata']),
    transfer: transfer.id,
  });
  sim.put(PLATFORM, reversal);
  const when = isPending ? { availableOn } : {};
  const back = sim.post(PLATFORM, {
    type: 'transfer_refund',
    reportingCategory: 'transfer_reversal',
    amount: yen,
    source: reversal.id,
    ...when,
  });
  const refund = sim.make('Refund', {
    id: newId('pyr'),
    amount: yen,
    charge: payment.id,
    currency: transfer['currency'] ?? 'jpy',
    metadata: {},
    source_transfer_reversal: reversal.id,
    status: 'succeeded',
  });
  const out = sim.post(account, { type: 'payment_refund', reportingCategory: 'refund', amount: -yen, source: refund.id, ...when });
  sim.put(account, Object.assign(refund, { balance_transaction: out.id }));
  const refunded = amount(payment['amount_refunded']) + yen;
  sim.change(account, payment, { amount_refunded: refunded, refunded: refunded === amount(payment['amount']) });
  sim.change(PLATFORM, reversal, { balance_transaction: back.id, destination_payment_refund: refund.id });

  const reversed = amount(transfer['amount_reversed']) + yen;
  sim.change(PLATFORM, transfer, { amount_reversed: reversed, reversed: reversed === amount(transfer['amount']) });
  showReversals(sim, transfer);
  sim.emit(PLATFORM, 'transfer.reversed', transfer);
  return reversal;
}

function showReversals(sim: Sim, transfer: StripeObject): void {
  const all = reversalsOf(sim, transfer.id);
  const shown = {
    ...wholeList(`/v1/transfers/${transfer.id}/reversals`, all.slice(0, REVERSALS_SHOWN)),
    has_more: all.length > REVERSALS_SHOWN,
  };
  sim.change(PLATFORM, transfer, { reversals: shown });
}

function reversalNamed({ sim, path }: Call): StripeObject {
  const transfer = transferOf(sim, path['transferId']);
  const reversal = sim.need(PLATFORM, 'transfer_reversal', path['id'] ?? '');
  return reversal['transfer'] === transfer.id ? reversal : sim.need(PLATFORM, 'transfer_reversal', '');
}

function updateReversal(call: Call): StripeObject {
  const reversal = reversalNamed(call);
  call.sim.change(PLATFORM, reversal, { metadata: mergedMetadata(reversal['metadata'], call.params['metadata']) });
  showReversals(call.sim, transferOf(call.sim, call.path['transferId']));
  return reversal;
}

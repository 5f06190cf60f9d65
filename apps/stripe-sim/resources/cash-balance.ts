import { amount, fields, idOf, text, type Fields } from '../json.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';

/** What a customer has transferred and not yet spent, whole yen. https://docs.stripe.com/payments/customer-balance */
export const cashOf = (customer: StripeObject): number => amount(customer['_cash']);

/** https://docs.stripe.com/api/cash_balance */
export const cashBalance = ({ id, ...customer }: StripeObject): Fields => ({
  object: 'cash_balance',
  available: amount(customer['_cash']) === 0 ? null : { jpy: amount(customer['_cash']) },
  customer: id,
  customer_account: null,
  livemode: false,
  settings: { reconciliation_mode: 'automatic', using_merchant_default: true },
});

/** One movement of the cash balance, told. */
export function moveCash(sim: Sim, scope: string, customer: StripeObject, net: number, type: string, details: Fields): StripeObject {
  sim.change(scope, customer, { _cash: cashOf(customer) + net });
  const transaction = sim.make('CustomerCashBalanceTransaction', {
    currency: 'jpy',
    customer: customer.id,
    ending_balance: cashOf(customer),
    net_amount: net,
    type,
    [type]: details,
  });
  sim.put(scope, transaction);
  sim.emit(scope, 'customer_cash_balance_transaction.created', transaction);
  return transaction;
}

/**
 * Takes from the cash balance what an intent still misses; true when that is all of it. Part of it only when the intent belongs to
 * no invoice: those are never paid in part. https://docs.stripe.com/payments/bank-transfers#reconciliation
 */
export function applyCash(sim: Sim, scope: string, intent: StripeObject): boolean {
  const customer = sim.get(scope, 'customer', idOf(intent['customer']) ?? '');
  if (customer === undefined) return false;
  const missing = amount(intent['_missing']);
  const applied = Math.min(cashOf(customer), missing);
  if (applied < missing && (intent['_whole'] === true || applied === 0)) return false;
  moveCash(sim, scope, customer, -applied, 'applied_to_payment', { payment_intent: intent.id });
  sim.change(scope, intent, { _missing: missing - applied });
  return applied === missing;
}

/** What a call about the cash balance of a customer is about. */
export const customerOf = ({ sim, scope, path }: Call): StripeObject => sim.need(scope, 'customer', path['id'] ?? '');

/** The reference of a transfer that an intent waits for. */
export const referenceOf = (intent: StripeObject): string | undefined =>
  text(fields(fields(intent['next_action'])['display_bank_transfer_instructions'])['reference']);

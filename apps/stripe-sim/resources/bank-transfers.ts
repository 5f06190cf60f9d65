import { invalidRequest } from '../errors.js';
import { amount, idOf, type Fields } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { applyCash } from './cash-balance.js';
import { ask, pay, type Outcome } from './payment-outcomes.js';

/** https://docs.stripe.com/payments/bank-transfers: from the cash balance of the customer, now or when money arrives. */
export function awaitTransfer(sim: Sim, scope: string, intent: StripeObject, method: StripeObject): Outcome {
  const customer = idOf(intent['customer']);
  if (customer === undefined) throw invalidRequest('A customer is required for bank transfers.', 'customer');
  sim.change(scope, intent, { payment_method: method.id, _missing: amount(intent['amount']) });
  if (applyCash(sim, scope, intent)) return pay(sim, scope, intent, method);
  return ask(sim, scope, intent, method, transferInstructions(sim, intent));
}

const transferInstructions = (sim: Sim, intent: StripeObject): Fields => ({
  type: 'display_bank_transfer_instructions',
  display_bank_transfer_instructions: {
    amount_remaining: intent['_missing'] ?? null,
    currency: 'jpy',
    financial_addresses: [
      {
        type: 'zengin',
        supported_networks: ['zengin'],
        zengin: {
          account_holder_address: { city: null, country: 'JP', line1: null, line2: null, postal_code: null, state: null },
          account_holder_name: 'シミュレータ',
          account_number: '0001234',
          account_type: 'futsu',
          bank_address: { city: null, country: 'JP', line1: null, line2: null, postal_code: null, state: null },
          bank_code: '1100',
          bank_name: 'シミュレータ銀行',
          branch_code: '000',
          branch_name: '本店',
        },
      },
    ],
    hosted_instructions_url: `${sim.origin}/transfer/${intent.id}`,
    reference: `SIM${intent.id.slice(-8).toUpperCase()}`,
    type: 'jp_bank_transfer',
  },
});

/** Money has arrived in the customer's cash balance: what it is enough for is paid, one intent may be paid in part. */
export function settleFromCash(sim: Sim, scope: string, intent: StripeObject): void {
  const missing = amount(intent['_missing']);
  if (applyCash(sim, scope, intent)) {
    pay(sim, scope, intent, sim.need(scope, 'payment_method', idOf(intent['payment_method']) ?? ''));
  } else if (amount(intent['_missing']) < missing) {
    sim.change(scope, intent, { next_action: transferInstructions(sim, intent) });
    sim.emit(scope, 'payment_intent.partially_funded', intent);
  }
}

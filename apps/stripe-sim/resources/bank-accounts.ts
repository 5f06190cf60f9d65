import { createHash } from 'node:crypto';
import { invalidRequest } from '../errors.js';
import { idFor } from '../ids.js';
import { fields, text, type Fields, type Json } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';

/** Japanese test accounts to which payouts fail, and how. https://docs.stripe.com/connect/testing#payouts */
const FAILING: Readonly<Record<string, string>> = {
  '1111113': 'account_closed',
  '1111116': 'no_account',
  '2222227': 'insufficient_funds',
  '3333335': 'debit_not_authorized',
  '4444440': 'invalid_currency',
};
/** What Stripe says of a payout that failed for that reason. https://docs.stripe.com/api/payouts/failures */
export const PAYOUT_FAILURES: Readonly<Record<string, string>> = {
  account_closed: 'The bank account has been closed.',
  no_account: 'The bank account details on file are probably incorrect. No bank account could be located with those details.',
  insufficient_funds: 'Your Stripe account has insufficient funds to cover the payout.',
  debit_not_authorized: 'Debit transactions are not approved on your bank account.',
  invalid_currency: 'The bank was unable to process this payout because of its currency.',
};

/** The bank and its branch: four digits and three. https://docs.stripe.com/connect/payouts-bank-accounts */
const ROUTING_NUMBER = /^\d{7}$/;
const ACCOUNT_NUMBER = /^\d{4,8}$/;

/**
 * The bank account of a person or of the platform. The number itself is not kept: only its last four digits, a fingerprint,
 * and whether payouts to it are meant to fail.
 */
export function bankAccountFrom(sim: Sim, account: string, given: Json, param = 'external_account'): StripeObject {
  const details = typeof given === 'string' ? TOKEN_DETAILS : fields(given);
  const number = text(details['account_number'])?.replaceAll('-', '') ?? '';
  const routing = text(details['routing_number'])?.replaceAll('-', '') ?? '';
  if (!ACCOUNT_NUMBER.test(number)) {
    throw invalidRequest('You must use a test bank account number.', `${param}[account_number]`, 'account_number_invalid');
  }
  if (!ROUTING_NUMBER.test(routing)) {
    throw invalidRequest('Invalid routing number for JP.', `${param}[routing_number]`, 'routing_number_invalid');
  }
  return sim.make('BankAccount', {
    id: idFor('bank_account'),
    account,
    account_holder_name: text(details['account_holder_name']) ?? null,
    account_holder_type: text(details['account_holder_type']) ?? 'individual',
    account_type: 'futsu',
    available_payout_methods: ['standard'],
    bank_name: 'STRIPE TEST BANK',
    country: 'JP',
    currency: 'jpy',
    default_for_currency: true,
    fingerprint: createHash('sha256').update(`${routing} ${number}`).digest('base64url').slice(0, 16),
    future_requirements: NOTHING_DUE,
    last4: number.slice(-4),
    metadata: {},
    requirements: NOTHING_DUE,
    routing_number: routing,
    status: 'new',
    _fails: FAILING[number] ?? null,
  });
}

/** What stands behind a token of a bank account, whichever it is: the account that works. */
const TOKEN_DETAILS: Fields = { account_number: '0001234', routing_number: '1100000' };
const NOTHING_DUE: Fields = { currently_due: [], errors: [], past_due: [], pending_verification: [] };

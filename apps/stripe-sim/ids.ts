import { randomInt } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** How the ids of each kind of object begin. */
const PREFIXES: Readonly<Record<string, string>> = {
  account: 'acct',
  balance_transaction: 'txn',
  bank_account: 'ba',
  'billing_portal.configuration': 'bpc',
  'billing_portal.session': 'bps',
  charge: 'ch',
  'checkout.session': 'cs_test',
  customer: 'cus',
  customer_cash_balance_transaction: 'ccsbtxn',
  dispute: 'du',
  event: 'evt',
  invoice: 'in',
  invoice_payment: 'inpay',
  invoiceitem: 'ii',
  item: 'li',
  line_item: 'il',
  payment_intent: 'pi',
  payment_method: 'pm',
  payout: 'po',
  price: 'price',
  product: 'prod',
  refund: 're',
  setup_intent: 'seti',
  subscription: 'sub',
  subscription_item: 'si',
  'test_helpers.test_clock': 'clock',
  topup: 'tu',
  transfer: 'tr',
  transfer_reversal: 'trr',
  webhook_endpoint: 'we',
};

/** So many letters and digits by chance. */
export const chars = (count: number): string => Array.from({ length: count }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** A new id: the prefix and 24 letters and digits. */
export const newId = (prefix: string): string => `${prefix}_${chars(24)}`;

/** A new id for an object of that kind. */
export const idFor = (object: string): string => newId(PREFIXES[object] ?? object.replace(/^_/, ''));

import { daysLater } from '../clock.js';
import { invalidRequest, StripeError } from '../errors.js';
import { chars, newId } from '../ids.js';
import { amount, fields, idOf, number, text, texts, type Fields } from '../json.js';
import { paymentFee, settledOn } from '../money.js';
import { given, mergedMetadata } from '../params.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { applyCash } from './cash-balance.js';
import { openDispute } from './disputes.js';
import { attach, cardError, testCard } from './payment-methods.js';
import { DECLINES, REFUSED_CONFIRMATIONS, voucherFate, type Decline } from './test-values.js';

/** What became of a confirmation. A declined intent has `last_payment_error` and takes another method. */
export type Outcome = 'succeeded' | 'requires_action' | 'declined';

export interface Confirmation {
  /** The payer is not there: 3-D Secure cannot be asked for. */
  offSession?: boolean | undefined;
  /** The payer has just been through 3-D Secure, or has agreed at the wallet. */
  authenticated?: boolean | undefined;
  returnUrl?: string | undefined;
}

/** Whole yen. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, …/payments/konbini, …/payments/paypay */
const LIMITS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  card: [50, 99_999_999],
  konbini: [120, 300_000],
  paypay: [50, 1_000_000],
};
/** https://docs.stripe.com/payments/konbini: 23:59:59 in Japan, three days later unless asked otherwise. */
const VOUCHER = { days: 3, mostDays: 60, endsAtUtcS: 14 * 3600 + 59 * 60 + 59 } as const;
const DEFAULT_METHODS = ['card', 'konbini', 'paypay'];

/** Refuses an amount that none of these methods takes: `amount_too_small`, `amount_too_large`. */
export function requireAmount(yen: number, methods: readonly string[], param = 'amount'): void {
  const limits = methods.map((method) => LIMITS[method] ?? [50, 99_999_999]);
  const least = Math.min(...limits.map(([from]) => from));
  const most = Math.max(...limits.map(([, to]) => to));
  if (yen < least) throw invalidRequest(`Amount must be at least ¥${least} jpy`, param, 'amount_too_small');
  if (yen > most) throw invalidRequest(`Amount must be no more than ¥${most.toLocaleString('en')} jpy`, param, 'amount_too_large');
}

/** The kinds of payment that an intent takes: those allowed, without the excluded. */
export function methodTypes(params: Fields): string[] {
  const allowed = texts(params['allowed_payment_method_types']);
  const excluded = texts(params['excluded_payment_method_types']);
  // Only an older account still names them so, and the contract has no form for it any more.
  const older = params['payment_method_types'];
  const named = texts(Array.isArray(older) ? older : Object.values(fields(older)));
  const types = allowed.length > 0 ? allowed : named.length > 0 ? named : DEFAULT_METHODS;
  return types.filter((type) => !excluded.includes(type));
}

const PLAIN = [
  'description',
  'receipt_email',
  'setup_future_usage',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'transfer_group',
];

const NOWHERE: Fields = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** Where a parcel goes, if that was said: what is not said of the address is null. */
export function shipped({ shipping }: Fields): Fields {
  if (shipping === undefined) return {};
  const to = fields(shipping);
  return { shipping: shipping === '' || shipping === null ? null : { ...to, address: { ...NOWHERE, ...fields(to['address']) } } };
}

/** A new intent, kept and told; `own` are the params of its creation. Refusals: amount_too_small, amount_too_large. */
export function makeIntent(sim: Sim, scope: string, own: Fields): StripeObject {
  const types = methodTypes(own);
  requireAmount(amount(own['amount']), types);
  const customer = text(own['customer']);
  return sim.inTimeOf(scope, customer, () => {
    const intent = sim.make('PaymentIntent', {
      ...given(own, PLAIN),
      ...shipped(own),
      allowed_payment_method_types: own['allowed_payment_method_types'] ?? null,
      excluded_payment_method_types: own['excluded_payment_method_types'] ?? null,
      amount: amount(own['amount']),
      automatic_payment_methods: own['payment_method_types'] === undefined ? { enabled: true } : null,
      capture_method: 'automatic_async',
      confirmation_method: 'automatic',
      currency: text(own['currency'])?.toLowerCase() ?? 'jpy',
      customer: customer ?? null,
      metadata: mergedMetadata({}, own['metadata']),
      on_behalf_of: own['on_behalf_of'] ?? null,
      payment_method: own['payment_method'] ?? null,
      payment_method_options: methodOptions(types, fields(own['payment_method_options'])),
      payment_method_types: types,
      status: own['payment_method'] === undefined || own['payment_method'] === null ? 'requires_payment_method' : 'requires_confirmation',
      _options: own['payment_method_options'] ?? {},
      // An invoice is never paid in part.
      _whole: own['_whole'] ?? false,
    });
    intent['client_secret'] = `${intent.id}_secret_${chars(25)}`;
    sim.put(scope, intent);
    sim.emit(scope, 'payment_intent.created', intent);
    return intent;
  });
}

/** As the API shows the options of the kinds that an intent takes. */
export function methodOptions(types: readonly string[], asked: Fields): Fields {
  const shown: Fields = {};
  for (const type of types) {
    const own = fields(asked[type]);
    if (type === 'card')
      shown[type] = {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
        ...given(own, ['request_three_d_secure', 'setup_future_usage']),
      };
    if (type === 'konbini') {
      shown[type] = {
        confirmation_number: own['confirmation_number'] ?? null,
        expires_after_days: own['expires_after_days'] ?? null,
        expires_at: own['expires_at'] ?? null,
        product_description: own['product_description'] ?? null,
      };
    }
    if (type === 'paypay') shown[type] = {};
    // Whatever kind was asked for: to a platform in Japan money comes from banks in Japan.
    if (type === 'customer_balance') shown[type] = { funding_type: 'bank_transfer', ...own, bank_transfer: { type: 'jp_bank_transfer' } };
  }
  return shown;
}

/**
 * Tries to collect an intent by a payment method, tells what happened, and answers it; a decline is an outcome, not a refusal.
 * https://docs.stripe.com/payments/paymentintents/lifecycle
 * Refusals: payment_intent_unexpected_state, amount_too_small, amount_too_large, invalid_request.
 */
export function confirmIntent(sim: Sim, scope: string, intent: StripeObject, method: StripeObject, how: Confirmation = {}): Outcome {
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(text(intent['status']) ?? '')) {
    throw new StripeError(400, {
      code: 'payment_intent_unexpected_state',
      message: `You cannot confirm this PaymentIntent because it has already ${intent['status'] === 'canceled' ? 'been canceled' : 'succeeded after being previously confirmed'}.`,
      payment_intent: intent,
    });
  }
  const type = text(method['type']) ?? '';
  if (!texts(intent['payment_method_types']).includes(type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent.`,
      'payment_method',
      'payment_intent_incompatible_payment_method',
    );
  }
  requireAmount(amount(intent['amount']), [type]);
  return sim.inTimeOf(scope, idOf(intent['customer']), () => {
    settleTasks(sim, intent);
    if (type === 'konbini') return printVoucher(sim, scope, intent, method);
    if (type === 'customer_balance') return awaitTransfer(sim, scope, intent, method);
    if (type === 'paypay') return how.authenticated === true ? pay(sim, scope, intent, method) : redirect(sim, scope, intent, method, how);
    return charge(sim, scope, intent, method, how);
  });
}

/** The card: what a fault or the test card says, 3-D Secure, or the money. */
function charge(sim: Sim, scope: string, intent: StripeObject, method: StripeObject, how: Confirmation): Outcome {
  const card = testCard(method);
  const forced = sim.faults.ofCharge(idOf(intent['customer']));
  const decline = (forced === undefined ? undefined : (DECLINES[forced] ?? DECLINES['generic_decline'])) ?? card.decline;
  if (decline !== undefined) return fail(sim, scope, intent, method, decline);
  if (how.authenticated === true) sim.change(scope, method, { _authenticated: true });
  const trusted =
    how.authenticated === true || (card.authentication === 'unlessSetUp' && method['_authenticated'] === true && how.offSession === true);
  if (card.authentication === undefined || trusted) return pay(sim, scope, intent, method);
  if (how.offSession === true) return fail(sim, scope, intent, method, DECLINES['authentication_required']);
  return redirect(sim, scope, intent, method, how);
}

/** The payer has to go elsewhere: 3-D Secure, or the wallet's page. */
function redirect(sim: Sim, scope: string, intent: StripeObject, method: StripeObject, how: Confirmation): Outcome {
  const url = `${sim.origin}/authenticate/${intent.id}`;
  return ask(
    sim,
    scope,
    intent,
    method,
    { type: 'redirect_to_url', redirect_to_url: { return_url: how.returnUrl ?? null, url } },
    { _return_url: how.returnUrl ?? null },
  );
}

function ask(sim: Sim, scope: string, intent: StripeObject, method: StripeObject, nextAction: Fields, own: Fields = {}): Outcome {
  sim.change(scope, intent, {
    last_payment_error: null,
    next_action: nextAction,
    payment_method: method.id,
    status: 'requires_action',
    ...own,
  });
  sim.emit(scope, 'payment_intent.requires_action', intent);
  sim.tellIntent(scope, intent, 'requires_action');
  return 'requires_action';
}

/** The payer comes back from 3-D Secure or the wallet. */
export function finishAuthentication(sim: Sim, scope: string, intent: StripeObject, passed: boolean): Outcome {
  const method = sim.need(scope, 'payment_method', idOf(intent['payment_method']) ?? '');
  if (passed) return confirmIntent(sim, scope, intent, method, { authenticated: true });
  return sim.inTimeOf(scope, idOf(intent['customer']), () =>
    fail(sim, scope, intent, method, {
      code: 'payment_intent_authentication_failure',
      declineCode: '',
      message:
        'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
    }),
  );
}

/** https://docs.stripe.com/payments/konbini: a voucher to pay at a store until the end of a day in Japan. */
function printVoucher(sim: Sim, scope: string, intent: StripeObject, method: StripeObject): Outcome {
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
    settleTasks(sim, intent);
    pay(sim, scope, intent, sim.need(scope, 'payment_method', text(intent['_voucher']) ?? idOf(intent['payment_method']) ?? ''));
  });
}

/** Nobody paid in time. */
export function expireVoucher(sim: Sim, scope: string, intent: StripeObject): void {
  if (intent['status'] !== 'requires_action') return;
  const method = sim.need(scope, 'payment_method', idOf(intent['payment_method']) ?? '');
  settleTasks(sim, intent);
  sim.change(scope, intent, { _voucher: method.id, _voucher_expired: true });
  fail(sim, scope, intent, method, {
    code: 'payment_intent_payment_attempt_expired',
    declineCode: '',
    message:
      'The payment attempt for this PaymentIntent has expired. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
  });
}

/** https://docs.stripe.com/payments/bank-transfers: from the cash balance of the customer, now or when money arrives. */
function awaitTransfer(sim: Sim, scope: string, intent: StripeObject, method: StripeObject): Outcome {
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

/** The money is there. */
function pay(sim: Sim, scope: string, intent: StripeObject, method: StripeObject): Outcome {
  const type = text(method['type']) ?? '';
  const yen = amount(intent['amount']);
  const customer = idOf(intent['customer']);
  const own = chargeOf(sim, intent, method);
  const made = sim.make('Charge', {
    ...own,
    amount_captured: yen,
    captured: true,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'normal',
      seller_message: 'Payment complete.',
      type: 'authorized',
    },
    paid: true,
    status: 'succeeded',
  });
  const transaction = sim.post(scope, {
    type: type === 'card' ? 'charge' : 'payment',
    reportingCategory: 'charge',
    amount: yen,
    fee: paymentFee(yen, type),
    source: made.id,
    description: text(intent['description']) ?? null,
    ...(testCard(method).bypassesPending !== true && { availableOn: settledOn(sim.now()) }),
  });
  sim.change(scope, made, { balance_transaction: transaction.id });
  if (customer !== undefined && intent['setup_future_usage'] !== null && type === 'card' && idOf(method['customer']) === undefined) {
    attach(sim, scope, method, customer);
  }
  sim.change(scope, intent, {
    amount_received: yen,
    last_payment_error: null,
    latest_charge: made.id,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  sim.emit(scope, 'charge.succeeded', made);
  sim.emit(scope, 'payment_intent.succeeded', intent);
  sim.tellIntent(scope, intent, 'succeeded');
  const before = sim.change(scope, made, { receipt_url: `${sim.origin}/receipt/${made.id}` });
  sim.emit(scope, 'charge.updated', made, before);
  if (testCard(method).disputed === true) openDispute(sim, scope, made);
  return 'succeeded';
}

/** The money does not come: a failed charge, and the intent waits for another method. https://docs.stripe.com/declines */
function fail(sim: Sim, scope: string, intent: StripeObject, method: StripeObject, decline: Decline | undefined): Outcome {
  const error = cardError(decline).details;
  const declineCode = error.decline_code === '' ? undefined : error.decline_code;
  const failed = sim.make('Charge', {
    ...chargeOf(sim, intent, method),
    failure_code: error.code ?? null,
    failure_message: error.message,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: 'declined_by_network',
      reason: declineCode ?? null,
      risk_level: 'normal',
      seller_message: 'The bank did not return any further details with this decline.',
      type: 'issuer_declined',
    },
    status: 'failed',
  });
  sim.put(scope, failed);
  sim.change(scope, intent, {
    last_payment_error: {
      charge: failed.id,
      code: error.code ?? 'card_declined',
      ...(declineCode !== undefined && { decline_code: declineCode }),
      doc_url: `https://docs.stripe.com/error-codes#${(error.code ?? '').replaceAll('_', '-')}`,
      message: error.message,
      payment_method: method,
      type: 'card_error',
    },
    latest_charge: failed.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  sim.emit(scope, 'charge.failed', failed);
  sim.emit(scope, 'payment_intent.payment_failed', intent);
  sim.tellIntent(scope, intent, 'failed');
  return 'declined';
}

/** What every charge of an intent says. */
function chargeOf(sim: Sim, intent: StripeObject, method: StripeObject): Fields {
  const type = text(method['type']) ?? '';
  const card = fields(method['card']);
  const details: Fields = {
    card: {
      ...sim.contract.skeleton('Charge.PaymentMethodDetails.Card'),
      amount_authorized: intent['amount'] ?? null,
      ...given(card, [
        'brand',
        'checks',
        'country',
        'exp_month',
        'exp_year',
        'fingerprint',
        'funding',
        'last4',
        'regulated_status',
        'wallet',
      ]),
      network: card['brand'] ?? null,
      ...(testCard(method).authentication !== undefined && {
        three_d_secure: {
          ...sim.contract.skeleton('Charge.PaymentMethodDetails.Card.ThreeDSecure'),
          authentication_flow: 'challenge',
          result: 'authenticated',
          version: '2.2.0',
        },
      }),
    },
    konbini: { store: { chain: 'familymart' } },
  };
  return {
    // Only a card is charged; the others pay. https://docs.stripe.com/api/charges/object
    id: newId(type === 'card' ? 'ch' : 'py'),
    amount: intent['amount'] ?? 0,
    billing_details: method['billing_details'] ?? {},
    currency: intent['currency'] ?? 'jpy',
    customer: intent['customer'] ?? null,
    description: intent['description'] ?? null,
    fraud_details: {},
    metadata: { ...fields(intent['metadata']) },
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type, [type]: details[type] ?? {} },
    receipt_email: intent['receipt_email'] ?? null,
    shipping: intent['shipping'] ?? null,
    statement_descriptor: intent['statement_descriptor'] ?? null,
    statement_descriptor_suffix: intent['statement_descriptor_suffix'] ?? null,
    transfer_group: intent['transfer_group'] ?? null,
  };
}

/** Gives an intent up. Refusal: payment_intent_unexpected_state. https://docs.stripe.com/api/payment_intents/cancel */
export function cancelIntent(sim: Sim, scope: string, intent: StripeObject, reason: string | null = null): void {
  const status = text(intent['status']) ?? '';
  if (status === 'succeeded' || status === 'canceled') {
    throw new StripeError(400, {
      code: 'payment_intent_unexpected_state',
      message: `You cannot cancel this PaymentIntent because it has a status of ${status}.`,
      payment_intent: intent,
    });
  }
  settleTasks(sim, intent);
  sim.change(scope, intent, { canceled_at: sim.now(), cancellation_reason: reason, next_action: null, status: 'canceled' });
  sim.emit(scope, 'payment_intent.canceled', intent);
  sim.tellIntent(scope, intent, 'canceled');
}

/** Nothing more comes of an earlier voucher. */
function settleTasks(sim: Sim, intent: StripeObject): void {
  sim.cancel('voucher.paid', intent.id);
  sim.cancel('voucher.expires', intent.id);
}

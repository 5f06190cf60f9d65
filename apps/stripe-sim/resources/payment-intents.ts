import { invalidRequest, StripeError } from '../errors.js';
import { amount, fields, idOf, text, type Fields } from '../json.js';
import { listOf, matching, wholeList } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import { requireCurrency, type Call, type Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { settleFromCash } from './bank-transfers.js';
import { cashBalance, cashOf, customerOf, moveCash, referenceOf } from './cash-balance.js';
import { captureNow, expireHold, holdMore } from './payment-captures.js';
import { cancelIntent, confirmIntent } from './payment-core.js';
import { askedMethod, cardError } from './payment-methods.js';
import { makeIntent, methodOptions, methodTypes, PLAIN, requireAmount, shipped } from './payment-record.js';
import type { Resource } from './resource.js';
import { expireVoucher, payVoucher } from './vouchers.js';

const intentOf = ({ sim, scope, path }: Call): StripeObject => sim.need(scope, 'payment_intent', path['id'] ?? '');

const create = (call: Call): StripeObject => {
  const { sim, scope, params } = call;
  const currency = requireCurrency(call);
  const customer = text(params['customer']);
  if (customer !== undefined) sim.need(scope, 'customer', customer, 'customer');
  requireAmount(amount(params['amount']), methodTypes(params));
  const method = askedMethod(sim, scope, params);
  requireOwner(method, customer);
  const intent = makeIntent(sim, scope, { ...params, currency, payment_method: method?.id ?? null });
  return params['confirm'] === true ? confirmNow(call, intent, method) : intent;
};

function requireOwner(method: StripeObject | undefined, customer: string | undefined): void {
  const owner = idOf(method?.['customer']);
  if (method === undefined || owner === undefined || owner === customer) return;
  throw invalidRequest(
    `The customer does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`,
    'payment_method',
    'resource_missing',
  );
}

const update = (call: Call): StripeObject => {
  const { sim, scope, params } = call;
  const intent = intentOf(call);
  if (['succeeded', 'canceled', 'requires_capture'].includes(text(intent['status']) ?? '')) {
    const frozen = ['amount', 'payment_method', 'customer'].find((name) => params[name] !== undefined);
    if (frozen !== undefined)
      throw unexpected(intent, `You cannot update ${frozen} of a PaymentIntent that has a status of ${text(intent['status']) ?? ''}.`);
  }
  const customer = text(params['customer']);
  if (customer !== undefined) sim.need(scope, 'customer', customer, 'customer');
  const yen = params['amount'] === undefined ? amount(intent['amount']) : amount(params['amount']);
  const types =
    params['allowed_payment_method_types'] === undefined && params['capture_method'] !== 'manual'
      ? undefined
      : methodTypes({ allowed_payment_method_types: intent['payment_method_types'] ?? [], ...params });
  if (params['amount'] !== undefined) requireAmount(yen, types ?? methodTypes(intent));
  const method = askedMethod(sim, scope, params);
  const options = fields({ ...fields(intent['_options']), ...fields(params['payment_method_options']) });
  sim.change(scope, intent, {
    ...given(params, PLAIN),
    ...shipped(params),
    amount: yen,
    ...(customer !== undefined && { customer }),
    ...(types !== undefined && { allowed_payment_method_types: types, payment_method_types: types }),
    ...(params['capture_method'] !== undefined && { capture_method: params['capture_method'] }),
    ...(method !== undefined && { payment_method: method.id, status: 'requires_confirmation' }),
    metadata: params['metadata'] === undefined ? fields(intent['metadata']) : mergedMetadata(intent['metadata'], params['metadata']),
    payment_method_options: methodOptions(types ?? methodTypes(intent), options),
    _options: options,
  });
  return intent;
};

const confirm = (call: Call): StripeObject => {
  const { sim, scope, params } = call;
  const intent = intentOf(call);
  const asked = askedMethod(sim, scope, params);
  const kept = idOf(intent['payment_method']);
  const method = asked ?? (kept === undefined ? undefined : sim.need(scope, 'payment_method', kept));
  if (params['payment_method_options'] !== undefined) {
    const options = { ...fields(intent['_options']), ...fields(params['payment_method_options']) };
    sim.change(scope, intent, { _options: options, payment_method_options: methodOptions(methodTypes(intent), options) });
  }
  sim.change(scope, intent, {
    ...given(params, ['receipt_email', 'setup_future_usage']),
    ...shipped(params),
  });
  return confirmNow(call, intent, method);
};

/** Confirms, and turns a decline into the 402 that carries the intent. https://docs.stripe.com/error-handling#payment-errors */
function confirmNow({ sim, scope, params }: Call, intent: StripeObject, method: StripeObject | undefined): StripeObject {
  const isDone = ['succeeded', 'canceled', 'requires_capture'].includes(text(intent['status']) ?? '');
  if (method === undefined && !isDone) {
    throw unexpected(
      intent,
      "You cannot confirm this PaymentIntent because it's missing a payment method. Update the PaymentIntent with a payment method and then confirm it again.",
    );
  }
  if (method === undefined || isDone)
    throw unexpected(intent, `You cannot confirm this PaymentIntent because it has a status of ${text(intent['status']) ?? ''}.`);
  const outcome = confirmIntent(sim, scope, intent, method, {
    offSession: params['off_session'] === true || typeof params['off_session'] === 'string',
    returnUrl: text(params['return_url']),
  });
  const needsAction = outcome === 'requires_action' && params['error_on_requires_action'] === true;
  if (outcome !== 'declined' && !needsAction) return intent;
  const error = fields(intent['last_payment_error']);
  throw cardError(
    {
      code: text(error['code']) ?? 'authentication_required',
      declineCode: text(error['decline_code']) ?? 'authentication_required',
      message: text(error['message']) ?? 'This payment required an authentication action to complete.',
    },
    { charge: intent['latest_charge'] ?? null, payment_intent: intent, payment_method: method },
  );
}

const unexpected = (intent: StripeObject, message: string): StripeError =>
  new StripeError(400, { code: 'payment_intent_unexpected_state', message, payment_intent: intent });

/** A transfer arrives at the customer's account number. https://docs.stripe.com/payments/bank-transfers/accept-a-payment#test */
export function fundCash(sim: Sim, scope: string, customer: StripeObject, yen: number, reference?: string): StripeObject {
  return sim.inTimeOf(scope, customer.id, () => {
    const transaction = moveCash(sim, scope, customer, yen, 'funded', {
      bank_transfer: {
        type: 'jp_bank_transfer',
        reference: reference ?? null,
        jp_bank_transfer: { sender_bank: 'STRIPE TEST BANK', sender_branch: null, sender_name: text(customer['name']) ?? null },
      },
    });
    sim.emit(scope, 'cash_balance.funds_available', cashBalance(customer));
    const waiting = sim
      .all(scope, 'payment_intent')
      .filter((intent) => intent['customer'] === customer.id && intent['status'] === 'requires_action' && referenceOf(intent) !== undefined)
      .reverse();
    // The one that is named, then one of exactly that amount, then the oldest.
    const rank = (intent: StripeObject): number => (referenceOf(intent) === reference ? 0 : amount(intent['_missing']) === yen ? 1 : 2);
    for (const intent of waiting.toSorted((one, other) => rank(one) - rank(other)))
      if (cashOf(customer) > 0) settleFromCash(sim, scope, intent);
    return transaction;
  });
}

const settings = (call: Call): Fields => cashBalance(customerOf(call));

/** https://docs.stripe.com/api/payment_intents, and the cash balances from which bank transfers pay */
export const paymentIntents: Resource = {
  routes: {
    'POST /v1/payment_intents': create,
    'GET /v1/payment_intents/{id}': intentOf,
    'POST /v1/payment_intents/{id}': update,
    'GET /v1/payment_intents': (call) => listOf(call, matching(call.sim.all(call.scope, 'payment_intent'), call.params, ['customer'])),
    'POST /v1/payment_intents/{id}/confirm': confirm,
    'POST /v1/payment_intents/{id}/cancel': (call) => {
      const intent = intentOf(call);
      cancelIntent(call.sim, call.scope, intent, text(call.params['cancellation_reason']) ?? null);
      return intent;
    },
    'POST /v1/payment_intents/{id}/capture': captureNow,
    'POST /v1/payment_intents/{id}/increment_authorization': holdMore,
    // Only accounts of banks in the United States and Canada are told by small deposits; this simulator has none of them.
    'POST /v1/payment_intents/{id}/verify_microdeposits': (call) => {
      throw unexpected(intentOf(call), 'This PaymentIntent has no microdeposits to verify.');
    },
    'POST /v1/payment_intents/{id}/apply_customer_balance': (call) => {
      const intent = intentOf(call);
      settleFromCash(call.sim, call.scope, intent);
      return intent;
    },
    'GET /v1/payment_intents/{id}/amount_details_line_items': (call) => wholeList(call.url, []),
    'GET /v1/customers/{id}/cash_balance': settings,
    'POST /v1/customers/{id}/cash_balance': settings,
    'GET /v1/customers/{id}/cash_balance_transactions': (call) =>
      listOf(
        call,
        matching(call.sim.all(call.scope, 'customer_cash_balance_transaction'), { customer: customerOf(call).id }, ['customer']),
      ),
    'POST /v1/test_helpers/customers/{id}/fund_cash_balance': (call) =>
      fundCash(call.sim, call.scope, customerOf(call), amount(call.params['amount']), text(call.params['reference'])),
  },
  install: (sim) => {
    sim.task('voucher.paid', (scope, id) => payVoucher(sim, scope, sim.need(scope, 'payment_intent', id)));
    sim.task('capture.expires', (scope, id) => expireHold(sim, scope, sim.need(scope, 'payment_intent', id)));
    sim.task('voucher.expires', (scope, id) => expireVoucher(sim, scope, sim.need(scope, 'payment_intent', id)));
    sim.include('customer', 'cash_balance', (_scope, customer) => cashBalance(customer));
  },
};

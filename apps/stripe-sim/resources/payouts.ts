import { businessDaysLater } from '../clock.js';
import { invalidRequest } from '../errors.js';
import { amount, idOf, text, type Fields } from '../json.js';
import { listOf, matching, within } from '../lists.js';
import { mergedMetadata } from '../params.js';
import { PLATFORM, requireCurrency, type Call, type List, type Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { bankAccountOf, connected } from './accounts.js';
import { bankAccountFrom, PAYOUT_FAILURES } from './bank-accounts.js';
import { scheduleOf } from './balance-settings.js';
import { planPayouts } from './payout-schedule.js';
import type { Resource } from './resource.js';
import { requireYen } from './transfers.js';

/** Business days until a payout leaves, and until it arrives. https://docs.stripe.com/payouts#payout-speed */
const LEAVES_AFTER_DAYS = 1;
const ARRIVES_AFTER_DAYS = 2;

export const payouts: Resource = {
  routes: {
    'POST /v1/payouts': create,
    'GET /v1/payouts': list,
    'GET /v1/payouts/{id}': (call) => payoutOf(call),
    'POST /v1/payouts/{id}': update,
    'POST /v1/payouts/{id}/cancel': cancel,
    'POST /v1/payouts/{id}/reverse': (call) => {
      payoutOf(call);
      throw invalidRequest('Payouts to bank accounts in JP cannot be reversed.');
    },
  },
  install: (sim) => {
    sim.task('payout.leave', (scope, id) => leave(sim, scope, id));
    sim.task('payout.arrive', (scope, id) => arrive(sim, scope, id));
    sim.task('payout.automatic', (scope) => payAutomatically(sim, scope));
  },
};

const payoutOf = ({ sim, scope, path }: Call): StripeObject => sim.need(scope, 'payout', path['id'] ?? '');

function list(call: Call): List {
  const { sim, scope, params } = call;
  const all = matching(sim.all(scope, 'payout'), params, ['destination', 'status']);
  const arriving = all.filter((payout) => params['arrival_date'] === undefined || within(
    amount(payout['arrival_date']),
    params['arrival_date'],
  ));
  return listOf(call, arriving);
}

/** Money from a balance to its bank account, the platform's or with Stripe-Account another's. https://docs.stripe.com/api/payouts/create */
function create(call: Call): StripeObject {
  const { sim, scope, params } = call;
  requireCurrency(call);
  const yen = requireYen(params);
  if (scope !== PLATFORM && connected(sim, scope)['payouts_enabled'] !== true) {
    throw invalidRequest(
      'Cannot create payouts: this account has requirements that need to be collected.',
      undefined,
      'payouts_not_allowed',
    );
  }
  const bank = bankOf(sim, scope);
  const wanted = text(params['destination']);
  if (wanted !== undefined && wanted !== bank?.id) {
    throw invalidRequest(`No such external account: '${wanted}'`, 'destination', 'resource_missing');
  }
  if (bank === undefined) throw invalidRequest("Sorry, you don't have any external accounts in that currency (jpy).", 'currency');
  if (text(params['method']) === 'instant') {
    throw invalidRequest('Instant payouts are not available for accounts in JP.', 'method', 'instant_payouts_unsupported');
  }
  if (sim.available(scope) < yen) {
    throw invalidRequest('You have insufficient funds in your Stripe account for this payout.', undefined, 'balance_insufficient');
  }
  return pay(sim, scope, bank, yen, {
    automatic: false,
    description: text(params['description']) ?? null,
    metadata: mergedMetadata({}, params['metadata']),
    statement_descriptor: text(params['statement_descriptor']) ?? null,
  });
}

/** The bank account of a balance. The platform has had one all along. */
function bankOf(sim: Sim, scope: string): StripeObject | undefined {
  if (scope !== PLATFORM) return sim.get(scope, 'bank_account', text(bankAccountOf(connected(sim, scope))['id']) ?? '');
  const kept = sim.all(PLATFORM, 'bank_account')[0];
  if (kept !== undefined) return kept;
  const first = bankAccountFrom(sim, 'acct_platform', 'btok_platform');
  sim.put(PLATFORM, first);
  return first;
}

function pay(sim: Sim, scope: string, bank: StripeObject, yen: number, own: Fields): StripeObject {
  const payout = sim.make('Payout', {
    amount: yen,
    arrival_date: businessDaysLater(sim.now(), ARRIVES_AFTER_DAYS),
    currency: 'jpy',
    destination: bank.id,
    method: 'standard',
    reconciliation_status: own['automatic'] === true ? 'completed' : 'not_applicable',
    source_type: 'card',
    status: 'pending',
    type: 'bank_account',
    ...own,
  });
  sim.put(scope, payout);
  const out = sim.post(scope, {
    type: 'payout',
    amount: -yen,
    source: payout.id,
    description: text(own['description']) ?? 'STRIPE PAYOUT',
  });
  sim.change(scope, payout, { balance_transaction: out.id });
  sim.emit(scope, 'payout.created', payout);
  sim.schedule(businessDaysLater(sim.now(), LEAVES_AFTER_DAYS), 'payout.leave', payout.id, scope);
  sim.schedule(amount(payout['arrival_date']), 'payout.arrive', payout.id, scope);
  return payout;
}

function leave(sim: Sim, scope: string, id: string): void {
  const payout = sim.need(scope, 'payout', id);
  const before = sim.change(scope, payout, { status: 'in_transit' });
  sim.emit(scope, 'payout.updated', payout, before);
}

/** On the day of arrival the bank has it, or sends it back. https://docs.stripe.com/payouts#payout-failures */
function arrive(sim: Sim, scope: string, id: string): void {
  const payout = sim.need(scope, 'payout', id);
  const failure = text(sim.get(scope, 'bank_account', idOf(payout['destination']) ?? '')?.['_fails']);
  if (failure === undefined) {
    sim.change(scope, payout, { status: 'paid' });
    sim.emit(scope, 'payout.paid', payout);
    return;
  }
  const back = sim.post(scope, {
    type: 'payout_failure',
    amount: amount(payout['amount']),
    source: payout.id,
    description: 'STRIPE PAYOUT FAILURE',
  });
  sim.change(scope, payout, {
    status: 'failed',
    failure_balance_transaction: back.id,
    failure_code: failure,
    failure_message: PAYOUT_FAILURES[failure] ?? null,
  });
  sim.emit(scope, 'payout.failed', payout);
}

/** https://docs.stripe.com/api/payouts/cancel: while it has not left. */
function cancel(call: Call): StripeObject {
  const { sim, scope } = call;
  const payout = payoutOf(call);
  if (payout['status'] !== 'pending') throw invalidRequest(`Payouts that are ${text(payout['status']) ?? ''} cannot be canceled.`);
  sim.cancel('payout.leave', payout.id);
  sim.cancel('payout.arrive', payout.id);
  const back = sim.post(scope, {
    type: 'payout_cancel',
    reportingCategory: 'payout_reversal',
    amount: amount(payout['amount']),
    source: payout.id,
  });
  sim.change(scope, payout, { status: 'canceled', failure_balance_transaction: back.id });
  sim.emit(scope, 'payout.canceled', payout);
  return payout;
}

/** https://docs.stripe.com/api/payouts/update */
function update(call: Call): StripeObject {
  const { sim, scope, params } = call;
  const payout = payoutOf(call);
  const before = sim.change(scope, payout, { metadata: mergedMetadata(payout['metadata'], params['metadata']) });
  sim.emit(scope, 'payout.updated', payout, before);
  return payout;
}

/** Everything that is available but the minimum balance; then the next day is planned. */
function payAutomatically(sim: Sim, scope: string): void {
  const { schedule, minimumYen } = scheduleOf(sim, scope);
  const bank = bankOf(sim, scope);
  const yen = sim.available(scope) - minimumYen;
  if (bank !== undefined && yen > 0) pay(sim, scope, bank, yen, { automatic: true, metadata: {} });
  planPayouts(sim, scope, schedule, 'schedule');
}

import { daysLater } from '../clock.js';
import { invalidRequest } from '../errors.js';
import { amount, fields, idOf, text, type Fields } from '../json.js';
import { listOf, matching } from '../lists.js';
import { mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import type { Resource } from './resource.js';

/** Whole yen for each dispute, not given back. https://stripe.com/jp/pricing */
const DISPUTE_FEE_YEN = 1_300;
const ANSWER_DAYS = 7;
const REVIEW_S = 60;

/** The payer's bank takes the money back until it has decided. https://docs.stripe.com/disputes/how-disputes-work */
export function openDispute(sim: Sim, scope: string, charge: StripeObject): void {
  const yen = amount(charge['amount_captured']);
  const dispute = sim.make('Dispute', {
    amount: yen,
    charge: charge.id,
    currency: charge['currency'] ?? 'jpy',
    evidence_details: {
      due_by: daysLater(sim.now(), ANSWER_DAYS),
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    is_charge_refundable: false,
    metadata: {},
    payment_intent: idOf(charge['payment_intent']) ?? null,
    payment_method_details: {
      type: 'card',
      card: { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code: '10.4' },
    },
    reason: 'fraudulent',
    status: 'needs_response',
  });
  const transaction = adjust(sim, scope, dispute, -yen, DISPUTE_FEE_YEN);
  sim.change(scope, dispute, { balance_transactions: [transaction] });
  const before = sim.change(scope, charge, { disputed: true });
  sim.schedule(daysLater(sim.now(), ANSWER_DAYS), 'dispute.unanswered', dispute.id, scope);
  sim.emit(scope, 'charge.dispute.created', dispute);
  sim.emit(scope, 'charge.dispute.funds_withdrawn', dispute);
  sim.emit(scope, 'charge.updated', charge, before);
}

const adjust = (sim: Sim, scope: string, dispute: StripeObject, yen: number, fee: number): StripeObject =>
  sim.post(scope, {
    type: 'adjustment',
    reportingCategory: yen < 0 ? 'dispute' : 'dispute_reversal',
    amount: yen,
    fee,
    feeDescription: 'Dispute fee',
    source: dispute.id,
    description: `Chargeback ${yen < 0 ? 'withdrawal' : 'reversal'} for ${idOf(dispute['charge']) ?? ''}`,
  });

/** The bank has decided. */
function decide(sim: Sim, scope: string, dispute: StripeObject, won: boolean): void {
  sim.cancel('dispute.unanswered', dispute.id);
  sim.cancel('dispute.reviewed', dispute.id);
  if (won) {
    const transaction = adjust(sim, scope, dispute, amount(dispute['amount']), 0);
    const transactions = Array.isArray(dispute['balance_transactions']) ? dispute['balance_transactions'] : [];
    sim.change(scope, dispute, { balance_transactions: [...transactions, transaction] });
  }
  sim.change(scope, dispute, { status: won ? 'won' : 'lost' });
  sim.emit(scope, 'charge.dispute.closed', dispute);
  if (won) sim.emit(scope, 'charge.dispute.funds_reinstated', dispute);
}

/** Evidence, and with `submit` the end of the answer. `winning_evidence` wins: https://docs.stripe.com/testing#evidence */
const answer = ({ sim, scope, params, path }: Call): StripeObject => {
  const dispute = sim.need(scope, 'dispute', path['id'] ?? '');
  requireOpen(dispute);
  const evidence = { ...fields(dispute['evidence']), ...fields(params['evidence']) };
  const submitted = params['submit'] !== false && params['evidence'] !== undefined;
  const details = fields(dispute['evidence_details']);
  const told: Fields = submitted
    ? { has_evidence: true, submission_count: amount(details['submission_count']) + 1, submission_method: 'manual' }
    : { has_evidence: params['evidence'] !== undefined || details['has_evidence'] === true };
  const before = sim.change(scope, dispute, {
    evidence,
    evidence_details: { ...details, ...told },
    metadata: params['metadata'] === undefined ? fields(dispute['metadata']) : mergedMetadata(dispute['metadata'], params['metadata']),
    ...(submitted && { status: 'under_review' }),
  });
  if (submitted) {
    sim.cancel('dispute.unanswered', dispute.id);
    sim.schedule(sim.now() + REVIEW_S, 'dispute.reviewed', dispute.id, scope);
  }
  sim.emit(scope, 'charge.dispute.updated', dispute, before);
  return dispute;
};

function requireOpen(dispute: StripeObject): void {
  if (dispute['status'] !== 'needs_response') throw invalidRequest('This dispute is already closed, or its evidence has been submitted.');
}

/** https://docs.stripe.com/api/disputes */
export const disputes: Resource = {
  routes: {
    'GET /v1/disputes': (call) => listOf(call, matching(call.sim.all(call.scope, 'dispute'), call.params, ['charge', 'payment_intent'])),
    'GET /v1/disputes/{id}': ({ sim, scope, path }) => sim.need(scope, 'dispute', path['id'] ?? ''),
    'POST /v1/disputes/{id}': answer,
    // To give in. https://docs.stripe.com/api/disputes/close
    'POST /v1/disputes/{id}/close': ({ sim, scope, path }) => {
      const dispute = sim.need(scope, 'dispute', path['id'] ?? '');
      requireOpen(dispute);
      decide(sim, scope, dispute, false);
      return dispute;
    },
  },
  install: (sim) => {
    sim.task('dispute.unanswered', (scope, id) => decide(sim, scope, sim.need(scope, 'dispute', id), false));
    sim.task('dispute.reviewed', (scope, id) => {
      const dispute = sim.need(scope, 'dispute', id);
      decide(sim, scope, dispute, text(fields(dispute['evidence'])['uncategorized_text']) === 'winning_evidence');
    });
  },
};

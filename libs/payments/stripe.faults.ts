import Stripe from 'stripe';
import { Refusal } from '#libs/kernel';

/** What a no of Stripe leaves behind: for the log and the row of the request. Never its message, which may quote personal data. */
export interface StripeNo {
  status: number | null;
  requestId: string | null;
  type: string;
  code: string | null;
  declineCode: string | null;
  param: string | null;
}

/** A no that we did not foresee: a fault of ours, or a state of Stripe's object that our rules do not know. */
export class StripeFault extends Error {
  override readonly name = 'StripeFault';
  readonly code: string;

  constructor(operation: string, no: StripeNo) {
    super(`${operation}: ${inLog(no)}`);
    this.code = no.code ?? no.type;
  }
}

/** What Stripe said, when it was Stripe that spoke; null for any other fault. */
export function noOf(thrown: unknown): StripeNo | null {
  if (!(thrown instanceof Stripe.errors.StripeError)) return null;
  return {
    status: thrown.statusCode ?? null,
    requestId: thrown.requestId ?? null,
    type: thrown.type,
    code: thrown.code ?? null,
    declineCode: thrown.decline_code ?? null,
    param: thrown.param ?? null,
  };
}

/** `StripeCardError card_declined insufficient_funds req_…`, for the log. */
export const inLog = (no: StripeNo): string => [no.type, no.code, no.declineCode, no.param, no.status, no.requestId].filter((part) => part !== null).join(' ');

/** Nobody answered: what was asked may have been done or not. */
export const isLost = (thrown: unknown): boolean => thrown instanceof Stripe.errors.StripeConnectionError;

/** Stripe answered that it could not: the same request under the same key would only hear the same again. */
export const isBroken = (no: StripeNo): boolean => (no.status ?? 0) >= 500;

export const isTooFast = (thrown: unknown): boolean => thrown instanceof Stripe.errors.StripeRateLimitError;

/** Stripe is not to be had at the moment; nothing is wrong with what was asked. */
export function isUnavailable(thrown: unknown): boolean {
  const no = noOf(thrown);
  return no !== null && (isLost(thrown) || isTooFast(thrown) || isBroken(no));
}

/** There is no such thing at Stripe (any more). */
export const isMissing = (thrown: unknown): boolean => noOf(thrown)?.code === 'resource_missing';

/** Why a card was not charged, by what its issuer said; everything else is `card.declined`. */
const DECLINES = new Map<string, () => Refusal>([
  ['insufficient_funds', () => Refusal.rule('card.insufficientFunds')],
  ['expired_card', () => Refusal.rule('card.expired')],
  ['incorrect_cvc', () => Refusal.rule('card.incorrectCvc')],
  ['invalid_cvc', () => Refusal.rule('card.incorrectCvc')],
  ['incorrect_number', () => Refusal.rule('card.incorrectNumber')],
  ['invalid_number', () => Refusal.rule('card.incorrectNumber')],
  ['processing_error', () => Refusal.rule('card.tryAgain')],
  ['try_again_later', () => Refusal.rule('card.tryAgain')],
  ['authentication_required', () => Refusal.rule('card.authenticationRequired')],
]);

/** The refusal for a card's failure codes as they stand in a mirror: `card.declined`, `card.insufficientFunds`, `card.expired` … */
export function declineOf(declineCode: string | null, code: string | null): Refusal {
  const known = DECLINES.get(declineCode ?? '') ?? DECLINES.get(code ?? '');
  return known?.() ?? Refusal.rule('card.declined');
}

/** States of Stripe's objects that a person can bring about: each with its words. */
const STATES = new Map<string, () => Refusal>([
  ['resource_missing', () => Refusal.conflict('stripe.gone')],
  ['charge_already_refunded', () => Refusal.conflict('refund.already')],
  ['charge_disputed', () => Refusal.conflict('refund.disputed')],
  ['balance_insufficient', () => Refusal.conflict('stripe.balanceShort')],
  ['amount_too_small', () => Refusal.rule('payment.tooSmall')],
  ['amount_too_large', () => Refusal.rule('payment.tooLarge')],
]);

/**
 * What a person is told: `stripe.unavailable` (503) when Stripe cannot be had, a `card.…` reason, or the state that is in the way.
 * Everything else is a fault and is thrown as one.
 */
export function refusalOf(operation: string, thrown: unknown): Error {
  const no = noOf(thrown);
  if (no === null) return thrown instanceof Error ? thrown : new Error(operation);
  if (isUnavailable(thrown)) return Refusal.unavailable('stripe.unavailable');
  if (thrown instanceof Stripe.errors.StripeCardError) return declineOf(no.declineCode, no.code);
  const state = no.code === null ? undefined : STATES.get(no.code);
  return state?.() ?? new StripeFault(operation, no);
}

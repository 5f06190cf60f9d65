import {
  addDays,
  atTokyo,
  dayIn,
  daysBetween,
  monthOf,
  nextMonth,
  tokyoDay,
  type Day,
  type Machine,
  type Month,
} from '#libs/kernel';
import type { DuesStanding, Tier } from '#libs/tiers';
import type { DuesFailure, TaxCategory } from '#libs/words';

export const DUES_METHODS = ['card', 'invoice', 'manual'] as const;
/** By card, by an invoice of Stripe (convenience store, bank transfer), or by hand: the treasurer records what comes in. */
export type DuesMethod = (typeof DUES_METHODS)[number];

export const DUES_ITEMS = ['challenge', 'junior', 'senior', 'course'] as const;
/** What has a price: a month at a tier, or the mixer course once. */
export type DuesItem = Tier | 'course';

export interface Price {
  amountYen: number;
  taxCategory: TaxCategory;
}

export type PlanState = 'starting' | 'live' | 'ending' | 'ended';
type PlanAction = 'start' | 'cancel' | 'keep' | 'end';

/** How a way of paying lives. `starting` waits for Stripe, `ending` runs to the end of its month. */
export const PLAN_MACHINE: Machine<PlanState, PlanAction> = {
  starting: { start: 'live', end: 'ended' },
  live: { cancel: 'ending', end: 'ended' },
  ending: { keep: 'live', end: 'ended' },
  ended: {},
};

export const CHARGE_STATES = ['open', 'charged', 'retrying', 'asking', 'paid', 'refunded', 'waived', 'void', 'writtenOff'] as const;
export type ChargeState = (typeof CHARGE_STATES)[number];
export type ChargeAction = 'ask' | 'pay' | 'failSoft' | 'failHard' | 'waive' | 'void' | 'writeOff' | 'takeBack' | 'refund' | 'refundFails';

/**
 * How one month's charge lives. `open`: the month has begun. `charged`: it is owed and has been asked for. `retrying`: a card said no for
 * now and is tried again. `asking`: only the person can help. A late payment is taken from every state in which it is still owed, and of
 * what was written off as well.
 */
export const CHARGE_MACHINE: Machine<ChargeState, ChargeAction> = {
  open: { ask: 'charged', pay: 'paid', waive: 'waived', void: 'void' },
  charged: { pay: 'paid', failSoft: 'retrying', failHard: 'asking', waive: 'waived', void: 'void', writeOff: 'writtenOff' },
  retrying: { pay: 'paid', failSoft: 'retrying', failHard: 'asking', waive: 'waived', void: 'void', writeOff: 'writtenOff' },
  asking: { pay: 'paid', failSoft: 'retrying', failHard: 'asking', waive: 'waived', void: 'void', writeOff: 'writtenOff' },
  paid: { takeBack: 'asking', refund: 'refunded' },
  // A refund to a bank account may come back after weeks: the money is here again.
  refunded: { refundFails: 'paid' },
  waived: {},
  void: {},
  writtenOff: { pay: 'paid' },
};

/** States in which a charge is in the books as owed. */
export const OWED: readonly ChargeState[] = ['charged', 'retrying', 'asking'];

/** Days counted from the day a charge fell behind: so long in grace, restricted from then on, ended after that. */
export const ARREARS = { graceDays: 21, endDays: 60 } as const;

/** How many months a calendar year may be paused. */
export const PAUSE_MONTHS_A_YEAR = 3;

/** How many days an invoice, or a month paid by hand, has from the first. */
export const DAYS_UNTIL_DUE = 14;

/** What is known of a person for the standing: since when the oldest unpaid charge is behind, and until when the treasurer lets it be. */
export interface Arrears {
  since: Day | null;
  /** The first day on which the latest override no longer holds. */
  overrideUntil: Day | null;
}

/** The first day of arrears as it counts: time under an override does not, so grace begins anew after it. */
export const arrearsDay = ({ since, overrideUntil }: Arrears): Day | null =>
  since === null ? null : overrideUntil !== null && overrideUntil > since ? overrideUntil : since;

/** Where somebody with a live plan stands on a day. */
export function standingOn(today: Day, arrears: Arrears): Exclude<DuesStanding, 'none'> {
  const since = arrearsDay(arrears);
  if (since === null || since > today) return 'good';
  const days = daysBetween(since, today);
  return days < ARREARS.graceDays ? 'grace' : days < ARREARS.endDays ? 'restricted' : 'ended';
}

/** When the standing changes by time alone: the days on which it becomes restricted and ended. Null where nothing is behind. */
export function stepsAhead(arrears: Arrears): { restrictedOn: Day; endsOn: Day } | null {
  const since = arrearsDay(arrears);
  return since === null ? null : { restrictedOn: addDays(since, ARREARS.graceDays), endsOn: addDays(since, ARREARS.endDays) };
}

/** Noon of the first in Tokyo, 03:00 UTC: the same date in both, whatever the length of the month. */
const BILLING_TIME = '12:00';

/** When a month is billed, UTC. */
export const billingAt = (month: Month): Date => atTokyo(dayIn(month, 1), BILLING_TIME);

/** The first month whose billing is still to come. */
export function nextBilledMonth(now: Date): Month {
  const present = monthOf(tokyoDay(now));
  return billingAt(present) > now ? present : nextMonth(present);
}

/** The Tokyo month an invoice is for: the one in which it was made. */
export const monthBilledBy = (madeAt: Date): Month => monthOf(tokyoDay(madeAt));

/** The month so many months later. */
export function addMonths(to: Month, count: number): Month {
  let found = to;
  for (let at = 0; at < count; at++) found = nextMonth(found);
  return found;
}

/** Right before noon of the first a way of paying cannot begin: Stripe would bill while the person is still on its page. */
const QUIET_MS = 60 * 60_000;
export const tooCloseToBilling = (now: Date): boolean => billingAt(nextBilledMonth(now)).getTime() - now.getTime() < QUIET_MS;

/** A pause: whole months, half-open. */
export interface Pause {
  fromOn: Day;
  untilOn: Day;
}

/** How many months of a calendar year are paused. */
export function pausedMonths(pauses: readonly Pause[], year: string): number {
  let count = 0;
  for (const { fromOn, untilOn } of pauses) {
    for (let month = monthOf(fromOn); dayIn(month, 1) < untilOn; month = nextMonth(month)) if (month.startsWith(year)) count += 1;
  }
  return count;
}

/** The year in which a further pause would make too many months, or null when it fits. */
export function yearWithoutRoom(pauses: readonly Pause[], wanted: Pause): string | null {
  const years = new Set([wanted.fromOn.slice(0, 4), addDays(wanted.untilOn, -1).slice(0, 4)]);
  return [...years].find((year) => pausedMonths([...pauses, wanted], year) > PAUSE_MONTHS_A_YEAR) ?? null;
}

/** What a card or Stripe said, in our words, and whether trying again by itself can help. */
export interface Failure {
  failure: DuesFailure;
  hard: boolean;
}

/** Codes of card issuers by what they mean to the person. Any other code is the issuer's no without a reason: worth another try. */
const FAILURES: Readonly<Record<string, Failure>> = {
  insufficient_funds: { failure: 'insufficientFunds', hard: false },
  card_velocity_exceeded: { failure: 'limitReached', hard: false },
  withdrawal_count_limit_exceeded: { failure: 'limitReached', hard: false },
  processing_error: { failure: 'technical', hard: false },
  issuer_not_available: { failure: 'technical', hard: false },
  reenter_transaction: { failure: 'technical', hard: false },
  try_again_later: { failure: 'technical', hard: false },
  expired_card: { failure: 'cardExpired', hard: true },
  incorrect_cvc: { failure: 'cardWrong', hard: true },
  invalid_cvc: { failure: 'cardWrong', hard: true },
  incorrect_number: { failure: 'cardWrong', hard: true },
  invalid_number: { failure: 'cardWrong', hard: true },
  invalid_expiry_month: { failure: 'cardWrong', hard: true },
  invalid_expiry_year: { failure: 'cardWrong', hard: true },
  authentication_required: { failure: 'authenticationRequired', hard: true },
  subscription_payment_intent_requires_action: { failure: 'authenticationRequired', hard: true },
  // Whoever holds a lost or stolen card hears no more than that it cannot be used.
  lost_card: { failure: 'cardUnusable', hard: true },
  stolen_card: { failure: 'cardUnusable', hard: true },
  pickup_card: { failure: 'cardUnusable', hard: true },
  restricted_card: { failure: 'cardUnusable', hard: true },
  fraudulent: { failure: 'cardUnusable', hard: true },
  invalid_account: { failure: 'cardUnusable', hard: true },
  card_not_supported: { failure: 'cardUnusable', hard: true },
  currency_not_supported: { failure: 'cardUnusable', hard: true },
  transaction_not_allowed: { failure: 'cardUnusable', hard: true },
  revocation_of_authorization: { failure: 'cardUnusable', hard: true },
  missing: { failure: 'noCard', hard: true },
};

/** What a decline code, or without one the code of the failure, means. Nothing at all means that there was no card to charge. */
export function failureOf(declineCode: string | null, failureCode: string | null): Failure {
  const code = declineCode ?? failureCode ?? 'missing';
  return FAILURES[code] ?? { failure: 'declined', hard: false };
}

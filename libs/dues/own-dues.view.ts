import { reasonInWords } from '#libs/door';
import { dayIn, nextMonth, tokyoDay, type Day, type Reason } from '#libs/kernel';
import type { MixerFacts } from '#libs/tiers';
import { DUES_EFFECT_WORDS, DUES_ITEM_WORDS, say, term, type DuesFailure, type Locale } from '#libs/words';
import { DUES_VERBS, type DuesChargeView, type DuesPauseView, type DuesPlanView, type DuesVerb, type FailureView, type OwnDuesView, type PlanSaid } from './dues.dto.js';
import { DUES_ITEMS, nextBilledMonth, pausedMonths, PAUSE_MONTHS_A_YEAR, standingOn, stepsAhead, type Arrears, type Pause } from './dues.rules.js';
import type { OwnDuesRows, PauseRow, TimelineCharge } from './own-dues.queries.js';
import type { PlanRow } from './plans.js';

export const failureView = (failure: DuesFailure, locale: Locale): FailureView => ({ code: failure, message: term('duesFailure', failure, locale) });

/** A pause that covers a day. */
export const pausedOn = (pauses: readonly Pause[], on: Day): boolean => pauses.some(({ fromOn, untilOn }) => fromOn <= on && on < untilOn);

/** The state of a plan as people say it: a live one may be paused today. */
export const planSaid = (state: PlanRow['state'], paused: boolean): PlanSaid => (state === 'live' && paused ? 'paused' : state);

interface Shown extends OwnDuesRows {
  facts: MixerFacts;
  /** What is closed and why. */
  against: Partial<Record<DuesVerb, Reason[]>>;
}

export function ownDuesView(shown: Shown, now: Date, locale: Locale): OwnDuesView {
  const { plan, timeline, pauses, facts, behindSince, failure, overrideUntil, owed, against } = shown;
  const today = tokyoDay(now);
  const arrears: Arrears = { since: behindSince, overrideUntil };
  const steps = stepsAhead(arrears);
  const closed = DUES_VERBS.filter((verb) => (against[verb] ?? []).length > 0);
  const year = today.slice(0, 4);
  return {
    plan: plan && planView(plan, pausedOn(pauses, today)),
    standing: facts.duesStanding,
    tier: facts.tier,
    arrears:
      steps && behindSince
        ? {
            since: behindSince,
            owedYen: owed,
            failure: failureView(failure ?? 'overdue', locale),
            restrictedOn: steps.restrictedOn,
            endsOn: steps.endsOn,
            overrideUntil: overrideUntil && overrideUntil > today ? overrideUntil : null,
          }
        : null,
    nextCharge: nextCharge(plan, pauses, now),
    pauses: pauses.filter(({ fromOn, untilOn }) => fromOn < untilOn).map((pause) => pauseView(pause, today)),
    pauseRoom: [year, String(Number(year) + 1)].map((of) => ({ year: of, monthsLeft: Math.max(0, PAUSE_MONTHS_A_YEAR - pausedMonths(pauses, of)) })),
    prices: DUES_ITEMS.flatMap((item) => shown.prices.filter((price) => price.item === item).map((price) => ({ ...price, label: DUES_ITEM_WORDS[item][locale] }))),
    timeline: timeline.map((charge) => chargeView(charge, arrears, today, locale)),
    can: {
      join: !closed.includes('join'),
      portal: !closed.includes('portal'),
      pay: !closed.includes('pay'),
      payCourse: !closed.includes('payCourse'),
      cancel: !closed.includes('cancel'),
      keep: !closed.includes('keep'),
      pause: !closed.includes('pause'),
      resume: !closed.includes('resume'),
      stepDown: !closed.includes('stepDown'),
    },
    why: Object.fromEntries(closed.map((verb) => [verb, (against[verb] ?? []).map((reason) => reasonInWords(reason, locale))])),
  };
}

const planView = (plan: PlanRow, paused: boolean): DuesPlanView => ({
  id: plan.id,
  method: plan.method,
  state: planSaid(plan.state, paused),
  tier: plan.tier,
  priceYen: plan.priceYen,
  nextTier: plan.nextTier,
  nextPriceYen: plan.nextPriceYen,
  nextFrom: plan.nextFrom,
  firstOn: plan.firstOn,
  endsOn: plan.endsOn,
  checkoutUrl: plan.state === 'starting' ? plan.checkoutUrl : null,
});

/** What comes next by itself: the first month that is neither paused nor beyond the end. */
function nextCharge(plan: PlanRow | null, pauses: readonly PauseRow[], now: Date): OwnDuesView['nextCharge'] {
  if (!plan || plan.state !== 'live') return null;
  let month = nextBilledMonth(now);
  while (pausedOn(pauses, dayIn(month, 1)) || (plan.firstOn && dayIn(month, 1) < plan.firstOn)) month = nextMonth(month);
  const on = dayIn(month, 1);
  const changed = plan.nextFrom !== null && plan.nextFrom <= on;
  return { on, amountYen: changed ? (plan.nextPriceYen ?? plan.priceYen) : plan.priceYen, tier: changed ? (plan.nextTier ?? plan.tier) : plan.tier };
}

const pauseView = ({ id, fromOn, untilOn }: PauseRow, today: Day): DuesPauseView => ({
  id,
  fromOn,
  untilOn,
  state: fromOn > today ? 'planned' : untilOn > today ? 'running' : 'over',
});

function chargeView(charge: TimelineCharge, arrears: Arrears, today: Day, locale: Locale): DuesChargeView {
  const { id, item, month, amountYen, taxCategory, state, dueOn, chargedAt, paidAt, failure, attempts, nextAttemptAt, hostedUrl, payments } = charge;
  const open = state === 'charged' || state === 'retrying' || state === 'asking';
  return {
    id,
    item,
    label: DUES_ITEM_WORDS[item][locale],
    month,
    amountYen,
    taxCategory,
    state,
    dueOn,
    chargedAt: chargedAt?.toISOString() ?? null,
    paidAt: paidAt?.toISOString() ?? null,
    failure: failure && state !== 'paid' ? failureView(failure, locale) : null,
    attempts,
    nextAttemptAt: state === 'retrying' ? (nextAttemptAt?.toISOString() ?? null) : null,
    effect: effectOf(charge, arrears, today, locale),
    payUrl: open ? hostedUrl : null,
    payments: payments.map((payment) => ({ ...payment, paidAt: new Date(payment.paidAt).toISOString(), reversedAt: payment.reversedAt && new Date(payment.reversedAt).toISOString() })),
  };
}

function effectOf({ state, payments }: TimelineCharge, arrears: Arrears, today: Day, locale: Locale): string | null {
  if (state === 'writtenOff') return DUES_EFFECT_WORDS.writtenOff[locale];
  if (payments.some(({ surplus, refundedYen, amountYen }) => surplus && refundedYen < amountYen)) return DUES_EFFECT_WORDS.surplus[locale];
  const steps = stepsAhead(arrears);
  if (!steps || (state !== 'retrying' && state !== 'asking')) return null;
  if (arrears.overrideUntil && arrears.overrideUntil > today) return say(DUES_EFFECT_WORDS.letBe, locale, { overrideUntil: arrears.overrideUntil });
  const standing = standingOn(today, arrears);
  return standing === 'restricted' ? say(DUES_EFFECT_WORDS.restricted, locale, { ...steps }) : say(DUES_EFFECT_WORDS.grace, locale, { ...steps });
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { enqueue, rows, type Sql } from '#libs/database';
import { reasonInWords } from '#libs/door';
import { mixerOf, type Actor } from '#libs/identity';
import { Clock, dayIn, dayStart, monthOf, newId, nextMonth, Refusal, step, tokyoDay, type Day, type Reason } from '#libs/kernel';
import { factsAt, loadFactRows, lockMixer, ruleSetInForce, setMembership, setTier, type FactRow } from '#libs/mixers';
import { notify } from '#libs/notices';
import { decide, tierAtLeast, TIERS, type Capability, type MixerFacts, type Tier } from '#libs/tiers';
import type { Locale } from '#libs/words';
import type { DuesVerb, OwnDuesView, PauseDues, StepDown, StepDownView } from './dues.dto.js';
import { addMonths, nextBilledMonth, PAUSE_MONTHS_A_YEAR, PLAN_MACHINE, yearWithoutRoom, type Pause } from './dues.rules.js';
import { owedCharges } from './charges.js';
import { endPlan, followTiers, presentPlan, priceOn, tellStripe, type PlanRow } from './plans.js';
import { readOwnDues, readPauses, type OwnDuesRows, type PauseRow } from './own-dues.queries.js';
import { ownDuesView } from './own-dues.view.js';

/** A mixer's own dues: the timeline, and what can be done about it. */
@Injectable()
export class OwnDuesService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  read(actor: Actor, locale: Locale): Promise<OwnDuesView> {
    return this.view(this.db, mixerOf(actor), locale);
  }

  /**
   * Stop at the end of the month that is running. Leaving the cooperative is another act. Refuses 409 `dues.noPlan`, `state.wrong`.
   */
  async cancel(actor: Actor, locale: Locale): Promise<OwnDuesView> {
    return this.change(actor, locale, async (tx, plan, now) => {
      const endsOn = dayIn(nextBilledMonth(now), 1);
      await this.stepPlan(tx, plan, 'cancel', endsOn);
      await this.told(tx, actor, plan, { action: 'dues.cancelled', template: 'duesCancelled', params: { endsOn }, at: now });
      if (plan.state === 'starting') await endPlan(tx, plan, 'cancelled', now);
    });
  }

  /** Go on after all. Refuses 409 `dues.noPlan`, `state.wrong`. */
  async keep(actor: Actor, locale: Locale): Promise<OwnDuesView> {
    return this.change(actor, locale, async (tx, plan, now) => {
      await this.stepPlan(tx, plan, 'keep', null);
      await this.told(tx, actor, plan, { action: 'dues.kept', template: 'duesKept', params: { billedOn: dayIn(nextBilledMonth(now), 1) }, at: now });
    });
  }

  /**
   * Pause dues and membership for whole months from the next one on. Refuses 409 `dues.noPlan`, `dues.billingMoment` (the first until noon),
   * `dues.pauseOverlaps`; 422 `dues.inArrears`, `dues.pauseTooMany`.
   */
  async pause(actor: Actor, { months }: PauseDues, locale: Locale): Promise<OwnDuesView> {
    return this.change(actor, locale, async (tx, plan, now) => {
      const wanted = pauseFrom(now, months);
      const [first] = refusePause(plan, await readPauses(tx, plan.mixerId), (await owedCharges(tx, plan.mixerId)).length > 0, wanted, now);
      if (first) throw first.code === 'dues.pauseTooMany' || first.code === 'dues.inArrears' ? Refusal.rule(first.code, first.params) : Refusal.conflict(first.code, first.params);
      const id = newId();
      await tx.query(`insert into dues_pauses (id, mixer_id, plan_id, from_on, until_on, asked_at) values ($1, $2, $3, $4, $5, $6)`, [
        id,
        plan.mixerId,
        plan.id,
        wanted.fromOn,
        wanted.untilOn,
        now,
      ]);
      const saying = { mixerId: plan.mixerId, by: actor, at: now, quietly: true };
      await setMembership(tx, { ...saying, membership: 'paused', from: dayStart(wanted.fromOn), reason: 'duesPause' });
      await setMembership(tx, { ...saying, membership: 'active', from: dayStart(wanted.untilOn), reason: 'duesPauseOver' });
      await this.raise(tx, plan);
      await this.told(tx, actor, plan, { action: 'dues.paused', template: 'duesPaused', params: { from: wanted.fromOn, until: wanted.untilOn }, at: now });
    });
  }

  /** End a pause at once, or take back one that has not begun. Dues go on with the next billing. Refuses 409 `dues.noPlan`, `dues.notPaused`. */
  async resume(actor: Actor, locale: Locale): Promise<OwnDuesView> {
    return this.change(actor, locale, async (tx, plan, now) => {
      const today = tokyoDay(now);
      const pause = currentPause(await readPauses(tx, plan.mixerId), today);
      if (!pause) throw Refusal.conflict('dues.notPaused');
      const untilOn = pause.fromOn > today ? pause.fromOn : dayIn(nextMonth(monthOf(today)), 1);
      await tx.query('update dues_pauses set until_on = least(until_on, $2::date), resumed_at = $3 where id = $1', [pause.id, untilOn, now]);
      await setMembership(tx, { mixerId: plan.mixerId, by: actor, at: now, quietly: true, membership: 'active', reason: 'duesPauseOver' });
      await this.raise(tx, plan);
      await this.told(tx, actor, plan, {
        action: 'dues.resumed',
        template: 'duesResumed',
        params: { from: today, billedOn: dayIn(nextBilledMonth(now), 1) },
        at: now,
      });
    });
  }

  /** What a step down would bring. Refuses 422 `dues.tierNotLower`, `dues.stepDownPlanned`. */
  async previewStepDown(actor: Actor, to: Tier, locale: Locale): Promise<StepDownView> {
    return this.stepDownView(this.db, mixerOf(actor), to, locale);
  }

  /** Step down a tier by own wish, from the first of the next month; what the lower tier cannot hold falls away then. Refuses as the preview. */
  async stepDown(actor: Actor, { tier: to }: StepDown, locale: Locale): Promise<StepDownView> {
    const mixerId = mixerOf(actor);
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      await lockMixer(tx, mixerId);
      const view = await this.stepDownView(tx, mixerId, to, locale);
      const from = dayStart(firstOfNextMonth(now));
      await setTier(tx, { mixerId, by: actor, at: now, from, tier: to, reason: 'stepDown' });
      await followTiers(tx, now, [mixerId]);
      await enqueue(tx, 'releaseClaims', { mixerId, from: from.toISOString(), byTier: true });
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'dues.steppedDown',
        subject: { type: 'mixer', id: mixerId },
        concernsAccountId: actor.accountId,
        before: { tier: view.from },
        after: { tier: to, on: view.on, fallsAway: view.fallsAway.length },
      });
      return view;
    });
  }

  private async change(actor: Actor, locale: Locale, verb: (tx: Sql, plan: PlanRow, now: Date) => Promise<void>): Promise<OwnDuesView> {
    const mixerId = mixerOf(actor);
    return this.db.transaction(async (tx) => {
      await lockMixer(tx, mixerId);
      const plan = await presentPlan(tx, mixerId);
      if (!plan) throw Refusal.conflict('dues.noPlan');
      await verb(tx, plan, this.clock.now());
      return this.view(tx, mixerId, locale);
    });
  }

  private async stepPlan(tx: Sql, plan: PlanRow, action: 'cancel' | 'keep', endsOn: Day | null): Promise<void> {
    if (plan.state === 'starting' && action === 'cancel') return;
    await tx.query('update dues_plans set state = $2, ends_on = $3, revision = revision + 1 where id = $1', [plan.id, step(PLAN_MACHINE, plan.state, action), endsOn]);
    if (plan.method !== 'manual') await tellStripe(tx, plan.id);
  }

  private async raise(tx: Sql, plan: PlanRow): Promise<void> {
    await tx.query('update dues_plans set revision = revision + 1 where id = $1', [plan.id]);
    if (plan.method !== 'manual') await tellStripe(tx, plan.id);
  }

  private async told(
    tx: Sql,
    actor: Actor,
    plan: PlanRow,
    { action, template, params, at }: { action: 'dues.cancelled' | 'dues.kept' | 'dues.paused' | 'dues.resumed'; template: 'duesCancelled' | 'duesKept' | 'duesPaused' | 'duesResumed'; params: Record<string, string>; at: Date },
  ): Promise<void> {
    await recordDeed(tx, { at, by: actor, action, subject: { type: 'duesPlan', id: plan.id }, concernsAccountId: plan.accountId, after: params });
    await notify(tx, [{ to: plan, template, params: { name: plan.displayName, ...params }, href: '/me/dues', at }]);
  }

  private async view(sql: Sql, mixerId: string, locale: Locale): Promise<OwnDuesView> {
    const now = this.clock.now();
    const found = (await loadFactRows(sql, [mixerId])).get(mixerId) ?? [];
    const facts = factsAt(found, now, now);
    const read = await readOwnDues(sql, mixerId, now);
    return ownDuesView({ ...read, facts, against: reasonsAgainst(read, facts, found, now) }, now, locale);
  }

  private async stepDownView(sql: Sql, mixerId: string, to: Tier, locale: Locale): Promise<StepDownView> {
    const now = this.clock.now();
    const found = (await loadFactRows(sql, [mixerId])).get(mixerId) ?? [];
    const facts = factsAt(found, now, now);
    const [against] = refuseStepDown(facts, found, now, to);
    if (against || !facts.tier) throw Refusal.rule(against?.code ?? 'dues.tierNotLower', against?.params ?? { have: 'none' });
    const on = firstOfNextMonth(now);
    const plan = await presentPlan(sql, mixerId);
    const price = await priceOn(sql, to, on);
    return {
      from: facts.tier,
      to,
      on,
      dueNowYen: 0,
      wasYen: plan?.priceYen ?? null,
      becomesYen: price.amountYen,
      fallsAway: await this.fallingAway(sql, mixerId, { found, to, on, now }, locale),
    };
  }

  /** Bookings from a day on that the rules would refuse at the lower tier, and that they allow at the present one. */
  private async fallingAway(
    sql: Sql,
    mixerId: string,
    { found, to, on, now }: { found: readonly FactRow[]; to: Tier; on: Day; now: Date },
    locale: Locale,
  ): Promise<StepDownView['fallsAway']> {
    const rules = await ruleSetInForce(sql, now);
    const ahead = await rows<Ahead>(sql, AHEAD, [mixerId, dayStart(on)]);
    return ahead.flatMap(({ id, title, kind, capability, startsAt, endsAt, minTier }) => {
      const facts = factsAt(found, startsAt, now);
      const demand = minTier ? { minTier } : {};
      const reasons = decide(capability, { mixer: { ...facts, tier: to }, thing: {} }, rules, demand).reasons.filter(({ code }) => code === 'tier.tooLow');
      if (reasons.length === 0) return [];
      return [
        { commitmentId: id, title, kind, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), reasons: reasons.map((reason) => reasonInWords(reason, locale)) },
      ];
    });
  }
}

interface Ahead {
  id: string;
  title: string;
  kind: string;
  capability: Capability;
  startsAt: Date;
  endsAt: Date;
  /** What the shift asks beyond its rule; null for what is no shift. */
  minTier: Tier | null;
}

/** What lies ahead of a mixer. The tier a shift asks for stands with libs/shifts, which cannot be asked from here: its table is read as it is. */
const AHEAD = `
  select c.id, c.title, c.kind, c.capability, lower(c.during) as "startsAt", upper(c.during) as "endsAt", s.min_tier as "minTier"
    from commitments c left join claims k on k.id = c.subject_id left join shifts s on s.id = k.shift_id
   where c.mixer_id = $1 and c.status in ('held', 'booked') and lower(c.during) >= $2
   order by lower(c.during), c.id`;

const firstOfNextMonth = (now: Date): Day => dayIn(nextMonth(monthOf(tokyoDay(now))), 1);

const pauseFrom = (now: Date, months: number): Pause => {
  const first = nextMonth(monthOf(tokyoDay(now)));
  return { fromOn: dayIn(first, 1), untilOn: dayIn(addMonths(first, months), 1) };
};

/** The pause that is running or planned. */
export const currentPause = (pauses: readonly PauseRow[], today: Day): PauseRow | null => pauses.find(({ untilOn, fromOn }) => untilOn > today && untilOn > fromOn) ?? null;

function refusePause(plan: PlanRow | null, pauses: readonly PauseRow[], owes: boolean, wanted: Pause, now: Date): Reason[] {
  if (!plan || plan.state === 'starting') return [{ code: 'dues.noPlan', params: {} }];
  if (plan.state !== 'live') return [{ code: 'state.wrong', params: { from: plan.state, action: 'pause' } }];
  const beforeNoon = nextBilledMonth(now) === monthOf(tokyoDay(now));
  const year = yearWithoutRoom(pauses, wanted);
  return [
    ...(beforeNoon ? [{ code: 'dues.billingMoment', params: { at: `${tokyoDay(now)}T03:00:00.000Z` } }] : []),
    ...(owes ? [{ code: 'dues.inArrears', params: {} }] : []),
    ...(currentPause(pauses, tokyoDay(now)) ? [{ code: 'dues.pauseOverlaps', params: {} }] : []),
    ...(year ? [{ code: 'dues.pauseTooMany', params: { year, most: PAUSE_MONTHS_A_YEAR } }] : []),
  ];
}

function refuseStepDown(facts: MixerFacts, found: readonly FactRow[], now: Date, to: Tier | null): Reason[] {
  const have = facts.tier;
  const notLower: Reason = { code: 'dues.tierNotLower', params: { have: have ?? 'none' } };
  if (have === null || have === TIERS[0] || (to !== null && tierAtLeast(to, have))) return [notLower];
  const planned = found.find((fact) => fact.fact === 'tier' && fact.from > now);
  return planned ? [{ code: 'dues.stepDownPlanned', params: { from: tokyoDay(planned.from), tier: planned.value } }] : [];
}

/** Everything that is closed to this person now, and why; what is not named is open. */
function reasonsAgainst({ plan, pauses, owed, hosted, course }: OwnDuesRows, facts: MixerFacts, found: readonly FactRow[], now: Date): Partial<Record<DuesVerb, Reason[]>> {
  const present = plan && plan.state !== 'ended' ? plan : null;
  const noPlan: Reason = { code: 'dues.noPlan', params: {} };
  const member: Reason[] = ['accepted', 'active', 'paused'].includes(facts.membership) ? [] : [{ code: 'dues.membership', params: { membership: facts.membership } }];
  const stepReasons = (action: 'cancel' | 'keep'): Reason[] =>
    !present ? [noPlan] : PLAN_MACHINE[present.state][action] || (present.state === 'starting' && action === 'cancel') ? [] : [{ code: 'state.wrong', params: { from: present.state, action } }];
  return {
    join: present && present.state !== 'starting' ? [{ code: 'dues.alreadyLive', params: {} }] : member,
    portal: present && present.method !== 'manual' && present.subscriptionId ? [] : [{ code: 'dues.notByCard', params: {} }],
    pay: owed > 0 && hosted ? [] : [{ code: 'dues.nothingOwed', params: {} }],
    payCourse: course !== null && course !== 'open' ? [{ code: 'dues.courseSettled', params: {} }] : member,
    cancel: stepReasons('cancel'),
    keep: stepReasons('keep'),
    pause: refusePause(present, pauses, owed > 0, pauseFrom(now, 1), now),
    resume: present && currentPause(pauses, tokyoDay(now)) ? [] : [{ code: 'dues.notPaused', params: {} }],
    stepDown: refuseStepDown(facts, found, now, null),
  };
}

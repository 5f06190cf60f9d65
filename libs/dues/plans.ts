import { recordDeed, type AuditActor } from '#libs/audit';
import { enqueue, row, rows, type Sql } from '#libs/database';
import { dayIn, step, type Day, type Month } from '#libs/kernel';
import { setDuesStandings } from '#libs/mixers';
import { notify } from '#libs/notices';
import type { Tier } from '#libs/tiers';
import { DUES_ITEM_WORDS, type Locale } from '#libs/words';
import { heldCharges, letGo, openCharges } from './charges.js';
import { nextBilledMonth, PLAN_MACHINE, type DuesItem, type DuesMethod, type PlanState, type Price } from './dues.rules.js';
import { settleStandings } from './standing.js';

/** How somebody pays, and who that is. */
export interface PlanRow {
  id: string;
  mixerId: string;
  accountId: string;
  email: string;
  locale: Locale;
  displayName: string;
  method: DuesMethod;
  state: PlanState;
  tier: Tier;
  priceYen: number;
  nextTier: Tier | null;
  nextPriceYen: number | null;
  nextFrom: Day | null;
  startedAt: Date | null;
  firstOn: Day | null;
  endsOn: Day | null;
  endedAt: Date | null;
  endReason: string | null;
  attempt: number;
  sessionId: string | null;
  checkoutUrl: string | null;
  checkoutExpiresAt: Date | null;
  subscriptionId: string | null;
  revision: number;
}

const PLANS = `
  select p.id, p.mixer_id as "mixerId", p.account_id as "accountId", a.email, a.locale, a.display_name as "displayName", p.method, p.state, p.tier,
         p.price_yen as "priceYen", p.next_tier as "nextTier", p.next_price_yen as "nextPriceYen", p.next_from::text as "nextFrom", p.started_at as "startedAt",
         p.first_on::text as "firstOn", p.ends_on::text as "endsOn", p.ended_at as "endedAt", p.end_reason as "endReason", p.attempt, p.checkout_session_id as "sessionId",
         p.checkout_url as "checkoutUrl", p.checkout_expires_at as "checkoutExpiresAt", p.stripe_subscription_id as "subscriptionId", p.revision
    from dues_plans p join accounts a on a.id = p.account_id`;

export const planById = (sql: Sql, id: string): Promise<PlanRow | null> => row<PlanRow>(sql, `${PLANS} where p.id = $1`, [id]);

export const planOfSubscription = (sql: Sql, subscriptionId: string): Promise<PlanRow | null> =>
  row<PlanRow>(sql, `${PLANS} where p.stripe_subscription_id = $1`, [subscriptionId]);

/** The plan that is not over, or null. */
export const presentPlan = (sql: Sql, mixerId: string): Promise<PlanRow | null> => row<PlanRow>(sql, `${PLANS} where p.mixer_id = $1 and p.state <> 'ended'`, [mixerId]);

/** The newest plan, over or not. */
export const latestPlan = (sql: Sql, mixerId: string): Promise<PlanRow | null> =>
  row<PlanRow>(sql, `${PLANS} where p.mixer_id = $1 order by (p.state <> 'ended') desc, p.id desc limit 1`, [mixerId]);

/** The price of an item on a Tokyo day. A price from the beginning stands in the migration. */
export async function priceOn(sql: Sql, item: DuesItem, on: Day): Promise<Price> {
  const found = await row<Price>(
    sql,
    `select amount_yen as "amountYen", tax_category as "taxCategory" from dues_prices where item = $1 and valid_from <= $2
      order by valid_from desc, id desc limit 1`,
    [item, on],
  );
  if (!found) throw new Error(`${item} has no price on ${on}`);
  return found;
}

/** Stripe has a price by this name for each tier. */
export const lookupKeyOf = (tier: Tier): string => `dues_${tier}_monthly`;

/** What Stripe shows on its pages. */
export const productOf = (tier: Tier): { key: string; name: string } => ({ key: `dues_${tier}`, name: DUES_ITEM_WORDS[tier].ja });

/** Stripe hears of what the plan wishes, once the transaction is over; several wishes are told together. */
export const tellStripe = (tx: Sql, planId: string): Promise<void> => enqueue(tx, 'duesTellStripe', { planId }, `duesTellStripe:${planId}`);

/** Whoever owes nothing any more is asked for the months that Stripe held back meanwhile, if there are any. */
export async function askHeld(tx: Sql, mixerId: string): Promise<void> {
  if ((await heldCharges(tx, { mixerId })).length > 0) await enqueue(tx, 'duesAskHeld', { mixerId }, `duesAskHeld:${mixerId}`);
}

/** The way of paying is in place. The month that is running is free; the first charge comes with the next billing. */
export async function startPlan(tx: Sql, plan: PlanRow, { subscriptionId, at, by = 'clock' }: { subscriptionId: string | null; at: Date; by?: AuditActor }): Promise<void> {
  const firstOn = dayIn(nextBilledMonth(at), 1);
  await tx.query(
    `update dues_plans set state = $2, started_at = $3, first_on = $4, stripe_subscription_id = $5, checkout_session_id = null, checkout_url = null, checkout_expires_at = null
      where id = $1`,
    [plan.id, step(PLAN_MACHINE, plan.state, 'start'), at, firstOn, subscriptionId],
  );
  await recordDeed(tx, {
    at,
    by,
    action: 'dues.started',
    subject: { type: 'duesPlan', id: plan.id },
    concernsAccountId: plan.accountId,
    after: { method: plan.method, tier: plan.tier, firstOn },
  });
  await settleStandings(tx, at, [plan.mixerId]);
}

/** The way of paying is over, by own wish or because Stripe ended it. The person hears of it where they did not do it themselves. */
export async function endPlan(tx: Sql, plan: PlanRow, reason: 'cancelled' | 'stripe' | 'replaced', at: Date): Promise<void> {
  const begun = plan.startedAt !== null;
  await tx.query('update dues_plans set state = $2, ended_at = $3, end_reason = $4, next_tier = null, next_price_yen = null, next_from = null where id = $1', [
    plan.id,
    step(PLAN_MACHINE, plan.state, 'end'),
    at,
    reason,
  ]);
  if (!begun) return;
  for (const charge of await openCharges(tx, plan.id)) await letGo(tx, charge, 'void', { reason: 'ended', at });
  await recordDeed(tx, { at, by: 'clock', action: 'dues.ended', subject: { type: 'duesPlan', id: plan.id }, concernsAccountId: plan.accountId, reason });
  await setDuesStandings(tx, [{ mixerId: plan.mixerId, standing: 'ended', reason: 'duesStopped' }], { by: 'clock', at });
  if (reason === 'stripe') {
    await notify(tx, [{ to: plan, template: 'duesStopped', params: { name: plan.displayName }, href: '/me/dues', at }]);
  }
}

/** A month of the plan has begun: what was to come with it is now. */
export async function turnPage(tx: Sql, planId: string, month: Month): Promise<void> {
  await tx.query(
    `update dues_plans set tier = next_tier, price_yen = next_price_yen, next_tier = null, next_price_yen = null, next_from = null
      where id = $1 and next_from <= $2`,
    [planId, dayIn(month, 1)],
  );
}

interface Following {
  planId: string;
  method: DuesMethod;
  accountId: string;
  email: string;
  locale: Locale;
  displayName: string;
  tier: Tier;
  wasYen: number;
  amountYen: number;
  /** Whether the plan stays what it is after all: a change that was planned is taken back. */
  asNow: boolean;
}

/** Plans whose next month is to be another than planned: the tier fact of that day and the price of that day, against what the plan knows. */
const FOLLOW = `
  with priced as (
    select distinct on (item) item, amount_yen from dues_prices where valid_from <= $1::date order by item, valid_from desc, id desc
  ), wanted as (
    select p.id, p.mixer_id, t.value as tier, c.amount_yen
      from dues_plans p
      join mixer_facts t on t.mixer_id = p.mixer_id and t.fact = 'tier' and t.valid @> $2::timestamptz
      join priced c on c.item = t.value
     where p.state in ('live', 'ending') and ($3::uuid[] is null or p.mixer_id = any($3))
       and (t.value, c.amount_yen) is distinct from (coalesce(p.next_tier, p.tier), coalesce(p.next_price_yen, p.price_yen))
  ), set_to as (
    update dues_plans p
       set next_tier = case when (w.tier, w.amount_yen) = (p.tier, p.price_yen) then null else w.tier end,
           next_price_yen = case when (w.tier, w.amount_yen) = (p.tier, p.price_yen) then null else w.amount_yen end,
           next_from = case when (w.tier, w.amount_yen) = (p.tier, p.price_yen) then null else $1::date end,
           revision = p.revision + 1
      from wanted w where w.id = p.id
    returning p.id, p.account_id, p.method, p.price_yen, w.tier, w.amount_yen, p.next_tier is null as as_now
  )
  select s.id as "planId", s.method, a.id as "accountId", a.email, a.locale, a.display_name as "displayName", s.tier, s.price_yen as "wasYen", s.amount_yen as "amountYen",
         s.as_now as "asNow"
    from set_to s join accounts a on a.id = s.account_id order by s.id`;

/**
 * The price follows the tier, and what the admin has set, at the next billing. Compares everybody's plan (or these) with the facts of that
 * day, tells Stripe and the person where it becomes another sum. Answers how many changed.
 */
export async function followTiers(tx: Sql, now: Date, mixerIds: readonly string[] | null = null): Promise<number> {
  const from = dayIn(nextBilledMonth(now), 1);
  const found = await rows<Following>(tx, FOLLOW, [from, new Date(Math.max(now.getTime(), Date.parse(`${from}T03:00:00Z`))), mixerIds]);
  for (const { planId, method } of found) if (method !== 'manual') await tellStripe(tx, planId);
  await notify(
    tx,
    found
      .filter(({ wasYen, amountYen, asNow }) => wasYen !== amountYen || asNow)
      .map((plan) => ({ to: plan, template: 'duesPriceFollows', params: { name: plan.displayName, from, tier: plan.tier, amountYen: plan.amountYen, wasYen: plan.wasYen }, href: '/me/dues', at: now })),
  );
  return found.length;
}

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import type { Sql } from '#libs/database';
import { mixerOf, type Actor } from '#libs/identity';
import { addDays, Clock, dayIn, newId, nextMonth, Refusal, tokyoDay, type Month } from '#libs/kernel';
import { acceptTexts, duesConfirmation, type DuesOffer } from '#libs/legal';
import { factsAt, loadFactRows, lockMixer } from '#libs/mixers';
import { Payments, Subscriptions } from '#libs/payments';
import type { MixerFacts, Tier } from '#libs/tiers';
import { DUES_ITEM_WORDS, type Locale } from '#libs/words';
import { chargeOfMonth, openCharge, owedCharges, type ChargeRow } from './charges.js';
import type { DuesDoorView, DuesOfferView, JoinDues, OwnMethod } from './dues.dto.js';
import { billingAt, DAYS_UNTIL_DUE, nextBilledMonth, tooCloseToBilling, type Price } from './dues.rules.js';
import { DuesAtStripe } from './dues-at-stripe.service.js';
import { DuesChanges } from './dues-changes.service.js';
import { payablePage, slipsOf } from './mirrors.queries.js';
import { lookupKeyOf, planById, presentPlan, priceOn, productOf, startPlan, type PlanRow } from './plans.js';

/** The page of the dues on the web, where Stripe sends people back to. */
const PAGE = '/me/dues';

/** Membership that may set up its dues; who is paused has them already. */
const MAY_JOIN: readonly MixerFacts['membership'][] = ['accepted', 'active', 'paused'];

/** An open page of Checkout is used again while it has this long to live. */
const FRESH_MS = 5 * 60_000;

/** What a new plan would be. */
interface Offer extends Price {
  tier: Tier;
  firstMonth: Month;
}

/** Beginning to pay, and every way to Stripe's pages. */
@Injectable()
export class JoiningService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: Payments,
    private readonly subscriptions: Subscriptions,
    private readonly atStripe: DuesAtStripe,
    private readonly changes: DuesChanges,
  ) {}

  /** The final confirmation, before anything is agreed to. Refuses as `join` does. */
  async offer(actor: Actor, method: OwnMethod, locale: Locale): Promise<DuesOfferView> {
    const now = this.clock.now();
    const mixerId = mixerOf(actor);
    const offer = await offerTo(this.db, mixerId, now);
    const { tier, amountYen, taxCategory, firstMonth } = offer;
    const { items } = confirmationOf(offer, method, locale);
    return { method, tier, priceYen: amountYen, taxCategory, firstOn: dayIn(firstMonth, 1), daysUntilDue: DAYS_UNTIL_DUE, items };
  }

  /**
   * Begin to pay by card or by invoice. A card leads to Checkout; asked again while that page is open, the same page answers, and choosing the
   * other way closes it. The running month is free, the first charge comes with the next billing.
   * Refuses 409 `dues.alreadyLive`, `dues.billingMoment`, `texts.accept`; 422 `dues.membership`; 503 when Stripe does not answer.
   */
  async join(actor: Actor, { method, acceptedTexts }: JoinDues, locale: Locale): Promise<DuesDoorView> {
    const now = this.clock.now();
    const mixerId = mixerOf(actor);
    const { plan, offer, closes } = await this.db.transaction(async (tx) => {
      await lockMixer(tx, mixerId);
      const wanted = await offerTo(tx, mixerId, now);
      const before = await presentPlan(tx, mixerId);
      const written = await writePlan(tx, { actor, mixerId, before, method, offer: wanted, now });
      const confirmation = confirmationOf(wanted, method, locale);
      await acceptTexts(tx, { accountId: actor.accountId, textIds: acceptedTexts, kinds: ['commerce', 'terms', 'privacy'], locale, confirmation, at: now });
      return { plan: written.plan, offer: wanted, closes: written.closes };
    });
    if (closes) await this.payments.expireCheckout(closes);
    if (plan.checkoutUrl) return { url: plan.checkoutUrl };
    const lookupKey = lookupKeyOf(plan.tier);
    await this.payments.price({ lookupKey, product: productOf(plan.tier), amountYen: offer.amountYen, monthly: true });
    const wish = { accountId: actor.accountId, lookupKey, purpose: 'dues' as const, subjectId: plan.id, anchorAt: billingAt(offer.firstMonth) };
    return method === 'card' ? this.openCheckout(plan, wish) : this.beginInvoices(plan, wish);
  }

  /** A page of Stripe to change the card, see invoices, or stop. Refuses 409 `dues.notByCard` where Stripe knows nothing of the plan. */
  async portal(actor: Actor, flow: 'cardUpdate' | undefined): Promise<DuesDoorView> {
    const plan = await presentPlan(this.db, mixerOf(actor));
    if (!plan || plan.method === 'manual' || !plan.subscriptionId) throw Refusal.conflict('dues.notByCard');
    return this.payments.portal({ accountId: actor.accountId, returnPath: `${PAGE}?from=portal`, ...(flow ? { flow } : {}) });
  }

  /** Where the oldest charge that Stripe still asks for can be paid at once. Refuses 409 `dues.nothingOwed`. */
  async payPage(actor: Actor): Promise<DuesDoorView> {
    const owed = await owedCharges(this.db, mixerOf(actor));
    const url = await payablePage(this.db, owed.flatMap(({ invoiceId }) => invoiceId ?? []));
    if (!url) throw Refusal.conflict('dues.nothingOwed');
    return { url };
  }

  /**
   * Use the card of today from now on, try it for everything that is open, and apply what came of it at once.
   * Refuses 409 `dues.nothingOwed`, `dues.notByCard`; 422 `card.…` when it is declined.
   */
  async collect(actor: Actor, key: string): Promise<void> {
    const mixerId = mixerOf(actor);
    const plan = await presentPlan(this.db, mixerId);
    if (plan?.method !== 'card' || !plan.subscriptionId) throw Refusal.conflict('dues.notByCard');
    const asked = createHash('sha256').update(key).digest('hex').slice(0, 24);
    await this.subscriptions.followCard({ key: `dues:${plan.subscriptionId}:card:${asked}`, subscriptionId: plan.subscriptionId });
    const open = (await owedCharges(this.db, mixerId)).flatMap(({ invoiceId }) => invoiceId ?? []);
    if (open.length === 0) throw Refusal.conflict('dues.nothingOwed');
    const refused = await this.atStripe.collect(mixerId, asked);
    for (const id of open) await this.changes.apply({ kind: 'invoice', id, subjectId: plan.id });
    if (refused) throw refused;
  }

  /**
   * Checkout for the fee of the mixer course, once. Whoever has a slip for the convenience store is led back to its numbers; after one that has
   * run out there is a new page. Refuses 409 `dues.courseSettled`, `checkout.done` while a payment is on its way, 422 `dues.membership`.
   */
  async payCourse(actor: Actor): Promise<DuesDoorView> {
    const now = this.clock.now();
    const mixerId = mixerOf(actor);
    const charge = await this.db.transaction(async (tx) => {
      await lockMixer(tx, mixerId);
      await requireMember(tx, mixerId, now);
      return courseCharge(tx, mixerId, now);
    });
    const { lastIntentId, ranOut } = await slipsOf(this.db, charge.id);
    const slip = lastIntentId === null ? null : await this.payments.slip(lastIntentId);
    if (slip) return { url: slip };
    return this.payments.paymentCheckout({
      key: ranOut === 0 ? `dues:${charge.id}:course` : `dues:${charge.id}:course:${ranOut}`,
      accountId: actor.accountId,
      lines: [{ name: DUES_ITEM_WORDS.course.ja, amountYen: charge.amountYen, quantity: 1 }],
      methods: ['card', 'konbini'],
      purpose: 'dues',
      subjectId: charge.id,
      successPath: `${PAGE}?from=checkout`,
      cancelPath: PAGE,
    });
  }

  private async openCheckout(plan: PlanRow, wish: { accountId: string; lookupKey: string; purpose: 'dues'; subjectId: string; anchorAt: Date }): Promise<DuesDoorView> {
    const opened = await this.payments.subscriptionCheckout({
      key: `dues:${plan.id}:checkout:${plan.attempt}`,
      ...wish,
      successPath: `${PAGE}?from=checkout`,
      cancelPath: PAGE,
    });
    await this.db.query(
      `update dues_plans set checkout_session_id = $3, checkout_url = $4, checkout_expires_at = $5 where id = $1 and attempt = $2 and state = 'starting'`,
      [plan.id, plan.attempt, opened.sessionId, opened.url, opened.expiresAt],
    );
    return { url: opened.url };
  }

  private async beginInvoices(plan: PlanRow, wish: { accountId: string; lookupKey: string; purpose: 'dues'; subjectId: string; anchorAt: Date }): Promise<DuesDoorView> {
    const { subscriptionId } = await this.subscriptions.invoiceSubscription({ key: `dues:${plan.id}:invoices:${plan.attempt}`, ...wish, daysUntilDue: DAYS_UNTIL_DUE });
    await this.db.transaction(async (tx) => {
      await lockMixer(tx, plan.mixerId);
      const present = await planById(tx, plan.id);
      if (present?.state === 'starting') await startPlan(tx, present, { subscriptionId, at: this.clock.now(), by: { accountId: plan.accountId } });
    });
    return { url: null };
  }
}

/** Refuses 422 `dues.membership`. */
export async function requireMember(sql: Sql, mixerId: string, now: Date): Promise<MixerFacts> {
  const facts = factsAt((await loadFactRows(sql, [mixerId])).get(mixerId) ?? [], now, now);
  if (!MAY_JOIN.includes(facts.membership)) throw Refusal.rule('dues.membership', { membership: facts.membership });
  return facts;
}

/** What somebody would pay from the next billing on. Whoever has no tier yet begins as challenge. */
async function offerTo(sql: Sql, mixerId: string, now: Date): Promise<Offer> {
  const { tier } = await requireMember(sql, mixerId, now);
  if (tooCloseToBilling(now)) throw Refusal.conflict('dues.billingMoment', { at: billingAt(nextBilledMonth(now)).toISOString() });
  const firstMonth = nextBilledMonth(now);
  const begins = tier ?? 'challenge';
  return { ...(await priceOn(sql, begins, dayIn(firstMonth, 1))), tier: begins, firstMonth };
}

function confirmationOf({ tier, amountYen, taxCategory, firstMonth }: Offer, method: OwnMethod, locale: Locale): ReturnType<typeof duesConfirmation> {
  const said: DuesOffer = {
    tier,
    priceYen: amountYen,
    taxCategory,
    method,
    firstYen: 0,
    firstOn: dayIn(firstMonth, 1),
    nextOn: dayIn(nextMonth(firstMonth), 1),
    daysUntilDue: DAYS_UNTIL_DUE,
  };
  return duesConfirmation(said, locale);
}

interface Written {
  actor: Actor;
  mixerId: string;
  before: PlanRow | null;
  method: OwnMethod;
  offer: Offer;
  now: Date;
}

/** The plan that waits for Stripe: a new one, or the one that is there with the wish of today. Answers also the page that has to be closed. */
async function writePlan(tx: Sql, { actor, mixerId, before, method, offer, now }: Written): Promise<{ plan: PlanRow; closes: string | null }> {
  if (before && before.state !== 'starting') throw Refusal.conflict('dues.alreadyLive');
  const id = before?.id ?? newId();
  if (!before) {
    await tx.query(
      `insert into dues_plans (id, mixer_id, account_id, method, state, tier, price_yen, asked_at) values ($1, $2, $3, $4, 'starting', $5, $6, $7)`,
      [id, mixerId, actor.accountId, method, offer.tier, offer.amountYen, now],
    );
    await recordDeed(tx, {
      at: now,
      by: actor,
      action: 'dues.checkoutOpened',
      subject: { type: 'duesPlan', id },
      concernsAccountId: actor.accountId,
      after: { method, tier: offer.tier, priceYen: offer.amountYen },
    });
  }
  const same = before !== null && before.method === method && before.tier === offer.tier && before.priceYen === offer.amountYen;
  const open = before?.checkoutExpiresAt != null && before.checkoutExpiresAt.getTime() > now.getTime() + FRESH_MS;
  const goesOn = before === null || (same && (before.sessionId === null || open));
  if (!goesOn) {
    await tx.query(
      `update dues_plans set method = $2, tier = $3, price_yen = $4, attempt = attempt + 1, asked_at = $5, checkout_session_id = null, checkout_url = null,
              checkout_expires_at = null where id = $1`,
      [id, method, offer.tier, offer.amountYen, now],
    );
  }
  const plan = await planById(tx, id);
  if (!plan) throw new Error('the plan was not written');
  return { plan, closes: goesOn || !open ? null : before.sessionId };
}

/** The charge of the course, opened when somebody first wants to pay it. Refuses 409 `dues.courseSettled`. */
export async function courseCharge(tx: Sql, mixerId: string, now: Date): Promise<ChargeRow> {
  const there = await chargeOfMonth(tx, mixerId, null);
  if (there && there.state !== 'open') throw Refusal.conflict('dues.courseSettled');
  if (there) return there;
  const today = tokyoDay(now);
  const price = await priceOn(tx, 'course', today);
  return openCharge(tx, { mixerId, planId: null, item: 'course', month: null, ...price, dueOn: addDays(today, DAYS_UNTIL_DUE), at: now });
}

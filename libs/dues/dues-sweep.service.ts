import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { enqueue, rows, type Sql } from '#libs/database';
import { addDays, Clock, dayIn, monthOf, tokyoDay, type Day } from '#libs/kernel';
import { lockMixer } from '#libs/mixers';
import { notify, type Notice, type Recipient } from '#libs/notices';
import { askForAll, heldCharges } from './charges.js';
import { DAYS_UNTIL_DUE } from './dues.rules.js';
import { endPlan, followTiers, planById, tellStripe } from './plans.js';
import { settleStandings } from './standing.js';

/** So many people's charges are written in one transaction. */
const BATCH = 500;

/** Every invoice begins as a draft for an hour; one that is older is held back. */
const DAY_MS = 86_400_000;

/** How often a card is tried once Stripe's own tries are used up. */
const COLLECT_EVERY_DAYS = 7;

/** Months paid by hand that begin today or began while no worker was up: not paused, not before the first month, and not there yet. */
const OPEN_BY_HAND = `
  with turned as (
    select p.id, p.mixer_id, case when p.next_from <= $1::date then p.next_tier else p.tier end as tier,
           case when p.next_from <= $1::date then p.next_price_yen else p.price_yen end as yen
      from dues_plans p
     where p.method = 'manual' and p.state = 'live' and p.first_on <= $1::date
       and not exists (select from dues_pauses z where z.mixer_id = p.mixer_id and daterange(z.from_on, z.until_on) @> $1::date)
       and not exists (select from dues_charges c where c.mixer_id = p.mixer_id and c.period = $1::date and c.state <> 'void')
     order by p.mixer_id limit $4
  ), taxed as (
    select distinct on (item) item, tax_category from dues_prices where valid_from <= $1::date order by item, valid_from desc, id desc
  )
  insert into dues_charges (mixer_id, plan_id, item, period, amount_yen, tax_category, due_on, state, opened_at)
  select t.mixer_id, t.id, t.tier, $1::date, t.yen, x.tax_category, $2::date, 'open', $3 from turned t join taxed x on x.item = t.tier
  on conflict do nothing returning id, plan_id as "planId"`;

/** What is to be paid by hand or by invoice and has not come by its day is behind from the next day on. */
const FALL_DUE = `
  update dues_charges c set state = 'asking', arrears_since = c.due_on + 1, failure = 'overdue', failed_at = $2
    from dues_plans p
   where c.state = 'charged' and c.due_on < $1::date and p.id = c.plan_id and p.method in ('invoice', 'manual')`;

/** What was to come with a month is now. */
const TURN_PAGES = 'update dues_plans set tier = next_tier, price_yen = next_price_yen, next_tier = null, next_price_yen = null, next_from = null';

/** The daily work on the dues: what time alone brings about. Its cost grows with the members, not with what was paid before. */
@Injectable()
export class DuesSweep {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The job `duesSweep`. Running it twice a day does nothing the second time. Answers how many standings moved. */
  async run(): Promise<number> {
    const now = this.clock.now();
    const today = tokyoDay(now);
    await this.openMonth(now);
    await this.db.query(FALL_DUE, [today, now]);
    await this.turnPages(now);
    await this.endByHand(now);
    await this.db.transaction((tx) => followTiers(tx, now));
    await this.tellAgain();
    await this.collectAgain(today);
    await this.askHeldAgain(now);
    return this.db.transaction((tx) => settleStandings(tx, now));
  }

  /** Open this month's charges of everybody who pays by hand. */
  private async openMonth(now: Date): Promise<void> {
    const first = dayIn(monthOf(tokyoDay(now)), 1);
    for (;;) {
      const opened = await this.db.transaction(async (tx) => {
        const made = await rows<{ id: string; planId: string }>(tx, OPEN_BY_HAND, [first, addDays(first, DAYS_UNTIL_DUE), now, BATCH]);
        await this.ask(tx, made, first, now);
        return made.length;
      });
      if (opened < BATCH) return;
    }
  }

  private async ask(tx: Sql, made: readonly { id: string; planId: string }[], first: Day, now: Date): Promise<void> {
    const charges = await askForAll(tx, made.map(({ id }) => id), now);
    await tx.query(`${TURN_PAGES} where id = any($1::uuid[]) and next_from <= $2::date`, [made.map(({ planId }) => planId), first]);
    const people = await rows<Recipient & { name: string }>(tx, 'select id as "accountId", email, locale, display_name as name from accounts where id = any($1::uuid[])', [
      charges.map(({ accountId }) => accountId),
    ]);
    const byAccount = new Map(people.map((person) => [person.accountId, person]));
    await notify(
      tx,
      charges.flatMap(({ accountId, amountYen, dueOn }): Notice[] => {
        const to = byAccount.get(accountId);
        return to ? [{ to, template: 'duesManual', params: { name: to.name, month: first.slice(0, 7), amountYen, dueOn }, href: '/me/dues', at: now }] : [];
      }),
    );
  }

  /** A price or tier that began with this month is the present one, also for whoever pauses and had no charge. */
  private async turnPages(now: Date): Promise<void> {
    await this.db.query(`${TURN_PAGES} where next_from < $1::date and state <> 'ended'`, [tokyoDay(now)]);
  }

  /** Plans without Stripe end on the day they were to; the others when Stripe says so. */
  private async endByHand(now: Date): Promise<void> {
    const over = await rows<{ id: string; mixerId: string }>(
      this.db,
      `select id, mixer_id as "mixerId" from dues_plans where state = 'ending' and method = 'manual' and ends_on <= $1`,
      [tokyoDay(now)],
    );
    for (const { id, mixerId } of over) {
      await this.db.transaction(async (tx) => {
        await lockMixer(tx, mixerId);
        const plan = await planById(tx, id);
        if (plan?.state === 'ending') await endPlan(tx, plan, 'cancelled', now);
      });
    }
  }

  /**
   * Stripe has given up trying, but the card may have been replaced since: once a week it is tried again until the dues end. Not a card
   * that its issuer has barred.
   */
  private async collectAgain(today: Day): Promise<void> {
    const weekly = await rows<{ mixerId: string }>(
      this.db,
      `select distinct c.mixer_id as "mixerId" from dues_charges c join dues_plans p on p.id = c.plan_id
        where c.state = 'asking' and c.stripe_invoice_id is not null and c.failure <> 'cardUnusable' and p.method = 'card' and p.state in ('live', 'ending')
          and $1::date > c.arrears_since and ($1::date - c.arrears_since) % $2::int = 0`,
      [today, COLLECT_EVERY_DAYS],
    );
    for (const { mixerId } of weekly) await enqueue(this.db, 'duesCollect', { mixerId, asked: today }, `duesCollect:${mixerId}`);
  }

  /** Months held back at Stripe of people who owe nothing any more, where the job after their payment was lost. */
  private async askHeldAgain(now: Date): Promise<void> {
    const held = await heldCharges(this.db, { openedBefore: new Date(now.getTime() - DAY_MS) });
    for (const mixerId of new Set(held.map((charge) => charge.mixerId))) await enqueue(this.db, 'duesAskHeld', { mixerId }, `duesAskHeld:${mixerId}`);
  }

  /** Wishes of which Stripe has not heard, because the queue gave up or was lost. */
  private async tellAgain(): Promise<void> {
    const untold = await rows<{ id: string }>(
      this.db,
      `select id from dues_plans where told_revision < revision and method <> 'manual' and (stripe_subscription_id is not null or state = 'ended') limit 1000`,
    );
    for (const { id } of untold) await tellStripe(this.db, id);
  }
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed, recordDeeds } from '#libs/audit';
import { enqueue, row, rows, theRow, type Sql } from '#libs/database';
import { PAGE_DEFAULT, pageOf, readCursor, readIdCursor } from '#libs/door';
import type { Actor } from '#libs/identity';
import { addDays, atTokyo, canStep, Clock, day, dayIn, month as readMonth, newId, Refusal, searchKey, tokyoDay, type Month } from '#libs/kernel';
import { lockMixer } from '#libs/mixers';
import { notify, type Notice } from '#libs/notices';
import { mailOf, say, type DuesFailure, type Locale, type PaymentMethod } from '#libs/words';
import { chargeById, chargeOfMonth, reversePayment, takePayment, type ChargeRow } from './charges.js';
import { duesCsv } from './dues-csv.js';
import type {
  DuesCsvQuery,
  DuesMemberView,
  DuesMonthQuery,
  DuesMonthView,
  DuesPageView,
  DuesQuery,
  MonthByMethodView,
  MonthByStateView,
  MonthChargeView,
  OverrideView,
  RecordPayment,
  RemindedView,
  SetManualPlan,
  SetOverride,
} from './dues.dto.js';
import { CHARGE_MACHINE, CHARGE_STATES, DUES_METHODS, nextBilledMonth } from './dues.rules.js';
import { courseCharge, requireMember } from './joining.service.js';
import { failureView, planSaid } from './own-dues.view.js';
import { planById, presentPlan, priceOn, startPlan } from './plans.js';
import { keepContacts, settleStandings } from './standing.js';
import { duesKey, listDues, listMonth, monthGaps, shownCharge, sumDues, sumMonth, type DuesMemberRow, type MonthChargeRow, type MonthSumRow } from './treasury.queries.js';

const DAY_MS = 86_400_000;

/** What came in by hand, as receipts say it. */
const BY_HAND: Readonly<Record<RecordPayment['source'], PaymentMethod>> = { bank: 'bankTransfer', cash: 'cash' };

/** The dues as the treasurer sees them: who is behind, how far a month has come, what came in by hand. */
@Injectable()
export class TreasuryService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Who is behind, or everybody with a plan. */
  async list({ standing = 'behind', method, q = '', limit = PAGE_DEFAULT, cursor }: DuesQuery, locale: Locale): Promise<DuesPageView> {
    const now = this.clock.now();
    const today = tokyoDay(now);
    const [since = '', mixerId = ''] = readCursor(cursor, ['text', 'id']) ?? [];
    const filter = { standing, method: method ?? null, pattern: searchKey(q).replace(/[\\%_]/g, '\\$&') };
    const found = await listDues(this.db, filter, now, today, limit + 1, cursor ? { since, mixerId } : null);
    const page = pageOf(found, limit, (member) => memberView(member, locale), duesKey);
    return { ...page, sums: await sumDues(this.db, now, today) };
  }

  /** A month and how far it has come. */
  async month(of: string, { state, limit = PAGE_DEFAULT, cursor }: DuesMonthQuery, locale: Locale): Promise<DuesMonthView> {
    const first = dayIn(monthIn(of, 'month'), 1);
    const sums = await sumMonth(this.db, first);
    const gaps = await monthGaps(this.db, first);
    const found = await listMonth(this.db, first, state ?? null, limit + 1, readIdCursor(cursor));
    const byState = statesOf(sums);
    const counted = sums.filter((line) => line.state !== 'void');
    return {
      month: of,
      charges: total(counted, 'count'),
      chargedYen: total(counted, 'yen'),
      settled: byState.paid.count,
      settledYen: byState.paid.yen,
      ...gaps,
      feesYen: total(sums, 'feesYen'),
      refundedYen: total(sums, 'refundedYen'),
      byState,
      byMethod: DUES_METHODS.map((method) => methodOf(method, counted)),
      ...pageOf(found, limit, (charge) => monthChargeView(charge, locale), ({ chargeId }) => [chargeId]),
    };
  }

  /** Every charge of a month as a file. Refuses 422 `dues.notInShiftJis`. */
  async file({ month: of, encoding = 'utf8', substitute = false }: DuesCsvQuery): Promise<{ name: string; bytes: Buffer }> {
    const charges = await listMonth(this.db, dayIn(monthIn(of, 'month'), 1), null, null, null);
    return { name: `dues-${of}.csv`, bytes: duesCsv(of, charges, { encoding, substitute }) };
  }

  /** Write to people who are behind. Whoever owes nothing now, or was reminded within a day, is left in peace. */
  async remind(actor: Actor, mixerIds: readonly string[]): Promise<RemindedView> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const found = await rows<Reminded>(tx, REMINDED, [[...new Set(mixerIds)], new Date(now.getTime() - DAY_MS), tokyoDay(now)]);
      await notify(tx, found.map((person) => reminderTo(person, now)));
      await keepContacts(tx, found.map(({ mixerId }) => ({ mixerId, kind: 'reminder', template: 'duesReminder', by: actor.accountId })), now);
      await recordDeeds(
        tx,
        found.map(({ mixerId, accountId, owedYen }) => ({
          at: now,
          by: actor,
          action: 'dues.reminded',
          subject: { type: 'mixer', id: mixerId },
          concernsAccountId: accountId,
          after: { owedYen },
        })),
      );
      return { sent: found.length, skipped: new Set(mixerIds).size - found.length };
    });
  }

  /**
   * Write down a payment in cash or at the bank. Stripe is told, so that it is not collected as well. Refuses 400 for a day to come, 404,
   * 409 `dues.chargeSettled`, 422 `dues.nothingToCharge`, `dues.amountDiffers`.
   */
  async record(actor: Actor, input: RecordPayment, locale: Locale): Promise<MonthChargeView> {
    const now = this.clock.now();
    const today = tokyoDay(now);
    if (input.paidOn > today) throw Refusal.input([{ path: 'paidOn', code: 'notYet' }]);
    const of = input.month === undefined ? null : monthIn(input.month, 'month');
    return this.db.transaction(async (tx) => {
      await lockMixer(tx, input.mixerId);
      const charge = of === null ? await courseCharge(tx, input.mixerId, now) : await this.chargeToPay(tx, input.mixerId, of);
      if (CHARGE_MACHINE[charge.state].pay === undefined) throw Refusal.conflict('dues.chargeSettled');
      if (charge.amountYen !== input.amountYen) throw Refusal.rule('dues.amountDiffers', { amountYen: charge.amountYen });
      const paidAt = input.paidOn === today ? now : atTokyo(day(input.paidOn), '12:00');
      const { source, reason, amountYen } = input;
      await takePayment(tx, charge, { source, method: BY_HAND[source], amountYen, paidAt, reason, by: { accountId: actor.accountId }, at: now });
      if (charge.invoiceId) await enqueue(tx, 'duesPaidOutside', { chargeId: charge.id }, `duesPaidOutside:${charge.id}`);
      await settleStandings(tx, now, [charge.mixerId]);
      return monthChargeView(await shownCharge(tx, charge.id), locale);
    });
  }

  /** Take back what was recorded by hand. Refuses 404, 409 `dues.paymentReversed`, 422 `dues.paymentAtStripe`. */
  async reverse(actor: Actor, paymentId: string, reason: string, locale: Locale): Promise<MonthChargeView> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const payment = await theRow<PaymentRow>(tx, 'duesPayment', PAYMENT, [paymentId]);
      await lockMixer(tx, payment.mixerId);
      if (payment.source === 'stripe') throw Refusal.rule('dues.paymentAtStripe');
      if (await row(tx, 'select 1 from dues_payment_reversals where payment_id = $1', [paymentId])) throw Refusal.conflict('dues.paymentReversed');
      const charge = await chargeById(tx, payment.chargeId);
      if (!charge) throw Refusal.missing('duesPayment');
      await reversePayment(tx, charge, payment, { reason, by: { accountId: actor.accountId }, at: now });
      const to = await theRow<{ accountId: string; email: string; locale: Locale; name: string }>(
        tx,
        'mixer',
        'select id as "accountId", email, locale, display_name as name from accounts where id = $1',
        [charge.accountId],
      );
      const params = { name: to.name, amountYen: payment.amountYen, reason };
      const notice = { to, href: '/me/dues', at: now };
      if (charge.period === null) await notify(tx, [{ ...notice, template: 'coursePaymentReversed', params }]);
      else await notify(tx, [{ ...notice, template: 'duesPaymentReversed', params: { ...params, month: charge.period.slice(0, 7) } }]);
      await settleStandings(tx, now, [charge.mixerId]);
      return monthChargeView(await shownCharge(tx, charge.id), locale);
    });
  }

  /** Let somebody be until a day; grace begins anew after it. Refuses 400 for a day that is over, 404. */
  async override(actor: Actor, { mixerId, lastOn, reason }: SetOverride): Promise<OverrideView> {
    const now = this.clock.now();
    const today = tokyoDay(now);
    const last = day(lastOn);
    if (last < today) throw Refusal.input([{ path: 'lastOn', code: 'past' }]);
    return this.db.transaction(async (tx) => {
      await lockMixer(tx, mixerId);
      const id = newId();
      await tx.query('insert into dues_overrides (id, mixer_id, from_on, until_on, reason, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7)', [
        id,
        mixerId,
        today,
        addDays(last, 1),
        reason,
        actor.accountId,
        now,
      ]);
      const view = await theRow<OverrideRow>(tx, 'duesOverride', OVERRIDE, [id]);
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'dues.overrideSet',
        subject: { type: 'mixer', id: mixerId },
        concernsAccountId: view.accountId,
        after: { lastOn },
      });
      const moved = await settleStandings(tx, now, [mixerId]);
      if (moved === 0) {
        await notify(tx, [{ to: view, template: 'duesOverride', params: { name: view.displayName, until: addDays(last, 1) }, href: '/me/dues', at: now }]);
      }
      return overrideView(view);
    });
  }

  /** End an override before its day. Refuses 404, 409 `dues.noOverride`. */
  async lift(actor: Actor, id: string): Promise<OverrideView> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const found = await theRow<OverrideRow>(tx, 'duesOverride', OVERRIDE, [id]);
      await lockMixer(tx, found.mixerId);
      const lifted = await row(tx, 'update dues_overrides set lifted_at = $2 where id = $1 and lifted_at is null and until_on > $3 returning id', [id, now, tokyoDay(now)]);
      if (!lifted) throw Refusal.conflict('dues.noOverride');
      await recordDeed(tx, { at: now, by: actor, action: 'dues.overrideLifted', subject: { type: 'mixer', id: found.mixerId }, concernsAccountId: found.accountId });
      await settleStandings(tx, now, [found.mixerId]);
      return overrideView({ ...found, liftedAt: now });
    });
  }

  /** Somebody pays at the desk or by transfer, month by month. Refuses 404, 409 `dues.alreadyLive`, 422 `dues.membership`. */
  async payByHand(actor: Actor, { mixerId, reason }: SetManualPlan, locale: Locale): Promise<DuesMemberView> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      await lockMixer(tx, mixerId);
      const { tier } = await requireMember(tx, mixerId, now);
      const before = await presentPlan(tx, mixerId);
      if (before && before.state !== 'starting') throw Refusal.conflict('dues.alreadyLive');
      if (before) await tx.query(`update dues_plans set state = 'ended', ended_at = $2, end_reason = 'replaced', revision = revision + 1 where id = $1`, [before.id, now]);
      if (before?.sessionId) await enqueue(tx, 'duesTellStripe', { planId: before.id }, `duesTellStripe:${before.id}`);
      const id = newId();
      const begins = tier ?? 'challenge';
      const price = await priceOn(tx, begins, dayIn(nextBilledMonth(now), 1));
      await tx.query(
        `insert into dues_plans (id, mixer_id, account_id, method, state, tier, price_yen, asked_at)
         select $1, m.id, m.account_id, 'manual', 'starting', $3, $4, $5 from mixers m where m.id = $2`,
        [id, mixerId, begins, price.amountYen, now],
      );
      const plan = await planById(tx, id);
      if (!plan) throw new Error('the plan was not written');
      await startPlan(tx, plan, { subscriptionId: null, at: now, by: actor });
      await recordDeed(tx, { at: now, by: actor, action: 'dues.checkoutOpened', subject: { type: 'duesPlan', id }, concernsAccountId: plan.accountId, reason, after: { method: 'manual' } });
      const [member] = await listDues(tx, { standing: 'all', method: null, pattern: '', mixerId }, now, tokyoDay(now), 1, null);
      if (!member) throw Refusal.missing('mixer');
      return memberView(member, locale);
    });
  }

  private async chargeToPay(tx: Sql, mixerId: string, of: Month): Promise<ChargeRow> {
    const charge = await chargeOfMonth(tx, mixerId, of);
    if (!charge) throw Refusal.rule('dues.nothingToCharge', { month: of });
    return charge;
  }

}

/** Refuses 400 naming the field. */
function monthIn(text: string, path: string): Month {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw Refusal.input([{ path, code: 'month' }]);
  return readMonth(text);
}

interface PaymentRow {
  id: string;
  chargeId: string;
  mixerId: string;
  source: 'stripe' | 'bank' | 'cash';
  amountYen: number;
}
const PAYMENT = `select id, charge_id as "chargeId", mixer_id as "mixerId", source, amount_yen as "amountYen" from dues_payments where id = $1`;

interface OverrideRow extends Omit<OverrideView, 'liftedAt'> {
  liftedAt: Date | null;
  accountId: string;
  email: string;
  locale: Locale;
  displayName: string;
}
const OVERRIDE = `
  select o.id, o.mixer_id as "mixerId", o.from_on::text as "fromOn", o.until_on::text as "untilOn", o.reason, b.display_name as "setBy", o.lifted_at as "liftedAt",
         a.id as "accountId", a.email, a.locale, a.display_name as "displayName"
    from dues_overrides o join mixers m on m.id = o.mixer_id join accounts a on a.id = m.account_id left join accounts b on b.id = o.set_by where o.id = $1`;

const overrideView = ({ id, mixerId, fromOn, untilOn, reason, setBy, liftedAt }: OverrideRow): OverrideView => ({
  id,
  mixerId,
  fromOn,
  untilOn,
  reason,
  setBy,
  liftedAt: liftedAt?.toISOString() ?? null,
});

interface Reminded {
  mixerId: string;
  accountId: string;
  email: string;
  locale: Locale;
  displayName: string;
  owedYen: number;
  month: string;
  failure: DuesFailure;
}

const REMINDED = `
  select m.id as "mixerId", a.id as "accountId", a.email, a.locale, a.display_name as "displayName", sum(c.amount_yen)::int as "owedYen",
         to_char(coalesce(min(c.period), $3::date), 'YYYY-MM') as month, (array_agg(c.failure order by c.arrears_since, c.due_on))[1] as failure
    from mixers m join accounts a on a.id = m.account_id join dues_charges c on c.mixer_id = m.id and c.state in ('retrying', 'asking')
   where m.id = any($1::uuid[])
     and not exists (select from dues_contacts k where k.mixer_id = m.id and k.kind = 'reminder' and k.at > $2)
   group by m.id, a.id order by m.id`;

const reminderTo = (person: Reminded, at: Date): Notice => ({
  to: person,
  template: 'duesReminder',
  params: { name: person.displayName, month: person.month, amountYen: person.owedYen, failure: person.failure },
  href: '/me/dues',
  at,
});

function memberView(member: DuesMemberRow, locale: Locale): DuesMemberView {
  const contact = member.lastContact ? mailOf(member.lastContact) : null;
  const params = { month: member.since?.slice(0, 7) ?? '', amountYen: member.owedYen, from: member.since ?? '', until: member.overrideUntil ?? '' };
  return {
    mixerId: member.mixerId,
    name: member.name,
    kana: member.kana,
    email: member.email,
    method: member.method,
    state: planSaid(member.state, member.paused),
    tier: member.tier,
    priceYen: member.priceYen,
    standing: member.standing,
    owedYen: member.owedYen,
    oldestOwed: member.oldestOwed,
    since: member.since,
    ageDays: member.ageDays,
    failure: member.failure ? failureView(member.failure, locale) : null,
    nextAttemptAt: member.nextAttemptAt?.toISOString() ?? null,
    lastContactAt: member.lastContactAt?.toISOString() ?? null,
    lastContact: contact ? say(contact.subject, locale, params) : member.lastContact,
    overrideUntil: member.overrideUntil,
    overrideId: member.overrideId,
  };
}

const monthChargeView = ({ failure, paidAt, ...charge }: MonthChargeRow, locale: Locale): MonthChargeView => ({
  ...charge,
  paidAt: paidAt?.toISOString() ?? null,
  failure: failure && charge.state !== 'paid' ? failureView(failure, locale) : null,
  canRecord: CHARGE_MACHINE[charge.state].pay !== undefined,
  canReverse: canStep(CHARGE_MACHINE, charge.state, 'takeBack') && charge.source !== null && charge.source !== 'stripe',
});

type Summed = 'count' | 'yen' | 'paid' | 'paidYen' | 'feesYen' | 'refundedYen';
const total = (lines: readonly MonthSumRow[], what: Summed): number => lines.reduce((sum, line) => sum + line[what], 0);

function statesOf(lines: readonly MonthSumRow[]): MonthByStateView {
  const none = { count: 0, yen: 0 };
  const made: MonthByStateView = { open: none, charged: none, retrying: none, asking: none, paid: none, refunded: none, waived: none, void: none, writtenOff: none };
  for (const state of CHARGE_STATES) {
    const found = lines.filter((line) => line.state === state);
    made[state] = { count: total(found, 'count'), yen: total(found, 'yen') };
  }
  return made;
}

function methodOf(method: (typeof DUES_METHODS)[number], lines: readonly MonthSumRow[]): MonthByMethodView {
  const found = lines.filter((line) => line.method === method);
  return { method, count: total(found, 'count'), yen: total(found, 'yen'), paid: total(found, 'paid'), paidYen: total(found, 'paidYen') };
}

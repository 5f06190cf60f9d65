import { recordDeed, type AuditActor } from '#libs/audit';
import { enqueue, row, rows, type Sql } from '#libs/database';
import { issueReceipt, restoreReceipt, voidReceipt, type ReceiptSubject } from '#libs/documents';
import { dayIn, month, Refusal, step, tokyoDay, yen, type Day, type Month } from '#libs/kernel';
import { post, postAll, takeBack, type AccountRef, type Posting } from '#libs/ledger';
import type { Tier } from '#libs/tiers';
import type { DuesFailure, PaymentMethod, TaxCategory } from '#libs/words';
import { CHARGE_MACHINE, OWED, type ChargeAction, type ChargeState, type DuesItem } from './dues.rules.js';

/** A charge as its verbs need it. Whoever changes one holds the lock of its mixer. */
export interface ChargeRow {
  id: string;
  mixerId: string;
  accountId: string;
  /** As it stands on papers. */
  name: string;
  planId: string | null;
  item: DuesItem;
  /** `YYYY-MM-01`; null for the course. */
  period: Day | null;
  amountYen: number;
  taxCategory: TaxCategory;
  dueOn: Day;
  state: ChargeState;
  invoiceId: string | null;
  arrearsSince: Day | null;
  failure: DuesFailure | null;
  attempts: number;
}

const CHARGES = `
  select c.id, c.mixer_id as "mixerId", m.account_id as "accountId", coalesce(nullif(trim(m.family_name || ' ' || m.given_name), ''), a.display_name) as name,
         c.plan_id as "planId", c.item, c.period::text as period, c.amount_yen as "amountYen", c.tax_category as "taxCategory", c.due_on::text as "dueOn", c.state,
         c.stripe_invoice_id as "invoiceId", c.arrears_since::text as "arrearsSince", c.failure, c.attempts
    from dues_charges c join mixers m on m.id = c.mixer_id join accounts a on a.id = m.account_id`;

export const chargeById = (sql: Sql, id: string): Promise<ChargeRow | null> => row<ChargeRow>(sql, `${CHARGES} where c.id = $1`, [id]);

export const chargeOfInvoice = (sql: Sql, invoiceId: string): Promise<ChargeRow | null> => row<ChargeRow>(sql, `${CHARGES} where c.stripe_invoice_id = $1`, [invoiceId]);

/** The charge of a month, or of the course where the month is null. */
export const chargeOfMonth = (sql: Sql, mixerId: string, of: Month | null): Promise<ChargeRow | null> =>
  row<ChargeRow>(sql, `${CHARGES} where c.mixer_id = $1 and c.period is not distinct from $2::date and c.state <> 'void'`, [mixerId, of && dayIn(of, 1)]);

/** What of a mixer is still owed, oldest first. */
export const owedCharges = (sql: Sql, mixerId: string): Promise<ChargeRow[]> =>
  rows<ChargeRow>(sql, `${CHARGES} where c.mixer_id = $1 and c.state = any($2::text[]) order by c.due_on, c.id`, [mixerId, OWED]);

/** Months of a plan that have begun and were not asked for yet. */
export const openCharges = (sql: Sql, planId: string): Promise<ChargeRow[]> => rows<ChargeRow>(sql, `${CHARGES} where c.plan_id = $1 and c.state = 'open' order by c.due_on, c.id`, [planId]);

export interface HeldCharge {
  mixerId: string;
  chargeId: string;
  invoiceId: string;
  byCard: boolean;
}

/**
 * Months that Stripe has made a draft of and did not ask for, because the way of paying had failed before: of whoever owes nothing else by
 * now, of a plan that goes on, oldest first. Of one mixer, or of everybody whose month began before an instant; the drafts of an hour that
 * every invoice begins with are among them.
 */
export const heldCharges = (sql: Sql, of: { mixerId: string } | { openedBefore: Date }): Promise<HeldCharge[]> =>
  rows<HeldCharge>(
    sql,
    `select c.mixer_id as "mixerId", c.id as "chargeId", i.id as "invoiceId", p.method = 'card' as "byCard"
       from dues_charges c
       join dues_plans p on p.id = c.plan_id and p.state in ('live', 'ending')
       join stripe_invoices i on i.id = c.stripe_invoice_id and i.status = 'draft' and i.gone_at is null
      where c.state = 'open' and ($1::uuid is null or c.mixer_id = $1) and ($2::timestamptz is null or c.opened_at < $2)
        and not exists (select from dues_charges o where o.mixer_id = c.mixer_id and o.state = any($3::text[]))
      order by c.mixer_id, c.due_on, c.id`,
    ['mixerId' in of ? of.mixerId : null, 'openedBefore' in of ? of.openedBefore : null, OWED],
  );

export interface NewCharge {
  mixerId: string;
  planId: string | null;
  item: DuesItem;
  month: Month | null;
  amountYen: number;
  taxCategory: TaxCategory;
  dueOn: Day;
  invoiceId?: string;
  at: Date;
}

/** Open a month's charge, or find the one that is there; two at once open one. */
export async function openCharge(tx: Sql, wish: NewCharge): Promise<ChargeRow> {
  await tx.query(
    `insert into dues_charges (mixer_id, plan_id, item, period, amount_yen, tax_category, due_on, state, stripe_invoice_id, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9) on conflict do nothing`,
    [wish.mixerId, wish.planId, wish.item, wish.month && dayIn(wish.month, 1), wish.amountYen, wish.taxCategory, wish.dueOn, wish.invoiceId ?? null, wish.at],
  );
  const there = (wish.invoiceId ? await chargeOfInvoice(tx, wish.invoiceId) : null) ?? (await chargeOfMonth(tx, wish.mixerId, wish.month));
  if (!there) throw new Error(`the charge of ${wish.mixerId} for ${wish.month ?? 'the course'} was not written`);
  return there;
}

const causes = (item: DuesItem): { charged: 'dues.charged' | 'course.charged'; paid: 'dues.paid' | 'course.paid'; refunded: 'dues.refunded' | 'course.refunded' } =>
  item === 'course'
    ? { charged: 'course.charged', paid: 'course.paid', refunded: 'course.refunded' }
    : { charged: 'dues.charged', paid: 'dues.paid', refunded: 'dues.refunded' };

const receivable = (accountId: string): AccountRef => ({ type: 'receivable', ownerAccountId: accountId });
const income = (item: DuesItem): AccountRef => ({ type: item === 'course' ? 'courseIncome' : 'duesIncome' });
const cashIn = (source: PaymentSource): AccountRef => ({ type: source === 'cash' ? 'cashBox' : source });

/** Take a step of the charge and write what comes with it. Refuses 409 `state.wrong`. */
async function stepCharge(tx: Sql, charge: ChargeRow, action: ChargeAction, also: Readonly<Record<string, unknown>> = {}): Promise<ChargeRow> {
  const state = step(CHARGE_MACHINE, charge.state, action);
  const columns = Object.keys(also);
  const sets = columns.map((column, at) => `, ${column} = $${at + 4}`).join('');
  const stepped = await row(tx, `update dues_charges set state = $2${sets} where id = $1 and state = $3 returning id`, [
    charge.id,
    state,
    charge.state,
    ...columns.map((column) => also[column]),
  ]);
  if (!stepped) throw Refusal.conflict('state.wrong', { from: charge.state, action });
  return { ...charge, state };
}

/** The charge is owed from now on and stands in the books. */
export async function askFor(tx: Sql, charge: ChargeRow, at: Date): Promise<ChargeRow> {
  await post(tx, askedPosting(charge, at));
  return stepCharge(tx, charge, 'ask', { charged_at: at });
}

/** The same for many that were opened just now in this transaction, in two statements. */
export async function askForAll(tx: Sql, ids: readonly string[], at: Date): Promise<ChargeRow[]> {
  const opened = await rows<ChargeRow>(tx, `${CHARGES} where c.id = any($1::uuid[]) and c.state = 'open' order by c.id`, [ids]);
  await postAll(tx, opened.map((charge) => askedPosting(charge, at)));
  await tx.query(`update dues_charges set state = $2, charged_at = $3 where id = any($1::uuid[]) and state = 'open'`, [ids, step(CHARGE_MACHINE, 'open', 'ask'), at]);
  return opened;
}

const askedPosting = (charge: ChargeRow, at: Date): Posting => ({
  cause: { kind: causes(charge.item).charged, id: charge.id },
  eventAt: at,
  transfers: [
    {
      from: income(charge.item),
      to: receivable(charge.accountId),
      amountYen: yen(charge.amountYen),
      kind: charge.item === 'course' ? 'courseFee' : 'dues',
      tax: charge.taxCategory,
    },
  ],
});

export interface Failing {
  failure: DuesFailure;
  hard: boolean;
  attempts: number;
  nextAttemptAt: Date | null;
  at: Date;
}

/** A try to collect it failed. It is behind since the first failure. */
export async function fallBehind(tx: Sql, charge: ChargeRow, { failure, hard, attempts, nextAttemptAt, at }: Failing): Promise<ChargeRow> {
  const since = charge.arrearsSince ?? tokyoDay(at);
  const stepped = await stepCharge(tx, charge, hard ? 'failHard' : 'failSoft', {
    arrears_since: since,
    failure,
    failed_at: at,
    attempts,
    next_attempt_at: nextAttemptAt,
  });
  return { ...stepped, failure, attempts, arrearsSince: since };
}

export type PaymentSource = 'stripe' | 'bank' | 'cash';

export interface Incoming {
  source: PaymentSource;
  method: PaymentMethod;
  amountYen: number;
  paidAt: Date;
  stripeChargeId?: string;
  reason?: string;
  by?: { accountId: string };
  at: Date;
}

/**
 * Money came in for a charge. It settles the charge in whatever state it is still owed, also after it was written off; what comes in for a
 * settled one is kept apart as surplus and goes back. Answers the payment's id, null when this payment is written down already.
 */
export async function takePayment(tx: Sql, charge: ChargeRow, incoming: Incoming): Promise<string | null> {
  const { source, amountYen, paidAt, by, at } = incoming;
  const surplus = CHARGE_MACHINE[charge.state].pay === undefined;
  const made = await row<{ id: string }>(
    tx,
    `insert into dues_payments (charge_id, mixer_id, source, amount_yen, paid_at, stripe_charge_id, surplus, reason, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (stripe_charge_id) do nothing returning id`,
    [charge.id, charge.mixerId, source, amountYen, paidAt, incoming.stripeChargeId ?? null, surplus, incoming.reason ?? '', by?.accountId ?? null, at],
  );
  if (!made) return null;
  const owed = charge.state === 'open' ? await askFor(tx, charge, at) : charge;
  if (owed.state === 'writtenOff') {
    await takeBack(tx, { cause: { kind: 'dues.writeOffTakenBack', id: made.id }, corrects: { kind: 'dues.writtenOff', id: charge.id }, eventAt: at });
  }
  await post(tx, {
    cause: { kind: causes(charge.item).paid, id: made.id },
    eventAt: paidAt,
    transfers: [{ from: receivable(charge.accountId), to: cashIn(source), amountYen: yen(amountYen), kind: 'payment' }],
    by: by ?? 'clock',
  });
  if (surplus) {
    await enqueue(tx, 'duesRefundSurplus', { paymentId: made.id });
    return made.id;
  }
  await stepCharge(tx, owed, 'pay', { paid_at: paidAt, next_attempt_at: null });
  await issueReceipt(tx, {
    paymentId: made.id,
    accountId: charge.accountId,
    addressee: charge.name,
    paidAt,
    method: incoming.method,
    parts: [{ subject: subjectOf(charge), amountYen, taxCategory: charge.taxCategory }],
    at,
  });
  if (by) {
    await recordDeed(tx, {
      at,
      by,
      action: 'dues.paymentRecorded',
      subject: { type: 'duesPayment', id: made.id },
      concernsAccountId: charge.accountId,
      reason: incoming.reason,
      after: { month: charge.period, amountYen, source, paidAt: paidAt.toISOString() },
    });
  }
  return made.id;
}

function subjectOf({ item, period }: ChargeRow): ReceiptSubject {
  if (item === 'course' || period === null) return { kind: 'courseFee' };
  return { kind: 'dues', tier: item satisfies Tier, month: month(period.slice(0, 7)) };
}

/**
 * A payment that was recorded by hand is taken back; its charge asks again from today on. The course fee is paid when somebody wants the course
 * and never asked for: its charge goes, and nobody falls behind with it.
 */
export async function reversePayment(
  tx: Sql,
  charge: ChargeRow,
  payment: { id: string; amountYen: number },
  { reason, by, at }: { reason: string; by: { accountId: string }; at: Date },
): Promise<void> {
  await tx.query('insert into dues_payment_reversals (payment_id, reason, reversed_by, reversed_at) values ($1, $2, $3, $4)', [payment.id, reason, by.accountId, at]);
  await takeBack(tx, { cause: { kind: 'dues.paymentReversed', id: payment.id }, corrects: { kind: causes(charge.item).paid, id: payment.id }, eventAt: at, by });
  const again = await askAgain(tx, charge, 'takenBack', at);
  if (charge.item === 'course') await letGo(tx, again, 'void', { reason: 'takenBack', at, by });
  await voidReceipt(tx, { paymentId: payment.id, at });
  await recordDeed(tx, {
    at,
    by,
    action: 'dues.paymentReversed',
    subject: { type: 'duesPayment', id: payment.id },
    concernsAccountId: charge.accountId,
    reason,
    before: { month: charge.period, amountYen: payment.amountYen },
  });
}

/** What was paid no longer is: the charge is behind from today on, whatever it was before. */
export const askAgain = (tx: Sql, charge: ChargeRow, failure: DuesFailure, at: Date): Promise<ChargeRow> =>
  stepCharge(tx, charge, 'takeBack', { paid_at: null, arrears_since: tokyoDay(at), failure, failed_at: at, next_attempt_at: null });

/** What Stripe kept of a payment or of a refund, once by the transaction of its balance. */
export async function postFee(tx: Sql, { balanceTransactionId, feeYen, at }: { balanceTransactionId: string; feeYen: number; at: Date }): Promise<void> {
  if (feeYen <= 0) return;
  await post(tx, {
    cause: { kind: 'stripe.fee', id: balanceTransactionId },
    eventAt: at,
    transfers: [{ from: { type: 'stripe' }, to: { type: 'fees' }, amountYen: yen(feeYen), kind: 'fee' }],
  });
}

export interface GivenBack {
  refundId: string;
  payment: { id: string; amountYen: number; surplus: boolean };
  amountYen: number;
  at: Date;
}

/**
 * Money went back. A surplus only leaves; what had settled its charge also leaves the income, because nobody gives dues back and still asks
 * for them. A charge given back in full is over. False when this refund is written down already.
 */
export async function giveBack(tx: Sql, charge: ChargeRow, { refundId, payment, amountYen, at }: GivenBack): Promise<boolean> {
  const made = await row(
    tx,
    'insert into dues_refunds (payment_id, stripe_refund_id, amount_yen, refunded_at) values ($1, $2, $3, $4) on conflict (stripe_refund_id) do nothing returning id',
    [payment.id, refundId, amountYen, at],
  );
  if (!made) return false;
  const back = { from: { type: 'stripe' }, to: receivable(charge.accountId), amountYen: yen(amountYen), kind: 'refund' } as const;
  const less = { from: receivable(charge.accountId), to: income(charge.item), amountYen: yen(amountYen), kind: 'refund', tax: charge.taxCategory } as const;
  await post(tx, { cause: { kind: causes(charge.item).refunded, id: refundId }, eventAt: at, transfers: payment.surplus ? [back] : [back, less] });
  const given = await row<{ yen: number }>(tx, 'select sum(amount_yen)::int as yen from dues_refunds where payment_id = $1', [payment.id]);
  if (!payment.surplus && (given?.yen ?? 0) >= payment.amountYen && CHARGE_MACHINE[charge.state].refund) {
    await stepCharge(tx, charge, 'refund', { closed_at: at, close_reason: 'refunded' });
    await voidReceipt(tx, { paymentId: payment.id, at });
  }
  await recordDeed(tx, {
    at,
    by: 'clock',
    action: 'dues.refunded',
    subject: { type: 'duesPayment', id: payment.id },
    concernsAccountId: charge.accountId,
    after: { month: charge.period, amountYen },
  });
  return true;
}

/** A refund did not arrive: the money is at Stripe again, and what it had paid is paid, with a receipt that holds. False when that is known already. */
export async function refundCameBack(tx: Sql, charge: ChargeRow, { refundId, paymentId }: { refundId: string; paymentId: string }, at: Date): Promise<boolean> {
  const back = await takeBack(tx, { cause: { kind: 'dues.refundFailed', id: refundId }, corrects: { kind: causes(charge.item).refunded, id: refundId }, eventAt: at });
  if (!back) return false;
  if (CHARGE_MACHINE[charge.state].refundFails) {
    await stepCharge(tx, charge, 'refundFails', { paid_at: at, closed_at: null, close_reason: null });
    await restoreReceipt(tx, { paymentId, at });
  }
  return true;
}

/** A charge is no longer asked for: by a pause, by an invoice withdrawn at Stripe, or because its dues have ended. What stood in the books goes. */
export async function letGo(tx: Sql, charge: ChargeRow, action: 'waive' | 'void' | 'writeOff', { reason, at, by = 'clock' }: { reason: string; at: Date; by?: AuditActor }): Promise<void> {
  const inBooks = OWED.includes(charge.state);
  await stepCharge(tx, charge, action, { closed_at: at, close_reason: reason, next_attempt_at: null });
  if (!inBooks) return;
  if (action === 'writeOff') {
    await post(tx, {
      cause: { kind: 'dues.writtenOff', id: charge.id },
      eventAt: at,
      transfers: [{ from: receivable(charge.accountId), to: { type: 'writeOff' }, amountYen: yen(charge.amountYen), kind: 'writeOff' }],
      by,
    });
    await recordDeed(tx, {
      at,
      by,
      action: 'dues.writtenOff',
      subject: { type: 'duesCharge', id: charge.id },
      concernsAccountId: charge.accountId,
      reason,
      before: { month: charge.period, amountYen: charge.amountYen },
    });
    return;
  }
  const kind = action === 'waive' ? 'dues.waived' : 'dues.voided';
  await takeBack(tx, { cause: { kind, id: charge.id }, corrects: { kind: causes(charge.item).charged, id: charge.id }, eventAt: at, by });
}

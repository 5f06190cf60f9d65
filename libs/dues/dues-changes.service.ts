import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { enqueue, row, rows, type Sql } from '#libs/database';
import { officers } from '#libs/identity';
import { addDays, canStep, Clock, dayIn, tokyoDay, yen } from '#libs/kernel';
import { post, takeBack } from '#libs/ledger';
import { lockMixer } from '#libs/mixers';
import { notify } from '#libs/notices';
import type { Changed } from '#libs/payments';
import type { PaymentMethod } from '#libs/words';
import { askAgain, askFor, chargeById, chargeOfInvoice, chargeOfMonth, fallBehind, giveBack, letGo, openCharge, postFee, refundCameBack, takePayment, type ChargeRow } from './charges.js';
import { CHARGE_MACHINE, DAYS_UNTIL_DUE, failureOf, monthBilledBy, OWED } from './dues.rules.js';
import {
  chargeMirror,
  disputeMirror,
  invoiceMirror,
  invoiceOfIntent,
  refundMirror,
  sessionMirror,
  subscriptionMirror,
  triesOf,
  type ChargeMirror,
  type DisputeMirror,
  type InvoiceMirror,
  type RefundMirror,
  type SubscriptionMirror,
} from './mirrors.queries.js';
import { askHeld, endPlan, planById, planOfSubscription, startPlan, turnPage, type PlanRow } from './plans.js';
import { keepContacts, settleStandings } from './standing.js';

/** Subscriptions of Stripe under which somebody pays, or should. */
const ALIVE: readonly string[] = ['active', 'trialing', 'past_due', 'unpaid', 'paused'];
const OVER: readonly string[] = ['canceled', 'incomplete_expired'];

const METHODS: Readonly<Record<string, PaymentMethod>> = { card: 'card', konbini: 'konbini', customer_balance: 'bankTransfer', paypay: 'payPay' };

interface PaymentOfCharge {
  id: string;
  chargeId: string;
  amountYen: number;
  surplus: boolean;
}

/**
 * What Stripe says becomes what the dues say. Each call looks at the mirrors as they stand now and goes forward from there: running it twice,
 * late or in another order ends in the same place. Nothing is asked of Stripe here.
 */
@Injectable()
export class DuesChanges {
  private readonly log = new Logger('Dues');

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The job `duesChanged`. */
  async apply({ kind, id }: Changed): Promise<void> {
    switch (kind) {
      case 'subscription':
        return this.ofSubscription(id);
      case 'session':
        return this.ofSession(id);
      case 'invoice':
        return this.ofInvoice(await invoiceMirror(this.db, id));
      case 'charge':
        return this.ofTry(await chargeMirror(this.db, id));
      case 'refund':
        return this.ofRefund(await refundMirror(this.db, id));
      case 'dispute':
        return this.ofDispute(await disputeMirror(this.db, id));
      default:
        return;
    }
  }

  private async ofSession(id: string): Promise<void> {
    const session = await sessionMirror(this.db, id);
    if (!session) return;
    if (session.subscriptionId) return this.ofSubscription(session.subscriptionId);
    if (session.paymentIntentId) for (const tried of await triesOf(this.db, session.paymentIntentId)) await this.ofTry(tried);
    if (session.status === 'expired') {
      await this.db.query('update dues_plans set checkout_session_id = null, checkout_url = null, checkout_expires_at = null, attempt = attempt + 1 where checkout_session_id = $1', [id]);
    }
  }

  private async ofSubscription(id: string): Promise<void> {
    const known = await this.planOf(this.db, id);
    if (!known) return;
    await this.db.transaction(async (tx) => {
      await lockMixer(tx, known.mixerId);
      const now = this.clock.now();
      const plan = await planById(tx, known.id);
      const mirror = await subscriptionMirror(tx, id);
      if (plan && mirror) await this.follow(tx, plan, mirror, now);
    });
  }

  private async follow(tx: Sql, plan: PlanRow, mirror: SubscriptionMirror, now: Date): Promise<void> {
    const over = mirror.gone || OVER.includes(mirror.status);
    if (plan.subscriptionId === mirror.id) {
      if (over && plan.state !== 'ended') await endPlan(tx, plan, plan.state === 'ending' ? 'cancelled' : 'stripe', now);
      return;
    }
    if (over || !ALIVE.includes(mirror.status)) return;
    if (plan.state === 'starting' && plan.subscriptionId === null) return startPlan(tx, plan, { subscriptionId: mirror.id, at: now });
    // A second page was paid, or one that belonged to a plan that is over: one live subscription a mixer.
    await enqueue(tx, 'duesEndStray', { subscriptionId: mirror.id }, `duesEndStray:${mirror.id}`);
  }

  private async planOf(sql: Sql, subscriptionId: string): Promise<PlanRow | null> {
    const bySubscription = await planOfSubscription(sql, subscriptionId);
    if (bySubscription) return bySubscription;
    const mirror = await subscriptionMirror(sql, subscriptionId);
    return mirror?.subjectId ? planById(sql, mirror.subjectId) : null;
  }

  private async ofInvoice(found: InvoiceMirror | null): Promise<void> {
    if (!found) return;
    const known = found.subscriptionId ? await this.planOf(this.db, found.subscriptionId) : null;
    if (!known) return this.log.warn(`invoice ${found.id} belongs to no plan`);
    await this.db.transaction(async (tx) => {
      await lockMixer(tx, known.mixerId);
      const now = this.clock.now();
      const plan = await planById(tx, known.id);
      // Read again under the lock: whoever waited applies what is true now.
      const invoice = await invoiceMirror(tx, found.id);
      if (!plan || !invoice || invoice.totalYen <= 0) return;
      await this.applyInvoice(tx, plan, invoice, now);
      await settleStandings(tx, now, [plan.mixerId]);
      if (invoice.status === 'paid') await askHeld(tx, plan.mixerId);
    });
  }

  private async applyInvoice(tx: Sql, plan: PlanRow, invoice: InvoiceMirror, now: Date): Promise<void> {
    const tries = invoice.paymentIntentId ? await triesOf(tx, invoice.paymentIntentId) : [];
    const paid = tries.filter(({ status }) => status === 'succeeded');
    const charge = await this.chargeFor(tx, plan, invoice, paid.length > 0);
    if (!charge) return;
    const month = monthBilledBy(invoice.madeAt);
    if (plan.subscriptionId === invoice.subscriptionId && plan.nextFrom && plan.nextFrom <= dayIn(month, 1)) await turnPage(tx, plan.id, month);
    // What was asked for stands in the books before what came in for it.
    const first = charge.state === 'open' && charge.invoiceId === invoice.id && (invoice.status === 'open' || invoice.status === 'paid');
    if (first) {
      const asked = await askFor(tx, charge, invoice.finalizedAt ?? now);
      if (invoice.status === 'open' && !invoice.byCard) await this.tellInvoice(tx, plan, asked, now);
    }
    for (const tried of paid) await this.takeFromStripe(tx, charge.id, tried, now);
    const left = await chargeById(tx, charge.id);
    if (!left || left.invoiceId !== invoice.id) return;
    if (invoice.status === 'void') {
      if (canStep(CHARGE_MACHINE, left.state, 'void')) await letGo(tx, left, 'void', { reason: 'stripe', at: invoice.paidAt ?? now });
      return;
    }
    // One that was marked as paid at Stripe by hand stays owed here: the month shows it to the treasurer, who writes down what came in.
    if (invoice.status === 'open' && invoice.byCard) await this.noteFailure(tx, plan, left, { invoice, tries, now });
  }

  /** The charge of an invoice; a month that is there already takes the invoice on, unless it has one. A further invoice for a month counts only once money came in. */
  private async chargeFor(tx: Sql, plan: PlanRow, invoice: InvoiceMirror, paid: boolean): Promise<ChargeRow | null> {
    const known = await chargeOfInvoice(tx, invoice.id);
    if (known) return known;
    const month = monthBilledBy(invoice.madeAt);
    const there = await chargeOfMonth(tx, plan.mixerId, month);
    if (there?.invoiceId) return paid ? there : null;
    if (there && CHARGE_MACHINE[there.state].pay === undefined) return paid ? there : null;
    if (there) {
      await tx.query('update dues_charges set stripe_invoice_id = $2 where id = $1', [there.id, invoice.id]);
      return { ...there, invoiceId: invoice.id };
    }
    if (invoice.status === 'void') return null;
    const turned = plan.nextFrom !== null && plan.nextFrom <= dayIn(month, 1);
    const item = turned ? (plan.nextTier ?? plan.tier) : plan.tier;
    const tax = await row<{ category: ChargeRow['taxCategory'] }>(
      tx,
      'select tax_category as category from dues_prices where item = $1 and valid_from <= $2 order by valid_from desc, id desc limit 1',
      [item, dayIn(month, 1)],
    );
    return openCharge(tx, {
      mixerId: plan.mixerId,
      planId: plan.id,
      item,
      month,
      amountYen: invoice.totalYen,
      taxCategory: tax?.category ?? 'outOfScope',
      dueOn: invoice.byCard ? tokyoDay(invoice.madeAt) : invoice.dueAt ? tokyoDay(invoice.dueAt) : addDays(tokyoDay(invoice.madeAt), DAYS_UNTIL_DUE),
      invoiceId: invoice.id,
      at: invoice.madeAt,
    });
  }

  private async noteFailure(tx: Sql, plan: PlanRow, charge: ChargeRow, { invoice, tries, now }: { invoice: InvoiceMirror; tries: readonly ChargeMirror[]; now: Date }): Promise<void> {
    const last = tries.findLast(({ status }) => status === 'failed');
    const attempts = Math.max(invoice.attempts, tries.filter(({ status }) => status === 'failed').length);
    if (attempts === 0 || attempts <= charge.attempts || !OWED.includes(charge.state)) return;
    const { failure, hard } = failureOf(last?.declineCode ?? null, last?.failureCode ?? null);
    const asks = hard || invoice.nextAttemptAt === null;
    await fallBehind(tx, charge, { failure, hard: asks, attempts, nextAttemptAt: asks ? null : invoice.nextAttemptAt, at: last?.madeAt ?? now });
    // The first failure is told with the change of standing; a later one only when the person has to act.
    if (charge.state === 'retrying' && asks) await this.tellAsked(tx, plan, { ...charge, failure }, now);
  }

  private async tellAsked(tx: Sql, plan: PlanRow, charge: ChargeRow, at: Date): Promise<void> {
    const params = { name: plan.displayName, month: charge.period?.slice(0, 7) ?? '', amountYen: charge.amountYen, failure: charge.failure ?? 'declined' };
    await notify(tx, [{ to: plan, template: 'duesAsked', params, href: '/me/dues', at }]);
    await keepContacts(tx, [{ mixerId: plan.mixerId, kind: 'asked', template: 'duesAsked' }], at);
  }

  private async tellInvoice(tx: Sql, plan: PlanRow, charge: ChargeRow, at: Date): Promise<void> {
    const params = { name: plan.displayName, month: charge.period?.slice(0, 7) ?? '', amountYen: charge.amountYen, dueOn: charge.dueOn };
    await notify(tx, [{ to: plan, template: 'duesInvoice', params, href: '/me/dues', at }]);
  }

  private async takeFromStripe(tx: Sql, chargeId: string, tried: ChargeMirror, now: Date): Promise<void> {
    const charge = await chargeById(tx, chargeId);
    if (!charge) return;
    const { id, amountYen, madeAt, method, feeYen, balanceTransactionId } = tried;
    const made = await takePayment(tx, charge, { source: 'stripe', method: METHODS[method ?? ''] ?? 'card', amountYen, paidAt: madeAt, stripeChargeId: id, at: now });
    if (made) await this.hearAgain(tx, id);
    if (feeYen === null || balanceTransactionId === null) return;
    await postFee(tx, { balanceTransactionId, feeYen, at: madeAt });
    await tx.query(
      `insert into dues_fees (payment_id, fee_yen, known_at) select id, $2, $3 from dues_payments where stripe_charge_id = $1 on conflict do nothing`,
      [id, feeYen, now],
    );
  }

  /** What went back or was contested may have been told before the payment itself was written down. */
  private async hearAgain(tx: Sql, stripeChargeId: string): Promise<void> {
    const told = await rows<{ kind: 'refund' | 'dispute'; id: string }>(
      tx,
      `select 'refund' as kind, id from stripe_refunds where charge_id = $1 union all select 'dispute', id from stripe_disputes where charge_id = $1`,
      [stripeChargeId],
    );
    for (const { kind, id } of told) await enqueue(tx, 'duesChanged', { kind, id, subjectId: null }, `duesChanged:${id}`);
  }

  /** A try of Checkout or of an invoice. */
  private async ofTry(tried: ChargeMirror | null): Promise<void> {
    if (!tried) return;
    const invoice = tried.paymentIntentId ? await invoiceOfIntent(this.db, tried.paymentIntentId) : null;
    if (invoice) return this.ofInvoice(invoice);
    const charge = tried.subjectId ? await chargeById(this.db, tried.subjectId) : null;
    if (!charge || tried.status !== 'succeeded') return;
    await this.db.transaction(async (tx) => {
      await lockMixer(tx, charge.mixerId);
      await this.takeFromStripe(tx, charge.id, tried, this.clock.now());
    });
  }

  private async ofRefund(refund: RefundMirror | null): Promise<void> {
    const found = refund?.chargeId ? await this.paymentOf(refund.chargeId) : null;
    if (!refund || !found) return;
    await this.db.transaction(async (tx) => {
      await lockMixer(tx, found.mixerId);
      const now = this.clock.now();
      const charge = await chargeById(tx, found.chargeId);
      if (!charge) return;
      const failed = refund.status === 'failed' || refund.status === 'canceled';
      if (failed) return this.refundCameBack(tx, charge, { refundId: refund.id, paymentId: found.id }, now);
      if (refund.status !== 'succeeded' && refund.balanceTransactionId === null) return;
      const given = await giveBack(tx, charge, { refundId: refund.id, payment: found, amountYen: refund.amountYen, at: refund.madeAt });
      if (refund.balanceTransactionId && refund.feeYen) await postFee(tx, { balanceTransactionId: refund.balanceTransactionId, feeYen: refund.feeYen, at: refund.madeAt });
      if (given) await this.tellRefund(tx, charge, 'duesRefunded', refund.amountYen, now);
      await settleStandings(tx, now, [found.mixerId]);
    });
  }

  private async refundCameBack(tx: Sql, charge: ChargeRow, back: { refundId: string; paymentId: string }, at: Date): Promise<void> {
    const known = await row<{ amountYen: number }>(tx, 'select amount_yen as "amountYen" from dues_refunds where stripe_refund_id = $1', [back.refundId]);
    if (!known || !(await refundCameBack(tx, charge, back, at))) return;
    await this.tellRefund(tx, charge, 'duesRefundFailed', known.amountYen, at);
    const params = { person: charge.name, amountYen: known.amountYen };
    await notify(tx, (await officers(tx, 'treasurer')).map((to) => ({ to, template: 'duesRefundReturned', params, href: '/admin/dues', at })));
  }

  private async tellRefund(tx: Sql, charge: ChargeRow, template: 'duesRefunded' | 'duesRefundFailed', amountYen: number, at: Date): Promise<void> {
    const person = await row<{ accountId: string; email: string; locale: 'ja' | 'en'; name: string }>(
      tx,
      'select id as "accountId", email, locale, display_name as name from accounts where id = $1',
      [charge.accountId],
    );
    if (person) await notify(tx, [{ to: person, template, params: { name: person.name, amountYen }, href: '/me/dues', at }]);
  }

  /** Contested through the card company: the money is away until it is decided, so the charge asks again; won, it is paid as before. */
  private async ofDispute(dispute: DisputeMirror | null): Promise<void> {
    const found = dispute ? await this.paymentOf(dispute.chargeId) : null;
    if (!dispute || !found) return;
    await this.db.transaction(async (tx) => {
      await lockMixer(tx, found.mixerId);
      const now = this.clock.now();
      const charge = await chargeById(tx, found.chargeId);
      if (!charge) return;
      const away = { from: { type: 'stripe' }, to: { type: 'receivable', ownerAccountId: charge.accountId }, amountYen: yen(dispute.amountYen), kind: 'dispute' } as const;
      const first = await post(tx, { cause: { kind: 'stripe.dispute', id: dispute.id }, eventAt: dispute.madeAt, transfers: [away] });
      if (first && charge.state === 'paid') await askAgain(tx, charge, 'disputed', now);
      await this.postDisputeFees(tx, dispute.id);
      if (dispute.status === 'won') await this.disputeWon(tx, charge.id, dispute, now);
      await settleStandings(tx, now, [found.mixerId]);
    });
  }

  private async disputeWon(tx: Sql, chargeId: string, dispute: DisputeMirror, now: Date): Promise<void> {
    const back = await takeBack(tx, { cause: { kind: 'stripe.disputeClosed', id: dispute.id }, corrects: { kind: 'stripe.dispute', id: dispute.id }, eventAt: now });
    const charge = back ? await chargeById(tx, chargeId) : null;
    if (charge && CHARGE_MACHINE[charge.state].pay) await tx.query(`update dues_charges set state = 'paid', paid_at = $2, failure = null where id = $1`, [chargeId, now]);
  }

  private async postDisputeFees(tx: Sql, disputeId: string): Promise<void> {
    const moved = await row<{ id: string; feeYen: number; at: Date }>(
      tx,
      'select id, fee_yen as "feeYen", created_at as at from stripe_balance_transactions where source_id = $1 and fee_yen > 0 limit 1',
      [disputeId],
    );
    if (moved) await postFee(tx, { balanceTransactionId: moved.id, feeYen: moved.feeYen, at: moved.at });
  }

  private paymentOf(stripeChargeId: string): Promise<(PaymentOfCharge & { mixerId: string }) | null> {
    return row<PaymentOfCharge & { mixerId: string }>(
      this.db,
      `select id, charge_id as "chargeId", mixer_id as "mixerId", amount_yen as "amountYen", surplus from dues_payments where stripe_charge_id = $1`,
      [stripeChargeId],
    );
  }
}

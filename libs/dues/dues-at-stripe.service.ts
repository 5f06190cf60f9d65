import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, rows } from '#libs/database';
import { Clock, dayIn, dayStart, Refusal, tokyoDay } from '#libs/kernel';
import { Payments, Subscriptions } from '#libs/payments';
import { heldCharges } from './charges.js';
import { nextBilledMonth } from './dues.rules.js';
import { invoiceMirror, subscriptionMirror, type SubscriptionMirror } from './mirrors.queries.js';
import { readPauses } from './own-dues.queries.js';
import { currentPause } from './own-dues.service.js';
import { lookupKeyOf, planById, productOf, type PlanRow } from './plans.js';

/**
 * What the plans wish, told to Stripe outside of every transaction. Each wish is compared with the mirror first and has a key that names the
 * plan and its revision, so doing it again does nothing.
 */
@Injectable()
export class DuesAtStripe {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: Payments,
    private readonly subscriptions: Subscriptions,
  ) {}

  /** The job `duesTellStripe`. */
  async tell(planId: string): Promise<void> {
    const plan = await planById(this.db, planId);
    if (!plan || plan.method === 'manual') return;
    const mirror = plan.subscriptionId ? await subscriptionMirror(this.db, plan.subscriptionId) : null;
    if (plan.state === 'ended') await this.end(plan, mirror);
    else if (mirror) await this.adjust(plan, mirror);
    await this.db.query('update dues_plans set told_revision = greatest(told_revision, $2) where id = $1', [planId, plan.revision]);
  }

  /** The job `duesEndStray`: a second subscription of the same person, made by a second page of Checkout. What it took goes back as surplus. */
  async endStray(subscriptionId: string): Promise<void> {
    const mirror = await subscriptionMirror(this.db, subscriptionId);
    if (mirror && !isOver(mirror)) await this.subscriptions.cancel({ key: `dues:stray:${subscriptionId}`, subscriptionId, when: 'now' });
  }

  /** The job `duesRefundSurplus`: what came in for a charge that was settled already. */
  async refundSurplus(paymentId: string): Promise<void> {
    const payment = await row<{ chargeId: string | null; amountYen: number; given: number }>(
      this.db,
      `select p.stripe_charge_id as "chargeId", p.amount_yen as "amountYen", coalesce((select sum(r.amount_yen) from dues_refunds r where r.payment_id = p.id), 0)::int as given
         from dues_payments p where p.id = $1 and p.surplus`,
      [paymentId],
    );
    if (!payment?.chargeId || payment.given > 0) return;
    await this.payments.refund({ key: `dues:${paymentId}:surplus`, chargeId: payment.chargeId, amountYen: payment.amountYen, reason: 'duplicate' });
  }

  /** The job `duesPaidOutside`: a charge that the treasurer has recorded as paid is not to be collected at Stripe as well. */
  async paidOutside(chargeId: string): Promise<void> {
    const charge = await row<{ invoiceId: string | null; state: string }>(this.db, 'select stripe_invoice_id as "invoiceId", state from dues_charges where id = $1', [chargeId]);
    if (charge?.state === 'paid' && charge.invoiceId) await this.subscriptions.payOutside({ key: `dues:${chargeId}:outside`, invoiceId: charge.invoiceId });
  }

  /**
   * Try again now what is open, with the card of today: asked by the mixer, or once a week by the clock (job `duesCollect`). `asked` says
   * which time this is. Answers the first no of the card, if there was one.
   */
  async collect(mixerId: string, asked: string): Promise<Refusal | null> {
    const open = await rows<{ chargeId: string; invoiceId: string; subscriptionId: string | null }>(
      this.db,
      `select c.id as "chargeId", c.stripe_invoice_id as "invoiceId", p.stripe_subscription_id as "subscriptionId" from dues_charges c join dues_plans p on p.id = c.plan_id
        where c.mixer_id = $1 and c.state in ('retrying', 'asking') and c.stripe_invoice_id is not null and p.method = 'card' order by c.due_on, c.id`,
      [mixerId],
    );
    let refused: Refusal | null = null;
    for (const subscriptionId of new Set(open.flatMap((charge) => charge.subscriptionId ?? []))) {
      await this.subscriptions.followCard({ key: `dues:${subscriptionId}:card:${asked}`, subscriptionId });
    }
    for (const { chargeId, invoiceId } of open) {
      const no = await this.tryInvoice(`dues:${chargeId}:collect:${asked}`, invoiceId);
      refused ??= no;
    }
    return refused;
  }

  /**
   * The job `customerChanged`: somebody has chosen another card on Stripe's pages, and may have closed the window there. Their dues follow it,
   * and what is owed is tried with it at once.
   */
  async followCustomer(customerId: string): Promise<void> {
    const plan = await row<{ mixerId: string; subscriptionId: string; reading: string }>(
      this.db,
      `select p.mixer_id as "mixerId", p.stripe_subscription_id as "subscriptionId", k.reading
         from stripe_customers k join dues_plans p on p.account_id = k.account_id and p.method = 'card' and p.state in ('live', 'ending')
        where k.id = $1 and k.gone_at is null and k.default_card_id is not null and p.stripe_subscription_id is not null`,
      [customerId],
    );
    if (!plan) return;
    const asked = `chosen-${plan.reading}`;
    await this.subscriptions.followCard({ key: `dues:${plan.subscriptionId}:card:${asked}`, subscriptionId: plan.subscriptionId });
    await this.collect(plan.mixerId, asked);
  }

  /** The job `duesAskHeld`: months that Stripe held back while somebody did not pay are asked for once everything before them is settled. */
  async askHeld(mixerId: string): Promise<void> {
    for (const { chargeId, invoiceId, byCard } of await heldCharges(this.db, { mixerId })) {
      await this.subscriptions.finalizeHeld({ key: `dues:${chargeId}:finalize`, invoiceId });
      const invoice = await invoiceMirror(this.db, invoiceId);
      if (byCard && invoice?.status === 'open') await this.tryInvoice(`dues:${chargeId}:collect:held`, invoiceId);
    }
  }

  /** Tries an invoice now and reads what came of it. Answers the no of the card, if there was one. */
  private async tryInvoice(key: string, invoiceId: string): Promise<Refusal | null> {
    let refused: Refusal | null = null;
    try {
      await this.subscriptions.collect({ key, invoiceId });
    } catch (no) {
      if (!(no instanceof Refusal) || !no.code.startsWith('card.')) throw no;
      refused = no;
    }
    // The tries stand beside the invoice; they are read with it.
    await this.payments.refresh('invoice', invoiceId);
    return refused;
  }

  private async end(plan: PlanRow, mirror: SubscriptionMirror | null): Promise<void> {
    if (mirror && !isOver(mirror)) await this.subscriptions.cancel({ key: `dues:${plan.id}:end`, subscriptionId: mirror.id, when: 'now' });
    if (plan.sessionId) await this.payments.expireCheckout(plan.sessionId);
    const open = await rows<{ id: string }>(
      this.db,
      `select i.id from dues_charges c join stripe_invoices i on i.id = c.stripe_invoice_id where c.plan_id = $1 and c.state = 'writtenOff' and i.status = 'open'`,
      [plan.id],
    );
    for (const { id } of open) await this.subscriptions.voidInvoice({ key: `dues:${plan.id}:void:${id}`, invoiceId: id });
  }

  private async adjust(plan: PlanRow, mirror: SubscriptionMirror): Promise<void> {
    const about = { subscriptionId: mirror.id };
    const key = `dues:${plan.id}:${plan.revision}`;
    if (plan.state === 'ending' && !mirror.cancelAtPeriodEnd) await this.subscriptions.cancel({ key: `${key}:cancel`, ...about, when: 'periodEnd' });
    if (plan.state === 'live' && mirror.cancelAtPeriodEnd) await this.subscriptions.keep({ key: `${key}:keep`, ...about });
    await this.adjustPause(plan, mirror, key);
    const now = this.clock.now();
    const next = dayIn(nextBilledMonth(now), 1);
    const due = plan.nextFrom !== null && plan.nextFrom <= next;
    const [tier, amountYen] = due ? [plan.nextTier ?? plan.tier, plan.nextPriceYen ?? plan.priceYen] : [plan.tier, plan.priceYen];
    if (mirror.amountYen === amountYen) return;
    const lookupKey = lookupKeyOf(tier);
    await this.payments.price({ lookupKey, product: productOf(tier), amountYen, monthly: true });
    await this.subscriptions.changePrice({ key: `${key}:price`, ...about, lookupKey, when: 'nextPeriod' });
  }

  private async adjustPause(plan: PlanRow, mirror: SubscriptionMirror, key: string): Promise<void> {
    const pause = currentPause(await readPauses(this.db, plan.mixerId), tokyoDay(this.clock.now()));
    // Midnight in Tokyo of the day it ends on, before that month is billed at noon.
    const until = pause && dayStart(pause.untilOn);
    if (until && mirror.pausedUntil?.getTime() !== until.getTime()) await this.subscriptions.pause({ key: `${key}:pause`, subscriptionId: mirror.id, until });
    if (!until && mirror.paused) await this.subscriptions.resume({ key: `${key}:resume`, subscriptionId: mirror.id });
  }
}

const isOver = ({ gone, status }: SubscriptionMirror): boolean => gone || status === 'canceled' || status === 'incomplete_expired';

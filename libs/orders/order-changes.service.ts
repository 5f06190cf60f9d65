import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { enqueue, row, type Sql } from '#libs/database';
import { Clock, step, yen } from '#libs/kernel';
import { post, takeBack } from '#libs/ledger';
import { notify } from '#libs/notices';
import type { Changed } from '#libs/payments';
import type { MailTemplate, Params, PaymentMethod } from '#libs/words';
import { releaseHeld, revive } from './endings.js';
import { toGuest } from './letters.js';
import {
  chargeMirror,
  chargesOf,
  disputeMirror,
  sessionMirror,
  sessionsOf,
  toldOf,
  type ChargeMirror,
  type DisputeMirror,
  type SessionMirror,
} from './mirrors.queries.js';
import { heldFor, noteCost, postCost, takePayment, tellWhoShares, wishRefund } from './money.js';
import { konbiniHeldUntil, ORDER_MACHINE } from './order.rules.js';
import { lockOrder, moneyOf, orderById, seatsOf, type OrderRow, type SaleRow } from './orders.queries.js';
import { RefundChanges } from './refund-changes.service.js';
import { recordStep } from './steps.js';

const METHODS: Readonly<Record<string, PaymentMethod>> = { card: 'card', konbini: 'konbini', paypay: 'payPay' };

interface PaymentOfCharge {
  id: string;
  orderId: string;
}

/**
 * What Stripe says becomes what the registrations say. Each call looks at the mirrors as they stand now and goes forward from there: running it
 * twice, late or in another order ends in the same place. Nothing is asked of Stripe here.
 */
@Injectable()
export class OrderChanges {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly refunds: RefundChanges,
  ) {}

  /** The job `orderChanged`. */
  async apply({ kind, id }: Changed): Promise<void> {
    switch (kind) {
      case 'session':
        return this.ofSession(await sessionMirror(this.db, id));
      case 'charge':
        return this.ofCharge(await chargeMirror(this.db, id));
      case 'refund':
        return this.refunds.apply(id);
      case 'dispute':
        return this.ofDispute(await disputeMirror(this.db, id));
      default:
        return;
    }
  }

  private async ofSession(session: SessionMirror | null): Promise<void> {
    if (!session?.orderId) return;
    if (session.paymentIntentId) for (const charge of await chargesOf(this.db, session.paymentIntentId)) await this.ofCharge(charge);
    if (session.status === 'expired') await this.afterExpiry(session.orderId);
    if (session.status === 'complete' && session.paymentStatus === 'unpaid') await this.awaitVoucher(session.orderId, session);
  }

  /**
   * A page has closed. The seats go back with the last one of the order; while another is open or filled in, they stay, and so they do within the
   * time of the hold: we close a page ourselves when some of its seats are given back, and the rest is paid on the next one.
   */
  private async afterExpiry(orderId: string): Promise<void> {
    const pages = await sessionsOf(this.db, orderId);
    if (pages.some(({ status }) => status !== 'expired')) return;
    const order = await orderById(this.db, orderId);
    const now = this.clock.now();
    if (order?.status === 'held' && order.heldUntil !== null && order.heldUntil <= now) await this.db.transaction((tx) => releaseHeld(tx, orderId, now));
  }

  /** A voucher was printed: the seats wait for it to be paid, until after its last day, and no longer than until it begins. */
  private async awaitVoucher(orderId: string, session: SessionMirror): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { order, sale } = await lockOrder(tx, orderId);
      const told = await row(tx, `select from order_steps where order_id = $1 and step = 'voucherPrinted'`, [orderId]);
      if (order.status !== 'held' || told) return;
      const now = this.clock.now();
      const until = konbiniHeldUntil(now < session.expiresAt ? now : session.expiresAt);
      const sooner = sale.startsAt < until;
      await tx.query('update orders set held_until = $2 where id = $1', [orderId, sooner ? sale.startsAt : until]);
      await recordStep(tx, { orderId, step: 'voucherPrinted', at: now, by: 'guest' });
      const { owedYen } = await moneyOf(tx, orderId);
      if (sooner) await tell(tx, order, sale, 'registrationVoucherSooner', { amountYen: owedYen, deadline: sale.startsAt.toISOString() }, now);
      else await tell(tx, order, sale, 'registrationVoucher', { amountYen: owedYen }, now);
    });
  }

  private async ofCharge(charge: ChargeMirror | null): Promise<void> {
    const order = charge?.orderId ? await orderById(this.db, charge.orderId) : null;
    if (!charge || !order) return;
    if (charge.status === 'succeeded') return this.db.transaction((tx) => this.take(tx, order.id, charge));
    if (charge.status === 'failed' && order.status === 'held') await this.afterFailure(order.id, charge);
  }

  /** A card that is declined may be followed by another on the same page; a voucher that has run out is the end of it. */
  private async afterFailure(orderId: string, { paymentIntentId }: ChargeMirror): Promise<void> {
    const pages = await sessionsOf(this.db, orderId);
    const page = pages.find((one) => one.paymentIntentId === paymentIntentId);
    const over = page?.status === 'complete' && pages.every(({ status }) => status !== 'open');
    if (over) await this.db.transaction((tx) => releaseHeld(tx, orderId, this.clock.now()));
  }

  /** Money has arrived: it is written down in any case, and then the order is asked what it means. */
  private async take(tx: EntityManager, orderId: string, charge: ChargeMirror): Promise<void> {
    const { order, sale } = await lockOrder(tx, orderId);
    const now = this.clock.now();
    const { dueYen } = await moneyOf(tx, orderId);
    const method = METHODS[charge.method ?? ''] ?? 'card';
    const paymentId = await takePayment(tx, { order, sale, amountYen: charge.amountYen, method, stripeChargeId: charge.id, receivedAt: charge.madeAt, at: now });
    if (charge.feeYen !== null && charge.balanceTransactionId !== null) {
      await noteCost(tx, { sale, stripeChargeId: charge.id, balanceTransactionId: charge.balanceTransactionId, feeYen: charge.feeYen, at: charge.madeAt });
    }
    if (paymentId === null) return;
    await this.applyPayment(tx, { order, sale, paymentId, amountYen: charge.amountYen, dueYen }, now);
    for (const told of await toldOf(tx, charge.id)) await enqueue(tx, 'orderChanged', { ...told, subjectId: orderId }, `orderChanged:${told.id}`);
  }

  private async applyPayment(tx: Sql, paid: { order: OrderRow; sale: SaleRow; paymentId: string; amountYen: number; dueYen: number }, now: Date): Promise<void> {
    const { order, sale, paymentId, amountYen, dueYen } = paid;
    const { id: orderId } = order;
    const back = { order, paymentId, by: 'stripe', at: now } as const;
    if (order.status === 'held' || order.status === 'confirmed') {
      await recordStep(tx, { orderId, step: 'paid', at: now, by: 'stripe', detail: { amountYen } });
      if (order.status === 'held') await this.confirm(tx, orderId, now);
      if (amountYen > dueYen) {
        await wishRefund(tx, { ...back, amountYen: amountYen - dueYen, cause: 'surplus' });
        await tell(tx, order, sale, 'registrationSurplus', { amountYen: amountYen - dueYen }, now);
      }
      if (dueYen > 0) await tellConfirmed(tx, order, sale, now);
      return;
    }
    await recordStep(tx, { orderId, step: 'paidTooLate', at: now, by: 'stripe', detail: { amountYen } });
    if (order.status === 'expired' && (await revive(tx, order, sale, now))) return tellConfirmed(tx, order, sale, now);
    await wishRefund(tx, { ...back, amountYen, cause: sale.status === 'cancelled' ? 'organiser' : 'tooLate' });
    await tell(tx, order, sale, 'registrationTooLate', { amountYen }, now);
  }

  private async confirm(tx: Sql, orderId: string, now: Date): Promise<void> {
    const status = step(ORDER_MACHINE, 'held', 'confirm');
    await tx.query('update orders set status = $2, confirmed_at = $3, held_until = null where id = $1', [orderId, status, now]);
    await recordStep(tx, { orderId, step: 'confirmed', at: now, by: 'stripe' });
  }

  /** Contested through the card company: the money is away until it is decided. An early warning moves nothing yet. */
  private async ofDispute(dispute: DisputeMirror | null): Promise<void> {
    const payment = dispute ? await paymentOf(this.db, dispute.chargeId) : null;
    if (!dispute || !payment || dispute.status.startsWith('warning') || dispute.status === 'prevented') return;
    await this.db.transaction(async (tx) => {
      const { order, sale } = await lockOrder(tx, payment.orderId);
      const now = this.clock.now();
      const away = { from: { type: 'stripe' }, to: heldFor(order.subjectId), amountYen: yen(dispute.amountYen), kind: 'dispute' } as const;
      const contested = { kind: 'event.disputed', id: dispute.id } as const;
      if (await post(tx, { cause: contested, eventAt: dispute.madeAt, transfers: [away] })) {
        await recordStep(tx, { orderId: order.id, step: 'disputed', at: now, by: 'stripe', detail: { amountYen: dispute.amountYen } });
      }
      await postDisputeCost(tx, dispute.id);
      await tellWhoShares(tx, sale);
      if (dispute.status !== 'won') return;
      const won = await takeBack(tx, { cause: { kind: 'event.disputeClosed', id: dispute.id }, corrects: contested, eventAt: now });
      if (won) await recordStep(tx, { orderId: order.id, step: 'disputeClosed', at: now, by: 'stripe' });
    });
  }
}

async function postDisputeCost(tx: Sql, disputeId: string): Promise<void> {
  const moved = await row<{ id: string; feeYen: number; at: Date }>(
    tx,
    'select id, fee_yen as "feeYen", created_at as at from stripe_balance_transactions where source_id = $1 and fee_yen > 0 limit 1',
    [disputeId],
  );
  if (moved) await postCost(tx, { balanceTransactionId: moved.id, feeYen: moved.feeYen, at: moved.at });
}

const paymentOf = (sql: Sql, stripeChargeId: string): Promise<PaymentOfCharge | null> =>
  row<PaymentOfCharge>(sql, 'select id, order_id as "orderId" from order_payments where stripe_charge_id = $1', [stripeChargeId]);

async function tell(tx: Sql, order: OrderRow, sale: SaleRow, template: MailTemplate, params: Params, at: Date): Promise<void> {
  const letter = toGuest(order, sale, template, params, at);
  if (letter) await notify(tx, [letter]);
}

/** The confirmation, with the pass behind its link and the entry for the calendar. */
async function tellConfirmed(tx: Sql, order: OrderRow, sale: SaleRow, at: Date): Promise<void> {
  const seats = (await seatsOf(tx, order.id)).filter(({ status }) => status === 'taken').length;
  const letter = toGuest(order, sale, 'registrationConfirmed', { seats, payment: 'paid' }, at, 'confirmed');
  if (letter) await notify(tx, [letter]);
}

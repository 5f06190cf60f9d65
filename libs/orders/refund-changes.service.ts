import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, theRow, type Sql } from '#libs/database';
import { restoreReceipt, voidReceipt } from '#libs/documents';
import { Clock, newId, yen } from '#libs/kernel';
import { post, takeBack, type AccountRef } from '#libs/ledger';
import { notify } from '#libs/notices';
import type { MailTemplate } from '#libs/words';
import { toGuest } from './letters.js';
import { heldFor, postCost, tellWhoShares } from './money.js';
import { lockOrder, type OrderRow, type SaleRow } from './orders.queries.js';
import { leftOfPayment, openRefunds, refundAtStripe, refundMirror, unmetRefund, type RefundLine, type RefundMirror } from './refunds.queries.js';
import { lowered } from './refund.rules.js';
import { tellOrganisers } from './refunds.letters.js';
import { recordStep, type StepBy } from './steps.js';

/** What a refund is to Stripe when the money has come back to us. */
const CAME_BACK: readonly (string | null)[] = ['failed', 'canceled'];

/**
 * What Stripe says of a refund becomes what the registration and the books say. It looks at the mirror as it stands and goes forward from
 * there: running it twice, late or in another order ends in the same place.
 */
@Injectable()
export class RefundChanges {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A refund at Stripe has changed, or its payment has only now been written down. */
  async apply(stripeRefundId: string): Promise<void> {
    const found = await refundMirror(this.db, stripeRefundId);
    const payment = found?.chargeId ? await row<{ id: string; orderId: string }>(this.db, 'select id, order_id as "orderId" from order_payments where stripe_charge_id = $1', [found.chargeId]) : null;
    if (!payment) return;
    await this.db.transaction(async (tx) => {
      const { order, sale } = await lockOrder(tx, payment.orderId);
      // Read again under the lock: whoever waited applies what is true now.
      const mirror = await refundMirror(tx, stripeRefundId);
      const line = mirror && (await this.lineFor(tx, mirror, { ...payment, subjectId: sale.subjectId }));
      if (!line) return;
      const now = this.clock.now();
      if (CAME_BACK.includes(mirror.status)) await this.cameBack(tx, { line, mirror, order, sale }, now);
      else await this.left(tx, { line, mirror, order, sale }, now);
    });
  }

  /** The wish that this refund fulfils. Without one, somebody has refunded on Stripe's own pages: that is written down as it happened. */
  private async lineFor(tx: Sql, mirror: RefundMirror, payment: { id: string; orderId: string; subjectId: string }): Promise<RefundLine | null> {
    const known = await refundAtStripe(tx, mirror.id);
    if (known || CAME_BACK.includes(mirror.status)) return known;
    const unmet = await unmetRefund(tx, payment.id, mirror.amountYen);
    // Stripe is just being asked for it; whoever asks will say which refund came of it.
    if (unmet?.status === 'waiting' && unmet.attempts > 0) return null;
    if (!unmet && !(await makeRoom(tx, payment.id, mirror.amountYen))) return null;
    if (unmet) await tx.query(`update order_refunds set status = 'asked', stripe_refund_id = $2, error_code = null where id = $1`, [unmet.id, mirror.id]);
    else {
      await tx.query(
        `insert into order_refunds (id, order_id, payment_id, subject_id, amount_yen, cause, status, stripe_refund_id, wished_at) values ($1, $2, $3, $4, $5, 'dashboard', 'asked', $6, $7)`,
        [newId(), payment.orderId, payment.id, payment.subjectId, mirror.amountYen, mirror.id, mirror.madeAt],
      );
    }
    return refundAtStripe(tx, mirror.id);
  }

  /** The money has left our balance; it has arrived when Stripe says so, which takes an account of the guest after a konbini. */
  private async left(tx: Sql, { line, mirror, order, sale }: Found, now: Date): Promise<void> {
    const arrived = mirror.status === 'succeeded';
    if (mirror.balanceTransactionId !== null || arrived) await bookRefund(tx, line, { id: mirror.id, from: { type: 'stripe' }, at: mirror.madeAt });
    if (mirror.balanceTransactionId && mirror.feeYen) await postCost(tx, { balanceTransactionId: mirror.balanceTransactionId, feeYen: mirror.feeYen, at: mirror.madeAt });
    if (arrived) await refundArrived(tx, { line, order, sale }, { by: 'stripe', template: 'registrationRefunded', at: now });
    await tellWhoShares(tx, sale);
  }

  /** The bank or the card company did not take it: the money is with us again, owed as before, and somebody has to look. */
  private async cameBack(tx: Sql, { line, mirror, order, sale }: Found, now: Date): Promise<void> {
    if (line.status === 'failed') return;
    await bookRefund(tx, line, { id: mirror.id, from: { type: 'stripe' }, at: mirror.madeAt });
    await takeBack(tx, { cause: { kind: 'event.refundFailed', id: mirror.id }, corrects: { kind: 'event.refunded', id: mirror.id }, eventAt: now });
    await tx.query(`update order_refunds set status = 'failed', done_at = null, error_code = $2 where id = $1`, [line.id, mirror.failureReason ?? mirror.status]);
    await restoreReceipt(tx, { paymentId: line.paymentId, at: now });
    await recordStep(tx, { orderId: order.id, step: 'refundFailed', at: now, by: 'stripe', detail: { amountYen: line.amountYen, refundId: line.id } });
    const letter = toGuest(order, sale, 'registrationRefundFailed', { amountYen: line.amountYen }, now);
    await notify(tx, letter ? [letter] : []);
    await tellOrganisers(tx, sale, { count: 1, amountYen: line.amountYen }, now);
    await tellWhoShares(tx, sale);
  }
}

interface Found {
  line: RefundLine;
  mirror: RefundMirror;
  order: OrderRow;
  sale: SaleRow;
}

/**
 * Somebody has given back so much of a payment without a wish: wishes on it shrink to what is left, and those of which nothing is left are gone.
 * False, and nothing is changed, while Stripe is being asked for one that would shrink: whoever asks hears the others afterwards.
 */
async function makeRoom(tx: Sql, paymentId: string, amountYen: number): Promise<boolean> {
  const open = await openRefunds(tx, paymentId);
  const { leftYen } = await leftOfPayment(tx, paymentId);
  const less = lowered(open, leftYen - amountYen);
  if (less.some(({ line }) => line.status === 'waiting' && line.attempts > 0)) return false;
  for (const { line, keepsYen } of less) {
    if (keepsYen === 0) await tx.query('delete from order_refunds where id = $1', [line.id]);
    else await tx.query('update order_refunds set amount_yen = $2 where id = $1', [line.id, keepsYen]);
  }
  return true;
}

/** Money that has left stands in the books: once a refund at Stripe, or once a row that was handed over. */
async function bookRefund(tx: Sql, line: RefundLine, { id, from, at, by }: { id: string; from: AccountRef; at: Date; by?: { accountId: string } }): Promise<void> {
  await post(tx, {
    cause: { kind: 'event.refunded', id },
    eventAt: at,
    transfers: [{ from, to: heldFor(line.subjectId), amountYen: yen(line.amountYen), kind: 'refund' }],
    ...(by ? { by } : {}),
  });
}

interface Arrival {
  by: StepBy;
  template: Extract<MailTemplate, 'registrationRefunded' | 'registrationHandedBack'>;
  at: Date;
}

/** A refund is done: the row, the timeline, the letter; the receipt of a payment that is gone whole is cancelled. Nothing happens twice. */
async function refundArrived(tx: Sql, { line, order, sale }: Omit<Found, 'mirror'>, { by, template, at }: Arrival): Promise<void> {
  if (line.status === 'done') return;
  await tx.query(`update order_refunds set status = 'done', done_at = $2, error_code = null where id = $1`, [line.id, at]);
  const { whole } = await theRow<{ whole: boolean }>(
    tx,
    'payment',
    `select p.amount_yen <= (select sum(amount_yen) from order_refunds where payment_id = p.id and status = 'done') as whole from order_payments p where p.id = $1`,
    [line.paymentId],
  );
  if (whole) await voidReceipt(tx, { paymentId: line.paymentId, at });
  await recordStep(tx, { orderId: order.id, step: 'refunded', at, by, detail: { amountYen: line.amountYen } });
  const letter = toGuest(order, sale, template, { amountYen: line.amountYen }, at);
  await notify(tx, letter ? [letter] : []);
}

/** Somebody has given the money back in person or by bank. The order and its sale are locked. */
export async function handBack(tx: Sql, { line, order, sale }: Omit<Found, 'mirror'>, { from, by, at }: { from: AccountRef; by: { accountId: string }; at: Date }): Promise<void> {
  await bookRefund(tx, line, { id: line.id, from, at, by });
  await refundArrived(tx, { line, order, sale }, { by, template: 'registrationHandedBack', at });
  await tellWhoShares(tx, sale);
}

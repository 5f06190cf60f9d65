import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, rows, type Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { notify } from '#libs/notices';
import { REFUND_ROUTE_WORDS, say, type Locale, type OrderEnd, type PaymentMethod } from '#libs/words';
import { gradeAt, refundFor, refundsFrom, type Giver, type RefundRoute } from './cancelling.rules.js';
import { Checkouts } from './checkouts.service.js';
import { toGuest } from './letters.js';
import type { CancellationQuoteQuery, CancellationQuoteView, CancelRegistration } from './manage.dto.js';
import { wishRefund } from './money.js';
import { lockOrder, moneyOf, saleOf, seatsOf, type OrderRow, type SaleRow, type SeatRow } from './orders.queries.js';
import { giveBackSeats } from './seats.js';
import { recordStep, type StepBy } from './steps.js';
import { leaveLine, offerFreeSeats } from './waitlist.js';
import { Opening } from './opening.js';

/** Which seats somebody would give back: named ones, so many, or all. */
interface SeatsWish {
  quantity?: number;
  seatIds?: readonly string[];
}

/** What giving seats back means at this moment. */
interface Quote {
  seats: SeatRow[];
  refundYen: number;
  feeYen: number;
  percent: number;
  until: Date | null;
  route: RefundRoute;
  givers: Giver[];
}

/** A page that was filled in, whose money is on its way: a voucher that can still be paid, or a payment that is not written down yet. */
const PAYING = `
  select from stripe_sessions s
   where s.subject_id = $1 and s.purpose = 'order' and s.status = 'complete' and s.gone_at is null
     and case when s.payment_status = 'unpaid' then not exists (select from stripe_charges c where c.payment_intent_id = s.payment_intent_id and c.status = 'failed')
              else not exists (select from stripe_charges c join order_payments p on p.stripe_charge_id = c.id where c.payment_intent_id = s.payment_intent_id) end`;

/** Giving back what was bought: what comes back by the policy that was copied then, and doing it. */
@Injectable()
export class Cancelling {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly checkouts: Checkouts,
    private readonly opening: Opening,
  ) {}

  /** What would come back now. Refuses as `cancel` does: 400 too where seats are to be named and none is. */
  async quote(visitor: Actor | null, id: string, { token, quantity, seatIds }: CancellationQuoteQuery, locale: Locale): Promise<CancellationQuoteView> {
    const order = await this.opening.order(visitor, id, token);
    const sale = await saleOf(this.db, order.subjectId);
    if (!sale) throw Refusal.missing('registration');
    const quote = await this.quoteFor(this.db, order, sale, { quantity, seatIds: seatIds?.split(',').filter((one) => one !== '') });
    const { refundYen, feeYen, percent, until, route, seats } = quote;
    return {
      refundYen,
      feeYen,
      percent,
      until: until?.toISOString() ?? null,
      route,
      routeSaid: say(REFUND_ROUTE_WORDS[route], locale),
      seatIds: seats.map((seat) => seat.id),
    };
  }

  /**
   * Give seats back. What comes back is worked out anew under the lock; when it is not what was shown, nothing is done. The seats go to the
   * waitlist in the same transaction, the money leaves afterwards. The same click does it once. Somebody who only waits leaves the line.
   * Refuses 404; 409 `quote.changed`, `seat.checkedIn`, `seat.cancelled`, `seats.tooMany`, `order.ended`, `order.paying`; 422 `order.begun`, `order.duty`.
   */
  async cancel(visitor: Actor | null, id: string, token: string | undefined, { quantity, seatIds, expectedRefundYen }: CancelRegistration, click: string): Promise<void> {
    const { status, checkoutSessionId } = await this.opening.order(visitor, id, token);
    const payable = status === 'held' || (status === 'confirmed' && checkoutSessionId !== null);
    // Whoever has the page of Stripe open must not pay for what is given back; who has filled it in is waited for.
    if (payable) {
      await this.checkouts.close(id);
      if (await row(this.db, PAYING, [id])) throw Refusal.conflict('order.paying');
    }
    await this.db.transaction(async (tx) => {
      const { order, sale } = await lockOrder(tx, id);
      if (await row(tx, `select from order_steps where order_id = $1 and detail ->> 'click' = $2`, [id, click])) return;
      const now = this.clock.now();
      // Closing the page has ended what was held, and a worker was faster to say so.
      if (status === 'held' && order.status === 'expired' && order.endReason === 'unpaid') return;
      if (order.status === 'waitlisted' || order.status === 'offered') return leaveLine(tx, sale, order, now);
      const quote = await this.quoteFor(tx, order, sale, { quantity, seatIds });
      if (quote.refundYen !== expectedRefundYen) throw Refusal.conflict('quote.changed', { refundYen: quote.refundYen });
      const by: StepBy = visitor ? { accountId: visitor.accountId } : 'guest';
      await this.write(tx, { order, sale, quote, by, click, now });
    });
  }

  private async write(tx: Sql, { order, sale, quote, by, click, now }: { order: OrderRow; sale: SaleRow; quote: Quote; by: StepBy; click: string; now: Date }): Promise<void> {
    const { refundYen, feeYen, route } = quote;
    const given = await giveBackSeats(tx, order, { seatIds: quote.seats.map((seat) => seat.id), at: now });
    // The door has its own lock, the seat: somebody may have come in with it while this was reckoned.
    if (given.length < quote.seats.length) throw Refusal.conflict('seat.checkedIn');
    const left = (await seatsOf(tx, order.id)).filter((seat) => seat.status === 'taken').length;
    const ends: OrderEnd = 'guest';
    if (left === 0) await tx.query(`update orders set status = 'cancelled', held_until = null, ended_at = $2, end_reason = $3 where id = $1`, [order.id, now, ends]);
    await recordStep(tx, { orderId: order.id, step: left === 0 ? 'cancelled' : 'seatsCancelled', at: now, by, detail: { seats: given.length, refundYen, feeYen, click } });
    for (const part of refundsFrom(quote.givers, refundYen)) await wishRefund(tx, { order, ...part, cause: 'guest', by, at: now });
    const letter = toGuest(order, sale, 'registrationCancelled', { seats: given.length, refundYen, feeYen, route }, now, left === 0 && order.status === 'confirmed' ? 'cancelled' : undefined);
    await notify(tx, letter ? [letter] : []);
    await offerFreeSeats(tx, sale, now);
  }

  /** Refuses 409 `order.ended`, `seat.checkedIn`, `seat.cancelled`, `seats.tooMany`; 404 for a seat of somebody else; 422 `order.begun`, `order.duty`. */
  private async quoteFor(sql: Sql, order: OrderRow, sale: SaleRow, wish: SeatsWish): Promise<Quote> {
    const now = this.clock.now();
    if (order.status === 'cancelled' || order.status === 'expired') throw Refusal.conflict('order.ended');
    if (order.status === 'waitlisted' || order.status === 'offered') return { seats: [], refundYen: 0, feeYen: 0, percent: 0, until: null, route: 'none', givers: [] };
    if (order.role !== 'guest') throw Refusal.rule('order.duty');
    const all = await seatsOf(sql, order.id);
    const seats = chosen(all, wish);
    if (sale.startsAt <= now) throw Refusal.rule('order.begun');
    const { paidYen, refundedYen } = await moneyOf(sql, order.id);
    const { percent, until } = gradeAt(order.policy, sale.startsAt, now);
    const staying = all.filter((seat) => seat.status === 'taken' && !seats.includes(seat)).map((seat) => seat.unitYen);
    const { refundYen, feeYen } = refundFor({ givenBack: seats.map((seat) => seat.unitYen), staying, paidYen: paidYen - refundedYen }, percent);
    const givers = await giversOf(sql, order.id);
    const first = refundsFrom(givers, refundYen)[0];
    const route = givers.find(({ paymentId }) => paymentId === first?.paymentId)?.method ?? 'none';
    return { seats, refundYen, feeYen, percent, until, route, givers };
  }
}

/** The seats that are meant. Without a word, all; so many, the last ones first, whoever is inside left out. A list of none is no word for all of them: refuses 400. */
function chosen(all: readonly SeatRow[], { quantity, seatIds }: SeatsWish): SeatRow[] {
  const taken = all.filter(({ status }) => status === 'taken');
  if (seatIds?.length === 0) throw Refusal.input([{ path: 'seatIds', code: 'required' }]);
  if (seatIds) return [...new Set(seatIds)].map((id) => requireFree(all.find((seat) => seat.id === id)));
  if (quantity === undefined) return taken.map(requireFree);
  const free = taken.filter(({ checkedInAt }) => checkedInAt === null);
  if (quantity > taken.length) throw Refusal.conflict('seats.tooMany', { left: free.length });
  if (quantity > free.length) throw Refusal.conflict('seat.checkedIn');
  return free.slice(-quantity);
}

function requireFree(seat: SeatRow | undefined): SeatRow {
  if (!seat) throw Refusal.missing('seat');
  if (seat.status === 'cancelled') throw Refusal.conflict('seat.cancelled');
  if (seat.checkedInAt !== null) throw Refusal.conflict('seat.checkedIn');
  return seat;
}

/** The payments of an order and what of each has not gone back, the latest first. */
const giversOf = (sql: Sql, orderId: string): Promise<(Giver & { method: PaymentMethod })[]> =>
  rows<Giver & { method: PaymentMethod }>(
    sql,
    `select p.id as "paymentId", p.method, p.amount_yen - coalesce((select sum(r.amount_yen) from order_refunds r where r.payment_id = p.id), 0)::int as "leftYen"
       from order_payments p where p.order_id = $1 order by p.received_at desc, p.id desc`,
    [orderId],
  );

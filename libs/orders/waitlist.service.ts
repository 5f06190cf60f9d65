import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import type { Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Clock, Refusal, step } from '#libs/kernel';
import { notify } from '#libs/notices';
import { Checkouts } from './checkouts.service.js';
import { toGuest } from './letters.js';
import type { AcceptOffer, WaitlistView } from './manage.dto.js';
import { Opening, requireOrganiser } from './opening.js';
import { HOLD_MS, ORDER_MACHINE, orderMethods, type OrderMethod } from './order.rules.js';
import { lockOrder, lockSale, saleOf, ticketTypeById, type OrderRow, type SaleRow, type TicketTypeRow } from './orders.queries.js';
import { leaveType, seatNames, takeOfType, writeSeats } from './seats.js';
import { recordStep, type StepBy } from './steps.js';
import { closeLine, lapseOffers, leaveLine, lineOf, offerFreeSeats, restlessLines, toTheFront } from './waitlist.js';

/** Stripe keeps a page open for a day at most. */
const PAGE_MOST_MS = 24 * 3_600_000 - 60_000;

/** The line in front of what is sold out. */
@Injectable()
export class Waitlist {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly checkouts: Checkouts,
    private readonly opening: Opening,
  ) {}

  /** The job `offerSeats`, for one sale or for all whose line has something to do: ends offers that ran out, closes the line at the start, offers what is free. */
  async look(subjectId: string | null = null): Promise<void> {
    const restless = subjectId === null ? await restlessLines(this.db, this.clock.now()) : [{ subjectId }];
    for (const { subjectId: id } of restless) {
      await this.db.transaction(async (tx) => {
        const sale = await lockSale(tx, id);
        const now = this.clock.now();
        await lapseOffers(tx, sale, now);
        await closeLine(tx, sale, now);
        await offerFreeSeats(tx, sale, now);
      });
    }
  }

  /**
   * Take the offered seats, with a ticket type and a way of paying; another type than the offer keeps is taken where it has room. What is paid at Stripe is held until the offer would have ended; anything
   * else is confirmed at once. A price that was not shown is not sold (`ticketType.changed`). Done twice, it answers the same.
   * Refuses 404; 409 `offer.none`, `ticketType.full`, `ticketType.changed`; 422 `order.method`; 503 `stripe.unavailable`, with the seats still held.
   */
  async accept(visitor: Actor | null, id: string, token: string | undefined, wish: AcceptOffer): Promise<void> {
    await this.opening.order(visitor, id, token);
    const status = await this.db.transaction(async (tx) => {
      const { order, sale } = await lockOrder(tx, id);
      const again = order.timesOffered > 0 && order.ticketTypeId === wish.ticketTypeId && (order.status === 'held' || order.status === 'confirmed');
      return again ? order.status : this.take(tx, { order, sale, wish, by: visitor ? { accountId: visitor.accountId } : 'guest' });
    });
    if (status === 'held') await this.checkouts.open(id);
  }

  private async take(tx: Sql, { order, sale, wish, by }: { order: OrderRow; sale: SaleRow; wish: AcceptOffer; by: StepBy }): Promise<OrderRow['status']> {
    const now = this.clock.now();
    const { heldUntil } = order;
    if (order.status !== 'offered' || heldUntil === null || heldUntil <= now) throw Refusal.conflict('offer.none');
    const type = await ticketTypeById(tx, wish.ticketTypeId);
    if (type?.subjectId !== order.subjectId) throw Refusal.missing('ticketType');
    if (type.retired || type.priceYen !== wish.expectedPriceYen) throw Refusal.conflict('ticketType.changed');
    const method = methodOf(order, sale, type, wish.paymentMethod, now);
    const swapped = type.id !== order.offeredTypeId;
    if (swapped && !(await takeOfType(tx, type.id, order.quantity))) throw Refusal.conflict('ticketType.full', { left: (type.capacity ?? 0) - type.taken });
    if (swapped && order.offeredTypeId !== null) await leaveType(tx, order.offeredTypeId, order.quantity);
    const status = step(ORDER_MACHINE, order.status, method === 'stripe' ? 'hold' : 'confirm');
    const until = status === 'held' ? new Date(now.getTime() + Math.min(PAGE_MOST_MS, Math.max(HOLD_MS, heldUntil.getTime() - now.getTime()))) : null;
    await tx.query(
      `update orders set status = $2, ticket_type_id = $3, offered_type_id = null, unit_yen = $4, method = $5, held_until = $6, confirmed_at = case when $2 = 'confirmed' then $7::timestamptz end where id = $1`,
      [order.id, status, type.id, type.priceYen, method, until, now],
    );
    await writeSeats(tx, order, { names: seatNames(order.name, order.quantity), unitYen: type.priceYen });
    await recordStep(tx, { orderId: order.id, step: 'accepted', at: now, by });
    if (status === 'confirmed') {
      await recordStep(tx, { orderId: order.id, step: 'confirmed', at: now, by });
      const letter = toGuest(order, sale, 'registrationConfirmed', { seats: order.quantity, payment: method }, now, 'confirmed');
      await notify(tx, letter ? [letter] : []);
    }
    // Of the type that the offer had kept, seats may be free for the next in line.
    if (swapped) await offerFreeSeats(tx, sale, now);
    return status;
  }

  /** No longer wait, or let an offer go: the next in line is offered it at once. Doing it again changes nothing. Refuses 404; 409 `waitlist.notWaiting`. */
  async leave(visitor: Actor | null, id: string, token: string | undefined): Promise<void> {
    await this.opening.order(visitor, id, token);
    await this.db.transaction(async (tx) => {
      const { order, sale } = await lockOrder(tx, id);
      if (order.status === 'cancelled' && (order.endReason === 'left' || order.endReason === 'declined')) return;
      if (order.status !== 'waitlisted' && order.status !== 'offered') throw Refusal.conflict('waitlist.notWaiting');
      await leaveLine(tx, sale, order, this.clock.now());
    });
  }

  /** Bring somebody to the front of the line, for a reason that this person reads. Refuses 404; 409 `waitlist.notWaiting`. */
  async moveUp(actor: Actor, id: string, reason: string): Promise<WaitlistView> {
    return this.db.transaction(async (tx) => {
      const { order, sale } = await lockOrder(tx, id);
      await requireOrganiser(tx, actor, sale, 'registration');
      if (order.status !== 'waitlisted') throw Refusal.conflict('waitlist.notWaiting');
      const now = this.clock.now();
      await toTheFront(tx, order, reason);
      await recordStep(tx, { orderId: id, step: 'movedUp', at: now, by: { accountId: actor.accountId }, detail: { reason } });
      const letter = toGuest(order, sale, 'waitlistMovedUp', { reason }, now);
      await notify(tx, letter ? [letter] : []);
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'registration.movedUp',
        subject: { type: 'registration', id },
        concernsAccountId: order.accountId,
        spaceId: sale.spaceId,
        reason,
        after: { number: order.number },
      });
      await offerFreeSeats(tx, sale, now);
      return viewOf(await lineOf(tx, sale.subjectId));
    });
  }

  /** The line as the organisers see it. Refuses 404. */
  async line(actor: Actor, subjectId: string): Promise<WaitlistView> {
    await requireOrganiser(this.db, actor, await saleOf(this.db, subjectId), 'event');
    return viewOf(await lineOf(this.db, subjectId));
  }
}

/** How it will be paid: what was chosen now, or when joining the line; what costs nothing is free. Refuses 422 `order.method`. */
function methodOf(order: OrderRow, sale: SaleRow, type: TicketTypeRow, chosen: OrderMethod | undefined, now: Date): OrderMethod {
  const open = orderMethods(sale, type.priceYen * order.quantity, now);
  const wished = type.priceYen === 0 ? 'free' : (chosen ?? order.method);
  if (!open.includes(wished)) throw Refusal.rule('order.method');
  return wished;
}

function viewOf(line: readonly OrderRow[]): WaitlistView {
  const waiting = line.filter(({ status }) => status === 'waitlisted');
  return {
    items: line.map((order) => ({
      id: order.id,
      number: order.number,
      position: order.status === 'waitlisted' ? waiting.indexOf(order) + 1 : null,
      name: order.name,
      quantity: order.quantity,
      status: order.status === 'offered' ? 'offered' : 'waitlisted',
      offerEndsAt: order.status === 'offered' ? (order.heldUntil?.toISOString() ?? null) : null,
      queuedAt: (order.queuedAt ?? order.createdAt).toISOString(),
      movedUpReason: order.movedUpReason,
    })),
  };
}

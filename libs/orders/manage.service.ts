import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rows } from '#libs/database';
import { DocumentsService } from '#libs/documents';
import { Limits, type Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { notify, type Notice } from '#libs/notices';
import type { Locale } from '#libs/words';
import { Checkouts } from './checkouts.service.js';
import { isReceiptOf, receiptsOfOrder } from './guest-papers.js';
import { toGuest } from './letters.js';
import type { ManagedRegistrationView, SeatNameInput } from './manage.dto.js';
import { managedView } from './manage.view.js';
import { Opening } from './opening.js';
import { onlineMethods, orderMethods } from './order.rules.js';
import { lockOrder, moneyOf, orderById, saleOf, seatsOf, ticketTypeById, ticketTypesOf } from './orders.queries.js';
import { refundsOfOrder } from './refunds.queries.js';
import { recordStep, stepsOf, type StepBy } from './steps.js';
import { aheadOf } from './waitlist.js';

/** Links are sent for what lies ahead, and for a while afterwards: receipts are asked for late. */
const LINKS_FOR_DAYS = 90;
/** So many links at most are sent at once. */
const MOST_LINKS = 10;

/** A registration in the hands of its holder. */
@Injectable()
export class Managing {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly opening: Opening,
    private readonly checkouts: Checkouts,
    private readonly documents: DocumentsService,
    private readonly limits: Limits,
  ) {}

  /** The registration with all that can be done with it. Refuses 404 without its link. */
  async view(visitor: Actor | null, id: string, token: string | undefined, locale: Locale): Promise<ManagedRegistrationView> {
    const order = await this.opening.order(visitor, id, token);
    const sale = await saleOf(this.db, order.subjectId);
    if (!sale) throw Refusal.missing('registration');
    const now = this.clock.now();
    const money = await moneyOf(this.db, id);
    const offered = order.status === 'offered' ? await ticketTypesOf(this.db, [order.subjectId]) : [];
    return managedView({
      order,
      sale,
      money,
      type: order.ticketTypeId === null ? null : await ticketTypeById(this.db, order.ticketTypeId),
      seats: await seatsOf(this.db, id),
      ahead: order.status === 'waitlisted' ? await aheadOf(this.db, order) : 0,
      offered: offered.map((type) => {
        // The offer holds its seats, of the sale and of one type; only another type can be short of them.
        const open = type.id === order.offeredTypeId || type.capacity === null || type.capacity - type.taken >= order.quantity;
        return { id: type.id, name: type.name, priceYen: type.priceYen, open, methods: orderMethods(sale, type.priceYen * order.quantity, now) };
      }),
      payableOnline: money.dueYen > 0 && onlineMethods(sale, money.dueYen, now).length > 0,
      receipts: await receiptsOfOrder(this.db, id, token),
      refunds: await refundsOfOrder(this.db, id),
      steps: await stepsOf(this.db, id),
      now,
      locale,
    });
  }

  /** Say who sits where, or pass a seat on. Refuses 404; 409 `order.ended`, `seat.cancelled`; 422 `order.begun`. */
  async rename(visitor: Actor | null, id: string, token: string | undefined, names: readonly SeatNameInput[]): Promise<void> {
    await this.opening.order(visitor, id, token);
    await this.db.transaction(async (tx) => {
      const { order, sale } = await lockOrder(tx, id);
      const now = this.clock.now();
      if (order.status !== 'held' && order.status !== 'confirmed') throw Refusal.conflict('order.ended');
      if (sale.endsAt <= now) throw Refusal.rule('order.begun');
      const seats = await seatsOf(tx, id);
      for (const { id: seatId } of names) {
        const seat = seats.find((one) => one.id === seatId);
        if (!seat) throw Refusal.missing('seat');
        if (seat.status === 'cancelled') throw Refusal.conflict('seat.cancelled');
      }
      const changed = names.filter(({ id: seatId, name }) => seats.some((seat) => seat.id === seatId && seat.name !== name));
      if (changed.length === 0) return;
      await tx.query(`update seats t set name = n.name from jsonb_to_recordset($2::jsonb) as n(id uuid, name text) where t.order_id = $1 and t.id = n.id`, [id, JSON.stringify(changed)]);
      const by: StepBy = visitor ? { accountId: visitor.accountId } : 'guest';
      await recordStep(tx, { orderId: id, step: 'renamed', at: now, by, detail: { seats: changed.length } });
    });
  }

  /**
   * Pay now what would be paid at the door: the seat stays whether the page is paid or not. A held seat whose page was never opened is paid like
   * this as well. Asked again, the same page answers.
   * Refuses 404; 409 `order.notConfirmed`, `order.notHeld`, `order.nothingDue`; 422 `order.begun`, `order.noOnlinePayment`; 503 `stripe.unavailable`.
   */
  async prepay(visitor: Actor | null, id: string, token: string | undefined): Promise<void> {
    await this.opening.order(visitor, id, token);
    const first = await this.db.transaction(async (tx) => {
      const { order, sale } = await lockOrder(tx, id);
      const now = this.clock.now();
      const held = order.status === 'held';
      if (!held && order.status !== 'confirmed') throw Refusal.conflict('order.notConfirmed');
      const { dueYen } = await moneyOf(tx, id);
      if (dueYen === 0) throw Refusal.conflict('order.nothingDue');
      if (sale.endsAt <= now || sale.status === 'cancelled') throw Refusal.rule('order.begun');
      if (onlineMethods(sale, dueYen, now).length === 0) throw Refusal.rule('order.noOnlinePayment');
      const open = order.checkoutExpiresAt !== null && order.checkoutExpiresAt > now;
      return open || held ? null : { by: visitor ? { accountId: visitor.accountId } : ('guest' as const), at: now };
    });
    await this.checkouts.open(id);
    if (first) await recordStep(this.db, { orderId: id, step: 'prepayStarted', ...first });
  }

  /** The PDF of a receipt, by the link of the registration. Refuses 404. */
  async receipt(visitor: Actor | null, id: string, token: string | undefined, documentId: string): Promise<{ number: string; pdf: Buffer }> {
    await this.opening.order(visitor, id, token);
    if (!(await isReceiptOf(this.db, id, documentId))) throw Refusal.missing('document');
    return this.documents.sheet(documentId);
  }

  /**
   * Send the links of an address again: of registrations that lie ahead or not long behind. Says nothing of whether there are any. Refuses 429.
   */
  async sendLinks(email: string, place: string): Promise<void> {
    await this.limits.use('letterByPlace', place);
    await this.limits.use('letterByAddress', email.toLowerCase());
    const now = this.clock.now();
    const since = new Date(now.getTime() - LINKS_FOR_DAYS * 86_400_000);
    const found = await rows<{ id: string }>(this.db, LINKS, [email, since, MOST_LINKS]);
    const letters = await Promise.all(found.map(({ id }) => this.linkLetter(id, now)));
    await this.db.transaction((tx) => notify(tx, letters.filter((letter): letter is Notice => letter !== null)));
  }
  private async linkLetter(id: string, now: Date): Promise<Notice | null> {
    const order = await orderById(this.db, id);
    const sale = order && (await saleOf(this.db, order.subjectId));
    return order && sale ? toGuest(order, sale, 'registrationLink', {}, now) : null;
  }
}

const LINKS = `
  select o.id from orders o join sales s on s.subject_id = o.subject_id
   where lower(o.email) = lower($1) and s.ends_at > $2 and o.status <> 'expired' order by s.starts_at desc, o.id desc limit $3`;

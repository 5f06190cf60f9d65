import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, rows, SETTINGS, type RunningSettings } from '#libs/database';
import { linkToken } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { Payments, type OpenCheckout } from '#libs/payments';
import { checkoutKey, HOLD_MS, managePath, onlineMethods, PAGE_LEAST_MS } from './order.rules.js';
import { moneyOf, orderById, saleOf, ticketTypeById, type OrderRow } from './orders.queries.js';

/** The pages of Stripe on which orders are paid. Never inside a transaction: the seats are held and committed before a page is asked for. */
@Injectable()
export class Checkouts {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
    private readonly clock: Clock,
    private readonly payments: Payments,
  ) {}

  /**
   * The page for what an order has still to pay; asked again it is the same page. It closes with the hold, so that a seat and its page live
   * equally long. Refuses 409 `order.notHeld` when nothing is due or the order has ended, `checkout.done`; 422 `order.method`; 503 `stripe.unavailable`.
   */
  async open(orderId: string): Promise<OpenCheckout> {
    const order = await orderById(this.db, orderId);
    if (!order || (order.status !== 'held' && order.status !== 'confirmed')) throw Refusal.conflict('order.notHeld');
    const now = this.clock.now();
    const there = await this.openPage(order, now);
    if (there) return there;
    const [sale, money, type] = [await saleOf(this.db, order.subjectId), await moneyOf(this.db, orderId), order.ticketTypeId && (await ticketTypeById(this.db, order.ticketTypeId))];
    if (!sale || money.dueYen === 0) throw Refusal.conflict('order.notHeld');
    const methods = onlineMethods(sale, money.dueYen, now);
    if (methods.length === 0) throw Refusal.rule('order.method');
    const back = `${managePath(orderId)}?token=${linkToken(this.settings.secretKeys, 'order', orderId)}`;
    const heldUntil = await this.heldFor(order, now);
    const page = await this.payments.paymentCheckout({
      key: checkoutKey(orderId, order.attempt),
      email: order.email,
      purpose: 'order',
      subjectId: orderId,
      lines: [{ name: type ? `${sale.title}（${type.name}）` : sale.title, ...inPieces(money.dueYen, order) }],
      methods,
      ...(heldUntil ? { expiresAt: heldUntil } : {}),
      group: `event_${order.subjectId}`,
      successPath: back,
      cancelPath: back,
    });
    await this.db.query('update orders set checkout_session_id = $2, checkout_url = $3, checkout_expires_at = $4 where id = $1', [orderId, page.sessionId, page.url, page.expiresAt]);
    return page;
  }

  /** The page that an order has already, while it is open at Stripe and its time has not passed. */
  private async openPage({ checkoutSessionId: sessionId, checkoutUrl: url, checkoutExpiresAt: expiresAt }: OrderRow, now: Date): Promise<OpenCheckout | null> {
    if (!sessionId || !url || !expiresAt || expiresAt <= now) return null;
    const open = await row(this.db, `select from stripe_sessions where id = $1 and status = 'open' and gone_at is null`, [sessionId]);
    return open ? { sessionId, url, expiresAt } : null;
  }

  /**
   * The end of the hold; later where a page that opens only now would not stay open for the time that Stripe asks for. A hold that has run out is
   * not taken up again, or who keeps clicking would keep the seats from everybody. Refuses 409 `order.notHeld`.
   */
  private async heldFor({ id, status, heldUntil }: OrderRow, now: Date): Promise<Date | null> {
    if (status !== 'held' || !heldUntil) return null;
    if (heldUntil <= now) throw Refusal.conflict('order.notHeld');
    if (heldUntil.getTime() - now.getTime() >= PAGE_LEAST_MS) return heldUntil;
    const longer = new Date(now.getTime() + HOLD_MS);
    if (await row(this.db, `update orders set held_until = $2 where id = $1 and status = 'held' returning id`, [id, longer])) return longer;
    throw Refusal.conflict('order.notHeld');
  }

  /** Closes the open pages of an order, so that nobody pays for seats that are gone; one on which somebody was faster stays paid. Refuses 503 `stripe.unavailable`. */
  async close(orderId: string): Promise<void> {
    const open = await rows<{ id: string }>(this.db, `select id from stripe_sessions where subject_id = $1 and purpose = 'order' and status = 'open' and gone_at is null`, [orderId]);
    const closed = await Promise.all(open.map(async ({ id }) => ((await this.end(id)) ? [id] : [])));
    // What is closed leads nowhere: whoever comes back is asked to open another.
    await this.db.query('update orders set checkout_session_id = null, checkout_url = null, checkout_expires_at = null where id = $1 and checkout_session_id = any($2)', [orderId, closed.flat()]);
  }

  /** Whether a page is closed now. One that Stripe no longer knows is: nobody can pay on it, and whoever might have has to be asked for by the payment. */
  private async end(sessionId: string): Promise<boolean> {
    try {
      return (await this.payments.expireCheckout(sessionId)) === 'expired';
    } catch (refused) {
      if (!(refused instanceof Refusal) || refused.code !== 'stripe.gone') throw refused;
      await this.payments.refresh('session', sessionId);
      return true;
    }
  }

  /**
   * The job `closeStalePages`: something begins earlier than `before`, and on pages that were opened until then a number for the convenience store
   * could be printed which ends after it has begun. They are closed; whoever comes back pays on a page without that way of paying.
   */
  async closeStale(subjectId: string, before: Date): Promise<void> {
    const sale = await saleOf(this.db, subjectId);
    if (!sale) return;
    const now = this.clock.now();
    const offers = (startsAt: Date, dueYen: number): boolean => onlineMethods({ ...sale, startsAt }, dueYen, now).includes('konbini');
    const open = await rows<{ id: string; dueYen: number }>(this.db, OPEN_PAGES, [subjectId]);
    for (const { id, dueYen } of open) if (offers(before, dueYen) && !offers(sale.startsAt, dueYen)) await this.close(id);
  }
}

/** Registrations with an open page, and what is paid there. */
const OPEN_PAGES = `
  select o.id, max(s.amount_yen)::int as "dueYen"
    from orders o join stripe_sessions s on s.subject_id = o.id and s.purpose = 'order' and s.status = 'open' and s.gone_at is null
   where o.subject_id = $1 and o.status in ('held', 'confirmed')
   group by o.id order by o.id`;

/** Seat by seat where the sum is one of whole seats; else in one piece. */
const inPieces = (dueYen: number, { quantity, unitYen }: OrderRow): { amountYen: number; quantity: number } =>
  unitYen * quantity === dueYen ? { amountYen: unitYen, quantity } : { amountYen: dueYen, quantity: 1 };

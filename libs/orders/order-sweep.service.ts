import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { enqueue, row, rows } from '#libs/database';
import { Clock, Refusal } from '#libs/kernel';
import { Payments } from '#libs/payments';
import { Checkouts } from './checkouts.service.js';
import { releaseHeld } from './endings.js';
import { sessionsOf } from './mirrors.queries.js';
import { OrderChanges } from './order-changes.service.js';
import { restlessLines } from './waitlist.js';

/** What is looked after in one minute; the rest waits for the next. */
const BATCH = 200;

const DUE = `select id from orders where status = 'held' and held_until <= $1 order by held_until limit $2`;

/** Seats whose time has run out. Nothing is released on our own clock alone: Stripe is asked first whether somebody has paid. */
@Injectable()
export class OrderSweep {
  private readonly log = new Logger('Orders');

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: Payments,
    private readonly checkouts: Checkouts,
    private readonly changes: OrderChanges,
  ) {}

  /**
   * The job `sweepOrders`: holds that have run out, and lines that have something to do. While Stripe cannot be had, seats stay held. One order that
   * cannot be looked at does not hold up the others; what was wrong with it fails the job in the end.
   */
  async run(): Promise<void> {
    const due = await rows<{ id: string }>(this.db, DUE, [this.clock.now(), BATCH]);
    const faults: unknown[] = [];
    for (const { id } of due) await this.sweep(id).catch((fault: unknown) => faults.push(fault));
    for (const { subjectId } of await restlessLines(this.db, this.clock.now())) await enqueue(this.db, 'offerSeats', { subjectId }, `offerSeats:${subjectId}`);
    if (faults.length > 0) throw faults[0];
  }

  private async sweep(orderId: string): Promise<void> {
    try {
      if (await this.isUnpaid(orderId)) await this.db.transaction((tx) => releaseHeld(tx, orderId, this.clock.now()));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.log.warn(`order ${orderId} stays held: ${error.code}`);
    }
  }

  /** Asks Stripe: open pages are closed, filled-in ones are looked at once more, and what they say is applied. True when nobody has paid and nobody can any more. */
  private async isUnpaid(orderId: string): Promise<boolean> {
    await this.checkouts.close(orderId);
    for (const { id, status } of await sessionsOf(this.db, orderId)) {
      if (status !== 'complete') continue;
      await this.payments.refresh('session', id);
      await this.changes.apply({ kind: 'session', id, subjectId: orderId });
    }
    await this.askWithoutPage(orderId);
    const paid = (await sessionsOf(this.db, orderId)).some(({ status, paymentStatus }) => status === 'complete' && paymentStatus !== 'unpaid');
    // A page that was filled in has moved the end of the hold, or has paid for it.
    const due = await row(this.db, `select from orders where id = $1 and status = 'held' and held_until <= $2`, [orderId, this.clock.now()]);
    return due !== null && !paid;
  }

  /** A page that Stripe no longer knows cannot say whether it was paid: the payments themselves are asked for, and what there is is applied. */
  private async askWithoutPage(orderId: string): Promise<void> {
    const gone = await row<{ since: Date | null }>(this.db, `select min(created_at) as since from stripe_sessions where subject_id = $1 and purpose = 'order' and gone_at is not null`, [orderId]);
    if (!gone?.since) return;
    const charges = await this.payments.chargesFor({ purpose: 'order', subjectId: orderId }, gone.since);
    for (const id of charges) await this.changes.apply({ kind: 'charge', id, subjectId: orderId });
  }
}

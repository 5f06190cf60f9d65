import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { releaseCommitments, vacate } from '#libs/calendar';
import { theRow, type Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Clock, Refusal, yen } from '#libs/kernel';
import { post, type AccountRef } from '#libs/ledger';
import { notify, type Notice } from '#libs/notices';
import { cancelSale, saleOf } from '#libs/orders';
import { TERMS, type Locale } from '#libs/words';
import type { CancelCause } from './event.rules.js';
import { eventEntry, lockRunEvent, recordEvent, stepEvent, toHost, toSpace } from './event.steps.js';
import type { CancelEvent, EventDetailView } from './events.dto.js';
import type { EventRow } from './events.queries.js';
import type { Standing } from './events.views.js';
import { acceptedOf } from './people.seats.js';
import { toPerson } from './people.service.js';
import { ReadingService } from './reading.service.js';

/** How an event is called off. The page and the list of guests stay. Locks: the event, the sale. */
@Injectable()
export class CancellingService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly reading: ReadingService,
  ) {}

  /**
   * Call it off: room, host and helpers are free, every guest is told and gets all money back, and whoever caused it bears the processing cost that is
   * lost. Refuses 404; 409 `state.wrong`, `event.past` once it is over; 422 `event.causeNotYours`.
   */
  async cancel(actor: Actor, id: string, { cause, reason }: CancelEvent, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event, standing } = await lockRunEvent(tx, actor, id);
      if (standing.space && !standing.host && !standing.coHost && !standing.steward && event.status === 'draft') throw Refusal.missing('event');
      if (event.endsAt <= now) throw Refusal.conflict('event.past');
      requireOwnCause(cause, standing);
      const said = reason ?? TERMS.cancelCause[cause].ja;
      await stepEvent(tx, event, 'cancel', { cancelled_at: now, cancel_cause: cause, cancel_reason: said, move_wish: null });
      await vacate(tx, id);
      const people = await acceptedOf(tx, id);
      await releaseCommitments(tx, [id, ...people.map((person) => person.id)]);
      const sale = await saleOf(tx, id);
      const lostYen = sale ? await lostCostYen(tx, id) : 0;
      const ended = sale ? await cancelSale(tx, { subjectId: id, reason: said, by: actor, at: now }) : null;
      await chargeCost(tx, event, cause, lostYen, actor, now);
      await recordEvent(tx, actor, event, 'event.cancelled', now, { reason: said, after: { cause, lostYen, ...(ended ?? {}) } });
      const entry = (uid: string): Pick<Notice, 'calendar'> => (event.approvedAt || event.publishedAt ? { calendar: eventEntry(uid, event, 'cancelled') } : {});
      const words = { cause, reason: said };
      await notify(tx, [
        ...(event.hostAccountId === actor.accountId ? [] : [{ ...toHost(event, 'eventCancelled', words, now), ...entry(id) }]),
        ...(standing.space || event.status === 'draft' ? [] : (await toSpace(tx, event, 'eventCancelled', { name: event.spaceName ?? '', ...words }, now))),
        ...people.map((person) => ({ ...toPerson(person, event, 'eventCancelled', words, now), ...entry(person.id) })),
      ]);
    });
    return this.reading.read(actor, id, locale);
  }
}

/** Everybody may say that it was their own doing, or nobody's; stewards may say whose it was. */
function requireOwnCause(cause: CancelCause, { host, coHost, space, steward }: Standing): void {
  if (steward || cause === 'forceMajeure') return;
  const own = (cause === 'host' && (host || coHost)) || (cause === 'space' && space);
  if (!own) throw Refusal.rule('event.causeNotYours');
}

/** What Stripe keeps of payments that all go back, as far as it is known by now, whole yen. */
async function lostCostYen(tx: Sql, id: string): Promise<number> {
  const { lost } = await theRow<{ lost: number }>(tx, 'event', 'select coalesce(sum(fee_yen), 0)::int as lost from order_payments where subject_id = $1', [id]);
  return lost;
}

/** Host or space owe the cost of what they have called off; otherwise the cooperative bears it, which is where it stands already. */
async function chargeCost(tx: Sql, event: EventRow, cause: CancelCause, lostYen: number, by: Actor, at: Date): Promise<void> {
  const owing: AccountRef | null = cause === 'host' ? { type: 'receivable', ownerAccountId: event.hostAccountId } : cause === 'space' && event.spaceId ? { type: 'receivable', spaceId: event.spaceId } : null;
  if (!owing || lostYen === 0) return;
  await post(tx, { cause: { kind: 'event.cancelCost', id: event.id }, eventAt: at, by, transfers: [{ from: { type: 'fees' }, to: owing, amountYen: yen(lostYen), kind: 'fee' }] });
}

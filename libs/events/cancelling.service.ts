import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { releaseCommitments, vacate } from '#libs/calendar';
import { theRow, type Sql } from '#libs/database';
import { officers, type Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { notify, type Notice } from '#libs/notices';
import { cancelSale, saleOf } from '#libs/orders';
import { TERMS, type Locale } from '#libs/words';
import { chargeCancelCost } from './cancel-cost.js';
import type { CancelEvent } from './cancelling.dto.js';
import { wasSoldOnline } from './cost-reviews.queries.js';
import { isOfCooperative, type CancelCause } from './event.rules.js';
import { eventEntry, eventParams, lockRunEvent, recordEvent, stepEvent, toHost, toSpace } from './event.steps.js';
import type { EventDetailView } from './events.dto.js';
import type { EventRow } from './events.queries.js';
import type { Standing } from './events.views.js';
import { acceptedOf, builderOf } from './people.seats.js';
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
   * lost. Where host or space say that nobody is to blame they give the reason, and bear the cost until a steward has accepted it. Refuses 400
   * without that reason; 404; 409 `state.wrong`, `event.past` once it is over; 422 `event.causeNotYours`.
   */
  async cancel(actor: Actor, id: string, { cause: named, reason }: CancelEvent, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event, standing } = await lockRunEvent(tx, actor, id);
      if (standing.space && !standing.host && !standing.coHost && !standing.steward && event.status === 'draft') throw Refusal.missing('event');
      if (event.endsAt <= now) throw Refusal.conflict('event.past');
      requireOwnCause(named, standing, event);
      if (named === 'forceMajeure' && !reason) throw Refusal.input([{ path: 'reason', code: 'required' }]);
      // What the cooperative holds itself is its own doing, whoever of it plans it.
      const cause = named === 'host' && isOfCooperative(event.kind) ? 'cooperative' : named;
      const said = reason ?? TERMS.cancelCause[cause].ja;
      await stepEvent(tx, event, 'cancel', { cancelled_at: now, cancel_cause: cause, cancel_reason: said, move_wish: null });
      await vacate(tx, id);
      const people = await acceptedOf(tx, id);
      const builder = await builderOf(tx, id);
      await releaseCommitments(tx, [id, ...people.map((person) => person.id)]);
      const sale = await saleOf(tx, id);
      const ended = sale ? await cancelSale(tx, { subjectId: id, reason: said, by: actor, at: now }) : null;
      // The sale is held by now: what becomes known of the cost from here on is charged after it (job `saleMoneyMoved`).
      const lostYen = sale ? await lostCostYen(tx, id) : 0;
      const borneBy = cause === 'forceMajeure' ? sideOf(standing, event) : null;
      if (borneBy && (await wasSoldOnline(tx, id))) await this.askStewards(tx, actor, event, { borneBy, reason: said, lostYen }, now);
      await chargeCancelCost(tx, event, actor, now);
      await recordEvent(tx, actor, event, 'event.cancelled', now, { reason: said, after: { cause, lostYen, ...(ended ?? {}) } });
      const entry = (uid: string): Pick<Notice, 'calendar'> => (event.approvedAt || event.publishedAt ? { calendar: eventEntry(uid, event, 'cancelled') } : {});
      const words = { cause, reason: said };
      await notify(tx, [
        ...(event.hostAccountId === actor.accountId ? [] : [{ ...toHost(event, 'eventCancelled', words, now), ...entry(id) }]),
        ...(standing.space || event.status === 'draft' ? [] : (await toSpace(tx, event, 'eventCancelled', { name: event.spaceName ?? '', ...words }, now))),
        ...people.map((person) => ({ ...toPerson(person, event, 'eventCancelled', words, now), ...entry(person.id) })),
        ...(builder?.status === 'accepted' ? [toPerson(builder, event, 'eventCancelled', words, now)] : []),
      ]);
    });
    return this.reading.read(actor, id, locale);
  }

  /** Put before the stewards whether the cooperative bears the cost; until then it stands with who called it off. */
  private async askStewards(tx: Sql, actor: Actor, event: EventRow, { borneBy, reason, lostYen }: { borneBy: 'host' | 'space'; reason: string; lostYen: number }, at: Date): Promise<void> {
    await tx.query('insert into event_cost_reviews (event_id, borne_by, reason, asked_by, asked_at) values ($1, $2, $3, $4, $5)', [event.id, borneBy, reason, actor.accountId, at]);
    const params = { ...eventParams(event), by: actor.displayName, reason, costYen: lostYen };
    const stewards = await officers(tx, 'steward');
    await notify(tx, stewards.map((to) => ({ to, template: 'eventCostAsked', params, href: '/admin/events', at })));
  }
}

/** The side that calls it off and would bear the cost; null: a steward in neither, or the cooperative itself. */
function sideOf({ host, coHost, space }: Standing, event: EventRow): 'host' | 'space' | null {
  if ((host || coHost) && !isOfCooperative(event.kind)) return 'host';
  return space ? 'space' : null;
}

/** Everybody may say that it was their own doing, or nobody's; stewards may say whose it was, where they are none of its sides themselves. */
function requireOwnCause(cause: CancelCause, { host, coHost, space, steward }: Standing, { kind }: EventRow): void {
  if (cause === 'forceMajeure' || (steward && (isOfCooperative(kind) || !(host || coHost || space)))) return;
  const own = (cause === 'host' && (host || coHost)) || (cause === 'space' && space);
  if (!own) throw Refusal.rule('event.causeNotYours');
}

/** What Stripe keeps of the payments for an event, also when they all go back; as far as it is known by now, whole yen. */
export async function lostCostYen(tx: Sql, id: string): Promise<number> {
  const { lost } = await theRow<{ lost: number }>(tx, 'event', 'select coalesce(sum(fee_yen), 0)::int as lost from order_payments where subject_id = $1', [id]);
  return lost;
}

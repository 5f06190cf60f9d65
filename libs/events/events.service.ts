import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, rows, type Sql } from '#libs/database';
import { pageOf, PAGE_DEFAULT, readCursor, type Page } from '#libs/door';
import { authorizeWatching, inSpace, type Actor } from '#libs/identity';
import { addDays, Clock, dayIn, dayStart, endOfMonth, month, Refusal } from '#libs/kernel';
import type { Locale } from '#libs/words';
import type { CostOfEventView } from './cancelling.dto.js';
import { costOfEvent, costReviewOf } from './cost-reviews.queries.js';
import { OPEN_STATUSES } from './event.rules.js';
import type { AdminEventView, EventDetailView, EventVersionView, EventView, ListAllEvents, ListEvents, ListMyEvents, ListSpaceEvents } from './events.dto.js';
import { eventKey, eventOnPage, GROUND_GONE, REFUNDS_TO_MEND, listEvents, type EventFilter, type EventRow, type ListedEvent } from './events.queries.js';
import { eventDetailView, eventView, NOBODY, runs, standingOf, type Around, type Blocked, type Standing } from './events.views.js';
import { moveWishView, readsAlong } from './moving.queries.js';

/** Events as people read them: everybody, their hosts, their spaces, the stewards. */
@Injectable()
export class EventsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Public events in order of time, from now on unless `from` or `month` says otherwise. What was called off stays, marked as such. */
  async list(actor: Actor | null, query: ListEvents, locale: Locale): Promise<Page<EventView>> {
    const now = this.clock.now();
    const limit = query.limit ?? PAGE_DEFAULT;
    const span = query.month ? spanOfMonth(query.month) : { from: query.from ?? now, to: query.to };
    const found = await listEvents(this.db, {
      ...span,
      spaceId: query.spaceId,
      prefectures: query.area?.split(','),
      kind: query.kind,
      seriesId: query.seriesId,
      free: query.free === true ? true : undefined,
      after: readCursor(query.cursor, ['instant', 'id']),
      limit: limit + 1,
    });
    return pageOf(found, limit, (event) => eventView(event, standingOf(actor, event), now, locale), eventKey);
  }

  /** One event. Refuses 404 unless it is public, or the reader's, or in the reader's space, or would like to move there. */
  async read(actor: Actor | null, id: string, locale: Locale, blockedOf?: (event: EventRow, standing: Standing) => Promise<Blocked>): Promise<EventDetailView> {
    const now = this.clock.now();
    const event = await eventOnPage(this.db, id);
    const standing = event ? await this.standing(actor, event) : NOBODY;
    if (!event || !(maySee(event, standing) || readsAlong(actor, event))) throw Refusal.missing('event');
    const insider = runs(standing, event);
    const around: Around = {
      people: event.people ?? [],
      versions: insider ? await versionsOf(this.db, id) : [],
      cancelCost: insider && event.cancelCause === 'forceMajeure' ? await this.cancelCost(id) : null,
      moveWish: insider || readsAlong(actor, event) ? await moveWishView(this.db, actor, event, standing, locale) : null,
    };
    const blocked = insider && blockedOf ? await blockedOf(event, standing) : {};
    return eventDetailView(event, standing, around, now, locale, blocked);
  }

  private async cancelCost(id: string): Promise<CostOfEventView | null> {
    const review = await costReviewOf(this.db, id);
    return review && costOfEvent(review);
  }

  /** What a reader is to an event, helpers included. */
  standing(actor: Actor | null, event: ListedEvent): Promise<Standing> {
    return standingIn(this.db, actor, event);
  }

  /** What somebody holds or helps with: ahead, soonest first; or over, latest first. */
  async mine(actor: Actor, query: ListMyEvents, locale: Locale): Promise<Page<EventView>> {
    return this.scoped(actor, query, { ofAccountId: actor.accountId }, locale);
  }

  /** What is planned in a space, and what would like to move there; to be answered by who runs it. Refuses 404 for a space that one does not watch. */
  async ofSpace(actor: Actor, spaceId: string, query: ListSpaceEvents, locale: Locale): Promise<Page<EventView>> {
    authorizeWatching(actor, spaceId);
    const waiting = query.only === 'toAnswer';
    const of = waiting ? { toAnswerOf: spaceId } : { wishedInto: spaceId };
    const page = await this.scoped(actor, query, { ...of, statuses: ['proposed', 'countered', 'refused', 'approved', ...OPEN_STATUSES] }, locale);
    return waiting ? { ...page, items: page.items.map((event) => ({ ...event, can: { ...event.can, answer: inSpace(actor, spaceId) } })) } : page;
  }

  private async scoped(actor: Actor, query: ListMyEvents, of: Pick<EventFilter, 'ofAccountId' | 'toAnswerOf' | 'wishedInto' | 'statuses'>, locale: Locale): Promise<Page<EventView>> {
    const now = this.clock.now();
    const limit = query.limit ?? PAGE_DEFAULT;
    const past = query.about === 'past';
    const found = await listEvents(this.db, {
      statuses: ['draft', 'proposed', 'countered', 'refused', 'approved', ...OPEN_STATUSES],
      ...of,
      ...(past ? { endedBefore: now, backwards: true } : { endsAfter: now }),
      after: readCursor(query.cursor, ['instant', 'id']),
      limit: limit + 1,
    });
    return pageOf(found, limit, (event) => eventView(event, standingOf(actor, event, of.ofAccountId !== undefined && event.hostAccountId !== actor.accountId), now, locale), eventKey);
  }

  /** Every event there is, for the cooperative's desk. */
  async all(actor: Actor, query: ListAllEvents, locale: Locale): Promise<Page<AdminEventView>> {
    const now = this.clock.now();
    const limit = query.limit ?? PAGE_DEFAULT;
    const found = await listEvents<ListedEvent & Pick<AdminEventView, 'unfounded' | 'refundsToMend'>>(
      this.db,
      {
        statuses: query.status ? [query.status] : ['draft', 'proposed', 'countered', 'refused', 'approved', ...OPEN_STATUSES],
        from: query.from,
        to: query.to,
        kind: query.kind,
        spaceId: query.spaceId,
        hostAccountId: query.hostAccountId,
        search: query.search,
        unfounded: query.unfounded ? now : undefined,
        toMend: query.toMend ? true : undefined,
        backwards: query.from === undefined,
        after: readCursor(query.cursor, ['instant', 'id']),
        limit: limit + 1,
      },
      `, ${GROUND_GONE} as unfounded, ${REFUNDS_TO_MEND} as "refundsToMend"`,
    );
    return pageOf(found, limit, (event) => ({ ...eventView(event, standingOf(actor, event), now, locale), unfounded: event.unfounded, refundsToMend: event.refundsToMend }), eventKey);
  }
}

function spanOfMonth(text: string): { from: Date; to: Date } {
  const first = dayIn(month(text), 1);
  return { from: dayStart(first), to: dayStart(addDays(endOfMonth(first), 1)) };
}

/** What a reader is to an event: for mixers a look at who helps. */
export async function standingIn(sql: Sql, actor: Actor | null, event: ListedEvent): Promise<Standing> {
  const plain = standingOf(actor, event);
  if (!actor?.mixerId || plain.host) return plain;
  const helps = await row(sql, `select 1 from event_people where event_id = $1 and mixer_id = $2 and role = 'coHost' and status = 'accepted'`, [event.id, actor.mixerId]);
  return helps ? { ...plain, coHost: true } : plain;
}

/** Whether an event is there for a reader at all. */
export const maySee = (event: ListedEvent, standing: Standing): boolean => OPEN_STATUSES.some((open) => open === event.status && event.status !== 'cancelled') || (event.status === 'cancelled' && wasPublic(event)) || (standing.staff && event.status !== 'draft') || runs(standing, event);

/** A cancelled event stays on its page when it had one: it was on sale. */
const wasPublic = (event: ListedEvent): boolean => event.onSale !== null;

/** What an event said at each version, for those who run it; newest first. */
async function versionsOf(sql: Sql, eventId: string): Promise<EventVersionView[]> {
  const found = await rows<Omit<EventVersionView, 'changedAt'> & { changedAt: Date }>(
    sql,
    `select v.version, v.changed_at as "changedAt", a.display_name as "changedByName", v.reason, v.said
       from event_versions v left join accounts a on a.id = v.changed_by where v.event_id = $1 order by v.version desc limit 50`,
    [eventId],
  );
  return found.map((version) => ({ ...version, changedAt: version.changedAt.toISOString() }));
}

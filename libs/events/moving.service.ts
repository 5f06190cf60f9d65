import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { clashOf } from '#libs/calendar';
import type { Sql } from '#libs/database';
import { inSpace, type Actor } from '#libs/identity';
import { Clock, Refusal, step, type FieldError } from '#libs/kernel';
import { notify, type Notice } from '#libs/notices';
import { moveSale } from '#libs/orders';
import { occupiedPart, spaceRecipients, spaceRow } from '#libs/spaces';
import type { Locale } from '#libs/words';
import { lockHostOf, requireHours, takeTime } from './agreeing.service.js';
import { hostReasons, requireAllowed } from './event.ground.js';
import { EVENT_MACHINE, LONGEST_EVENT_MS } from './event.rules.js';
import { eventEntry, eventParams, lockRunEvent, recordEvent, sell, toHost, toSpace } from './event.steps.js';
import type { EventDetailView, MoveEvent } from './events.dto.js';
import { eventById, lockEvent, type EventRow, type MoveWish } from './events.queries.js';
import { placeOf } from './events.views.js';
import { acceptedOf, commitPerson } from './people.seats.js';
import { toPerson } from './people.service.js';
import { ReadingService } from './reading.service.js';

/** Where and when an event goes. */
interface Destination {
  startsAt: Date;
  endsAt: Date;
  spaceId: string | null;
  resourceId: string | null;
}

/** How an approved event gets another time or place. Locks: the host, the event, the room, the sale. */
@Injectable()
export class MovingService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly reading: ReadingService,
  ) {}

  /**
   * Of the host it is a wish that the space answers by the same verb without a destination; the space where it goes moves it at once. Room, host and
   * helpers are taken anew; guests are told with the new calendar entry and may cancel free of charge from then on.
   * Refuses 400 with the fields; 404; 409 `state.wrong`, `event.started`, `calendar.roomTaken`, `event.hostBusy`, `event.peopleBusy`; 422
   * `event.nothingToMove`, `event.moveReason`, `event.notAllowed` (the new space is not designated then …), `event.outsideHours`.
   */
  async move(actor: Actor, id: string, input: MoveEvent, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await lockHostOf(tx, id);
      const event = await this.lockMovable(tx, actor, id);
      step(EVENT_MACHINE, event.status, 'move');
      if (event.startsAt <= now) throw Refusal.conflict('event.started');
      const answered = event.moveWish && input.startsAt === undefined && input.endsAt === undefined && input.resourceId === undefined && input.spaceId === undefined ? event.moveWish : null;
      const goes = answered ? destinationOf(answered) : wished(event, input);
      const reason = answered?.reason ?? input.reason;
      if (!reason) throw Refusal.rule('event.moveReason');
      await requireDestination(tx, event, goes, now);
      requireAllowed(await hostReasons(tx, { ...event, ...goes }, { approvedBySpace: true }, now));
      if (mayDecide(actor, goes)) await this.go(tx, actor, event, goes, reason, now);
      else await this.wish(tx, actor, event, goes, reason, now);
    });
    return this.reading.read(actor, id, locale);
  }

  /** The event for those who run it, and for the space that it would go to. Refuses 404 for others. */
  private async lockMovable(tx: Sql, actor: Actor, id: string): Promise<EventRow> {
    const event = await lockEvent(tx, id);
    if (event.moveWish && inSpace(actor, event.moveWish.spaceId ?? '')) return event;
    return (await lockRunEvent(tx, actor, id)).event;
  }

  private async wish(tx: Sql, actor: Actor, event: EventRow, goes: Destination, reason: string, now: Date): Promise<void> {
    const wish: MoveWish = {
      startsAt: goes.startsAt.toISOString(),
      endsAt: goes.endsAt.toISOString(),
      spaceId: goes.spaceId,
      resourceId: goes.resourceId,
      reason,
      by: actor.accountId,
      wishedAt: now.toISOString(),
    };
    await tx.query('update events set move_wish = $2 where id = $1', [event.id, JSON.stringify(wish)]);
    await recordEvent(tx, actor, event, 'event.moveWished', now, { reason, after: { startsAt: wish.startsAt, endsAt: wish.endsAt, spaceId: wish.spaceId, resourceId: wish.resourceId } });
    const params = { ...eventParams(event), reason, newSpan: `${wish.startsAt}/${wish.endsAt}` };
    const asked = goes.spaceId ? await spaceRecipients(tx, goes.spaceId) : [];
    await notify(tx, asked.map((to) => ({ to, template: 'eventMoveWished', params, href: `/spaces/${goes.spaceId}/events/${event.id}`, at: now })));
  }

  private async go(tx: Sql, actor: Actor, event: EventRow, goes: Destination, reason: string, now: Date): Promise<void> {
    const before = { startsAt: event.startsAt.toISOString(), endsAt: event.endsAt.toISOString(), place: placeOf(event), reason, movedAt: now.toISOString() };
    await requireHours(tx, actor, { ...event, spaceId: goes.spaceId }, goes, event.outsideHours);
    const version = event.version + 1;
    await tx.query('update events set starts_at = $2, ends_at = $3, space_id = $4, resource_id = $5, moved_from = $6, move_wish = null, version = $7, warned_at = null where id = $1', [
      event.id,
      goes.startsAt,
      goes.endsAt,
      goes.spaceId,
      goes.resourceId,
      JSON.stringify(before),
      version,
    ]);
    const moved = await eventById(tx, event.id);
    if (!moved) throw Refusal.missing('event');
    await tx.query('insert into event_versions (event_id, version, said, changed_by, changed_at, reason) values ($1, $2, $3, $4, $5, $6)', [
      event.id,
      version,
      JSON.stringify({ startsAt: moved.startsAt, endsAt: moved.endsAt, spaceId: moved.spaceId, resourceId: moved.resourceId }),
      actor.accountId,
      now,
      reason,
    ]);
    await takeTime(tx, moved);
    const people = await acceptedOf(tx, event.id);
    for (const person of people) {
      const clash = await clashOf(tx, person.accountId, moved, person.id);
      if (clash) throw Refusal.conflict('event.peopleBusy', { name: person.name, span: `${clash.startsAt.toISOString()}/${clash.endsAt.toISOString()}` });
      await commitPerson(tx, person, moved);
    }
    if (event.status === 'published') {
      await sell(tx, moved, now);
      await moveSale(tx, { subjectId: event.id, reason, by: actor, at: now });
    }
    await recordEvent(tx, actor, event, 'event.moved', now, { reason, after: { startsAt: moved.startsAt, endsAt: moved.endsAt, spaceId: moved.spaceId, resourceId: moved.resourceId, version } });
    const words = { reason, place: placeOf(moved) };
    const left = event.spaceId !== null && event.spaceId !== moved.spaceId ? await toSpace(tx, event, 'eventMoved', { name: event.spaceName ?? '', ...words }, now) : [];
    const notices: Notice[] = [
      toHost(moved, 'eventMoved', words, now, eventEntry(event.id, moved, 'confirmed')),
      ...left,
      ...people.map((person) => ({ ...toPerson(person, moved, 'eventMoved', words, now), calendar: eventEntry(person.id, moved, 'confirmed') })),
    ];
    await notify(tx, notices);
  }
}

/** Whoever runs the space it goes to decides; without a space, whoever runs the event. */
const mayDecide = (actor: Actor, { spaceId }: Destination): boolean => spaceId === null || inSpace(actor, spaceId);

const destinationOf = ({ startsAt, endsAt, spaceId, resourceId }: MoveWish): Destination => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt), spaceId, resourceId });

/** Where it would go; the length stays unless an end is named. Refuses 422 `event.nothingToMove`. */
function wished(event: EventRow, { startsAt = event.startsAt, endsAt, spaceId, resourceId }: MoveEvent): Destination {
  const length = event.endsAt.getTime() - event.startsAt.getTime();
  const elsewhere = spaceId !== undefined && spaceId !== event.spaceId;
  const goes: Destination = {
    startsAt,
    endsAt: endsAt ?? new Date(startsAt.getTime() + length),
    spaceId: spaceId ?? event.spaceId,
    resourceId: resourceId ?? (elsewhere ? null : event.resourceId),
  };
  const same = goes.startsAt.getTime() === event.startsAt.getTime() && goes.endsAt.getTime() === event.endsAt.getTime() && goes.spaceId === event.spaceId && goes.resourceId === event.resourceId;
  if (same) throw Refusal.rule('event.nothingToMove');
  return goes;
}

/** A future, forward time, in a room of that space. Refuses 400 with the fields. */
async function requireDestination(tx: Sql, event: EventRow, goes: Destination, now: Date): Promise<void> {
  const fields: FieldError[] = [];
  if (goes.startsAt <= now) fields.push({ path: 'startsAt', code: 'past' });
  if (goes.endsAt <= goes.startsAt) fields.push({ path: 'endsAt', code: 'reversed' });
  else if (goes.endsAt.getTime() - goes.startsAt.getTime() > LONGEST_EVENT_MS) fields.push({ path: 'endsAt', code: 'tooLongEvent' });
  const space = goes.spaceId ? await spaceRow(tx, goes.spaceId) : null;
  if (goes.spaceId && space?.status !== 'member') fields.push({ path: 'spaceId', code: 'id' });
  const part = goes.resourceId ? await occupiedPart(tx, goes.resourceId) : null;
  if (goes.resourceId ? part?.spaceId !== goes.spaceId : event.format !== 'online' && goes.spaceId !== null) fields.push({ path: 'resourceId', code: goes.resourceId ? 'id' : 'required' });
  if (fields.length > 0) throw Refusal.input(fields);
}

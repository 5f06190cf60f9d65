import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { clashOf } from '#libs/calendar';
import { row, type Sql } from '#libs/database';
import { inSpace, type Actor } from '#libs/identity';
import { Clock, Refusal, step, type FieldError } from '#libs/kernel';
import { notify, type Notice, type Recipient } from '#libs/notices';
import { moveSale } from '#libs/orders';
import { agreementOf, agreeSplit, offerSplit, requireSoundTerms, requireUnfrozen } from '#libs/revenue';
import { occupiedPart, spaceRecipients, spaceRow } from '#libs/spaces';
import type { Locale, MailTemplate, Params } from '#libs/words';
import { lockHostOf, requireHours, takeTime } from './agreeing.service.js';
import { hostReasons, requireAllowed } from './event.ground.js';
import { EVENT_MACHINE, isOfCooperative, isPaid, LONGEST_EVENT_MS } from './event.rules.js';
import { eventEntry, eventParams, recordEvent, sell, toHost, toSpace, type Held } from './event.steps.js';
import type { EventDetailView } from './events.dto.js';
import { eventById, lockSoldEvent, type EventRow, type MoveAnswer, type MoveCounter, type MoveWish } from './events.queries.js';
import { standingIn } from './events.service.js';
import { holds, placeOf, runs } from './events.views.js';
import type { CounterMove, MoveEvent, RefuseMove } from './moving.dto.js';
import { isAskedToTakeIn, isElsewhere, waitsForHost } from './moving.queries.js';
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

/** How an approved event gets another time or place. Locks: the host, the event and its sale, the room, the split. */
@Injectable()
export class MovingService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly reading: ReadingService,
  ) {}

  /**
   * Of the host it is a wish that the space answers by the same verb without a destination; the space moves it within itself at once. Into another
   * space nothing goes without the host: what its space or a steward wishes is put before the host, and before the other space once the host has said
   * yes by the same verb. A space that takes an event in agrees to the split as it stands by saying yes; the host says yes to what it asks for instead
   * by the same verb. Room, host and helpers are taken anew; guests are told with the new calendar entry and may cancel free of charge from then on.
   * Refuses 400 with the fields; 404; 409 `state.wrong`, `event.started`, `calendar.roomTaken`, `event.hostBusy`, `event.peopleBusy`, `move.changed`,
   * `split.changed`, `split.frozen`; 422 `event.nothingToMove`, `event.moveReason`, `event.notAllowed` (the new space is not designated then …),
   * `event.outsideHours`, `event.outsideHoursOwnerOnly`.
   */
  async move(actor: Actor, id: string, input: MoveEvent, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await lockHostOf(tx, id);
      const { event, standing } = await lockMovable(tx, actor, id);
      step(EVENT_MACHINE, event.status, 'move');
      if (event.startsAt <= now) throw Refusal.conflict('event.started');
      const answered = isAnswer(input) ? event.moveWish : null;
      // A space that is asked answers; where else it might go is for those who run it.
      if (!answered && !runs(standing, event)) throw Refusal.missing('event');
      if (answered) requireSaid(answered, input.saidAt);
      const goes = answered ? destinationOf(answered) : wished(event, input);
      const reason = answered?.reason ?? input.reason;
      if (!reason) throw Refusal.rule('event.moveReason');
      await requireDestination(tx, event, goes, now);
      requireAllowed(await hostReasons(tx, { ...event, ...goes }, { approvedBySpace: true }, now));
      const host = holds(standing, event);
      // Who is both, host and of the space, answers as the host first, and as the space only by naming the split that it takes.
      const waits = answered ? waitsForHost(event, answered) : isElsewhere(event, goes) && !host;
      const decides = mayDecide(actor, goes) && !waits;
      const counter = answered?.counter && host && !(decides && input.splitVersion !== undefined) ? answered.counter : null;
      if (counter) await this.acceptCounter(tx, actor, event, counter, now);
      else if (decides) await joinSplit(tx, actor, event, goes, input.splitVersion, now);
      else if (!answered) return this.wish(tx, actor, event, goes, reason, host, now);
      else if (host && waits) return this.consent(tx, actor, event, answered, now);
      else return;
      const there = { spaceId: goes.spaceId, format: event.format };
      const outsideHours = counter?.outsideHours ?? (await requireHours(tx, actor, there, goes, input.outsideHours ?? false));
      await this.go(tx, actor, event, goes, { reason, outsideHours }, now);
    });
    return this.reading.read(actor, id, locale);
  }

  /**
   * The space that an event would like to move to would share otherwise; until the host has said yes the event stays where it is. Outside its hours
   * its owner says yes to that here, for nobody of it is asked again. Refuses 404; 409 `move.nothingWished`, `split.frozen` once something was sold;
   * 422 `move.noCounter` within the same space or for what costs nothing, unsound terms, `event.outsideHours`, `event.outsideHoursOwnerOnly`.
   */
  async counter(actor: Actor, id: string, { split, note = '', outsideHours = false }: CounterMove, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event } = await lockMovable(tx, actor, id);
      const wish = requireWish(event);
      if (!isAskedToTakeIn(actor, event)) throw Refusal.missing('event');
      if (!isElsewhere(event, wish) || !isPaid(event)) throw Refusal.rule('move.noCounter');
      requireSoundTerms(split);
      await requireUnfrozen(tx, id);
      const counter: MoveCounter = {
        base: split.base,
        shares: split.shares.map(({ role, kind, value }) => ({ role, kind, value })),
        note,
        by: actor.accountId,
        name: actor.displayName,
        at: now.toISOString(),
        ...((await requireHours(tx, actor, { spaceId: wish.spaceId, format: event.format }, destinationOf(wish), outsideHours)) ? { outsideHours } : {}),
      };
      await tx.query('update events set move_wish = $2 where id = $1', [id, JSON.stringify({ ...wish, counter })]);
      await recordEvent(tx, actor, event, 'event.moveCountered', now, { reason: note || null, after: { spaceId: wish.spaceId, base: counter.base, shares: counter.shares, outsideHours: counter.outsideHours ?? false } });
      await notify(tx, [toHost(event, 'eventMoveCountered', { by: actor.displayName, newSpan: spanOf(wish), note }, now)]);
    });
    return this.reading.read(actor, id, locale);
  }

  /**
   * Say no to a wish, and why: the space that is asked, or the host, who takes the wish back or does not want what the space asks for instead. What
   * waits for the host is refused by the host, and taken back by whoever runs the event. It stays where it is; the other side is told, and whose wish
   * it was. Refuses 404, 409 `move.nothingWished`.
   */
  async refuse(actor: Actor, id: string, { reason }: RefuseMove, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event, standing } = await lockMovable(tx, actor, id);
      const wish = requireWish(event);
      const asked = isAskedToTakeIn(actor, event);
      const host = holds(standing, event);
      const waits = waitsForHost(event, wish);
      if (!asked && !host && !waits) throw Refusal.missing('event');
      const takenBack = waits ? !host : !asked;
      const side = host && !asked ? 'host' : 'space';
      const answer: MoveAnswer = { side, takenBack, reason, name: actor.displayName, at: now.toISOString(), startsAt: wish.startsAt, endsAt: wish.endsAt };
      await tx.query('update events set move_wish = null, move_answer = $2 where id = $1', [id, JSON.stringify(answer)]);
      await recordEvent(tx, actor, event, takenBack ? 'event.moveTakenBack' : 'event.moveRefused', now, { reason, after: wishDeed(wish) });
      const template = takenBack ? 'eventMoveTakenBack' : 'eventMoveRefused';
      const words = { by: actor.displayName, reason, newSpan: spanOf(wish) };
      const toAskedSpace = async (): Promise<Notice[]> => (waits && !wish.counter ? [] : toAsked(tx, event, wish, template, words, now));
      const other = side === 'space' ? [toHost(event, template, words, now)] : await toAskedSpace();
      const wisher = [event.hostAccountId, actor.accountId].includes(wish.by) ? [] : await toWisher(tx, event, wish, template, words, now);
      await notify(tx, [...other, ...wisher]);
    });
    return this.reading.read(actor, id, locale);
  }

  /** The host's yes to what the space asked for: its terms become the split, agreed by both. */
  private async acceptCounter(tx: Sql, actor: Actor, event: EventRow, { by, name, at, note, base, shares }: MoveCounter, now: Date): Promise<void> {
    const offer = { subjectKind: 'event', subjectId: event.id, terms: { base, shares }, side: 'space', actor: { accountId: by, displayName: name }, at: new Date(at), note } as const;
    const { version } = await offerSplit(tx, offer);
    await agreeSplit(tx, { subjectId: event.id, version, side: isOfCooperative(event.kind) ? 'cooperative' : 'host', actor, at: now });
  }

  /** Keep a wish and ask whoever it is put before: the host where it leads into another space and is not the host's own, else the space. */
  private async wish(tx: Sql, actor: Actor, event: EventRow, goes: Destination, reason: string, host: boolean, now: Date): Promise<void> {
    const wish: MoveWish = {
      startsAt: goes.startsAt.toISOString(),
      endsAt: goes.endsAt.toISOString(),
      spaceId: goes.spaceId,
      resourceId: goes.resourceId,
      reason,
      by: actor.accountId,
      name: actor.displayName,
      host: host ? saidBy(actor, now) : null,
      wishedAt: now.toISOString(),
    };
    await tx.query('update events set move_wish = $2, move_answer = null where id = $1', [event.id, JSON.stringify(wish)]);
    await recordEvent(tx, actor, event, 'event.moveWished', now, { reason, after: wishDeed(wish) });
    const words = { reason, newSpan: spanOf(wish) };
    if (!waitsForHost(event, wish)) return notify(tx, await toAsked(tx, event, wish, 'eventMoveWished', words, now));
    const there = wish.spaceId ? await spaceRow(tx, wish.spaceId) : null;
    return notify(tx, [toHost(event, 'eventMoveHostAsked', { by: actor.displayName, newSpace: there?.name ?? '', ...words }, now)]);
  }

  /** The host's yes to where somebody else would like to have the event: from now on the space there is asked. */
  private async consent(tx: Sql, actor: Actor, event: EventRow, wish: MoveWish, now: Date): Promise<void> {
    await tx.query('update events set move_wish = $2 where id = $1', [event.id, JSON.stringify({ ...wish, host: saidBy(actor, now) })]);
    await recordEvent(tx, actor, event, 'event.moveHostAgreed', now, { after: wishDeed(wish) });
    await notify(tx, await toAsked(tx, event, wish, 'eventMoveWished', { reason: wish.reason, newSpan: spanOf(wish) }, now));
  }

  private async go(tx: Sql, actor: Actor, event: EventRow, goes: Destination, { reason, outsideHours }: { reason: string; outsideHours: boolean }, now: Date): Promise<void> {
    const before = { startsAt: event.startsAt.toISOString(), endsAt: event.endsAt.toISOString(), place: placeOf(event), reason, movedAt: now.toISOString() };
    const version = event.version + 1;
    await tx.query(
      `update events set starts_at = $2, ends_at = $3, space_id = $4, resource_id = $5, moved_from = $6, move_wish = null, move_answer = null, version = $7, warned_at = null, outside_hours = $8
        where id = $1`,
      [event.id, goes.startsAt, goes.endsAt, goes.spaceId, goes.resourceId, JSON.stringify(before), version, outsideHours],
    );
    const moved = await eventById(tx, event.id);
    if (!moved) throw Refusal.missing('event');
    await tx.query('insert into event_versions (event_id, version, said, changed_by, changed_at, reason) values ($1, $2, $3, $4, $5, $6)', [
      event.id,
      version,
      JSON.stringify({ startsAt: moved.startsAt, endsAt: moved.endsAt, spaceId: moved.spaceId, resourceId: moved.resourceId, outsideHours }),
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
      await moveSale(tx, { subjectId: event.id, before: event.startsAt, reason, by: actor, at: now });
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

/** An event that may be moved, with its sale: for those who run it, and for the space that it would go to. Refuses 404 for anybody else. */
async function lockMovable(tx: Sql, actor: Actor, id: string): Promise<Held> {
  const event = await lockSoldEvent(tx, id);
  const standing = await standingIn(tx, actor, event);
  if (!runs(standing, event) && !isAskedToTakeIn(actor, event)) throw Refusal.missing('event');
  return { event, standing };
}

/** A body that names no destination answers a wish. */
const isAnswer = ({ startsAt, endsAt, resourceId, spaceId }: MoveEvent): boolean => [startsAt, endsAt, resourceId, spaceId].every((said) => said === undefined);

/** Nobody says yes to a time, a room or terms that they have not seen. Refuses 409 `move.changed`. */
function requireSaid({ wishedAt, counter }: MoveWish, saidAt: Date | undefined): void {
  if (saidAt && saidAt.toISOString() !== (counter?.at ?? wishedAt)) throw Refusal.conflict('move.changed');
}

function requireWish({ moveWish }: EventRow): MoveWish {
  if (!moveWish) throw Refusal.conflict('move.nothingWished');
  return moveWish;
}

const saidBy = ({ displayName }: Actor, at: Date): { name: string; at: string } => ({ name: displayName, at: at.toISOString() });
const spanOf = ({ startsAt, endsAt }: MoveWish): string => `${startsAt}/${endsAt}`;
const wishDeed = ({ startsAt, endsAt, spaceId, resourceId }: MoveWish) => ({ startsAt, endsAt, spaceId, resourceId });

/** A notice to the space that a wish asks. */
async function toAsked(tx: Sql, event: EventRow, { spaceId }: MoveWish, template: MailTemplate, params: Params, at: Date): Promise<Notice[]> {
  const asked = spaceId ? await spaceRecipients(tx, spaceId) : [];
  return asked.map((to) => ({ to, template, params: { ...eventParams(event), ...params }, href: `/spaces/${spaceId}/events/${event.id}`, at }));
}

/** A notice to whose wish it was, where it was not the host's: to the people of its space if it was one of them, else to that person alone. */
async function toWisher(tx: Sql, event: EventRow, { by }: MoveWish, template: MailTemplate, params: Params, at: Date): Promise<Notice[]> {
  const ofSpace = await toSpace(tx, event, template, { name: event.spaceName ?? '', ...params }, at);
  if (ofSpace.some(({ to }) => to.accountId === by)) return ofSpace;
  const found = await row<Recipient & { name: string }>(tx, 'select id as "accountId", email, locale, display_name as name from accounts where id = $1 and disabled_at is null', [by]);
  if (!found) return [];
  const { name, ...to } = found;
  return [{ to, template, params: { ...eventParams(event), name, ...params }, href: `/me/events/${event.id}`, at }];
}

/**
 * A space that takes an event in says yes to the split as it stands, by name; where nothing is shared, or it stays in the same space, there is
 * nothing to say. Refuses 409 `split.changed` when another version stands than the one that was read.
 */
async function joinSplit(tx: Sql, actor: Actor, event: EventRow, { spaceId }: Destination, splitVersion: number | undefined, at: Date): Promise<void> {
  const live = isElsewhere(event, { spaceId }) ? await agreementOf(tx, event.id) : null;
  if (!live) return;
  if (splitVersion !== undefined && splitVersion !== live.version) throw Refusal.conflict('split.changed', { version: live.version });
  await tx.query('insert into event_split_consents (agreement_id, space_id, account_id, name, agreed_at) values ($1, $2, $3, $4, $5) on conflict do nothing', [
    live.id,
    spaceId,
    actor.accountId,
    actor.displayName,
    at,
  ]);
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

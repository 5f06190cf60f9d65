import { recordDeed, type AuditActor } from '#libs/audit';
import type { Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Refusal, step } from '#libs/kernel';
import type { CalendarEntry, Notice, Recipient } from '#libs/notices';
import { openSale } from '#libs/orders';
import { spaceRecipients } from '#libs/spaces';
import type { AuditAction, MailTemplate, Params } from '#libs/words';
import { EVENT_MACHINE, isOfCooperative, isPaid, type EventAction, type EventStatus } from './event.rules.js';
import { lockEvent, type EventRow } from './events.queries.js';
import { standingIn } from './events.service.js';
import { holds, placeOf, runs, type Standing } from './events.views.js';

/** An event that somebody acts on, locked, with what they are to it. */
export interface Held {
  event: EventRow;
  standing: Standing;
}

/** Lock an event for whoever plans it: its host, a co-host, a steward for the cooperative's own. Refuses 404 for anybody else. */
export async function lockOwnEvent(tx: Sql, actor: Actor, id: string): Promise<Held> {
  const event = await lockEvent(tx, id);
  const standing = await standingIn(tx, actor, event);
  if (!holds(standing, event)) throw Refusal.missing('event');
  return { event, standing };
}

/** Lock an event for the people of its space. Refuses 404 for anybody else. */
export async function lockEventOfSpace(tx: Sql, actor: Actor, id: string): Promise<Held> {
  const event = await lockEvent(tx, id);
  const standing = await standingIn(tx, actor, event);
  if (!standing.space) throw Refusal.missing('event');
  return { event, standing };
}

/** Lock an event for whoever has to do with it: those who plan it, its space, the stewards. Refuses 404 for anybody else. */
export async function lockRunEvent(tx: Sql, actor: Actor, id: string): Promise<Held> {
  const event = await lockEvent(tx, id);
  const standing = await standingIn(tx, actor, event);
  if (!runs(standing, event)) throw Refusal.missing('event');
  return { event, standing };
}

/** The columns that a step writes besides the state. */
type EventChange = Partial<
  Record<'answer_reason' | 'approved_at' | 'approved_by' | 'cancel_cause' | 'cancel_reason' | 'cancelled_at' | 'move_wish' | 'proposed_at' | 'published_at' | 'rule_set_version', unknown>
>;

/** Step the state of an event that this transaction has locked. Refuses 409 `state.wrong`. */
export async function stepEvent(tx: Sql, event: EventRow, action: EventAction, change: EventChange = {}): Promise<EventStatus> {
  const to = step(EVENT_MACHINE, event.status, action);
  const columns = Object.keys(change).map((column, index) => `, ${column} = $${index + 3}`);
  await tx.query(`update events set status = $2${columns.join('')} where id = $1`, [event.id, to, ...Object.values(change)]);
  return to;
}

interface Said {
  reason?: string | null;
  after?: Record<string, unknown> | null;
}

/** Write down what became of an event. */
export const recordEvent = (tx: Sql, by: AuditActor, event: EventRow, action: AuditAction, at: Date, { reason = null, after = null }: Said = {}): Promise<void> =>
  recordDeed(tx, {
    at,
    by,
    action,
    subject: { type: 'event', id: event.id },
    concernsAccountId: event.hostAccountId,
    spaceId: event.spaceId,
    reason,
    before: { status: event.status },
    after,
  });

/** How sentences speak of an event. */
export const eventParams = (event: Pick<EventRow, 'title' | 'spaceName' | 'startsAt' | 'endsAt' | 'hostName'>): Params => ({
  title: event.title,
  space: event.spaceName ?? '',
  host: event.hostName,
  span: `${event.startsAt.toISOString()}/${event.endsAt.toISOString()}`,
});

export const hostRecipient = (event: EventRow): Recipient => ({ accountId: event.hostAccountId, email: event.hostEmail, locale: event.hostLocale });

/** A notice to the host; `calendar` says what becomes of the entry in their own calendar. */
export const toHost = (event: EventRow, template: MailTemplate, params: Params, at: Date, calendar?: CalendarEntry): Notice => ({
  to: hostRecipient(event),
  template,
  params: { ...eventParams(event), name: event.hostName, ...params },
  href: `/me/events/${event.id}`,
  ...(calendar ? { calendar } : {}),
  at,
});

/** The same notice to the owners and managers of the event's space. */
export async function toSpace(tx: Sql, event: EventRow, template: MailTemplate, params: Params, at: Date): Promise<Notice[]> {
  if (event.spaceId === null) return [];
  const said = { ...eventParams(event), ...params };
  return (await spaceRecipients(tx, event.spaceId)).map((to) => ({ to, template, params: said, href: `/spaces/${event.spaceId}/events/${event.id}`, at }));
}

/**
 * An event in the calendar of somebody who has to be there; `uid` is the event's for the host and the invitation's for others. Calendars follow
 * the higher sequence: each version has two, one for the entry and one for its end.
 */
export const eventEntry = (uid: string, event: EventRow, status: CalendarEntry['status'], version = event.version): CalendarEntry => ({
  uid: `${uid}@mazeru`,
  sequence: 2 * version + (status === 'cancelled' ? 1 : 0),
  status,
  startsAt: event.startsAt.toISOString(),
  endsAt: event.endsAt.toISOString(),
  title: event.title,
  place: placeOf(event),
  description: event.theme,
});

/** Put an event on sale as it stands now, or change what is. */
export async function sell(tx: Sql, event: EventRow, at: Date): Promise<void> {
  await openSale(tx, {
    subjectKind: 'event',
    subjectId: event.id,
    title: event.title,
    place: placeOf(event),
    spaceId: event.spaceId,
    hostAccountId: isOfCooperative(event.kind) ? null : event.hostAccountId,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    capacity: event.capacity,
    seller: event.sellerOfRecord,
    methods: isPaid(event) ? event.methods : ['free'],
    policy: event.cancellationPolicy,
    questions: event.questions,
    ticketTypes: event.ticketTypes,
    onlineUrl: event.onlineUrl,
    at,
  });
}


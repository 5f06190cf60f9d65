import { commit } from '#libs/calendar';
import { planned, rows, type Sql } from '#libs/database';
import type { Span } from '#libs/kernel';
import { giveSeat } from '#libs/orders';
import type { Capability } from '#libs/tiers';
import type { Locale } from '#libs/words';
import { isSeated, type PersonRole, type PersonStatus, type SeatRole } from './event.rules.js';
import type { EventRow } from './events.queries.js';

/** What each part asks of a mixer. */
export const CAPABILITY_OF = {
  coHost: 'event.join',
  panelist: 'event.sitPanel',
  monitor: 'event.monitor',
  promoter: 'promo.post',
  // A share needs no seat and no evening, but a mixer of the cooperative.
  builder: 'event.join',
} as const satisfies Record<PersonRole, Capability>;

/** Somebody with a duty at an event. */
export interface PersonRow {
  id: string;
  eventId: string;
  role: PersonRole;
  status: PersonStatus;
  mixerId: string;
  accountId: string;
  name: string;
  email: string;
  locale: Locale;
  duty: string;
  orderId: string | null;
  invitedAt: Date;
  answeredAt: Date | null;
  postUrl: string | null;
  postLabel: string | null;
  doneAt: Date | null;
}

const PERSON = `
  select p.id, p.event_id as "eventId", p.role, p.status, p.mixer_id as "mixerId", p.account_id as "accountId", a.display_name as name, a.email, a.locale, p.duty,
         p.order_id as "orderId", p.invited_at as "invitedAt", p.answered_at as "answeredAt", p.post_url as "postUrl", p.post_label as "postLabel", p.done_at as "doneAt"
    from event_people p join accounts a on a.id = p.account_id`;

/** Everybody who was asked, in the order they were. */
export const peopleOf = (sql: Sql, eventId: string): Promise<PersonRow[]> => rows<PersonRow>(sql, `${PERSON} where p.event_id = $1 order by p.id`, [eventId]);

/** Somebody with a seat. */
export type SeatedPerson = PersonRow & { role: SeatRole };
export const isSeatedPerson = (person: PersonRow): person is SeatedPerson => isSeated(person.role);

/** Those who have accepted a seat. */
export const acceptedOf = (sql: Sql, eventId: string): Promise<SeatedPerson[]> =>
  rows<SeatedPerson>(sql, `${PERSON} where p.event_id = $1 and p.status = 'accepted' and p.role <> 'builder' order by p.id`, [eventId]);

/** Who built the business, as long as they are asked or have agreed; null when nobody is named. */
export const builderOf = async (sql: Sql, eventId: string): Promise<PersonRow | null> =>
  (await rows<PersonRow>(sql, `${PERSON} where p.event_id = $1 and p.role = 'builder' and p.status in ('invited', 'accepted')`, [eventId]))[0] ?? null;

/** The account that has the builder's share: of who has agreed to it; null when nobody has. */
export async function builderAccountOf(sql: Sql, eventId: string): Promise<string | null> {
  const [builder] = await planned<{ accountId: string }>(sql, 'event-builder', BUILDER, [eventId]);
  return builder?.accountId ?? null;
}

const BUILDER = `select account_id as "accountId" from event_people where event_id = $1 and role = 'builder' and status = 'accepted'`;

/** One of them, or null; locked by the caller through the event. */
export const personById = async (sql: Sql, id: string): Promise<PersonRow | null> => (await rows<PersonRow>(sql, `${PERSON} where p.id = $1`, [id]))[0] ?? null;

/** What one mixer is asked for and has not answered yet, and what they have accepted and is still ahead. */
export const invitationsOf = (sql: Sql, mixerId: string, now: Date): Promise<PersonRow[]> =>
  rows<PersonRow>(
    sql,
    `${PERSON} join events e on e.id = p.event_id
      where p.mixer_id = $1 and p.status in ('invited', 'accepted') and e.ends_at > $2
        and e.status = any(case when p.role = 'builder' then '{draft,proposed,countered,refused,approved,published}' else '{approved,published}' end::text[])
      order by e.starts_at, p.id limit 100`,
    [mixerId, now],
  );

/** Take the time of somebody who has accepted, or move it with the event. */
export const commitPerson = (tx: Sql, person: SeatedPerson, event: Pick<EventRow, 'spaceId' | 'title' | 'ruleSetVersion'> & Span): Promise<void> =>
  commit(tx, {
    accountId: person.accountId,
    mixerId: person.mixerId,
    spaceId: event.spaceId,
    kind: 'event',
    subjectId: person.id,
    capability: CAPABILITY_OF[person.role],
    ruleSetVersion: event.ruleSetVersion,
    title: event.title,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
  });

/** The free seat of somebody who has accepted; once a person. */
export async function seatPerson(tx: Sql, person: SeatedPerson, at: Date): Promise<void> {
  if (person.orderId !== null) return;
  const { eventId: subjectId, role, accountId, name, email, locale } = person;
  const { orderId } = await giveSeat(tx, { subjectId, role, accountId, name, email, locale, at });
  await tx.query('update event_people set order_id = $2 where id = $1', [person.id, orderId]);
}

/** When the sale opens, everybody who has accepted by then gets a seat. */
export async function seatAccepted(tx: Sql, event: EventRow, at: Date): Promise<void> {
  for (const person of await acceptedOf(tx, event.id)) await seatPerson(tx, person, at);
}

import { row, rows, theRow, type Sql } from '#libs/database';
import type { SpaceRole } from '#libs/identity';
import type { Day, Hours, HoursException, Weekday } from '#libs/kernel';
import type { Recipient } from '#libs/notices';
import type { Locale } from '#libs/words';
import { occupiedPartOf, type OccupiedPart, type Placed, type ResourceKind, type SpaceRelation, type SpaceStatus, type WeekdayKey } from './space.rules.js';

/** A space as it is stored. Instants UTC. */
export interface SpaceRow {
  id: string;
  slug: string;
  status: SpaceStatus;
  name: string;
  kana: string;
  prefecture: string;
  postalCode: string;
  city: string;
  street: string;
  access: string;
  phone: string;
  email: string;
  website: string;
  introduction: string;
  houseRules: string;
  recruiterName: string;
  recruiterAddress: string;
  recruiterContact: string;
  recruitingContent: string;
  recruitingPlace: string;
  recruitingReward: string;
  appliedBy: string | null;
  applicationNote: string;
  decisionReason: string | null;
  termsAcceptedAt: Date | null;
  createdAt: Date;
}

const SPACE_COLUMNS = `
  id, slug, status, name, kana, prefecture, postal_code as "postalCode", city, street, access, phone, email, website, introduction,
  house_rules as "houseRules", recruiter_name as "recruiterName", recruiter_address as "recruiterAddress",
  recruiter_contact as "recruiterContact", recruiting_content as "recruitingContent", recruiting_place as "recruitingPlace",
  recruiting_reward as "recruitingReward", applied_by as "appliedBy", application_note as "applicationNote",
  decision_reason as "decisionReason", terms_accepted_at as "termsAcceptedAt", created_at as "createdAt"`;

/** One space, or null. */
export function spaceRow(sql: Sql, id: string): Promise<SpaceRow | null> {
  return row<SpaceRow>(sql, `select ${SPACE_COLUMNS} from spaces where id = $1`, [id]);
}

/** One space by its name in addresses, or null. */
export function spaceBySlug(sql: Sql, slug: string): Promise<SpaceRow | null> {
  return row<SpaceRow>(sql, `select ${SPACE_COLUMNS} from spaces where slug = $1`, [slug]);
}

/**
 * One space, locked until the transaction ends: whatever changes it, its rooms, manuals or people stands in line here, while rows that
 * only point to it (claims, shifts) go on. Refuses 404.
 */
export function lockSpace(tx: Sql, id: string): Promise<SpaceRow> {
  return theRow<SpaceRow>(tx, 'space', `select ${SPACE_COLUMNS} from spaces where id = $1 for no key update`, [id]);
}

/** A week's hours and the days that differ, as the rules of opening hours read them. */
export interface SpaceHours {
  hours: Hours;
  exceptions: HoursException[];
}

/** A space that has set no hours yet. */
export const ALWAYS_CLOSED: SpaceHours = { hours: [], exceptions: [] };

/** When a space is open. */
export async function hoursOf(sql: Sql, spaceId: string): Promise<SpaceHours> {
  return (await hoursOfSpaces(sql, [spaceId])).get(spaceId) ?? ALWAYS_CLOSED;
}

/** When several spaces are open, by their ids. */
export async function hoursOfSpaces(sql: Sql, spaceIds: readonly string[]): Promise<Map<string, SpaceHours>> {
  const found = await rows<{
    spaceId: string;
    hours: { weekday: WeekdayKey; opensAt: string; closesAt: string }[];
    exceptions: { day: Day; closed: boolean; opensAt: string | null; closesAt: string | null; reason: string }[];
  }>(
    sql,
    `select s.id as "spaceId",
            coalesce((select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opensAt', left(h.opens_at::text, 5), 'closesAt', left(h.closes_at::text, 5))
                                       order by h.weekday, h.opens_at)
                        from space_hours h where h.space_id = s.id), '[]') as hours,
            coalesce((select jsonb_agg(jsonb_build_object('day', e.day, 'closed', e.closed, 'opensAt', left(e.opens_at::text, 5),
                                                          'closesAt', left(e.closes_at::text, 5), 'reason', e.reason) order by e.day)
                        from space_hour_exceptions e where e.space_id = s.id), '[]') as exceptions
       from unnest($1::uuid[]) as s(id)`,
    [spaceIds],
  );
  return new Map(
    found.map(({ spaceId, hours, exceptions }) => [spaceId, { hours: hours.map((open) => ({ ...open, weekday: WEEKDAY_OF[open.weekday] })), exceptions }]),
  );
}

const WEEKDAY_OF: Readonly<Record<WeekdayKey, Weekday | 'holiday'>> = { '0': 0, '1': 1, '2': 2, '3': 3, '4': 4, '5': 5, '6': 6, holiday: 'holiday' };

/** Which relations a space has at an instant. */
export async function relationsAt(sql: Sql, spaceId: string, at: Date): Promise<Record<SpaceRelation, boolean>> {
  const found = await rows<{ relation: SpaceRelation }>(
    sql,
    'select relation from space_relations where space_id = $1 and valid @> $2::timestamptz',
    [spaceId, at],
  );
  return { partnered: found.some(({ relation }) => relation === 'partnered'), designated: found.some(({ relation }) => relation === 'designated') };
}

export interface ResourceRow extends Placed {
  spaceId: string;
  name: string;
  kind: ResourceKind;
  capacity: number;
  retiredAt: Date | null;
}

export const RESOURCE_COLUMNS = `id, space_id as "spaceId", kind, name, capacity, part_of_id as "partOfId", position, retired_at as "retiredAt"`;

/** Rooms and tables of a space, a room before the tables in it. */
export function resourcesOf(sql: Sql, spaceId: string): Promise<ResourceRow[]> {
  return rows<ResourceRow>(
    sql,
    `select ${RESOURCE_COLUMNS} from resources r where space_id = $1
      order by coalesce((select room.created_at from resources room where room.id = r.part_of_id), created_at),
               coalesce(part_of_id, id), part_of_id is not null, position, id`,
    [spaceId],
  );
}

/** The part of its space that a room or table takes when it is in use; null when there is none of this id, or none in use any more. */
export async function occupiedPart(sql: Sql, resourceId: string): Promise<(OccupiedPart & { spaceId: string }) | null> {
  const found = await row<Placed & { spaceId: string }>(
    sql,
    'select id, space_id as "spaceId", kind, part_of_id as "partOfId", position from resources where id = $1 and retired_at is null',
    [resourceId],
  );
  return found && { spaceId: found.spaceId, ...occupiedPartOf(found) };
}

/** The part of a space that this transaction plans with. */
export interface HeldPart extends OccupiedPart {
  resourceId: string;
  spaceId: string;
}

/** The same, its area locked until the transaction ends: plans for one area wait for each other, and its retirement for them. */
export async function lockOccupiedPart(tx: Sql, resourceId: string): Promise<HeldPart | null> {
  await tx.query('select id from resources where id = (select coalesce(part_of_id, id) from resources where id = $1) for no key update', [resourceId]);
  const part = await occupiedPart(tx, resourceId);
  return part && { resourceId, ...part };
}

/** The manual in force, without its text. */
export interface ManualRow {
  id: string;
  spaceId: string;
  version: number;
  note: string;
  publishedAt: Date;
}

/** The newest manual of a space, or null when it has none yet. */
export function currentManual(sql: Sql, spaceId: string): Promise<ManualRow | null> {
  return row<ManualRow>(
    sql,
    `select id, space_id as "spaceId", version, note, published_at as "publishedAt" from manuals
      where space_id = $1 order by version desc limit 1`,
    [spaceId],
  );
}

interface Addressee {
  accountId: string;
  email: string;
  locale: Locale;
}

/** The people of a space whom a notice about it goes to. */
export function spaceRecipients(sql: Sql, spaceId: string, roles: readonly SpaceRole[] = ['owner', 'manager']): Promise<Recipient[]> {
  return rows<Addressee>(
    sql,
    `select a.id as "accountId", a.email, a.locale from space_staff st join accounts a on a.id = st.account_id
      where st.space_id = $1 and st.role = any($2::text[]) and st.ended_at is null and a.disabled_at is null order by st.id`,
    [spaceId, roles],
  );
}

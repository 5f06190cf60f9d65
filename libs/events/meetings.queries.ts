import { row, rows, theRow, type Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Refusal } from '#libs/kernel';
import type { Recipient } from '#libs/notices';
import type { Locale } from '#libs/words';
import type { EventStatus } from './event.rules.js';
import type { MeetingAnswer, MeetingRule, TopicStatus } from './meeting.rules.js';

/** Where a meeting was before it was last moved; instants as ISO texts. */
export interface MovedMeeting {
  startsAt: string;
  endsAt: string;
  reason: string;
  movedAt: string;
}

/** A meeting as lists need it, with the reader's own row. Instants UTC. */
export interface MeetingRow {
  id: string;
  month: string;
  status: EventStatus;
  startsAt: Date;
  endsAt: Date;
  version: number;
  /** Empty: none yet. */
  onlineUrl: string;
  cancelReason: string | null;
  movedFrom: MovedMeeting | null;
  minutesFrom: number | null;
  minutesPublishedAt: Date | null;
  invited: number;
  coming: number;
  notComing: number;
  /** Answers that were given before it was moved. */
  askedAgain: number;
  attended: number;
  topics: number;
  decisions: number;
  invitedMe: boolean;
  answer: MeetingAnswer | null;
  /** The reader's own answer was given before it was moved. */
  askedMeAgain: boolean;
  attendedMe: boolean;
}

/** SQL over an attendance `x` of the event `e`: the answer was given for another time. */
const askedAgain = (x: string): string => `coalesce(${x}.answered_at < (e.moved_from ->> 'movedAt')::timestamptz, false)`;

/** `$1` is the reader's mixer, or null. */
const ONE = `
  select e.id, m.month, e.status, e.starts_at as "startsAt", e.ends_at as "endsAt", e.version, e.online_url as "onlineUrl", e.cancel_reason as "cancelReason",
         e.moved_from as "movedFrom", m.minutes_from as "minutesFrom", m.minutes_published_at as "minutesPublishedAt",
         a.*, t.*, own.mixer_id is not null as "invitedMe", own.answer, ${askedAgain('own')} as "askedMeAgain", own.attended_at is not null as "attendedMe"
    from meetings m join events e on e.id = m.event_id
    cross join lateral (select count(*)::int as invited, count(*) filter (where x.answer = 'coming')::int as coming,
                               count(*) filter (where x.answer = 'notComing')::int as "notComing", count(*) filter (where ${askedAgain('x')})::int as "askedAgain",
                               count(x.attended_at)::int as attended
                          from meeting_attendance x where x.event_id = e.id) a
    cross join lateral (select count(*) filter (where x.status = 'onAgenda')::int as topics, count(x.decision)::int as decisions
                          from meeting_topics x where x.event_id = e.id) t
    left join meeting_attendance own on own.event_id = e.id and own.mixer_id = $1`;

/** One meeting for a reader, or null. */
export const meetingById = (sql: Sql, id: string, mixerId: string | null): Promise<MeetingRow | null> => row<MeetingRow>(sql, `${ONE} where e.id = $2`, [mixerId, id]);

/** One meeting, locked until the transaction ends. Refuses 404. */
export async function lockMeeting(tx: Sql, id: string, mixerId: string | null): Promise<MeetingRow> {
  await theRow(tx, 'meeting', 'select e.id from events e join meetings m on m.event_id = e.id where e.id = $1 for no key update of e', [id]);
  return theRow<MeetingRow>(tx, 'meeting', `${ONE} where e.id = $2`, [mixerId, id]);
}

interface MeetingFilter {
  mixerId: string | null;
  now: Date;
  past: boolean;
  /** The sort key of the last row seen. */
  after: readonly string[] | null;
  limit: number;
}

/** Meetings ahead or running, soonest first; or over, latest first. */
export function listMeetings(sql: Sql, { mixerId, now, past, after, limit }: MeetingFilter): Promise<MeetingRow[]> {
  const [side, beyond, direction] = past ? ['<=', '<', 'desc'] : ['>', '>', 'asc'];
  const next = after ? ` and (e.starts_at, e.id) ${beyond} ($3::timestamptz, $4::uuid)` : '';
  return rows<MeetingRow>(sql, `${ONE} where e.ends_at ${side} $2${next} order by e.starts_at ${direction}, e.id ${direction} limit ${Math.trunc(limit)}`, [
    mixerId,
    now,
    ...(after ?? []),
  ]);
}

export const meetingKey = ({ startsAt, id }: MeetingRow): readonly string[] => [startsAt.toISOString(), id];

/** The meetings of other months that were not called off. */
export const otherMeetings = (sql: Sql, id: string): Promise<{ month: string; startsAt: Date; endsAt: Date }[]> =>
  rows(sql, `select m.month, e.starts_at as "startsAt", e.ends_at as "endsAt" from meetings m join events e on e.id = m.event_id where e.id <> $1 and e.status <> 'cancelled' order by m.month`, [id]);

/** The next meeting after one that is to take place, locked; null when there is none. */
export async function lockNextMeeting(tx: Sql, after: Pick<MeetingRow, 'startsAt'>): Promise<{ id: string; month: string } | null> {
  return row<{ id: string; month: string }>(
    tx,
    `select e.id, m.month from meetings m join events e on e.id = m.event_id
      where e.starts_at > $1 and e.status in ('approved', 'published') order by e.starts_at limit 1 for no key update of e`,
    [after.startsAt],
  );
}

export interface TopicRow {
  id: string;
  eventId: string;
  title: string;
  body: string;
  status: TopicStatus;
  position: number | null;
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  continuedFrom: string | null;
  decision: string | null;
  decidedAt: Date | null;
}

const TOPIC = `
  select t.id, t.event_id as "eventId", t.title, t.body, t.status, t.position, t.proposed_by as "proposedBy", a.display_name as "proposedByName", t.proposed_at as "proposedAt",
         (select m.month from meeting_topics o join meetings m on m.event_id = o.event_id where o.id = t.continues_id) as "continuedFrom",
         t.decision, t.decided_at as "decidedAt"
    from meeting_topics t join accounts a on a.id = t.proposed_by`;

/** The topics of a meeting: the agenda in its order, then proposals as they came, then the rest. */
export const topicsOf = (sql: Sql, eventId: string): Promise<TopicRow[]> =>
  rows<TopicRow>(sql, `${TOPIC} where t.event_id = $1 order by array_position('{onAgenda,proposed,postponed,withdrawn}', t.status), t.position, t.proposed_at, t.id`, [eventId]);

/** One topic. Refuses 404. */
export const theTopic = (sql: Sql, id: string): Promise<TopicRow> => theRow<TopicRow>(sql, 'topic', `${TOPIC} where t.id = $1`, [id]);

export interface MinutesRow {
  version: number;
  body: string;
  writtenByName: string;
  writtenAt: Date;
}

/** The versions of a meeting's minutes from `from` on, newest first. */
export const minutesOf = (sql: Sql, eventId: string, from: number, limit = 200): Promise<MinutesRow[]> =>
  rows<MinutesRow>(
    sql,
    `select w.version, w.body, a.display_name as "writtenByName", w.written_at as "writtenAt" from meeting_minutes w join accounts a on a.id = w.written_by
      where w.event_id = $1 and w.version >= $2 order by w.version desc limit ${limit}`,
    [eventId, from],
  );

export interface AttendeeRow {
  mixerId: string;
  accountId: string;
  name: string;
  answer: MeetingAnswer | null;
  askedAgain: boolean;
  attendedAt: Date | null;
  recordedBy: string | null;
}

/** Everybody who was invited, by name. */
export const attendeesOf = (sql: Sql, eventId: string): Promise<AttendeeRow[]> =>
  rows<AttendeeRow>(
    sql,
    `select x.mixer_id as "mixerId", m.account_id as "accountId", a.display_name as name, x.answer, ${askedAgain('x')} as "askedAgain", x.attended_at as "attendedAt",
            x.recorded_by as "recordedBy"
       from meeting_attendance x join events e on e.id = x.event_id join mixers m on m.id = x.mixer_id join accounts a on a.id = m.account_id
      where x.event_id = $1 order by m.family_kana, m.given_kana, a.display_name, x.mixer_id`,
    [eventId],
  );

export interface SettingsRow extends MeetingRule {
  onlineUrl: string;
  changedBy: string | null;
  changedByName: string | null;
  changedAt: Date | null;
}

/** How the cooperative meets; `lock` keeps other workers and stewards waiting until the transaction ends. */
export const meetingSettings = (sql: Sql, lock = false): Promise<SettingsRow> =>
  theRow<SettingsRow>(
    sql,
    'meetingSettings',
    `select s.week, s.weekday, s.starts_at as "startsAt", s.minutes, s.online_url as "onlineUrl", s.changed_by as "changedBy", s.changed_at as "changedAt",
            (select a.display_name from accounts a where a.id = s.changed_by) as "changedByName"
       from meeting_settings s${lock ? ' for update' : ''}`,
  );

const fact = (name: string, values: readonly string[], at: string): string =>
  `exists (select 1 from mixer_facts f where f.mixer_id = m.id and f.fact = '${name}' and f.value in (${values.map((value) => `'${value}'`).join(', ')}) and f.valid @> ${at})`;

/** SQL over mixers `m`: takes part in meetings all that time (`during`, SQL for an instant or a range). Supporters read the minutes, but do not vote. */
const takesPart = (during: string): string => `${fact('membership', ['active'], during)} and not ${fact('membershipClass', ['supporter'], during)}`;

interface Addressee {
  mixerId: string;
  accountId: string;
  email: string;
  locale: Locale;
  name: string;
}

const ADDRESSEE = `select m.id as "mixerId", a.id as "accountId", a.email, a.locale, a.display_name as name from mixers m join accounts a on a.id = m.account_id and a.disabled_at is null`;

/** Invite everybody who takes part now and still will at the start, once each; answers who was invited by this. */
export const inviteMembers = (tx: Sql, { id, startsAt }: Pick<MeetingRow, 'id' | 'startsAt'>, now: Date): Promise<Addressee[]> =>
  rows<Addressee>(
    tx,
    `with invited as (
       insert into meeting_attendance (event_id, mixer_id, invited_at)
       select $1, m.id, $2 from mixers m join accounts a on a.id = m.account_id and a.disabled_at is null
        where ${takesPart(`tstzrange($2::timestamptz, $3::timestamptz, '[]')`)}
       on conflict do nothing returning mixer_id
     ) ${ADDRESSEE} join invited i on i.mixer_id = m.id order by m.id`,
    [id, now, startsAt],
  );

/** Whether there is anybody whom `inviteMembers` would invite. */
export const hasUninvited = async (sql: Sql, id: string, startsAt: Date, now: Date): Promise<boolean> =>
  (await row(
    sql,
    `select 1 from mixers m join accounts a on a.id = m.account_id and a.disabled_at is null
      where ${takesPart(`tstzrange($2::timestamptz, $3::timestamptz, '[]')`)}
        and not exists (select 1 from meeting_attendance x where x.event_id = $1 and x.mixer_id = m.id) limit 1`,
    [id, now, startsAt],
  )) !== null;

/** Those of the invited who are still with us. */
export const invitedMembers = (sql: Sql, eventId: string, now: Date): Promise<Addressee[]> =>
  rows<Addressee>(
    sql,
    `${ADDRESSEE} join meeting_attendance x on x.mixer_id = m.id and x.event_id = $1 where ${fact('membership', ['active', 'paused'], '$2::timestamptz')} order by m.id`,
    [eventId, now],
  );

/** Who hears of the minutes: active mixers and supporters. */
export const readersOfMinutes = (sql: Sql, now: Date): Promise<Addressee[]> => rows<Addressee>(sql, `${ADDRESSEE} where ${fact('membership', ['active'], '$1::timestamptz')} order by m.id`, [now]);

export const recipientOf = ({ accountId, email, locale }: Addressee): Recipient => ({ accountId, email, locale });

/** What somebody is to the meetings: takes part, leads, or only reads. */
export interface MeetingReader {
  accountId: string;
  mixerId: string | null;
  takesPart: boolean;
  leads: boolean;
}

/** Who reads. Refuses 404 for mixers who are not, or no longer, with the cooperative. */
export async function meetingReader(sql: Sql, { accountId, mixerId, roles }: Actor, now: Date): Promise<MeetingReader> {
  const found = mixerId
    ? await row<{ belongs: boolean; takesPart: boolean }>(
        sql,
        `select ${fact('membership', ['active', 'paused', 'suspended'], '$2::timestamptz')} as belongs, (${takesPart('$2::timestamptz')}) as "takesPart" from mixers m where m.id = $1`,
        [mixerId, now],
      )
    : null;
  const leads = roles.has('steward');
  if (!found?.belongs && !leads && !roles.has('treasurer') && !roles.has('approver')) throw Refusal.missing('meeting');
  return { accountId, mixerId, takesPart: found?.takesPart ?? false, leads };
}

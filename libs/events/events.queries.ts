import type { DataSource } from 'typeorm';
import { planned, prepared, row, rows, theRow, type Sql } from '#libs/database';
import { Refusal } from '#libs/kernel';
import type { SplitTerms } from '#libs/revenue';
import type {
  CancelCause,
  ChecklistItem,
  EventFormat,
  EventKind,
  EventStatus,
  PolicyStep,
  Question,
  SaleMethod,
  SeatRole,
  Seller,
  TableItem,
  TicketWish,
  TimetableItem,
} from './event.rules.js';

/** A kind of ticket that is on sale. */
export interface TicketOnSale {
  id: string;
  name: string;
  description: string;
  priceYen: number;
  capacity: number | null;
  taken: number;
}

/** An event as lists need it. Instants UTC. */
export interface ListedEvent {
  id: string;
  kind: EventKind;
  status: EventStatus;
  title: string;
  theme: string;
  format: EventFormat;
  spaceId: string | null;
  spaceSlug: string | null;
  spaceName: string | null;
  prefecture: string | null;
  city: string | null;
  hostAccountId: string;
  hostMixerId: string | null;
  hostName: string;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  seriesId: string | null;
  cancelReason: string | null;
  /** The wish; what is on sale stands in `onSale`. */
  ticketTypes: readonly TicketWish[];
  saleOpen: boolean;
  taken: number;
  waiting: number;
  onSale: readonly TicketOnSale[] | null;
}

/** All of an event. */
export interface EventRow extends ListedEvent {
  street: string | null;
  access: string | null;
  resourceId: string | null;
  resourceName: string | null;
  resourceCapacity: number | null;
  hostEmail: string;
  hostLocale: 'ja' | 'en';
  templateId: string | null;
  description: string;
  onlineUrl: string | null;
  minGuests: number | null;
  sellerOfRecord: Seller;
  methods: readonly SaleMethod[];
  cancellationPolicy: readonly PolicyStep[];
  questions: readonly Question[];
  timetable: readonly TimetableItem[];
  tablePlan: readonly TableItem[];
  checklist: readonly ChecklistItem[];
  alcohol: boolean;
  ruleSetVersion: number;
  version: number;
  answerReason: string | null;
  proposedAt: Date | null;
  approvedAt: Date | null;
  publishedAt: Date | null;
  warnedAt: Date | null;
  cancelledAt: Date | null;
  cancelCause: CancelCause | null;
  movedFrom: { startsAt: string; endsAt: string; place: string; reason: string; movedAt: string } | null;
  /** Where somebody would like to have it, until host and space have answered. */
  moveWish: MoveWish | null;
  /** The no to the last wish, until the next. */
  moveAnswer: MoveAnswer | null;
  outsideHours: boolean;
  calendarSequence: number | null;
}

/** A move that waits for the word of the space that it leads to, and of the host where somebody else wishes it; instants ISO 8601. */
export interface MoveWish {
  startsAt: string;
  endsAt: string;
  spaceId: string | null;
  resourceId: string | null;
  reason: string;
  by: string;
  wishedAt: string;
  /** Who wishes it, as they were called; not kept of older wishes. */
  name?: string;
  /** The host's side has said yes to it: at once where it is their own wish. Older ones were the host's by `by`. */
  host?: { name: string; at: string } | null;
  /** What the space it would go to asks for instead of the split that stands. */
  counter?: MoveCounter | null;
}

/** Terms under which a space would take an event in; `by` an account. */
export interface MoveCounter extends SplitTerms {
  note: string;
  by: string;
  name: string;
  at: string;
  /** It lies outside the hours of that space, and its owner has said yes to that with these terms. */
  outsideHours?: boolean;
}

/** Why an event stays where it is, and who said so. */
export interface MoveAnswer {
  side: 'host' | 'space';
  /** Whose wish it was took it back; not kept of older answers, where it was the host. */
  takenBack?: boolean;
  reason: string;
  name: string;
  at: string;
  startsAt: string;
  endsAt: string;
}

const LIST_COLUMNS = `
  e.id, e.kind, e.status, e.title, e.theme, e.format, e.space_id as "spaceId", sp.slug as "spaceSlug", sp.name as "spaceName", sp.prefecture, sp.city,
  e.host_account_id as "hostAccountId", e.host_mixer_id as "hostMixerId", h.display_name as "hostName", e.starts_at as "startsAt", e.ends_at as "endsAt",
  e.capacity, e.series_id as "seriesId", e.cancel_reason as "cancelReason", e.ticket_types as "ticketTypes",
  coalesce(sa.status = 'open', false) as "saleOpen", coalesce(sa.taken, 0) as taken, coalesce(sa.waiting, 0) as waiting,
  (select json_agg(json_build_object('id', t.id, 'name', t.name, 'description', t.description, 'priceYen', t.price_yen, 'capacity', t.capacity, 'taken', t.taken)
                   order by t.position)
     from ticket_types t where t.subject_id = e.id and t.retired_at is null) as "onSale"`;

const LIST_TABLES = `
  events e join accounts h on h.id = e.host_account_id
  left join spaces sp on sp.id = e.space_id
  left join sales sa on sa.subject_id = e.id`;

const COLUMNS = `${LIST_COLUMNS},
  sp.street, sp.access, e.resource_id as "resourceId", r.name as "resourceName", r.capacity as "resourceCapacity", h.email as "hostEmail", h.locale as "hostLocale",
  e.template_id as "templateId", e.description, e.online_url as "onlineUrl", e.min_guests as "minGuests", e.seller_of_record as "sellerOfRecord", e.methods,
  e.cancellation_policy as "cancellationPolicy", e.questions, e.timetable, e.table_plan as "tablePlan", e.checklist, e.alcohol,
  e.rule_set_version as "ruleSetVersion", e.version, e.answer_reason as "answerReason", e.proposed_at as "proposedAt", e.approved_at as "approvedAt",
  e.published_at as "publishedAt", e.warned_at as "warnedAt", e.cancelled_at as "cancelledAt", e.cancel_cause as "cancelCause", e.moved_from as "movedFrom",
  e.move_wish as "moveWish", e.move_answer as "moveAnswer", e.outside_hours as "outsideHours",
  sa.calendar_sequence as "calendarSequence"`;

const TABLES = `${LIST_TABLES} left join resources r on r.id = e.resource_id`;

/** A meeting is read and led by its own verbs (meetings.*): for these it is not there. */
const NO_MEETING = `e.kind <> 'mixerMeeting'`;
const ONE = `select ${COLUMNS} from ${TABLES} where e.id = $1 and ${NO_MEETING}`;

/** One event, or null. */
export const eventById = (sql: Sql, id: string): Promise<EventRow | null> => row<EventRow>(sql, ONE, [id]);

/** An event with the people of its page: who helps, sits on the panel, tests and writes about it. */
export interface EventOnPage extends EventRow {
  people: readonly { role: SeatRole; name: string; postUrl: string | null; postLabel: string | null }[] | null;
}

const PAGE = `
  select ${COLUMNS},
         (select json_agg(json_build_object('role', p.role, 'name', a.display_name, 'postUrl', p.post_url, 'postLabel', p.post_label) order by p.role, p.id)
            from event_people p join accounts a on a.id = p.account_id where p.event_id = e.id and p.status = 'accepted' and p.role <> 'builder') as people
    from ${TABLES} where e.id = $1 and ${NO_MEETING}`;

/** One event on the path that everybody takes. */
export async function eventOnPage(db: DataSource, id: string): Promise<EventOnPage | null> {
  return (await prepared<EventOnPage>(db, 'event-page', PAGE, [id]))[0] ?? null;
}

/** One event, locked until the transaction ends. Refuses 404. */
export async function lockEvent(tx: Sql, id: string): Promise<EventRow> {
  await theRow(tx, 'event', 'select id from events where id = $1 for no key update', [id]);
  const [event] = await planned<EventRow>(tx, 'event-row', ONE, [id]);
  if (!event) throw Refusal.missing('event');
  return event;
}

/**
 * An event and what is sold of it, both locked until the transaction ends, the event first: money that comes or goes for it waits, and counts
 * as come afterwards. Refuses 404.
 */
export async function lockSoldEvent(tx: Sql, id: string): Promise<EventRow> {
  await planned(tx, 'event-sold-lock', LOCK_SOLD, [id]);
  const [event] = await planned<EventRow>(tx, 'event-row', ONE, [id]);
  if (!event) throw Refusal.missing('event');
  return event;
}

const LOCK_SOLD = `
  with held as materialized (select id from events where id = $1 for no key update)
  select subject_id from sales where subject_id = (select id from held) for no key update`;

export interface EventFilter {
  statuses?: readonly EventStatus[];
  from?: Date | undefined;
  to?: Date | undefined;
  spaceId?: string | undefined;
  prefectures?: readonly string[] | undefined;
  kind?: EventKind | undefined;
  seriesId?: string | undefined;
  /** Nothing in it costs anything. */
  free?: true | undefined;
  hostAccountId?: string | undefined;
  /** What waits for this space's word: proposals, and moves into it. */
  toAnswerOf?: string | undefined;
  /** Moves into this space stand among its own. */
  wishedInto?: string | undefined;
  /** The host, or a co-host. */
  ofAccountId?: string | undefined;
  search?: string | undefined;
  /** Still running or ahead; or over. */
  endsAfter?: Date | undefined;
  endedBefore?: Date | undefined;
  /** Only events not over at this instant whose membership or designation will be gone when they start. */
  unfounded?: Date | undefined;
  /** Only events with money on its way back that needs somebody. */
  toMend?: true | undefined;
  backwards?: boolean | undefined;
  /** The sort key of the last row seen. */
  after: readonly string[] | null;
  limit: number;
}

/** What a host's event rests on and will not be there when it starts; null where all stands. */
export const GROUND_GONE = `
  case when e.status not in ('proposed', 'countered', 'approved', 'published') or e.host_mixer_id is null then null
       when not exists (select 1 from mixer_facts f where f.mixer_id = e.host_mixer_id and f.fact = 'membership' and f.value = 'active' and f.valid @> e.starts_at) then 'membership'
       when e.space_id is not null
            and not exists (select 1 from space_relations s where s.space_id = e.space_id and s.relation = 'designated' and s.valid @> e.starts_at) then 'designation'
  end`;

/** Refunds of an event that came back, or that somebody has to hand over. */
export const REFUNDS_TO_MEND = `(select count(*)::int from order_refunds r where r.subject_id = e.id and r.status in ('failed', 'byHand'))`;

/** The page that everybody opens: what is public from now on. */
function isFrontPage({ after, limit: _, from, ...rest }: EventFilter): boolean {
  const others: Readonly<Record<string, unknown>> = { ...rest };
  return after === null && from !== undefined && Object.values(others).every((filter) => filter === undefined);
}

/** The host's side has said yes to where it goes (`waitsForHost`, in SQL's words). */
const HOSTS_WISH = `(e.move_wish ->> 'by' = e.host_account_id::text or e.move_wish #>> '{host,at}' is not null)`;

/** Events that would like to move into a space, or within it, as long as they can. */
const wishedInto = (p: string): string => `(e.move_wish ->> 'spaceId' = ${p}::text and e.status in ('approved', 'published') and (e.space_id = ${p} or ${HOSTS_WISH}))`;

/** Public in SQL's own words, so that the partial index `events_public` serves. */
const PUBLIC = `e.status in ('published', 'done', 'settled', 'cancelled') and e.published_at is not null`;

/** Events in order of time, one page. Without `statuses` the public ones. `T` may ask for more columns than lists have. */
export async function listEvents<T extends ListedEvent = ListedEvent>(db: DataSource, filter: EventFilter, more = ''): Promise<T[]> {
  const where: string[] = [NO_MEETING];
  const params: unknown[] = [];
  const add = (condition: (p: string) => string, value: unknown): void => {
    params.push(value);
    where.push(condition(`$${params.length}`));
  };
  if (filter.statuses) add((p) => `e.status = any(${p})`, filter.statuses);
  else where.push(PUBLIC);
  if (filter.from) add((p) => `e.starts_at >= ${p}`, filter.from);
  if (filter.to) add((p) => `e.starts_at < ${p}`, filter.to);
  if (filter.endsAfter) add((p) => `e.ends_at > ${p}`, filter.endsAfter);
  if (filter.endedBefore) add((p) => `e.ends_at <= ${p}`, filter.endedBefore);
  if (filter.spaceId) add((p) => `e.space_id = ${p}`, filter.spaceId);
  if (filter.wishedInto) add((p) => `(e.space_id = ${p} or ${wishedInto(p)})`, filter.wishedInto);
  if (filter.toAnswerOf) add((p) => `((e.space_id = ${p} and e.status = 'proposed') or (${wishedInto(p)} and coalesce(e.move_wish ->> 'counter', '') = ''))`, filter.toAnswerOf);
  if (filter.prefectures) add((p) => `sp.prefecture = any(${p})`, filter.prefectures);
  if (filter.kind) add((p) => `e.kind = ${p}`, filter.kind);
  if (filter.seriesId) add((p) => `e.series_id = ${p}`, filter.seriesId);
  if (filter.free) where.push(`not jsonb_path_exists(e.ticket_types, '$[*] ? (@.priceYen > 0)')`);
  if (filter.hostAccountId) add((p) => `e.host_account_id = ${p}`, filter.hostAccountId);
  if (filter.ofAccountId) {
    add((p) => `(e.host_account_id = ${p} or exists (select 1 from event_people pe where pe.event_id = e.id and pe.account_id = ${p} and pe.role = 'coHost' and pe.status = 'accepted'))`, filter.ofAccountId);
  }
  if (filter.search) add((p) => `strpos(lower(e.title || ' ' || h.display_name || ' ' || coalesce(sp.name, '')), lower(${p})) > 0`, filter.search);
  if (filter.toMend) where.push(`${REFUNDS_TO_MEND} > 0`);
  if (filter.unfounded) add((p) => `e.ends_at > ${p} and ${GROUND_GONE} is not null`, filter.unfounded);
  const [direction, beyond] = filter.backwards ? ['desc', '<'] : ['asc', '>'];
  if (filter.after) {
    params.push(...filter.after);
    where.push(`(e.starts_at, e.id) ${beyond} ($${params.length - 1}::timestamptz, $${params.length}::uuid)`);
  }
  const text = `select ${LIST_COLUMNS}${more} from ${LIST_TABLES} where ${where.join(' and ')} order by e.starts_at ${direction}, e.id ${direction} limit ${Math.trunc(filter.limit)}`;
  return isFrontPage(filter) && more === '' ? prepared<T>(db, `open-events-${filter.limit}`, text, params) : rows<T>(db, text, params);
}

export const eventKey = (event: ListedEvent): readonly string[] => [event.startsAt.toISOString(), event.id];

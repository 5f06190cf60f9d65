import { row, rows, theRow, type Sql } from '#libs/database';
import type { Params } from '#libs/words';
import type { DoorDifference, DoorKind, DoorResult } from './door.rules.js';

/** What became of a record, as it is kept: codes and figures, so that it is told in any reader's language. */
export interface DoorAnswer {
  result: DoorResult;
  difference?: DoorDifference;
  code?: string;
  params?: Params;
  registrationId?: string;
  seatIds?: string[];
  name?: string;
  alreadyAt?: string;
  alreadyWhere?: string;
  alreadyBy?: string;
  bookedYen?: number;
  differenceYen?: number;
  dueYen?: number;
}

/** A record that arrived before. */
export interface KnownRecord {
  clientId: string;
  eventId: string;
  answer: DoorAnswer;
}

const KNOWN = 'select client_id as "clientId", event_id as "eventId", answer from door_records where client_id = any($1::uuid[])';

export const knownRecords = (sql: Sql, clientIds: readonly string[]): Promise<KnownRecord[]> => rows<KnownRecord>(sql, KNOWN, [clientIds]);

/** Whether this record is known, held against another phone that sends the same at the same time until the transaction ends. */
export async function knownRecord(tx: Sql, clientId: string): Promise<KnownRecord | null> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`door:${clientId}`]);
  return row<KnownRecord>(tx, KNOWN, [[clientId]]);
}

/** A record as it is kept. */
export interface NewRecord {
  clientId: string;
  eventId: string;
  kind: DoorKind;
  said: unknown;
  answer: DoorAnswer;
  happenedAt: Date;
  recordedAt: Date;
  recordedBy: string;
}

export const keepRecord = (tx: Sql, { clientId, eventId, kind, said, answer, happenedAt, recordedAt, recordedBy }: NewRecord): Promise<unknown> =>
  tx.query(
    `insert into door_records (client_id, event_id, kind, order_id, seat_id, said, result, difference, answer, happened_at, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9::jsonb, $10, $11, $12)`,
    [
      clientId,
      eventId,
      kind,
      answer.registrationId ?? null,
      answer.seatIds?.[0] ?? null,
      JSON.stringify(said),
      answer.result,
      answer.difference ?? null,
      JSON.stringify(answer),
      happenedAt,
      recordedAt,
      recordedBy,
    ],
  );

/** A registration as the door has it. Whole yen. */
export interface DoorOrderRow {
  id: string;
  number: number;
  name: string;
  role: string;
  status: string;
  ticketType: string;
  quantity: number;
  method: string;
  amountYen: number;
  mostYen: number;
  paidYen: number;
}

const ORDERS = `
  select o.id, o.number, o.name, o.role, o.status, coalesce(t.name, '') as "ticketType", o.method,
         (select count(*) from seats s where s.order_id = o.id and s.status = 'taken')::int as quantity,
         (select coalesce(sum(s.unit_yen), 0) from seats s where s.order_id = o.id and s.status = 'taken')::int as "amountYen",
         (select coalesce(sum(s.unit_yen), 0) from seats s where s.order_id = o.id)::int as "mostYen",
         ((select coalesce(sum(p.amount_yen), 0) from order_payments p where p.order_id = o.id)
          - (select coalesce(sum(r.amount_yen), 0) from order_refunds r where r.order_id = o.id))::int as "paidYen"
    from orders o left join ticket_types t on t.id = o.ticket_type_id`;

/** Every registration that ever held a seat, by its number. */
export const doorOrders = (sql: Sql, eventId: string): Promise<DoorOrderRow[]> =>
  rows<DoorOrderRow>(sql, `${ORDERS} where o.subject_id = $1 and o.status <> 'waitlisted' and exists (select from seats s where s.order_id = o.id) order by o.number`, [eventId]);

/** One registration of this event, locked behind its sale until the transaction ends; null when it is of no or another event. */
export async function lockDoorOrder(tx: Sql, eventId: string, orderId: string): Promise<DoorOrderRow | null> {
  await tx.query('select from sales where subject_id = $1 for update', [eventId]);
  if (!(await row(tx, 'select id from orders where id = $1 and subject_id = $2 for update', [orderId, eventId]))) return null;
  return theRow<DoorOrderRow>(tx, 'registration', `${ORDERS} where o.id = $1`, [orderId]);
}

export interface DoorSeatRow {
  id: string;
  registrationId: string;
  place: number;
  name: string;
  pass: string;
  status: 'taken' | 'cancelled';
  checkedInAt: Date | null;
  checkedInWhere: string | null;
  checkedInBy: string | null;
}

const SEATS = `
  select s.id, s.order_id as "registrationId", s.place, coalesce(nullif(s.name, ''), o.name) as name, s.pass, s.status, s.checked_in_at as "checkedInAt",
         s.checked_in_where as "checkedInWhere", a.display_name as "checkedInBy"
    from seats s join orders o on o.id = s.order_id left join accounts a on a.id = s.checked_in_by`;

export const doorSeats = (sql: Sql, eventId: string): Promise<DoorSeatRow[]> => rows<DoorSeatRow>(sql, `${SEATS} where s.subject_id = $1 order by o.number, s.place`, [eventId]);

/** Who let somebody in; null when nobody did. */
export const letInBy = async (sql: Sql, seatId: string): Promise<string | null> => (await row<DoorSeatRow>(sql, `${SEATS} where s.id = $1`, [seatId]))?.checkedInBy ?? null;

export interface DoorCountsRow {
  capacity: number;
  seats: number;
  checkedIn: number;
}

export const doorCounts = async (sql: Sql, eventId: string): Promise<DoorCountsRow> =>
  (await row<DoorCountsRow>(
    sql,
    `select s.capacity, s.taken as seats, (select count(*) from seats t where t.subject_id = s.subject_id and t.checked_in_at is not null)::int as "checkedIn"
       from sales s where s.subject_id = $1`,
    [eventId],
  )) ?? { capacity: 0, seats: 0, checkedIn: 0 };

export interface CashOfPersonRow {
  name: string;
  payments: number;
  yen: number;
}

/** Who took how much cash, and what was taken without being booked. Whole yen. */
export async function doorCash(sql: Sql, eventId: string): Promise<{ people: CashOfPersonRow[]; differenceYen: number }> {
  const people = await rows<CashOfPersonRow>(
    sql,
    `select a.display_name as name, count(*)::int as payments, sum(p.amount_yen)::int as yen
       from order_payments p join accounts a on a.id = p.taken_by where p.subject_id = $1 and p.method = 'cash' group by a.id order by min(p.id::text)`,
    [eventId],
  );
  const { yen } = await theRow<{ yen: number }>(sql, 'event', `select coalesce(sum((answer ->> 'differenceYen')::int), 0)::int as yen from door_records where event_id = $1`, [eventId]);
  return { people, differenceYen: yen };
}

export interface DoorDifferenceRow {
  clientId: string;
  kind: DoorKind;
  answer: DoorAnswer;
  at: Date;
  byName: string;
}

/** So many of them a phone shows. */
const MOST_SHOWN = 200;

/** What could not be booked as it was said, newest first. */
export const doorDifferences = (sql: Sql, eventId: string): Promise<DoorDifferenceRow[]> =>
  rows<DoorDifferenceRow>(
    sql,
    `select d.client_id as "clientId", d.kind, d.answer, d.happened_at as at, a.display_name as "byName"
       from door_records d join accounts a on a.id = d.recorded_by
      where d.event_id = $1 and d.result in ('recorded', 'refused') order by d.recorded_at desc, d.client_id limit ${MOST_SHOWN}`,
    [eventId],
  );

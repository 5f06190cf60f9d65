import { enqueue, row, rows, theRow, type Sql } from '#libs/database';
import { newId, Refusal } from '#libs/kernel';
import type { Locale } from '#libs/words';
import { newPass, passIn, type OrderMethod, type OrderRole } from './order.rules.js';
import { lockSale, moneyOf, orderById, SEAT_COLUMNS, ticketTypeById, type OrderRow, type SeatRow } from './orders.queries.js';
import { recordStep, type StepBy } from './steps.js';
import { offerFreeSeats } from './waitlist.js';

interface Places {
  subjectId: string;
  /** Null: of the sale alone, as somebody invited holds them. */
  ticketTypeId: string | null;
  seats: number;
}

/** Take seats of a sale that the transaction has locked, where so many are left of it and of the ticket type; else nothing is taken. */
export async function takePlaces(tx: Sql, { subjectId, ticketTypeId, seats }: Places): Promise<boolean> {
  if (!(await row(tx, 'update sales set taken = taken + $2 where subject_id = $1 and taken + $2 <= capacity returning subject_id', [subjectId, seats]))) return false;
  if (ticketTypeId === null || (await takeOfType(tx, ticketTypeId, seats))) return true;
  await tx.query('update sales set taken = taken - $2 where subject_id = $1', [subjectId, seats]);
  return false;
}

/** Count seats that are held already to a ticket type as well; false where the type has too few left. A type without a capacity of its own has always enough. */
export async function takeOfType(tx: Sql, ticketTypeId: string, seats: number): Promise<boolean> {
  const type = await row<{ fits: boolean }>(tx, 'select capacity is null or taken + $2 <= capacity as fits from ticket_types where id = $1 for no key update', [ticketTypeId, seats]);
  if (!type?.fits) return false;
  await tx.query('update ticket_types set taken = taken + $2 where id = $1 and capacity is not null', [ticketTypeId, seats]);
  return true;
}

/** The other way round: these seats are no longer counted to the type. The sale is locked. */
export async function leaveType(tx: Sql, ticketTypeId: string, seats: number): Promise<void> {
  await tx.query('update ticket_types set taken = taken - $2 where id = $1 and capacity is not null', [ticketTypeId, seats]);
}

/** Give seats back to a sale that the transaction has locked; who waits for them is offered them next. */
export async function leavePlaces(tx: Sql, { subjectId, ticketTypeId, seats }: Places): Promise<void> {
  if (seats === 0) return;
  await tx.query('update sales set taken = taken - $2 where subject_id = $1', [subjectId, seats]);
  if (ticketTypeId !== null) await leaveType(tx, ticketTypeId, seats);
  await enqueue(tx, 'offerSeats', { subjectId }, `offerSeats:${subjectId}`);
}

/** Write the seats of an order, with their passes; how many are counted is the caller's. The first name is the holder's own unless others are named. */
export async function writeSeats(tx: Sql, order: Pick<OrderRow, 'id' | 'subjectId'>, { names, unitYen }: { names: readonly string[]; unitYen: number }): Promise<SeatRow[]> {
  const said = names.map((name, at) => ({ id: newId(), place: at + 1, name, pass: newPass() }));
  await tx.query(
    `insert into seats (id, order_id, subject_id, place, name, pass, status, unit_yen)
     select id, $1, $2, (select coalesce(max(place), 0) from seats where order_id = $1) + place, name, pass, 'taken', $3
       from jsonb_to_recordset($4::jsonb) as s(id uuid, place integer, name text, pass text)`,
    [order.id, order.subjectId, unitYen, JSON.stringify(said)],
  );
  return rows<SeatRow>(tx, `select ${SEAT_COLUMNS} from seats t where t.id = any($1) order by t.place`, [said.map(({ id }) => id)]);
}

/** One name a seat: the holder, then whoever was named. */
export const seatNames = (name: string, quantity: number, partyNames: readonly string[] = []): string[] =>
  Array.from({ length: quantity }, (_, at) => (at === 0 ? name : (partyNames[at - 1] ?? '')));

/**
 * Give back seats of an order, all of them unless some are named; the sale is locked. Whoever is inside stays inside: seats that were
 * checked in are left alone. Answers the seats that were given back.
 */
export async function giveBackSeats(tx: Sql, order: Pick<OrderRow, 'id' | 'subjectId' | 'ticketTypeId'>, { seatIds = null, at }: { seatIds?: readonly string[] | null; at: Date }): Promise<SeatRow[]> {
  const given = await rows<SeatRow>(
    tx,
    `update seats t set status = 'cancelled', cancelled_at = $2 where t.order_id = $1 and t.status = 'taken' and t.checked_in_at is null and ($3::uuid[] is null or t.id = any($3))
     returning ${SEAT_COLUMNS}`,
    [order.id, at, seatIds],
  );
  await leavePlaces(tx, { subjectId: order.subjectId, ticketTypeId: order.ticketTypeId, seats: given.length });
  return given;
}

/** The next number of a sale that the transaction has locked. */
export async function nextNumber(tx: Sql, subjectId: string): Promise<number> {
  const { numbered } = await theRow<{ numbered: number }>(tx, 'event', 'update sales set numbered = numbered + 1 where subject_id = $1 returning numbered', [subjectId]);
  return numbered;
}

interface SeatWish {
  subjectId: string;
  role: OrderRole;
  accountId: string | null;
  name: string;
  email: string;
  locale: Locale;
  at: Date;
}

interface ReadyOrder extends SeatWish {
  ticketTypeId: string | null;
  quantity: number;
  unitYen: number;
  method: OrderMethod;
  policy: unknown;
}

const READY = `
  insert into orders (id, subject_id, ticket_type_id, number, role, account_id, name, email, locale, quantity, unit_yen, method, status, policy, created_at, confirmed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'confirmed', $13::jsonb, $14, $14)`;

/** A confirmed order on seats that have been counted already. */
async function writeReady(tx: Sql, ready: ReadyOrder): Promise<{ id: string; number: number; seats: SeatRow[] }> {
  const id = newId();
  const number = await nextNumber(tx, ready.subjectId);
  const { subjectId, ticketTypeId, role, accountId, name, email, locale, quantity, unitYen, method, policy, at } = ready;
  await tx.query(READY, [id, subjectId, ticketTypeId, number, role, accountId, name, email, locale, quantity, unitYen, method, JSON.stringify(policy), at]);
  return { id, number, seats: await writeSeats(tx, { id, subjectId }, { names: seatNames(name, quantity), unitYen }) };
}

/** A free seat for somebody invited: co-host, panelist, monitor, promoter. Refuses 404 before the sale is open, 409 `sale.cancelled`, `event.full`. */
export async function giveSeat(tx: Sql, wish: SeatWish): Promise<{ orderId: string; seatId: string }> {
  const sale = await lockSale(tx, wish.subjectId);
  if (sale.status === 'cancelled') throw Refusal.conflict('sale.cancelled');
  if (!(await takePlaces(tx, { subjectId: sale.subjectId, ticketTypeId: null, seats: 1 }))) throw Refusal.conflict('event.full', { left: sale.capacity - sale.taken });
  const { id, seats } = await writeReady(tx, { ...wish, ticketTypeId: null, quantity: 1, unitYen: 0, method: 'free', policy: [] });
  const by: StepBy = wish.accountId ? { accountId: wish.accountId } : 'guest';
  await recordStep(tx, { orderId: id, step: 'invited', at: wish.at, by, detail: { role: wish.role } });
  return { orderId: id, seatId: seats[0]?.id ?? id };
}

/** The free seat of somebody invited goes back: they withdrew, or were asked not to come. One who is inside already keeps it. */
export async function takeSeatBack(tx: Sql, { orderId, at, by }: { orderId: string; at: Date; by: StepBy }): Promise<void> {
  const found = await orderById(tx, orderId);
  if (!found) return;
  const sale = await lockSale(tx, found.subjectId);
  const order = await orderById(tx, orderId);
  if (order?.status !== 'confirmed' || order.role === 'guest') return;
  const [given] = await giveBackSeats(tx, order, { at });
  if (!given) return;
  await tx.query(`update orders set status = 'cancelled', ended_at = $2, end_reason = 'withdrawn' where id = $1`, [orderId, at]);
  await recordStep(tx, { orderId, step: 'cancelled', at, by });
  await offerFreeSeats(tx, sale, at);
}

/** What a phone at the door says of a seat. */
export interface SeatAtDoor {
  seatId: string;
  orderId: string;
  number: number;
  place: number;
  name: string;
  role: OrderRole;
  /** What the order has still to pay, whole yen. */
  dueYen: number;
}

export type CheckInResult =
  | { result: 'done'; seat: SeatAtDoor }
  /** Somebody came in with it before. */
  | { result: 'already'; seat: SeatAtDoor; alreadyAt: Date; alreadyWhere: string | null }
  /** `pass.unknown`, `pass.otherEvent`, `seat.cancelled`, `order.notConfirmed`. */
  | { result: 'refused'; code: string; params: Record<string, string | number>; seat?: SeatAtDoor };

interface CheckIn {
  subjectId: string;
  /** As it was read or typed. */
  pass?: string;
  seatId?: string;
  /** When the guest came, by the clock of the door. */
  at: Date;
  by: string;
  /** `入口1`: shown to whoever meets the pass a second time. */
  where?: string | null;
}

interface SeatFound extends SeatRow {
  orderName: string;
  number: number;
  role: OrderRole;
  orderStatus: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
}

const SEAT_AT_DOOR = `
  select ${SEAT_COLUMNS}, o.name as "orderName", o.number, o.role, o.status as "orderStatus", s.title, s.starts_at as "startsAt", s.ends_at as "endsAt"
    from seats t join orders o on o.id = t.order_id join sales s on s.subject_id = t.subject_id`;

/** Somebody comes in. A second time says when and where the first was; what cannot be let in says why. Nothing here is thrown: a door goes on. */
export async function checkIn(tx: Sql, { subjectId, pass, seatId, at, by, where = null }: CheckIn): Promise<CheckInResult> {
  const read = pass === undefined ? null : passIn(pass);
  const found = seatId
    ? await row<SeatFound>(tx, `${SEAT_AT_DOOR} where t.id = $1 for update of t`, [seatId])
    : read && (await row<SeatFound>(tx, `${SEAT_AT_DOOR} where t.pass = $1 for update of t`, [read]));
  if (!found) return { result: 'refused', code: seatId ? 'seat.missing' : 'pass.unknown', params: {} };
  if (found.subjectId !== subjectId) {
    const span = `${found.startsAt.toISOString()}/${found.endsAt.toISOString()}`;
    return { result: 'refused', code: 'pass.otherEvent', params: { title: found.title, span } };
  }
  const seat = await atDoor(tx, found);
  if (found.status === 'cancelled') return { result: 'refused', code: 'seat.cancelled', params: {}, seat };
  if (found.checkedInAt) return { result: 'already', seat, alreadyAt: found.checkedInAt, alreadyWhere: found.checkedInWhere };
  if (found.orderStatus !== 'confirmed') return { result: 'refused', code: 'order.notConfirmed', params: {}, seat };
  await tx.query('update seats set checked_in_at = $2, checked_in_by = $3, checked_in_where = $4 where id = $1', [found.id, at, by, where]);
  await recordStep(tx, { orderId: found.orderId, step: 'checkedIn', at, by: { accountId: by }, detail: { place: found.place } });
  return { result: 'done', seat };
}

const atDoor = async (tx: Sql, found: SeatFound): Promise<SeatAtDoor> => ({
  seatId: found.id,
  orderId: found.orderId,
  number: found.number,
  place: found.place,
  name: found.name || found.orderName,
  role: found.role,
  dueYen: (await moneyOf(tx, found.orderId)).dueYen,
});

interface WalkIn {
  subjectId: string;
  ticketTypeId: string;
  quantity: number;
  name: string;
  /** Empty when nobody asked for it. */
  email?: string;
  locale: Locale;
  at: Date;
  by: string;
  where?: string | null;
}

/**
 * Somebody who came without a registration, and is inside: written down whatever the seats say, for it has happened. `over` tells that the
 * house was full; the capacity then grows with the truth. Refuses 404 for a ticket type of something else, 409 `sale.cancelled`: where nothing
 * takes place any more, nobody pays for it.
 */
export async function walkIn(tx: Sql, { subjectId, ticketTypeId, quantity, name, email = '', locale, at, by, where = null }: WalkIn): Promise<{ orderId: string; number: number; seats: SeatAtDoor[]; dueYen: number; over: boolean }> {
  const sale = await lockSale(tx, subjectId);
  const type = await ticketTypeById(tx, ticketTypeId);
  if (type?.subjectId !== subjectId) throw Refusal.missing('ticketType');
  if (sale.status === 'cancelled') throw Refusal.conflict('sale.cancelled');
  const over = !(await takePlaces(tx, { subjectId, ticketTypeId, seats: quantity }));
  if (over) {
    await tx.query('update sales set taken = taken + $2, capacity = greatest(capacity, taken + $2) where subject_id = $1', [subjectId, quantity]);
    await tx.query('update ticket_types set taken = taken + $2, capacity = greatest(capacity, taken + $2) where id = $1 and capacity is not null', [ticketTypeId, quantity]);
  }
  const method: OrderMethod = type.priceYen === 0 ? 'free' : 'door';
  const wish = { subjectId, role: 'guest', accountId: null, name, email, locale, at } as const;
  const { id, number, seats } = await writeReady(tx, { ...wish, ticketTypeId, quantity, unitYen: type.priceYen, method, policy: sale.policy });
  await tx.query('update seats set checked_in_at = $2, checked_in_by = $3, checked_in_where = $4 where order_id = $1', [id, at, by, where]);
  await recordStep(tx, { orderId: id, step: 'walkedIn', at, by: { accountId: by } });
  const dueYen = type.priceYen * quantity;
  return { orderId: id, number, over, dueYen, seats: seats.map(({ id: seatId, place, name: who }) => ({ seatId, orderId: id, number, place, name: who || name, role: 'guest', dueYen })) };
}

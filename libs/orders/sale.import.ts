import { rows, theRow, type Sql } from '#libs/database';
import { newId, Refusal } from '#libs/kernel';
import { notify, type Notice } from '#libs/notices';
import type { Locale } from '#libs/words';
import { toGuest } from './letters.js';
import { newPass, type OrderMethod } from './order.rules.js';
import { lockSale } from './orders.queries.js';
import { seatNames } from './seats.js';
import { recordSteps, type StepBy } from './steps.js';

/** One registration of a list that the host keeps elsewhere. */
export interface ImportedOrder {
  ticketTypeId: string;
  /** Whole yen a seat, as the ticket type says it now. */
  unitYen: number;
  quantity: number;
  name: string;
  email: string;
}

interface Import {
  subjectId: string;
  orders: readonly ImportedOrder[];
  locale: Locale;
  by: StepBy;
  at: Date;
}

const ORDERS = `
  insert into orders (id, subject_id, ticket_type_id, number, name, email, locale, quantity, unit_yen, method, status, policy, created_at, confirmed_at)
  select id, $1, ticket_type_id, number, name, email, $3, quantity, unit_yen, method, 'confirmed', $4::jsonb, $5, $5
    from jsonb_to_recordset($2::jsonb) as o(id uuid, ticket_type_id uuid, number integer, name text, email text, quantity integer, unit_yen integer, method text)`;

const SEATS = `
  insert into seats (id, order_id, subject_id, place, name, pass, status, unit_yen)
  select id, order_id, $1, place, name, pass, 'taken', unit_yen
    from jsonb_to_recordset($2::jsonb) as s(id uuid, order_id uuid, place integer, name text, pass text, unit_yen integer)`;

/** Count the seats of each ticket type that has a capacity of its own; a type that has too few left comes back. */
const TYPES = `
  update ticket_types t set taken = t.taken + n.seats
    from jsonb_to_recordset($2::jsonb) as n(id uuid, seats integer)
   where t.id = n.id and t.subject_id = $1 and t.capacity is not null`;

/**
 * Take a whole list in, each as a confirmed registration that is paid at the door or costs nothing; all or none, in a handful of statements
 * whatever their number, each guest gets the letter with the pass. Refuses 404, 409 `sale.closed`, `event.full` (also of a ticket type, by its constraint).
 */
export async function importOrders(tx: Sql, { subjectId, orders, locale, by, at }: Import): Promise<number> {
  if (orders.length === 0) return 0;
  const sale = await lockSale(tx, subjectId);
  if (sale.status !== 'open') throw Refusal.conflict('sale.closed');
  const seats = orders.reduce((sum, { quantity }) => sum + quantity, 0);
  const counted = await rows<{ numbered: number }>(
    tx,
    'update sales set taken = taken + $2, numbered = numbered + $3 where subject_id = $1 and taken + $2 <= capacity returning numbered',
    [subjectId, seats, orders.length],
  );
  const [last] = counted;
  if (!last) throw Refusal.conflict('event.full', { left: sale.capacity - sale.taken });
  await tx.query(TYPES, [subjectId, JSON.stringify(seatsByType(orders))]);
  const first = last.numbered - orders.length + 1;
  const written = orders.map((order, index) => ({ ...order, id: newId(), number: first + index, method: methodOf(order) }));
  await tx.query(ORDERS, [
    subjectId,
    JSON.stringify(written.map(({ id, ticketTypeId, number, name, email, quantity, unitYen, method }) => ({ id, ticket_type_id: ticketTypeId, number, name, email, quantity, unit_yen: unitYen, method }))),
    locale,
    JSON.stringify(sale.policy),
    at,
  ]);
  const places = written.flatMap(({ id, name, quantity, unitYen }) =>
    seatNames(name, quantity).map((seat, index) => ({ id: newId(), order_id: id, place: index + 1, name: seat, pass: newPass(), unit_yen: unitYen })),
  );
  await tx.query(SEATS, [subjectId, JSON.stringify(places)]);
  await recordSteps(tx, written.map(({ id }) => ({ orderId: id, step: 'registered', at, by })));
  const letters = written.map(({ id, number, name, email, quantity, method }) =>
    toGuest({ id, accountId: null, email, locale, name, number }, sale, 'registrationConfirmed', { seats: quantity, payment: method }, at, 'confirmed'),
  );
  await notify(tx, letters.filter((letter): letter is Notice => letter !== null));
  return written.length;
}

const methodOf = ({ unitYen }: ImportedOrder): OrderMethod => (unitYen === 0 ? 'free' : 'door');

function seatsByType(orders: readonly ImportedOrder[]): { id: string; seats: number }[] {
  const seats = new Map<string, number>();
  for (const { ticketTypeId, quantity } of orders) seats.set(ticketTypeId, (seats.get(ticketTypeId) ?? 0) + quantity);
  return [...seats].map(([id, sum]) => ({ id, seats: sum }));
}

/** Addresses that hold or wait for seats already, in lower case. */
export async function registeredAddresses(sql: Sql, subjectId: string): Promise<Set<string>> {
  const { addresses } = await theRow<{ addresses: string[] | null }>(
    sql,
    'event',
    `select array_agg(distinct lower(email)) as addresses from orders where subject_id = $1 and status in ('waitlisted', 'offered', 'held', 'confirmed')`,
    [subjectId],
  );
  return new Set(addresses ?? []);
}

import { row, rows, theRow, type Sql } from '#libs/database';
import { notify, type Notice } from '#libs/notices';
import type { MailTemplate, OrderEnd, OrderStep, Params } from '#libs/words';
import { toGuest } from './letters.js';
import { ORDER_COLUMNS, ticketTypesOf, type OrderRow, type SaleRow } from './orders.queries.js';
import { recordSteps } from './steps.js';
import { afterSilence, offerDeadline, whomToOffer, type FreeSeats } from './waitlist.rules.js';

/** What the line needs to know of a sale; the transaction holds its lock. */
type LockedSale = Pick<SaleRow, 'subjectId' | 'title' | 'place' | 'startsAt' | 'endsAt' | 'status' | 'calendarSequence'>;

/** Who waits or has an offer, in the order of the line. */
const LINE = `select ${ORDER_COLUMNS} from orders o where o.subject_id = $1 and o.status = 'waitlisted' order by o.queued_at, o.id`;
const OFFERED = `select ${ORDER_COLUMNS} from orders o where o.subject_id = $1 and o.status = 'offered' order by o.queued_at, o.id`;

/** Seats of the sale and of each ticket type that nobody holds; what is offered is held. */
async function freeSeats(tx: Sql, subjectId: string): Promise<FreeSeats> {
  const { seats } = await theRow<{ seats: number }>(tx, 'event', 'select capacity - taken as seats from sales where subject_id = $1', [subjectId]);
  const types = seats > 0 ? await ticketTypesOf(tx, [subjectId]) : [];
  return { seats, types: types.map(({ id, capacity, taken }) => ({ id, seats: capacity === null ? null : capacity - taken })) };
}

const OFFER = `
  update orders o set status = 'offered', held_until = $2, times_offered = times_offered + 1, offered_type_id = n."typeId"
    from jsonb_to_recordset($1::jsonb) as n(id uuid, "typeId" uuid) where o.id = n.id`;

/**
 * Offer what is free to those who wait, in the transaction that has freed it or looks after the line, so that nobody from outside comes in
 * between; the sale is locked. Each offer holds its seats, of the sale and of a ticket type, until its deadline. Doing it again offers nothing
 * twice. Answers how many were made.
 */
export async function offerFreeSeats(tx: Sql, sale: LockedSale, now: Date): Promise<number> {
  if (sale.status !== 'open' || sale.startsAt <= now) return 0;
  const free = await freeSeats(tx, sale.subjectId);
  if (free.seats <= 0) return 0;
  const line = await rows<OrderRow>(tx, LINE, [sale.subjectId]);
  const chosen = whomToOffer(line.map(({ id, quantity, ticketTypeId }) => ({ id, partySize: quantity, wishedTypeId: ticketTypeId })), free);
  if (chosen.length === 0) return 0;
  const deadline = offerDeadline(now, sale.startsAt);
  const orders = line.flatMap((order) => chosen.filter(({ id }) => id === order.id).map(({ typeId }) => ({ ...order, offeredTypeId: typeId })));
  await count(tx, sale.subjectId, { taken: orders, waiting: -orders.length });
  await tx.query(OFFER, [JSON.stringify(chosen), deadline]);
  await tell(tx, sale, orders, { step: 'offered', template: 'waitlistOffer', params: ({ quantity }) => ({ seats: quantity, deadline: deadline.toISOString() }), at: now });
  return orders.length;
}

const BACK = `update orders set status = 'waitlisted', held_until = null, offered_type_id = null, queued_at = $2, moved_up_reason = null where id = any($1)`;

/** Offers that nobody answered in time: the first goes back to the end of the line, the second ends the wait. The sale is locked. Answers how many. */
export async function lapseOffers(tx: Sql, sale: LockedSale, now: Date): Promise<number> {
  const late = (await rows<OrderRow>(tx, OFFERED, [sale.subjectId])).filter(({ heldUntil }) => heldUntil !== null && heldUntil <= now);
  const back = late.filter(({ timesOffered }) => afterSilence(timesOffered) === 'waitlisted');
  const out = late.filter(({ timesOffered }) => afterSilence(timesOffered) === 'expired');
  await count(tx, sale.subjectId, { given: late, waiting: back.length });
  await tx.query(BACK, [back.map(({ id }) => id), now]);
  await end(tx, out, 'silence', now);
  await tell(tx, sale, back, { step: 'offerLapsed', template: 'waitlistLapsed', at: now });
  await tell(tx, sale, out, { step: 'offerOut', template: 'waitlistOut', at: now });
  return late.length;
}

/** It has begun: nobody is offered anything any more, and everybody who still waits is told. The sale is locked. Answers how many. */
export async function closeLine(tx: Sql, sale: LockedSale, now: Date): Promise<number> {
  if (sale.startsAt > now) return 0;
  const [offered, line] = [await rows<OrderRow>(tx, OFFERED, [sale.subjectId]), await rows<OrderRow>(tx, LINE, [sale.subjectId])];
  const orders = [...offered, ...line];
  await count(tx, sale.subjectId, { given: offered, waiting: -line.length });
  await end(tx, orders, 'lineClosed', now);
  await tell(tx, sale, orders, { step: 'lineClosed', template: 'waitlistClosed', at: now });
  return orders.length;
}

const LEAVE = `update orders set status = 'cancelled', held_until = null, offered_type_id = null, ended_at = $2, end_reason = $3 where id = $1`;

/** Somebody who waits, or has an offer, goes. The sale and the order are locked. */
export async function leaveLine(tx: Sql, sale: LockedSale, order: OrderRow, now: Date): Promise<void> {
  const offered = order.status === 'offered';
  await count(tx, sale.subjectId, offered ? { given: [order], waiting: 0 } : { waiting: -1 });
  await tx.query(LEAVE, [order.id, now, (offered ? 'declined' : 'left') satisfies OrderEnd]);
  await tell(tx, sale, [order], { step: 'left', template: 'waitlistLeft', by: 'guest', at: now });
  if (offered) await offerFreeSeats(tx, sale, now);
}

/** To the front of the line. The order is locked; the lock of its sale keeps the line still. */
export async function toTheFront(tx: Sql, order: OrderRow, reason: string): Promise<void> {
  await tx.query(
    `update orders set moved_up_reason = $3,
            queued_at = (select min(queued_at) - interval '1 millisecond' from orders where subject_id = $2 and status = 'waitlisted')
      where id = $1`,
    [order.id, order.subjectId, reason],
  );
}

/** How many stand before somebody who waits. */
export async function aheadOf(sql: Sql, { id, subjectId, queuedAt }: Pick<OrderRow, 'id' | 'subjectId' | 'queuedAt'>): Promise<number> {
  const counted = await row<{ n: number }>(
    sql,
    `select count(*)::int as n from orders where subject_id = $1 and status = 'waitlisted' and (queued_at, id) < ($2::timestamptz, $3::uuid)`,
    [subjectId, queuedAt, id],
  );
  return counted?.n ?? 0;
}

/** Everybody who waits or has an offer; those with an offer first. */
export async function lineOf(sql: Sql, subjectId: string): Promise<OrderRow[]> {
  return [...(await rows<OrderRow>(sql, OFFERED, [subjectId])), ...(await rows<OrderRow>(sql, LINE, [subjectId]))];
}

/** Sales whose line has something to do: an offer ran out, it has begun, or seats stand free while somebody waits. */
export const restlessLines = (sql: Sql, now: Date): Promise<{ subjectId: string }[]> =>
  rows<{ subjectId: string }>(
    sql,
    `select subject_id as "subjectId" from orders where status = 'offered' and held_until <= $1
     union
     select subject_id from sales where waiting > 0 and (starts_at <= $1 or (status = 'open' and taken < capacity))`,
    [now],
  );

const seatsOf = (orders: readonly OrderRow[]): number => orders.reduce((sum, { quantity }) => sum + quantity, 0);

const OF_TYPES = `
  update ticket_types t set taken = t.taken + n.seats
    from (select "typeId", sum(seats)::int as seats from jsonb_to_recordset($1::jsonb) as m("typeId" uuid, seats integer) group by 1) n
   where t.id = n."typeId" and t.capacity is not null`;

interface Counted {
  /** Offers that take seats, and those that give theirs back. */
  taken?: readonly OrderRow[];
  given?: readonly OrderRow[];
  /** So many more wait. */
  waiting: number;
}

/** Count what offers hold, of the sale and of their ticket types, and who waits. The sale is locked. */
async function count(tx: Sql, subjectId: string, { taken = [], given = [], waiting }: Counted): Promise<void> {
  const seats = seatsOf(taken) - seatsOf(given);
  if (seats !== 0 || waiting !== 0) await tx.query('update sales set taken = taken + $2, waiting = waiting + $3 where subject_id = $1', [subjectId, seats, waiting]);
  const ofTypes = [...taken.map(({ offeredTypeId, quantity }) => ({ typeId: offeredTypeId, seats: quantity })), ...given.map(({ offeredTypeId, quantity }) => ({ typeId: offeredTypeId, seats: -quantity }))];
  if (ofTypes.length > 0) await tx.query(OF_TYPES, [JSON.stringify(ofTypes)]);
}

async function end(tx: Sql, orders: readonly OrderRow[], reason: OrderEnd, now: Date): Promise<void> {
  await tx.query(`update orders set status = 'expired', held_until = null, offered_type_id = null, ended_at = $2, end_reason = $3 where id = any($1)`, [orders.map(({ id }) => id), now, reason]);
}

interface Told {
  step: OrderStep;
  template: MailTemplate;
  params?: (order: OrderRow) => Params;
  by?: 'guest' | 'clock';
  at: Date;
}

/** The step and the letter of each. */
async function tell(tx: Sql, sale: LockedSale, orders: readonly OrderRow[], { step, template, params = () => ({}), by = 'clock', at }: Told): Promise<void> {
  await recordSteps(tx, orders.map(({ id }) => ({ orderId: id, step, at, by })));
  const letters = orders.map((order) => toGuest(order, sale, template, params(order), at));
  await notify(tx, letters.filter((letter): letter is Notice => letter !== null));
}

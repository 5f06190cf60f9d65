import { rows, type Sql } from '#libs/database';
import { newId, Refusal } from '#libs/kernel';
import { lockSale, ticketTypesOf, type SaleRow, type TicketTypeRow } from './orders.queries.js';
import type { PolicyStep, Question, SaleMethod, Seller } from './order.rules.js';
import { offerFreeSeats } from './waitlist.js';

export interface TicketTypeWish {
  /** Of a type that is there; without it the type of the same name is meant, or a new one. */
  id?: string;
  name: string;
  description?: string;
  /** Whole yen, 0 to 1,000,000. */
  priceYen: number;
  /** Null: only the capacity of the sale limits it. */
  capacity?: number | null;
}

/** What goes on sale, or how it is changed. */
export interface SaleWish {
  subjectKind: 'event' | 'slot';
  subjectId: string;
  title: string;
  place: string;
  spaceId: string | null;
  hostAccountId: string | null;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  seller: Seller;
  methods: readonly SaleMethod[];
  policy: readonly PolicyStep[];
  questions: readonly Question[];
  ticketTypes: readonly TicketTypeWish[];
  /** Shown to confirmed guests alone. */
  onlineUrl?: string | null;
  at: Date;
}

const OPEN = `
  insert into sales as s (subject_id, subject_kind, title, place, space_id, host_account_id, starts_at, ends_at, status, capacity, seller, methods, policy, questions, online_url)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11, $12::jsonb, $13::jsonb, $14)
  on conflict (subject_id) do update set
    title = excluded.title, place = excluded.place, space_id = excluded.space_id, host_account_id = excluded.host_account_id, starts_at = excluded.starts_at,
    ends_at = excluded.ends_at, status = 'open', capacity = excluded.capacity, seller = excluded.seller, methods = excluded.methods, policy = excluded.policy,
    questions = excluded.questions, online_url = excluded.online_url, revision = s.revision + 1,
    calendar_sequence = s.calendar_sequence + ((s.starts_at, s.ends_at, s.place) is distinct from (excluded.starts_at, excluded.ends_at, excluded.place))::int`;

/**
 * Put something on sale, or change what is: what was bought keeps its price and its policy. A ticket type that is no longer named is retired.
 * Refuses 409 `sale.cancelled`, and 422 `capacity.belowTaken` where fewer seats are wished than are taken, in all or of one type.
 */
export async function openSale(tx: Sql, wish: SaleWish): Promise<{ sale: SaleRow; ticketTypes: TicketTypeRow[] }> {
  const { subjectId } = wish;
  const [before] = await rows<{ status: string; taken: number }>(tx, 'select status, taken from sales where subject_id = $1 for no key update', [subjectId]);
  if (before?.status === 'cancelled') throw Refusal.conflict('sale.cancelled');
  if (before && wish.capacity < before.taken) throw Refusal.rule('capacity.belowTaken', { taken: before.taken });
  await tx.query(OPEN, [
    subjectId,
    wish.subjectKind,
    wish.title,
    wish.place,
    wish.spaceId,
    wish.hostAccountId,
    wish.startsAt,
    wish.endsAt,
    wish.capacity,
    wish.seller,
    wish.methods,
    JSON.stringify(wish.policy.toSorted((a, b) => b.untilHoursBefore - a.untilHoursBefore)),
    JSON.stringify(wish.questions),
    wish.onlineUrl ?? null,
  ]);
  await setTicketTypes(tx, wish);
  // More seats than before are for those who wait, before anybody else sees them.
  await offerFreeSeats(tx, await lockSale(tx, subjectId), wish.at);
  return { sale: await lockSale(tx, subjectId), ticketTypes: await ticketTypesOf(tx, [subjectId]) };
}

async function setTicketTypes(tx: Sql, { subjectId, ticketTypes, at }: SaleWish): Promise<void> {
  const there = await ticketTypesOf(tx, [subjectId]);
  const wished = ticketTypes.map((wish, position) => ({ ...wish, position, known: there.find(({ id, name }) => (wish.id === undefined ? name === wish.name : id === wish.id)) }));
  const gone = there.filter(({ id }) => !wished.some(({ known }) => known?.id === id));
  await tx.query('update ticket_types set retired_at = $2 where id = any($1)', [gone.map(({ id }) => id), at]);
  for (const { known, name, description = '', priceYen, capacity = null, position } of wished) {
    const id = known?.id ?? newId();
    const taken = known ? await heldOf(tx, subjectId, id) : 0;
    if (capacity !== null && taken > capacity) throw Refusal.rule('capacity.belowTaken', { taken });
    await tx.query(
      `insert into ticket_types (id, subject_id, name, description, price_yen, capacity, taken, position) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (id) do update set name = excluded.name, description = excluded.description, price_yen = excluded.price_yen, capacity = excluded.capacity,
         taken = excluded.taken, position = excluded.position`,
      [id, subjectId, name, description, priceYen, capacity, capacity === null ? 0 : taken, position],
    );
  }
}

/** Seats of a type that somebody holds, or that an offer keeps for whoever waits. */
async function heldOf(tx: Sql, subjectId: string, ticketTypeId: string): Promise<number> {
  const [found] = await rows<{ n: number }>(
    tx,
    `select ((select count(*) from seats s join orders o on o.id = s.order_id where o.subject_id = $1 and o.ticket_type_id = $2 and s.status = 'taken')
             + (select coalesce(sum(o.quantity), 0) from orders o where o.subject_id = $1 and o.offered_type_id = $2))::int as n`,
    [subjectId, ticketTypeId],
  );
  return found?.n ?? 0;
}

/** No more registrations: sold out of time, or called off (see `cancelSale`, which ends what was bought as well). */
export async function closeSale(tx: Sql, subjectId: string, status: 'closed' | 'cancelled'): Promise<void> {
  await tx.query('update sales set status = $2 where subject_id = $1', [subjectId, status]);
}

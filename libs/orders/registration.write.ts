import type { DataSource } from 'typeorm';
import { prepared } from '#libs/database';
import { newId } from '#libs/kernel';
import { noticeCtes, noticeParams, type Notice } from '#libs/notices';
import type { Locale, OrderStep } from '#libs/words';
import { newPass, type Answer, type OrderMethod, type OrderStatus } from './order.rules.js';
import { ORDER_COLUMNS, SALE_COLUMNS, type OrderRow, type SaleRow } from './orders.queries.js';

/** What a registration is decided on, read in one go. */
export interface RegistrationFacts extends SaleRow {
  typeId: string | null;
  typeName: string;
  typePriceYen: number;
  typeCapacity: number | null;
  typeTaken: number;
  typeRetired: boolean;
  /** Registrations of this address that stand: each has sent a letter there. */
  byAddress: number;
  /** The registration that this very click has made before. */
  madeId: string | null;
}

const FACTS = `
  select ${SALE_COLUMNS}, t.id as "typeId", t.name as "typeName", t.price_yen as "typePriceYen", t.capacity as "typeCapacity", t.taken as "typeTaken",
         t.retired_at is not null as "typeRetired", (select id from orders where subject_id = $1 and client_key = $3) as "madeId",
         (select count(*)::int from orders where lower(email) = lower($4) and subject_id = $1 and ended_at is null) as "byAddress"
    from sales s left join ticket_types t on t.id = $2 and t.subject_id = s.subject_id
   where s.subject_id = $1`;

/** The sale, the ticket type and what this click has made before; null where nothing is on sale. */
export async function registrationFacts(db: DataSource, subjectId: string, ticketTypeId: string, key: string | null, email: string): Promise<RegistrationFacts | null> {
  const [found] = await prepared<RegistrationFacts>(db, 'registration-facts', FACTS, [subjectId, ticketTypeId, key, email]);
  return found ?? null;
}

/** Who brought the guest, as `creditOf` of libs/revenue says. */
export interface OrderCredit {
  code: string | null;
  attractorAccountId: string | null;
  referrerSpaceId: string | null;
}

/** A registration that is about to be written. */
export interface NewOrder extends OrderCredit {
  id: string;
  subjectId: string;
  ticketTypeId: string;
  /** The type has a capacity of its own, which is taken as well. */
  typed: boolean;
  /** Of the sale, as it was decided on. */
  revision: number;
  accountId: string | null;
  name: string;
  email: string;
  locale: Locale;
  /** One for each seat. */
  names: readonly string[];
  unitYen: number;
  method: OrderMethod;
  status: Extract<OrderStatus, 'held' | 'confirmed' | 'waitlisted'>;
  heldUntil: Date | null;
  answers: readonly Answer[];
  key: string | null;
  acceptedTexts: readonly string[];
  at: Date;
  /** The letter that goes out with it; a held one waits for its payment. */
  letter: Notice | null;
}

/** The registration has 22 parameters of its own, then come those of its letter. */
const NOTICE = 23;

/** The sale is as it was decided on: a statement that waited for the host's change of it knows nothing else of what the host has changed. */
const AS_DECIDED = `status = 'open' and starts_at > $18 and revision = $22`;

/** Where the seats come from: one row with the number and the policy when they are there, none when they are not. */
const TAKEN = `
  taken as (
    update sales set taken = taken + $3, numbered = numbered + 1
     where subject_id = $1 and ${AS_DECIDED} and taken + $3 <= capacity
       and exists (select from ticket_types where id = $2 and subject_id = $1 and price_yen = $4 and capacity is null and retired_at is null)
    returning numbered, policy
  )`;

/** The same for a type with a capacity of its own: the sale is locked first, as everybody does, then the type is taken, then the sale. */
const TAKEN_OF_TYPE = `
  open as materialized (
    select subject_id from sales where subject_id = $1 and ${AS_DECIDED} and taken + $3 <= capacity for no key update
  ), kind as (
    update ticket_types set taken = taken + $3
     where id = $2 and subject_id = $1 and price_yen = $4 and retired_at is null and taken + $3 <= capacity and exists (select from open)
    returning id
  ), taken as (
    update sales set taken = taken + $3, numbered = numbered + 1 where subject_id = $1 and exists (select from kind)
    returning numbered, policy
  )`;

/** A place in the line holds no seat. */
const LINED_UP = `
  taken as (
    update sales set waiting = waiting + 1, numbered = numbered + 1 where subject_id = $1 and ${AS_DECIDED}
    returning numbered, policy
  )`;

/**
 * Everything that a registration writes, in one statement: its seats are counted, and with them come the order, the seats with their passes, the
 * step and the letter; where the seats are gone, nothing is written and no row comes back.
 */
const write = (source: string, told: boolean): string => `
  with ${source}, made as (
    insert into orders (id, subject_id, ticket_type_id, number, account_id, name, email, locale, quantity, unit_yen, method, status, held_until, policy, answers,
                        referral_code, attractor_account_id, referrer_space_id, client_key, created_at, confirmed_at, queued_at)
    select $5, $1, $2, numbered, $6, $7, $8, $9, $3, $4, $10, $11, $12, policy, $13, $14, $15, $16, $17, $18,
           case when $11 = 'confirmed' then $18::timestamptz end, case when $11 = 'waitlisted' then $18::timestamptz end
      from taken
  ), placed as (
    insert into seats (id, order_id, subject_id, place, name, pass, status, unit_yen)
    select s.id, $5, $1, s.place, s.name, s.pass, 'taken', $4 from taken cross join jsonb_to_recordset($19::jsonb) as s(id uuid, place integer, name text, pass text)
  ), stepped as (
    insert into order_steps (order_id, at, step, actor_kind, actor_account_id, detail)
    select $5, $18, $20, case when $6::uuid is null then 'guest' else 'account' end, $6, $21::jsonb from taken
  )${told ? `, ${noticeCtes(NOTICE, 'taken', `jsonb_build_object('number', numbered)`)}` : ''}
  select numbered from taken`;

const STATEMENTS = {
  held: write(TAKEN, false),
  heldOfType: write(TAKEN_OF_TYPE, false),
  confirmed: write(TAKEN, true),
  confirmedOfType: write(TAKEN_OF_TYPE, true),
  waitlisted: write(LINED_UP, true),
} as const;

/** What each registration begins with, in the words of its timeline. */
const STEPS = { held: 'registered', confirmed: 'registered', waitlisted: 'waitlisted' } as const satisfies Record<NewOrder['status'], OrderStep>;

/** The click came in twice at once: the other one has written the registration. */
const TWICE = 'orders_click_once';

/** What became of it: the number it got; `lost`, because the seats or the sale are not what they were; `twice`, because the same click was faster. */
export type Written = { number: number } | 'lost' | 'twice';

/** Write a registration: seats, order, passes, step, letter; all of it or nothing. */
export async function writeRegistration(db: DataSource, order: NewOrder): Promise<Written> {
  const name = order.status === 'waitlisted' ? order.status : (`${order.status}${order.typed ? 'OfType' : ''}` as const);
  try {
    const [written] = await prepared<{ numbered: number }>(db, `registration-${name}`, STATEMENTS[name], paramsOf(order));
    return written ? { number: written.numbered } : 'lost';
  } catch (thrown) {
    if (thrown instanceof Error && 'constraint' in thrown && thrown.constraint === TWICE) return 'twice';
    throw thrown;
  }
}

function paramsOf(order: NewOrder): unknown[] {
  const seats = order.status === 'waitlisted' ? [] : order.names.map((name, at) => ({ id: newId(), place: at + 1, name, pass: newPass() }));
  const { acceptedTexts } = order;
  return [
    order.subjectId,
    order.ticketTypeId,
    order.names.length,
    order.unitYen,
    order.id,
    order.accountId,
    order.name,
    order.email,
    order.locale,
    order.method,
    order.status,
    order.heldUntil,
    JSON.stringify(order.answers),
    order.code,
    order.attractorAccountId,
    order.referrerSpaceId,
    order.key,
    order.at,
    JSON.stringify(seats),
    STEPS[order.status],
    JSON.stringify(acceptedTexts.length > 0 ? { acceptedTexts: acceptedTexts.join(' ') } : {}),
    order.revision,
    ...(order.letter ? noticeParams(order.letter) : []),
  ];
}

/** The registration that a click has made before; null when there is none. */
export async function madeByClick(db: DataSource, subjectId: string, key: string): Promise<OrderRow | null> {
  const [found] = await prepared<OrderRow>(db, 'registration-made', MADE, [subjectId, key]);
  return found ?? null;
}

const MADE = `select ${ORDER_COLUMNS} from orders o where o.subject_id = $1 and o.client_key = $2`;

import { row, rows, theRow, type Sql } from '#libs/database';
import type { Locale } from '#libs/words';
import type { Answer, OrderMethod, OrderRole, OrderStatus, PolicyStep, Question, SaleMethod, SaleStatus, Seller } from './order.rules.js';

/** What is on sale. */
export interface SaleRow {
  subjectId: string;
  subjectKind: 'event' | 'slot';
  title: string;
  place: string;
  spaceId: string | null;
  hostAccountId: string | null;
  startsAt: Date;
  endsAt: Date;
  status: SaleStatus;
  capacity: number;
  taken: number;
  waiting: number;
  seller: Seller;
  methods: SaleMethod[];
  policy: PolicyStep[];
  questions: Question[];
  calendarSequence: number;
  onlineUrl: string | null;
  /** Goes up with every change of the sale or its ticket types. */
  revision: number;
}

export const SALE_COLUMNS = `
  s.subject_id as "subjectId", s.subject_kind as "subjectKind", s.title, s.place, s.space_id as "spaceId", s.host_account_id as "hostAccountId", s.starts_at as "startsAt",
  s.ends_at as "endsAt", s.status, s.capacity, s.taken, s.waiting, s.seller, s.methods, s.policy, s.questions, s.calendar_sequence as "calendarSequence", s.online_url as "onlineUrl",
  s.revision`;

/** The sale of an event or a slot; null before it was opened. */
export const saleOf = (sql: Sql, subjectId: string): Promise<SaleRow | null> => row<SaleRow>(sql, `select ${SALE_COLUMNS} from sales s where s.subject_id = $1`, [subjectId]);

/**
 * The same, held until the end of the transaction. A sale is locked before its ticket types, and these before orders. Its key is never changed, so
 * that rows which only point to it do not wait. Refuses 404.
 */
export const lockSale = (tx: Sql, subjectId: string): Promise<SaleRow> =>
  theRow<SaleRow>(tx, 'event', `select ${SALE_COLUMNS} from sales s where s.subject_id = $1 for no key update`, [subjectId]);

/** A ticket type as it is sold. */
export interface TicketTypeRow {
  id: string;
  subjectId: string;
  name: string;
  description: string;
  priceYen: number;
  capacity: number | null;
  taken: number;
  position: number;
  retired: boolean;
  /** What can still be had of this type: its own rest, and never more than the rest of the sale. */
  seatsLeft: number;
}

const TICKET_TYPES = `
  select t.id, t.subject_id as "subjectId", t.name, t.description, t.price_yen as "priceYen", t.capacity, t.taken, t.position, t.retired_at is not null as retired,
         least(s.capacity - s.taken, coalesce(t.capacity - t.taken, s.capacity - s.taken)) as "seatsLeft"
    from ticket_types t join sales s on s.subject_id = t.subject_id`;

/** The ticket types of these subjects that are on sale, in their order. */
export const ticketTypesOf = (sql: Sql, subjectIds: readonly string[]): Promise<TicketTypeRow[]> =>
  rows<TicketTypeRow>(sql, `${TICKET_TYPES} where t.subject_id = any($1) and t.retired_at is null order by t.subject_id, t.position, t.id`, [subjectIds]);

/** One ticket type, retired or not; null when there is none. */
export const ticketTypeById = (sql: Sql, id: string): Promise<TicketTypeRow | null> => row<TicketTypeRow>(sql, `${TICKET_TYPES} where t.id = $1`, [id]);

/** A registration. */
export interface OrderRow {
  id: string;
  subjectId: string;
  ticketTypeId: string | null;
  number: number;
  role: OrderRole;
  accountId: string | null;
  name: string;
  email: string;
  locale: Locale;
  /** Seats wished for at first; those still held are counted in `seats`. */
  quantity: number;
  unitYen: number;
  method: OrderMethod;
  status: OrderStatus;
  heldUntil: Date | null;
  attempt: number;
  checkoutSessionId: string | null;
  checkoutUrl: string | null;
  checkoutExpiresAt: Date | null;
  policy: PolicyStep[];
  answers: Answer[];
  referralCode: string | null;
  attractorAccountId: string | null;
  referrerSpaceId: string | null;
  timesOffered: number;
  /** Of an offer: the ticket type whose seats it keeps. */
  offeredTypeId: string | null;
  queuedAt: Date | null;
  movedUpReason: string | null;
  createdAt: Date;
  confirmedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
}

export const ORDER_COLUMNS = `
  o.id, o.subject_id as "subjectId", o.ticket_type_id as "ticketTypeId", o.number, o.role, o.account_id as "accountId", o.name, o.email, o.locale, o.quantity, o.unit_yen as "unitYen",
  o.method, o.status, o.held_until as "heldUntil", o.attempt, o.checkout_session_id as "checkoutSessionId", o.checkout_url as "checkoutUrl", o.checkout_expires_at as "checkoutExpiresAt",
  o.policy, o.answers, o.referral_code as "referralCode", o.attractor_account_id as "attractorAccountId", o.referrer_space_id as "referrerSpaceId", o.times_offered as "timesOffered",
  o.offered_type_id as "offeredTypeId", o.queued_at as "queuedAt", o.moved_up_reason as "movedUpReason", o.created_at as "createdAt", o.confirmed_at as "confirmedAt", o.ended_at as "endedAt", o.end_reason as "endReason"`;

export const orderById = (sql: Sql, id: string): Promise<OrderRow | null> => row<OrderRow>(sql, `select ${ORDER_COLUMNS} from orders o where o.id = $1`, [id]);

/** An order and its sale, both held until the end of the transaction, the sale first. Refuses 404. */
export async function lockOrder(tx: Sql, id: string): Promise<{ order: OrderRow; sale: SaleRow }> {
  const { subjectId } = await theRow<{ subjectId: string }>(tx, 'registration', 'select subject_id as "subjectId" from orders where id = $1', [id]);
  const sale = await lockSale(tx, subjectId);
  const order = await theRow<OrderRow>(tx, 'registration', `select ${ORDER_COLUMNS} from orders o where o.id = $1 for no key update`, [id]);
  return { order, sale };
}

/** A place of an order. */
export interface SeatRow {
  id: string;
  orderId: string;
  subjectId: string;
  place: number;
  name: string;
  pass: string;
  status: 'taken' | 'cancelled';
  unitYen: number;
  checkedInAt: Date | null;
  checkedInWhere: string | null;
  cancelledAt: Date | null;
}

export const SEAT_COLUMNS = `
  t.id, t.order_id as "orderId", t.subject_id as "subjectId", t.place, t.name, t.pass, t.status, t.unit_yen as "unitYen", t.checked_in_at as "checkedInAt",
  t.checked_in_where as "checkedInWhere", t.cancelled_at as "cancelledAt"`;

/** All seats of an order, cancelled ones too, by place. */
export const seatsOf = (sql: Sql, orderId: string): Promise<SeatRow[]> => rows<SeatRow>(sql, `select ${SEAT_COLUMNS} from seats t where t.order_id = $1 order by t.place`, [orderId]);

/** The money of an order, whole yen. */
export interface OrderMoney {
  /** The price of the seats that are still taken. */
  owedYen: number;
  paidYen: number;
  /** Wished, on its way or done: all that goes back. */
  refundedYen: number;
  /** What is still to be paid; never below zero. */
  dueYen: number;
}

const MONEY = `
  select coalesce((select sum(unit_yen) from seats where order_id = $1 and status = 'taken'), 0)::int as "owedYen",
         coalesce((select sum(amount_yen) from order_payments where order_id = $1), 0)::int as "paidYen",
         coalesce((select sum(amount_yen) from order_refunds where order_id = $1), 0)::int as "refundedYen"`;

export async function moneyOf(sql: Sql, orderId: string): Promise<OrderMoney> {
  const found = await theRow<Omit<OrderMoney, 'dueYen'>>(sql, 'registration', MONEY, [orderId]);
  return { ...found, dueYen: Math.max(0, found.owedYen - found.paidYen + found.refundedYen) };
}

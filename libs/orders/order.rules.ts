import { randomBytes } from 'node:crypto';
import { addDays, dayStart, tokyoDay, type Machine } from '#libs/kernel';
import type { CheckoutMethod } from '#libs/payments';

export const ORDER_STATUSES = ['waitlisted', 'offered', 'held', 'confirmed', 'cancelled', 'expired'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
export type OrderAction = 'offer' | 'hold' | 'confirm' | 'lapse' | 'leave' | 'close' | 'expire' | 'cancel' | 'revive';

/**
 * A registration. Offered, held and confirmed ones hold seats, the others none. An offer that nobody answers goes back to the end of the queue;
 * money that comes too late revives what expired, if seats are left.
 */
export const ORDER_MACHINE: Machine<OrderStatus, OrderAction> = {
  waitlisted: { offer: 'offered', leave: 'cancelled', close: 'expired', cancel: 'cancelled' },
  offered: { hold: 'held', confirm: 'confirmed', lapse: 'waitlisted', leave: 'cancelled', expire: 'expired', cancel: 'cancelled' },
  held: { confirm: 'confirmed', expire: 'expired', cancel: 'cancelled' },
  confirmed: { cancel: 'cancelled' },
  expired: { revive: 'confirmed' },
  cancelled: {},
};

/** Orders that hold seats. */
export const HOLDS_SEATS = ['offered', 'held', 'confirmed'] as const satisfies readonly OrderStatus[];
export const holdsSeats = (status: OrderStatus): boolean => HOLDS_SEATS.some((holding) => holding === status);

/** How a guest pays: on a page of Stripe now, at the door, after the event where the space allows it, or not at all. */
export const ORDER_METHODS = ['stripe', 'door', 'after', 'free'] as const;
export type OrderMethod = (typeof ORDER_METHODS)[number];

/** What a sale offers; the first three are ways of paying on Stripe's page. */
export const SALE_METHODS = ['card', 'payPay', 'konbini', 'door', 'after', 'free'] as const;
export type SaleMethod = (typeof SALE_METHODS)[number];

export const ORDER_ROLES = ['guest', 'coHost', 'panelist', 'monitor', 'promoter'] as const;
export type OrderRole = (typeof ORDER_ROLES)[number];

export const SELLERS = ['cooperative', 'host', 'space'] as const;
export type Seller = (typeof SELLERS)[number];

export const SALE_STATUSES = ['open', 'closed', 'cancelled'] as const;
export type SaleStatus = (typeof SALE_STATUSES)[number];

/** One step of a policy: who cancels this long before the start gets so much back. The earliest stands first. */
export interface PolicyStep {
  untilHoursBefore: number;
  refundPercent: number;
}

export interface Question {
  id: string;
  text: string;
  required: boolean;
  /** Empty: answered in one's own words. */
  choices?: readonly string[];
}

export interface Answer {
  questionId: string;
  text: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** At most so many seats in one registration. */
export const MOST_SEATS = 20;
/** Least and most on a page of Stripe, whole yen: below, the cost eats the fee; above, PayPay takes no more. */
export const ONLINE_YEN = { least: 50, most: 1_000_000 } as const;
/** Konbini from this sum on, because its cost is a fixed 120 yen, and up to what the stores take. */
export const KONBINI_YEN = { least: 3_000, most: 300_000 } as const;
/** No konbini this shortly before the start: a voucher may be paid on its last day. */
export const KONBINI_CLOSES_MS = 3 * DAY_MS;
/** A voucher is good to the end of the third Tokyo day after it was printed; Stripe's own default. */
const VOUCHER_DAYS = 3;
/** What was paid in the last minute takes a while to arrive here. */
const VOUCHER_BUFFER_MS = 2 * HOUR_MS;
/** So long a page of Stripe stays open and the seats with it; Stripe takes no less than 30 minutes. */
export const HOLD_MS = 35 * MINUTE_MS;
/** A page that was asked for this late in a hold would open for less than Stripe's 30 minutes. */
export const PAGE_LEAST_MS = 31 * MINUTE_MS;

/** Until when the seats of a konbini payment are held: the end of the voucher's last day, and a while for the news of it. */
export const konbiniHeldUntil = (printedAt: Date): Date =>
  new Date(dayStart(addDays(tokyoDay(printedAt), VOUCHER_DAYS + 1)).getTime() + VOUCHER_BUFFER_MS);

/** The ways of paying that Stripe's page shows for this sum at this time; none when the sum cannot be paid there. */
export function onlineMethods(sale: { methods: readonly SaleMethod[]; startsAt: Date }, totalYen: number, now: Date): CheckoutMethod[] {
  if (totalYen < ONLINE_YEN.least || totalYen > ONLINE_YEN.most) return [];
  const lastPrint = new Date(now.getTime() + HOLD_MS);
  const konbiniInTime = sale.startsAt.getTime() - now.getTime() >= KONBINI_CLOSES_MS && konbiniHeldUntil(lastPrint) <= sale.startsAt;
  const offered = {
    card: true,
    payPay: true,
    konbini: totalYen >= KONBINI_YEN.least && totalYen <= KONBINI_YEN.most && konbiniInTime,
  } as const;
  const names = { card: 'card', payPay: 'paypay', konbini: 'konbini' } as const;
  return (['card', 'payPay', 'konbini'] as const).filter((method) => sale.methods.includes(method) && offered[method]).map((method) => names[method]);
}

/** Which of a guest's four ways of paying are open for this sum. */
export function orderMethods(sale: { methods: readonly SaleMethod[]; startsAt: Date }, totalYen: number, now: Date): OrderMethod[] {
  if (totalYen === 0) return ['free'];
  return [
    ...(onlineMethods(sale, totalYen, now).length > 0 ? (['stripe'] as const) : []),
    ...(['door', 'after'] as const).filter((method) => sale.methods.includes(method)),
  ];
}

/** Letters of a pass: no I, L, O, U, so that it can be read aloud (Crockford's base 32). */
const PASS_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PASS_LENGTH = 12;

/** Random bytes are drawn for many passes at once: asking the system for twelve costs as much as for two thousand. Each is used once. */
let pool = Buffer.alloc(0);
let used = 0;

function drawn(length: number): string {
  if (used + length > pool.length) [pool, used] = [randomBytes(170 * length), 0];
  const letters = pool.subarray(used, used + length);
  used += length;
  return Array.from(letters, (byte) => PASS_LETTERS[byte & 31] ?? '0').join('');
}

/** A pass that nobody guesses: sixty random bits. */
export const newPass = (): string => drawn(PASS_LENGTH);

/** A pass as somebody typed or read it: blanks and hyphens left out, letters that look like figures put right. Null for what is none. */
export function passIn(text: string): string | null {
  const pass = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(pass) ? pass : null;
}

/** The key under which Stripe is asked for the page of an order. */
export const checkoutKey = (orderId: string, attempt: number): string => `order:${orderId}:checkout:${attempt}`;

/** Where somebody manages a registration, from the root; the token is added by whoever may. */
export const managePath = (orderId: string): string => `/registrations/${orderId}`;

/** What a payment is for; the lib of that name does the job `<purpose>Changed` whenever a mirror of such an object changes. */
export const PURPOSES = ['dues', 'order', 'payout'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** The objects of Stripe that are mirrored here. */
export const KINDS = [
  'customer',
  'price',
  'session',
  'subscription',
  'invoice',
  'charge',
  'refund',
  'dispute',
  'transfer',
  'balanceTransaction',
] as const;
export type Kind = (typeof KINDS)[number];

/** What the job `<purpose>Changed` carries: which mirror changed, and whose it is. The mirror itself is read by SQL, in its present state. */
export interface Changed {
  kind: Kind;
  /** The id at Stripe: `sub_…`, `in_…`. */
  id: string;
  subjectId: string | null;
}

/** Reads a job's payload; throws for what is none. */
export function changedIn(payload: Readonly<Record<string, unknown>>): Changed {
  const { kind, id, subjectId } = payload;
  const known = KINDS.find((one) => one === kind);
  if (known === undefined || typeof id !== 'string') throw new TypeError('the job does not say what changed');
  return { kind: known, id, subjectId: typeof subjectId === 'string' ? subjectId : null };
}

/**
 * Which thing of ours is asked for: the same key is the same thing for ever. Letters, digits and `: _ -`, at most 200, nothing personal:
 * `dues:<planId>:checkout`. A no of Stripe may be asked again under the same key.
 */
export type RequestKey = string;

/** Whose the object is, written into its metadata and from there into our mirrors. */
export interface Belonging {
  purpose: Purpose;
  subjectId: string;
}

/** A price that the cooperative asks for. */
export interface PriceWish {
  /** `dues_junior_monthly`: names the price for ever, whatever the amount is. */
  lookupKey: string;
  product: { key: string; name: string };
  amountYen: number;
  monthly: boolean;
}

/** Where somebody comes back to from a page of Stripe; paths of our own, from the root. */
export interface WayBack {
  /** `{CHECKOUT_SESSION_ID}` in it is replaced by the id. */
  successPath: string;
  cancelPath: string;
}

export interface SubscriptionCheckoutWish extends Belonging, WayBack {
  key: RequestKey;
  accountId: string;
  lookupKey: string;
  /** The first regular charge; until then nothing is charged. Give a day's 03:00 UTC, so that it is the same day in Tokyo. */
  anchorAt?: Date;
}

export type CheckoutMethod = 'card' | 'konbini' | 'paypay';

export interface PaymentCheckoutWish extends Belonging, WayBack {
  key: RequestKey;
  accountId?: string;
  /** Of a guest without an account. */
  email?: string;
  lines: readonly { name: string; amountYen: number; quantity: number }[];
  methods: readonly CheckoutMethod[];
  /** 30 minutes to 24 hours ahead. */
  expiresAt?: Date;
  /** Ties the charge to transfers made from it. */
  group?: string;
}

/** A page of Stripe on which somebody pays. */
export interface OpenCheckout {
  sessionId: string;
  url: string;
  expiresAt: Date;
}

export interface InvoiceSubscriptionWish extends Belonging {
  key: RequestKey;
  accountId: string;
  lookupKey: string;
  daysUntilDue: number;
  anchorAt?: Date;
}

export interface PriceChange {
  subscriptionId: string;
  lookupKey: string;
  /** `now`: the difference for the rest of the period is charged at once, and the change waits for that payment. `nextPeriod`: nothing is charged or given back. */
  when: 'now' | 'nextPeriod';
}

/** What a change of price would cost. */
export interface PriceChangePreview {
  /** Charged at once; 0 when the change waits for the next period. */
  dueNowYen: number;
  /** The next regular invoice, whole yen, and when it comes. */
  nextYen: number;
  nextAt: Date;
}

export type RefundReason = 'duplicate' | 'fraudulent' | 'requestedByCustomer';

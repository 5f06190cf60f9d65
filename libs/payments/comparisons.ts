import type Stripe from 'stripe';
import { balanceShown, chargeShown, customerShown, disputeShown, invoiceShown, priceShown, refundShown, sessionShown, subscriptionShown, transferShown, type Shown } from './mirrors.js';
import { RESTLESS, shownColumns } from './mirror.tables.js';
import type { Kind } from './payments.types.js';
import { EXPANDED } from './readings.js';

/** What stands at Stripe: as a mirror would show it, and under which key of ours it was asked for. */
export interface Found {
  row: Shown;
  request: string | null;
}

/** How a kind is compared with Stripe. */
interface Comparison {
  /** Objects made within so many days are listed; null: all there are. */
  days: number | null;
  list: (stripe: Stripe, created: Stripe.RangeQueryParam | undefined) => AsyncIterable<Found>;
  /** Mirrors that are looked up one by one when the list did not hold them: what is not at its end yet. SQL. */
  open: string;
}

const PAGE = 100;
const under = (paths: readonly string[]): string[] => paths.map((path) => `data.${path}`);

async function* found<T extends { metadata: Stripe.Metadata | null }>(objects: AsyncIterable<T>, shown: (object: T) => Shown): AsyncIterable<Found> {
  for await (const object of objects) yield { row: shown(object), request: object.metadata?.['request'] ?? null };
}

async function* unmarked<T>(objects: AsyncIterable<T>, shown: (object: T) => Shown): AsyncIterable<Found> {
  for await (const object of objects) yield { row: shown(object), request: null };
}

const RECENT_DAYS = 40;

/** Everything that is compared. A session is over after three days at the latest; what lives longer is compared for more than a month. */
export const COMPARISONS: Readonly<Record<Kind, Comparison>> = {
  customer: { days: null, open: 'true', list: (stripe) => found(stripe.customers.list({ limit: PAGE }), customerShown) },
  price: { days: null, open: 'active', list: (stripe) => found(stripe.prices.list({ limit: PAGE, active: true }), priceShown) },
  session: { days: 3, open: `status = 'open'`, list: (stripe, created) => found(stripe.checkout.sessions.list({ limit: PAGE, created }), sessionShown) },
  subscription: {
    days: null,
    open: `status not in ('canceled', 'incomplete_expired')`,
    list: (stripe) => found(stripe.subscriptions.list({ limit: PAGE }), subscriptionShown),
  },
  invoice: {
    days: RECENT_DAYS,
    open: `status in ('draft', 'open')`,
    list: (stripe, created) => found(stripe.invoices.list({ limit: PAGE, created, expand: under(EXPANDED.invoice) }), invoiceShown),
  },
  charge: {
    days: RECENT_DAYS,
    open: `status = 'pending'`,
    list: (stripe, created) => found(stripe.charges.list({ limit: PAGE, created, expand: under(EXPANDED.charge) }), chargeShown),
  },
  refund: {
    days: RECENT_DAYS,
    open: `status in ('pending', 'requires_action')`,
    list: (stripe, created) => found(stripe.refunds.list({ limit: PAGE, created, expand: under(EXPANDED.refund) }), refundShown),
  },
  dispute: {
    days: RECENT_DAYS,
    open: `status not in ('won', 'lost', 'warning_closed', 'prevented')`,
    list: (stripe, created) => found(stripe.disputes.list({ limit: PAGE, created }), disputeShown),
  },
  transfer: { days: RECENT_DAYS, open: 'false', list: (stripe, created) => found(stripe.transfers.list({ limit: PAGE, created }), transferShown) },
  balanceTransaction: {
    days: RECENT_DAYS,
    open: 'false',
    list: (stripe, created) => unmarked(stripe.balanceTransactions.list({ limit: PAGE, created }), balanceShown),
  },
};

/** One column that does not agree. */
export interface Difference {
  column: string;
  here: string | null;
  atStripe: string | null;
}

const text = (value: unknown): string | null => (value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value));

/** What does not agree between a mirror and its object. Whose it is may be known here alone. */
export function differences(kind: Kind, here: Shown, atStripe: Shown): Difference[] {
  const owned = atStripe['purpose'] !== null;
  return shownColumns(kind)
    .filter((column) => !RESTLESS.has(column) && (owned || (column !== 'purpose' && column !== 'subject_id')))
    .map((column) => ({ column, here: text(here[column]), atStripe: text(atStripe[column]) }))
    .filter((one) => one.here !== one.atStripe);
}

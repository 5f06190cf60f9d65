import type Stripe from 'stripe';
import { isMissing } from './stripe.faults.js';
import {
  balanceShown,
  chargeShown,
  customerShown,
  disputeShown,
  intentsOf,
  invoiceShown,
  priceShown,
  refundShown,
  sessionShown,
  subscriptionShown,
  transferShown,
  withBalance,
  type Reading,
  type Shown,
} from './mirrors.js';
import type { Kind } from './payments.types.js';

const only = (kind: Kind, row: Shown): Reading => ({ shown: [{ kind, row }], gone: [] });
const goneOf = (kind: Kind, id: string): Reading => ({ shown: [], gone: [{ kind, id }] });

/** What an object of each kind brings along when it is read. */
export const EXPANDED = {
  invoice: ['payments'],
  charge: ['balance_transaction'],
  refund: ['balance_transaction'],
} as const satisfies Partial<Record<Kind, readonly string[]>>;

/** An invoice with every attempt to pay it: the charges have no word of their own about whose they are. */
export async function invoiceReading(stripe: Stripe, invoice: Stripe.Invoice): Promise<Reading> {
  const row = invoiceShown(invoice);
  const attempts = await Promise.all(intentsOf(invoice).map((intent) => chargesReading(stripe, intent, row)));
  return { shown: [{ kind: 'invoice', row }, ...attempts.flat()], gone: [] };
}

/** The attempts of one payment; `owner` says whose they are where they do not. */
async function chargesReading(stripe: Stripe, intent: string, owner: Shown): Promise<Reading['shown']> {
  const { data } = await stripe.charges.list({ payment_intent: intent, limit: 100, expand: EXPANDED.charge.map((path) => `data.${path}`) });
  const charges = data.map((charge) => withBalance('charge', chargeShown(charge), charge.balance_transaction));
  return charges.flatMap(({ shown }) => shown).map((one) => (one.kind === 'charge' && one.row['purpose'] === null ? { ...one, row: owning(owner, one.row) } : one));
}

const owning = (owner: Shown, row: Shown): Shown => ({ ...row, purpose: owner['purpose'] ?? null, subject_id: owner['subject_id'] ?? null });

const READERS: Readonly<Record<Kind, (stripe: Stripe, id: string) => Promise<Reading>>> = {
  customer: async (stripe, id) => {
    const customer = await stripe.customers.retrieve(id);
    return customer.deleted ? goneOf('customer', id) : only('customer', customerShown(customer));
  },
  price: async (stripe, id) => only('price', priceShown(await stripe.prices.retrieve(id))),
  session: async (stripe, id) => {
    const session = await stripe.checkout.sessions.retrieve(id);
    const row = sessionShown(session);
    // What was paid on a page is read with it: whoever asks whether somebody has paid must not wait for another letter.
    const paid = session.mode === 'payment' && session.payment_status === 'paid' && typeof row['payment_intent_id'] === 'string' ? row['payment_intent_id'] : null;
    if (paid === null) return only('session', row);
    return { shown: [{ kind: 'session', row }, ...(await chargesReading(stripe, paid, row))], gone: [] };
  },
  subscription: async (stripe, id) => only('subscription', subscriptionShown(await stripe.subscriptions.retrieve(id))),
  invoice: async (stripe, id) => invoiceReading(stripe, await stripe.invoices.retrieve(id, { expand: [...EXPANDED.invoice] })),
  charge: async (stripe, id) => {
    const charge = await stripe.charges.retrieve(id, { expand: [...EXPANDED.charge] });
    return withBalance('charge', chargeShown(charge), charge.balance_transaction);
  },
  refund: async (stripe, id) => {
    const refund = await stripe.refunds.retrieve(id, { expand: [...EXPANDED.refund] });
    const own = withBalance('refund', refundShown(refund), refund.balance_transaction);
    // A refund that comes back changes its charge, of which Stripe writes no letter.
    const back = (refund.status === 'failed' || refund.status === 'canceled') && refund.charge;
    if (!back) return own;
    const charge = await stripe.charges.retrieve(typeof back === 'string' ? back : back.id, { expand: [...EXPANDED.charge] });
    return { shown: [...own.shown, ...withBalance('charge', chargeShown(charge), charge.balance_transaction).shown], gone: [] };
  },
  dispute: async (stripe, id) => {
    const dispute = await stripe.disputes.retrieve(id);
    const moved = dispute.balance_transactions.map((transaction) => ({ kind: 'balanceTransaction' as const, row: balanceShown(transaction) }));
    return { shown: [{ kind: 'dispute', row: disputeShown(dispute) }, ...moved], gone: [] };
  },
  transfer: async (stripe, id) => only('transfer', transferShown(await stripe.transfers.retrieve(id))),
  balanceTransaction: async (stripe, id) => only('balanceTransaction', balanceShown(await stripe.balanceTransactions.retrieve(id))),
};

/** The object as it stands at Stripe now; what Stripe does not know (any more) is gone. */
export async function read(stripe: Stripe, kind: Kind, id: string): Promise<Reading> {
  try {
    return await READERS[kind](stripe, id);
  } catch (error) {
    if (isMissing(error)) return goneOf(kind, id);
    throw error;
  }
}

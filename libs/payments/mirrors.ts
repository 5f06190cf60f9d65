import type Stripe from 'stripe';
import { rows, type Sql } from '#libs/database';
import { isId } from '#libs/kernel';
import { goneSql, TABLES, writeSql } from './mirror.tables.js';
import { KINDS, PURPOSES, type Kind } from './payments.types.js';

type Value = string | number | boolean | null;
/** An object of Stripe as its mirror shows it: columns by name, instants as ISO text. */
export type Shown = Readonly<Record<string, Value>> & { readonly id: string };

/** What one look at Stripe showed: the object and what belongs to it, or that it is gone. */
export interface Reading {
  shown: readonly { kind: Kind; row: Shown }[];
  gone: readonly { kind: Kind; id: string }[];
}

/** An object may stand for itself or for its id alone. */
const idOf = (thing: string | { id: string } | null | undefined): string | null => (typeof thing === 'string' ? thing : (thing?.id ?? null));
const whole = <T>(thing: string | T | null | undefined): T | null => (typeof thing === 'string' ? null : (thing ?? null));
const at = (seconds: number | null | undefined): string | null => (seconds == null ? null : new Date(seconds * 1000).toISOString());

/** Whose an object is, when its metadata says so in our words. */
function belonging(metadata: Stripe.Metadata | null | undefined): { purpose: string | null; subject_id: string | null } {
  const { purpose, subjectId } = metadata ?? {};
  if (!PURPOSES.some((known) => known === purpose)) return { purpose: null, subject_id: null };
  return { purpose: purpose ?? null, subject_id: isId(subjectId) ? subjectId : null };
}

const base = (object: { id: string; created: number }, metadata: Stripe.Metadata | null | undefined) => ({
  id: object.id,
  created_at: at(object.created),
  ...belonging(metadata),
});

export const customerShown = (customer: Stripe.Customer): Shown => {
  const accountId = customer.metadata['accountId'];
  return { ...base(customer, customer.metadata), account_id: isId(accountId) ? accountId : null, default_card_id: idOf(customer.invoice_settings.default_payment_method) };
};

export const priceShown = (price: Stripe.Price): Shown => ({
  ...base(price, price.metadata),
  name: price.metadata['lookupKey'] ?? price.lookup_key,
  lookup_key: price.lookup_key,
  product_id: idOf(price.product),
  amount_yen: price.unit_amount ?? 0,
  monthly: price.recurring?.interval === 'month',
  active: price.active,
});

export const sessionShown = (session: Stripe.Checkout.Session): Shown => ({
  ...base(session, session.metadata),
  mode: session.mode,
  status: session.status,
  payment_status: session.payment_status,
  customer_id: idOf(session.customer),
  subscription_id: idOf(session.subscription),
  invoice_id: idOf(session.invoice),
  payment_intent_id: idOf(session.payment_intent),
  amount_yen: session.amount_total,
  url: session.url,
  expires_at: at(session.expires_at),
});

export const subscriptionShown = (subscription: Stripe.Subscription): Shown => {
  const item = subscription.items.data[0];
  return {
    ...base(subscription, subscription.metadata),
    status: subscription.status,
    customer_id: idOf(subscription.customer),
    collection_method: subscription.collection_method,
    item_id: item?.id ?? null,
    price_id: item?.price.id ?? null,
    amount_yen: item?.price.unit_amount ?? null,
    period_start: at(item?.current_period_start),
    period_end: at(item?.current_period_end),
    cancel_at: at(subscription.cancel_at),
    cancel_at_period_end: subscription.cancel_at_period_end,
    canceled_at: at(subscription.canceled_at),
    ended_at: at(subscription.ended_at),
    paused: subscription.pause_collection !== null,
    paused_until: at(subscription.pause_collection?.resumes_at),
    latest_invoice_id: idOf(subscription.latest_invoice),
  };
};

/** The payment intents through which an invoice was or is to be paid, the one that paid it first. Needs `payments` expanded. */
export function intentsOf(invoice: Stripe.Invoice): string[] {
  const payments = [...(invoice.payments?.data ?? [])].sort((one, other) => Number(other.status === 'paid') - Number(one.status === 'paid'));
  return payments.flatMap(({ payment }) => idOf(payment.payment_intent) ?? []);
}

/** The whose of an invoice: its own metadata, or that of the subscription it came from. */
const invoiceMetadata = (invoice: Stripe.Invoice): Stripe.Metadata | null => {
  const ofSubscription = invoice.parent?.subscription_details?.metadata ?? null;
  return invoice.metadata?.['purpose'] ? invoice.metadata : ofSubscription;
};

export const invoiceShown = (invoice: Stripe.Invoice): Shown => {
  const charged = invoice.lines.data.find(({ parent }) => parent?.subscription_item_details?.proration === false) ?? invoice.lines.data[0];
  const intents = intentsOf(invoice);
  return {
    ...base(invoice, invoiceMetadata(invoice)),
    status: invoice.status,
    subscription_id: idOf(invoice.parent?.subscription_details?.subscription),
    customer_id: idOf(invoice.customer),
    number: invoice.number,
    billing_reason: invoice.billing_reason,
    collection_method: invoice.collection_method,
    total_yen: invoice.total,
    amount_due_yen: invoice.amount_due,
    amount_paid_yen: invoice.amount_paid,
    amount_remaining_yen: invoice.amount_remaining,
    period_start: at(charged?.period.start),
    period_end: at(charged?.period.end),
    attempt_count: invoice.attempt_count,
    next_attempt_at: at(invoice.next_payment_attempt),
    due_at: at(invoice.due_date),
    finalized_at: at(invoice.status_transitions.finalized_at),
    paid_at: at(invoice.status_transitions.paid_at),
    paid_outside: (invoice.amount_paid_off_stripe ?? 0) > 0,
    voided_at: at(invoice.status_transitions.voided_at),
    hosted_url: invoice.hosted_invoice_url ?? null,
    payment_intent_id: intents[0] ?? null,
  };
};

/** Needs `balance_transaction` expanded: what Stripe keeps is read, never worked out. */
export const chargeShown = (charge: Stripe.Charge): Shown => {
  const balance = whole(charge.balance_transaction);
  const card = charge.payment_method_details?.card;
  return {
    ...base(charge, charge.metadata),
    status: charge.status,
    amount_yen: charge.amount,
    refunded_yen: charge.amount_refunded,
    fee_yen: balance?.fee ?? null,
    net_yen: balance?.net ?? null,
    balance_transaction_id: idOf(charge.balance_transaction),
    available_at: at(balance?.available_on),
    customer_id: idOf(charge.customer),
    payment_intent_id: idOf(charge.payment_intent),
    method: charge.payment_method_details?.type ?? null,
    card_brand: card?.brand ?? null,
    card_last4: card?.last4 ?? null,
    failure_code: charge.failure_code,
    decline_code: charge.status === 'failed' ? (charge.outcome?.reason ?? null) : null,
    disputed: charge.disputed,
  };
};

/** Needs `balance_transaction` expanded. */
export const refundShown = (refund: Stripe.Refund): Shown => {
  const balance = whole(refund.balance_transaction);
  return {
    ...base(refund, refund.metadata),
    status: refund.status,
    charge_id: idOf(refund.charge),
    payment_intent_id: idOf(refund.payment_intent),
    amount_yen: refund.amount,
    reason: refund.reason,
    failure_reason: refund.failure_reason ?? null,
    balance_transaction_id: idOf(refund.balance_transaction),
    fee_yen: balance?.fee ?? null,
    net_yen: balance?.net ?? null,
  };
};

export const disputeShown = (dispute: Stripe.Dispute): Shown => ({
  ...base(dispute, dispute.metadata),
  status: dispute.status,
  charge_id: idOf(dispute.charge),
  amount_yen: dispute.amount,
  reason: dispute.reason,
});

export const transferShown = (transfer: Stripe.Transfer): Shown => ({
  ...base(transfer, transfer.metadata),
  amount_yen: transfer.amount,
  reversed_yen: transfer.amount_reversed,
  destination: idOf(transfer.destination),
  transfer_group: transfer.transfer_group,
  balance_transaction_id: idOf(transfer.balance_transaction),
});

export const balanceShown = (balance: Stripe.BalanceTransaction): Shown => ({
  ...base(balance, null),
  type: balance.type,
  category: balance.reporting_category,
  amount_yen: balance.amount,
  fee_yen: balance.fee,
  net_yen: balance.net,
  source_id: idOf(balance.source),
  available_at: at(balance.available_on),
});

/** An object and, when it is expanded, the movement on our balance that it made. */
export function withBalance(kind: Kind, row: Shown, moved: string | Stripe.BalanceTransaction | null | undefined): Reading {
  const balance = whole(moved);
  return { shown: [{ kind, row }, ...(balance ? [{ kind: 'balanceTransaction' as const, row: balanceShown(balance) }] : [])], gone: [] };
}

/** A mirror that changed. */
interface Written {
  id: string;
  purpose: string | null;
  subjectId: string | null;
  changed: boolean;
}

/** One row for each id: the later reading, with what an earlier one knew about whose it is. */
function once(found: readonly Shown[]): Shown[] {
  const byId = new Map<string, Shown>();
  for (const row of found) {
    const before = byId.get(row.id);
    byId.set(row.id, before && row['purpose'] === null ? { ...row, purpose: before['purpose'] ?? null, subject_id: before['subject_id'] ?? null } : row);
  }
  return [...byId.values()];
}

/** Where an object learns whose it is when its own metadata does not say: the mirror it came from, and the column that names it. */
const ORIGINS: Partial<Record<Kind, { table: string; key: string; column: string }>> = {
  invoice: { table: 'stripe_subscriptions', key: 'id', column: 'subscription_id' },
  charge: { table: 'stripe_invoices', key: 'payment_intent_id', column: 'payment_intent_id' },
  refund: { table: 'stripe_charges', key: 'id', column: 'charge_id' },
  dispute: { table: 'stripe_charges', key: 'id', column: 'charge_id' },
};

interface Origin {
  key: string;
  purpose: string;
  subject_id: string | null;
}

/** Fills in whose the rows are, from the mirrors of what they came from. */
async function inherit(tx: Sql, kind: Kind, found: readonly Shown[]): Promise<readonly Shown[]> {
  const origin = ORIGINS[kind];
  const open = origin ? found.flatMap((row) => (row['purpose'] === null ? (row[origin.column] ?? []) : [])) : [];
  if (!origin || open.length === 0) return found;
  const known = await rows<Origin>(tx, `select ${origin.key} as key, purpose, subject_id from ${origin.table} where ${origin.key} = any($1::text[]) and purpose is not null`, [open]);
  const byKey = new Map(known.map((one) => [one.key, one]));
  return found.map((row) => {
    const from = row['purpose'] === null ? byKey.get(String(row[origin.column])) : undefined;
    return from ? { ...row, purpose: from.purpose, subject_id: from.subject_id } : row;
  });
}

const JOBS_SQL = `
  select graphile_worker.add_job(j.purpose || 'Changed', json_build_object('kind', $2::text, 'id', j.id, 'subjectId', j."subjectId"),
           job_key => j.purpose || 'Changed:' || j.id, max_attempts => 12)
    from jsonb_to_recordset($1::jsonb) as j(id text, purpose text, "subjectId" text)`;

/** A customer has no purpose of its own: whoever collects from it hears that it has chosen another card. */
const CUSTOMER_JOBS_SQL = `
  select graphile_worker.add_job('customerChanged', json_build_object('kind', 'customer', 'id', id, 'subjectId', account_id), job_key => 'customerChanged:' || id, max_attempts => 12)
    from stripe_customers where id = any($1::text[]) and account_id is not null and default_card_id is not null and gone_at is null`;

/**
 * Writes what was read at Stripe into the mirrors, and for each mirror that changed the job of its purpose, in this transaction.
 * `number` is the number of the reading, drawn before Stripe was asked. Answers how many mirrors changed.
 */
export async function writeMirrors(tx: Sql, readings: readonly Reading[], number: string, now: Date): Promise<number> {
  const shown = readings.flatMap((reading) => reading.shown);
  const gone = readings.flatMap((reading) => reading.gone);
  let changes = 0;
  for (const kind of KINDS) {
    const found = await inherit(tx, kind, once(shown.flatMap((one) => (one.kind === kind ? [one.row] : []))));
    const lost = gone.flatMap((one) => (one.kind === kind ? [one.id] : []));
    const written = [
      ...(found.length > 0 ? await rows<Written>(tx, writeSql(kind), [JSON.stringify(found), number, now]) : []),
      ...(lost.length > 0 ? await rows<Written>(tx, goneSql(kind), [lost, number, now]) : []),
    ].filter(({ changed }) => changed);
    const concerned = written.filter(({ purpose }) => purpose !== null);
    if (concerned.length > 0) await tx.query(JOBS_SQL, [JSON.stringify(concerned), kind]);
    if (kind === 'customer' && written.length > 0) await tx.query(CUSTOMER_JOBS_SQL, [written.map(({ id }) => id)]);
    changes += written.length;
  }
  return changes;
}

/** The number of the reading that begins now. */
export async function nextReading(sql: Sql): Promise<string> {
  const [drawn] = await rows<{ reading: string }>(sql, `select nextval('stripe_readings') as reading`);
  return drawn?.reading ?? '0';
}

/** The mirrors of these ids as they stand, columns by name, instants as ISO text in UTC. */
export async function mirrored(sql: Sql, kind: Kind, ids: readonly string[]): Promise<Map<string, Shown>> {
  const { name, columns } = TABLES[kind];
  const shown = ['purpose', 'subject_id', ...Object.keys(columns)].map((column) =>
    columns[column] === 'timestamptz' ? `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}` : column,
  );
  const found = await rows<Shown>(sql, `select id, gone_at is not null as gone, ${shown.join(', ')} from ${name} where id = any($1)`, [ids]);
  return new Map(found.map((row) => [row.id, row]));
}

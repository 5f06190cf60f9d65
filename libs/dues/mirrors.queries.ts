import { row, rows, type Sql } from '#libs/database';

/** A subscription at Stripe as libs/payments mirrors it. */
export interface SubscriptionMirror {
  id: string;
  subjectId: string | null;
  status: string;
  amountYen: number | null;
  cancelAtPeriodEnd: boolean;
  paused: boolean;
  pausedUntil: Date | null;
  gone: boolean;
}

export const subscriptionMirror = (sql: Sql, id: string): Promise<SubscriptionMirror | null> =>
  row<SubscriptionMirror>(
    sql,
    `select id, subject_id as "subjectId", status, amount_yen as "amountYen", cancel_at_period_end as "cancelAtPeriodEnd", paused, paused_until as "pausedUntil",
            gone_at is not null as gone from stripe_subscriptions where id = $1`,
    [id],
  );

/** An invoice, with the subscription it came from. */
export interface InvoiceMirror {
  id: string;
  subjectId: string | null;
  subscriptionId: string | null;
  status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible' | null;
  byCard: boolean;
  totalYen: number;
  attempts: number;
  nextAttemptAt: Date | null;
  dueAt: Date | null;
  madeAt: Date;
  finalizedAt: Date | null;
  paidAt: Date | null;
  paymentIntentId: string | null;
}

const INVOICES = `
  select id, subject_id as "subjectId", subscription_id as "subscriptionId", status, collection_method = 'charge_automatically' as "byCard", total_yen as "totalYen",
         attempt_count as attempts, next_attempt_at as "nextAttemptAt", due_at as "dueAt", created_at as "madeAt", finalized_at as "finalizedAt", paid_at as "paidAt",
         payment_intent_id as "paymentIntentId"
    from stripe_invoices`;

export const invoiceMirror = (sql: Sql, id: string): Promise<InvoiceMirror | null> => row<InvoiceMirror>(sql, `${INVOICES} where id = $1`, [id]);

/** An invoice that is paid, withdrawn or marked as paid by hand has a page, too, but nothing can be paid there. For SQL, `i` being the invoice. */
export const PAYABLE = `i.status in ('open', 'uncollectible') and i.gone_at is null`;

/** The page of the first of these invoices that can still be paid. */
export async function payablePage(sql: Sql, invoiceIds: readonly string[]): Promise<string | null> {
  const found = await row<{ url: string | null }>(
    sql,
    `select i.hosted_url as url from stripe_invoices i where i.id = any($1::text[]) and i.hosted_url is not null and ${PAYABLE} order by array_position($1::text[], i.id) limit 1`,
    [invoiceIds],
  );
  return found?.url ?? null;
}

export const invoiceOfIntent = (sql: Sql, intentId: string): Promise<InvoiceMirror | null> => row<InvoiceMirror>(sql, `${INVOICES} where payment_intent_id = $1`, [intentId]);

/** A try to collect money, and what became of it. */
export interface ChargeMirror {
  id: string;
  subjectId: string | null;
  status: string;
  amountYen: number;
  feeYen: number | null;
  balanceTransactionId: string | null;
  paymentIntentId: string | null;
  method: string | null;
  failureCode: string | null;
  declineCode: string | null;
  madeAt: Date;
}

const TRIES = `
  select id, subject_id as "subjectId", status, amount_yen as "amountYen", fee_yen as "feeYen", balance_transaction_id as "balanceTransactionId",
         payment_intent_id as "paymentIntentId", method, failure_code as "failureCode", decline_code as "declineCode", created_at as "madeAt"
    from stripe_charges`;

export const chargeMirror = (sql: Sql, id: string): Promise<ChargeMirror | null> => row<ChargeMirror>(sql, `${TRIES} where id = $1`, [id]);

/** The tries of a payment, oldest first. */
export const triesOf = (sql: Sql, intentId: string): Promise<ChargeMirror[]> => rows<ChargeMirror>(sql, `${TRIES} where payment_intent_id = $1 order by created_at, id`, [intentId]);

export interface RefundMirror {
  id: string;
  status: string | null;
  chargeId: string | null;
  amountYen: number;
  balanceTransactionId: string | null;
  feeYen: number | null;
  madeAt: Date;
}

export const refundMirror = (sql: Sql, id: string): Promise<RefundMirror | null> =>
  row<RefundMirror>(
    sql,
    `select id, status, charge_id as "chargeId", amount_yen as "amountYen", balance_transaction_id as "balanceTransactionId", fee_yen as "feeYen", created_at as "madeAt"
       from stripe_refunds where id = $1`,
    [id],
  );

export interface DisputeMirror {
  id: string;
  status: string;
  chargeId: string;
  amountYen: number;
  madeAt: Date;
}

export const disputeMirror = (sql: Sql, id: string): Promise<DisputeMirror | null> =>
  row<DisputeMirror>(sql, `select id, status, charge_id as "chargeId", amount_yen as "amountYen", created_at as "madeAt" from stripe_disputes where id = $1`, [id]);

/** What has become of the slips for the convenience store that were printed for a thing: the payment of the last one, and how many have run out. */
export async function slipsOf(sql: Sql, subjectId: string): Promise<{ lastIntentId: string | null; ranOut: number }> {
  const found = await rows<{ intentId: string; ranOut: boolean }>(
    sql,
    `select s.payment_intent_id as "intentId",
            exists (select from stripe_charges c where c.payment_intent_id = s.payment_intent_id and c.method = 'konbini' and c.status = 'failed') as "ranOut"
       from stripe_sessions s
      where s.subject_id = $1 and s.status = 'complete' and s.payment_status = 'unpaid' and s.payment_intent_id is not null order by s.created_at desc, s.id desc`,
    [subjectId],
  );
  return { lastIntentId: found[0]?.intentId ?? null, ranOut: found.filter((slip) => slip.ranOut).length };
}

export interface SessionMirror {
  id: string;
  subjectId: string | null;
  mode: string;
  status: string | null;
  subscriptionId: string | null;
  paymentIntentId: string | null;
}

export const sessionMirror = (sql: Sql, id: string): Promise<SessionMirror | null> =>
  row<SessionMirror>(
    sql,
    `select id, subject_id as "subjectId", mode, status, subscription_id as "subscriptionId", payment_intent_id as "paymentIntentId" from stripe_sessions where id = $1`,
    [id],
  );

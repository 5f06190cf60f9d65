import { row, rows, theRow, type Sql } from '#libs/database';
import type { PaymentMethod } from '#libs/words';
import type { RefundCause, RefundStatus } from './refund.rules.js';

/** Money on its way back, with the payment that it comes from and the registration that it belongs to. */
export interface RefundLine {
  id: string;
  orderId: string;
  paymentId: string;
  subjectId: string;
  amountYen: number;
  cause: RefundCause;
  status: RefundStatus;
  stripeRefundId: string | null;
  errorCode: string | null;
  attempts: number;
  wishedAt: Date;
  doneAt: Date | null;
  /** Null: paid in cash or by bank, where Stripe has no part. */
  chargeId: string | null;
  method: PaymentMethod;
  number: number;
  name: string;
}

const LINES = `
  select r.id, r.order_id as "orderId", r.payment_id as "paymentId", r.subject_id as "subjectId", r.amount_yen as "amountYen", r.cause, r.status,
         r.stripe_refund_id as "stripeRefundId", r.error_code as "errorCode", r.attempts, r.wished_at as "wishedAt", r.done_at as "doneAt",
         p.stripe_charge_id as "chargeId", p.method, o.number, o.name
    from order_refunds r join order_payments p on p.id = r.payment_id join orders o on o.id = r.order_id`;

export const refundLine = (sql: Sql, id: string): Promise<RefundLine | null> => row<RefundLine>(sql, `${LINES} where r.id = $1`, [id]);

export const refundAtStripe = (sql: Sql, stripeRefundId: string): Promise<RefundLine | null> => row<RefundLine>(sql, `${LINES} where r.stripe_refund_id = $1`, [stripeRefundId]);

/** What goes back of an order, the first one first. */
export const refundsOfOrder = (sql: Sql, orderId: string): Promise<RefundLine[]> => rows<RefundLine>(sql, `${LINES} where r.order_id = $1 order by r.wished_at, r.id`, [orderId]);

/** Wishes that Stripe has still to be asked for, the oldest first; of one sale, or of all. */
export const refundsToAsk = (sql: Sql, subjectId: string | null): Promise<RefundLine[]> =>
  rows<RefundLine>(sql, `${LINES} where r.status = 'waiting' and ($1::uuid is null or r.subject_id = $1) order by r.wished_at, r.id`, [subjectId]);

/** A wish on this payment that has not met its refund at Stripe yet, or whose refund came back. */
export const unmetRefund = (sql: Sql, paymentId: string, amountYen: number): Promise<RefundLine | null> =>
  row<RefundLine>(sql, `${LINES} where r.payment_id = $1 and r.amount_yen = $2 and (r.status = 'failed' or (r.status = 'waiting' and r.stripe_refund_id is null)) order by r.wished_at, r.id limit 1`, [
    paymentId,
    amountYen,
  ]);

/** Wishes on a payment that have not left, held until the end of the transaction: one that Stripe is being asked for first, then the oldest. */
export const openRefunds = (tx: Sql, paymentId: string): Promise<RefundLine[]> =>
  rows<RefundLine>(
    tx,
    `${LINES} where r.payment_id = $1 and r.status in ('waiting', 'failed', 'byHand') order by (r.status = 'waiting' and r.attempts > 0) desc, r.wished_at, r.id for update of r`,
    [paymentId],
  );

/** A dispute `d` that holds its money away from us: not one that we have won, nor a warning. */
export const IS_CONTESTED = `d.status not in ('won', 'prevented') and d.status not like 'warning%'`;

const LEFT = `
  select (p.amount_yen - coalesce((select sum(r.amount_yen) from order_refunds r where r.payment_id = p.id and r.status in ('asked', 'done')), 0))::int as "leftYen",
         coalesce((select sum(m.amount_yen) from stripe_refunds m
                    where m.charge_id = p.stripe_charge_id and coalesce(m.status, '') not in ('failed', 'canceled')
                      and not exists (select from order_refunds r where r.stripe_refund_id = m.id)), 0)::int as "unheardYen",
         coalesce((select sum(d.amount_yen) from stripe_disputes d where d.charge_id = p.stripe_charge_id and ${IS_CONTESTED}), 0)::int as "contestedYen"
    from order_payments p where p.id = $1`;

/** What of a payment has not gone back, how much of that Stripe has sent already without a line of ours, and what a card company has taken; whole yen. */
export const leftOfPayment = (sql: Sql, paymentId: string): Promise<{ leftYen: number; unheardYen: number; contestedYen: number }> => theRow(sql, 'payment', LEFT, [paymentId]);

/** What needs somebody stands first, then what is under way, then what has arrived. */
const RANK = `case r.status when 'failed' then 0 when 'byHand' then 1 when 'waiting' then 2 when 'asked' then 3 else 4 end`;

/** A page of the refunds of a sale; `after` is the rank and the id where the last page ended. */
export const refundsOfSale = (sql: Sql, subjectId: string, limit: number, after: { rank: string; id: string } | null): Promise<(RefundLine & { rank: number })[]> =>
  rows<RefundLine & { rank: number }>(
    sql,
    `select * from (${LINES.replace('select r.id', `select ${RANK} as rank, r.id`)} where r.subject_id = $1) l
      where $3::int is null or (l.rank, l.id) > ($3::int, $4::uuid) order by l.rank, l.id limit $2`,
    [subjectId, limit, after?.rank ?? null, after?.id ?? null],
  );

export interface RefundSum {
  status: RefundStatus;
  count: number;
  yen: number;
}

export const refundSums = (sql: Sql, subjectId: string): Promise<RefundSum[]> =>
  rows<RefundSum>(sql, 'select status, count(*)::int as count, sum(amount_yen)::int as yen from order_refunds where subject_id = $1 group by status', [subjectId]);

/** A refund at Stripe as libs/payments mirrors it. */
export interface RefundMirror {
  id: string;
  status: string | null;
  chargeId: string | null;
  amountYen: number;
  balanceTransactionId: string | null;
  feeYen: number | null;
  failureReason: string | null;
  madeAt: Date;
}

export const refundMirror = (sql: Sql, id: string): Promise<RefundMirror | null> =>
  row<RefundMirror>(
    sql,
    `select id, status, charge_id as "chargeId", amount_yen as "amountYen", balance_transaction_id as "balanceTransactionId", fee_yen as "feeYen",
            failure_reason as "failureReason", created_at as "madeAt" from stripe_refunds where id = $1`,
    [id],
  );

/** Refunds at Stripe of a charge that no wish of ours has met. */
export const strayRefunds = (sql: Sql, chargeId: string): Promise<{ id: string }[]> =>
  rows<{ id: string }>(sql, `select m.id from stripe_refunds m where m.charge_id = $1 and not exists (select from order_refunds r where r.stripe_refund_id = m.id)`, [chargeId]);

/** How often the money of a refund came back. */
export async function timesCameBack(sql: Sql, { id, orderId }: Pick<RefundLine, 'id' | 'orderId'>): Promise<number> {
  const counted = await row<{ n: number }>(sql, `select count(*)::int as n from order_steps where order_id = $1 and step = 'refundFailed' and detail ->> 'refundId' = $2`, [orderId, id]);
  return counted?.n ?? 0;
}

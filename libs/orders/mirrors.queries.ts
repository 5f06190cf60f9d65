import { row, rows, type Sql } from '#libs/database';

/** A page of Stripe on which an order is paid, as libs/payments mirrors it. */
export interface SessionMirror {
  id: string;
  orderId: string | null;
  status: 'open' | 'complete' | 'expired' | null;
  paymentStatus: string;
  paymentIntentId: string | null;
  expiresAt: Date;
}

const SESSIONS = `
  select id, subject_id as "orderId", status, payment_status as "paymentStatus", payment_intent_id as "paymentIntentId", expires_at as "expiresAt"
    from stripe_sessions`;

export const sessionMirror = (sql: Sql, id: string): Promise<SessionMirror | null> => row<SessionMirror>(sql, `${SESSIONS} where id = $1`, [id]);

/** The pages that an order has had, the newest last. */
export const sessionsOf = (sql: Sql, orderId: string): Promise<SessionMirror[]> =>
  rows<SessionMirror>(sql, `${SESSIONS} where subject_id = $1 and purpose = 'order' and gone_at is null order by created_at, id`, [orderId]);

/** A try to pay, and what became of it. */
export interface ChargeMirror {
  id: string;
  orderId: string | null;
  status: string;
  amountYen: number;
  feeYen: number | null;
  balanceTransactionId: string | null;
  paymentIntentId: string | null;
  method: string | null;
  madeAt: Date;
}

const CHARGES = `
  select id, subject_id as "orderId", status, amount_yen as "amountYen", fee_yen as "feeYen", balance_transaction_id as "balanceTransactionId",
         payment_intent_id as "paymentIntentId", method, created_at as "madeAt"
    from stripe_charges`;

export const chargeMirror = (sql: Sql, id: string): Promise<ChargeMirror | null> => row<ChargeMirror>(sql, `${CHARGES} where id = $1`, [id]);

/** The tries of a payment, oldest first. */
export const chargesOf = (sql: Sql, paymentIntentId: string): Promise<ChargeMirror[]> =>
  rows<ChargeMirror>(sql, `${CHARGES} where payment_intent_id = $1 order by created_at, id`, [paymentIntentId]);

export interface DisputeMirror {
  id: string;
  status: string;
  chargeId: string;
  amountYen: number;
  madeAt: Date;
}

export const disputeMirror = (sql: Sql, id: string): Promise<DisputeMirror | null> =>
  row<DisputeMirror>(sql, `select id, status, charge_id as "chargeId", amount_yen as "amountYen", created_at as "madeAt" from stripe_disputes where id = $1`, [id]);

/** Refunds and disputes of a charge that Stripe has told of, perhaps before the payment itself was written down. */
export const toldOf = (sql: Sql, chargeId: string): Promise<{ kind: 'refund' | 'dispute'; id: string }[]> =>
  rows(sql, `select 'refund' as kind, id from stripe_refunds where charge_id = $1 union all select 'dispute', id from stripe_disputes where charge_id = $1`, [chargeId]);

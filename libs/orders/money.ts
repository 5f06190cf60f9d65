import { enqueue, planned, row, rows, type Sql, theRow } from '#libs/database';
import { issueReceipt, type Issuer } from '#libs/documents';
import { newId, yen } from '#libs/kernel';
import { post, type AccountRef } from '#libs/ledger';
import { freezeSplit, type Receipt } from '#libs/revenue';
import type { PaymentMethod } from '#libs/words';
import { lockOrder, moneyOf, type OrderRow, type SaleRow } from './orders.queries.js';
import type { RefundCause } from './refund.rules.js';
import { sellerOf, type SellerRef } from './sellers.queries.js';
import { IS_CONTESTED } from './refunds.queries.js';
import { recordStep, recordSteps, type StepBy } from './steps.js';

/** What is held for a sale until it is settled. */
export const heldFor = (subjectId: string): AccountRef => ({ type: 'held', eventId: subjectId });

/** Money has come or gone for a sale that is over: whoever has shared its money out already looks again. */
export async function tellWhoShares(tx: Sql, sale: Pick<SaleRow, 'subjectId' | 'status'>): Promise<void> {
  if (sale.status === 'closed') await tellMoneyMoved(tx, sale);
}

const tellMoneyMoved = (tx: Sql, { subjectId }: Pick<SaleRow, 'subjectId'>): Promise<void> => enqueue(tx, 'saleMoneyMoved', { subjectId }, `saleMoneyMoved:${subjectId}`);

/** Money that came in for an order. */
export interface Payment {
  order: OrderRow;
  sale: SaleRow;
  amountYen: number;
  method: PaymentMethod;
  stripeChargeId?: string;
  takenBy?: string;
  clientId?: string;
  receivedAt: Date;
  at: Date;
}

/**
 * Write a payment down: the row, the books, and the receipt in the seller's name. Null when this charge or this record of the door is
 * written down already.
 */
export async function takePayment(tx: Sql, { order, sale, amountYen, method, stripeChargeId, takenBy, clientId, receivedAt, at }: Payment): Promise<string | null> {
  const made = await row<{ id: string }>(
    tx,
    `insert into order_payments (id, order_id, subject_id, amount_yen, method, stripe_charge_id, taken_by, client_id, received_at, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
    [newId(), order.id, order.subjectId, amountYen, method, stripeChargeId ?? null, takenBy ?? null, clientId ?? null, receivedAt, at],
  );
  if (!made) return null;
  await freezeSplit(tx, order.subjectId, at);
  const to: AccountRef = stripeChargeId ? { type: 'stripe' } : method === 'cash' ? { type: 'cashBox', eventId: order.subjectId } : { type: 'bank' };
  const transfers = [{ from: heldFor(order.subjectId), to, amountYen: yen(amountYen), kind: 'ticket' }] as const;
  await post(tx, { cause: { kind: 'event.paid', id: made.id }, eventAt: receivedAt, transfers, ...(takenBy ? { by: { accountId: takenBy } } : {}) });
  await tellWhoShares(tx, sale);
  const issuer = await issuerOf(tx, sale);
  const parts = [{ subject: { kind: 'other', name: `「${sale.title}」参加費` }, amountYen, taxCategory: 'standard' }] as const;
  await issueReceipt(tx, { paymentId: made.id, accountId: order.accountId, addressee: order.name, paidAt: receivedAt, method, parts, at, ...(issuer ? { issuer } : {}) });
  return made.id;
}

/** In whose name a receipt is: null for the cooperative, as it calls itself that day. */
async function issuerOf(tx: Sql, { seller, hostAccountId, spaceId }: SaleRow): Promise<Issuer | null> {
  const ref: SellerRef | null = seller === 'host' && hostAccountId !== null ? { kind: 'account', id: hostAccountId } : seller === 'space' && spaceId !== null ? { kind: 'space', id: spaceId } : null;
  if (!ref) return null;
  const { name, address, registrationNumber } = await sellerOf(tx, ref);
  return { name, address, registrationNumber };
}

/**
 * The cost of a payment at Stripe, once it is known: beside the payment, and in the books. What was shared out without it is shared anew, and
 * what was called off is charged to whoever bears that. The sale is locked.
 */
export async function noteCost(
  tx: Sql,
  { sale, stripeChargeId, balanceTransactionId, feeYen, at }: { sale: SaleRow; stripeChargeId: string; balanceTransactionId: string; feeYen: number; at: Date },
): Promise<void> {
  const news = await row(tx, 'update order_payments set fee_yen = $2 where stripe_charge_id = $1 and fee_yen <> $2 returning id', [stripeChargeId, feeYen]);
  if (news && sale.status !== 'open') await tellMoneyMoved(tx, sale);
  await postCost(tx, { balanceTransactionId, feeYen, at });
}

/** What Stripe keeps of a movement on our balance. */
export async function postCost(tx: Sql, { balanceTransactionId, feeYen, at }: { balanceTransactionId: string; feeYen: number; at: Date }): Promise<void> {
  if (feeYen <= 0) return;
  await post(tx, { cause: { kind: 'stripe.fee', id: balanceTransactionId }, eventAt: at, transfers: [{ from: { type: 'stripe' }, to: { type: 'fees' }, amountYen: yen(feeYen), kind: 'fee' }] });
}

export interface CashTaken {
  paymentId: string;
  /** This record of the door was written down before. */
  already: boolean;
  /** More (or less, below zero) than the order had still to pay. */
  differenceYen: number;
}

/** Cash that somebody took at the door. It has happened, so it is written down whatever was due; held seats become confirmed by it. Refuses 404. */
export async function recordCash(
  tx: Sql,
  { orderId, amountYen, clientId, takenBy, receivedAt, at = receivedAt }: { orderId: string; amountYen: number; clientId: string; takenBy: string; receivedAt: Date; at?: Date },
): Promise<CashTaken> {
  const { order, sale } = await lockOrder(tx, orderId);
  const { dueYen } = await moneyOf(tx, orderId);
  const paymentId = await takePayment(tx, { order, sale, amountYen, method: 'cash', takenBy, clientId, receivedAt, at });
  if (paymentId === null) {
    const known = await theRow<{ id: string }>(tx, 'payment', 'select id from order_payments where client_id = $1', [clientId]);
    return { paymentId: known.id, already: true, differenceYen: 0 };
  }
  await recordStep(tx, { orderId, step: 'paidCash', at: receivedAt, by: { accountId: takenBy }, detail: { amountYen } });
  if (order.status === 'held') {
    await tx.query(`update orders set status = 'confirmed', method = 'door', confirmed_at = $2, held_until = null where id = $1`, [orderId, at]);
    await recordStep(tx, { orderId, step: 'confirmed', at, by: { accountId: takenBy } });
  }
  return { paymentId, already: false, differenceYen: amountYen - dueYen };
}

/**
 * Wish that money goes back, in the transaction of the deed; the job `sendRefunds` asks for it afterwards. What Stripe has not taken is handed
 * back by somebody. Answers the id of the refund.
 */
export async function wishRefund(
  tx: Sql,
  { order, paymentId, amountYen, cause, by, at }: { order: Pick<OrderRow, 'id' | 'subjectId'>; paymentId: string; amountYen: number; cause: RefundCause; by: StepBy; at: Date },
): Promise<string> {
  const id = newId();
  await tx.query(
    `insert into order_refunds (id, order_id, payment_id, subject_id, amount_yen, cause, status, wished_by, wished_at)
     select $1, $2, p.id, $4, $5, $6, case when p.stripe_charge_id is null then 'byHand' else 'waiting' end, $7, $8 from order_payments p where p.id = $3`,
    [id, order.id, paymentId, order.subjectId, amountYen, cause, typeof by === 'string' ? null : by.accountId, at],
  );
  await recordStep(tx, { orderId: order.id, step: 'refundWished', at, by, detail: { amountYen, cause } });
  await enqueue(tx, 'sendRefunds', { subjectId: order.subjectId }, `sendRefunds:${order.subjectId}`);
  return id;
}

const WISH_ALL = `
  insert into order_refunds (order_id, payment_id, subject_id, amount_yen, cause, status, wished_by, wished_at)
  select p.order_id, p.id, p.subject_id, p.amount_yen - coalesce(b.back, 0), 'organiser', case when p.stripe_charge_id is null then 'byHand' else 'waiting' end, $2, $3
    from order_payments p left join (select payment_id, sum(amount_yen)::int as back from order_refunds where subject_id = $1 group by 1) b on b.payment_id = p.id
   where p.subject_id = $1 and p.amount_yen > coalesce(b.back, 0)
   order by p.id
  returning order_id as "orderId", amount_yen as "amountYen"`;

/** Wish that all that came in for a sale goes back, but for what does already; for one with ten thousand payments as for one with ten. */
export async function wishAllBack(tx: Sql, { subjectId, by, at }: { subjectId: string; by: StepBy; at: Date }): Promise<{ refunds: number; refundYen: number }> {
  const wished = await rows<{ orderId: string; amountYen: number }>(tx, WISH_ALL, [subjectId, typeof by === 'string' ? null : by.accountId, at]);
  await recordSteps(tx, wished.map(({ orderId, amountYen }) => ({ orderId, step: 'refundWished', at, by, detail: { amountYen, cause: 'organiser' } })));
  // Asked for even where nothing goes back: pages of Stripe that are still open are closed by the same job.
  await enqueue(tx, 'sendRefunds', { subjectId }, `sendRefunds:${subjectId}`);
  return { refunds: wished.length, refundYen: wished.reduce((sum, { amountYen }) => sum + amountYen, 0) };
}

/** A receipt as SQL answers it; whole yen. */
interface Gathered {
  receivedYen: number;
  costYen: number;
  heads: number;
  attractorAccountId: string | null;
  referrerSpaceId: string | null;
}

/**
 * One receipt an order, for the split: what came in less what goes back (wished refunds count, and what is contested), the processing cost
 * that was lost on it, and the seats that it pays for. Below zero where a refund and a lost dispute have together taken more than came in; the
 * sum of all is what the books hold.
 */
export async function receiptsOf(sql: Sql, subjectId: string): Promise<(Receipt & { orderId: string })[]> {
  const found = await planned<Gathered & { orderId: string }>(sql, 'sale-receipts', `${RECEIPTS} select * from receipts order by "orderId"`, [subjectId]);
  return found.map(({ receivedYen, costYen, ...rest }) => ({ ...rest, receivedYen: yen(receivedYen), costYen: yen(costYen) }));
}

/**
 * What is contested through card companies, or was lost to them, by order; less the wishes that cannot be met because of it: that money goes back
 * once, by the card company.
 */
const CONTESTED = `
    select c.order_id, sum(c.yen - w.open + least(w.open, greatest(0, c.amount_yen - w.gone - c.yen))) as contested
      from (select p.id, p.order_id, p.amount_yen, sum(d.amount_yen) as yen
              from order_payments p join stripe_disputes d on d.charge_id = p.stripe_charge_id and ${IS_CONTESTED}
             where p.subject_id = $1 group by p.id) c
      cross join lateral (
        select coalesce(sum(r.amount_yen) filter (where r.status in ('asked', 'done')), 0) as gone,
               coalesce(sum(r.amount_yen) filter (where r.status not in ('asked', 'done')), 0) as open
          from order_refunds r where r.order_id = c.order_id and r.payment_id = c.id) w
     group by c.order_id`;

/** What came in for one order and stayed, what it cost, and the seats that it pays for; none where nothing stayed. */
const RECEIPTS = `
  with paid as (
    select p.order_id, sum(p.amount_yen) as paid, sum(p.fee_yen) as cost from order_payments p where p.subject_id = $1 group by p.order_id
  ), contested as (${CONTESTED}
  ), back as (
    select order_id, sum(amount_yen) as back from order_refunds where subject_id = $1 group by order_id
  ), sat as (
    select order_id, count(*) as heads from seats where subject_id = $1 and status = 'taken' and unit_yen > 0 group by order_id
  ), receipts as (
    select o.id as "orderId", stayed.yen::int as "receivedYen", paid.cost::int as "costYen",
           (case when stayed.yen > 0 then coalesce(sat.heads, 0) else 0 end)::int as heads, o.attractor_account_id as "attractorAccountId", o.referrer_space_id as "referrerSpaceId"
      from paid join orders o on o.id = paid.order_id left join back on back.order_id = o.id left join sat on sat.order_id = o.id left join contested c on c.order_id = o.id
      cross join lateral (select paid.paid - coalesce(back.back, 0) - coalesce(c.contested, 0) as yen) stayed
  )`;

/**
 * The same, put together by whom they credit: a split looks at those sums alone, and a full house has far fewer people who brought guests than it
 * has guests. The seats are counted where shares by the head are agreed (`heads`), and nowhere else.
 */
export async function gatheredReceipts(sql: Sql, subjectId: string, { heads }: { heads: boolean }): Promise<Receipt[]> {
  const found = heads ? await planned<Gathered>(sql, 'gathered-receipts', GATHERED, [subjectId]) : await planned<Gathered>(sql, 'gathered-money', GATHERED_MONEY, [subjectId]);
  return found.map(({ receivedYen, costYen, ...rest }) => ({ ...rest, receivedYen: yen(receivedYen), costYen: yen(costYen) }));
}

const GATHERED = `${RECEIPTS}
  select sum("receivedYen")::int as "receivedYen", sum("costYen")::int as "costYen", sum(heads)::int as heads, "attractorAccountId", "referrerSpaceId"
    from receipts group by "attractorAccountId", "referrerSpaceId"`;

const GATHERED_MONEY = `
  select sum(m.yen)::int as "receivedYen", sum(m.cost)::int as "costYen", 0 as heads, o.attractor_account_id as "attractorAccountId", o.referrer_space_id as "referrerSpaceId"
    from (select order_id, amount_yen as yen, fee_yen as cost from order_payments where subject_id = $1
          union all
          select order_id, -amount_yen, 0 from order_refunds where subject_id = $1
          union all
          select order_id, -contested, 0 from (${CONTESTED}) c) m
    join orders o on o.id = m.order_id and o.subject_id = $1
   group by o.attractor_account_id, o.referrer_space_id`;

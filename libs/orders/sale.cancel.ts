import { rows, type Sql } from '#libs/database';
import { notify, type Notice } from '#libs/notices';
import { toGuest } from './letters.js';
import { wishRefund } from './money.js';
import { lockSale, ORDER_COLUMNS, type OrderRow } from './orders.queries.js';
import { giveBackSeats } from './seats.js';
import { recordSteps, type StepBy } from './steps.js';

interface CallOff {
  subjectId: string;
  /** In the host's words; the guests read it. */
  reason: string;
  by: StepBy;
  at: Date;
}

export interface CalledOff {
  orders: number;
  refunds: number;
  refundYen: number;
}

const LIVE = `select ${ORDER_COLUMNS} from orders o where o.subject_id = $1 and o.status in ('waitlisted', 'offered', 'held', 'confirmed') order by o.id for update`;
const TO_GIVE_BACK = `
  select p.id as "paymentId", p.order_id as "orderId", p.amount_yen - coalesce((select sum(r.amount_yen) from order_refunds r where r.payment_id = p.id), 0)::int as "amountYen"
    from order_payments p where p.subject_id = $1 order by p.id`;

/**
 * Call off what is on sale: every registration ends, everybody is told, and every yen that came in is wished back, in full. The refunds leave
 * afterwards (job `sendRefunds`). Refuses 404. Calling off a second time changes nothing.
 */
export async function cancelSale(tx: Sql, { subjectId, reason, by, at }: CallOff): Promise<CalledOff> {
  const sale = await lockSale(tx, subjectId);
  if (sale.status === 'cancelled') return { orders: 0, refunds: 0, refundYen: 0 };
  await tx.query(`update sales set status = 'cancelled', waiting = 0 where subject_id = $1`, [subjectId]);
  const orders = await rows<OrderRow>(tx, LIVE, [subjectId]);
  for (const order of orders) await letGo(tx, order, at);
  await tx.query(`update orders set status = 'cancelled', ended_at = $2, end_reason = 'calledOff', held_until = null where id = any($1)`, [orders.map(({ id }) => id), at]);
  await recordSteps(tx, orders.map(({ id }) => ({ orderId: id, step: 'calledOff', at, by, detail: { reason } })));
  const letters = orders.map((order) => toGuest(order, sale, 'registrationCalledOff', { reason }, at, order.status === 'confirmed' ? 'cancelled' : undefined));
  await notify(tx, letters.filter((letter): letter is Notice => letter !== null));
  const open = (await rows<{ paymentId: string; orderId: string; amountYen: number }>(tx, TO_GIVE_BACK, [subjectId])).filter(({ amountYen }) => amountYen > 0);
  for (const { paymentId, orderId, amountYen } of open) await wishRefund(tx, { order: { id: orderId, subjectId }, paymentId, amountYen, cause: 'organiser', by, at });
  return { orders: orders.length, refunds: open.length, refundYen: open.reduce((sum, { amountYen }) => sum + amountYen, 0) };
}

/** Seats of an order that ends go back; an offer holds its seats on the sale alone. */
async function letGo(tx: Sql, order: OrderRow, at: Date): Promise<void> {
  if (order.status === 'offered') await tx.query('update sales set taken = taken - $2 where subject_id = $1', [order.subjectId, order.quantity]);
  else if (order.status !== 'waitlisted') await giveBackSeats(tx, order, { at });
}

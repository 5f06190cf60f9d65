import { rows, type Sql } from '#libs/database';
import { notify, type Notice } from '#libs/notices';
import { toGuest } from './letters.js';
import { wishAllBack } from './money.js';
import { lockSale, ORDER_COLUMNS, type OrderRow } from './orders.queries.js';
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

const LIVE = `select ${ORDER_COLUMNS} from orders o where o.subject_id = $1 and o.status in ('waitlisted', 'offered', 'held', 'confirmed') order by o.id for no key update`;
const END = `update orders set status = 'cancelled', ended_at = $2, end_reason = 'calledOff', held_until = null, offered_type_id = null where id = any($1)`;
/** Whoever is inside already stays inside. */
const GIVE_BACK = `update seats set status = 'cancelled', cancelled_at = $2 where order_id = any($1) and status = 'taken' and checked_in_at is null`;
const COUNT = `
  with inside as (
    select o.ticket_type_id as type, count(*)::int as seats from seats s join orders o on o.id = s.order_id where s.subject_id = $1 and s.status = 'taken' group by 1
  ), of_types as (
    update ticket_types t set taken = coalesce((select seats from inside where type = t.id), 0) where t.subject_id = $1 and t.capacity is not null
  )
  update sales set status = 'cancelled', waiting = 0, taken = coalesce((select sum(seats) from inside), 0) where subject_id = $1`;

/**
 * Call off what is on sale: every registration ends, everybody is told, and every yen that came in is wished back, in full. The refunds leave
 * afterwards (job `sendRefunds`). Refuses 404. Calling off a second time changes nothing.
 */
export async function cancelSale(tx: Sql, { subjectId, reason, by, at }: CallOff): Promise<CalledOff> {
  const sale = await lockSale(tx, subjectId);
  if (sale.status === 'cancelled') return { orders: 0, refunds: 0, refundYen: 0 };
  const orders = await rows<OrderRow>(tx, LIVE, [subjectId]);
  const ids = orders.map(({ id }) => id);
  await tx.query(GIVE_BACK, [ids, at]);
  await tx.query(END, [ids, at]);
  await tx.query(COUNT, [subjectId]);
  await recordSteps(tx, orders.map(({ id }) => ({ orderId: id, step: 'calledOff', at, by, detail: { reason } })));
  const letters = orders.map((order) => toGuest(order, sale, 'registrationCalledOff', { reason }, at, order.status === 'confirmed' ? 'cancelled' : undefined));
  await notify(tx, letters.filter((letter): letter is Notice => letter !== null));
  return { orders: orders.length, ...(await wishAllBack(tx, { subjectId, by, at })) };
}

import { rows, type Sql } from '#libs/database';
import { notify, type Notice } from '#libs/notices';
import { toGuest } from './letters.js';
import { lockSale, ORDER_COLUMNS, type OrderRow } from './orders.queries.js';
import type { PolicyStep } from './order.rules.js';
import { recordSteps, type StepBy } from './steps.js';

interface Move {
  subjectId: string;
  /** In the host's words; the guests read it. */
  reason: string;
  by: StepBy;
  at: Date;
}

/** Whoever bought another time or place may take all of the money back, until it begins. */
const FREE_UNTIL_START: readonly PolicyStep[] = [{ untilHoursBefore: 0, refundPercent: 100 }];

/**
 * What is on sale has another time or place: `openSale` has said where, this tells everybody who holds or waits for seats, with the new calendar
 * entry, and lets them cancel free of charge. Refuses 404. Answers how many registrations there are.
 */
export async function moveSale(tx: Sql, { subjectId, reason, by, at }: Move): Promise<number> {
  const sale = await lockSale(tx, subjectId);
  const orders = await rows<OrderRow>(
    tx,
    `update orders o set policy = $2::jsonb where o.subject_id = $1 and o.status in ('waitlisted', 'offered', 'held', 'confirmed') returning ${ORDER_COLUMNS}`,
    [subjectId, JSON.stringify(FREE_UNTIL_START)],
  );
  await recordSteps(tx, orders.map(({ id }) => ({ orderId: id, step: 'moved', at, by, detail: { reason } })));
  const letters = orders.map((order) => toGuest(order, sale, 'registrationMoved', { reason }, at, order.status === 'confirmed' ? 'confirmed' : undefined));
  await notify(tx, letters.filter((letter): letter is Notice => letter !== null));
  return orders.length;
}

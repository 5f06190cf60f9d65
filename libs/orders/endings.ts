import type { Sql } from '#libs/database';
import { notify } from '#libs/notices';
import type { OrderEnd } from '#libs/words';
import { toGuest } from './letters.js';
import { lockOrder, seatsOf, type OrderRow, type SaleRow } from './orders.queries.js';
import { giveBackSeats, takePlaces } from './seats.js';
import { recordStep } from './steps.js';
import { offerFreeSeats } from './waitlist.js';

/** Seats that nobody has paid for go back, and to whoever waits for them. False when the order was not held any more. */
export async function releaseHeld(tx: Sql, orderId: string, at: Date): Promise<boolean> {
  const { order, sale } = await lockOrder(tx, orderId);
  if (order.status !== 'held') return false;
  await tx.query(`update orders set status = 'expired', held_until = null, ended_at = $2, end_reason = $3 where id = $1`, [orderId, at, 'unpaid' satisfies OrderEnd]);
  await giveBackSeats(tx, order, { at });
  await recordStep(tx, { orderId, step: 'expired', at, by: 'clock' });
  const letter = toGuest(order, sale, 'registrationExpired', {}, at);
  if (letter) await notify(tx, [letter]);
  await offerFreeSeats(tx, sale, at);
  return true;
}

/**
 * Money has come for seats that had gone back: where they are still there, they are taken again; not those that the guest had given back before.
 * The order and its sale are locked.
 */
export async function revive(tx: Sql, order: OrderRow, sale: SaleRow, at: Date): Promise<boolean> {
  if (sale.status === 'cancelled' || sale.startsAt <= at) return false;
  const seats = (await seatsOf(tx, order.id)).filter(({ cancelledAt }) => cancelledAt !== null && cancelledAt.getTime() === order.endedAt?.getTime());
  if (seats.length === 0 || !(await takePlaces(tx, { subjectId: sale.subjectId, ticketTypeId: order.ticketTypeId, seats: seats.length }))) return false;
  await tx.query(`update seats set status = 'taken', cancelled_at = null where id = any($1)`, [seats.map(({ id }) => id)]);
  await tx.query(`update orders set status = 'confirmed', confirmed_at = $2, ended_at = null, end_reason = null where id = $1`, [order.id, at]);
  await recordStep(tx, { orderId: order.id, step: 'revived', at, by: 'stripe' });
  return true;
}

import { enqueue, rows, type Sql } from '#libs/database';
import { notify, type Notice } from '#libs/notices';
import { toGuest } from './letters.js';
import { lockSale, moneyOf, ORDER_COLUMNS, type OrderRow, type SaleRow } from './orders.queries.js';
import type { PolicyStep } from './order.rules.js';
import { recordSteps, type StepBy } from './steps.js';

interface Move {
  subjectId: string;
  /** When it would have begun. */
  before: Date;
  /** In the host's words; the guests read it. */
  reason: string;
  by: StepBy;
  at: Date;
}

/** Whoever bought another time or place may take all of the money back, until it begins. */
const FREE_UNTIL_START: readonly PolicyStep[] = [{ untilHoursBefore: 0, refundPercent: 100 }];

/** What is held or offered beyond the new start is held until then: afterwards nobody has a use for it. */
const MOVED = `
  update orders o set policy = $2::jsonb, held_until = case when o.held_until > $3::timestamptz then $3::timestamptz else o.held_until end
   where o.subject_id = $1 and o.status in ('waitlisted', 'offered', 'held', 'confirmed')
  returning ${ORDER_COLUMNS}, old.held_until > $3::timestamptz as sooner`;

/** Which of these wait for a number of the convenience store to be paid. */
const VOUCHERS = `
  select distinct subject_id as id from stripe_sessions
   where subject_id = any($1) and purpose = 'order' and status = 'complete' and payment_status = 'unpaid' and gone_at is null`;

/**
 * What is on sale has another time or place: `openSale` has said where, this tells everybody who holds or waits for seats, with the new calendar
 * entry, and lets them cancel free of charge. Whoever has a number for the convenience store that would end after the new start hears until when
 * to pay; pages on which such a number could still be printed are closed afterwards (job `closeStalePages`). Refuses 404. Answers how many
 * registrations there are.
 */
export async function moveSale(tx: Sql, { subjectId, before, reason, by, at }: Move): Promise<number> {
  const sale = await lockSale(tx, subjectId);
  const orders = await rows<OrderRow & { sooner: boolean | null }>(tx, MOVED, [subjectId, JSON.stringify(FREE_UNTIL_START), sale.startsAt]);
  await recordSteps(tx, orders.map(({ id }) => ({ orderId: id, step: 'moved', at, by, detail: { reason } })));
  const letters = orders.map((order) => toGuest(order, sale, 'registrationMoved', { reason }, at, order.status === 'confirmed' ? 'confirmed' : undefined));
  const sooner = orders.filter((order) => order.status === 'held' && order.sooner);
  await notify(tx, [...letters, ...(await soonerLetters(tx, sale, sooner, at))].filter((letter): letter is Notice => letter !== null));
  if (sale.startsAt < before) await enqueue(tx, 'closeStalePages', { subjectId, before }, `closeStalePages:${subjectId}:${before.toISOString()}`);
  return orders.length;
}

async function soonerLetters(tx: Sql, sale: SaleRow, orders: readonly OrderRow[], at: Date): Promise<(Notice | null)[]> {
  if (orders.length === 0) return [];
  const printed = new Set((await rows<{ id: string }>(tx, VOUCHERS, [orders.map(({ id }) => id)])).map(({ id }) => id));
  const letters: (Notice | null)[] = [];
  for (const order of orders.filter(({ id }) => printed.has(id))) {
    const { owedYen } = await moneyOf(tx, order.id);
    letters.push(toGuest(order, sale, 'registrationVoucherSooner', { amountYen: owedYen, deadline: sale.startsAt.toISOString() }, at));
  }
  return letters;
}

import { rows, type Sql } from '#libs/database';
import { NOTHING_BEFORE, settledShares, settlementTransfers } from '#libs/events';
import { newId, yen } from '#libs/kernel';
import { post } from '#libs/ledger';
import { checkIn, receiptsOf, recordCash, seatsOf } from '#libs/orders';
import { computeSplit, type Agreement } from '#libs/revenue';
import type { Placed } from './evening-days.js';
import { ownerOf } from './evening-sides.js';
import { HOUR_MS, MINUTE_MS, type Plan } from './plan.js';
import { insertAll, type Row } from './write.js';

/** The evening itself: all but the last guest came, and paid in cash. */
export async function hold(tx: Sql, { id, startsAt, hostAccountId }: Placed): Promise<void> {
  const orders = await rows<{ id: string; name: string; dueYen: number }>(tx, `select id, name, quantity * unit_yen as "dueYen" from orders where subject_id = $1 and status = 'confirmed' order by number`, [id]);
  const records: Row[] = [];
  for (const [at, { id: orderId, name, dueYen }] of orders.slice(0, -1).entries()) {
    const cameAt = new Date(startsAt.getTime() + (at - 5) * MINUTE_MS);
    const seats = await seatsOf(tx, orderId);
    const record = (kind: 'checkIn' | 'payment', said: object, more: object): Row => ({
      client_id: newId(), event_id: id, kind, order_id: orderId, seat_id: seats[0]?.id ?? null, said: { at: cameAt, where: '入口', ...said }, result: 'done', difference: null,
      answer: { result: 'done', registrationId: orderId, seatIds: seats.map((seat) => seat.id), name, ...more }, happened_at: cameAt, recorded_at: cameAt, recorded_by: hostAccountId,
    });
    for (const seat of seats) {
      await checkIn(tx, { subjectId: id, seatId: seat.id, at: cameAt, by: hostAccountId, where: '入口' });
      records.push(record('checkIn', { checkIn: { seatId: seat.id } }, { dueYen }));
    }
    if (dueYen === 0) continue;
    const paid = record('payment', { payment: { registrationId: orderId, amountYen: dueYen } }, { bookedYen: dueYen, differenceYen: 0, dueYen: 0 });
    await recordCash(tx, { orderId, amountYen: dueYen, clientId: String(paid['client_id']), takenBy: hostAccountId, receivedAt: cameAt });
    records.push(paid);
  }
  await insertAll(tx, 'door_records', records);
}

/** The report of the host, and the settlement that the space has agreed to. */
export async function settle(tx: Sql, plan: Plan, { id, space, hostAccountId, endsAt }: Placed, agreement: Agreement): Promise<void> {
  const proposedAt = new Date(endsAt.getTime() + 2 * HOUR_MS);
  const agreedAt = new Date(endsAt.getTime() + 18 * HOUR_MS);
  const split = computeSplit(agreement.terms, await receiptsOf(tx, id), { hostAccountId, spaceId: space?.id ?? null });
  const outcome = { ...split, cashYen: split.receivedYen };
  const settlementId = newId();
  const owner = space && ownerOf(plan, space);
  await insertAll(tx, 'event_reports', [
    { event_id: id, guests: 13, cash_counted_yen: split.receivedYen, outcomes: '取材の依頼が1件、年内の共同の展示が1件決まりました。', reported_by: hostAccountId, reported_at: proposedAt },
  ]);
  await insertAll(tx, 'event_settlements', [
    {
      id: settlementId, event_id: id, version: 1, status: 'agreed', received_yen: split.receivedYen, cost_yen: split.costYen, shares: settledShares([], split.lines), cash_yen: split.receivedYen,
      cash_difference_yen: 0, agreement_id: agreement.id, proposed_by: hostAccountId, proposed_at: proposedAt, agreed_by: owner?.accountId ?? null, agreed_name: owner?.displayName ?? null, agreed_at: agreedAt,
    },
  ]);
  const transfers = settlementTransfers({ eventId: id, hostAccountId, counterAccountId: hostAccountId, before: NOTHING_BEFORE, outcome, countedYen: yen(split.receivedYen) });
  await post(tx, { cause: { kind: 'event.settled', id: settlementId }, eventAt: agreedAt, transfers, ...(owner ? { by: { accountId: owner.accountId } } : {}) });
}

import { row, rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { cancelSale, OrderChanges, recordCash, Refunds, type RegistrationView } from '#libs/orders';
import type { Person } from '../support/app.js';
import { holderOf, type Holder } from '../support/holder.js';
import { comes, putOnSale, startSelling, type Coming, type SaleInTest, type Selling } from '../support/orders.js';

let world: Selling;
let host: Person;
let treasurer: Person;

beforeAll(async () => {
  world = await startSelling();
  [host, treasurer] = [await world.app.person('主催 一郎'), await world.app.admin('treasurer', '会計 三郎')];
});
afterAll(() => world.stop());

interface Bought extends Holder {
  view: RegistrationView;
}

const onSale = (priceYen: number, wishes = {}) => putOnSale(world.app, { priceYen, hostAccountId: host.accountId, ...wishes });

async function buys(sale: SaleInTest, coming: Coming = {}): Promise<Bought> {
  const view = await comes(world.app, sale, { paymentMethod: 'stripe', ...coming });
  return { view, ...holderOf(world.app, view) };
}

async function paid(sale: SaleInTest, coming: Coming = {}): Promise<Bought> {
  const bought = await buys(sale, coming);
  await world.pay(bought.view);
  return bought;
}

/** Somebody who has paid and given everything back; nothing has left yet. */
async function gaveBack(sale: SaleInTest, amountYen: number): Promise<Bought> {
  const bought = await paid(sale);
  await bought.cancel({ expectedRefundYen: amountYen }).expect(200);
  return bought;
}

const refunds = () => world.app.nest.get(Refunds);
const statusesOf = async ({ view }: Bought): Promise<string[]> => (await world.order(view.id)).refunds.map(({ status }) => status);
const atStripe = async ({ view }: Bought) => {
  const charge = await row<{ id: string }>(world.app.db, 'select stripe_charge_id as id from order_payments where order_id = $1', [view.id]);
  return { chargeId: charge?.id ?? '', refunds: (await world.sim.stripe.refunds.list({ charge: charge?.id ?? '' })).data };
};
const progress = async (sale: SaleInTest, who = host) => (await world.app.as(who).get(`/events/${sale.id}/refunds`).expect(200)).body;
const retry = (who: Person, id: string) => world.app.as(who).post(`/refunds/${id}/retry`).set('idempotency-key', newId());
const callOff = (sale: SaleInTest) =>
  world.app.db.transaction((tx) => cancelSale(tx, { subjectId: sale.id, reason: '台風のため', by: { accountId: host.accountId }, at: world.app.clock.now() }));

describe('a refund', () => {
  it('is asked for once by two workers at the same time and by a later run', async () => {
    const sale = await onSale(1_000);
    const bought = await gaveBack(sale, 1_000);
    await Promise.all([refunds().send(sale.id), refunds().send(sale.id), refunds().send(null)]);
    await refunds().send(sale.id);
    await world.work();
    expect((await atStripe(bought)).refunds).toMatchObject([{ amount: 1_000, status: 'succeeded' }]);
    expect(await statusesOf(bought)).toEqual(['done']);
  });

  it('waits while Stripe cannot be had, and one whose answer was lost is not made twice', async () => {
    const sale = await onSale(1_000);
    const bought = await gaveBack(sale, 1_000);
    await world.sim.fault({ kind: 'status', status: 503, method: 'POST', path: '/v1/refunds', times: 3 });
    await expect(refunds().send(sale.id)).rejects.toMatchObject({ code: 'stripe.unavailable' });
    expect(await statusesOf(bought)).toEqual(['waiting']);
    expect(await progress(sale)).toMatchObject({ count: 1, totalYen: 1_000, done: 0, underWay: 1, failed: 0, byHand: 0, items: [{ status: 'waiting', problem: null, canRetry: false }] });
    await world.sim.clearFaults();
    await world.sim.fault({ kind: 'reset_after', method: 'POST', path: '/v1/refunds', times: 3 });
    await refunds().send(sale.id).catch(() => undefined);
    await world.sim.clearFaults();
    await refunds().send(sale.id);
    await world.work();
    expect((await atStripe(bought)).refunds).toHaveLength(1);
    expect(await progress(sale)).toMatchObject({ done: 1, doneYen: 1_000, underWay: 0 });
  });

  it('that Stripe refuses stands with its reason, tells the host and the treasurers, and keeps the others going', async () => {
    const sale = await onSale(1_000);
    const contested = await buys(sale, { name: '異議 さん' });
    await world.pay(contested.view, { card: 'pm_card_createDispute' });
    const fine = await paid(sale);
    await contested.cancel({ expectedRefundYen: 1_000 }).expect(200);
    await fine.cancel({ expectedRefundYen: 1_000 }).expect(200);
    world.sim.expectRefusal(/charged back/);
    await world.work();
    expect([await statusesOf(contested), await statusesOf(fine)]).toEqual([['failed'], ['done']]);
    const { items, failed, done } = await progress(sale, treasurer);
    expect([failed, done]).toEqual([1, 1]);
    expect(items[0]).toMatchObject({ name: '異議 さん', status: 'failed', problem: 'この支払いは異議申立ての対象のため、返金できません。', canRetry: true, canMarkByHand: true });
    const told = await rows(world.app.db, `select to_address as "to", params ->> 'count' as count from outbox_mails where template = 'refundsNeedYou' and params ->> 'title' = 'JELLY 盛岡' order by to_address`);
    expect(told).toEqual([host, treasurer].map(({ email }) => ({ to: email, count: '1' })).sort((a, b) => (a.to < b.to ? -1 : 1)));
    expect((await retry(treasurer, items[1].id).expect(409)).body.code).toBe('refund.notFailed');
    // The card company has the money: it goes back once, and not by us as well.
    expect((await retry(treasurer, items[0].id).expect(409)).body.code).toBe('refund.disputed');
    const byHand = await world.app.as(treasurer).post(`/refunds/${items[0].id}/by-hand`).set('idempotency-key', newId()).send({}).expect(409);
    expect(byHand.body.code).toBe('refund.disputed');
  });

  it('that is made on Stripe’s own pages lands as well, whole or in part; the seat stays', async () => {
    const sale = await onSale(1_000);
    const bought = await paid(sale);
    const { chargeId } = await atStripe(bought);
    await world.sim.stripe.refunds.create({ charge: chargeId, amount: 400 });
    await world.work();
    expect(await world.order(bought.view.id)).toMatchObject({ status: 'confirmed', seats: 1, refunds: [{ amountYen: 400, cause: 'dashboard', status: 'done' }] });
    expect((await bought.read()).body).toMatchObject({ paidYen: 1_000, refundedYen: 400, dueYen: 400, receipts: [{ void: false }] });
    expect((await bought.quote()).body).toMatchObject({ refundYen: 600 });
    await bought.cancel({ expectedRefundYen: 600 }).expect(200);
    await world.work();
    expect((await bought.read()).body.receipts).toMatchObject([{ void: true }]);
    expect(await world.balance('held', sale.id)).toBe(0);
  });

  it('that somebody has made on Stripe’s pages before we asked counts as ours, not as a second one', async () => {
    const sale = await onSale(1_000);
    const bought = await gaveBack(sale, 1_000);
    const { chargeId } = await atStripe(bought);
    await world.sim.stripe.refunds.create({ charge: chargeId, amount: 1_000 });
    await refunds().send(sale.id);
    world.sim.expectRefusal(/already been refunded/);
    await world.work();
    expect(await world.order(bought.view.id)).toMatchObject({ refunds: [{ amountYen: 1_000, cause: 'guest', status: 'done' }] });
    expect((await atStripe(bought)).refunds).toHaveLength(1);
  });
});

describe('a refund of another sum that somebody has made on Stripe’s pages', () => {
  const made = async (bought: Bought, amount: number) => world.sim.stripe.refunds.create({ charge: (await atStripe(bought)).chargeId, amount });
  const dueOf = async (bought: Bought) => (await bought.read().expect(200)).body;
  const wholeAndAgreed = async (sale: SaleInTest, bought: Bought) => {
    expect(await dueOf(bought)).toMatchObject({ paidYen: 1_000, refundedYen: 1_000, dueYen: 0 });
    expect(await world.balance('held', sale.id)).toBe(0);
    await world.bothSidesAgree();
  };

  it('is heard before we have asked: the wish shrinks to what is left, and that is sent', async () => {
    const sale = await onSale(1_000);
    const bought = await gaveBack(sale, 1_000);
    const { id } = await made(bought, 600);
    await world.settle();
    await world.app.nest.get(OrderChanges).apply({ kind: 'refund', id, subjectId: bought.view.id });
    expect((await world.order(bought.view.id)).refunds).toMatchObject([{ amountYen: 400, cause: 'guest', status: 'waiting' }, { amountYen: 600, cause: 'dashboard', status: 'done' }]);
    await world.work();
    expect(await statusesOf(bought)).toEqual(['done', 'done']);
    await wholeAndAgreed(sale, bought);
  });

  it('is in the way when we ask: what is left is sent the next time, and no more is handed back than that', async () => {
    const sale = await onSale(1_000);
    const bought = await gaveBack(sale, 1_000);
    await made(bought, 600);
    world.sim.expectRefusal(/greater than|already been refunded/);
    await world.work();
    expect((await world.order(bought.view.id)).refunds).toMatchObject([{ amountYen: 400, cause: 'guest', status: 'failed' }, { amountYen: 600, cause: 'dashboard', status: 'done' }]);
    const [line] = (await progress(sale)).items;
    expect((await retry(host, line.id).expect(200)).body).toMatchObject({ amountYen: 400, status: 'waiting' });
    await world.work();
    expect((await atStripe(bought)).refunds.map(({ amount }) => amount).sort()).toEqual([400, 600]);
    await wholeAndAgreed(sale, bought);
  });

  it('takes all: nothing is left to wish for', async () => {
    const sale = await onSale(1_000);
    const bought = await paid(sale);
    world.app.clock.set('2026-11-29T01:00:00Z');
    await bought.cancel({ expectedRefundYen: 500 }).expect(200);
    world.app.clock.set('2026-11-21T01:00:00Z');
    const { id } = await made(bought, 1_000);
    await world.settle();
    await world.app.nest.get(OrderChanges).apply({ kind: 'refund', id, subjectId: bought.view.id });
    expect((await world.order(bought.view.id)).refunds).toMatchObject([{ amountYen: 1_000, cause: 'dashboard', status: 'done' }]);
    await wholeAndAgreed(sale, bought);
  });

  it('has reached us but no registration yet: a failed wish is neither sent again nor handed back beyond what is left', async () => {
    const sale = await onSale(1_000);
    const bought = await gaveBack(sale, 1_000);
    await world.app.db.query(`update order_refunds set status = 'failed', error_code = 'unknown', attempts = 1 where order_id = $1`, [bought.view.id]);
    await made(bought, 600);
    await world.settle();
    const [line] = (await progress(sale)).items;
    expect((await retry(host, line.id).expect(409)).body).toMatchObject({ code: 'refund.tooMuch', detail: expect.stringContaining('400') });
    const handBack = () => world.app.as(treasurer).post(`/refunds/${line.id}/by-hand`).set('idempotency-key', newId()).send({});
    expect((await handBack().expect(409)).body.code).toBe('refund.tooMuch');
    await world.work();
    expect((await handBack().expect(200)).body).toMatchObject({ amountYen: 400, status: 'done' });
    await wholeAndAgreed(sale, bought);
  });
});

describe('a refund that comes back', () => {
  it('is taken back in the books, told to the guest, and sent again under a key of its own', async () => {
    const sale = await onSale(4_000);
    const bought = await buys(sale);
    await world.pay(bought.view, { konbini: true });
    await world.payVoucher(bought.view.id);
    await bought.cancel({ expectedRefundYen: 4_000 }).expect(200);
    await world.work();
    const [first] = (await atStripe(bought)).refunds;
    expect(await world.balance('held', sale.id)).toBe(0);
    await world.sim.post(`/_sim/refunds/${first?.id}/account`, { account: '1111113' });
    await world.advance(120);
    await world.work();
    expect(await statusesOf(bought)).toEqual(['failed']);
    expect(await world.balance('held', sale.id)).toBe(-4_000);
    expect((await world.letters(bought.view.id)).at(-1)).toBe('registrationRefundFailed');
    const { items } = await progress(sale);
    expect(items).toMatchObject([{ status: 'failed', problem: '銀行かカード会社が受け取りませんでした。' }]);
    await world.app.as(await world.app.person()).post(`/refunds/${items[0].id}/retry`).set('idempotency-key', newId()).expect(404);
    await world.app.as(host).post(`/refunds/${items[0].id}/retry`).expect(400);
    expect((await retry(host, items[0].id).expect(200)).body).toMatchObject({ status: 'waiting', problem: null });
    await world.work();
    const again = (await atStripe(bought)).refunds;
    expect(again).toHaveLength(2);
    await world.sim.post(`/_sim/refunds/${again.find(({ status }) => status === 'requires_action')?.id}/account`, { account: '0001234' });
    await world.advance(120);
    await world.work();
    expect(await statusesOf(bought)).toEqual(['done']);
    expect((await bought.read()).body).toMatchObject({ refundedYen: 4_000, receipts: [{ void: true }] });
    expect((await world.order(bought.view.id)).steps.filter((step) => step.startsWith('refund'))).toEqual(['refundWished', 'refundFailed', 'refunded']);
    await world.bothSidesAgree();
  });
});

describe('an event that is called off', () => {
  it('gives everything back in full, whatever the policy: by card, by hand, and to whoever paid a fee for cancelling before', async () => {
    const sale = await onSale(1_000, { capacity: 6 });
    const [card, door, party] = [await paid(sale), await buys(sale, { paymentMethod: 'door' }), await paid(sale, { quantity: 3 })];
    const held = await buys(sale, { quantity: 1 });
    const waiting = await comes(world.app, sale, { waitlist: true, paymentMethod: 'stripe' });
    await world.app.db.transaction((tx) => recordCash(tx, { orderId: door.view.id, amountYen: 1_000, clientId: newId(), takenBy: host.accountId, receivedAt: world.app.clock.now() }));
    world.app.clock.set('2026-11-29T01:00:00Z');
    await party.cancel({ quantity: 1, expectedRefundYen: 500 }).expect(200);
    expect(await callOff(sale)).toMatchObject({ refundYen: 4_500 });
    expect(await callOff(sale)).toEqual({ orders: 0, refunds: 0, refundYen: 0 });
    await world.work();
    expect(await statusesOf(card)).toEqual(['done']);
    expect(await statusesOf(party)).toEqual(['done', 'done']);
    expect(await statusesOf(door)).toEqual(['byHand']);
    expect(await progress(sale)).toMatchObject({ count: 4, totalYen: 5_000, done: 3, doneYen: 4_000, byHand: 1, failed: 0, underWay: 0 });
    for (const one of [card, door, party, held]) {
      expect((await one.read()).body).toMatchObject({ status: 'cancelled', endReason: '中止', event: { status: 'cancelled' }, can: { cancel: false } });
      expect(await world.letters(one.view.id)).toContain('registrationCalledOff');
    }
    expect(await world.letters(waiting.id)).toContain('registrationCalledOff');
    await expect(world.pay(held.view)).rejects.toThrow();
    world.sim.expectRefusal(/expired|no longer|not open/i);
    const [line] = (await progress(sale)).items;
    await world.app.as(host).post(`/refunds/${line.id}/by-hand`).set('idempotency-key', newId()).send({}).expect(200);
    expect([await world.balance('held', sale.id), await world.balance('cashBox', sale.id)]).toEqual([0, 0]);
    world.app.clock.set('2026-11-21T01:00:00Z');
  });

  it('shows the progress of many a page at a time, what needs somebody first; for its host and the treasurers alone', async () => {
    const sale = await onSale(500);
    const all = [await paid(sale), await paid(sale), await paid(sale)];
    await callOff(sale);
    const first = (await world.app.as(host).get(`/events/${sale.id}/refunds?limit=2`).expect(200)).body;
    expect(first).toMatchObject({ count: 3, underWay: 3, items: [{ number: 1 }, { number: 2 }] });
    const next = (await world.app.as(treasurer).get(`/events/${sale.id}/refunds?limit=2&cursor=${first.nextCursor}`).expect(200)).body;
    expect(next).toMatchObject({ items: [{ number: 3 }], nextCursor: null });
    for (const who of [await world.app.person(), await world.app.mixer()]) await world.app.as(who).get(`/events/${sale.id}/refunds`).expect(404);
    await world.app.as(null).get(`/events/${sale.id}/refunds`).expect(401);
    await world.app.as(treasurer).get(`/events/${newId()}/refunds`).expect(404);
    await world.work();
    expect(await Promise.all(all.map(statusesOf))).toEqual([['done'], ['done'], ['done']]);
    await world.bothSidesAgree();
  });
});

// Six weeks pass: after everything else.
describe('a refund that nobody claims', () => {
  it('comes back and can be handed over instead: out of the bank by the treasurers, not by the host', async () => {
    const sale = await onSale(4_000);
    const bought = await buys(sale);
    await world.pay(bought.view, { konbini: true });
    await world.payVoucher(bought.view.id);
    await bought.cancel({ expectedRefundYen: 4_000 }).expect(200);
    await world.work();
    const [first] = (await atStripe(bought)).refunds;
    await world.advance(46 * 86_400);
    // Nobody signs out for all the time that passes.
    await world.app.db.query(`update sessions set last_seen_at = $1, expires_at = '2099-01-01'`, [world.app.clock.now()]);
    await world.work();
    expect(await statusesOf(bought)).toEqual(['failed']);
    const [line] = (await progress(sale)).items;
    const handBack = (who: Person) => world.app.as(who).post(`/refunds/${line.id}/by-hand`).set('idempotency-key', newId()).send({ note: '口座へ振込' });
    expect(line.canMarkByHand).toBe(false);
    await handBack(host).expect(403);
    // What came by Stripe does not lie in the cash box either.
    await world.app.as(host).post(`/refunds/${line.id}/by-hand`).set('idempotency-key', newId()).send({ from: 'eventCash' }).expect(403);
    expect((await handBack(treasurer).expect(200)).body).toMatchObject({ status: 'done', canMarkByHand: false, canRetry: false });
    expect((await handBack(treasurer).expect(409)).body.code).toBe('refund.notByHand');
    expect(await world.balance('held', sale.id)).toBe(0);
    expect(await rows(world.app.db, `select reason, after from audit_entries where action = 'refund.handedBack' and subject_id = $1`, [line.id])).toEqual([
      { reason: '口座へ振込', after: { number: 1, amountYen: 4_000, from: 'bank' } },
    ]);
    expect(first?.id).toBeDefined();
  });
});

import { row, rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { checkIn, moveSale, recordCash, type RegistrationView } from '#libs/orders';
import type { Person } from '../support/app.js';
import { holderOf, type Holder } from '../support/holder.js';
import { comes, putOnSale, startSelling, type Coming, type SaleInTest, type Selling } from '../support/orders.js';

let world: Selling;
let host: Person;

beforeAll(async () => {
  world = await startSelling();
  host = await world.app.person('主催 一郎');
});
afterAll(() => world.stop());

const START = '2026-11-21T01:00:00Z';
/** The evening begins on 1 December at 19:00 in Tokyo. */
const before = (hours: number): Date => new Date(Date.parse('2026-12-01T10:00:00Z') - hours * 3_600_000);
beforeEach(() => world.app.clock.set(START));

interface Bought extends Holder {
  view: RegistrationView;
}

async function buys(sale: SaleInTest, coming: Coming = {}): Promise<Bought> {
  const view = await comes(world.app, sale, { paymentMethod: 'stripe', ...coming });
  return { view, ...holderOf(world.app, view) };
}

/** Somebody who has paid by card. */
async function paid(sale: SaleInTest, coming: Coming = {}): Promise<Bought> {
  const bought = await buys(sale, coming);
  await world.pay(bought.view);
  return bought;
}

const onSale = (priceYen: number, wishes = {}) => putOnSale(world.app, { priceYen, hostAccountId: host.accountId, ...wishes });
const takenOf = async (sale: SaleInTest) => (await row<{ taken: number }>(world.app.db, 'select taken from sales where subject_id = $1', [sale.id]))?.taken;
const codeOf = (answer: { body: { code: string } }): string => answer.body.code;

describe('the link of a registration', () => {
  it('opens it without an account; another token, none, or one of another registration opens nothing', async () => {
    const sale = await onSale(0);
    const [mine, other] = [await buys(sale, { paymentMethod: 'free' }), await buys(sale, { paymentMethod: 'free' })];
    const { body } = await mine.read().expect(200);
    expect(body).toMatchObject({
      status: 'confirmed',
      name: '髙橋 はな🌸',
      event: { title: 'JELLY 盛岡', place: '北のつくえ盛岡', startsAt: '2026-12-01T10:00:00.000Z', status: 'open' },
      ticketType: { name: '一般', priceYen: 0 },
      policy: [
        { until: '2026-11-28T10:00:00.000Z', refundPercent: 100 },
        { until: '2026-11-30T10:00:00.000Z', refundPercent: 50 },
      ],
      can: { cancel: true, rename: true, prepay: false, pay: false, leave: false, accept: false },
      why: {},
    });
    const { app } = world;
    const token = new URL(other.view.manageUrl).searchParams.get('token') ?? '';
    for (const path of ['', `?token=${token}`, '?token=', '?token=%00', `?token=${'x'.repeat(43)}`]) {
      expect((await app.as(null).get(`/registrations/${mine.view.id}${path}`)).status).toBeGreaterThanOrEqual(400);
      expect((await app.as(null).get(`/registrations/${mine.view.id}${path}`)).status).toBeLessThanOrEqual(404);
    }
    await app.as(await app.admin('steward')).get(`/registrations/${mine.view.id}`).expect(404);
    await app.as(null).get(`/registrations/${newId()}?token=${token}`).expect(404);
  });

  it('is shown who may come in online only once the seat is sure', async () => {
    const sale = await onSale(500, { onlineUrl: 'https://meet.example/jelly' });
    const bought = await buys(sale);
    expect((await bought.read()).body).toMatchObject({ status: 'held', event: { onlineUrl: null }, seats: [{ pass: null }] });
    await world.pay(bought.view);
    expect((await bought.read()).body.event.onlineUrl).toBe('https://meet.example/jelly');
  });

  it('is sent again to the address, which tells nobody whether anything was sent', async () => {
    const sale = await onSale(0);
    const bought = await buys(sale, { paymentMethod: 'free', email: 'lost@mazeru.test' });
    const ask = (email: string) => world.app.as(null).post('/registration-links').send({ email });
    await ask('LOST@mazeru.test').expect(204);
    await ask('nobody@mazeru.test').expect(204);
    expect(await world.letters(bought.view.id)).toEqual(['registrationConfirmed', 'registrationLink']);
    await ask('no address').expect(400);
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push((await ask('lost@mazeru.test')).status);
    expect(answers).toEqual([204, 204, 204, 204, 429]);
  });
});

describe('what comes back', () => {
  it.each([
    ['more than three days before: everything', 100, 72, { refundYen: 1_001, feeYen: 0, percent: 100, until: '2026-11-28T10:00:00.000Z', route: 'card' }],
    ['more than a day before: half, the odd yen is the guest’s', 71, 24, { refundYen: 501, feeYen: 500, percent: 50, until: '2026-11-30T10:00:00.000Z', route: 'card' }],
    ['on the last day: nothing', 23, 1, { refundYen: 0, feeYen: 1_001, percent: 0, until: null, route: 'none' }],
  ])('%s', async (_, from, to, quote) => {
    const bought = await paid(await onSale(1_001));
    for (const hours of [from, to]) {
      world.app.clock.set(before(hours));
      expect((await bought.quote().expect(200)).body).toMatchObject(quote);
    }
  });

  it('follows the policy of the day it was bought, not of today', async () => {
    const sale = await onSale(1_000);
    const bought = await paid(sale);
    await onSale(1_000, { subjectId: sale.id, policy: [] });
    expect((await bought.quote()).body).toMatchObject({ refundYen: 1_000, percent: 100 });
    expect((await (await paid(sale)).quote()).body).toMatchObject({ refundYen: 0, percent: 0 });
  });

  it('is everything until the start for whoever bought another time or place than it is now', async () => {
    const sale = await onSale(1_000);
    const bought = await paid(sale);
    await world.app.db.transaction((tx) => moveSale(tx, { subjectId: sale.id, before: new Date('2026-12-01T10:00:00Z'), reason: '会場の都合', by: { accountId: host.accountId }, at: world.app.clock.now() }));
    expect((await bought.read()).body.timeline.at(-1).said).toBe('日時または会場が変わりました（会場の都合）');
    world.app.clock.set(before(2));
    expect((await bought.quote()).body).toMatchObject({ refundYen: 1_000, percent: 100, until: '2026-12-01T10:00:00.000Z' });
  });
});

describe('giving seats back', () => {
  it('all of them: the seats are free at once, the money goes back to the card, the receipt is cancelled, everybody agrees', async () => {
    const sale = await onSale(1_000);
    const bought = await paid(sale, { quantity: 2 });
    expect((await bought.read()).body.receipts).toMatchObject([{ amountYen: 2_000, void: false }]);
    const { body } = await bought.cancel({ expectedRefundYen: 2_000 }).expect(200);
    expect(body).toMatchObject({ status: 'cancelled', endReason: 'ご本人のキャンセル', quantity: 0, refundedYen: 2_000, dueYen: 0, can: { cancel: false, rename: false } });
    expect(body.refunds).toMatchObject([{ amountYen: 2_000, status: 'waiting', said: '返金の手続きを待っています。お支払いのカードに返金します。反映まで数日かかることがあります。' }]);
    expect(await takenOf(sale)).toBe(0);
    await world.work();
    const after = (await bought.read('en')).body;
    expect(after.refunds).toMatchObject([{ amountYen: 2_000, status: 'done', said: 'refunded' }]);
    expect(after.receipts).toMatchObject([{ amountYen: 2_000, void: true }]);
    expect(after.timeline.map(({ step }: { step: string }) => step)).toEqual(['registered', 'paid', 'confirmed', 'cancelled', 'refundWished', 'refunded']);
    expect(after.timeline.at(-1).said).toBe('Refunded (¥2,000)');
    expect(await world.letters(bought.view.id)).toEqual(['registrationConfirmed', 'registrationCancelled', 'registrationRefunded']);
    expect(await world.balance('held', sale.id)).toBe(0);
    await world.bothSidesAgree();
  });

  it('some of them, named or the last ones; each time by what holds then', async () => {
    const sale = await onSale(600);
    const bought = await paid(sale, { quantity: 4, partyNames: ['二人目', '三人目', '四人目'] });
    const seats: { id: string; name: string }[] = (await bought.read()).body.seats;
    const second = seats[1]?.id ?? '';
    expect((await bought.quote({ seatIds: [second] })).body).toMatchObject({ refundYen: 600, seatIds: [second] });
    await bought.cancel({ seatIds: [second], expectedRefundYen: 600 }).expect(200);
    world.app.clock.set(before(48));
    expect((await bought.quote({ quantity: 2 })).body).toMatchObject({ refundYen: 600, feeYen: 600, percent: 50, seatIds: [seats[2]?.id, seats[3]?.id] });
    const { body } = await bought.cancel({ quantity: 2, expectedRefundYen: 600 }).expect(200);
    expect(body).toMatchObject({ status: 'confirmed', quantity: 1, amountYen: 600, paidYen: 2_400, refundedYen: 1_200, dueYen: 0 });
    expect(body.seats.map(({ name, status }: { name: string; status: string }) => [name, status])).toEqual([
      ['髙橋 はな🌸', 'taken'],
      ['二人目', 'cancelled'],
      ['三人目', 'cancelled'],
      ['四人目', 'cancelled'],
    ]);
    expect(codeOf(await bought.cancel({ seatIds: [second], expectedRefundYen: 0 }).expect(409))).toBe('seat.cancelled');
    expect(codeOf(await bought.cancel({ quantity: 2, expectedRefundYen: 0 }).expect(409))).toBe('seats.tooMany');
    await bought.cancel({ seatIds: [newId()], expectedRefundYen: 0 }).expect(404);
    await world.work();
    expect(await world.order(bought.view.id)).toMatchObject({ refunds: [{ amountYen: 600, status: 'done' }, { amountYen: 600, status: 'done' }] });
    expect(await world.balance('held', sale.id)).toBe(-1_200);
    expect(await takenOf(sale)).toBe(1);
  });

  it('is asked again when what was shown is no longer true, and nothing is lost', async () => {
    const sale = await onSale(1_000);
    const bought = await paid(sale);
    const shown = (await bought.quote()).body.refundYen;
    world.app.clock.set(before(71));
    const refused = await bought.cancel({ expectedRefundYen: shown }).expect(409);
    expect(refused.body).toMatchObject({ code: 'quote.changed', detail: '表示されたあとで、返金額が500円に変わりました。もう一度ご確認のうえ、お手続きください。' });
    expect(await world.order(bought.view.id)).toMatchObject({ status: 'confirmed', seats: 1, refunds: [] });
    await bought.cancel({ expectedRefundYen: 500 }).expect(200);
  });

  it('is done once by a click that is sent twice, at the same time or after a lost answer; another click finds nothing left', async () => {
    const sale = await onSale(500);
    const bought = await paid(sale, { quantity: 2 });
    const click = { quantity: 1, expectedRefundYen: 500 };
    const answers = await Promise.all([bought.cancel(click, 'one-click'), bought.cancel(click, 'one-click'), bought.cancel(click, 'one-click')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await world.order(bought.view.id)).toMatchObject({ seats: 1, refunds: [{ amountYen: 500 }] });
    const both = await Promise.all([bought.cancel({ expectedRefundYen: 500 }), bought.cancel({ expectedRefundYen: 500 })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(codeOf(await bought.cancel({ expectedRefundYen: 0 }).expect(409))).toBe('order.ended');
    await world.app.as(null).post(new URL(bought.view.manageUrl).pathname.replace(/$/, '/cancellation')).send({ expectedRefundYen: 0 }).expect(400);
    await world.work();
    expect((await world.order(bought.view.id)).refunds).toHaveLength(2);
    expect(await takenOf(sale)).toBe(0);
  });

  it('is refused for a seat that somebody has checked in with; the others of the party can still go', async () => {
    const sale = await onSale(0);
    const bought = await buys(sale, { quantity: 2, paymentMethod: 'free' });
    const [inside, outside]: { id: string; pass: string }[] = (await bought.read()).body.seats;
    world.app.clock.set(before(0.5));
    await world.app.db.transaction((tx) => checkIn(tx, { subjectId: sale.id, pass: inside?.pass ?? '', at: world.app.clock.now(), by: host.accountId, where: '入口1' }));
    expect((await bought.read()).body.seats[0]).toMatchObject({ checkedInAt: before(0.5).toISOString(), checkedInWhere: '入口1' });
    expect(codeOf(await bought.quote().expect(409))).toBe('seat.checkedIn');
    expect(codeOf(await bought.cancel({ expectedRefundYen: 0 }).expect(409))).toBe('seat.checkedIn');
    expect(codeOf(await bought.cancel({ quantity: 2, expectedRefundYen: 0 }).expect(409))).toBe('seat.checkedIn');
    expect(codeOf(await bought.cancel({ seatIds: [inside?.id ?? ''], expectedRefundYen: 0 }).expect(409))).toBe('seat.checkedIn');
    // A list of no seats is no word for all of them.
    await bought.cancel({ seatIds: [], expectedRefundYen: 0 }).expect(400);
    expect((await bought.cancel({ quantity: 1, expectedRefundYen: 0 }).expect(200)).body.seats).toMatchObject([{ status: 'taken' }, { id: outside?.id, status: 'cancelled' }]);
    expect((await bought.read()).body).toMatchObject({ can: { cancel: false }, why: { cancel: [{ code: 'seat.checkedIn' }] } });
  });

  it.each(['', ',', ',,'])('names no seat with “%s”: neither asked about nor done is that a word for all of them', async (seatIds) => {
    const bought = await paid(await onSale(1_000), { quantity: 2 });
    const { body } = await bought.quote({ seatIds: seatIds.split(',') }).expect(400);
    expect(body).toMatchObject({ code: 'input', fields: [{ path: 'seatIds', code: 'required' }] });
    expect((await bought.cancel({ seatIds: [], expectedRefundYen: 2_000 }).expect(400)).body.fields).toEqual(body.fields);
    expect((await bought.quote()).body).toMatchObject({ refundYen: 2_000 });
  });

  it('and coming in at the same moment do not both happen', async () => {
    const sale = await onSale(1_000);
    for (let round = 0; round < 5; round += 1) {
      const bought = await paid(sale);
      const pass: string = (await bought.read()).body.seats[0].pass;
      const comesIn = world.app.db.transaction((tx) => checkIn(tx, { subjectId: sale.id, pass, at: world.app.clock.now(), by: host.accountId }));
      const [gave, came] = await Promise.all([bought.cancel({ expectedRefundYen: 1_000 }), comesIn]);
      const inside = came.result === 'done';
      expect([gave.status, gave.body.code]).toEqual(inside ? [409, 'seat.checkedIn'] : [200, undefined]);
      expect(await world.order(bought.view.id)).toMatchObject(inside ? { status: 'confirmed', seats: 1, refunds: [] } : { status: 'cancelled', seats: 0, refunds: [{ amountYen: 1_000 }] });
    }
  });

  it('ends when it begins, with a word why', async () => {
    const bought = await paid(await onSale(1_000));
    world.app.clock.set(before(0));
    expect(codeOf(await bought.quote().expect(422))).toBe('order.begun');
    expect(codeOf(await bought.cancel({ expectedRefundYen: 0 }).expect(422))).toBe('order.begun');
    expect((await bought.read()).body).toMatchObject({ can: { cancel: false }, why: { cancel: [{ code: 'order.begun', message: 'すでに始まっているため、この手続きはできません。' }] } });
  });

  it('what was paid at a convenience store comes back to a bank account, and says so', async () => {
    const sale = await onSale(4_000);
    const bought = await buys(sale);
    await world.pay(bought.view, { konbini: true });
    expect(codeOf(await bought.cancel({ expectedRefundYen: 0 }).expect(409))).toBe('order.paying');
    await world.payVoucher(bought.view.id);
    const { body } = await bought.quote().expect(200);
    expect(body).toMatchObject({ refundYen: 4_000, route: 'konbini' });
    expect(body.routeSaid).toContain('銀行口座');
    await bought.cancel({ expectedRefundYen: 4_000 }).expect(200);
    await world.work();
    expect((await bought.read()).body.refunds).toMatchObject([{ status: 'asked' }]);
    expect(await world.balance('held', sale.id)).toBe(0);
    const refund = await row<{ id: string }>(world.app.db, 'select stripe_refund_id as id from order_refunds where order_id = $1', [bought.view.id]);
    await world.sim.post(`/_sim/refunds/${refund?.id}/account`, { account: '0001234' });
    await world.advance(120);
    await world.work();
    expect((await bought.read()).body.refunds).toMatchObject([{ status: 'done' }]);
    world.app.clock.set(START);
  });

  it('what was paid in cash is handed back by somebody, who says so', async () => {
    const sale = await onSale(1_000, { methods: ['door'] });
    const bought = await buys(sale, { paymentMethod: 'door' });
    await world.app.db.transaction((tx) => recordCash(tx, { orderId: bought.view.id, amountYen: 1_000, clientId: newId(), takenBy: host.accountId, receivedAt: world.app.clock.now() }));
    expect((await bought.quote()).body).toMatchObject({ refundYen: 1_000, route: 'cash' });
    const { body } = await bought.cancel({ expectedRefundYen: 1_000 }).expect(200);
    expect(body.refunds).toMatchObject([{ status: 'byHand', said: '主催者から直接お返しします' }]);
    await world.work();
    const [line] = (await world.app.as(host).get(`/events/${sale.id}/refunds`).expect(200)).body.items;
    expect(line).toMatchObject({ status: 'byHand', method: 'cash', amountYen: 1_000, canMarkByHand: true, canRetry: false });
    await world.app.as(host).post(`/refunds/${line.id}/by-hand`).set('idempotency-key', newId()).send({ note: '受付で手渡し' }).expect(200);
    expect((await bought.read()).body.refunds).toMatchObject([{ status: 'done' }]);
    expect((await bought.read()).body.receipts).toMatchObject([{ void: true }]);
    expect([await world.balance('cashBox', sale.id), await world.balance('held', sale.id)]).toEqual([0, 0]);
    expect((await world.letters(bought.view.id)).at(-1)).toBe('registrationHandedBack');
  });

  it('what is not paid yet costs nothing: the page of Stripe is closed first', async () => {
    const sale = await onSale(1_000);
    const bought = await buys(sale);
    expect((await bought.quote()).body).toMatchObject({ refundYen: 0, feeYen: 0, route: 'none' });
    expect((await bought.cancel({ expectedRefundYen: 0 }).expect(200)).body).toMatchObject({ status: 'cancelled', refunds: [] });
    await expect(world.pay(bought.view)).rejects.toThrow();
    await world.work();
    expect(await world.order(bought.view.id)).toMatchObject({ status: 'cancelled', paidYen: 0, steps: ['registered', 'cancelled'] });
    expect(await takenOf(sale)).toBe(0);
    world.sim.expectRefusal(/expired|no longer|not open/i);
  });

  it('some seats of what is not paid yet: the others stay held, and are paid on a page of their own', async () => {
    const sale = await onSale(1_000);
    const bought = await buys(sale, { quantity: 3 });
    await bought.cancel({ quantity: 1, expectedRefundYen: 0 }).expect(200);
    await world.work();
    expect(await world.order(bought.view.id)).toMatchObject({ status: 'held', seats: 2 });
    const { body } = await bought.prepay().expect(200);
    await world.pay({ checkoutUrl: body.checkoutUrl });
    expect(await world.order(bought.view.id)).toMatchObject({ status: 'confirmed', seats: 2, paidYen: 2_000, refunds: [] });
  });

  it('who pays in the very moment of cancelling loses neither: it is refused until the money is there, then goes back whole', async () => {
    const sale = await onSale(1_000);
    const bought = await buys(sale);
    const session = /cs_test_\w+/.exec(bought.view.checkoutUrl ?? '')?.[0] ?? '';
    await world.fillIn(bought.view.checkoutUrl ?? '');
    expect(session).not.toBe('');
    expect(codeOf(await bought.cancel({ expectedRefundYen: 0 }).expect(409))).toBe('order.paying');
    await world.work();
    expect(codeOf(await bought.cancel({ expectedRefundYen: 0 }).expect(409))).toBe('quote.changed');
    await bought.cancel({ expectedRefundYen: 1_000 }).expect(200);
    await world.work();
    expect(await world.order(bought.view.id)).toMatchObject({ status: 'cancelled', paidYen: 1_000, refunds: [{ amountYen: 1_000, status: 'done' }] });
  });
});

describe('who sits where', () => {
  it('can be changed until it is over, and a seat passed on; not for a seat that is gone or another’s', async () => {
    const sale = await onSale(0);
    const bought = await buys(sale, { quantity: 2, paymentMethod: 'free' });
    const [one, two]: { id: string }[] = (await bought.read()).body.seats;
    const { body } = await bought.rename([{ id: one?.id ?? '', name: '友人 𠮷野' }, { id: two?.id ?? '', name: '' }]).expect(200);
    expect(body.seats.map(({ name }: { name: string }) => name)).toEqual(['友人 𠮷野', '']);
    expect(body.timeline.at(-1)).toMatchObject({ step: 'renamed', said: '参加者のお名前を変更しました（1名）' });
    await bought.rename([{ id: newId(), name: 'x' }]).expect(404);
    await bought.rename([{ id: one?.id ?? '', name: 'x'.repeat(81) }]).expect(400);
    await bought.cancel({ seatIds: [two?.id ?? ''], expectedRefundYen: 0 }).expect(200);
    expect(codeOf(await bought.rename([{ id: two?.id ?? '', name: 'x' }]).expect(409))).toBe('seat.cancelled');
    world.app.clock.set('2026-12-01T12:00:00Z');
    expect(codeOf(await bought.rename([{ id: one?.id ?? '', name: 'x' }]).expect(422))).toBe('order.begun');
  });
});

describe('paying ahead instead of at the door', () => {
  it('leads to the page of Stripe; the seat stays, and is paid when the money comes', async () => {
    const sale = await onSale(1_000);
    const bought = await buys(sale, { paymentMethod: 'door', quantity: 2 });
    expect((await bought.read()).body).toMatchObject({ status: 'confirmed', dueYen: 2_000, can: { prepay: true, pay: false } });
    const { body } = await bought.prepay().expect(200);
    expect(body).toMatchObject({ status: 'confirmed', checkoutUrl: expect.stringContaining('cs_test_') });
    expect((await bought.prepay().expect(200)).body.checkoutUrl).toBe(body.checkoutUrl);
    await world.pay(body);
    const after = (await bought.read()).body;
    expect(after).toMatchObject({ status: 'confirmed', paidYen: 2_000, dueYen: 0, can: { prepay: false } });
    expect(after.timeline.map(({ step }: { step: string }) => step)).toEqual(['registered', 'prepayStarted', 'paid']);
    expect(codeOf(await bought.prepay().expect(409))).toBe('order.nothingDue');
    expect((await bought.quote()).body).toMatchObject({ refundYen: 2_000, route: 'card' });
  });

  it('a page that nobody pays changes nothing, and paying in cash and on the page gives the surplus back', async () => {
    const sale = await onSale(1_000);
    const bought = await buys(sale, { paymentMethod: 'door' });
    const { body } = await bought.prepay().expect(200);
    await world.app.db.transaction((tx) => recordCash(tx, { orderId: bought.view.id, amountYen: 1_000, clientId: newId(), takenBy: host.accountId, receivedAt: world.app.clock.now() }));
    await world.pay(body);
    await world.work();
    expect(await world.order(bought.view.id)).toMatchObject({ status: 'confirmed', seats: 1, paidYen: 2_000, refunds: [{ amountYen: 1_000, cause: 'surplus', status: 'done' }] });
  });

  it('also opens the page of a held seat whose first answer was lost', async () => {
    const bought = await buys(await onSale(500));
    expect((await bought.prepay().expect(200)).body.checkoutUrl).toBe(bought.view.checkoutUrl);
    await world.app.db.query('update orders set checkout_session_id = null, checkout_url = null, checkout_expires_at = null where id = $1', [bought.view.id]);
    expect((await bought.read()).body).toMatchObject({ status: 'held', can: { pay: false, prepay: true } });
    expect((await bought.prepay().expect(200)).body).toMatchObject({ status: 'held', checkoutUrl: bought.view.checkoutUrl, can: { pay: true, prepay: false } });
  });

  it('is not open where the sum cannot be paid online, or nothing is due', async () => {
    const small = await buys(await onSale(40), { paymentMethod: 'door' });
    expect((await small.read()).body).toMatchObject({ can: { prepay: false }, why: { prepay: [{ code: 'order.noOnlinePayment' }] } });
    expect(codeOf(await small.prepay().expect(422))).toBe('order.noOnlinePayment');
    const free = await buys(await onSale(0), { paymentMethod: 'free' });
    expect(codeOf(await free.prepay().expect(409))).toBe('order.nothingDue');
    const waiting = await buys(await onSale(500, { capacity: 1 }));
    await waiting.cancel({ expectedRefundYen: 0 }).expect(200);
    expect(codeOf(await waiting.prepay().expect(409))).toBe('order.notConfirmed');
  });
});

describe('receipts of a guest', () => {
  it('are listed and open with the link; those of others do not', async () => {
    const sale = await onSale(1_000);
    const [mine, other] = [await paid(sale), await paid(sale)];
    const { receipts } = (await mine.read()).body;
    expect(receipts).toMatchObject([{ number: expect.stringMatching(/^RC-2026-\d{6}$/), amountYen: 1_000, void: false }]);
    const path = String(receipts[0].pdfUrl).replace('/api/v1', '');
    const { headers } = await world.app.as(null).get(path).expect(200);
    expect(headers['content-type']).toBe('application/pdf');
    await world.app.as(null).get(path.split('?')[0] ?? '').expect(404);
    const theirs = (await other.read()).body.receipts[0].documentId;
    await world.app.as(null).get(path.replace(receipts[0].documentId, theirs)).expect(404);
    expect(await rows(world.app.db, 'select party_account_id as who from documents where id = $1', [theirs])).toEqual([{ who: null }]);
  });
});

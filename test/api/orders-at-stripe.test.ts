import { rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { cancelSale, moveSale, OrderSweep, Refunds, walkIn, type RegistrationView } from '#libs/orders';
import { PLATFORM } from '../../apps/stripe-sim/sim.js';
import type { Person } from '../support/app.js';
import { holderOf } from '../support/holder.js';
import { comes, putOnSale, startSelling, type Coming, type SaleInTest, type SaleWishes, type Selling } from '../support/orders.js';

let world: Selling;
let host: Person;

beforeAll(async () => {
  world = await startSelling();
  host = await world.app.person('主催 一郎');
});
afterAll(() => world.stop());
afterEach(() => world.bothSidesAgree());

/** Both clocks go forward alone: sales of a test begin so many days after now. */
const inDays = (days: number): { startsAt: Date; endsAt: Date } => {
  const startsAt = new Date(world.app.clock.now().getTime() + days * 86_400_000);
  return { startsAt, endsAt: new Date(startsAt.getTime() + 2 * 3_600_000) };
};
const onSale = (priceYen: number, wishes: SaleWishes = {}): Promise<SaleInTest> => putOnSale(world.app, { priceYen, hostAccountId: host.accountId, ...inDays(10), ...wishes });
const buys = (sale: SaleInTest, coming: Coming = {}): Promise<RegistrationView> => comes(world.app, sale, { paymentMethod: 'stripe', ...coming });
const callOff = (sale: SaleInTest): Promise<unknown> =>
  world.app.db.transaction((tx) => cancelSale(tx, { subjectId: sale.id, reason: '台風のため', by: { accountId: host.accountId }, at: world.app.clock.now() }));
const takenOf = async ({ id }: SaleInTest): Promise<number> => (await rows<{ taken: number }>(world.app.db, 'select taken from sales where subject_id = $1', [id]))[0]?.taken ?? -1;
const pageIn = ({ checkoutUrl }: Pick<RegistrationView, 'checkoutUrl'>): string => /cs_test_\w+/.exec(checkoutUrl ?? '')?.[0] ?? '';

describe('PayPay', () => {
  const fill = async (url: string, fields: Record<string, string>): Promise<string> => {
    const answer = await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
    return new URL(answer.headers.get('location') ?? '/', url).href;
  };
  /** On the page of Stripe, as far as the wallet; answers where it asks. */
  const toTheWallet = ({ checkoutUrl = '' }: RegistrationView): Promise<string> => fill(checkoutUrl, { method: 'paypay', email: 'hana@mazeru.test', billingName: 'HANA' });
  const agrees = async (wallet: string): Promise<void> => {
    await fill(wallet, { passed: 'true' });
    await world.work();
  };

  it('pays for a seat: books, cost, receipt and letter say so, and a cancellation gives it back to the wallet', async () => {
    const sale = await onSale(1_000);
    const made = await buys(sale, { quantity: 2 });
    const wallet = await toTheWallet(made);
    await world.work();
    expect(await world.order(made.id)).toMatchObject({ status: 'held', paidYen: 0 });
    await agrees(wallet);
    expect(await world.order(made.id)).toMatchObject({ status: 'confirmed', seats: 2, paidYen: 2_000, steps: ['registered', 'paid', 'confirmed'] });
    const [payment] = await rows<{ method: string; fee: number }>(world.app.db, 'select method, fee_yen as fee from order_payments where order_id = $1', [made.id]);
    expect(payment).toEqual({ method: 'payPay', fee: expect.any(Number) });
    expect(payment?.fee).toBeGreaterThan(0);
    expect(await world.letters(made.id)).toEqual(['registrationConfirmed']);
    const papers = await rows(world.app.db, `select d.content::jsonb ->> 'method' as method from documents d join order_payments p on p.id = d.subject_id where p.order_id = $1`, [made.id]);
    expect(papers).toEqual([{ method: 'payPay' }]);
    const holder = holderOf(world.app, made);
    const { body: quote } = await holder.quote().expect(200);
    expect(quote).toMatchObject({ refundYen: 2_000, route: 'payPay' });
    await holder.cancel({ quantity: 1, expectedRefundYen: 1_000 }).expect(200);
    await world.work();
    await holder.cancel({ expectedRefundYen: 1_000 }).expect(200);
    await world.work();
    expect((await world.order(made.id)).refunds).toMatchObject([{ amountYen: 1_000, status: 'done' }, { amountYen: 1_000, status: 'done' }]);
    expect((await holder.read().expect(200)).body).toMatchObject({ status: 'cancelled', paidYen: 2_000, refundedYen: 2_000, receipts: [{ void: true }] });
    expect(await world.balance('held', sale.id)).toBe(0);
  });

  it('that is refused in the wallet leaves the seat held and the page open for another way; without one the seat goes back', async () => {
    const sale = await onSale(1_000, { capacity: 2 });
    const [changesMind, leaves] = [await buys(sale), await buys(sale)];
    for (const made of [changesMind, leaves]) await fill(await toTheWallet(made), { passed: 'false' });
    await world.work();
    for (const { id } of [changesMind, leaves]) expect(await world.order(id)).toMatchObject({ status: 'held', seats: 1, paidYen: 0 });
    await agrees(await toTheWallet(changesMind));
    expect(await world.order(changesMind.id)).toMatchObject({ status: 'confirmed', paidYen: 1_000 });
    await world.wait(36);
    expect(await world.order(leaves.id)).toMatchObject({ status: 'expired', endReason: 'unpaid', seats: 0 });
    expect(await takenOf(sale)).toBe(1);
  });

  it('is offered from 50 yen to a million, not above and not where the host leaves it out', async () => {
    const prices = { tickets: [{ name: '49円', priceYen: 49 }, { name: '50円', priceYen: 50 }, { name: '百万円', priceYen: 1_000_000 }] };
    const sale = await onSale(0, { ...prices, methods: ['payPay', 'door'] });
    await expect(buys(sale, { type: '49円' })).rejects.toMatchObject({ code: 'order.onlineTooSmall' });
    await expect(buys(sale, { type: '百万円', quantity: 2 })).rejects.toMatchObject({ code: 'order.onlineTooLarge' });
    const methodsOf = async (view: RegistrationView): Promise<string[]> => (await world.sim.stripe.checkout.sessions.retrieve(pageIn(view))).payment_method_types;
    for (const type of ['50円', '百万円']) expect(await methodsOf(await buys(sale, { type }))).toEqual(['paypay']);
    expect(await methodsOf(await buys(await onSale(1_000, { methods: ['card'] })))).toEqual(['card']);
    await expect(buys(await onSale(1_000, { methods: ['door'] }))).rejects.toMatchObject({ code: 'order.method' });
  });

  it('agreed to after the event was called off goes back by itself', async () => {
    const sale = await onSale(1_000);
    const made = await buys(sale);
    const wallet = await toTheWallet(made);
    await callOff(sale);
    await agrees(wallet);
    const { status, paidYen, refunds } = await world.order(made.id);
    expect({ status, back: refunds.reduce((sum, { amountYen }) => sum + amountYen, 0) }).toEqual({ status: 'cancelled', back: paidYen });
    expect(await world.balance('held', sale.id)).toBe(0);
  });
});

describe('a page that Stripe no longer knows', () => {
  const vanishes = (view: RegistrationView): void => world.sim.server.sim.store.remove(PLATFORM, 'checkout.session', pageIn(view));

  it('keeps no seat: Stripe is asked for the payment itself, and where there is none the seat goes back', async () => {
    const sale = await onSale(1_000, { capacity: 1 });
    const made = await buys(sale);
    vanishes(made);
    await world.wait(36);
    expect(await world.order(made.id)).toMatchObject({ status: 'expired', endReason: 'unpaid', seats: 0 });
    expect(await takenOf(sale)).toBe(0);
  });

  it('takes no seat from whoever has paid on it while nobody told us', async () => {
    const sale = await onSale(1_000);
    const [paid, open] = [await buys(sale), await buys(sale)];
    await world.fillIn(paid.checkoutUrl ?? '');
    for (const view of [paid, open]) vanishes(view);
    await world.advance(36 * 60);
    await world.app.nest.get(OrderSweep).run();
    expect(await world.order(paid.id)).toMatchObject({ status: 'confirmed', seats: 1, paidYen: 1_000 });
    expect(await world.order(open.id)).toMatchObject({ status: 'expired', seats: 0 });
  });

  it('stays held while Stripe cannot be asked for the payment', async () => {
    const sale = await onSale(1_000);
    const made = await buys(sale);
    vanishes(made);
    await world.sim.fault({ kind: 'status', status: 500, method: 'GET', path: '/v1/charges', times: 9 });
    await world.wait(36);
    expect(await world.order(made.id)).toMatchObject({ status: 'held', seats: 1 });
    await world.sim.clearFaults();
    await world.sweep();
    expect(await world.order(made.id)).toMatchObject({ status: 'expired', seats: 0 });
  });

  it('keeps nobody from cancelling or from paying on another page', async () => {
    const sale = await onSale(1_000);
    const made = await buys(sale, { quantity: 2 });
    vanishes(made);
    const holder = holderOf(world.app, made);
    const { body } = await holder.cancel({ quantity: 1, expectedRefundYen: 0 }).expect(200);
    expect(body).toMatchObject({ status: 'held', can: { pay: false, prepay: true } });
    expect(body.checkoutUrl).toBeUndefined();
    const { body: again } = await holder.prepay().expect(200);
    expect(pageIn(again)).not.toBe(pageIn(made));
    await world.pay(again);
    expect(await world.order(made.id)).toMatchObject({ status: 'confirmed', seats: 1, paidYen: 1_000 });
  });

  it('keeps no refund of the others back when all is called off; neither does one that cannot be closed now', async () => {
    const sale = await onSale(1_000);
    const [paid, gone, unreachable] = [await buys(sale), await buys(sale), await buys(sale)];
    await world.pay(paid);
    vanishes(gone);
    await callOff(sale);
    await world.sim.fault({ kind: 'status', status: 500, method: 'GET', path: `/v1/checkout/sessions/${pageIn(unreachable)}`, times: 9 });
    await expect(world.app.nest.get(Refunds).send(sale.id)).rejects.toMatchObject({ code: 'stripe.unavailable' });
    await world.sim.clearFaults();
    expect((await world.order(paid.id)).refunds).toMatchObject([{ amountYen: 1_000, status: 'done' }]);
    await world.work();
    for (const { id } of [gone, unreachable]) expect(await world.order(id)).toMatchObject({ status: 'cancelled', paidYen: 0 });
  });
});

describe('a number for the convenience store of something that was moved to an earlier time', () => {
  const moved = async (sale: SaleInTest, before: Date, to: { startsAt: Date; endsAt: Date }, priceYen: number): Promise<void> => {
    await putOnSale(world.app, { priceYen, hostAccountId: host.accountId, subjectId: sale.id, ...to }, async (tx) => {
      await moveSale(tx, { subjectId: sale.id, before, reason: '会場の都合', by: { accountId: host.accountId }, at: world.app.clock.now() });
    });
    await world.work();
  };
  const sale = async (): Promise<{ sale: SaleInTest; startsAt: Date }> => {
    const { startsAt, endsAt } = inDays(10);
    return { sale: await onSale(3_000, { startsAt, endsAt }), startsAt };
  };

  it('holds its seat until the new start and no longer: its holder hears when, and what is paid later goes back by itself', async () => {
    const { sale: evening, startsAt } = await sale();
    const [pays, late, sure] = [await buys(evening), await buys(evening), await buys(evening)];
    for (const made of [pays, late]) await world.pay(made, { konbini: true });
    await world.pay(sure);
    const to = inDays(2);
    await moved(evening, startsAt, to, 3_000);
    for (const { id } of [pays, late]) {
      expect(await world.order(id)).toMatchObject({ status: 'held', seats: 1, heldUntil: to.startsAt });
      expect((await world.letters(id)).slice(-2)).toEqual(['registrationMoved', 'registrationVoucherSooner']);
    }
    expect(await world.order(sure.id)).toMatchObject({ status: 'confirmed', heldUntil: null });
    await world.payVoucher(pays.id);
    expect(await world.order(pays.id)).toMatchObject({ status: 'confirmed', paidYen: 3_000 });
    await world.wait(2 * 24 * 60);
    expect(await world.order(late.id)).toMatchObject({ status: 'expired', seats: 0 });
    await world.payVoucher(late.id);
    expect(await world.order(late.id)).toMatchObject({ status: 'expired', paidYen: 3_000, refunds: [{ amountYen: 3_000, cause: 'tooLate' }] });
    expect(await world.letters(late.id)).toContain('registrationTooLate');
    expect(await takenOf(evening)).toBe(2);
  });

  it('cannot be printed any more: open pages close, and the next one leaves that way of paying out', async () => {
    const { sale: evening, startsAt } = await sale();
    const [made, small] = [await buys(evening), await buys(await onSale(1_000))];
    await moved(evening, startsAt, inDays(2), 3_000);
    await expect(world.pay(made, { konbini: true })).rejects.toThrow('no longer open');
    const holder = holderOf(world.app, made);
    expect((await holder.read().expect(200)).body).toMatchObject({ status: 'held', can: { pay: false, prepay: true } });
    const { body } = await holder.prepay().expect(200);
    expect((await world.sim.stripe.checkout.sessions.retrieve(pageIn(body))).payment_method_types).toEqual(['card', 'paypay']);
    await world.pay(body);
    expect(await world.order(made.id)).toMatchObject({ status: 'confirmed', paidYen: 3_000 });
    await world.pay(small);
    expect(await world.order(small.id)).toMatchObject({ status: 'confirmed' });
  });

  it('that is printed in the very moment of the move holds its seat until the new start as well', async () => {
    const { sale: evening, startsAt } = await sale();
    const made = await buys(evening);
    const to = inDays(2);
    await putOnSale(world.app, { priceYen: 3_000, hostAccountId: host.accountId, subjectId: evening.id, ...to }, async (tx) => {
      await moveSale(tx, { subjectId: evening.id, before: startsAt, reason: '会場の都合', by: { accountId: host.accountId }, at: world.app.clock.now() });
    });
    await world.pay(made, { konbini: true });
    expect(await world.order(made.id)).toMatchObject({ status: 'held', heldUntil: to.startsAt });
    expect((await world.letters(made.id)).at(-1)).toBe('registrationVoucherSooner');
    await world.wait(2 * 24 * 60);
    expect(await world.order(made.id)).toMatchObject({ status: 'expired', seats: 0 });
  });
});

describe('a hold', () => {
  it('that has run out is not taken up again by clicking once more before it is swept', async () => {
    const sale = await onSale(1_000);
    const made = await buys(sale, { key: 'keeps-clicking' });
    await world.advance(36 * 60);
    await expect(buys(sale, { key: 'keeps-clicking' })).rejects.toMatchObject({ code: 'order.notHeld' });
    expect((await holderOf(world.app, made).prepay().expect(409)).body.code).toBe('order.notHeld');
    await world.sweep();
    expect(await world.order(made.id)).toMatchObject({ status: 'expired', seats: 0 });
  });
});

describe('what was called off', () => {
  it('lets nobody in who has not registered, and takes no money from them', async () => {
    const sale = await onSale(1_000);
    await callOff(sale);
    const wish = { subjectId: sale.id, ticketTypeId: sale.types['一般']?.id ?? newId(), quantity: 1, name: '飛び入り', locale: 'ja', at: world.app.clock.now(), by: host.accountId } as const;
    await expect(world.app.db.transaction((tx) => walkIn(tx, wish))).rejects.toMatchObject({ code: 'sale.cancelled' });
    expect(await takenOf(sale)).toBe(0);
  });
});

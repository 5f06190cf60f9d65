import pg from 'pg';
import { rows } from '#libs/database';
import { newId, Refusal } from '#libs/kernel';
import { cancelSale, checkIn, closeSale, giveSeat, OrderChanges, receiptsOf, recordCash, takeSeatBack, walkIn, type CheckInResult, type RegistrationView } from '#libs/orders';
import { holderOf } from '../support/holder.js';
import { comes, putOnSale, startSelling, type Coming, type SaleInTest, type SaleWishes, type Selling } from '../support/orders.js';

let world: Selling;

beforeAll(async () => {
  world = await startSelling();
});
afterAll(() => world.stop());
afterEach(() => world.bothSidesAgree());

/** How many seats are taken of a sale. */
const takenOf = async (id: string): Promise<number> => (await rows<{ taken: number }>(world.app.db, 'select taken from sales where subject_id = $1', [id]))[0]?.taken ?? -1;

describe('a free seat', () => {
  it('is confirmed at once, with a number, a pass, and a letter that carries the link and the calendar', async () => {
    const sale = await putOnSale(world.app);
    const made = await comes(world.app, sale, { quantity: 2, partyNames: ['𠮷田 健'] });
    expect(made).toMatchObject({ status: 'confirmed', number: 1 });
    expect(made.manageUrl).toMatch(/^http:\/\/mazeru\.test\/registrations\/[0-9a-f-]{36}\?token=[\w-]{43}$/);
    const seats = await rows<{ name: string; pass: string }>(world.app.db, 'select name, pass from seats where order_id = $1 order by place', [made.id]);
    expect(seats.map(({ name }) => name)).toEqual(['髙橋 はな🌸', '𠮷田 健']);
    expect(seats[0]?.pass).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    const [mail] = await rows(world.app.db, 'select template, params, href, calendar from outbox_mails where opens = $1', [`order:${made.id}`]);
    expect(mail).toMatchObject({ template: 'registrationConfirmed', params: { number: 1, seats: 2, payment: 'free' }, href: `/registrations/${made.id}`, calendar: { status: 'confirmed' } });
    expect(await takenOf(sale.id)).toBe(2);
  });

  it('is not given a sixth time to one address: more people come in one registration', async () => {
    const sale = await putOnSale(world.app);
    const email = 'many@mazeru.test';
    for (let n = 0; n < 5; n += 1) await comes(world.app, sale, { email: n % 2 === 0 ? email : email.toUpperCase() });
    await expect(comes(world.app, sale, { email })).rejects.toMatchObject({ code: 'order.addressOften' });
    expect(await takenOf(sale.id)).toBe(5);
  });

  it('is given once to a click that comes twice, and to two clicks at once', async () => {
    const sale = await putOnSale(world.app);
    const twice = await Promise.all([1, 2, 3].map(() => comes(world.app, sale, { key: 'click-1' })));
    expect(new Set(twice.map(({ id }) => id)).size).toBe(1);
    expect(await comes(world.app, sale, { key: 'click-1' })).toEqual(twice[0]);
    await expect(comes(world.app, sale, { key: 'click-1', quantity: 3 })).rejects.toMatchObject({ code: 'idempotency.mismatch' });
    expect(await takenOf(sale.id)).toBe(1);
  });

  it('is given twenty times to three hundred who ask at once, each type up to its own number', async () => {
    const sale = await putOnSale(world.app, { capacity: 20, tickets: [{ name: '一般', priceYen: 0 }, { name: '学生', priceYen: 0, capacity: 5 }] });
    const asked = await Promise.allSettled(Array.from({ length: 300 }, (_, at) => comes(world.app, sale, { type: at % 2 === 0 ? '学生' : '一般', email: `guest-${at}@mazeru.test` })));
    const given = asked.filter(({ status }) => status === 'fulfilled').length;
    const why = new Set(asked.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : [])));
    expect(given).toBe(20);
    expect([...why].filter((code) => code !== 'event.full' && code !== 'ticketType.full')).toEqual([]);
    expect(await takenOf(sale.id)).toBe(20);
    expect((await rows<{ taken: number }>(world.app.db, `select taken from ticket_types where subject_id = $1 and capacity is not null`, [sale.id]))[0]?.taken).toBeLessThanOrEqual(5);
    const numbers = await rows<{ number: number }>(world.app.db, 'select number from orders where subject_id = $1 order by number', [sale.id]);
    expect(numbers.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });
});

describe('whoever registers in the moment in which the host changes what is sold', () => {
  /** The registration waits for the host's change, which is written but not seen yet. */
  const inBetween = async (before: SaleWishes, after: SaleWishes, wish: Coming): Promise<{ sale: SaleInTest; asked: PromiseSettledResult<RegistrationView> }> => {
    const { app } = world;
    const sale = await putOnSale(app, before);
    let answer: Promise<PromiseSettledResult<RegistrationView>[]> | undefined;
    await putOnSale(app, { ...before, ...after, subjectId: sale.id }, async () => {
      answer = Promise.allSettled([comes(app, sale, wish)]);
      await app.untilSomebodyWaits();
    });
    const [asked] = (await answer) ?? [];
    if (!asked) throw new Error('nobody has asked');
    return { sale, asked };
  };
  const typeTaken = async (id: string): Promise<number | undefined> => (await rows<{ taken: number }>(world.app.db, 'select taken from ticket_types where subject_id = $1 and retired_at is null', [id]))[0]?.taken;

  it('is counted to a ticket type that has a number of its own from now on, also in the line', async () => {
    const few = await inBetween({}, { tickets: [{ name: '一般', priceYen: 0, capacity: 3 }] }, { quantity: 2 });
    expect(few.asked).toMatchObject({ status: 'fulfilled', value: { status: 'confirmed', number: 1 } });
    expect([await takenOf(few.sale.id), await typeTaken(few.sale.id)]).toEqual([2, 2]);
    const fewer = await inBetween({}, { tickets: [{ name: '一般', priceYen: 0, capacity: 1 }] }, { quantity: 2 });
    expect(fewer.asked).toMatchObject({ status: 'rejected', reason: { code: 'ticketType.full', params: { left: 1 } } });
    const line = await inBetween({}, { tickets: [{ name: '一般', priceYen: 0, capacity: 1 }] }, { quantity: 2, waitlist: true });
    expect(line.asked).toMatchObject({ status: 'fulfilled', value: { status: 'waitlisted', position: 1 } });
    const none = await inBetween({ tickets: [{ name: '一般', priceYen: 0, capacity: 1 }] }, { tickets: [{ name: '一般', priceYen: 0 }] }, { quantity: 1 });
    expect(none.asked).toMatchObject({ status: 'fulfilled', value: { status: 'confirmed' } });
    expect([await takenOf(none.sale.id), await typeTaken(none.sale.id)]).toEqual([1, 0]);
  });

  it('does not buy at the old price or pay in a way that is offered no more, and hears so', async () => {
    const dearer = await inBetween({ priceYen: 500 }, { priceYen: 800 }, { paymentMethod: 'door' });
    expect(dearer.asked).toMatchObject({ status: 'rejected', reason: { code: 'ticketType.changed' } });
    const online = await inBetween({ priceYen: 500 }, { methods: ['card'] }, { paymentMethod: 'door' });
    expect(online.asked).toMatchObject({ status: 'rejected', reason: { code: 'order.method' } });
    const asks = await inBetween({}, { questions: [{ id: 'q1', text: '何を作っていますか', required: true }] }, {});
    expect(asks.asked).toMatchObject({ status: 'rejected', reason: { code: 'order.answer' } });
    for (const { sale } of [dearer, online, asks]) expect(await takenOf(sale.id)).toBe(0);
  });
});

describe('whatever is killed in the middle', () => {
  it('gives twenty seats to two hundred buyers, and none to two of them: who got no answer clicks again', async () => {
    const { app } = world;
    const sale = await putOnSale(app, { capacity: 20 });
    // On a connection of its own: the pool lends one that was cut just now until it has heard of it.
    const killer = new pg.Client({ connectionString: app.url });
    await killer.connect();
    const kill = (): Promise<unknown> => killer.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    const click = async (at: number): Promise<string | null> => {
      for (;;) {
        try {
          return (await comes(app, sale, { key: `buyer-${at}`, email: `buyer-${at}@mazeru.test` })).id;
        } catch (thrown) {
          if (thrown instanceof Refusal) return null;
        }
      }
    };
    const buyers = Promise.all(Array.from({ length: 200 }, (_, at) => click(at)));
    for (let times = 0; times < 5; times += 1) await kill();
    await killer.end();
    const given = (await buyers).filter((id) => id !== null);
    expect(new Set(given).size).toBe(20);
    expect(await takenOf(sale.id)).toBe(20);
  });
});

describe('a seat that is paid on Stripe’s page', () => {
  it('is held, and confirmed with the payment: books, receipt, fee and letter', async () => {
    const sale = await putOnSale(world.app, { priceYen: 1_000 });
    const made = await comes(world.app, sale, { paymentMethod: 'stripe', quantity: 2 });
    expect(made).toMatchObject({ status: 'held', checkoutUrl: expect.stringContaining('http'), holdExpiresAt: '2026-11-21T01:35:00.000Z' });
    expect(await world.letters(made.id)).toEqual([]);
    await world.pay(made);
    expect(await world.order(made.id)).toMatchObject({ status: 'confirmed', paidYen: 2_000, seats: 2, steps: ['registered', 'paid', 'confirmed'] });
    expect(await world.letters(made.id)).toEqual(['registrationConfirmed']);
    expect(await world.balance('held', sale.id)).toBe(-2_000);
    const papers = await rows(
      world.app.db,
      `select d.party_account_id as party, d.content::jsonb ->> 'amountYen' as yen from documents d join order_payments p on p.id = d.subject_id where p.order_id = $1`,
      [made.id],
    );
    expect(papers).toEqual([{ party: null, yen: '2000' }]);
  });

  it('goes back when nobody pays in time, and is told of; the page has closed by then', async () => {
    const sale = await putOnSale(world.app, { priceYen: 1_000, capacity: 1 });
    const made = await comes(world.app, sale, { paymentMethod: 'stripe' });
    await world.wait(36);
    expect(await world.order(made.id)).toMatchObject({ status: 'expired', endReason: 'unpaid', seats: 0 });
    expect(await world.letters(made.id)).toEqual(['registrationExpired']);
    expect(await takenOf(sale.id)).toBe(0);
    expect((await world.sim.stripe.checkout.sessions.list()).data[0]).toMatchObject({ status: 'expired' });
  });

  it('stays held while Stripe cannot be asked whether it was paid', async () => {
    const sale = await putOnSale(world.app, { priceYen: 1_000 });
    const made = await comes(world.app, sale, { paymentMethod: 'stripe' });
    await world.sim.fault({ kind: 'status', status: 500, method: 'GET', path: '/v1/checkout/sessions', times: 9 });
    await world.advance(34 * 60);
    world.app.clock.advance({ minutes: 2 });
    await world.sweep();
    expect(await world.order(made.id)).toMatchObject({ status: 'held', seats: 1 });
    await world.sim.clearFaults();
    await world.sim.advance(120);
    await world.sweep();
    expect(await world.order(made.id)).toMatchObject({ status: 'expired', seats: 0 });
  });

  it('whose cost at Stripe is known only after it was shared out is shared anew', async () => {
    const { app } = world;
    const sale = await putOnSale(app, { priceYen: 1_000 });
    const made = await comes(app, sale, { paymentMethod: 'stripe' });
    await world.pay(made);
    await app.db.query('update order_payments set fee_yen = 0 where order_id = $1', [made.id]);
    await app.db.transaction((tx) => closeSale(tx, sale.id, 'closed'));
    const waiting = () => rows(app.db, `select key from graphile_worker.jobs where key = $1`, [`saleMoneyMoved:${sale.id}`]);
    expect(await waiting()).toEqual([]);
    const [charge] = await rows<{ id: string }>(app.db, 'select stripe_charge_id as id from order_payments where order_id = $1', [made.id]);
    const again = () => app.nest.get(OrderChanges).apply({ kind: 'charge', id: charge?.id ?? '', subjectId: made.id });
    await again();
    expect(await waiting()).toHaveLength(1);
    await world.work();
    await again();
    expect(await waiting()).toEqual([]);
  });

  it('waits for a voucher of a convenience store until its last day is over, and is confirmed when it is paid', async () => {
    const sale = await putOnSale(world.app, { priceYen: 3_000 });
    const made = await comes(world.app, sale, { paymentMethod: 'stripe' });
    await world.pay(made, { konbini: true });
    expect(await world.order(made.id)).toMatchObject({ status: 'held', steps: ['registered', 'voucherPrinted'] });
    await world.wait(60);
    expect(await world.order(made.id)).toMatchObject({ status: 'held', seats: 1 });
    await world.payVoucher(made.id);
    expect(await world.order(made.id)).toMatchObject({ status: 'confirmed', paidYen: 3_000 });
    expect(await world.letters(made.id)).toEqual(['registrationVoucher', 'registrationConfirmed']);
  });

  it('goes back when the voucher runs out; paid even later it is taken again while there are seats, and else the money goes back by itself', async () => {
    const sale = await putOnSale(world.app, { priceYen: 3_000, capacity: 1, startsAt: new Date('2026-12-20T10:00Z'), endsAt: new Date('2026-12-20T12:00Z') });
    const first = await comes(world.app, sale, { paymentMethod: 'stripe' });
    await world.pay(first, { konbini: true });
    const party = await putOnSale(world.app, { priceYen: 3_000, capacity: 3, startsAt: new Date('2026-12-20T10:00Z'), endsAt: new Date('2026-12-20T12:00Z') });
    const three = await comes(world.app, party, { paymentMethod: 'stripe', quantity: 3 });
    const holder = holderOf(world.app, three);
    await holder.cancel({ quantity: 1, expectedRefundYen: 0 }).expect(200);
    await world.pay({ checkoutUrl: (await holder.prepay().expect(200)).body.checkoutUrl }, { konbini: true });
    await world.wait(4 * 24 * 60);
    expect(await world.order(first.id)).toMatchObject({ status: 'expired', endReason: 'unpaid', seats: 0 });
    await world.payVoucher(first.id);
    expect(await world.order(first.id)).toMatchObject({ status: 'confirmed', seats: 1, endReason: null });
    // A seat that was given back before is not taken again with the others.
    await world.payVoucher(three.id);
    expect(await world.order(three.id)).toMatchObject({ status: 'confirmed', seats: 2, paidYen: 6_000, refunds: [] });

    const full = await putOnSale(world.app, { priceYen: 3_000, capacity: 1, startsAt: new Date('2026-12-20T10:00Z'), endsAt: new Date('2026-12-20T12:00Z') });
    const late = await comes(world.app, full, { paymentMethod: 'stripe' });
    await world.pay(late, { konbini: true });
    await world.wait(4 * 24 * 60);
    await comes(world.app, full, { paymentMethod: 'door' });
    await world.payVoucher(late.id);
    expect(await world.order(late.id)).toMatchObject({ status: 'expired', paidYen: 3_000, seats: 0, refunds: [{ amountYen: 3_000, cause: 'tooLate' }] });
    expect(await world.letters(late.id)).toEqual(expect.arrayContaining(['registrationTooLate']));
    expect(await takenOf(full.id)).toBe(1);
  });

  it('survives a process that dies between the seats and the page: the same click goes on, and without one the seats go back', async () => {
    const sale = await putOnSale(world.app, { priceYen: 1_000 });
    await world.sim.fault({ kind: 'reset_before', method: 'POST', path: '/v1/checkout/sessions', times: 9 });
    await expect(comes(world.app, sale, { paymentMethod: 'stripe', key: 'dies' })).rejects.toMatchObject({ code: 'stripe.unavailable' });
    await world.sim.clearFaults();
    expect(await takenOf(sale.id)).toBe(1);
    await world.advance(10 * 60);
    const again = await comes(world.app, sale, { paymentMethod: 'stripe', key: 'dies' });
    expect(again).toMatchObject({ status: 'held', number: 1, checkoutUrl: expect.stringContaining('http') });
    await world.pay(again);
    expect(await world.order(again.id)).toMatchObject({ status: 'confirmed' });

    await world.sim.fault({ kind: 'reset_before', method: 'POST', path: '/v1/checkout/sessions', times: 9 });
    await expect(comes(world.app, sale, { paymentMethod: 'stripe' })).rejects.toMatchObject({ code: 'stripe.unavailable' });
    await world.sim.clearFaults();
    expect(await takenOf(sale.id)).toBe(2);
    await world.wait(36);
    expect(await takenOf(sale.id)).toBe(1);
    await world.wait(60);
  });

  it('takes what is paid twice only once: the surplus goes back', async () => {
    const sale = await putOnSale(world.app, { priceYen: 1_000 });
    const made = await comes(world.app, sale, { paymentMethod: 'stripe' });
    const steward = await world.app.admin();
    await world.app.db.transaction((tx) => recordCash(tx, { orderId: made.id, amountYen: 1_000, clientId: newId(), takenBy: steward.accountId, receivedAt: world.app.clock.now() }));
    await world.pay(made);
    expect(await world.order(made.id)).toMatchObject({ status: 'confirmed', paidYen: 2_000, refunds: [{ amountYen: 1_000, cause: 'surplus' }] });
  });
});

describe('what somebody does at Stripe', () => {
  it('counts here as well: a refund of the dashboard is in the books and cancels the receipt', async () => {
    const sale = await putOnSale(world.app, { priceYen: 1_000 });
    const made = await comes(world.app, sale, { paymentMethod: 'stripe' });
    await world.pay(made);
    const [payment] = await rows<{ charge: string }>(world.app.db, 'select stripe_charge_id as charge from order_payments where order_id = $1', [made.id]);
    await world.sim.stripe.refunds.create({ charge: payment?.charge ?? '' });
    await world.work();
    expect(await world.order(made.id)).toMatchObject({ status: 'confirmed', refunds: [{ amountYen: 1_000, cause: 'dashboard', status: 'done' }] });
    expect(await world.balance('held', sale.id)).toBe(0);
    expect(await receiptsOf(world.app.db, sale.id)).toMatchObject([{ receivedYen: 0 }]);
    expect(await rows(world.app.db, `select d.version from documents d join order_payments p on p.id = d.subject_id where p.order_id = $1 order by d.version`, [made.id])).toEqual([{ version: 1 }, { version: 2 }]);
  });

  it('takes contested money out of what the event has earned, and back in when it is won', async () => {
    const sale = await putOnSale(world.app, { priceYen: 1_000 });
    const made = await comes(world.app, sale, { paymentMethod: 'stripe' });
    await world.pay(made, { card: 'pm_card_createDispute' });
    expect(await receiptsOf(world.app.db, sale.id)).toMatchObject([{ receivedYen: 0 }]);
    expect(await world.balance('held', sale.id)).toBe(0);
    const [dispute] = (await world.sim.stripe.disputes.list()).data;
    await world.sim.stripe.disputes.update(dispute?.id ?? '', { evidence: { uncategorized_text: 'winning_evidence' }, submit: true });
    await world.advance(120);
    await world.work();
    expect(await receiptsOf(world.app.db, sale.id)).toMatchObject([{ receivedYen: 1_000 }]);
    expect(await world.balance('held', sale.id)).toBe(-1_000);
  });
});

describe('a registration is refused', () => {
  it('with the reason and a way on: too little or too much for a card, no such method, no answer, closed, past, full', async () => {
    const { app } = world;
    const refused = async (sale: SaleInTest, wish: Coming): Promise<unknown> => comes(app, sale, wish).then(() => 'taken', (thrown: unknown) => (thrown instanceof Refusal ? thrown.code : thrown));
    const cheap = await putOnSale(app, { tickets: [{ name: '49円', priceYen: 49 }, { name: '百万円', priceYen: 1_000_000 }, { name: '無料', priceYen: 0 }], methods: ['card', 'door'] });
    expect(await refused(cheap, { type: '49円', paymentMethod: 'stripe' })).toBe('order.onlineTooSmall');
    expect(await refused(cheap, { type: '百万円', quantity: 2, paymentMethod: 'stripe' })).toBe('order.onlineTooLarge');
    expect(await refused(cheap, { type: '49円', paymentMethod: 'free' })).toBe('order.notFree');
    expect(await refused(cheap, { type: '49円', paymentMethod: 'after' })).toBe('order.method');
    expect(await refused(cheap, { type: 'どこにもない' })).toBe('missing');
    await expect(comes(app, cheap, { type: '49円', paymentMethod: 'door' })).resolves.toMatchObject({ status: 'confirmed' });
    const full = await putOnSale(app, { capacity: 1 });
    await comes(app, full);
    await expect(comes(app, full)).rejects.toMatchObject({ code: 'event.full', params: { left: 0 }, reasons: [{ nextStep: { href: '/events' } }] });
    await expect(comes(app, full, { waitlist: true, quantity: 2 })).resolves.toMatchObject({ status: 'waitlisted', position: 1, number: 2 });
    const asking = await putOnSale(app, { questions: [{ id: 'q1', text: '何を作っていますか', required: true }, { id: 'q2', text: '昼食', required: false, choices: ['要る', '要らない'] }] });
    expect(await refused(asking, {})).toBe('order.answer');
    expect(await refused(asking, { answers: [{ questionId: 'q1', text: 'まぜる' }, { questionId: 'q2', text: 'たぶん' }] })).toBe('order.answerChoice');
    const closed = await putOnSale(app);
    await closeSale(app.db, closed.id, 'closed');
    expect(await refused(closed, {})).toBe('sale.closed');
    const past = await putOnSale(app, { startsAt: new Date(app.clock.now().getTime() - 60_000) });
    expect(await refused(past, {})).toBe('sale.over');
  });

  it('where the host wants fewer seats than are taken', async () => {
    const sale = await putOnSale(world.app);
    await comes(world.app, sale, { quantity: 3 });
    await expect(putOnSale(world.app, { subjectId: sale.id, capacity: 2 })).rejects.toMatchObject({ code: 'capacity.belowTaken', params: { taken: 3 } });
    const more = await putOnSale(world.app, { subjectId: sale.id, capacity: 30, tickets: [{ name: '一般', priceYen: 500, capacity: 4 }, { name: '学生', priceYen: 0 }] });
    expect(more.types['一般']).toMatchObject({ id: sale.types['一般']?.id, priceYen: 500, taken: 3, seatsLeft: 1 });
  });
});

describe('at the door', () => {
  it('a pass lets in once, and tells the second time when and where; another event’s, and one that is none, say so', async () => {
    const { app } = world;
    const [here, there, by] = [await putOnSale(app), await putOnSale(app), (await app.admin()).accountId];
    const [mine, other] = [await comes(app, here), await comes(app, there)];
    const passOf = async (id: string): Promise<string> => (await rows<{ pass: string }>(app.db, 'select pass from seats where order_id = $1', [id]))[0]?.pass ?? '';
    const at = app.clock.now();
    const enter = (pass: string): Promise<CheckInResult> => app.db.transaction((tx) => checkIn(tx, { subjectId: here.id, pass, at, by, where: '入口1' }));
    const pass = await passOf(mine.id);
    expect(await enter(`${pass.slice(0, 4)}-${pass.slice(4).toLowerCase()}`)).toMatchObject({ result: 'done', seat: { dueYen: 0, name: '髙橋 はな🌸' } });
    expect(await enter(pass)).toMatchObject({ result: 'already', alreadyAt: at, alreadyWhere: '入口1' });
    expect(await enter(await passOf(other.id))).toMatchObject({ result: 'refused', code: 'pass.otherEvent' });
    expect(await enter('000000000000')).toMatchObject({ result: 'refused', code: 'pass.unknown' });
    expect(await enter('髙')).toMatchObject({ result: 'refused', code: 'pass.unknown' });
  });

  it('cash is written down once however often it is sent, with what it differs from what was due; who walks in is inside even when it is full', async () => {
    const { app } = world;
    const sale = await putOnSale(app, { priceYen: 1_000, capacity: 1 });
    const [made, by] = [await comes(app, sale, { paymentMethod: 'door' }), (await app.admin()).accountId];
    const clientId = newId();
    const pay = (amountYen: number) => app.db.transaction((tx) => recordCash(tx, { orderId: made.id, amountYen, clientId, takenBy: by, receivedAt: app.clock.now() }));
    expect(await pay(1_500)).toMatchObject({ already: false, differenceYen: 500 });
    expect(await pay(1_500)).toMatchObject({ already: true });
    expect(await world.balance('cashBox', sale.id)).toBe(1_500);
    const walked = await app.db.transaction((tx) =>
      walkIn(tx, { subjectId: sale.id, ticketTypeId: sale.types['一般']?.id ?? '', quantity: 2, name: '飛び入り', locale: 'ja', at: app.clock.now(), by }),
    );
    expect(walked).toMatchObject({ over: true, dueYen: 2_000, number: 2 });
    expect(await takenOf(sale.id)).toBe(3);
  });
});

describe('somebody invited', () => {
  it('has a free seat, and the house has one less', async () => {
    const { app } = world;
    const [sale, mixer] = [await putOnSale(app, { priceYen: 1_000, capacity: 1 }), await app.mixer()];
    const seat = { subjectId: sale.id, role: 'panelist', accountId: mixer.accountId, name: mixer.name, email: mixer.email, locale: 'ja', at: app.clock.now() } as const;
    const given = await app.db.transaction((tx) => giveSeat(tx, seat));
    await expect(app.db.transaction((tx) => giveSeat(tx, seat))).rejects.toMatchObject({ code: 'event.full' });
    await app.db.transaction((tx) => takeSeatBack(tx, { orderId: given.orderId, at: app.clock.now(), by: mixer }));
    expect(await takenOf(sale.id)).toBe(0);
  });
});

describe('what is called off', () => {
  it('ends every registration, tells everybody, and gives everything back', async () => {
    const { app } = world;
    const sale = await putOnSale(app, { priceYen: 1_000 });
    const [paid, door, held] = [await comes(app, sale, { paymentMethod: 'stripe' }), await comes(app, sale, { paymentMethod: 'door' }), await comes(app, sale, { paymentMethod: 'stripe' })];
    await world.pay(paid);
    const off = await app.db.transaction((tx) => cancelSale(tx, { subjectId: sale.id, reason: '台風のため', by: 'clock', at: app.clock.now() }));
    expect(off).toEqual({ orders: 3, refunds: 1, refundYen: 1_000 });
    await world.work();
    for (const { id } of [paid, door, held]) {
      expect(await world.order(id)).toMatchObject({ status: 'cancelled', endReason: 'calledOff', seats: 0 });
      expect(await world.letters(id)).toContain('registrationCalledOff');
    }
    expect((await world.order(paid.id)).refunds).toMatchObject([{ amountYen: 1_000, cause: 'organiser' }]);
    // The page of the third has closed with it: nobody pays for what does not take place.
    await expect(world.pay(held)).rejects.toThrow('no longer open');
    expect((await world.order(held.id)).refunds).toEqual([]);
    await expect(comes(app, sale, { paymentMethod: 'door' })).rejects.toMatchObject({ code: 'sale.cancelled' });
  });
});

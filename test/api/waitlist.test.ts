import { runChecks } from '#db/checks/run';
import { row, rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { cancelSale, giveSeat, takeSeatBack, Waitlist, type RegistrationView } from '#libs/orders';
import type { Person } from '../support/app.js';
import { holderOf, type Holder } from '../support/holder.js';
import { comes, putOnSale, startSelling, type Coming, type SaleInTest, type SaleWishes, type Selling } from '../support/orders.js';

let world: Selling;
let host: Person;

beforeAll(async () => {
  world = await startSelling();
  host = await world.app.person('主催 一郎');
});
afterAll(() => world.stop());
// Saturday, 10:00 in Tokyo; the evening begins on 1 December at 19:00.
beforeEach(() => world.app.clock.set('2026-11-21T01:00:00Z'));

const THE_DAY = '2026-12-01T03:00:00Z';

/** An evening of so few seats, all of them taken by one registration that its holder can give back. */
async function full(capacity = 1, wishes: SaleWishes = {}): Promise<{ sale: SaleInTest; first: Holder }> {
  const sale = await putOnSale(world.app, { capacity, hostAccountId: host.accountId, ...wishes });
  const seated = await comes(world.app, sale, { quantity: capacity, name: '先の人', paymentMethod: wishes.priceYen ? 'door' : 'free' });
  return { sale, first: holderOf(world.app, seated) };
}

interface Waiting extends Holder {
  view: RegistrationView;
}

async function waits(sale: SaleInTest, coming: Coming = {}): Promise<Waiting> {
  const view = await comes(world.app, sale, { waitlist: true, name: '待つ人', ...coming });
  expect(view.status).toBe('waitlisted');
  return { view, ...holderOf(world.app, view) };
}

const stateOf = async (waiting: Waiting): Promise<string> => (await waiting.read().expect(200)).body.status;
const saleRow = (sale: SaleInTest) => row<{ taken: number; waiting: number }>(world.app.db, 'select taken, waiting from sales where subject_id = $1', [sale.id]);
const look = () => world.app.nest.get(Waitlist).look();

describe('joining the line', () => {
  it('is told its place, counts as whole parties, and each sees how many stand before', async () => {
    const { sale } = await full();
    const [one, two] = [await waits(sale, { quantity: 2 }), await waits(sale, { quantity: 1 })];
    expect([one.view.position, two.view.position]).toEqual([1, 2]);
    const { body } = await two.read().expect(200);
    expect(body).toMatchObject({ status: 'waitlisted', quantity: 1, seats: [], ticketType: null, dueYen: 0, waitlist: { position: 2, ahead: 1, movedUpReason: null } });
    expect(body.can).toMatchObject({ leave: true, cancel: false, accept: false, pay: false, prepay: false, rename: false });
    expect(body.timeline).toEqual([{ at: '2026-11-21T01:00:00.000Z', step: 'waitlisted', said: 'キャンセル待ちに登録しました' }]);
    expect(await world.letters(two.view.id)).toEqual(['registrationWaitlisted']);
    expect(await saleRow(sale)).toEqual({ taken: 1, waiting: 2 });
  });

  it('without asking for it, a full evening is refused with a way on', async () => {
    const { sale } = await full();
    await expect(comes(world.app, sale)).rejects.toMatchObject({ code: 'event.full', reasons: [{ nextStep: { href: '/events' } }] });
  });
});

describe('a seat becomes free', () => {
  it('and is held for the first in line, with a deadline that stands still at night; nobody from outside comes in between', async () => {
    const { sale, first } = await full();
    const [one, two] = [await waits(sale), await waits(sale)];
    await first.cancel({ expectedRefundYen: 0 }).expect(200);
    const { body } = await one.read().expect(200);
    expect(body).toMatchObject({ status: 'offered', offer: { endsAt: '2026-11-22T11:00:00.000Z', ticketTypes: [{ name: '一般', priceYen: 0, open: true, methods: ['free'] }] } });
    expect(body.can).toMatchObject({ accept: true, leave: true });
    expect(await stateOf(two)).toBe('waitlisted');
    expect(await saleRow(sale)).toEqual({ taken: 1, waiting: 1 });
    await expect(comes(world.app, sale)).rejects.toMatchObject({ code: 'event.full' });
    expect(await world.letters(one.view.id)).toEqual(['registrationWaitlisted', 'waitlistOffer']);
  });

  it('a party that does not fit keeps its place, a smaller one behind it comes in', async () => {
    const { sale, first } = await full(3);
    const [four, two, one] = [await waits(sale, { quantity: 3 }), await waits(sale, { quantity: 2 }), await waits(sale, { quantity: 1 })];
    await first.cancel({ quantity: 2, expectedRefundYen: 0 }).expect(200);
    expect(await Promise.all([four, two, one].map(stateOf))).toEqual(['waitlisted', 'offered', 'waitlisted']);
    expect((await four.read()).body.waitlist.position).toBe(1);
    await first.cancel({ expectedRefundYen: 0 }).expect(200);
    expect(await Promise.all([four, two, one].map(stateOf))).toEqual(['waitlisted', 'offered', 'offered']);
    await two.leave().expect(200);
    await one.leave().expect(200);
    expect(await stateOf(four)).toBe('offered');
    expect(await saleRow(sale)).toEqual({ taken: 3, waiting: 0 });
  });

  it('two are freed at once by two people: two are offered, none twice', async () => {
    const sale = await putOnSale(world.app, { capacity: 2, hostAccountId: host.accountId });
    const seated = [await comes(world.app, sale), await comes(world.app, sale)].map((view) => holderOf(world.app, view));
    const line = [await waits(sale), await waits(sale), await waits(sale)];
    await Promise.all(seated.map((one) => one.cancel({ expectedRefundYen: 0 }).expect(200)));
    expect(await Promise.all(line.map(stateOf))).toEqual(['offered', 'offered', 'waitlisted']);
    expect(await saleRow(sale)).toEqual({ taken: 2, waiting: 1 });
  });

  it('three workers that look at once offer it once', async () => {
    const { sale } = await full();
    const [one, two] = [await waits(sale), await waits(sale)];
    await world.app.db.query('update sales set capacity = 2 where subject_id = $1', [sale.id]);
    await Promise.all([look(), look(), look()]);
    expect([await stateOf(one), await stateOf(two)]).toEqual(['offered', 'waitlisted']);
    expect(await world.letters(one.view.id)).toEqual(['registrationWaitlisted', 'waitlistOffer']);
    expect(await saleRow(sale)).toEqual({ taken: 2, waiting: 1 });
  });

  it('because the house has more seats, or somebody invited gives theirs back: the line comes first', async () => {
    const { app } = world;
    const sale = await putOnSale(app, { capacity: 2, hostAccountId: host.accountId });
    const guest = { name: '登壇者', email: 'panel@mazeru.test', locale: 'ja' } as const;
    const { orderId } = await app.db.transaction((tx) => giveSeat(tx, { subjectId: sale.id, role: 'panelist', accountId: null, ...guest, at: app.clock.now() }));
    await comes(app, sale);
    const [one, two] = [await waits(sale), await waits(sale)];
    await app.db.transaction((tx) => takeSeatBack(tx, { orderId, at: app.clock.now(), by: 'clock' }));
    expect([await stateOf(one), await stateOf(two)]).toEqual(['offered', 'waitlisted']);
    await putOnSale(app, { subjectId: sale.id, capacity: 3, hostAccountId: host.accountId });
    expect([await stateOf(one), await stateOf(two)]).toEqual(['offered', 'offered']);
    await expect(comes(app, sale)).rejects.toMatchObject({ code: 'event.full' });
  });

  it('is not offered to a party that no ticket type has room for', async () => {
    const sale = await putOnSale(world.app, { capacity: 3, tickets: [{ name: '一般', priceYen: 0, capacity: 1 }, { name: '学生', priceYen: 0, capacity: 2 }] });
    const pair = holderOf(world.app, await comes(world.app, sale, { type: '学生', quantity: 2 }));
    const single = holderOf(world.app, await comes(world.app, sale, { type: '一般' }));
    const [three, two] = [await waits(sale, { quantity: 3 }), await waits(sale, { quantity: 2 })];
    await Promise.all([pair.cancel({ expectedRefundYen: 0 }), single.cancel({ expectedRefundYen: 0 })]);
    expect([await stateOf(three), await stateOf(two)]).toEqual(['waitlisted', 'offered']);
    const { body } = await two.read();
    expect(body.offer.ticketTypes.map(({ name, open }: { name: string; open: boolean }) => [name, open])).toEqual([
      ['一般', false],
      ['学生', true],
    ]);
    expect((await two.accept(sale.types['一般']?.id).expect(409)).body.code).toBe('ticketType.full');
    expect((await two.accept(sale.types['学生']?.id).expect(200)).body).toMatchObject({ status: 'confirmed', ticketType: { name: '学生' }, quantity: 2 });
  });
});

describe('a ticket type that is sold out before the house is', () => {
  const typesOf = async (sale: SaleInTest) =>
    (await rows<{ name: string; taken: number }>(world.app.db, 'select name, taken from ticket_types where subject_id = $1 order by position', [sale.id])).map(({ name, taken }) => `${name} ${taken}`);
  /** 一般 has one seat, 学生 has so many, and the house more than both; 一般 is sold to somebody who can give it back. */
  async function twoTypes(ofStudents = 1): Promise<{ sale: SaleInTest; first: Holder; student: Holder }> {
    const sale = await putOnSale(world.app, {
      capacity: 9,
      hostAccountId: host.accountId,
      tickets: [{ name: '一般', priceYen: 0, capacity: 1 }, { name: '学生', priceYen: 0, capacity: ofStudents }],
    });
    const [first, student] = [await comes(world.app, sale), await comes(world.app, sale, { type: '学生', quantity: ofStudents })];
    return { sale, first: holderOf(world.app, first), student: holderOf(world.app, student) };
  }
  const wrongs = async () => (await runChecks(world.app.db)).filter((check) => check.rows.length > 0);

  it('an offer keeps a seat of it: a newcomer does not come in between, and taking it goes well', async () => {
    const { sale, first } = await twoTypes();
    const one = await waits(sale);
    await first.cancel({ expectedRefundYen: 0 }).expect(200);
    expect([await stateOf(one), await typesOf(sale)]).toEqual(['offered', ['一般 1', '学生 1']]);
    await expect(comes(world.app, sale)).rejects.toMatchObject({ code: 'ticketType.full' });
    expect(await wrongs()).toEqual([]);
    expect((await one.accept(sale.types['一般']?.id).expect(200)).body).toMatchObject({ status: 'confirmed', ticketType: { name: '一般' } });
    expect([await saleRow(sale), await typesOf(sale)]).toEqual([{ taken: 2, waiting: 0 }, ['一般 1', '学生 1']]);
    expect(await wrongs()).toEqual([]);
  });

  it('who wished for it is offered another with room, and may swap where both have; the next in line has what was left', async () => {
    const { sale, first, student } = await twoTypes(2);
    const [one, two] = [await waits(sale), await waits(sale, { quantity: 2 })];
    await student.cancel({ quantity: 1, expectedRefundYen: 0 }).expect(200);
    expect([await stateOf(one), await typesOf(sale)]).toEqual(['offered', ['一般 1', '学生 2']]);
    expect((await one.accept(sale.types['一般']?.id).expect(409)).body.code).toBe('ticketType.full');
    // The swap leaves a seat that nobody has to wait for: it is not lost.
    await first.cancel({ expectedRefundYen: 0 }).expect(200);
    await student.cancel({ expectedRefundYen: 0 }).expect(200);
    expect([await stateOf(two), await typesOf(sale)]).toEqual(['waitlisted', ['一般 0', '学生 1']]);
    await one.accept(sale.types['一般']?.id).expect(200);
    expect([await stateOf(two), await typesOf(sale)]).toEqual(['offered', ['一般 1', '学生 2']]);
    expect(await wrongs()).toEqual([]);
  });

  it.each([
    ['let go', async (one: Waiting) => one.leave().expect(200)],
    ['not answered', async () => (world.app.clock.set('2026-11-23T11:00:00Z'), world.sweep())],
    ['overtaken by the start', async () => (world.app.clock.set('2026-12-01T10:00:00Z'), world.sweep())],
  ])('an offer that is %s gives its seat back', async (_, ends) => {
    const { sale, first } = await twoTypes();
    const one = await waits(sale);
    await first.cancel({ expectedRefundYen: 0 }).expect(200);
    await world.app.db.query('update orders set times_offered = 2 where id = $1', [one.view.id]);
    await ends(one);
    expect([await saleRow(sale), await typesOf(sale)]).toEqual([{ taken: 1, waiting: 0 }, ['一般 0', '学生 1']]);
    expect(await wrongs()).toEqual([]);
  });

  it('called off with an offer out, or given another number, it counts what is held', async () => {
    const { app } = world;
    const { sale, first } = await twoTypes();
    const one = await waits(sale);
    await first.cancel({ expectedRefundYen: 0 }).expect(200);
    const change = (capacity: number | null) =>
      putOnSale(app, { subjectId: sale.id, capacity: 9, hostAccountId: host.accountId, tickets: [{ name: '一般', priceYen: 0, capacity }, { name: '学生', priceYen: 0, capacity: 1 }] });
    await change(null);
    expect(await wrongs()).toEqual([]);
    await change(1);
    expect([await stateOf(one), await typesOf(sale)]).toEqual(['offered', ['一般 1', '学生 1']]);
    await app.db.transaction((tx) => cancelSale(tx, { subjectId: sale.id, reason: '台風のため', by: 'clock', at: app.clock.now() }));
    expect([await saleRow(sale), await typesOf(sale)]).toEqual([{ taken: 0, waiting: 0 }, ['一般 0', '学生 0']]);
    expect(await wrongs()).toEqual([]);
  });

  it('has one seat given back: one of the line is offered it, not everybody for whom the house has room', async () => {
    const sale = await putOnSale(world.app, { capacity: 5, tickets: [{ name: '一般', priceYen: 0, capacity: 1 }] });
    const first = holderOf(world.app, await comes(world.app, sale));
    const [one, two] = [await waits(sale), await waits(sale)];
    await first.cancel({ expectedRefundYen: 0 }).expect(200);
    expect([await stateOf(one), await stateOf(two)]).toEqual(['offered', 'waitlisted']);
    await look();
    expect(await saleRow(sale)).toEqual({ taken: 1, waiting: 1 });
    await one.accept(sale.types['一般']?.id).expect(200);
    await look();
    expect([await stateOf(one), await stateOf(two)]).toEqual(['confirmed', 'waitlisted']);
  });
});

describe('an offered seat', () => {
  it('is taken for free: confirmed with a pass at once, and asked twice it answers the same', async () => {
    const { sale, first } = await full(2);
    const party = await waits(sale, { quantity: 2, name: '髙橋 はな🌸' });
    await first.cancel({ expectedRefundYen: 0 });
    const answers = await Promise.all([party.accept(sale.types['一般']?.id), party.accept(sale.types['一般']?.id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { body } = await party.read();
    expect(body).toMatchObject({ status: 'confirmed', quantity: 2, paymentMethod: 'free', seats: [{ name: '髙橋 はな🌸', status: 'taken' }, { name: '', status: 'taken' }] });
    expect(body.seats[0].pass).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(body.timeline.map(({ step }: { step: string }) => step)).toEqual(['waitlisted', 'offered', 'accepted', 'confirmed']);
    expect(await world.letters(party.view.id)).toEqual(['registrationWaitlisted', 'waitlistOffer', 'registrationConfirmed']);
    expect(await saleRow(sale)).toEqual({ taken: 2, waiting: 0 });
  });

  it('is paid by card in one go: held on the page of Stripe until the offer would have ended, then confirmed', async () => {
    const { sale, first } = await full(1, { priceYen: 800 });
    const one = await waits(sale, { paymentMethod: 'stripe' });
    await first.cancel({ expectedRefundYen: 0 });
    const { body } = await one.accept(sale.types['一般']?.id, { paymentMethod: 'stripe', priceYen: 800 }).expect(200);
    expect(body).toMatchObject({ status: 'held', amountYen: 800, dueYen: 800, can: { pay: true, cancel: true }, checkoutUrl: expect.stringContaining('cs_test_') });
    expect(body.seats[0].pass).toBeNull();
    expect(body.holdExpiresAt).toBe('2026-11-22T00:59:00.000Z');
    expect((await one.accept(sale.types['一般']?.id, { paymentMethod: 'stripe', priceYen: 800 }).expect(200)).body.checkoutUrl).toBe(body.checkoutUrl);
    await world.pay(body);
    expect((await one.read()).body).toMatchObject({ status: 'confirmed', paidYen: 800, dueYen: 0 });
  });

  it('is kept for paying at the door when that was chosen, and by no way that is not open', async () => {
    const { sale, first } = await full(1, { priceYen: 800 });
    const one = await waits(sale, { paymentMethod: 'door' });
    await first.cancel({ expectedRefundYen: 0 });
    expect((await one.accept(sale.types['一般']?.id, { paymentMethod: 'after', priceYen: 800 }).expect(422)).body.code).toBe('order.method');
    expect((await one.accept(sale.types['一般']?.id, { paymentMethod: 'free', priceYen: 800 }).expect(422)).body.code).toBe('order.method');
    expect((await one.accept(newId()).expect(404)).body.code).toBe('missing');
    expect((await one.accept(sale.types['一般']?.id, { priceYen: 800 }).expect(200)).body).toMatchObject({ status: 'confirmed', paymentMethod: 'door', dueYen: 800 });
  });

  it('is not taken at a price that was not shown: the offer stands, and the new price is seen and agreed to', async () => {
    const { sale, first } = await full(1, { priceYen: 800 });
    const one = await waits(sale, { paymentMethod: 'door' });
    await first.cancel({ expectedRefundYen: 0 });
    await putOnSale(world.app, { subjectId: sale.id, capacity: 1, hostAccountId: host.accountId, priceYen: 1200 });
    expect((await one.accept(sale.types['一般']?.id, { priceYen: 800 }).expect(409)).body.code).toBe('ticketType.changed');
    const { body } = await one.read().expect(200);
    expect(body).toMatchObject({ status: 'offered', offer: { ticketTypes: [{ priceYen: 1200 }] } });
    const { id, priceYen } = body.offer.ticketTypes[0];
    expect((await one.accept(id, { priceYen }).expect(200)).body).toMatchObject({ status: 'confirmed', dueYen: 1200 });
  });

  it('on which nobody answers goes to the next; its holder is asked once more from the end of the line, then the wait is over', async () => {
    const { sale, first } = await full();
    const [one, two, three] = [await waits(sale), await waits(sale), await waits(sale)];
    await first.cancel({ expectedRefundYen: 0 });
    world.app.clock.set('2026-11-22T11:00:00Z');
    expect((await one.accept(sale.types['一般']?.id).expect(409)).body.code).toBe('offer.none');
    await world.sweep();
    expect(await Promise.all([one, two, three].map(stateOf))).toEqual(['waitlisted', 'offered', 'waitlisted']);
    expect((await one.read()).body.waitlist).toMatchObject({ position: 2, ahead: 1 });
    await two.leave().expect(200);
    await three.leave().expect(200);
    expect(await stateOf(one)).toBe('offered');
    world.app.clock.set('2026-11-24T11:00:00Z');
    await world.sweep();
    const { body } = await one.read();
    expect(body).toMatchObject({ status: 'expired', endReason: 'ご案内への返事がなかったため', can: { leave: false, accept: false } });
    expect(await world.letters(one.view.id)).toEqual(['registrationWaitlisted', 'waitlistOffer', 'waitlistLapsed', 'waitlistOffer', 'waitlistOut']);
    expect(await saleRow(sale)).toEqual({ taken: 0, waiting: 0 });
    expect((await comes(world.app, sale)).status).toBe('confirmed');
  });

  it('on the day itself waits for two hours', async () => {
    const { sale, first } = await full();
    const one = await waits(sale);
    world.app.clock.set(THE_DAY);
    await first.cancel({ expectedRefundYen: 0 });
    expect((await one.read()).body.offer.endsAt).toBe('2026-12-01T05:00:00.000Z');
  });

  it('made at three in the night waits from eight on', async () => {
    const { sale, first } = await full();
    const one = await waits(sale);
    world.app.clock.set('2026-11-25T18:00:00Z');
    await first.cancel({ expectedRefundYen: 0 });
    expect((await one.read()).body.offer.endsAt).toBe('2026-11-27T09:00:00.000Z');
  });

  it('is answered and let go at the same moment: one of both happens', async () => {
    const { sale, first } = await full();
    const one = await waits(sale);
    await first.cancel({ expectedRefundYen: 0 });
    const [taken, left] = await Promise.all([one.accept(sale.types['一般']?.id), one.leave()]);
    expect([taken.status, left.status].sort()).toEqual([200, 409]);
    expect(await saleRow(sale)).toEqual({ taken: taken.status === 200 ? 1 : 0, waiting: 0 });
  });
});

describe('leaving', () => {
  it('is done once and told; who has left is not offered anything', async () => {
    const { sale, first } = await full();
    const one = await waits(sale);
    expect((await one.leave().expect(200)).body).toMatchObject({ status: 'cancelled', endReason: 'キャンセル待ちの取りやめ', can: { leave: false } });
    await one.leave().expect(200);
    await first.cancel({ expectedRefundYen: 0 });
    expect(await world.letters(one.view.id)).toEqual(['registrationWaitlisted', 'waitlistLeft']);
    expect(await saleRow(sale)).toEqual({ taken: 0, waiting: 0 });
  });

  it('is cancelling, for somebody who only waits; a registration with seats does not leave', async () => {
    const { sale, first } = await full();
    const one = await waits(sale);
    expect((await one.quote().expect(200)).body).toMatchObject({ refundYen: 0, route: 'none', seatIds: [] });
    expect((await one.cancel({ expectedRefundYen: 0 }).expect(200)).body.status).toBe('cancelled');
    expect((await first.leave().expect(409)).body.code).toBe('waitlist.notWaiting');
  });
});

describe('when it begins', () => {
  it('the line is closed with a note, offers too, and nobody is offered anything any more', async () => {
    const { sale, first } = await full(2);
    const [one, two] = [await waits(sale), await waits(sale)];
    world.app.clock.set('2026-12-01T09:30:00Z');
    await first.cancel({ quantity: 1, expectedRefundYen: 0 });
    expect((await one.read()).body.offer.endsAt).toBe('2026-12-01T10:00:00.000Z');
    world.app.clock.set('2026-12-01T10:00:00Z');
    await world.sweep();
    expect(await Promise.all([one, two].map(stateOf))).toEqual(['expired', 'expired']);
    expect((await two.read('en')).body.endReason).toBe('the waitlist closed with the start');
    expect((await world.letters(two.view.id)).at(-1)).toBe('waitlistClosed');
    expect(await saleRow(sale)).toEqual({ taken: 1, waiting: 0 });
  });
});

describe('moving somebody up', () => {
  it('is for the host, the space and the stewards, with a reason that the person reads', async () => {
    const { app } = world;
    const space = await app.space();
    const { sale } = await full(1, { spaceId: space.id });
    const [one, two] = [await waits(sale), await waits(sale)];
    const move = (who: Person | null, reason: string) => app.as(who).post(`/registrations/${two.view.id}/moving-up`).send({ reason });
    await move(null, '介助').expect(401);
    await move(await app.person(), '介助').expect(404);
    await move(host, '').expect(400);
    const { body } = await move(host, '介助が必要な方のため').expect(200);
    expect(body.items.map(({ number, position, movedUpReason }: Record<string, unknown>) => [number, position, movedUpReason])).toEqual([
      [3, 1, '介助が必要な方のため'],
      [2, 2, null],
    ]);
    expect((await two.read()).body).toMatchObject({ waitlist: { position: 1, movedUpReason: '介助が必要な方のため' } });
    expect((await two.read()).body.timeline.at(-1).said).toBe('順番が繰り上がりました（介助が必要な方のため）');
    expect((await two.read('en')).body.timeline.at(-1).said).toBe('Moved up in the line (介助が必要な方のため)');
    expect((await world.letters(two.view.id)).at(-1)).toBe('waitlistMovedUp');
    const deeds = await rows(app.db, `select reason, space_id as "spaceId" from audit_entries where action = 'registration.movedUp' and subject_id = $1`, [two.view.id]);
    expect(deeds).toEqual([{ reason: '介助が必要な方のため', spaceId: space.id }]);
    await move(space.owner, 'もう一度').expect(200);
    await one.leave();
    expect((await app.as(host).post(`/registrations/${one.view.id}/moving-up`).send({ reason: '遅い' }).expect(409)).body.code).toBe('waitlist.notWaiting');
  });

  it('the line is for the organisers’ eyes', async () => {
    const { sale } = await full();
    await waits(sale, { quantity: 3, name: '佐藤 次郎' });
    const helper = await world.app.person('共催 花子');
    await world.app.as(helper).get(`/events/${sale.id}/waitlist`).expect(404);
    await world.app.db.query('update sales set capacity = capacity + 1 where subject_id = $1', [sale.id]);
    const seat = { subjectId: sale.id, role: 'coHost', accountId: helper.accountId, name: helper.name, email: helper.email, locale: 'ja', at: world.app.clock.now() } as const;
    await world.app.db.transaction((tx) => giveSeat(tx, seat));
    await world.app.as(helper).get(`/events/${sale.id}/waitlist`).expect(200);
    const { body } = await world.app.as(await world.app.admin('steward')).get(`/events/${sale.id}/waitlist`).expect(200);
    expect(body.items).toMatchObject([{ number: 2, position: 1, name: '佐藤 次郎', quantity: 3, status: 'waitlisted', offerEndsAt: null }]);
  });
});

import { runChecks } from '#db/checks/run';
import type { DoorResultsView, DoorResultView, DoorView } from '#libs/events';
import { newId } from '#libs/kernel';
import { cancelSale } from '#libs/orders';
import { TestApp, type Person } from '../support/app.js';
import { evening, guest, type Evening } from '../support/evenings.js';

let app: TestApp;
let host: Person;
beforeAll(async () => {
  app = await TestApp.start();
  host = await app.mixer({ tier: 'senior', name: '渡辺 咲' });
});
afterAll(() => app.stop());
beforeEach(() => app.clock.set('2026-11-28T09:50:00Z'));

const LATE = '2026-11-28T09:30:00Z';

/** An evening that was announced a week before. */
async function jelly(wishes: Parameters<typeof evening>[1] = {}): Promise<Evening> {
  app.clock.set('2026-11-21T01:00:00Z');
  return evening(app, { host, ...wishes });
}

const opens = (): void => app.clock.set('2026-11-28T09:50:00Z');
const door = async (id: string, who = host): Promise<DoorView> => (await app.as(who).get(`/events/${id}/door`).expect(200)).body;
/** What a phone says now, unless it says since when. */
const said = (what: object, at = app.clock.now().toISOString()) => ({ clientId: newId(), at, where: '入口', ...what });
const send = async (id: string, records: readonly unknown[], who = host): Promise<DoorResultsView> => (await app.as(who).post(`/events/${id}/door-records`).send({ records }).expect(200)).body;
const one = async (id: string, record: unknown, who = host): Promise<DoorResultView | undefined> => (await send(id, [record], who)).results[0];

describe('a phone at the door', () => {
  it('gets all that it needs without a network: seats with passes, what is due, tickets, cash', async () => {
    const event = await jelly({ prices: [1_000, 500] });
    const two = await guest(app, event, { name: '高橋 実', quantity: 2 });
    await guest(app, event, { name: '伊藤 さくら', method: 'after', ticketTypeId: event.types[1] });
    opens();
    const seen = await door(event.id);
    expect(seen.event).toMatchObject({ title: 'はじめてのJELLY', status: 'published', place: event.space?.name });
    expect(seen.counts).toEqual({ capacity: 20, seats: 3, checkedIn: 0, seatsLeft: 17 });
    expect(seen.registrations.map(({ number, name, quantity, method, amountYen, paidYen, dueYen }) => [number, name, quantity, method, amountYen, paidYen, dueYen])).toEqual([
      [1, '高橋 実', 2, 'door', 2_000, 0, 2_000],
      [2, '伊藤 さくら', 1, 'after', 500, 0, 500],
    ]);
    expect(seen.seats.map(({ pass }) => pass)).toEqual(expect.arrayContaining(two.seats.map(({ pass }) => pass)));
    expect(seen.ticketTypes.map(({ priceYen, seatsLeft }) => [priceYen, seatsLeft])).toEqual([
      [1_000, 17],
      [500, 17],
    ]);
    expect(seen.cash).toEqual({ totalYen: 0, differenceYen: 0, people: [] });
    expect(seen.can.record).toBe(true);
  });

  it('lets a pass in once, however it was typed, and tells the second time when, where and by whom', async () => {
    const event = await jelly();
    const { seats } = await guest(app, event);
    const pass = seats[0]?.pass ?? '';
    opens();
    expect(await one(event.id, said({ checkIn: { pass: `${pass.slice(0, 4)}-${pass.slice(4, 8)} ${pass.slice(8).toLowerCase()}` } }))).toMatchObject({ result: 'done', name: '高橋 実', dueYen: 1_000, replayed: false });
    app.clock.advance({ minutes: 5 });
    expect(await one(event.id, said({ checkIn: { seatId: seats[0]?.id } }))).toMatchObject({
      result: 'already',
      alreadyAt: '2026-11-28T09:50:00.000Z',
      alreadyWhere: '入口',
      alreadyBy: '渡辺 咲',
    });
    expect((await door(event.id)).counts).toMatchObject({ seats: 1, checkedIn: 1 });
  });

  it('answers the same to the same record, however often it is sent and by two phones at once', async () => {
    const event = await jelly();
    const { id, seats } = await guest(app, event, { quantity: 2 });
    opens();
    const records = [said({ checkIn: { seatId: seats[0]?.id } }), said({ payment: { registrationId: id, amountYen: 1_000 } }), said({ walkIn: { name: '当日 さん', amountYen: 1_000 } })];
    const first = await Promise.all([send(event.id, records), send(event.id, records), send(event.id, [...records].reverse())]);
    const again = await send(event.id, records);
    const results = (answer: DoorResultsView) => Object.fromEntries(answer.results.map(({ clientId, result }) => [clientId, result]));
    for (const answer of first) expect(results(answer)).toEqual(results(again));
    expect(again.results.map(({ result, replayed }) => [result, replayed])).toEqual([
      ['done', true],
      ['done', true],
      ['done', true],
    ]);
    expect(again.cash).toEqual({ totalYen: 2_000, differenceYen: 0, people: [{ name: '渡辺 咲', payments: 2, yen: 2_000 }] });
    expect(again.counts).toMatchObject({ seats: 3, checkedIn: 2 });
  });

  it('does not stop at a bad record: the others are written, and it is told what is wrong', async () => {
    const event = await jelly();
    const { seats } = await guest(app, event);
    const other = await jelly({ title: '来月のJELLY', startsAt: '2026-12-19T10:00:00Z', endsAt: '2026-12-19T12:00:00Z' });
    const elsewhere = await guest(app, other);
    opens();
    const { results } = await send(event.id, [
      'nonsense',
      { clientId: 'x', at: 'yesterday' },
      said({}),
      said({ checkIn: {} }),
      said({ checkIn: { pass: 'ABCDEFGHJKMN' } }),
      said({ checkIn: { pass: 'no pass at all' } }),
      said({ checkIn: { pass: elsewhere.seats[0]?.pass } }),
      said({ payment: { registrationId: elsewhere.id, amountYen: 1_000 } }),
      said({ payment: { registrationId: newId(), amountYen: 0 } }),
      said({ walkIn: { name: '長い', ticketTypeId: elsewhere.seats[0]?.id } }),
      said({ checkIn: { seatId: seats[0]?.id } }),
    ]);
    expect(results.map(({ result, code }) => [result, code])).toEqual([
      ['refused', 'input'],
      ['refused', 'input'],
      ['refused', 'input'],
      ['refused', 'input'],
      ['refused', 'pass.unknown'],
      ['refused', 'pass.unknown'],
      ['refused', 'pass.otherEvent'],
      ['refused', 'door.registrationUnknown'],
      ['refused', 'input'],
      ['refused', 'door.ticketTypeUnknown'],
      ['done', undefined],
    ]);
    expect(results[6]?.message).toContain('来月のJELLY');
    expect(results[8]?.fields?.map(({ path }) => path)).toEqual(['payment.amountYen']);
  });

  it('takes cash with who took it and a running total; a slip of the finger is not booked, and cash for what was paid is a difference', async () => {
    const event = await jelly();
    const { id } = await guest(app, event, { quantity: 2 });
    const coHost = await app.mixer({ tier: 'junior', name: '小野寺 みなみ' });
    await app.db.query(
      `insert into event_people (event_id, role, mixer_id, account_id, duty, status, invited_by, invited_at, answered_at) values ($1, 'coHost', $2, $3, '受付', 'accepted', $4, now(), now())`,
      [event.id, coHost.mixerId, coHost.accountId, host.accountId],
    );
    opens();
    expect(await one(event.id, said({ payment: { registrationId: id, amountYen: 20_000 } }))).toMatchObject({ result: 'refused', code: 'door.moreThanDue', dueYen: 2_000 });
    app.clock.advance({ minutes: 1 });
    expect(await one(event.id, said({ payment: { registrationId: id, amountYen: 500 } }))).toMatchObject({ result: 'done', bookedYen: 500, dueYen: 1_500 });
    expect(await one(event.id, said({ payment: { registrationId: id, amountYen: 1_500 } }), coHost)).toMatchObject({ result: 'done', bookedYen: 1_500, dueYen: 0 });
    expect(await one(event.id, said({ payment: { registrationId: id, amountYen: 1_000 } }))).toMatchObject({ result: 'recorded', difference: 'paidTwice', bookedYen: 0, differenceYen: 1_000 });
    const { cash, differences } = await door(event.id);
    expect(cash).toEqual({
      totalYen: 2_000,
      differenceYen: 1_000,
      people: [
        { name: '渡辺 咲', payments: 1, yen: 500 },
        { name: '小野寺 みなみ', payments: 1, yen: 1_500 },
      ],
    });
    expect(differences.map(({ kind, result, name, differenceYen, byName }) => [kind, result, name, differenceYen, byName])).toEqual([
      ['payment', 'recorded', '高橋 実', 1_000, '渡辺 咲'],
      ['payment', 'refused', '高橋 実', 0, '渡辺 咲'],
    ]);
  });

  it('refuses a guest without a registration to a full house, and keeps one that was let in while the phone was away', async () => {
    const event = await jelly({ capacity: 2 });
    await guest(app, event, { quantity: 2 });
    opens();
    expect(await one(event.id, said({ walkIn: { name: '満席 さん', amountYen: 1_000 } }))).toMatchObject({ result: 'refused', code: 'door.noSeatLeft' });
    expect(await one(event.id, said({ walkIn: { name: '入場 さん', amountYen: 1_000 } }, LATE))).toMatchObject({ result: 'recorded', difference: 'noSeatLeft', bookedYen: 1_000 });
    const seen = await door(event.id);
    expect(seen.counts).toEqual({ capacity: 3, seats: 3, checkedIn: 1, seatsLeft: 0 });
    expect(seen.cash.totalYen).toBe(1_000);
  });

  it('refuses a seat that was given back to the face, and keeps what had happened before anybody knew', async () => {
    const event = await jelly();
    const { id, seats } = await guest(app, event);
    await app.db.query(`update seats set status = 'cancelled', cancelled_at = now() where order_id = $1`, [id]);
    await app.db.query(`update orders set status = 'cancelled', ended_at = now() where id = $1`, [id]);
    await app.db.query('update sales set taken = taken - 1 where subject_id = $1', [event.id]);
    opens();
    const pass = { checkIn: { pass: seats[0]?.pass } };
    const cash = { payment: { registrationId: id, amountYen: 1_000 } };
    const { results } = await send(event.id, [said(pass), said(cash), said(pass, LATE), said(cash, LATE)]);
    expect(results.map(({ result, code, difference, differenceYen }) => [result, code ?? difference, differenceYen])).toEqual([
      ['refused', 'seat.cancelled', undefined],
      ['refused', 'door.orderEnded', undefined],
      ['recorded', 'seatCancelled', undefined],
      ['recorded', 'orderEnded', 1_000],
    ]);
    expect((await door(event.id)).cash).toMatchObject({ totalYen: 0, differenceYen: 1_000 });
  });

  it('believes no clock that runs ahead, and writes down what comes after the end', async () => {
    const event = await jelly();
    const { seats } = await guest(app, event, { quantity: 2 });
    opens();
    await one(event.id, said({ checkIn: { seatId: seats[0]?.id } }, '2027-01-01T00:00:00Z'));
    app.clock.set('2026-11-29T01:00:00Z');
    await one(event.id, said({ checkIn: { seatId: seats[1]?.id } }, '2026-11-28T10:15:00Z'));
    expect((await door(event.id)).seats.map(({ checkedInAt }) => checkedInAt)).toEqual(['2026-11-28T09:50:00.000Z', '2026-11-28T10:15:00.000Z']);
  });

  it('is closed to strangers and to other spaces, open to the people of the space, and shut when the event was called off', async () => {
    const event = await jelly();
    const elsewhere = await app.space({ name: '別の場所' });
    const reception = await app.person('受付 さん');
    if (event.space) await app.staff(event.space.id, reception, 'reception');
    opens();
    await app.as(null).get(`/events/${event.id}/door`).expect(401);
    await app.as(await app.mixer()).get(`/events/${event.id}/door`).expect(404);
    await app.as(elsewhere.owner).post(`/events/${event.id}/door-records`).send({ records: [] }).expect(404);
    await app.as(reception).get(`/events/${event.id}/door`).expect(200);
    await app.as(host).post(`/events/${event.id}/door-records`).send({ records: Array.from({ length: 501 }, () => ({})) }).expect(400);
    const coming = said({ checkIn: { pass: 'ABCDEFGHJKMN' } });
    await app.db.transaction((tx) => cancelSale(tx, { subjectId: event.id, reason: '', by: { accountId: host.accountId }, at: app.clock.now() }));
    await app.db.query(`update events set status = 'cancelled', cancelled_at = now() where id = $1`, [event.id]);
    expect(await one(event.id, coming)).toMatchObject({ result: 'refused', code: 'door.cancelled' });
    expect((await door(event.id)).why.record[0]?.code).toBe('door.cancelled');
  });

  it('leaves the records in order', async () => {
    expect((await runChecks(app.db)).filter((check) => check.rows.length > 0)).toEqual([]);
  });
});

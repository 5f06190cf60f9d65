import { runChecks } from '#db/checks/run';
import { row, rows } from '#libs/database';
import { newId, yen } from '#libs/kernel';
import { recordCash, receiptsOf } from '#libs/orders';
import { agreementOf, computeSplit, VISITOR_COOKIE } from '#libs/revenue';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';
import { evening, type Evening } from '../support/evenings.js';

let app: TestApp;
let space: SpaceInTest;
let carrier: Person;

beforeAll(async () => {
  app = await TestApp.start();
  space = await app.space();
  carrier = await app.mixer({ name: '星野 配' });
});
afterAll(() => app.stop());

const jelly = (change: Parameters<typeof evening>[1] = {}): Promise<Evening> => evening(app, { space, ...change });
const links = (by: Person, { id }: Evening) => app.as(by).get(`/events/${id}/referral-codes`);
/** A minute later each time, so that the list has an order. */
const make = (by: Person, { id }: Evening, body: object) => {
  app.clock.advance({ minutes: 1 });
  return app.as(by).post(`/events/${id}/referral-codes`).send(body);
};
const register = ({ id, types }: Evening, body: object = {}, cookie?: string) => {
  const asked = app.as(null).post(`/events/${id}/registrations`);
  return (cookie ? asked.set('cookie', cookie) : asked).send({ ticketTypeId: types[0], quantity: 1, name: '高橋 実', email: 'minoru@mazeru.test', paymentMethod: 'door', ...body });
};
const creditOf = (orderId: string) =>
  row<{ code: string | null; attractor: string | null; space: string | null }>(
    app.db,
    'select referral_code as code, attractor_account_id as attractor, referrer_space_id as space from orders where id = $1',
    [orderId],
  );
async function comesBy(event: Evening, code: string): Promise<string> {
  const { headers } = await app.as(null).post('/referral-touches').send({ subjectId: event.id, code }).expect(200);
  return `${VISITOR_COOKIE}=${/mazeru_visitor=([\w-]+)/.exec(String(headers['set-cookie']))?.[1] ?? ''}`;
}
const pays = (orderId: string, amountYen: number, by: Person) =>
  app.db.transaction((tx) => recordCash(tx, { orderId, amountYen, clientId: newId(), takenBy: by.accountId, receivedAt: app.clock.now() }));

describe('links of an event', () => {
  it('belong to a mixer, a space, and every flyer; asking twice for one’s own gives the same', async () => {
    const event = await jelly();
    expect((await links(carrier, event).expect(200)).body).toEqual({ items: [], canMake: ['mixer', 'flyer'], spaces: [] });
    const mine = (await make(carrier, event, { kind: 'mixer' }).expect(201)).body;
    expect(mine).toMatchObject({ kind: 'mixer', accountName: carrier.name, spaceName: null, mine: true, touches: 0, registrations: 0, receivedYen: 0, canRetire: true });
    expect(mine.url).toBe(`http://mazeru.test/events/${event.id}?ref=${mine.code}`);
    expect((await make(carrier, event, { kind: 'mixer' }).expect(201)).body.code).toBe(mine.code);
    expect((await make(space.owner, event, { kind: 'space' }).expect(201)).body).toMatchObject({ spaceName: space.name, accountName: null });
    const flyer = (await make(carrier, event, { kind: 'flyer', spaceId: space.id, label: '入口のラック' }).expect(201)).body;
    expect(flyer).toMatchObject({ label: '入口のラック', accountName: carrier.name, spaceName: space.name });
    expect((await make(space.owner, event, { kind: 'flyer', label: '受付の机' }).expect(201)).body).toMatchObject({ accountName: null, spaceName: space.name });
    // A mixer sees their own, who runs it sees all.
    expect((await links(carrier, event).expect(200)).body.items.map(({ code }: { code: string }) => code)).toEqual([mine.code, flyer.code]);
    expect((await links(event.host, event).expect(200)).body.items).toHaveLength(4);
    expect(await rows(app.db, `select action from audit_entries where subject_id = $1 and action = 'referral.made'`, [event.id])).toHaveLength(4);
  });

  it('are one and the same when a mixer presses twice at once', async () => {
    const event = await jelly();
    const made = await Promise.all([1, 2, 3, 4].map(() => make(carrier, event, { kind: 'mixer' }).expect(201)));
    expect(new Set(made.map(({ body }) => body.code)).size).toBe(1);
  });

  it('are not made for somebody else, without the place of a flyer, or for what is over or not there', async () => {
    const event = await jelly();
    await make(space.owner, event, { kind: 'mixer' }).expect(403);
    await make(carrier, event, { kind: 'space', spaceId: space.id }).expect(404);
    expect((await make(carrier, event, { kind: 'flyer' }).expect(400)).body.fields).toEqual([expect.objectContaining({ path: 'label', code: 'required' })]);
    await make(carrier, event, { kind: 'flyer', label: 'どこか', spaceId: newId() }).expect(404);
    await make(await app.person(), event, { kind: 'mixer' }).expect(403);
    await make(carrier, { ...event, id: newId() }, { kind: 'mixer' }).expect(404);
    const draft = await jelly();
    await app.db.query(`update events set status = 'draft', published_at = null where id = $1`, [draft.id]);
    await app.db.query('delete from ticket_types where subject_id = $1', [draft.id]);
    await make(carrier, draft, { kind: 'mixer' }).expect(404);
    expect((await make(draft.host, draft, { kind: 'mixer' }).expect(409)).body).toMatchObject({ code: 'referral.closed', detail: expect.stringContaining('スペースの承認のあとから') });
    expect((await links(draft.host, draft).expect(200)).body.canMake).toEqual([]);
  });

  it('of a flyer can be retired by its carrier or the host, and by nobody else', async () => {
    const event = await jelly();
    const { code } = (await make(carrier, event, { kind: 'flyer', label: '駅前の店' }).expect(201)).body;
    const stranger = await app.mixer({ name: '別の 方' });
    const retire = (by: Person, word: string) => app.as(by).delete(`/events/${event.id}/referral-codes/${word}`);
    await retire(stranger, code).expect(404);
    await retire(carrier, 'zzzzzzzz').expect(404);
    await retire(carrier, '%00').expect(404);
    const early = await comesBy(event, code);
    await retire(event.host, code).expect(204);
    await retire(carrier, code).expect(204);
    expect((await links(carrier, event).expect(200)).body.items[0]).toMatchObject({ code, retiredAt: app.clock.now().toISOString(), canRetire: false });
    expect(await creditOf((await register(event, {}, early).expect(201)).body.id)).toMatchObject({ code });
    expect(await creditOf((await register(event, { referralCode: code }).expect(201)).body.id)).toEqual({ code: null, attractor: null, space: null });
  });
});

describe('a guest who came by a link', () => {
  it('is credited to the first one, whatever the registration says, and counted where it was made', async () => {
    const event = await jelly();
    const flyer = (await make(carrier, event, { kind: 'flyer', spaceId: space.id, label: 'ラック' }).expect(201)).body.code;
    const other = (await make(event.host, event, { kind: 'mixer' }).expect(201)).body.code;
    const cookie = await comesBy(event, flyer);
    const first = (await register(event, { quantity: 2, referralCode: other }, cookie).expect(201)).body.id;
    expect(await creditOf(first)).toEqual({ code: flyer, attractor: carrier.accountId, space: space.id });
    const second = (await register(event, { referralCode: other.toUpperCase() }).expect(201)).body.id;
    expect(await creditOf(second)).toEqual({ code: other, attractor: event.host.accountId, space: null });
    const third = (await register(event, { referralCode: 'nonsense' }).expect(201)).body.id;
    expect(await creditOf(third)).toEqual({ code: null, attractor: null, space: null });

    await pays(first, 2_000, event.host);
    await pays(second, 1_000, event.host);
    const { body } = await links(event.host, event).expect(200);
    expect(body.items.map(({ label, touches, registrations, guests, receivedYen }: Record<string, unknown>) => [label, touches, registrations, guests, receivedYen])).toEqual([
      ['ラック', 1, 1, 2, 2_000],
      ['', 0, 1, 1, 1_000],
    ]);
  });

  it('shares in the split by what was paid; from the first yen on neither it nor the credit changes', async () => {
    const event = await jelly({ prices: [500] });
    const flyer = (await make(carrier, event, { kind: 'flyer', spaceId: space.id, label: 'ラック' }).expect(201)).body.code;
    const order = (await register(event, { referralCode: flyer }).expect(201)).body.id;
    expect((await agreementOf(app.db, event.id))?.status).toBe('agreed');
    // Before the payment a mistake can still be put right.
    await app.db.query('update orders set attractor_account_id = attractor_account_id, referral_code = null where id = $1', [order]);
    await app.db.query('update orders set referral_code = $2 where id = $1', [order, flyer]);
    await pays(order, 500, event.host);
    expect(await agreementOf(app.db, event.id)).toMatchObject({ status: 'frozen', frozenAt: app.clock.now() });
    for (const change of ['referral_code = null', 'attractor_account_id = host_account_id', 'referrer_space_id = null']) {
      await expect(app.db.query(`update orders o set ${change} from sales s where s.subject_id = o.subject_id and o.id = $1`, [order])).rejects.toMatchObject({
        driverError: { constraint: 'orders_credit_stands' },
      });
    }
    const live = await agreementOf(app.db, event.id);
    const { lines } = computeSplit(live?.terms ?? { base: 'net', shares: [] }, await receiptsOf(app.db, event.id), { hostAccountId: event.host.accountId, spaceId: space.id });
    expect(lines.map(({ role, amountYen }) => [role, amountYen])).toEqual([
      ['space', yen(150)],
      ['host', yen(225)],
      ['attractor', yen(50)],
      ['referrerSpace', yen(25)],
      ['cooperative', yen(25)],
      ['fund', yen(25)],
    ]);
  });
});

describe('businesses that an event writes about', () => {
  it('are asked by who holds it, and their answers are seen by who runs it', async () => {
    const event = await jelly();
    const promotions = `/events/${event.id}/promotion-consents`;
    const asked = await app.as(event.host).post(promotions).send({ business: '焙煎所ほしの', contactEmail: 'hoshino@mazeru.test', text: '豆を味わいます。', locale: 'en' }).expect(201);
    expect(asked.body).toMatchObject({ status: 'asked', title: 'はじめてのJELLY', askedByName: event.host.name });
    expect((await app.as(space.owner).get(promotions).expect(200)).body.items).toHaveLength(1);
    await app.as(space.owner).post(promotions).send({ business: 'x', contactEmail: 'x@mazeru.test', text: 'x' }).expect(404);
    await app.as(carrier).get(promotions).expect(404);
    const wrong = await app.as(event.host).post(promotions).send({ business: '', contactEmail: 'nobody', text: '' }).expect(400);
    expect(wrong.body.fields.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([['business', 'required'], ['contactEmail', 'email'], ['text', 'required']]);
    expect(await row(app.db, `select to_address as "toAddress", locale, opens from outbox_mails where template = 'promotionAsked'`)).toEqual({
      toAddress: 'hoshino@mazeru.test',
      locale: 'en',
      opens: `promotion:${asked.body.id}`,
    });
  });
});

describe('what the nightly checks would find', () => {
  const found = async (): Promise<string[]> => (await runChecks(app.db)).filter(({ name, rows: wrong }) => name.startsWith('split-') && wrong.length > 0).map(({ name }) => name);

  it('is nothing where all went its way', async () => {
    expect(await found()).toEqual([]);
  });

  it('is a split that was not frozen, gives out too much, misses a version, or a credit that its code does not give', async () => {
    const event = await jelly();
    const order = (await register(event).expect(201)).body.id;
    await pays(order, 1_000, event.host);
    const broken = async (change: string, params: unknown[]): Promise<string[]> => {
      const runner = app.db.createQueryRunner();
      await runner.startTransaction();
      try {
        await runner.query('set local session_replication_role = replica');
        await runner.query(change, params);
        return (await runChecks(runner.manager)).filter(({ name, rows: wrong }) => name.startsWith('split-') && wrong.length > 0).map(({ name }) => name);
      } finally {
        await runner.rollbackTransaction();
        await runner.release();
      }
    };
    expect(await broken(`update split_agreements set status = 'agreed', frozen_at = null where subject_id = $1`, [event.id])).toEqual(['split-frozen-when-sold']);
    expect(await broken(`update split_agreements set shares = '[{"role":"host","kind":"basisPoints","value":10001}]' where subject_id = $1`, [event.id])).toEqual(['split-terms']);
    expect(await broken(`update split_agreements set shares = '[{"role":"space","kind":"basisPoints","value":9999}]' where subject_id = $1`, [event.id])).toEqual(['split-terms']);
    expect(await broken(`update split_agreements set version = 2 where subject_id = $1`, [event.id])).toEqual(['split-versions']);
    expect(await broken(`update orders set attractor_account_id = $2 where id = $1`, [order, carrier.accountId])).toEqual(['split-credits']);
  });
});

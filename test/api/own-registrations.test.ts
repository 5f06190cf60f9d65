import { newId } from '#libs/kernel';
import { recordCash } from '#libs/orders';
import { TestApp, type Person } from '../support/app.js';
import { evening, guest, type Evening } from '../support/evenings.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(() => app.clock.set('2026-11-21T01:00:00Z'));

const own = async (by: Person, query = '') => (await app.as(by).get(`/me/registrations${query}`).expect(200)).body;
const registers = async (by: Person | null, at: Evening, change: object = {}) => {
  const body = { ticketTypeId: at.types[0], quantity: 1, name: '高橋 実', email: 'minoru@mazeru.test', paymentMethod: 'door', ...change };
  return (await app.as(by).post(`/events/${at.id}/registrations`).send(body).expect(201)).body;
};
const onDay = (day: string, wishes: object = {}) => evening(app, { startsAt: `${day}T10:00:00Z`, endsAt: `${day}T12:00:00Z`, title: `${day}のJELLY`, space: null, ...wishes });

describe('what somebody has registered for', () => {
  it('stands with what there is to do: the soonest first, then what is over, the latest first, a page at a time', async () => {
    const hanako = await app.person('佐藤 花子');
    const [first, second, third, full] = [await onDay('2026-11-22'), await onDay('2026-11-23'), await onDay('2026-12-05', { prices: [0] }), await onDay('2026-12-01', { capacity: 1 })];
    await guest(app, full);
    await registers(hanako, third, { paymentMethod: 'free' });
    await registers(hanako, second, { quantity: 2 });
    await registers(hanako, first);
    const waiting = await registers(hanako, full, { waitlist: true });
    app.clock.set('2026-11-23T13:00:00Z');
    const gone = await registers(hanako, await onDay('2026-12-03'));
    await app.as(hanako).post(`/registrations/${gone.id}/cancellation`).set('idempotency-key', newId()).send({ expectedRefundYen: 0 }).expect(200);

    const { items, nextCursor } = await own(hanako);
    expect(nextCursor).toBeNull();
    expect(items.map(({ event, next, over, status, dueYen, quantity }: Record<string, { title: string }>) => [event?.title, status, next, over, dueYen, quantity])).toEqual([
      ['2026-12-01のJELLY', 'waitlisted', 'wait', false, 0, 1],
      ['2026-12-05のJELLY', 'confirmed', 'come', false, 0, 1],
      ['2026-12-03のJELLY', 'cancelled', null, true, 0, 1],
      ['2026-11-23のJELLY', 'confirmed', null, true, 2000, 2],
      ['2026-11-22のJELLY', 'confirmed', null, true, 1000, 1],
    ]);
    expect(items[0]).toMatchObject({ id: waiting.id, position: 1, ticketType: null, role: 'guest', nextUntil: null });
    expect(items[1]).toMatchObject({ ticketType: '一般', position: null, event: { status: 'open', onlineUrl: null } });

    const pages = [await own(hanako, '?limit=2')];
    while (pages.at(-1).nextCursor) pages.push(await own(hanako, `?limit=2&cursor=${pages.at(-1).nextCursor}`));
    expect(pages.map((page) => page.items.length)).toEqual([2, 2, 1]);
    expect(pages.flatMap((page) => page.items)).toEqual(items);
    await app.as(hanako).get('/me/registrations?cursor=x').expect(400);
    await app.as(null).get('/me/registrations').expect(401);
  });

  it('opens each registration by its own link, also for who is not signed in', async () => {
    const taro = await app.person();
    await registers(taro, await onDay('2026-11-30'));
    const [{ href, id }] = (await own(taro)).items;
    expect(href).toMatch(new RegExp(`^/registrations/${id}\\?token=`));
    await app.as(null).get(href).expect(200);
    await app.as(taro).get(`/registrations/${id}`).expect(200);
    await app.as(await app.person()).get(`/registrations/${id}`).expect(404);
  });

  it('takes in what was made without an account once the address is confirmed, and never what another account has made', async () => {
    const jiro = await app.person();
    const at = await onDay('2026-12-02');
    const asGuest = await registers(null, at, { email: jiro.email.toUpperCase() });
    await registers(await app.person(), at, { email: jiro.email });
    expect((await own(jiro)).items.map(({ id }: { id: string }) => id)).toEqual([asGuest.id]);
    await app.db.query('update accounts set email_confirmed_at = null where id = $1', [jiro.accountId]);
    expect((await own(jiro)).items).toEqual([]);
    const signedIn = await registers(jiro, at);
    expect((await own(jiro)).items.map(({ id }: { id: string }) => id)).toEqual([signedIn.id]);
  });
});

describe('in whose name a receipt is', () => {
  const receiptOf = async (at: Evening) => {
    const came = await guest(app, at);
    await app.db.transaction((tx) => recordCash(tx, { orderId: came.id, amountYen: 1_000, clientId: newId(), takenBy: at.host.accountId, receivedAt: app.clock.now() }));
    const [paper] = await app.db.query(`select content from documents where kind = 'receipt' and subject_id = (select id from order_payments where order_id = $1)`, [came.id]);
    return JSON.parse(paper.content);
  };
  const sells = (id: string, seller: 'host' | 'space' | 'cooperative') => app.db.query('update sales set seller = $2 where subject_id = $1', [id, seller]);

  it('follows who sells: a host or a space with their own number, else without tax', async () => {
    const space = await app.space({ name: '北のつくえ盛岡' });
    const at = await evening(app, { space });
    expect(await receiptOf(at)).toMatchObject({ issuer: { name: '渡辺 咲', address: '', registrationNumber: null }, taxes: [{ percent: 10, totalYen: 1_000, taxYen: null }] });
    const put = (by: Person, path: string, body: object) => app.as(by).put(path).send(body);
    expect((await put(at.host, '/me/seller', { registrationNumber: 'T123', name: '咲商店' }).expect(400)).body.fields).toEqual([expect.objectContaining({ path: 'registrationNumber' })]);
    expect((await put(at.host, '/me/seller', { registrationNumber: 'T1234567890123', name: '咲商店' }).expect(200)).body).toMatchObject({ name: '咲商店', registrationNumberDoubtful: true });
    expect(await receiptOf(at)).toMatchObject({ issuer: { name: '咲商店', registrationNumber: 'T1234567890123' }, taxes: [{ percent: 10, totalYen: 1_000, taxYen: 90 }] });

    await sells(at.id, 'space');
    expect((await receiptOf(at)).issuer).toMatchObject({ name: '北のつくえ盛岡', registrationNumber: null });
    expect((await put(space.owner, `/spaces/${space.id}/seller`, { registrationNumber: 'T7010705000725', name: '株式会社北のつくえ' }).expect(200)).body).toMatchObject({ registrationNumberDoubtful: false });
    expect((await receiptOf(at)).issuer).toMatchObject({ name: '株式会社北のつくえ', registrationNumber: 'T7010705000725' });

    expect((await put(at.host, '/me/seller', { registrationNumber: null }).expect(200)).body).toMatchObject({ name: '渡辺 咲', registrationNumber: null, changedAt: null });
    await sells(at.id, 'host');
    expect((await receiptOf(at)).issuer).toMatchObject({ name: '渡辺 咲', registrationNumber: null });
    await sells(at.id, 'cooperative');
    expect((await receiptOf(at)).issuer.name).not.toBe('渡辺 咲');
  });

  it('is said by who runs the space, and written down', async () => {
    const space = await app.space();
    const [reception, manager, elsewhere] = [await app.person(), await app.person(), (await app.space()).owner];
    await app.staff(space.id, reception, 'reception');
    await app.staff(space.id, manager, 'manager');
    await app.as(reception).get(`/spaces/${space.id}/seller`).expect(403);
    await app.as(elsewhere).put(`/spaces/${space.id}/seller`).send({ registrationNumber: null }).expect(404);
    await app.as(manager).put(`/spaces/${space.id}/seller`).send({ registrationNumber: 'T7010705000725' }).expect(200);
    const steward = await app.admin('steward');
    expect((await app.as(steward).get(`/spaces/${space.id}/seller`).expect(200)).body).toMatchObject({ name: space.name, registrationNumber: 'T7010705000725' });
    const entries = await app.db.query(`select action, before ->> 'registrationNumber' as was, after ->> 'registrationNumber' as is from audit_entries where space_id = $1 and action = 'seller.described'`, [space.id]);
    expect(entries).toEqual([{ action: 'seller.described', was: null, is: 'T7010705000725' }]);
  });
});

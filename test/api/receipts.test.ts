import { createHash } from 'node:crypto';
import { rows } from '#libs/database';
import { DocumentsService, issueReceipt, voidReceipt, type ReceiptInput } from '#libs/documents';
import { newId } from '#libs/kernel';
import { TestApp, type Person } from '../support/app.js';

let app: TestApp;
let hanako: Person;
let treasurer: Person;
let steward: Person;

beforeAll(async () => {
  app = await TestApp.start();
  [hanako, treasurer, steward] = [await app.mixer({ name: '髙橋 花子' }), await app.admin('treasurer', '会計 三郎'), await app.admin('steward')];
  await app.as(steward).patch('/cooperative').send({ name: '北のコワーキング協同組合', address: '岩手県盛岡市大通1-1' }).expect(200);
});
afterAll(() => app.stop());

/** A payment of this month's dues as the dues record it. */
const paid = (wish: Partial<ReceiptInput> = {}): Promise<{ id: string; number: string }> =>
  app.db.transaction((tx) =>
    issueReceipt(tx, {
      paymentId: newId(),
      accountId: hanako.accountId,
      addressee: hanako.name,
      paidAt: app.clock.now(),
      method: 'card',
      parts: [{ subject: { kind: 'dues', tier: 'junior', month: '2026-11' }, amountYen: 1_000, taxCategory: 'outOfScope' }],
      at: app.clock.now(),
      ...wish,
    }),
  );

describe('a receipt', () => {
  it('says whom, how much, for what, when, how and by whom, and that no revenue stamp is needed', async () => {
    const { id, number } = await paid();
    expect(number).toMatch(/^RC-2026-\d{6}$/);
    const { body } = await app.as(hanako).get(`/documents/${id}`).expect(200);
    expect(body).toMatchObject({ kind: 'receipt', title: '領収書', version: 1, supersedesId: null });
    expect(body.content).toMatchObject({
      number,
      mark: 'first',
      addressee: '髙橋 花子',
      honorific: 'sama',
      amountYen: 1_000,
      paidOn: '2026-11-21',
      method: 'card',
      description: '組合費（初級・2026年11月分）として',
      taxes: [],
      issuer: { name: '北のコワーキング協同組合', registrationNumber: null },
    });
    expect(body.items.map(({ item, lines }: { item: string; lines: string[] }) => [item, lines[0]])).toEqual([
      ['amount', '1,000円'],
      ['description', '組合費（初級・2026年11月分）として'],
      ['paidOn', '2026年11月21日(土)'],
      ['method', 'クレジットカード'],
      ['breakdown', '組合費（初級・2026年11月分）　1,000円（不課税）'],
      ['tax', '消費税のかかる取引はありません。'],
      ['issuer', '北のコワーキング協同組合'],
    ]);
    expect(body.notes.join()).toMatch(/収入印紙は必要ありません/);
    expect(createHash('sha256').update(body.canonicalContent, 'utf8').digest('hex')).toBe(body.sha256);
  });

  it('is there once for a payment, however often the payment is heard of', async () => {
    const paymentId = newId();
    const first = await paid({ paymentId });
    expect(await paid({ paymentId, addressee: 'ほかの名前' })).toEqual({ id: first.id, number: first.number });
    expect(await rows(app.db, 'select version from documents where subject_id = $1', [paymentId])).toEqual([{ version: 1 }]);
  });

  it('is a qualified invoice with the tax of each rate, rounded once, when the cooperative is registered', async () => {
    const course = { subject: { kind: 'courseFee' } as const, amountYen: 500, taxCategory: 'standard' as const };
    const unregistered = await paid({ parts: [course] });
    const before = await app.as(hanako).get(`/documents/${unregistered.id}`).expect(200);
    expect(before.body).toMatchObject({ title: '領収書', content: { taxes: [{ percent: 10, totalYen: 500, taxYen: null }] } });

    await app.as(steward).patch('/cooperative').send({ registrationNumber: 'T７０１０７０５０００７２５' }).expect(200);
    const { id } = await paid({ parts: [course, course, course, { ...course, amountYen: 700 }, { ...course, amountYen: 1_080, taxCategory: 'reduced' }] });
    const { body } = await app.as(hanako).get(`/documents/${id}`).expect(200);
    expect(body.title).toBe('領収書（適格請求書）');
    // Line by line it would be 198.
    expect(body.content.taxes).toEqual([
      { percent: 10, totalYen: 2_200, taxYen: 200 },
      { percent: 8, totalYen: 1_080, taxYen: 80 },
    ]);
    expect(body.content).toMatchObject({ amountYen: 3_280, description: '初回講習の受講料ほかとして', issuer: { registrationNumber: 'T7010705000725' } });
    expect(body.items.find(({ item }: { item: string }) => item === 'issuer').lines).toContain('登録番号 T7010705000725');
    await app.as(steward).patch('/cooperative').send({ registrationNumber: null }).expect(200);
  });

  it('gets another addressee and description once; the reissue names the first, which stays as it was', async () => {
    const { id, number } = await paid();
    const change = { addressee: '株式会社花子商店', honorific: 'onchu', description: 'コワーキング活動費として' };
    const { body } = await app.as(hanako).post(`/receipts/${id}/reissue`).send(change).expect(201);
    expect(body).toMatchObject({ ...change, mark: 'reissue', firstNumber: number, amountYen: 1_000, can: { reissue: false } });
    expect(body.number).not.toBe(number);

    const shown = await app.as(hanako).get(`/documents/${body.id}`).expect(200);
    expect(shown.body).toMatchObject({ title: '領収書【再発行】', version: 2, supersedesId: id });
    expect(shown.body.notes[0]).toContain(number);
    expect((await app.as(hanako).get(`/documents/${id}`).expect(200)).body.content.addressee).toBe('髙橋 花子');

    for (const again of [id, body.id]) {
      const refused = await app.as(hanako).post(`/receipts/${again}/reissue`).send(change).expect(409);
      expect(refused.body.code).toBe('receipt.reissued');
    }
    const { body: list } = await app.as(hanako).get('/me/receipts').expect(200);
    expect(list.items.map((receipt: { number: string }) => receipt.number)).toContain(body.number);
    expect(list.items.map((receipt: { number: string }) => receipt.number)).not.toContain(number);
  });

  it('is changed by one of two windows only', async () => {
    const { id } = await paid();
    const change = (addressee: string) => app.as(hanako).post(`/receipts/${id}/reissue`).send({ addressee, honorific: 'sama', description: '組合費として' });
    const statuses = (await Promise.all([change('花子'), change('花子商店')])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 409]);
  });

  it('is marked as cancelled when the payment is reversed, and is not changed any more', async () => {
    const paymentId = newId();
    const { id, number } = await paid({ paymentId });
    const cancelled = await app.db.transaction((tx) => voidReceipt(tx, { paymentId, at: app.clock.now() }));
    expect(await app.db.transaction((tx) => voidReceipt(tx, { paymentId, at: app.clock.now() }))).toEqual(cancelled && { id: cancelled.id, number: cancelled.number });
    const { body } = await app.as(hanako).get(`/documents/${cancelled?.id}`).expect(200);
    expect(body).toMatchObject({ title: '領収書【取消】', content: { mark: 'void', firstNumber: number } });
    const refused = await app.as(hanako).post(`/receipts/${id}/reissue`).send({ addressee: 'x', honorific: 'sama', description: 'y' }).expect(409);
    expect(refused.body.code).toBe('receipt.void');
    expect(await app.db.transaction((tx) => voidReceipt(tx, { paymentId: newId(), at: app.clock.now() }))).toBeNull();
  });

  it('comes as a PDF, also with a name no typeface has, and with its mark', async () => {
    const { id } = await paid({ addressee: '花子🌸' });
    await app.nest.get(DocumentsService).renderWaiting();
    const { body, headers } = await app.as(hanako).get(`/documents/${id}.pdf`).buffer(true).expect(200).expect('content-type', 'application/pdf');
    expect(body.subarray(0, 5).toString()).toBe('%PDF-');
    expect(headers['content-disposition']).toMatch(/^inline; filename="RC-2026-\d+\.pdf"$/);
    const { body: again } = await app.as(hanako).post(`/receipts/${id}/reissue`).send({ addressee: '株式会社 花子商店', honorific: 'onchu', description: '会費として' }).expect(201);
    await app.as(hanako).get(again.pdfHref.replace('/api/v1', '')).expect(200);
  });

  it('is nobody else’s: neither other mixers nor guests, but those who keep the books', async () => {
    const { id } = await paid();
    const other = await app.mixer();
    await app.as(other).get(`/documents/${id}`).expect(404);
    await app.as(other).post(`/receipts/${id}/reissue`).send({ addressee: 'x', honorific: 'sama', description: 'y' }).expect(404);
    await app.as(null).get('/me/receipts').expect(401);
    await app.as(treasurer).get(`/documents/${id}`).expect(200);
    expect((await app.as(other).get('/me/receipts').expect(200)).body.items).toEqual([]);
  });

  it('is found by date, amount and name together, as books have to be searchable', async () => {
    app.clock.advance({ days: 40 });
    const { number } = await paid({ addressee: '検索 する子', parts: [{ subject: { kind: 'other', name: '交流会の会場費' }, amountYen: 4_321, taxCategory: 'standard' }] });
    const found = async (query: string): Promise<string[]> =>
      (await app.as(treasurer).get(`/receipts?${query}`).expect(200)).body.items.map((receipt: { number: string }) => receipt.number);
    expect(await found('from=2026-12-31&until=2027-01-01&leastYen=4321&mostYen=4321&who=%E3%81%99%E3%82%8B%E5%AD%90')).toEqual([number]);
    expect(await found('until=2026-12-31&who=%E3%81%99%E3%82%8B%E5%AD%90')).toEqual([]);
    expect(await found('from=2026-12-01&mostYen=4320')).toEqual([]);
    expect(await found(`who=${number.toLowerCase()}`)).toEqual([number]);
    const first = (await app.as(treasurer).get('/receipts?limit=1').expect(200)).body;
    expect(first.items).toHaveLength(1);
    expect((await app.as(treasurer).get(`/receipts?limit=1&cursor=${first.nextCursor}`).expect(200)).body.items[0].number).not.toBe(first.items[0].number);
    await app.as(hanako).get('/receipts').expect(403);
  });

  it('is not changed with fields that are empty, too long or unknown', async () => {
    const { id } = await paid();
    const { body } = await app.as(hanako).post(`/receipts/${id}/reissue`).send({ addressee: ' ', honorific: 'dono', description: 'あ'.repeat(81) }).expect(400);
    expect(body.fields.map(({ path }: { path: string }) => path).sort()).toEqual(['addressee', 'description', 'honorific']);
    await app.as(hanako).post(`/receipts/${id}/reissue`).send({ addressee: '花子', honorific: 'sama', description: '会費として', amountYen: 1 }).expect(400);
  });
});

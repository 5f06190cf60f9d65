import { createHash } from 'node:crypto';
import { rows, theRow } from '#libs/database';
import { day } from '#libs/kernel';
import { acceptTexts, duesConfirmation, type DuesOffer } from '#libs/legal';
import { TestApp, type Person } from '../support/app.js';

let app: TestApp;
let steward: Person;

beforeAll(async () => {
  app = await TestApp.start();
  steward = await app.admin('steward');
});
afterAll(() => app.stop());

const KINDS = ['commerce', 'terms', 'privacy'] as const;
type Kind = (typeof KINDS)[number];

const read = async (kind: Kind, language: 'ja' | 'en' = 'ja') => (await app.as(null, language).get(`/legal-texts/${kind}`).expect(200)).body;
const asked = async (person: Person): Promise<{ id: string; kind: string; version: number; again: boolean; change: string }[]> =>
  (await app.as(person).get('/me/legal-texts').expect(200)).body.items;
const publish = (kind: Kind, change: object) =>
  app
    .as(steward)
    .post(`/legal-texts/${kind}/versions`)
    .send({ basedOn: 1, bodyJa: '## 改めた文\n{name}', bodyEn: '## New text\n{name}', changeJa: '第2条を改めました。', changeEn: 'Article 2 is new.', inForceOn: '2026-11-21', asksAgain: true, ...change });

describe('legal texts', () => {
  it('are read by everybody, in both languages, with what the cooperative says of itself', async () => {
    await app.as(steward).patch('/cooperative').send({ name: '北の*コワーキング*協同組合', representative: '代表 一郎', phone: '019-000-0000', email: 'info@mazeru.example' }).expect(200);
    for (const kind of KINDS) {
      for (const language of ['ja', 'en'] as const) {
        const text = await read(kind, language);
        expect(text).toMatchObject({ kind, version: 1, inForce: true });
        expect(text.body).not.toMatch(/\{\w+\}/);
        expect(createHash('sha256').update(text.body, 'utf8').digest('hex')).toBe(text.sha256);
      }
    }
    const commerce = await read('commerce');
    // A name is written as itself, not as Markdown.
    expect(commerce.body).toContain('販売事業者：北の\\*コワーキング\\*協同組合');
    expect(commerce.body).toContain('運営責任者：代表 一郎');
    expect(commerce.body).toContain('適格請求書発行事業者の登録はありません');
    for (const item of ['価格', '支払いの方法と時期', '提供の時期', 'お申し込みの期間', '解約と返金', '電話番号']) expect(commerce.body).toContain(item);
    await app.as(null).get('/legal-texts/gossip').expect(404);
    await app.as(null).get('/legal-texts/terms?version=9').expect(404);
  });

  it('are agreed to by name, version, time and digest', async () => {
    const person = await app.person();
    const open = await asked(person);
    expect(open.map(({ kind, version, again }) => [kind, version, again])).toEqual([['terms', 1, false], ['privacy', 1, false]]);
    const half = await app.as(person).post('/me/legal-acceptances').send({ textIds: [open[0]?.id] }).expect(409);
    expect(half.body).toMatchObject({ code: 'texts.accept', detail: expect.stringContaining('プライバシーポリシー') });

    await app.as(person).post('/me/legal-acceptances').send({ textIds: open.map(({ id }) => id) }).expect(200);
    expect(await asked(person)).toEqual([]);
    const kept = await rows<{ text: string; version: number; at: Date; sha256: Buffer }>(
      app.db,
      'select text, version, accepted_at as at, sha256 from text_acceptances where account_id = $1 order by text desc',
      [person.accountId],
    );
    expect(kept.map(({ text, version, at }) => [text, version, at])).toEqual([['terms', 1, app.clock.now()], ['privacy', 1, app.clock.now()]]);
    expect(kept[0]?.sha256.toString('hex')).toBe((await read('terms')).sha256);
    expect((await app.as(person).get('/me/audit').expect(200)).body.items[0].action).toBe('legalText.accepted');
    await expect(app.db.query('update text_acceptances set version = 2 where account_id = $1', [person.accountId])).rejects.toThrow('append-only');
  });

  it('get a next version from a day on; those who agreed are asked again only when it says so', async () => {
    const person = await app.person();
    await app.as(person).post('/me/legal-acceptances').send({ textIds: (await asked(person)).map(({ id }) => id) }).expect(200);

    const later = await publish('privacy', { basedOn: 2, inForceOn: '2026-11-23', asksAgain: true }).expect(201);
    expect(later.body.items.map(({ version, inForce, acceptedBy }: { version: number; inForce: boolean; acceptedBy: number }) => [version, inForce, acceptedBy > 0])).toEqual([[3, false, false], [2, false, false], [1, true, true]]);
    expect(await asked(person)).toEqual([]);
    expect((await read('privacy')).versions).toHaveLength(3);

    app.clock.advance({ days: 2 });
    expect(await asked(person)).toMatchObject([{ kind: 'privacy', version: 3, again: true, change: '第2条を改めました。' }]);
    expect(await read('privacy')).toMatchObject({ version: 3, inForce: true });
    expect((await app.as(null).get('/legal-texts/privacy?version=1').expect(200)).body).toMatchObject({ version: 1, inForce: false });

    await app.as(person).post('/me/legal-acceptances').send({ textIds: (await asked(person)).map(({ id }) => id) }).expect(200);
    await publish('privacy', { basedOn: 3, inForceOn: '2026-11-23', asksAgain: false }).expect(201);
    expect(await read('privacy')).toMatchObject({ version: 4 });
    expect(await asked(person)).toEqual([]);
    // Who agreed to the first version only is still asked, for the second one asked for it.
    const other = await app.person();
    expect((await asked(other)).map(({ kind, version }) => [kind, version])).toEqual([['terms', 1], ['privacy', 4]]);
  });

  it('are published by stewards alone, on the newest version, without HTML, for a day to come', async () => {
    await app.as(await app.admin('treasurer')).post('/legal-texts/terms/versions').send({}).expect(403);
    expect((await publish('terms', { basedOn: 7 }).expect(409)).body.code).toBe('texts.edited');
    const wrong = await publish('terms', { bodyJa: '<script>alert(1)</script>', bodyEn: '{nonsense}' }).expect(400);
    expect(wrong.body.fields.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([['bodyJa', 'markdownHtml'], ['bodyEn', 'legalBrace']]);
    const past = await publish('terms', { inForceOn: '2026-11-20' }).expect(400);
    expect(past.body.fields[0]).toMatchObject({ path: 'inForceOn', code: 'beforeInForce' });
    await expect(app.db.query(`update legal_texts set body_ja = 'x'`)).rejects.toThrow('append-only');
  });

  it('are edited by one of two stewards who press at once', async () => {
    const statuses = await Promise.all([publish('terms', { inForceOn: '2026-12-01' }), publish('terms', { inForceOn: '2026-12-01' })]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('the cooperative', () => {
  it('doubts a registration number whose check digit does not fit, and refuses one of another form', async () => {
    expect((await app.as(steward).patch('/cooperative').send({ registrationNumber: 'T7010705000725' }).expect(200)).body.registrationNumberDoubtful).toBe(false);
    expect((await app.as(steward).patch('/cooperative').send({ registrationNumber: 'T8010705000725' }).expect(200)).body.registrationNumberDoubtful).toBe(true);
    const { body } = await app.as(steward).patch('/cooperative').send({ registrationNumber: '7010705000725' }).expect(400);
    expect(body.fields[0].code).toBe('registrationNumber');
    expect((await app.as(steward).patch('/cooperative').send({ registrationNumber: null, phone: '' }).expect(200)).body).toMatchObject({ registrationNumber: null, phone: '', representative: '代表 一郎' });
    await app.as(await app.mixer()).get('/cooperative').expect(403);
    await app.as(await app.admin('treasurer')).patch('/cooperative').send({ phone: '1' }).expect(403);
  });
});

const OFFER: DuesOffer = {
  tier: 'junior',
  priceYen: 1_000,
  taxCategory: 'outOfScope',
  method: 'card',
  firstYen: 0,
  firstOn: day('2026-12-01'),
  nextOn: day('2027-01-01'),
  daysUntilDue: 14,
};

describe('the final confirmation', () => {
  it('says the six items of the commerce act with the figures of the offer, in both languages', () => {
    for (const method of ['card', 'invoice'] as const) {
      for (const locale of ['ja', 'en'] as const) {
        const { items } = duesConfirmation({ ...OFFER, method }, locale);
        expect(items.map(({ item }) => item)).toEqual(['quantity', 'price', 'payment', 'provision', 'period', 'cancelling']);
        for (const { label, lines } of items) expect([label, ...lines].join()).not.toMatch(/^$|[{}]|undefined/);
      }
    }
    const { items } = duesConfirmation(OFFER, 'ja');
    expect(items[1]?.lines).toEqual(['毎月 1,000円（不課税）', '今日のお支払いはありません。初回は2026年12月1日(火)の1,000円です。', '1年続けたときの総額 12,000円', 'ほかに必要な料金はありません。']);
    expect(items[2]?.lines[0]).toContain('次は 2027年1月1日(金)');
    expect(items[5]?.lines.join('')).toMatch(/いつでも解約.*脱退は別の手続き/);
  });

  it('is kept as it was shown, with the versions agreed to', async () => {
    const person = await app.person();
    const textIds = await Promise.all(KINDS.map(async (kind) => (await read(kind)).id));
    const confirmation = duesConfirmation(OFFER, 'ja');
    const accept = (ids: string[]) => app.db.transaction((tx) => acceptTexts(tx, { accountId: person.accountId, textIds: ids, kinds: KINDS, locale: 'ja', confirmation, at: app.clock.now() }));
    await expect(accept(textIds.slice(1))).rejects.toMatchObject({ code: 'texts.accept', params: { texts: '特定商取引法に基づく表記' } });
    await accept(textIds);
    const { shown } = await theRow<{ shown: { items: { item: string; lines: string[] }[] } }>(
      app.db,
      'acceptance',
      `select shown from text_acceptances where account_id = $1 and text = 'duesConfirmation'`,
      [person.accountId],
    );
    expect(shown.items).toEqual(confirmation.items);
    expect(await asked(person)).toEqual([]);
  });
});

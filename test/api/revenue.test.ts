import { createHash } from 'node:crypto';
import { row, rows } from '#libs/database';
import { linkToken } from '#libs/identity';
import { newId } from '#libs/kernel';
import {
  agreementOf,
  agreementVersions,
  agreeSplit,
  askPromotion,
  codesOf,
  creditOf,
  freezeSplit,
  JELLY_SPLIT,
  offerSplit,
  referralCode,
  requireAgreed,
  retireCode,
  VISITOR_COOKIE,
  type Agreement,
  type ReferralCode,
  type SplitSide,
  type SplitTerms,
} from '#libs/revenue';
import { Purge } from '../../apps/worker/purge.js';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

const PERCENT = 100;
const ROOM_FIRST: SplitTerms = {
  base: 'net',
  shares: [
    { role: 'space', kind: 'fixed', value: 3_000 },
    { role: 'host', kind: 'basisPoints', value: 60 * PERCENT },
    { role: 'attractor', kind: 'basisPoints', value: 20 * PERCENT },
    { role: 'referrerSpace', kind: 'basisPoints', value: 10 * PERCENT },
    { role: 'cooperative', kind: 'basisPoints', value: 10 * PERCENT },
  ],
};

let app: TestApp;
let host: Person;
let space: SpaceInTest;

beforeAll(async () => {
  app = await TestApp.start();
  host = await app.mixer({ tier: 'senior', name: '星野 主催' });
  space = await app.space();
});
afterAll(() => app.stop());

const named = ({ accountId, name }: Person) => ({ accountId, displayName: name });
const offer = (subjectId: string, side: SplitSide, terms: SplitTerms, more: { note?: string; basedOn?: number; needsSpace?: boolean } = {}): Promise<Agreement> =>
  app.db.transaction((tx) =>
    offerSplit(tx, { subjectKind: 'event', subjectId, terms, side, actor: named(side === 'space' ? space.owner : host), at: app.clock.now(), ...more }),
  );
const agree = (subjectId: string, side: SplitSide, version: number): Promise<Agreement> =>
  app.db.transaction((tx) => agreeSplit(tx, { subjectId, version, side, actor: named(side === 'space' ? space.owner : host), at: app.clock.now() }));
const freeze = (subjectId: string): Promise<void> => app.db.transaction((tx) => freezeSplit(tx, subjectId, app.clock.now()));

describe('a split agreement', () => {
  it('goes from the host’s offer over a counter-offer to the yes of both, each by name and time', async () => {
    const jelly = newId();
    expect(await agreementOf(app.db, jelly)).toBeNull();
    const first = await offer(jelly, 'host', JELLY_SPLIT, { note: 'いつもの割合でお願いします' });
    expect(first).toMatchObject({ version: 1, status: 'offered', host: { accountId: host.accountId, name: '星野 主催', at: app.clock.now() }, space: null, note: 'いつもの割合でお願いします' });

    app.clock.advance({ hours: 1 });
    const second = await offer(jelly, 'space', ROOM_FIRST, { basedOn: 1 });
    expect(second).toMatchObject({ version: 2, status: 'offered', offeredSide: 'space', host: null, space: { name: space.owner.name } });

    app.clock.advance({ hours: 1 });
    const agreed = await agree(jelly, 'host', 2);
    expect(agreed).toMatchObject({ version: 2, status: 'agreed', host: { name: '星野 主催', at: app.clock.now() } });
    expect(await agreementOf(app.db, jelly)).toEqual(agreed);
    expect((await agreementVersions(app.db, jelly)).map(({ version, status, terms }) => [version, status, terms])).toEqual([
      [2, 'agreed', ROOM_FIRST],
      [1, 'replaced', JELLY_SPLIT],
    ]);
    expect(requireAgreed(await agreementOf(app.db, jelly)).id).toBe(agreed.id);
  });

  it('is agreed once when both sides say yes to a new version at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const jelly = newId();
      await offer(jelly, 'host', JELLY_SPLIT);
      const [theirs, again, mine] = await Promise.all([agree(jelly, 'space', 1), agree(jelly, 'space', 1), agree(jelly, 'host', 1)]);
      expect([theirs.version, again.version, mine.version]).toEqual([1, 1, 1]);
      expect(await agreementOf(app.db, jelly)).toMatchObject({ status: 'agreed', host: { name: host.name }, space: { name: space.owner.name } });
    }
  });

  it('lets one of two answers to the same version through, and shows the other what is new', async () => {
    const jelly = newId();
    await offer(jelly, 'host', JELLY_SPLIT);
    const outcomes = await Promise.allSettled([offer(jelly, 'space', ROOM_FIRST, { basedOn: 1 }), offer(jelly, 'host', ROOM_FIRST, { basedOn: 1 })]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'split.changed', params: { version: 2 } } });
    expect((await agreementVersions(app.db, jelly)).map(({ version, status }) => [version, status])).toEqual([
      [2, 'offered'],
      [1, 'replaced'],
    ]);
  });

  it('nobody agrees to what they have not seen: a newer version has to be read first', async () => {
    const jelly = newId();
    await offer(jelly, 'host', JELLY_SPLIT);
    await offer(jelly, 'host', ROOM_FIRST);
    await expect(agree(jelly, 'space', 1)).rejects.toMatchObject({ code: 'split.changed', params: { version: 2 } });
    await expect(agree(newId(), 'space', 1)).rejects.toMatchObject({ code: 'split.changed' });
  });

  it('stands from the first sale on, however often it is sold', async () => {
    const jelly = newId();
    const first = await offer(jelly, 'host', JELLY_SPLIT);
    await freeze(jelly);
    expect(() => requireAgreed(first)).toThrow('split.notAgreed');
    expect(await agreementOf(app.db, jelly)).toEqual(first);
    const agreed = await agree(jelly, 'space', 1);
    const soldAt = app.clock.now();
    await Promise.all([freeze(jelly), freeze(jelly), freeze(jelly)]);
    app.clock.advance({ hours: 1 });
    await freeze(jelly);
    expect(await agreementOf(app.db, jelly)).toEqual({ ...agreed, status: 'frozen', frozenAt: soldAt });
    await expect(offer(jelly, 'space', ROOM_FIRST)).rejects.toMatchObject({ code: 'split.frozen', status: 409, params: { version: 1 } });
    expect(await agree(jelly, 'space', 1)).toMatchObject({ status: 'frozen' });
    expect(requireAgreed(await agreementOf(app.db, jelly)).status).toBe('frozen');
  });

  it('needs nobody else where no space takes part, and nothing at all where nothing is sold', async () => {
    const course = newId();
    const own: SplitTerms = { base: 'gross', shares: [{ role: 'cooperative', kind: 'basisPoints', value: 100 * PERCENT }] };
    expect(await offer(course, 'cooperative', own, { needsSpace: false })).toMatchObject({ status: 'agreed', space: null, offeredSide: 'cooperative' });
    await freeze(course);
    expect(await agreementOf(app.db, course)).toMatchObject({ status: 'frozen' });
    await freeze(newId());
    expect(() => requireAgreed(null)).toThrow('split.notAgreed');
  });

  it('is not offered with more than a hundred percent, and the version before stays', async () => {
    const jelly = newId();
    await offer(jelly, 'host', JELLY_SPLIT);
    const greedy: SplitTerms = { base: 'net', shares: [...JELLY_SPLIT.shares, { role: 'host', kind: 'basisPoints', value: 1 }] };
    await expect(offer(jelly, 'host', greedy)).rejects.toMatchObject({ code: 'split.over', params: { percent: 100.01 } });
    expect(await agreementOf(app.db, jelly)).toMatchObject({ version: 1 });
  });

  it('cannot be agreed in the database without both consents', async () => {
    const jelly = newId();
    await offer(jelly, 'host', JELLY_SPLIT);
    await expect(app.db.query(`update split_agreements set status = 'agreed' where subject_id = $1`, [jelly])).rejects.toThrow('split_agreements_consent');
    await expect(app.db.query(`update split_agreements set space_agreed_at = now() where subject_id = $1`, [jelly])).rejects.toThrow('split_agreements_space_named');
  });
});

describe('a preview', () => {
  const preview = (body: object, person: Person | null = host, language: 'ja' | 'en' = 'ja') => app.as(person, language).post('/split-previews').send(body);
  const jelly = { ...JELLY_SPLIT, priceYen: 500, capacity: 20 };

  it('says what each gets from no guest to a full room', async () => {
    const { body } = await preview(jelly).expect(200);
    expect(body.items).toHaveLength(21);
    expect(body.items[0]).toEqual({ guests: 0, receivedYen: 0, costYen: 0, costFromPoolYen: 0, poolYen: 0, lines: [] });
    expect(body.items[12]).toMatchObject({ guests: 12, receivedYen: 6_000, costYen: 216, poolYen: 5_784 });
    expect(body.items[12].lines[0]).toEqual({ role: 'space', amountYen: 1_735 });
    const alone = await preview({ ...jelly, broughtPercent: 0, paidOnlinePercent: 0 }).expect(200);
    expect(alone.body.items[12].lines).toEqual([
      { role: 'space', amountYen: 1_800 },
      { role: 'host', amountYen: 3_600 },
      { role: 'cooperative', amountYen: 300 },
      { role: 'fund', amountYen: 300 },
    ]);
  });

  it('of a hall of a thousand seats has a hundred steps', async () => {
    const { body } = await preview({ ...jelly, capacity: 1_000 }).expect(200);
    expect(body.items.map(({ guests }: { guests: number }) => guests)).toEqual(Array.from({ length: 101 }, (_, at) => at * 10));
  });

  it('says in words what is wrong with the terms', async () => {
    const share = (role: string, value: number, kind = 'basisPoints') => ({ role, kind, value });
    const over = await preview({ ...jelly, shares: [share('host', 6_000), share('space', 4_100)] }).expect(422);
    expect(over.body).toMatchObject({ code: 'split.over', detail: '割合の合計が101%で、100%を超えています。合計が100%以下になるように直してください。' });
    const short = await preview({ ...jelly, shares: [share('space', 3_000)] }, host, 'en').expect(422);
    expect(short.body).toMatchObject({ code: 'split.noResidue', detail: expect.stringContaining('30 %') });
    const negative = await preview({ ...jelly, shares: [share('host', 10_000), share('fund', -1, 'fixed')] }).expect(400);
    expect(negative.body.fields).toEqual([{ path: 'shares.1.value', code: 'atLeast', message: '0以上の数を入力してください。' }]);
    const many = await preview({ ...jelly, shares: Array.from({ length: 21 }, () => share('host', 1)) }).expect(400);
    expect(many.body.fields[0]).toMatchObject({ path: 'shares', code: 'tooMany' });
    const strange = await preview({ ...jelly, base: 'profit', shares: [share('king', 10_000), share('host', 0.5)] }).expect(400);
    expect(strange.body.fields.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['base', 'choice'],
      ['shares.0.role', 'choice'],
      ['shares.1.value', 'whole'],
    ]);
    await preview(jelly, null).expect(401);
  });
});

describe('who brought a guest', () => {
  const made = (wish: Partial<Parameters<typeof referralCode>[1]> & { subjectId: string | null }): Promise<ReferralCode> =>
    app.db.transaction((tx) => referralCode(tx, { kind: 'mixer', accountId: host.accountId, by: host.accountId, at: app.clock.now(), ...wish }));
  const come = (subjectId: string, code: string, cookie?: string) => {
    const asked = app.as(null).post('/referral-touches');
    return (cookie ? asked.set('cookie', cookie) : asked).send({ subjectId, code });
  };
  /** The cookie of a visitor who came by a code. */
  async function visitor(subjectId: string, code: string): Promise<{ cookie: string; token: string }> {
    const { headers } = await come(subjectId, code).expect(200);
    const set = String(headers['set-cookie']);
    const token = /mazeru_visitor=([\w-]+)/.exec(set)?.[1] ?? '';
    return { cookie: `${VISITOR_COOKIE}=${token}`, token };
  }
  const credit = (subjectId: string, by: { visitor?: string; code?: string }) => creditOf(app.db, { subjectId, at: app.clock.now(), ...by });
  const nobody = { code: null, attractorAccountId: null, referrerSpaceId: null };

  it('is one code for each mixer and each space, and one for every flyer', async () => {
    const jelly = newId();
    const [mine, again] = await Promise.all([made({ subjectId: jelly }), made({ subjectId: jelly })]);
    expect(again.code).toBe(mine.code);
    expect(mine).toMatchObject({ kind: 'mixer', accountId: host.accountId, accountName: host.name, spaceId: null });
    const room = await made({ subjectId: jelly, kind: 'space', accountId: null, spaceId: space.id });
    const flyers = [await made({ subjectId: jelly, kind: 'flyer', spaceId: space.id, label: '入口のラック' }), await made({ subjectId: jelly, kind: 'flyer', spaceId: space.id, label: '駅前の店' })];
    expect(new Set([mine, room, ...flyers].map(({ code }) => code)).size).toBe(4);
    for (const { code } of [mine, room, ...flyers]) expect(code).toMatch(/^[2-9a-hj-km-np-z]{8}$/);
    expect((await codesOf(app.db, jelly)).map(({ code }) => code).sort()).toEqual([mine, room, ...flyers].map(({ code }) => code).sort());
    expect(await credit(jelly, { code: mine.code })).toEqual({ code: mine.code, attractorAccountId: host.accountId, referrerSpaceId: null });
    expect(await credit(jelly, { code: room.code })).toEqual({ code: room.code, attractorAccountId: null, referrerSpaceId: space.id });
    expect(await credit(jelly, { code: flyers[0]?.code ?? '' })).toEqual({ code: flyers[0]?.code, attractorAccountId: host.accountId, referrerSpaceId: space.id });
  });

  it('is the first who sent the visitor within thirty days, whatever comes later', async () => {
    const jelly = newId();
    const flyer = await made({ subjectId: jelly, kind: 'flyer', spaceId: space.id, label: 'ラック' });
    const other = await app.mixer({ name: '別の 方' });
    const link = await made({ subjectId: jelly, accountId: other.accountId });
    const guest = await visitor(jelly, flyer.code.toUpperCase());
    const { body } = await come(jelly, link.code, guest.cookie).expect(200);
    expect(body).toEqual({ code: flyer.code, kind: 'flyer', countsUntil: new Date(app.clock.now().getTime() + 30 * 86_400_000).toISOString() });
    expect(await credit(jelly, { visitor: guest.token, code: link.code })).toMatchObject({ code: flyer.code, referrerSpaceId: space.id });

    app.clock.advance({ days: 30 });
    expect(await credit(jelly, { visitor: guest.token })).toMatchObject({ code: flyer.code });
    app.clock.advance({ seconds: 1 });
    expect(await credit(jelly, { visitor: guest.token })).toEqual(nobody);
    expect(await credit(jelly, { visitor: guest.token, code: link.code })).toMatchObject({ code: link.code, attractorAccountId: other.accountId });
    expect((await come(jelly, link.code, guest.cookie).expect(200)).body).toMatchObject({ code: link.code });
    expect(await credit(jelly, { visitor: guest.token })).toMatchObject({ attractorAccountId: other.accountId });
    expect((await codesOf(app.db, jelly)).find(({ code }) => code === link.code)?.touches).toBe(1);
  });

  it('is forgotten after thirty days, but for how many there were', async () => {
    const jelly = newId();
    const { code } = await made({ subjectId: jelly });
    await come(jelly, code).expect(200);
    await come(jelly, code).expect(200);
    app.clock.advance({ days: 30, seconds: 1 });
    await come(jelly, code).expect(200);
    await new Purge(app.db, app.clock).run();
    expect(await rows(app.db, 'select from referral_touches where subject_id = $1', [jelly])).toHaveLength(1);
    expect((await codesOf(app.db, jelly)).map(({ touches }) => touches)).toEqual([3]);
  });

  it('is remembered by a random cookie that only the server reads; the books keep its hash', async () => {
    const jelly = newId();
    const { code } = await made({ subjectId: jelly });
    const { headers } = await come(jelly, code).expect(200);
    const set = String(headers['set-cookie']);
    expect(set).toMatch(/^mazeru_visitor=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = /=([\w-]+)/.exec(set)?.[1] ?? '';
    const kept = await rows<{ visitor: Buffer }>(app.db, 'select visitor from referral_touches where subject_id = $1', [jelly]);
    expect(kept).toEqual([{ visitor: createHash('sha256').update(token).digest() }]);
    const forged = await come(jelly, code, `${VISITOR_COOKIE}=short`).expect(200);
    expect(String(forged.headers['set-cookie'])).not.toContain('mazeru_visitor=short');
  });

  it('is nobody for a word that is none, is retired, or belongs to another evening; a guest is never kept out by it', async () => {
    const [jelly, other] = [newId(), newId()];
    const elsewhere = await made({ subjectId: other });
    const everywhere = await made({ subjectId: null });
    const gone = await made({ subjectId: jelly, kind: 'flyer', spaceId: space.id, label: '古いちらし' });
    const early = await visitor(jelly, gone.code);
    await retireCode(app.db, gone.code, app.clock.now());
    await come(jelly, 'zzzzzzzz').expect(404);
    await come(jelly, gone.code).expect(404);
    await come(jelly, elsewhere.code).expect(404);
    expect((await come(jelly, 'いろは').expect(400)).body.fields[0]).toMatchObject({ path: 'code', code: 'invalid' });
    for (const code of ['zzzzzzzz', gone.code, elsewhere.code]) expect(await credit(jelly, { code })).toEqual(nobody);
    expect(await credit(jelly, {})).toEqual(nobody);
    expect(await credit(jelly, { visitor: 'x'.repeat(43) })).toEqual(nobody);
    expect(await credit(jelly, { code: everywhere.code })).toMatchObject({ attractorAccountId: host.accountId });
    expect(await credit(jelly, { visitor: early.token })).toMatchObject({ code: gone.code });
  });

  it('stands in the privacy policy from the day the links exist', async () => {
    app.clock.set('2026-11-22T01:00:00Z');
    const { body } = await app.as(null).get('/legal-texts/privacy').expect(200);
    expect(body.body).toContain('30日のうちは最初の紹介だけが数えられ');
    expect(body.body).toContain('お支払いのあとは、どなたも変えられません');
    expect(body.body).toContain('イベントのお申し込み');
    const english = await app.as(null, 'en').get('/legal-texts/privacy').expect(200);
    expect(english.body.body).toContain('Nobody can change it once you have paid');
    expect(english.body).toMatchObject({ version: 2, inForce: true });
  });
});

describe('a business that is promoted', () => {
  const ask = () =>
    app.db.transaction((tx) =>
      askPromotion(tx, {
        subjectId: newId(),
        title: '北のJELLY',
        business: '焙煎所ほしの',
        contactEmail: 'hoshino@mazeru.test',
        text: '焙煎所ほしのの豆を、当日みなさんで味わいます。 #PR',
        locale: 'ja',
        by: named(host),
        at: app.clock.now(),
      }),
    );

  it('is asked by a letter whose link opens without an account, and nobody else’s does', async () => {
    const asked = await ask();
    const mail = await row<{ toAddress: string; href: string; opens: string }>(
      app.db,
      `select to_address as "toAddress", href, opens from outbox_mails where template = 'promotionAsked' order by id desc limit 1`,
    );
    expect(mail).toEqual({ toAddress: 'hoshino@mazeru.test', href: `/promotion-consents/${asked.id}`, opens: `promotion:${asked.id}` });
    const link = `/promotion-consents/${asked.id}?token=${linkToken(app.settings.secretKeys, 'promotion', asked.id)}`;
    const { body } = await app.as(null).get(link).expect(200);
    expect(body).toMatchObject({ business: '焙煎所ほしの', title: '北のJELLY', status: 'asked', askedByName: host.name, answeredName: null, answers: ['give', 'refuse'] });
    expect(body).not.toHaveProperty('contactEmail');
    const other = await ask();
    await app.as(null).get(`/promotion-consents/${asked.id}`).expect(404);
    await app.as(host).get(`/promotion-consents/${asked.id}?token=${linkToken(app.settings.secretKeys, 'promotion', other.id)}`).expect(404);
    await app.as(null).get(`/promotion-consents/${asked.id}?token=${linkToken(app.settings.secretKeys, 'order', asked.id)}`).expect(404);
    await app.as(null).post(`/promotion-consents/${asked.id}?token=nonsense`).send({ answer: 'give', name: '星野' }).expect(404);
  });

  it('says yes by name, takes it back, and each answer is kept and told to the host', async () => {
    const asked = await ask();
    const link = `/promotion-consents/${asked.id}?token=${linkToken(app.settings.secretKeys, 'promotion', asked.id)}`;
    const early = await app.as(null).post(link).send({ answer: 'withdraw', name: '星野 豆子' }).expect(409);
    expect(early.body.code).toBe('state.wrong');
    expect((await app.as(null).post(link).send({ answer: 'give', name: '' }).expect(400)).body.fields[0]).toMatchObject({ path: 'name', code: 'required' });
    const given = await app.as(null).post(link).send({ answer: 'give', name: '星野 豆子' }).expect(200);
    expect(given.body).toMatchObject({ status: 'given', answeredName: '星野 豆子', answeredAt: app.clock.now().toISOString(), answers: ['withdraw'] });
    const back = await app.as(null).post(link).send({ answer: 'withdraw', name: '星野 豆子' }).expect(200);
    expect(back.body).toMatchObject({ status: 'withdrawn', answers: ['give'] });
    expect(await rows(app.db, 'select answer, name from promotion_answers where consent_id = $1 order by id', [asked.id])).toEqual([
      { answer: 'give', name: '星野 豆子' },
      { answer: 'withdraw', name: '星野 豆子' },
    ]);
    await expect(app.db.query('delete from promotion_answers where consent_id = $1', [asked.id])).rejects.toThrow('append-only');
    expect(await rows(app.db, `select template, href, params ->> 'answer' as answer from inbox_items where account_id = $1 order by id desc limit 1`, [host.accountId])).toEqual([
      { template: 'promotionAnswered', href: `/me/events/${asked.subjectId}`, answer: 'withdrawn' },
    ]);
  });
});

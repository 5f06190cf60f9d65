import request, { type Response, type Test } from 'supertest';
import { newToken, SESSION_COOKIE, tokenHash } from '#libs/identity';
import { row, rows } from '#libs/database';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

const NOWHERE = '01940000-0000-7000-8000-000000000000';
const VERBS = ['get', 'post', 'patch', 'put', 'delete'] as const;
type Verb = (typeof VERBS)[number];

/** What nobody should send and somebody will. */
const RUBBISH: readonly unknown[] = [
  null, ' ', 'x', 'a\u0000b', '\ud800', '髙😀', 'あ'.repeat(70_000), -1, 1.5, 2_000_000_000, 1e300, true, [], [null], [[]], ['\ud800'], [{}], {}, { toString: 1 },
  '9999-12-31T23:59:59Z', '2027-02-29T01:00:00Z', '9999-12-31', '24:00', '"a\r\nBcc: b@evil.test"@mazeru.test',
];

const pack = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Cursors that somebody made up: parts missing, of another sort, or such that the database cannot read them. */
const CURSORS = ['%', 'bnVsbA', ...[[], [''], ['x', 'y'], ['x', 'y', 'z'], ['2026-02-30T00:00:00.000Z', NOWHERE], ['9999999999', NOWHERE], [1], ['a\u0000', 'b\ud800', NOWHERE], ['99999999999'], { length: 2 }].map(pack)];

const PLAN = { kind: 'reception', startsAt: '2026-11-26T01:00:00Z', endsAt: '2026-11-26T06:00:00Z', places: 3, rewardYen: 5000, claimMode: 'instant', content: '受付' };

/** Inputs that are in order, so that one broken field among them is looked at by everything behind the door. */
const IN_ORDER: Readonly<Record<string, object>> = {
  CreateShift: PLAN,
  ApplyForSpace: { name: '新しい店', prefecture: '03', city: '盛岡市' },
  ApplyAsMixer: { familyName: '佐藤', familyKana: 'サトウ', pledge: true },
  SetFact: { fact: 'certification', value: 'promoter', reason: '講習' },
  PublishManual: { body: '# 版' },
  AddResource: { kind: 'table', name: 'A', capacity: 2 },
  Report: { visitors: 1, firstTimers: 0 },
  Register: { email: 'new@mazeru.test', password: 'a good long password', displayName: '新人' },
  MakeAccessToken: { name: '機械' },
  PublishText: { basedOn: 1, bodyJa: '文', bodyEn: 'text', changeJa: '改め', changeEn: 'new', inForceOn: '2026-12-01', asksAgain: false },
  ReissueReceipt: { addressee: '花子', honorific: 'sama', description: '会費として' },
};

interface Operation {
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  parameters?: { name: string; in: string }[];
}

describe('whatever is sent', () => {
  let app: TestApp;
  let space: SpaceInTest;
  /** Mixer, owner and steward in one: nothing is refused before it is read. */
  let everyone: Person;
  let shift: string;
  let claim: string;
  let room: string;
  let operations: { verb: Verb; path: string; operation: Operation; fields: string[]; schema: string }[];

  beforeAll(async () => {
    app = await TestApp.start();
    everyone = await app.mixer();
    await app.db.query(`insert into account_roles (account_id, role) values ($1, 'steward')`, [everyone.accountId]);
    space = await app.space({ owner: everyone });
    await app.hasRead(everyone, space);
    shift = (await app.as(everyone).post(`/spaces/${space.id}/shifts`).send(PLAN).expect(201)).body.id;
    await app.as(everyone).post(`/shifts/${shift}/publication`).expect(200);
    claim = (await app.as(everyone).post(`/shifts/${shift}/claims`).expect(201)).body.id;
    room = (await app.as(everyone).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: '会議室', capacity: 8 }).expect(201)).body.id;
    const { paths, components } = (await app.as(null).get('/openapi.json').expect(200)).body;
    operations = Object.entries<Record<string, Operation>>(paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(([verb, operation]) => {
        const schema = operation.requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1) ?? '';
        const queried = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name);
        return { verb: VERBS.find((known) => known === verb) ?? 'get', path, operation, schema, fields: schema ? Object.keys(components.schemas[schema]?.properties ?? {}) : queried };
      }),
    );
  });
  afterAll(() => app.stop());

  const knock = (verb: Verb, path: string, token: string | null = everyone.token): Test => {
    const asked = request(app.nest.getHttpServer())[verb](path);
    return token === null ? asked : asked.set('cookie', `${SESSION_COOKIE}=${token}`);
  };

  /** The thing that a path speaks of. */
  const real = (path: string): string =>
    path
      .replace('{resourceId}', room)
      .replace('{mixerId}', everyone.mixerId)
      .replace('{relation}', 'partnered')
      .replace('{idOrSlug}', space.id)
      .replace('{token}', 'abc')
      .replace('{id}', path.includes('/shifts/') ? shift : path.includes('/claims/') ? claim : path.includes('/spaces/') ? space.id : path.includes('/manuals/') ? space.manualId : NOWHERE)
      .replace(/\{\w+\}/g, NOWHERE);

  /** A plain answer: no fault of ours, and every no as problem+json in words. */
  const fault = ({ status, headers, text }: Response): string | null => {
    if (status < 400) return null;
    const isProblem = String(headers['content-type']).startsWith('application/problem+json') && /"detail":"[^"]+"/.test(text);
    return status < 500 && isProblem ? null : `${status} ${headers['content-type']} ${text.slice(0, 120)}`;
  };

  it('a broken field never breaks the house', async () => {
    const broken: string[] = [];
    for (const { verb, path, fields, schema } of operations.filter(({ verb, path }) => verb !== 'get' && !path.includes('current') && !path.includes('password'))) {
      await app.db.query('delete from rate_limits');
      for (const field of fields) {
        for (const value of RUBBISH) {
          const said = fault(await knock(verb, real(path)).send({ ...IN_ORDER[schema], [field]: value }));
          if (said) broken.push(`${verb} ${path} ${field}=${JSON.stringify(value).slice(0, 40)}: ${said}`);
        }
      }
    }
    expect(broken).toEqual([]);
  }, 120_000);

  it('a broken question never breaks the house', async () => {
    const broken: string[] = [];
    const asked = RUBBISH.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).filter((text) => text.length < 1000 && text !== '\ud800');
    for (const { verb, path, fields } of operations.filter((one) => one.verb === 'get')) {
      const around: Record<string, string> = path.endsWith('/calendar') ? { from: '2026-11-21', to: '2026-11-22' } : path.endsWith('/preview') ? { as: 'mixers' } : {};
      for (const field of fields) {
        for (const text of field === 'cursor' ? CURSORS : asked) {
          const query = new URLSearchParams({ ...around, [field]: text });
          const said = fault(await knock(verb, `${real(path)}?${query}`));
          if (said) broken.push(`${path}?${query}: ${said}`);
        }
      }
    }
    expect(broken).toEqual([]);
  }, 60_000);

  it('a cursor that somebody made up is refused by name', async () => {
    const lists = ['/shifts', '/shifts?sort=rewardYen', '/me/claims', `/spaces/${space.id}/claims`, '/inbox', '/audit', '/members', '/mixers', '/spaces', '/rule-sets', `/spaces/${space.id}/manuals`];
    const everywhere = lists.flatMap((path) => ['%', 'bnVsbA', pack([]), pack([1]), pack({ length: 2 }), pack(['x', 'y', 'z'])].map((cursor) => [path, cursor] as const));
    const unreadable: [string, string][] = [
      ['/shifts', pack(['2026-02-30T00:00:00.000Z', NOWHERE])],
      ['/me/claims', pack(['yesterday', NOWHERE])],
      ['/shifts?sort=rewardYen', pack(['9999999999', '2026-11-26T01:00:00.000Z', NOWHERE])],
      ['/mixers', pack(['a\u0000', NOWHERE])],
      ['/spaces', pack(['03', '\ud800', NOWHERE])],
      ['/rule-sets', pack(['99999999999'])],
    ];
    for (const [path, cursor] of [...everywhere, ...unreadable]) {
      const { body } = await app.as(everyone).get(`${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`).expect(400);
      expect(body.fields).toEqual([expect.objectContaining({ path: 'cursor', code: 'invalid' })]);
    }
  });

  it.each<[string, (to: (verb: Verb, path: string) => Test) => Test, number]>([
    ['an unknown address', (to) => to('get', '/api/v1/nothing'), 404],
    ['an unknown address to change', (to) => to('delete', '/api/v1/nothing').send({}), 404],
    ['another verb', (to) => to('put', '/api/v1/shifts').send({}), 404],
    ['an address that cannot be decoded', (to) => to('get', '/api/v1/%E0%A4%A'), 404],
    ['an endless part of an address', (to) => to('get', `/api/v1/spaces/${'x'.repeat(2000)}`), 404],
    ['half a JSON', (to) => to('post', '/api/v1/spaces').type('json').send('{"a":'), 400],
    ['no JSON at all', (to) => to('post', '/api/v1/spaces').type('json').send(''), 400],
    ['null for a form', (to) => to('post', '/api/v1/spaces').type('json').send('null'), 400],
    ['a list for a form', (to) => to('post', '/api/v1/spaces').send([{ name: 'x' }]), 400],
    ['a word for a form', (to) => to('post', '/api/v1/spaces').type('json').send('"x"'), 400],
    ['a forged prototype', (to) => to('post', '/api/v1/spaces').type('json').send('{"__proto__":{"name":"x"}}'), 400],
    ['a list in a list in a list, fifty thousand deep', (to) => to('post', '/api/v1/spaces').type('json').send(`{"hours":${'['.repeat(50_000)}${']'.repeat(50_000)}}`), 400],
    ['a list where a thing is expected', (to) => to('patch', `/api/v1/spaces/${space.id}`).send({ hours: [[]] }), 400],
    ['XML', (to) => to('post', '/api/v1/spaces').type('application/xml').send('<a/>'), 415],
    ['a web form', (to) => to('post', '/api/v1/spaces').type('form').send('a=b'), 400],
    ['five megabytes', (to) => to('post', '/api/v1/spaces').send({ name: 'a'.repeat(5_000_000) }), 413],
    ['a form from another site', (to) => to('post', '/api/v1/spaces').set('origin', 'https://evil.test').send({}), 403],
    ['a form from nowhere', (to) => to('post', '/api/v1/spaces').set('origin', 'null').send({}), 403],
    ['a key without end', (to) => to('post', '/api/v1/spaces').set('idempotency-key', 'x'.repeat(201)).send({}), 400],
  ])('%s is answered as a problem', async (_, ask, status) => {
    for (const [language, title] of [['ja', /[ぁ-ん]/], ['en;q=0.9, ja;q=0.1', /^[ -~]+$/]] as const) {
      const answer = await ask(knock).set('accept-language', language);
      expect({ status: answer.status, fault: fault(answer), told: answer.body.status }).toEqual({ status, fault: null, told: status });
      expect(answer.body.title).toMatch(title);
      expect(answer.body.detail).toMatch(title);
    }
  });

  it('a null says nothing where a field may be left out', async () => {
    const before: { id: string; version: number; content: string; places: number; claimMode: string } = (await app.as(everyone).post(`/spaces/${space.id}/shifts`).send(PLAN).expect(201)).body;
    const after = (await app.as(everyone).patch(`/shifts/${before.id}`).send({ content: null, places: null, claimMode: null, rewardYen: 6000 }).expect(200)).body;
    expect(after).toMatchObject({ content: before.content, places: before.places, claimMode: before.claimMode, rewardYen: 6000, version: before.version + 1 });
  });

  it('days and instants that do not exist are refused, and those a thousand years away', async () => {
    for (const startsAt of ['2027-02-29T01:00:00Z', '2027-04-31T01:00:00+09:00', '9999-12-31T23:00:00Z', '0000-01-01T00:00:00Z', '2027-13-01T00:00:00Z', '2026-11-26T25:00:00Z']) {
      const { body } = await app.as(everyone).post(`/spaces/${space.id}/shifts`).send({ ...PLAN, startsAt }).expect(400);
      expect(body.fields).toContainEqual(expect.objectContaining({ path: 'startsAt', code: 'instant' }));
    }
    await app.as(everyone).get(`/spaces/${space.id}/calendar?from=9999-12-31&to=9999-12-31`).expect(400);
    await app.as(everyone).post(`/shifts/${shift}/copies`).send({ days: ['2027-02-29'] }).expect(400);
    await app.as(everyone).post('/access-tokens').send({ name: 'x', expiresOn: '9999-12-31' }).expect(400);
  });
});

describe('signing in', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const register = (email: string) => app.as(null).post('/accounts').send({ email, password: 'a good long password', displayName: '髙橋 はな' });

  it('reads the two fields and nothing else', async () => {
    for (const [email, password] of [['a'.repeat(10_000), 'x'], ['a\u0000@x.test', 'x'], ['a\ud800@x.test', '\ud800'], [['a'], ['x']], [{ $ne: 1 }, 'x'], ['a@x.test', 'x'.repeat(100_000)], [undefined, undefined]]) {
      const { body } = await app.as(null).post('/sessions').send({ email, password }).expect(400);
      expect(body.fields.length).toBeGreaterThan(0);
    }
    await app.as(null).post('/sessions?email=a@x.test&password=x').send({}).expect(400);
    await app.as(null).post('/sessions').type('json').send('null').expect(400);
  });

  it('forgives the blank that a telephone adds behind an address', async () => {
    await register('blank@mazeru.test').expect(201);
    await app.as(null).post('/sessions').send({ email: ' blank@mazeru.test ', password: 'a good long password' }).expect(201);
  });

  it('counts an address of any length, and keeps no address with the count', async () => {
    const long = `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.test`;
    await register(long).expect(201);
    await app.as(null).post('/password-resets').send({ email: long }).expect(202);
    expect((await rows<{ key: string }>(app.db, 'select key from rate_limits')).filter(({ key }) => key.includes('@') || key.includes('127.0.0.1'))).toEqual([]);
  });

  it('takes a token from the header alone, for addresses are written down', async () => {
    const hanako = await app.person();
    const { token } = (await app.as(hanako).post('/access-tokens').send({ name: '機械' }).expect(201)).body;
    await app.as(null).get('/me').set('authorization', `Bearer ${token}`).expect(200);
    await app.as(null).get('/me').set('authorization', `bearer  ${token}`).expect(200);
    await app.as(null).get(`/me?access_token=${token}`).expect(401);
    await app.as(null).patch('/me').send({ displayName: 'x', access_token: token }).expect(401);
    await app.as(null).get('/shifts').set('authorization', `Bearer ${token} x`).expect(401);
  });

  it('opens nothing with the second of two reset letters once the first was used', async () => {
    await register('letters@mazeru.test').expect(201);
    for (let i = 0; i < 2; i++) await app.as(null).post('/password-resets').send({ email: 'letters@mazeru.test' }).expect(202);
    const letters = await rows<{ href: string }>(app.db, `select href from outbox_mails where to_address = 'letters@mazeru.test' and template = 'resetPassword' order by id`);
    const [first, second] = letters.map(({ href }) => href.split('/').at(-1));
    await app.as(null).post(`/password-resets/${first}`).send({ password: 'another long password' }).expect(204);
    await app.as(null).post(`/password-resets/${second}`).send({ password: 'a third long password' }).expect(422);
  });

  it('lets nobody in whose account is closed, whose session ended or ran out', async () => {
    const [closed, left] = [await app.person(), await app.person()];
    await app.db.query('update accounts set disabled_at = now() where id = $1', [closed.accountId]);
    await app.as(left).delete('/sessions/current').expect(204);
    const late = newToken();
    await app.db.query(`insert into sessions (account_id, token_hash, created_at, last_seen_at, expires_at) values ($1, $2, '2026-01-01', '2026-01-01', '2026-11-21T00:00:00Z')`, [left.accountId, tokenHash(late)]);
    for (const token of [closed.token, left.token, late]) await app.as({ ...left, token }).get('/me').expect(401);
  });

  it('writes down no token and no password for the sake of a repeated request', async () => {
    const hanako = await app.person();
    await app.as(hanako).post('/access-tokens').set('idempotency-key', 'k').send({ name: '機械' }).expect(201);
    await app.as(hanako).post('/me/password').set('idempotency-key', 'p').send({ current: 'x', next: 'a good long password' }).expect(422);
    expect(await rows(app.db, 'select key from idempotency_keys where account_id = $1', [hanako.accountId])).toEqual([]);
  });
});

describe('other people’s things', () => {
  let app: TestApp;
  let space: SpaceInTest;
  let hanako: Person;
  let desk: Person;
  let shift: string;
  let claim: string;

  beforeAll(async () => {
    app = await TestApp.start();
    space = await app.space();
    hanako = await app.mixer();
    desk = await app.person('受付 係');
    await app.staff(space.id, desk, 'reception');
    await app.hasRead(hanako, space);
    shift = (await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(PLAN).expect(201)).body.id;
    await app.as(space.owner).post(`/shifts/${shift}/publication`).expect(200);
    claim = (await app.as(hanako).post(`/shifts/${shift}/claims`).expect(201)).body.id;
  });
  afterAll(() => app.stop());

  it('the reception watches the day, and neither plans, decides, nor reads the papers', async () => {
    await app.as(desk).get(`/spaces/${space.id}/today`).expect(200);
    await app.as(desk).get(`/spaces/${space.id}/check-in-codes`).expect(200);
    const seen = (await app.as(desk).get(`/claims/${claim}`).expect(200)).body;
    expect(Object.values(seen.can)).not.toContain(true);
    await app.as(desk).get(`/documents/${seen.termsDocumentId}`).expect(404);
    await app.as(desk).get(`/documents/${seen.termsDocumentId}.pdf`).expect(404);
    await app.as(space.owner).get(`/documents/${seen.termsDocumentId}`).expect(200);
    for (const path of [`/shifts/${shift}/cancellation`, `/claims/${claim}/confirmation`, `/claims/${claim}/no-show`]) await app.as(desk).post(path).send({ reason: 'x' }).expect(403);
    await app.as(desk).get(`/spaces/${space.id}/audit`).expect(403);
  });

  it('who no longer belongs to the space is a stranger from that moment', async () => {
    const former = await app.person();
    await app.staff(space.id, former, 'manager');
    await app.as(former).get(`/spaces/${space.id}/today`).expect(200);
    await app.db.query('update space_staff set ended_at = now() where account_id = $1', [former.accountId]);
    await app.as(former).get(`/spaces/${space.id}/today`).expect(403);
    await app.as(former).get(`/claims/${claim}`).expect(403);
    await app.as(former).patch(`/shifts/${shift}`).send({ places: 5 }).expect(403);
  });

  it('an owner elsewhere finds nothing here, and cannot use a room of ours', async () => {
    const { owner, id } = await app.space({ name: 'よそ' });
    const room = (await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: '会議室', capacity: 4 }).expect(201)).body.id;
    for (const path of [`/claims/${claim}`, `/spaces/${space.id}/today`, `/spaces/${space.id}/claims`, `/spaces/${space.id}/audit`, `/spaces/${space.id}/staff`]) await app.as(owner).get(path).expect(404);
    for (const path of [`/claims/${claim}/confirmation`, `/claims/${claim}/approval`, `/shifts/${shift}/publication`, `/spaces/${space.id}/resources/${room}/retirement`]) await app.as(owner).post(path).send({}).expect(404);
    await app.as(owner).post(`/spaces/${id}/resources/${room}/retirement`).expect(404);
    const refused = await app.as(owner).post(`/spaces/${id}/shifts`).send({ ...PLAN, resourceId: room }).expect(400);
    expect(refused.body.fields).toEqual([expect.objectContaining({ path: 'resourceId', code: 'id' })]);
  });

  it('an applicant, and who was suspended, read no manuals: they may tell where the key is', async () => {
    for (const membership of ['applied', 'suspended', 'ended']) {
      const person = await app.mixer({ membership });
      await app.as(person).get(`/spaces/${space.id}/manuals/current`).expect(404);
      await app.as(person).post(`/manuals/${space.manualId}/acknowledgements`).expect(404);
    }
    for (const membership of ['accepted', 'active', 'paused']) await app.as(await app.mixer({ membership })).get(`/spaces/${space.id}/manuals/current`).expect(200);
  });

  it('nobody uses up another’s tries at the desk', async () => {
    const taro = await app.mixer();
    for (let i = 0; i < 12; i++) await app.as(taro).post(`/claims/${claim}/check-in`).send({ code: '000000' }).expect(404);
    await app.as(hanako).post(`/claims/${claim}/check-in`).send({ code: '000000' }).expect(409);
  });

  it('no mail address stands where it was not asked for', async () => {
    const pages = [`/shifts/${shift}`, '/shifts', `/spaces/${space.id}/claims`, `/claims/${claim}`, `/spaces/${space.id}/calendar?from=2026-11-21&to=2026-11-30`, `/spaces/${space.id}/audit`, '/mixers', `/mixers/${hanako.mixerId}`];
    for (const path of pages) expect(JSON.stringify((await app.as(space.owner).get(path).expect(200)).body)).not.toContain(hanako.email);
  });
});

describe('names and words of people', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it('a name is one line, so that it writes nothing between the lines of a letter', async () => {
    const hanako = await app.person();
    await app.as(hanako).patch('/me').send({ displayName: ' 髙橋\r\nBcc: all@mazeru.test\u2028👩‍🍳\u0007 ' }).expect(204);
    expect((await app.as(hanako).get('/me')).body.account.displayName).toBe('髙橋 Bcc: all@mazeru.test 👩‍🍳');
  });

  it('no letter goes to an address that reads like two', async () => {
    for (const email of ['"a, b"@mazeru.test', '"a\r\nBcc: b"@mazeru.test', 'a@x.test, b@y.test', 'a <b@x.test>', 'a b@x.test']) {
      const { body } = await app.as(null).post('/accounts').send({ email, password: 'a good long password', displayName: 'x' }).expect(400);
      expect(body.fields).toEqual([expect.objectContaining({ path: 'email', code: 'email' })]);
    }
  });

  it('a text of several lines keeps them', async () => {
    const space = await app.space();
    const content = '一行目\n\n二行目 髙橋☕️';
    const made = await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send({ ...PLAN, content }).expect(201);
    expect(made.body.content).toBe(content);
  });
});

describe('the unhappy ways of a shift', () => {
  let app: TestApp;
  let space: SpaceInTest;
  beforeAll(async () => {
    app = await TestApp.start();
    space = await app.space();
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.set('2026-11-21T01:00:00Z'));

  const TODAY = { startsAt: '2026-11-21T03:00:00Z', endsAt: '2026-11-21T06:00:00Z' };
  const publish = async (change: Record<string, unknown> = {}): Promise<string> => {
    const { id } = (await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send({ ...PLAN, places: 1, ...change }).expect(201)).body;
    await app.as(space.owner).post(`/shifts/${id}/publication`).expect(200);
    return id;
  };
  const taken = async (shiftId: string): Promise<{ mixer: Person; claimId: string }> => {
    const mixer = await app.mixer();
    await app.hasRead(mixer, space);
    return { mixer, claimId: (await app.as(mixer).post(`/shifts/${shiftId}/claims`).expect(201)).body.id };
  };
  const codeOf = async (shiftId: string): Promise<string> => (await row<{ code: string }>(app.db, 'select check_in_code as code from shifts where id = $1', [shiftId]))?.code ?? '';

  it('is called off when the mixer is there already: part of the reward is due, and what was agreed stands till then', async () => {
    const id = await publish({ ...TODAY, rewardYen: 5000 });
    const { mixer, claimId } = await taken(id);
    app.clock.set('2026-11-21T02:30:00Z');
    await app.as(mixer).post(`/claims/${claimId}/check-in`).send({ code: await codeOf(id) }).expect(200);
    expect((await app.as(space.owner).patch(`/shifts/${id}`).send({ rewardYen: 100 }).expect(422)).body.code).toBe('shift.rewardLowered');
    expect((await app.as(space.owner).patch(`/shifts/${id}`).send({ endsAt: '2026-11-21T08:00:00Z' }).expect(422)).body.code).toBe('shift.fixed');
    await app.as(space.owner).post(`/shifts/${id}/cancellation`).send({ reason: '停電' }).expect(200);
    expect((await app.as(mixer).get(`/claims/${claimId}`)).body).toMatchObject({ status: 'cancelled', payableYen: 3000 });
    await taken(await publish(TODAY));
  });

  it('is confirmed by the owner for somebody who came and forgot to check in', async () => {
    const id = await publish(TODAY);
    const { mixer, claimId } = await taken(id);
    app.clock.set('2026-11-21T07:00:00Z');
    expect((await app.as(space.owner).get(`/claims/${claimId}`)).body.can).toMatchObject({ confirm: true, noShow: true });
    await app.as(space.owner).post(`/claims/${claimId}/confirmation`).expect(200);
    expect((await app.as(mixer).get(`/claims/${claimId}`)).body).toMatchObject({ status: 'confirmed', payableYen: 5000, outcome: 'came' });
  });

  it('tells its holder that the place is theirs, not that others were faster', async () => {
    const id = await publish();
    const { mixer, claimId } = await taken(id);
    const again = await app.as(mixer).post(`/shifts/${id}/claims`).expect(409);
    expect(again.body).toMatchObject({ code: 'claim.already', reasons: [{ nextStep: { href: `/me/shifts/${claimId}` } }] });
    expect((await app.as(mixer).get(`/shifts/${id}`)).body.why.claim).toEqual([expect.objectContaining({ code: 'claim.already' })]);
  });

  it('counts an early withdrawal no more once somebody has taken the place, whatever happens to them', async () => {
    const strikesOf = async (mixer: Person, claimId: string): Promise<number> => (await app.as(mixer).get(`/claims/${claimId}/withdrawal-quote`).expect(200)).body.strikes;
    const id = await publish();
    const { mixer, claimId } = await taken(id);
    await app.as(mixer).post(`/claims/${claimId}/withdrawal`).send({ reason: '出張' }).expect(200);
    const next = await taken(id);
    const empty = await publish();
    const lonely = await taken(empty);
    await app.as(lonely.mixer).post(`/claims/${lonely.claimId}/withdrawal`).send({ reason: '出張' }).expect(200);
    app.clock.set('2026-11-26T02:00:00Z');
    await app.as(space.owner).post(`/claims/${next.claimId}/no-show`).send({ reason: '連絡がありません' }).expect(200);
    const other = await publish({ startsAt: '2026-12-26T01:00:00Z', endsAt: '2026-12-26T02:00:00Z' });
    const again = (await app.as(mixer).post(`/shifts/${other}/claims`).expect(201)).body.id;
    expect(await strikesOf(mixer, again)).toBe(0);
    const third = await publish({ startsAt: '2026-12-27T01:00:00Z', endsAt: '2026-12-27T02:00:00Z' });
    expect(await strikesOf(lonely.mixer, (await app.as(lonely.mixer).post(`/shifts/${third}/claims`).expect(201)).body.id)).toBe(1);
  });

  it('moves the entry in people’s calendars on with every change, up to its end', async () => {
    const id = await publish();
    const { mixer, claimId } = await taken(id);
    for (const content of ['二版', '三版', '四版']) await app.as(space.owner).patch(`/shifts/${id}`).send({ content }).expect(200);
    await app.as(mixer).post(`/claims/${claimId}/withdrawal`).send({ reason: '内容が変わったため' }).expect(200);
    const sent = await rows<{ sequence: number; status: string }>(
      app.db,
      `select (calendar ->> 'sequence')::int as sequence, calendar ->> 'status' as status from outbox_mails where calendar ->> 'uid' = $1 order by id`,
      [`${claimId}@mazeru`],
    );
    expect(sent.map(({ sequence }) => sequence)).toEqual(sent.map(({ sequence }) => sequence).toSorted((a, b) => a - b));
    expect(new Set(sent.map(({ sequence }) => sequence)).size).toBe(sent.length);
    expect(sent.at(-1)?.status).toBe('cancelled');
  });

  it('runs over midnight and to 24:00, over New Year and on 29 February, for nothing and for a million', async () => {
    await app.db.query('delete from space_hours where space_id = $1', [space.id]);
    await app.db.query(`insert into space_hours (space_id, weekday, opens_at, closes_at) select $1, d, '00:00', '24:00' from unnest('{0,1,2,3,4,5,6}'::text[]) d`, [space.id]);
    for (const [startsAt, endsAt, rewardYen, paymentDueOn] of [
      ['2026-12-31T13:00:00Z', '2026-12-31T15:00:00Z', 0, '2027-01-25'],
      ['2026-12-31T14:00:00Z', '2026-12-31T16:00:00Z', 1_000_000, '2027-02-25'],
      ['2028-02-28T15:00:00Z', '2028-02-29T15:00:00Z', 1, '2028-03-24'],
    ] as const) {
      const made = await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send({ ...PLAN, startsAt, endsAt, rewardYen }).expect(201);
      expect(made.body).toMatchObject({ paymentDueOn, rewardYen });
    }
  });
});

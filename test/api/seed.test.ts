import { DEMO_PASSWORD, DEMO_SIGN_INS, seed } from '#db/seeds/index';
import { runChecks } from '#db/checks/run';
import { openDataSource, row, rows } from '#libs/database';
import { DuesSweep } from '#libs/dues';
import { SESSION_COOKIE } from '#libs/identity';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { START, TestApp, type Person } from '../support/app.js';

describe('the seed cooperative', () => {
  let app: TestApp;
  const now = new Date(START);

  beforeAll(async () => {
    app = await TestApp.start();
    await seed(app.db, now);
  });
  afterAll(() => app.stop());

  const count = async (sql: string): Promise<Record<string, number>> =>
    Object.fromEntries((await rows<{ what: string; n: number }>(app.db, sql)).map(({ what, n }) => [what, n]));

  const signIn = async (email: string): Promise<Person> => {
    const answer = await app.as(null).post('/sessions').send({ email, password: DEMO_PASSWORD }).expect(201);
    const [, token = ''] = new RegExp(`${SESSION_COOKIE}=([^;]+)`).exec(String(answer.headers['set-cookie'])) ?? [];
    return { accountId: '', email, name: '', mixerId: '', token: decodeURIComponent(token) };
  };

  test('stands up to every check of the database', async () => {
    const found = (await runChecks(app.db)).filter((check) => check.rows.length > 0);
    expect(found).toEqual([]);
  });

  test('has books in which the money of an event bears its name and day', async () => {
    const treasurer = await signIn('treasurer@mazeru.example');
    const { body } = await app.as(treasurer).get('/ledger/accounts?type=held').expect(200);
    const owners: { kind: string; name: string }[] = body.items.flatMap(({ owner }: { owner: { kind: string; name: string } | null }) => (owner?.kind === 'event' ? [owner] : []));
    expect(owners.length).toBeGreaterThan(0);
    for (const { name } of owners) expect(name).toMatch(/^JELLY.* \d{4}\/\d\d\/\d\d$/);
    expect((await app.as(treasurer).get('/ledger/accounts?type=held&name=JELLY').expect(200)).body.items).toHaveLength(owners.length);
  });

  test('has every state of a shift and of a claim', async () => {
    const shifts = await count(`select status as what, count(*)::int as n from shifts group by 1`);
    expect(Object.keys(shifts).sort()).toEqual(['cancelled', 'draft', 'published']);
    const all = Object.values(shifts).reduce((sum, n) => sum + n, 0);
    expect(all).toBeGreaterThanOrEqual(150);
    expect(all).toBeLessThanOrEqual(210);
    const claims = await count(`select status as what, count(*)::int as n from claims group by 1`);
    expect(Object.keys(claims).sort()).toEqual([
      'booked', 'cancelled', 'checkedIn', 'confirmed', 'handedOver', 'noShow', 'rejected', 'released', 'reported', 'requested', 'standInWanted', 'withdrawn',
    ]);
  });

  test('holds what was cancelled late, contested and handed over', async () => {
    expect(await row(app.db, `select payable_yen as yen, reward_yen as of from claims where status = 'cancelled' and payable_yen > 0`)).toEqual({ yen: 2_400, of: 4_000 });
    expect(await row(app.db, `select count(*)::int as n from claims where status = 'noShow' and objection is not null`)).toEqual({ n: 1 });
    expect(await row(app.db, `select count(*)::int as n from claims where took_over_from_id is not null`)).toEqual({ n: 2 });
    expect(await row(app.db, `select count(*)::int as n from shifts where version = 2`)).toEqual({ n: 1 });
  });

  test('has people of every tier and standing', async () => {
    const facts = await rows<{ fact: string; values: string[] }>(
      app.db,
      `select fact, array_agg(distinct value order by value) as values from mixer_facts where valid @> $1::timestamptz group by 1 order by 1`,
      [now],
    );
    expect(facts).toEqual([
      { fact: 'certification', values: ['promoter'] },
      { fact: 'course', values: ['completed'] },
      { fact: 'duesStanding', values: ['good', 'grace', 'restricted'] },
      { fact: 'freeze', values: ['frozen'] },
      { fact: 'membership', values: ['accepted', 'active', 'applied', 'paused', 'suspended'] },
      { fact: 'membershipClass', values: ['member', 'supporter'] },
      { fact: 'tier', values: ['challenge', 'junior', 'senior'] },
    ]);
    const names = await rows<{ name: string }>(app.db, `select family_name || given_name || display_name as name from mixers m join accounts a on a.id = m.account_id`);
    expect(names.some(({ name }) => name.includes('髙橋'))).toBe(true);
    expect(names.some(({ name }) => name.includes('🌸'))).toBe(true);
  });

  test('has months of dues in the books, and those who are behind stand where the rule puts them: the daily work moves nobody', async () => {
    const states = await count(`select state as what, count(*)::int as n from dues_charges group by 1`);
    expect(states['paid']).toBeGreaterThan(60);
    expect(states['asking']).toBeGreaterThanOrEqual(2);
    const treasurer = await signIn('treasurer@mazeru.example');
    const behind = await app.as(treasurer).get('/dues').expect(200);
    expect(behind.body.items.map(({ standing }: { standing: string }) => standing)).toEqual(['restricted', 'grace']);
    expect(behind.body.items[0]).toMatchObject({ failure: { code: 'overdue' }, lastContact: expect.any(String) });
    expect(await app.nest.get(DuesSweep).run()).toBe(0);
  });

  test('has six spaces of the network, one application and one that waits for the terms', async () => {
    expect(await count(`select status as what, count(*)::int as n from spaces group by 1`)).toEqual({ accepted: 1, applied: 1, member: 6 });
    expect(await count(`select relation as what, count(*)::int as n from space_relations group by 1`)).toEqual({ partnered: 6, designated: 2 });
  });

  test.each(DEMO_SIGN_INS.map(({ email }) => email))('lets %s sign in', async (email) => {
    const person = await signIn(email);
    const me = await app.as(person).get('/me');
    expect(me.status).toBe(200);
    expect(me.body.account.email).toBe(email);
  });

  test('gives Hanako a shift that she can check in to now, and something unread', async () => {
    const hanako = await signIn('junior@mazeru.example');
    const home = await app.as(hanako).get('/me/home');
    expect(home.status).toBe(200);
    expect(home.body.today.some((claim: { can: { checkIn: boolean } }) => claim.can.checkIn)).toBe(true);
    expect(home.body.invitations).toHaveLength(1);
    const unread = await row<{ n: number }>(
      app.db,
      `select count(*)::int as n from inbox_items i join accounts a on a.id = i.account_id where a.email = $1 and read_at is null`,
      ['junior@mazeru.example'],
    );
    expect(unread?.n).toBeGreaterThan(0);
  });

  test('leaves the owner in Morioka a place uncovered within 72 hours and three reports to confirm', async () => {
    const found = await row<{ uncovered: number; reported: number }>(
      app.db,
      `select (select count(*)::int from shifts s where s.space_id = sp.id and s.status = 'published' and s.places_taken < s.places
                  and s.starts_at between $1 and $1::timestamptz + interval '72 hours') as uncovered,
              (select count(*)::int from claims c where c.space_id = sp.id and c.status = 'reported') as reported
         from spaces sp where slug = 'kita-no-tsukue'`,
      [now],
    );
    expect(found?.uncovered).toBeGreaterThanOrEqual(1);
    expect(found?.reported).toBe(3);
  });

  test('has evenings of every standing: over and settled, full with a line, free, paid, called off, and on the way to being agreed', async () => {
    expect(await count(`select status as what, count(*)::int as n from events where kind <> 'mixerMeeting' group by 1`)).toEqual({
      approved: 1, cancelled: 1, countered: 1, done: 1, draft: 1, proposed: 1, published: 5, settled: 1,
    });
    const open = (await app.as(null).get('/events?limit=100').expect(200)).body.items;
    expect(open.map(({ kind, fromYen, seatsLeft, waiting }: { kind: string; fromYen: number; seatsLeft: number; waiting: number }) => [kind, fromYen, seatsLeft, waiting])).toEqual(
      expect.arrayContaining([['jelly', 800, 0, 2], ['jelly', 0, 9, 0], ['studyGroup', 0, 18, 0], ['seminar', 1_500, 26, 0], ['course', 3_000, 20, 0], ['jelly', 500, 16, 0]]),
    );
    const senior = await signIn('senior@mazeru.example');
    expect((await app.as(senior).get('/me/events').expect(200)).body.items.map(({ status }: { status: string }) => status)).toEqual(['published', 'countered', 'draft']);
    expect((await app.as(senior).get('/me/events?about=past').expect(200)).body.items.map(({ status }: { status: string }) => status)).toEqual(['done', 'settled']);
  });

  test('is the same cooperative whenever the same moment is asked for', async () => {
    const url = await createTestDatabase();
    const db = await openDataSource(url, { poolSize: 2 });
    const story = `select sp.slug, s.starts_at, s.kind, s.status, s.reward_yen, s.check_in_code, c.status as claim, a.email, c.claimed_at, c.report, d.number
       from shifts s join spaces sp on sp.id = s.space_id left join claims c on c.shift_id = s.id left join accounts a on a.id = c.account_id
       left join documents d on d.id = c.terms_document_id order by sp.slug, s.starts_at, s.check_in_code, a.email`;
    const evenings = `select e.title, e.status, e.starts_at, e.published_at, s.taken, o.name, o.status as "order", o.checked_in from events e left join sales s on s.subject_id = e.id
       left join lateral (select number, name, status, (select count(*)::int from seats t where t.order_id = orders.id and t.checked_in_at is not null) as checked_in
                            from orders where subject_id = e.id) o on true order by e.starts_at, e.title, o.number`;
    try {
      await seed(db, now);
      expect(await rows(db, story)).toEqual(await rows(app.db, story));
      expect(await rows(db, evenings)).toEqual(await rows(app.db, evenings));
    } finally {
      await db.destroy();
      await dropTestDatabase(url);
    }
  });

  test('comes only into an empty database, and never into production', async () => {
    await expect(seed(app.db, now)).rejects.toMatchObject({ code: 'demo.notEmpty' });
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(seed(app.db, now)).rejects.toMatchObject({ code: 'demo.production' });
    } finally {
      process.env['NODE_ENV'] = 'test';
    }
  });
});

describe('the seed on awkward days', () => {
  test.each([
    ['New Year, when every space is closed', '2027-01-02T01:00:00Z'],
    ['a minute after midnight', '2026-11-30T15:01:00Z'],
    ['a minute before midnight', '2026-12-04T14:59:00Z'],
    ['a Sunday before dawn', '2027-02-27T19:30:00Z'],
    ['leap day', '2028-02-29T03:00:00Z'],
    ['a holiday', '2027-05-04T08:10:00Z'],
  ])('%s it is whole', async (_, instant) => {
    const url = await createTestDatabase();
    const db = await openDataSource(url, { poolSize: 2 });
    try {
      await seed(db, new Date(instant));
      expect((await runChecks(db)).filter((check) => check.rows.length > 0)).toEqual([]);
      const today = await row<{ n: number }>(
        db,
        `select count(*)::int as n from claims c join shifts s on s.id = c.shift_id join accounts a on a.id = c.account_id
          where a.email = 'junior@mazeru.example' and c.status = 'booked' and $1::timestamptz between s.starts_at - interval '1 hour' and s.ends_at`,
        [instant],
      );
      expect(today?.n).toBeGreaterThanOrEqual(1);
      const held = await row<{ n: number }>(db, `select count(distinct status)::int as n from claims`);
      expect(held?.n).toBe(12);
    } finally {
      await db.destroy();
      await dropTestDatabase(url);
    }
  });
});

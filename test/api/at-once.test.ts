import type { Response } from 'supertest';
import { runChecks } from '#db/checks/run';
import { row } from '#libs/database';
import { setMembership } from '#libs/mixers';
import { DueClaimsService } from '#libs/shifts';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

const DAY = { startsAt: '2026-11-26T01:00:00Z', endsAt: '2026-11-26T06:00:00Z' };
const plan = (change: Record<string, unknown> = {}) => ({ kind: 'reception', ...DAY, places: 1, rewardYen: 5000, claimMode: 'instant', content: '受付とご案内。', ...change });

/** Several people press at the same moment. Whoever is second hears a plain no, the records agree, and nobody waits for somebody who waits for them. */
describe('at once', () => {
  let app: TestApp;
  let space: SpaceInTest;
  let steward: Person;
  let due: DueClaimsService;

  beforeAll(async () => {
    app = await TestApp.start();
    space = await app.space();
    steward = await app.admin();
    due = app.nest.get(DueClaimsService, { strict: false });
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.set('2026-11-21T01:00:00Z'));
  afterEach(async () => {
    expect((await runChecks(app.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    await app.db.query('select pg_stat_force_next_flush()');
    expect(await row(app.db, 'select deadlocks::int from pg_stat_database where datname = current_database()')).toEqual({ deadlocks: 0 });
  });

  const publish = async (change: Record<string, unknown> = {}, at = space): Promise<string> => {
    const { id } = (await app.as(at.owner).post(`/spaces/${at.id}/shifts`).send(plan(change)).expect(201)).body;
    await app.as(at.owner).post(`/shifts/${id}/publication`).expect(200);
    return id;
  };
  const reader = async (at = space): Promise<Person> => {
    const mixer = await app.mixer();
    await app.hasRead(mixer, at);
    return mixer;
  };
  const claim = async (mixer: Person, shiftId: string): Promise<string> => (await app.as(mixer).post(`/shifts/${shiftId}/claims`).expect(201)).body.id;
  const statusOf = async (claimId: string): Promise<string> => (await row<{ status: string }>(app.db, 'select status from claims where id = $1', [claimId]))?.status ?? '';
  const codeOf = async (shiftId: string): Promise<string> => (await row<{ code: string }>(app.db, 'select check_in_code as code from shifts where id = $1', [shiftId]))?.code ?? '';

  /** The answers in the order of asking; a fault of ours is none of them. */
  const together = async (asked: readonly PromiseLike<Response>[]): Promise<number[]> => {
    const answers = await Promise.all(asked);
    for (const { status, body } of answers) expect({ status: Math.min(status, 500), code: status < 500 ? '' : body.code }).toEqual({ status, code: '' });
    return answers.map(({ status }) => status);
  };

  it('a request is approved, withdrawn, rejected and its shift called off: one of them happens, or one after the other', async () => {
    for (let round = 0; round < 8; round++) {
      const hanako = await reader();
      const id = await publish({ claimMode: 'approval' });
      const claimId = await claim(hanako, id);
      const { owner } = space;
      await together([
        app.as(owner).post(`/claims/${claimId}/approval`),
        app.as(hanako).post(`/claims/${claimId}/withdrawal`).send({ reason: '急用' }),
        app.as(owner).post(`/claims/${claimId}/rejection`).send({ reason: '別の方に' }),
        app.as(owner).post(`/shifts/${id}/cancellation`).send({ reason: '休業' }),
      ]);
      expect(['withdrawn', 'rejected', 'cancelled']).toContain(await statusOf(claimId));
    }
  });

  it('mixers withdraw while the space calls the shift off', async () => {
    for (let round = 0; round < 5; round++) {
      const people = await Promise.all(Array.from({ length: 4 }, () => reader()));
      const id = await publish({ places: 4 });
      const claims = await Promise.all(people.map((mixer) => claim(mixer, id)));
      const answers = await together([
        ...people.map((mixer, at) => app.as(mixer).post(`/claims/${claims[at]}/withdrawal`).send({ reason: '急用' })),
        app.as(space.owner).post(`/shifts/${id}/cancellation`).send({ reason: '休業' }),
      ]);
      expect(answers.at(-1)).toBe(200);
    }
  });

  it('somebody stands in while the holder keeps, withdraws nothing more, and the space calls off', async () => {
    for (let round = 0; round < 6; round++) {
      const [hanako, taro] = await Promise.all([reader(), reader()]);
      const id = await publish({ startsAt: '2026-11-22T01:00:00Z', endsAt: '2026-11-22T03:00:00Z' });
      const claimId = await claim(hanako, id);
      await app.as(hanako).post(`/claims/${claimId}/withdrawal`).send({ reason: '発熱' }).expect(200);
      const [stoodIn, kept, off] = await together([
        app.as(taro).post(`/claims/${claimId}/stand-in`),
        app.as(hanako).post(`/claims/${claimId}/keeping`),
        ...(round % 2 ? [app.as(space.owner).post(`/shifts/${id}/cancellation`).send({ reason: '休業' })] : []),
      ]);
      if (off === undefined) expect([stoodIn === 201, kept === 200].filter(Boolean)).toHaveLength(1);
    }
  });

  it('an edit and an approval: the terms that are issued say what the shift says', async () => {
    for (let round = 0; round < 8; round++) {
      const hanako = await reader();
      const id = await publish({ claimMode: 'approval' });
      const claimId = await claim(hanako, id);
      await together([
        app.as(space.owner).patch(`/shifts/${id}`).send({ content: `変わった内容 ${round}`, rewardYen: 6000 }),
        app.as(space.owner).post(`/claims/${claimId}/approval`),
      ]);
      const paper = await row<{ content: string; yen: string }>(
        app.db,
        `select d.content::jsonb -> 'service' ->> 'content' as content, d.content::jsonb ->> 'rewardYen' as yen from claims c join documents d on d.id = c.terms_document_id where c.id = $1`,
        [claimId],
      );
      if (paper) expect(paper).toEqual({ content: `変わった内容 ${round}`, yen: '6000' });
    }
  });

  it('an edit and a claim, a publication and another', async () => {
    for (let round = 0; round < 5; round++) {
      const hanako = await reader();
      const id = await publish();
      await together([app.as(space.owner).patch(`/shifts/${id}`).send({ rewardYen: 7000 }), app.as(hanako).post(`/shifts/${id}/claims`)]);
      const { id: draft } = (await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan()).expect(201)).body;
      expect((await together([1, 2].map(() => app.as(space.owner).post(`/shifts/${draft}/publication`)))).sort()).toEqual([200, 409]);
    }
  });

  it('two plans for one room: one of them has it, and a room in use is not retired', async () => {
    const { id: room } = (await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: '会議室', capacity: 8 }).expect(201)).body;
    const tables: string[] = [];
    for (const name of ['A', 'B']) tables.push((await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'table', name, capacity: 2, partOfId: room }).expect(201)).body.id);
    for (let round = 0; round < 5; round++) {
      const at = { startsAt: `2026-12-0${round + 1}T01:00:00Z`, endsAt: `2026-12-0${round + 1}T03:00:00Z` };
      const answers = await together([room, room, ...tables].map((resourceId) => app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan({ ...at, resourceId }))));
      expect(answers.slice(0, 2).filter((status) => status === 201).length * 2 + answers.slice(2).filter((status) => status === 201).length).toBe(2);
    }
    const { id: other } = (await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: '和室', capacity: 8 }).expect(201)).body;
    const [retired, planned] = await together([
      app.as(space.owner).post(`/spaces/${space.id}/resources/${other}/retirement`),
      app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan({ resourceId: other })),
    ]);
    expect([retired === 201, planned === 201].filter(Boolean)).toHaveLength(1);
  });

  it('the partnership ends while mixers book: nobody keeps a booking in a space that is no partner', async () => {
    for (let round = 0; round < 4; round++) {
      const leaving = await app.space({ name: '去るスペース' });
      const people = await Promise.all(Array.from({ length: 6 }, () => reader(leaving)));
      const shifts = await Promise.all(people.map(() => publish({}, leaving)));
      await together([
        ...people.slice(0, 3).map((mixer, at) => app.as(mixer).post(`/shifts/${shifts[at]}/claims`)),
        app.as(steward).post(`/spaces/${leaving.id}/relations/partnered/ending`).send({ reason: '閉店のため' }),
        ...people.slice(3).map((mixer, at) => app.as(mixer).post(`/shifts/${shifts[at + 3]}/claims`)),
      ]);
      await Promise.all([due.release({ spaceId: leaving.id, reason: 'partnered' }), due.release({ spaceId: leaving.id, reason: 'partnered' })]);
      expect(await row(app.db, `select count(*)::int as n from claims where space_id = $1 and status = 'booked'`, [leaving.id])).toEqual({ n: 0 });
      const late = await app.as(await reader(leaving)).post(`/shifts/${shifts[0]}/claims`).expect(422);
      expect(late.body.reasons).toEqual([expect.objectContaining({ code: 'space.notPartnered' })]);
    }
  });

  it('who books while the partnership is being ended waits for it, and hears that it has ended', async () => {
    const leaving = await app.space({ name: '去るスペース' });
    const hanako = await reader(leaving);
    const id = await publish({}, leaving);
    const runner = app.db.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`update space_relations set valid = tstzrange(lower(valid), $2) where space_id = $1`, [leaving.id, app.clock.now()]);
    const asked = app.as(hanako).post(`/shifts/${id}/claims`).then((answer) => answer);
    await new Promise((later) => setTimeout(later, 300));
    await runner.commitTransaction();
    await runner.release();
    const { status, body } = await asked;
    expect({ status, code: body.code, reasons: body.reasons }).toMatchObject({ status: 422, code: 'claim.notAllowed', reasons: [{ code: 'space.notPartnered' }] });
    expect(await row(app.db, 'select count(*)::int as n from claims where shift_id = $1', [id])).toEqual({ n: 0 });
  });

  it('a member is suspended while booking, and the job that lets go runs twice and late', async () => {
    for (let round = 0; round < 4; round++) {
      const hanako = await reader();
      const [first, second] = await Promise.all([publish(), publish({ startsAt: '2026-11-27T01:00:00Z', endsAt: '2026-11-27T03:00:00Z' })]);
      await claim(hanako, first);
      await together([
        app.as(hanako).post(`/shifts/${second}/claims`),
        app.as(steward).post(`/members/${hanako.mixerId}/facts`).send({ fact: 'membership', value: 'suspended', reason: '調査のため' }),
      ]);
      await Promise.all([due.release({ mixerId: hanako.mixerId, reason: 'membership' }), due.release({ mixerId: hanako.mixerId, reason: 'membership' })]);
      expect(await row(app.db, `select count(*)::int as n from claims where mixer_id = $1 and status = 'booked'`, [hanako.mixerId])).toEqual({ n: 0 });
      await app.as(steward).post(`/members/${hanako.mixerId}/facts`).send({ fact: 'membership', value: 'active', reason: '調査が終わったため' }).expect(201);
      const again = await claim(hanako, first);
      expect(await due.release({ mixerId: hanako.mixerId, reason: 'membership' })).toBe(0);
      expect(await statusOf(again)).toBe('booked');
    }
  });

  it('check-in and no-show, two reports, two confirmations: the first one stands', async () => {
    for (let round = 0; round < 5; round++) {
      app.clock.set('2026-11-21T01:00:00Z');
      const hanako = await reader();
      const id = await publish({ startsAt: '2026-11-21T03:00:00Z', endsAt: '2026-11-21T06:00:00Z' });
      const claimId = await claim(hanako, id);
      const code = await codeOf(id);
      app.clock.set('2026-11-21T04:00:00Z');
      const [came] = await together([
        app.as(hanako).post(`/claims/${claimId}/check-in`).send({ code }),
        app.as(space.owner).post(`/claims/${claimId}/no-show`).send({ reason: '連絡がありません' }),
      ]);
      expect(await statusOf(claimId)).toBe(came === 200 ? 'checkedIn' : 'noShow');
      if (came !== 200) continue;
      const report = () => app.as(hanako).post(`/claims/${claimId}/report`).send({ visitors: 1, firstTimers: 0 });
      expect((await together([report(), report()])).sort()).toEqual([200, 409]);
      const confirm = () => app.as(space.owner).post(`/claims/${claimId}/confirmation`);
      expect((await together([confirm(), confirm(), confirm()])).sort()).toEqual([200, 409, 409]);
    }
  });

  it('a claim that was decided before a suspension and is written after it hears of the suspension, and leaves nothing', async () => {
    const hanako = await reader();
    const id = await publish();
    let asked: Promise<Response> | undefined;
    await app.db.transaction(async (tx) => {
      await setMembership(tx, { mixerId: hanako.mixerId, membership: 'suspended', by: 'command', at: app.clock.now(), reason: '調査のため' });
      asked = Promise.resolve(app.as(hanako).post(`/shifts/${id}/claims`));
      await app.untilSomebodyWaits();
    });
    const answer = await asked;
    expect(answer?.status).toBe(422);
    expect(answer?.body.reasons.map(({ code }: { code: string }) => code)).toEqual(['membership.suspended']);
    expect(await row(app.db, 'select places_taken as n from shifts where id = $1', [id])).toEqual({ n: 0 });
    expect(await row(app.db, 'select count(*)::int as n from documents where party_account_id = $1', [hanako.accountId])).toEqual({ n: 0 });
  });

  it('one request sent many times under one key is done once', async () => {
    const hanako = await reader();
    const id = await publish({ places: 5 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => app.as(hanako).post(`/shifts/${id}/claims`).set('idempotency-key', 'tired')));
    for (const { status, body } of answers) expect(status === 201 || body.code === 'idempotency.inFlight').toBe(true);
    expect(await row(app.db, 'select count(*)::int as n from claims where shift_id = $1', [id])).toEqual({ n: 1 });
    const other = await app.as(hanako).post(`/claims/${answers.find(({ status }) => status === 201)?.body.id}/withdrawal`).set('idempotency-key', 'tired').send({ reason: 'x' });
    expect(other.body.code).toBe('idempotency.mismatch');
  });

  it('a key whose process died in the middle is free again after a minute', async () => {
    const hanako = await reader();
    const id = await publish();
    const ask = () => app.as(hanako).post(`/shifts/${id}/claims`).set('idempotency-key', 'died');
    await ask().expect(201);
    await app.db.query(`update idempotency_keys set status = null, answer = null where account_id = $1`, [hanako.accountId]);
    expect((await ask().expect(409)).body.code).toBe('idempotency.inFlight');
    app.clock.advance({ minutes: 2 });
    expect((await ask().expect(409)).body.code).toBe('claim.already');
  });
});

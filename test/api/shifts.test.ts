import { runChecks } from '#db/checks/run';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

/** Thursday 26 November 2026, 10:00 to 15:00 in Tokyo: five days after every test begins. */
const plan = (change: Record<string, unknown> = {}) => ({
  kind: 'reception',
  startsAt: '2026-11-26T01:00:00Z',
  endsAt: '2026-11-26T06:00:00Z',
  places: 1,
  rewardYen: 5000,
  claimMode: 'instant',
  content: '受付とご案内。マニュアルに沿ってお願いします。',
  ...change,
});

describe('shifts', () => {
  let app: TestApp;
  let space: SpaceInTest;

  beforeAll(async () => {
    app = await TestApp.start();
    space = await app.space();
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.set('2026-11-21T01:00:00Z'));

  const draft = async (change: Record<string, unknown> = {}, at: SpaceInTest = space): Promise<string> =>
    (await app.as(at.owner).post(`/spaces/${at.id}/shifts`).send(plan(change)).expect(201)).body.id;

  const publish = async (change: Record<string, unknown> = {}, at: SpaceInTest = space): Promise<string> => {
    const id = await draft(change, at);
    await app.as(at.owner).post(`/shifts/${id}/publication`).expect(200);
    return id;
  };

  /** A mixer who has read the manual. */
  const reader = async (wishes: Parameters<TestApp['mixer']>[0] = {}, at: SpaceInTest = space): Promise<Person> => {
    const mixer = await app.mixer(wishes);
    await app.hasRead(mixer, at);
    return mixer;
  };

  const claim = async (mixer: Person, shiftId: string): Promise<string> => (await app.as(mixer).post(`/shifts/${shiftId}/claims`).expect(201)).body.id;

  const codeOf = async (shiftId: string): Promise<string> => {
    const [found] = await app.db.query('select check_in_code from shifts where id = $1', [shiftId]);
    return found.check_in_code;
  };

  describe('planning', () => {
    it('makes a draft that only the space sees, and publishes it to everybody', async () => {
      const hanako = await reader();
      const made = await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan()).expect(201);
      expect(made.body).toMatchObject({ status: 'draft', version: 1, minTier: 'junior', paymentDueOn: '2026-12-25', can: { edit: true, publish: true, cancel: true } });
      await app.as(hanako).get(`/shifts/${made.body.id}`).expect(404);
      const published = await app.as(space.owner).post(`/shifts/${made.body.id}/publication`).expect(200);
      expect(published.body).toMatchObject({ status: 'published', recruiting: { name: '北のつくえ盛岡', reward: '1枠ごとの報酬' } });
      expect((await app.as(hanako).get(`/shifts/${made.body.id}`).expect(200)).body).toMatchObject({ can: { claim: true }, versions: [], manual: { acknowledged: true } });
      expect((await app.as(null).get(`/shifts/${made.body.id}`).expect(200)).body.why.claim).toEqual([
        expect.objectContaining({ code: 'unauthenticated', nextStep: { label: 'ログインする', href: '/sign-in' } }),
      ]);
    });

    it.each([
      [{ startsAt: '2026-11-20T01:00:00Z' }, 'startsAt', 'past'],
      [{ endsAt: '2026-11-26T00:00:00Z' }, 'endsAt', 'reversed'],
      [{ endsAt: '2026-11-28T00:00:00Z' }, 'endsAt', 'tooLongShift'],
      [{ startsAt: 'tomorrow' }, 'startsAt', 'instant'],
      [{ places: 0 }, 'places', 'atLeast'],
      [{ places: 51 }, 'places', 'atMost'],
      [{ rewardYen: -1 }, 'rewardYen', 'yenNegative'],
      [{ rewardYen: 1000.5 }, 'rewardYen', 'whole'],
      [{ rewardYen: 1_000_001 }, 'rewardYen', 'yenTooMuch'],
      [{ rewardYen: 2_000_000_000 }, 'rewardYen', 'yenTooMuch'],
      [{ kind: 'cleaning' }, 'kind', 'choice'],
      [{ kind: 'dayManager', minTier: 'junior' }, 'minTier', 'tierOfKind'],
      [{ content: '' }, 'content', 'required'],
      [{ content: 'あ'.repeat(4001) }, 'content', 'tooLong'],
      [{ hourlyYen: 1000 }, 'hourlyYen', 'unknown'],
      [{ resourceId: 'room 1' }, 'resourceId', 'id'],
      [{ resourceId: '01940000-0000-7000-8000-000000000000' }, 'resourceId', 'id'],
    ])('refuses a plan with %j and names the field', async (change, path, code) => {
      for (const language of ['ja', 'en'] as const) {
        const refused = await app.as(space.owner, language).post(`/spaces/${space.id}/shifts`).send(plan(change)).expect(400);
        expect(refused.body.fields).toContainEqual({ path, code, message: expect.any(String) });
        expect(refused.body.fields[0].message).not.toMatch(/[{}]/);
      }
    });

    it('reads full-width digits and keeps emoji and rare kanji', async () => {
      const made = await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan({ rewardYen: '５，０００', places: '２', content: '髙橋さんと☕️😀' })).expect(201);
      expect(made.body).toMatchObject({ rewardYen: 5000, places: 2, content: '髙橋さんと☕️😀' });
    });

    it('asks before it sets a shift outside opening hours, and asks the owner alone', async () => {
      const late = { startsAt: '2026-11-26T12:00:00Z', endsAt: '2026-11-26T15:00:00Z' };
      const asked = await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan(late)).expect(422);
      expect(asked.body.code).toBe('shift.outsideHours');
      const manager = await app.person('店長 三郎');
      await app.staff(space.id, manager, 'manager');
      expect((await app.as(manager).post(`/spaces/${space.id}/shifts`).send(plan({ ...late, outsideHours: true })).expect(422)).body.code).toBe('shift.outsideHoursOwnerOnly');
      const made = await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan({ ...late, outsideHours: true })).expect(201);
      expect(made.body.outsideHours).toBe(true);
    });

    it('lets a room be used once at a time, a table blocking its room and the reverse', async () => {
      const room = (await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: '会議室', capacity: 8 }).expect(201)).body.id;
      const table = (await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'table', name: 'A', capacity: 4, partOfId: room }).expect(201)).body.id;
      const other = (await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'table', name: 'B', capacity: 4, partOfId: room }).expect(201)).body.id;
      await draft({ resourceId: table });
      await draft({ resourceId: other });
      const refused = await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan({ resourceId: room })).expect(409);
      expect(refused.body.code).toBe('calendar.roomTaken');
      await draft({ resourceId: room, startsAt: '2026-11-26T06:00:00Z', endsAt: '2026-11-26T08:00:00Z' });
    });

    it('does not publish before the recruitment is complete, and says what is missing', async () => {
      const bare = await app.space({ name: 'まっさら', partnered: false });
      await app.db.query(`update spaces set recruiter_contact = '' where id = $1`, [bare.id]);
      const id = await draft({}, bare);
      const refused = await app.as(bare.owner).post(`/shifts/${id}/publication`).expect(422);
      expect(refused.body.code).toBe('shift.notReady');
      expect(refused.body.reasons.map(({ code }: { code: string }) => code)).toEqual(['shift.spaceNotPartnered', 'shift.recruitingMissing']);
      expect(refused.body.reasons[1].message).toContain('連絡先');
    });

    it('copies a shift to other days and publishes many at once, each for itself', async () => {
      const id = await draft();
      const copied = await app.as(space.owner).post(`/shifts/${id}/copies`).send({ days: ['2026-12-01', '2026-12-02'] }).expect(201);
      expect(copied.body.ids).toHaveLength(2);
      await app.as(space.owner).post(`/shifts/${id}/copies`).send({ days: ['2026-11-01'] }).expect(400);
      const many = await app.as(space.owner).post(`/spaces/${space.id}/shift-publications`).send({ shiftIds: [...copied.body.ids, '01940000-0000-7000-8000-000000000000'] }).expect(200);
      expect(many.body.items.map(({ published }: { published: boolean }) => published)).toEqual([true, true, false]);
    });

    it('is not there for the owner of another space', async () => {
      const id = await draft();
      const elsewhere = await app.space({ name: 'よそ' });
      await app.as(elsewhere.owner).get(`/shifts/${id}`).expect(404);
      await app.as(elsewhere.owner).patch(`/shifts/${id}`).send({ places: 2 }).expect(404);
      await app.as(elsewhere.owner).post(`/shifts/${id}/publication`).expect(404);
      await app.as(elsewhere.owner).post(`/spaces/${space.id}/shifts`).send(plan()).expect(404);
      await app.as(elsewhere.owner).get('/shifts/not-an-id').expect(404);
    });
  });

  describe('claiming', () => {
    it('books a place: the terms notice, the time, the audit, the mail with its calendar entry and the inbox, all at once', async () => {
      const hanako = await reader({ name: '髙橋 花子😀' });
      const id = await publish();
      const taken = await app.as(hanako).post(`/shifts/${id}/claims`).expect(201);
      expect(taken.body).toEqual({ id: expect.any(String), status: 'booked', termsDocumentId: expect.any(String), paymentDueOn: '2026-12-25' });
      const [paper] = await app.db.query(`select number, content, encode(sha256, 'hex') as sha, encode(sha256(convert_to(content, 'UTF8')), 'hex') as digest from documents where id = $1`, [taken.body.termsDocumentId]);
      expect(paper.sha).toBe(paper.digest);
      expect(JSON.parse(paper.content)).toMatchObject({
        number: paper.number,
        contractor: { name: '髙橋 花子😀' },
        orderer: { name: '北のつくえ盛岡', address: '盛岡市大通1-1' },
        rewardYen: 5000,
        paymentDueOn: '2026-12-25',
        service: { kind: 'reception', manualVersion: 1, startsAt: '2026-11-26T01:00:00.000Z' },
      });
      const [mail] = await app.db.query(`select template, calendar from outbox_mails where to_address = $1`, [hanako.email]);
      expect(mail).toMatchObject({ template: 'claimBooked', calendar: { uid: `${taken.body.id}@mazeru`, status: 'confirmed' } });
      expect(await app.db.query('select template from inbox_items where account_id = $1', [hanako.accountId])).toEqual([{ template: 'claimBooked' }]);
      expect(await app.db.query(`select action from audit_entries where subject_id = $1`, [taken.body.id])).toEqual([{ action: 'claim.booked' }]);
      const shown = await app.as(hanako).get(`/shifts/${id}`).expect(200);
      expect(shown.body).toMatchObject({ placesLeft: 0, myClaim: { id: taken.body.id, status: 'booked' }, can: { claim: false } });
    });

    it('says every reason why not, each with a next step, in the reader’s language', async () => {
      const beginner = await app.mixer({ tier: 'challenge', duesStanding: 'restricted' });
      const id = await publish();
      const refused = await app.as(beginner, 'en').post(`/shifts/${id}/claims`).expect(422);
      expect(refused.body.code).toBe('claim.notAllowed');
      expect(refused.body.reasons.map(({ code }: { code: string }) => code)).toEqual(['tier.tooLow', 'manual.unread', 'dues.restricted']);
      for (const reason of refused.body.reasons) expect(reason).toEqual({ code: expect.any(String), message: expect.not.stringMatching(/[{}]|[ぁ-ん]/), nextStep: { label: expect.any(String), href: expect.stringMatching(/^\//) } });
      expect((await app.as(beginner, 'en').get(`/shifts/${id}`)).body.why.claim).toEqual(refused.body.reasons);
      expect((await app.as(beginner).get('/shifts?claimable=true')).body.items).toEqual([]);
    });

    it('judges by what will be true when the shift starts', async () => {
      const hanako = await reader();
      await app.db.query(`update mixer_facts set valid = tstzrange(lower(valid), '2026-11-25') where mixer_id = $1 and fact = 'duesStanding'`, [hanako.mixerId]);
      await app.db.query(`insert into mixer_facts (mixer_id, fact, value, valid) values ($1, 'duesStanding', 'restricted', '[2026-11-25,)')`, [hanako.mixerId]);
      const early = await publish({ startsAt: '2026-11-24T01:00:00Z', endsAt: '2026-11-24T03:00:00Z' });
      const late = await publish();
      await claim(hanako, early);
      expect((await app.as(hanako).post(`/shifts/${late}/claims`).expect(422)).body.reasons[0].code).toBe('dues.restricted');
    });

    it('gives the last place to one of fifty who ask at once, and tells the others where to go on', async () => {
      const id = await publish();
      const people = await Promise.all(Array.from({ length: 50 }, () => reader()));
      const answers = await Promise.all(people.map((mixer) => app.as(mixer).post(`/shifts/${id}/claims`)));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      const lost = answers.filter(({ status }) => status !== 201);
      expect(lost.map(({ status }) => status)).toEqual(Array(49).fill(409));
      for (const { body } of lost) expect(body).toMatchObject({ code: 'shift.full', reasons: [{ nextStep: { href: '/shifts' } }] });
      expect(await app.db.query(`select count(*)::int as n from claims where shift_id = $1`, [id])).toEqual([{ n: 1 }]);
    });

    it('lets one person who takes two overlapping shifts in two spaces at once have one of them', async () => {
      const other = await app.space({ name: '杜のつくえ仙台', prefecture: '04' });
      const hanako = await reader();
      await app.hasRead(hanako, other);
      for (let round = 0; round < 5; round++) {
        const day = `2026-12-0${round + 1}`;
        const [here, there] = await Promise.all([
          publish({ startsAt: `${day}T01:00:00Z`, endsAt: `${day}T05:00:00Z` }),
          publish({ startsAt: `${day}T04:00:00Z`, endsAt: `${day}T08:00:00Z` }, other),
        ]);
        const answers = await Promise.all([here, there].map((id) => app.as(hanako).post(`/shifts/${id}/claims`)));
        expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
        expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: expect.stringMatching(/clash$/), reasons: [{ message: expect.not.stringMatching(/[{}]/), nextStep: expect.anything() }] });
      }
    });

    it('names the clash in the list and lets back-to-back shifts be', async () => {
      const hanako = await reader();
      await claim(hanako, await publish({ startsAt: '2026-11-27T01:00:00Z', endsAt: '2026-11-27T05:00:00Z' }));
      const overlapping = await publish({ startsAt: '2026-11-27T04:00:00Z', endsAt: '2026-11-27T06:00:00Z' });
      const next = await publish({ startsAt: '2026-11-27T05:00:00Z', endsAt: '2026-11-27T06:00:00Z' });
      const shown = await app.as(hanako).get(`/shifts/${overlapping}`);
      expect(shown.body.why.claim).toEqual([expect.objectContaining({ code: 'clash', message: expect.stringContaining('10:00〜14:00') })]);
      await claim(hanako, next);
    });

    it('books once for the same person, the same request repeated answering the same', async () => {
      const hanako = await reader();
      const id = await publish({ places: 5 });
      const first = await app.as(hanako).post(`/shifts/${id}/claims`).set('idempotency-key', 'claim-1').expect(201);
      const again = await app.as(hanako).post(`/shifts/${id}/claims`).set('idempotency-key', 'claim-1').expect(201);
      expect(again.body).toEqual(first.body);
      expect((await app.as(hanako).post(`/shifts/${id}/claims`).expect(409)).body.code).toBe('claim.already');
    });

    it('is for mixers alone, and only while the shift is open', async () => {
      const id = await publish({ startsAt: '2026-11-21T02:00:00Z', endsAt: '2026-11-21T04:00:00Z' });
      await app.as(null).post(`/shifts/${id}/claims`).expect(401);
      await app.as(space.owner).post(`/shifts/${id}/claims`).expect(403);
      const hanako = await reader();
      app.clock.set('2026-11-21T02:00:00Z');
      expect((await app.as(hanako).post(`/shifts/${id}/claims`).expect(409)).body.code).toBe('shift.started');
      await app.as(hanako).post(`/shifts/01940000-0000-7000-8000-000000000000/claims`).expect(404);
    });

    it('asks for the manual’s newest version', async () => {
      const busy = await app.space({ name: '改訂スペース' });
      const hanako = await reader({}, busy);
      const id = await publish({}, busy);
      await app.as(busy.owner).post(`/spaces/${busy.id}/manuals`).send({ body: '# 新しい手順' }).expect(201);
      const refused = await app.as(hanako).post(`/shifts/${id}/claims`).expect(422);
      expect(refused.body.reasons).toEqual([expect.objectContaining({ code: 'manual.unread', nextStep: expect.objectContaining({ href: `/spaces/${busy.id}/manual` }) })]);
    });
  });

  describe('the space approves', () => {
    it('holds the person’s time with the request, and issues the terms with the approval', async () => {
      const [hanako, taro] = await Promise.all([reader(), reader({ name: '鈴木 太郎' })]);
      const id = await publish({ claimMode: 'approval', startsAt: '2026-11-28T01:00:00Z', endsAt: '2026-11-28T05:00:00Z' });
      const requested = await app.as(hanako).post(`/shifts/${id}/claims`).expect(201);
      expect(requested.body).toMatchObject({ status: 'requested', termsDocumentId: null });
      const second = await claim(taro, id);
      const clashing = await publish({ startsAt: '2026-11-28T02:00:00Z', endsAt: '2026-11-28T04:00:00Z' });
      expect((await app.as(hanako).post(`/shifts/${clashing}/claims`).expect(409)).body.code).toBe('clash');

      await app.as(hanako).post(`/claims/${requested.body.id}/approval`).expect(403);
      const approved = await app.as(space.owner).post(`/claims/${requested.body.id}/approval`).expect(200);
      expect(approved.body).toMatchObject({ status: 'booked', termsDocumentId: expect.any(String), paymentDueOn: '2026-12-25' });
      expect((await app.as(space.owner).post(`/claims/${second}/approval`).expect(409)).body.code).toBe('shift.full');
      const rejected = await app.as(space.owner).post(`/claims/${second}/rejection`).send({ reason: '今回は枠が埋まりました' }).expect(200);
      expect(rejected.body).toMatchObject({ status: 'rejected', endReason: '今回は枠が埋まりました' });
      await claim(taro, clashing);
    });

    it('approves a request once when two people of the space press at once', async () => {
      const hanako = await reader();
      const id = await publish({ claimMode: 'approval', places: 3, startsAt: '2026-12-10T01:00:00Z', endsAt: '2026-12-10T05:00:00Z' });
      const claimId = await claim(hanako, id);
      const answers = await Promise.all([1, 2].map(() => app.as(space.owner).post(`/claims/${claimId}/approval`)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await app.db.query('select places_taken from shifts where id = $1', [id])).toEqual([{ places_taken: 1 }]);
    });
  });

  describe('not coming', () => {
    it('tells the cost first, then frees place and time', async () => {
      const hanako = await reader();
      const id = await publish({ startsAt: '2026-12-03T01:00:00Z', endsAt: '2026-12-03T05:00:00Z' });
      const claimId = await claim(hanako, id);
      expect((await app.as(hanako).get(`/claims/${claimId}/withdrawal-quote`).expect(200)).body).toEqual({ effect: 'released', counts: 'no', strikes: 0, strikesToFreeze: 3 });
      const withdrawn = await app.as(hanako).post(`/claims/${claimId}/withdrawal`).send({ reason: '家の用事' }).expect(200);
      expect(withdrawn.body).toMatchObject({ status: 'withdrawn', can: { withdraw: false } });
      expect((await app.as(hanako).get(`/shifts/${id}`)).body).toMatchObject({ placesLeft: 1, can: { claim: true } });
      await app.as(hanako).post(`/claims/${claimId}/withdrawal`).send({ reason: '二度目' }).expect(409);
      const [cancelled] = await app.db.query(`select calendar from outbox_mails where to_address = $1 and template = 'claimWithdrawn'`, [hanako.email]);
      expect(cancelled.calendar).toMatchObject({ status: 'cancelled', uid: `${claimId}@mazeru` });
    });

    it('keeps the claim under 48 hours until somebody stands in, who agrees to terms of their own', async () => {
      const [hanako, taro] = await Promise.all([reader(), reader({ name: '鈴木 太郎' })]);
      const id = await publish({ startsAt: '2026-11-22T01:00:00Z', endsAt: '2026-11-22T05:00:00Z' });
      const claimId = await claim(hanako, id);
      expect((await app.as(hanako).get(`/claims/${claimId}/withdrawal-quote`)).body).toMatchObject({ effect: 'standInWanted', counts: 'yes' });
      expect((await app.as(hanako).post(`/claims/${claimId}/withdrawal`).send({ reason: '発熱' }).expect(200)).body.status).toBe('standInWanted');
      const open = await app.as(taro).get(`/shifts/${id}`);
      expect(open.body).toMatchObject({ standInClaimId: claimId, can: { claim: false, standIn: true } });
      expect((await app.as(hanako).post(`/claims/${claimId}/keeping`).expect(200)).body.status).toBe('booked');
      await app.as(taro).post(`/claims/${claimId}/stand-in`).expect(409);
      await app.as(hanako).post(`/claims/${claimId}/withdrawal`).send({ reason: '発熱' }).expect(200);

      const eager = await Promise.all([taro, await reader(), await reader()].map((mixer) => app.as(mixer).post(`/claims/${claimId}/stand-in`)));
      expect(eager.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      expect((await app.as(hanako).get(`/claims/${claimId}`)).body.status).toBe('handedOver');
      expect(await app.db.query('select places_taken from shifts where id = $1', [id])).toEqual([{ places_taken: 1 }]);
      expect(eager.find(({ status }) => status === 201)?.body).toMatchObject({ status: 'booked', termsDocumentId: expect.any(String) });
    });

    it('freezes new claims for 14 days after three late withdrawals, and the freeze lifts by itself', async () => {
      const hanako = await reader();
      for (const day of ['22', '23', '24']) {
        app.clock.set(`2026-11-21T01:00:00Z`);
        const id = await publish({ startsAt: `2026-11-${day}T01:00:00Z`, endsAt: `2026-11-${day}T02:00:00Z` });
        const claimId = await claim(hanako, id);
        app.clock.set(`2026-11-${Number(day) - 1}T23:00:00Z`);
        await app.as(hanako).post(`/claims/${claimId}/withdrawal`).send({ reason: '急用' }).expect(200);
      }
      const later = await publish({ startsAt: '2026-12-20T01:00:00Z', endsAt: '2026-12-20T02:00:00Z' });
      const refused = await app.as(hanako).post(`/shifts/${later}/claims`).expect(422);
      expect(refused.body.reasons).toEqual([expect.objectContaining({ code: 'freeze.active' })]);
      app.clock.set('2026-12-08T01:00:00Z');
      await claim(hanako, later);
    });

    it('is nobody else’s to withdraw', async () => {
      const [hanako, taro] = await Promise.all([reader(), reader()]);
      const claimId = await claim(hanako, await publish({ startsAt: '2026-12-04T01:00:00Z', endsAt: '2026-12-04T05:00:00Z' }));
      await app.as(taro).get(`/claims/${claimId}`).expect(404);
      await app.as(taro).post(`/claims/${claimId}/withdrawal`).send({ reason: 'いたずら' }).expect(404);
      await app.as((await app.space({ name: 'よその店' })).owner).post(`/claims/${claimId}/confirmation`).expect(404);
    });
  });

  describe('the space changes or calls off', () => {
    it('issues new terms when the content changes, and withdrawing is free from then on', async () => {
      const hanako = await reader();
      const id = await publish({ startsAt: '2026-11-22T05:00:00Z', endsAt: '2026-11-22T08:00:00Z' });
      const claimId = await claim(hanako, id);
      const edited = await app.as(space.owner).patch(`/shifts/${id}`).send({ content: 'イベントの受付に変わりました', rewardYen: 6000, reason: '催しが入ったため' }).expect(200);
      expect(edited.body).toMatchObject({ version: 2, rewardYen: 6000 });
      expect(edited.body.versions.map(({ version, reason }: { version: number; reason: string }) => [version, reason])).toEqual([[2, '催しが入ったため'], [1, '']]);
      const papers = await app.db.query(`select version, supersedes_id is not null as supersedes, content::jsonb ->> 'rewardYen' as yen from documents where subject_id = $1 order by version`, [claimId]);
      expect(papers).toEqual([{ version: 1, supersedes: false, yen: '5000' }, { version: 2, supersedes: true, yen: '6000' }]);
      expect((await app.as(hanako).get(`/claims/${claimId}`)).body).toMatchObject({ amended: true, rewardYen: 6000 });
      expect((await app.as(hanako).get(`/claims/${claimId}/withdrawal-quote`)).body).toMatchObject({ effect: 'released', counts: 'no' });
    });

    it('never moves the time or lowers the reward of what somebody has booked', async () => {
      const hanako = await reader();
      const id = await publish({ startsAt: '2026-12-11T01:00:00Z', endsAt: '2026-12-11T05:00:00Z', places: 2 });
      await claim(hanako, id);
      const moved = await app.as(space.owner).patch(`/shifts/${id}`).send({ startsAt: '2026-12-11T02:00:00Z' }).expect(422);
      expect(moved.body).toMatchObject({ code: 'shift.fixed', fields: [{ path: 'startsAt', code: 'agreed' }] });
      expect((await app.as(space.owner).patch(`/shifts/${id}`).send({ rewardYen: 4000 }).expect(422)).body.code).toBe('shift.rewardLowered');
      expect((await app.as(space.owner).patch(`/shifts/${id}`).send({ places: 1, version: 7 }).expect(409)).body.code).toBe('shift.changed');
      await app.as(space.owner).patch(`/shifts/${id}`).send({ places: 1 }).expect(200);
    });

    it('owes 60 % of the reward when it is called off within 24 hours, and nothing before', async () => {
      const hanako = await reader();
      const soon = await publish({ startsAt: '2026-11-21T09:00:00Z', endsAt: '2026-11-21T11:00:00Z', rewardYen: 3333 });
      const far = await publish({ startsAt: '2026-12-12T01:00:00Z', endsAt: '2026-12-12T05:00:00Z' });
      const [soonClaim, farClaim] = [await claim(hanako, soon), await claim(hanako, far)];
      await app.as(space.owner).post(`/shifts/${soon}/cancellation`).send({}).expect(400);
      await app.as(space.owner).post(`/shifts/${soon}/cancellation`).send({ reason: '設備の故障' }).expect(200);
      await app.as(space.owner).post(`/shifts/${far}/cancellation`).send({ reason: '改装' }).expect(200);
      expect((await app.as(hanako).get(`/claims/${soonClaim}`)).body).toMatchObject({ status: 'cancelled', payableYen: 2000, endReason: '設備の故障' });
      expect((await app.as(hanako).get(`/claims/${farClaim}`)).body).toMatchObject({ status: 'cancelled', payableYen: null });
      await claim(hanako, await publish({ startsAt: '2026-12-12T01:00:00Z', endsAt: '2026-12-12T05:00:00Z' }));
      await app.as(space.owner).post(`/shifts/${far}/cancellation`).send({ reason: '二度目' }).expect(409);
    });

    it('lets go of what is ahead when the space’s partnership ends, and tells everybody', async () => {
      const leaving = await app.space({ name: '去るスペース' });
      const hanako = await reader({}, leaving);
      const claimId = await claim(hanako, await publish({}, leaving));
      const { DueClaimsService } = await import('#libs/shifts');
      const claims = app.nest.get(DueClaimsService, { strict: false });
      expect(await claims.release({ spaceId: leaving.id, reason: 'partnered' })).toBe(0);
      await app.as(await app.admin()).post(`/spaces/${leaving.id}/relations/partnered/ending`).send({ reason: '閉店のため' }).expect(201);
      expect(await claims.release({ spaceId: leaving.id, reason: 'partnered' })).toBe(1);
      expect(await claims.release({ spaceId: leaving.id, reason: 'partnered' })).toBe(0);
      expect((await app.as(hanako).get(`/claims/${claimId}`)).body).toMatchObject({ status: 'released', endReason: 'partnered' });
    });
  });

  describe('the day', () => {
    const today = { startsAt: '2026-11-21T03:00:00Z', endsAt: '2026-11-21T06:00:00Z' };

    it('goes from check-in by the space’s code over the report to the confirmed reward', async () => {
      const hanako = await reader();
      const id = await publish(today);
      const claimId = await claim(hanako, id);
      const code = await codeOf(id);
      expect((await app.as(hanako).post(`/claims/${claimId}/check-in`).send({ code }).expect(409)).body.code).toBe('checkIn.notOpen');
      app.clock.set('2026-11-21T02:30:00Z');
      expect((await app.as(hanako).post(`/claims/${claimId}/check-in`).send({ code: '000' + code.slice(0, 2) }).expect(422)).body.code).toBe('checkIn.wrongCode');
      const shown = await app.as(space.owner).get(`/spaces/${space.id}/check-in-codes`).expect(200);
      expect(shown.body.items).toContainEqual(expect.objectContaining({ shiftId: id, code, url: `http://mazeru.test/check-in/${id}?code=${code}` }));
      const wide = code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
      expect((await app.as(hanako).post(`/claims/${claimId}/check-in`).send({ code: ` ${wide} ` }).expect(200)).body.status).toBe('checkedIn');
      expect((await app.as(hanako).post(`/claims/${claimId}/report`).send({ visitors: 1, firstTimers: 0 }).expect(409)).body.code).toBe('report.tooEarly');
      app.clock.set('2026-11-21T06:10:00Z');
      const reported = await app.as(hanako).post(`/claims/${claimId}/report`).send({ visitors: '１２', firstTimers: 3, handover: '忘れ物の傘が1本あります😀' }).expect(200);
      expect(reported.body).toMatchObject({ status: 'reported', report: { visitors: 12, handover: '忘れ物の傘が1本あります😀' }, confirmsItselfAt: '2026-11-24T06:10:00.000Z' });
      await app.as(hanako).post(`/claims/${claimId}/confirmation`).expect(403);
      const confirmed = await app.as(space.owner).post(`/claims/${claimId}/confirmation`).expect(200);
      expect(confirmed.body).toMatchObject({ status: 'confirmed', payableYen: 5000, paymentDueOn: '2026-12-25', outcome: 'came' });
      await app.as(space.owner).post(`/claims/${claimId}/confirmation`).expect(409);
      const home = await app.as(hanako).get('/me/home').expect(200);
      expect(home.body).toMatchObject({ earnedYen: 5000, confirmedShifts: 1, today: [] });
    });

    it('counts as confirmed three days after the report, late or not, once even with two workers', async () => {
      const [hanako, taro] = await Promise.all([reader(), reader()]);
      const id = await publish({ ...today, places: 2 });
      const [first, second] = [await claim(hanako, id), await claim(taro, id)];
      const code = await codeOf(id);
      app.clock.set('2026-11-21T03:00:00Z');
      for (const [mixer, claimId] of [[hanako, first], [taro, second]] as const) await app.as(mixer).post(`/claims/${claimId}/check-in`).send({ code }).expect(200);
      app.clock.set('2026-11-21T07:00:00Z');
      await app.as(hanako).post(`/claims/${first}/report`).send({ visitors: 4, firstTimers: 0 }).expect(200);
      const { DueClaimsService } = await import('#libs/shifts');
      const claims = app.nest.get(DueClaimsService, { strict: false });
      app.clock.set('2026-11-24T05:59:00Z');
      expect(await claims.confirmDue()).toBe(0);
      app.clock.set('2026-11-24T07:00:00Z');
      const done = await Promise.all([claims.confirmDue(), claims.confirmDue()]);
      expect(done[0] + done[1]).toBe(2);
      for (const claimId of [first, second]) {
        expect(await app.db.query(`select count(*)::int as n from audit_entries where subject_id = $1 and action = 'claim.confirmed' and actor_kind = 'clock'`, [claimId])).toEqual([{ n: 1 }]);
        expect(await app.db.query('select status, payable_yen from claims where id = $1', [claimId])).toEqual([{ status: 'confirmed', payable_yen: 5000 }]);
      }
    });

    it('lets the space confirm somebody who came and forgot to check in, and never the clock', async () => {
      const hanako = await reader();
      const claimId = await claim(hanako, await publish(today));
      app.clock.set('2026-11-25T03:00:00Z');
      const { DueClaimsService } = await import('#libs/shifts');
      await app.nest.get(DueClaimsService, { strict: false }).confirmDue();
      expect((await app.as(hanako).get(`/claims/${claimId}`)).body.status).toBe('booked');
      const waiting = await app.as(space.owner).get(`/spaces/${space.id}/claims?about=toConfirm`).expect(200);
      expect(waiting.body.items.map(({ id }: { id: string }) => id)).toContain(claimId);
      expect((await app.as(space.owner).post(`/claims/${claimId}/confirmation`).expect(200)).body).toMatchObject({ status: 'confirmed', checkedInAt: null, payableYen: 5000, outcome: 'came' });
    });

    it('records who did not come, and hears the objection within seven days', async () => {
      const hanako = await reader();
      const id = await publish(today);
      const claimId = await claim(hanako, id);
      await app.as(space.owner).post(`/claims/${claimId}/no-show`).send({ reason: '連絡がありません' }).expect(409);
      app.clock.set('2026-11-21T04:00:00Z');
      const missed = await app.as(space.owner).post(`/claims/${claimId}/no-show`).send({ reason: '連絡がありません' }).expect(200);
      expect(missed.body).toMatchObject({ status: 'noShow', outcome: 'didNotCome', outcomeByName: 'オーナー 次郎' });
      expect((await app.as(hanako).get(`/claims/${claimId}`)).body.can.object).toBe(true);
      await app.as(hanako).post(`/claims/${claimId}/outcome-objection`).send({ reason: '10分前に着いていました' }).expect(200);
      expect((await app.as(hanako).post(`/claims/${claimId}/outcome-objection`).send({ reason: 'もう一度' }).expect(409)).body.code).toBe('objection.already');
      app.clock.set('2026-11-28T04:00:00Z');
      expect((await app.as(hanako).post(`/claims/${claimId}/outcome-objection`).send({ reason: '遅れて' }).expect(409)).body.code).toBe('objection.tooLate');
    });

    /** Somebody whose shift of today is over and confirmed. */
    const confirmed = async (): Promise<{ mixer: Person; claimId: string }> => {
      const mixer = await reader();
      const claimId = await claim(mixer, await publish(today));
      app.clock.set('2026-11-21T07:00:00Z');
      await app.as(space.owner).post(`/claims/${claimId}/confirmation`).expect(200);
      return { mixer, claimId };
    };
    const correct = (who: Person, claimId: string, input: Record<string, unknown>) => app.as(who).post(`/claims/${claimId}/corrections`).send({ reason: '半分で終わりました', ...input });
    const earned = async (mixer: Person) => (await app.as(mixer).get('/me/earnings').expect(200)).body;
    const toldOf = async ({ accountId }: Person): Promise<string[]> =>
      (await app.db.query('select template from inbox_items where account_id = $1 order by id', [accountId])).map(({ template }: { template: string }) => template);

    it('puts a confirmed reward right beside the first, and both stand in the statement', async () => {
      const { mixer, claimId } = await confirmed();
      const corrected = await correct(space.owner, claimId, { outcome: 'came', payableYen: 2_500 }).expect(200);
      expect(corrected.body).toMatchObject({ status: 'confirmed', rewardYen: 5000, payableYen: 2500, can: { correct: true } });
      const seen = (await app.as(mixer).get(`/claims/${claimId}`).expect(200)).body;
      expect(seen).toMatchObject({ can: { correct: false, object: true }, corrections: [{ byName: 'オーナー 次郎', payableYenBefore: 5000, payableYen: 2500, reason: '半分で終わりました' }] });
      expect(await earned(mixer)).toMatchObject({ earnedYen: 2500, paidYen: 0, owedYen: 2500, items: [{ kind: 'correction', yen: -2500 }, { kind: 'reward', yen: 5000 }] });
      const treasurer = await app.admin('treasurer');
      const first = await app.as(treasurer).get(`/ledger/causes/shift.confirmed/${claimId}`).expect(200);
      expect(first.body.corrections).toEqual([expect.objectContaining({ kind: 'shift.corrected' })]);
      const [{ kind, id }] = first.body.corrections;
      const correction = await app.as(treasurer).get(`/ledger/causes/${kind}/${id}`).expect(200);
      expect(correction.body).toMatchObject({ corrects: { kind: 'shift.confirmed', id: claimId }, history: [{ reason: '半分で終わりました' }, {}, {}], aboutHref: null });
      await app.db.query(`insert into account_roles (account_id, role) values ($1, 'steward')`, [treasurer.accountId]);
      expect((await app.as(treasurer).get(`/ledger/causes/${kind}/${id}`).expect(200)).body.aboutHref).toBe(`/spaces/${space.id}/claims?about=past#${claimId}`);
      expect(await toldOf(mixer)).toEqual(['claimBooked', 'claimConfirmed', 'claimCorrected']);
      expect(await app.db.query(`select template from outbox_mails where to_address = $1 and template = 'claimCorrected'`, [mixer.email])).toHaveLength(1);
      expect((await correct(space.owner, claimId, { outcome: 'came', payableYen: 2_500 }).expect(422)).body.code).toBe('correction.nothing');
      expect((await correct(space.owner, claimId, { outcome: 'came', payableYen: 5_001 }).expect(400)).body.fields).toEqual([expect.objectContaining({ path: 'payableYen', code: 'atMost' })]);
      expect((await runChecks(app.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    });

    it('takes a confirmation back when nobody had come; contested, a steward decides and may give it back', async () => {
      const { mixer, claimId } = await confirmed();
      const taken = await correct(space.owner, claimId, { outcome: 'didNotCome', reason: '鍵が開いていませんでした' }).expect(200);
      expect(taken.body).toMatchObject({ status: 'noShow', outcome: 'didNotCome', payableYen: null, endReason: '鍵が開いていませんでした' });
      expect(await earned(mixer)).toMatchObject({ earnedYen: 0, owedYen: 0 });
      await app.as(mixer).post(`/claims/${claimId}/outcome-objection`).send({ reason: '写真があります' }).expect(200);
      expect((await correct(space.owner, claimId, { outcome: 'came' }).expect(422)).body.code).toBe('correction.contested');
      const steward = await app.admin();
      const restored = await correct(steward, claimId, { outcome: 'came', reason: '写真を確認しました' }).expect(200);
      expect(restored.body).toMatchObject({ status: 'confirmed', outcome: 'came', payableYen: 5000, objection: null, corrections: [{ outcome: 'didNotCome' }, { outcome: 'came', objection: '写真があります' }] });
      expect(await earned(mixer)).toMatchObject({ earnedYen: 5000, owedYen: 5000 });
      // The space does not undo it, and its owner is no judge of it as a steward either.
      expect((await app.as(space.owner).get(`/claims/${claimId}`).expect(200)).body.can.correct).toBe(false);
      expect((await correct(space.owner, claimId, { outcome: 'didNotCome' }).expect(422)).body.code).toBe('correction.contested');
      await app.db.query(`insert into account_roles (account_id, role) values ($1, 'steward')`, [space.owner.accountId]);
      expect((await correct(space.owner, claimId, { outcome: 'didNotCome' }).expect(422)).body.code).toBe('correction.contested');
      await app.db.query('delete from account_roles where account_id = $1', [space.owner.accountId]);
      expect(await toldOf(mixer)).toEqual(['claimBooked', 'claimConfirmed', 'claimTakenBack', 'claimCorrected']);
      expect(await toldOf(space.owner)).toEqual(expect.arrayContaining(['spaceOutcomeContested', 'spaceClaimCorrected']));
      expect((await runChecks(app.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    });

    it('owes the reward of somebody who was wrongly recorded as absent, and answers an objection by letting a record stand', async () => {
      const [hanako, taro] = await Promise.all([reader(), reader()]);
      const id = await publish({ ...today, places: 2 });
      const [right, wrong] = [await claim(hanako, id), await claim(taro, id)];
      app.clock.set('2026-11-21T04:00:00Z');
      for (const [who, claimId] of [[hanako, right], [taro, wrong]] as const) {
        await app.as(space.owner).post(`/claims/${claimId}/no-show`).send({ reason: '連絡がありません' }).expect(200);
        await app.as(who).post(`/claims/${claimId}/outcome-objection`).send({ reason: '着いていました' }).expect(200);
      }
      const steward = await app.admin();
      expect((await correct(steward, right, { outcome: 'came', reason: '入館の記録がありました' }).expect(200)).body).toMatchObject({ status: 'confirmed', payableYen: 5000 });
      expect(await earned(hanako)).toMatchObject({ earnedYen: 5000, items: [{ causeKind: 'shift.confirmed' }] });
      expect((await correct(steward, wrong, { outcome: 'didNotCome', reason: '入館の記録がありません' }).expect(200)).body).toMatchObject({ status: 'noShow', endReason: '連絡がありません', objection: null });
      expect(await toldOf(taro)).toEqual(['claimBooked', 'claimNoShow', 'claimUpheld']);
      expect((await runChecks(app.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    });

    it('lifts the freeze that rests on a no-show which was none, and not for one that came after it', async () => {
      const hanako = await reader();
      const claims: string[] = [];
      for (const day of ['22', '23', '24', '25']) claims.push(await claim(hanako, await publish({ startsAt: `2026-11-${day}T01:00:00Z`, endsAt: `2026-11-${day}T02:00:00Z` })));
      const later = await publish({ startsAt: '2026-12-20T01:00:00Z', endsAt: '2026-12-20T02:00:00Z' });
      for (const [i, claimId] of claims.entries()) {
        app.clock.set(`2026-11-${22 + i}T01:30:00Z`);
        await app.as(space.owner).post(`/claims/${claimId}/no-show`).send({ reason: '連絡がありません' }).expect(200);
      }
      const [, second = '', , fourth = ''] = claims;
      await correct(space.owner, fourth, { outcome: 'came' }).expect(200);
      expect((await app.as(hanako).post(`/shifts/${later}/claims`).expect(422)).body.reasons).toEqual([expect.objectContaining({ code: 'freeze.active' })]);
      await app.as(hanako).post(`/claims/${second}/outcome-objection`).send({ reason: '着いていました' }).expect(200);
      await correct(await app.admin(), second, { outcome: 'came', reason: '入館の記録がありました' }).expect(200);
      expect((await toldOf(hanako)).slice(-3)).toEqual(['claimCorrected', 'claimCorrected', 'freezeEnded']);
      await claim(hanako, later);
      expect((await runChecks(app.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    });

    it('corrects nothing of another space, of oneself, before the outcome, without a reason, or downwards once the payment day has come', async () => {
      const { mixer, claimId } = await confirmed();
      const stranger = await app.space({ name: '隣のスペース' });
      await correct(stranger.owner, claimId, { outcome: 'didNotCome' }).expect(404);
      await correct(mixer, claimId, { outcome: 'came', payableYen: 1 }).expect(403);
      const own = await app.admin();
      await app.db.query('update claims set account_id = $2 where id = $1', [claimId, own.accountId]);
      await correct(own, claimId, { outcome: 'came', payableYen: 1 }).expect(403);
      await app.db.query('update claims set account_id = $2 where id = $1', [claimId, mixer.accountId]);
      await correct(space.owner, claimId, { outcome: 'came', payableYen: 1, reason: '' }).expect(400);
      await correct(space.owner, claimId, { outcome: 'notApplicable' }).expect(400);
      app.clock.set('2026-11-21T01:00:00Z');
      const ahead = await claim(await reader(), await publish());
      expect((await correct(space.owner, ahead, { outcome: 'didNotCome' }).expect(409)).body.code).toBe('state.wrong');
      app.clock.set('2026-12-25T01:00:00Z');
      expect((await correct(space.owner, claimId, { outcome: 'didNotCome' }).expect(409)).body.code).toBe('correction.paid');
    });

    it('pays for 31 December and 29 February on a bank day within 60 days', async () => {
      const december = await draft({ startsAt: '2026-12-31T01:00:00Z', endsAt: '2026-12-31T05:00:00Z' });
      expect((await app.as(space.owner).get(`/shifts/${december}`)).body.paymentDueOn).toBe('2027-01-25');
      const leap = await draft({ startsAt: '2028-02-29T01:00:00Z', endsAt: '2028-02-29T05:00:00Z' });
      expect((await app.as(space.owner).get(`/shifts/${leap}`)).body.paymentDueOn).toBe('2028-03-24');
    });
  });

  describe('lists and boards', () => {
    it('pages through open shifts without losing or doubling one, by time and by reward', async () => {
      const busy = await app.space({ name: '一覧スペース', prefecture: '13' });
      for (let i = 0; i < 7; i++) await publish({ startsAt: `2026-12-1${i}T01:00:00Z`, endsAt: `2026-12-1${i}T02:00:00Z`, rewardYen: 1000 * (i % 3) }, busy);
      for (const sort of ['startsAt', 'rewardYen']) {
        const seen: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const page: { body: { items: { id: string }[]; nextCursor: string | null } } = await app.as(null).get(`/shifts?area=13&limit=3&sort=${sort}${cursor && `&cursor=${cursor}`}`).expect(200);
          seen.push(...page.body.items.map(({ id }) => id));
          cursor = page.body.nextCursor;
        }
        expect(seen).toHaveLength(7);
        expect(new Set(seen).size).toBe(7);
      }
      expect((await app.as(null).get('/shifts?area=13&minRewardYen=2000')).body.items).toHaveLength(2);
      await app.as(null).get('/shifts?cursor=broken').expect(400);
      await app.as(null).get('/shifts?limit=101').expect(400);
    });

    it('shows the owner the day, what is uncovered and what waits, and the calendar with its holiday', async () => {
      const board = await app.space({ name: '盤面スペース' });
      const hanako = await reader({}, board);
      const covered = await publish({ startsAt: '2026-11-21T03:00:00Z', endsAt: '2026-11-21T06:00:00Z' }, board);
      await publish({ startsAt: '2026-11-23T03:00:00Z', endsAt: '2026-11-23T06:00:00Z' }, board);
      await draft({}, board);
      await claim(hanako, covered);
      const today = await app.as(board.owner).get(`/spaces/${board.id}/today`).expect(200);
      expect(today.body).toMatchObject({ today: [{ placesTaken: 1, people: [{ displayName: '佐藤 花子' }] }], uncovered: [{ places: 1, placesTaken: 0 }], drafts: 1, toConfirm: 0 });
      const calendar = await app.as(board.owner).get(`/spaces/${board.id}/calendar?from=2026-11-21&to=2026-11-27`).expect(200);
      expect(calendar.body.shifts).toHaveLength(3);
      expect(calendar.body).toMatchObject({ places: 2, placesTaken: 1, rewardsYen: 5000 });
      expect(calendar.body.days[2]).toMatchObject({ day: '2026-11-23', holiday: '勤労感謝の日' });
      await app.as(board.owner).get(`/spaces/${board.id}/calendar?from=2026-11-21&to=2027-11-27`).expect(400);
      await app.as(hanako).get(`/spaces/${board.id}/today`).expect(403);
      await app.as(space.owner).get(`/spaces/${board.id}/today`).expect(404);
    });
  });
});

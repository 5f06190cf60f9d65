import { factsAt, factsUnderLock, freeze, knownFacts, loadFactRows, personForClaim, setDuesStanding, setMembership, setTier } from '#libs/mixers';
import { LOCALES, mailOf, say } from '#libs/words';
import { TestApp, type Person } from '../support/app.js';

interface Fact {
  id: string;
  fact: string;
  value: string;
  from: string;
  until: string | null;
  holds: string;
  setBy: string | null;
  reason: string;
}

let app: TestApp;
let steward: Person;
beforeAll(async () => {
  app = await TestApp.start();
  steward = await app.admin('steward', '世話役 一郎');
});
afterAll(() => app.stop());

const NEXT_WEEK = '2026-11-28T00:00:00.000Z';
const setFact = (mixer: Person, fact: Record<string, unknown>) => app.as(steward).post(`/members/${mixer.mixerId}/facts`).send({ reason: '面談で確認', ...fact });
const facts = async (mixer: Person, fact: string): Promise<Fact[]> =>
  ((await app.as(steward).get(`/members/${mixer.mixerId}`).expect(200)).body.facts as Fact[]).filter((each) => each.fact === fact);
const inbox = (person: Person): Promise<{ template: string; params: Record<string, string | number> }[]> =>
  app.db.query('select template, params from inbox_items where account_id = $1 order by id', [person.accountId]);
const jobs = (): Promise<{ payload: unknown }[]> =>
  app.db.query(`select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'releaseClaims' order by j.id`);
const paths = ({ body }: { body: { fields: { path: string }[] } }): string[] => body.fields.map(({ path }) => path);

describe('who I am', () => {
  it('somebody without any role hears so', async () => {
    const person = await app.person('山田 ゆう');
    const { body } = await app.as(person).get('/me').expect(200);
    expect(body).toEqual({
      account: { id: person.accountId, email: person.email, displayName: '山田 ゆう', locale: 'ja', emailConfirmed: true },
      roles: [],
      spaces: [],
      inboxUnread: 0,
    });
  });

  it('a mixer hears tier, membership, dues, course and certifications', async () => {
    const mixer = await app.mixer({ tier: 'senior', certifications: [{ value: 'promoter' }] });
    const { body } = await app.as(mixer).get('/me').expect(200);
    expect(body.roles).toEqual(['mixer']);
    expect(body.mixer).toEqual({
      id: mixer.mixerId,
      displayName: '佐藤 花子',
      tier: 'senior',
      membership: 'active',
      membershipClass: null,
      duesStanding: 'good',
      courseCompletedOn: '2026-01-01',
      certifications: ['promoter'],
      frozenUntil: null,
    });
  });

  it('an owner hears the spaces, and a guest is asked to sign in', async () => {
    const space = await app.space();
    const { body } = await app.as(space.owner).get('/me').expect(200);
    expect(body.spaces).toEqual([{ id: space.id, name: space.name, slug: space.slug, role: 'owner' }]);
    expect(body.roles).toEqual(expect.arrayContaining(['owner', 'spaceStaff']));
    await app.as(null).get('/me').expect(401);
  });
});

describe('becoming a mixer', () => {
  const application = { familyName: '髙橋', givenName: '🌸さくら', familyKana: 'たかはし', givenKana: 'ｻｸﾗ', acceptsPledge: true };

  it('an application keeps the name as written, puts the reading into katakana, records the pledge and tells the stewards', async () => {
    const person = await app.person('さくら');
    const { body } = await app.as(person).post('/me/mixer').send(application).expect(201);
    expect(body).toMatchObject({ membership: 'applied', tier: null, duesStanding: 'none' });
    const member = await app.as(steward).get(`/members/${body.id}`).expect(200);
    expect(member.body).toMatchObject({ name: '髙橋 🌸さくら', kana: 'タカハシ サクラ', pledgedAt: '2026-11-21T01:00:00.000Z', joinedOn: '2026-11-21' });
    expect((await inbox(steward)).map(({ template }) => template)).toContain('mixerApplied');
    expect((await app.as(person).get('/me').expect(200)).body).toMatchObject({ roles: ['mixer'], mixer: { membership: 'applied' }, inboxUnread: 1 });
  });

  it('without the pledge, or with a reading in kanji, nothing is taken and the fields are named', async () => {
    const person = await app.person();
    const refused = await app.as(person).post('/me/mixer').send({ ...application, familyKana: '高橋', acceptsPledge: false }).expect(400);
    expect(refused.body.fields).toMatchObject([{ path: 'familyKana', code: 'kana' }, { path: 'acceptsPledge', code: 'mustAccept' }]);
    expect((await app.as(person).get('/me').expect(200)).body.mixer).toBeUndefined();
  });

  it('applying twice, also at the same moment, makes one application', async () => {
    const person = await app.person();
    const answers = await Promise.all([1, 2].map(() => app.as(person).post('/me/mixer').send(application)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const again = await app.as(person).post('/me/mixer').send(application).expect(409);
    expect(again.body.code).toBe('mixer.already');
  });

  it('the steward takes them from the application to active, and hears all that is missing before', async () => {
    const person = await app.person('新人 一歩');
    const { body } = await app.as(person).post('/me/mixer').send(application).expect(201);
    const newcomer = { ...person, mixerId: body.id as string };
    const early = await setFact(newcomer, { fact: 'membership', value: 'active' }).expect(422);
    expect(early.body.code).toBe('member.notReady');
    expect(early.body.reasons.map(({ code }: { code: string }) => code)).toEqual(['member.notAccepted', 'member.courseMissing', 'member.duesMissing', 'member.tierMissing']);
    expect(early.body.reasons[2].message).toBe('組合費が「良好」か「猶予中」ではありません（現在：未設定）。組合費の状態を整えてください。');
    for (const fact of [
      { fact: 'membership', value: 'accepted' },
      { fact: 'membershipClass', value: 'member' },
      { fact: 'course', value: 'completed', from: '2026-11-20T05:00:00Z' },
      { fact: 'duesStanding', value: 'good' },
      { fact: 'tier', value: 'challenge' },
    ]) {
      await setFact(newcomer, fact).expect(201);
    }
    const active = await setFact(newcomer, { fact: 'membership', value: 'active' }).expect(201);
    expect(active.body).toMatchObject({ membership: 'active', tier: 'challenge', courseCompletedOn: '2026-11-20', membershipClass: 'member', can: { active: false, paused: true } });
    expect((await inbox(newcomer)).map(({ template }) => template)).toContain('membershipActive');
  });

  it('somebody who left applies again', async () => {
    const mixer = await app.mixer({ membership: 'ended' });
    const { body } = await app.as(mixer).post('/me/mixer').send(application).expect(201);
    expect(body).toMatchObject({ id: mixer.mixerId, membership: 'applied' });
  });
});

describe('facts have dates', () => {
  it('a change closes the old row and keeps it, with who said it and why', async () => {
    const mixer = await app.mixer({ tier: 'junior' });
    await setFact(mixer, { fact: 'tier', value: 'senior', reason: '審査の結果' }).expect(201);
    expect(await facts(mixer, 'tier')).toMatchObject([
      { value: 'senior', from: '2026-11-21T01:00:00.000Z', until: null, holds: 'now', setBy: '世話役 一郎', reason: '審査の結果' },
      { value: 'junior', from: '2026-01-01T00:00:00.000Z', until: '2026-11-21T01:00:00.000Z', holds: 'past', setBy: null },
    ]);
    expect(await inbox(mixer)).toMatchObject([{ template: 'tierChanged', params: { was: 'junior', now: 'senior', reason: '審査の結果' } }]);
    const deeds = await app.db.query(`select action, reason, before, after from audit_entries where concerns_account_id = $1`, [mixer.accountId]);
    expect(deeds).toMatchObject([{ action: 'mixer.tierSet', reason: '審査の結果', before: { value: 'junior' }, after: { value: 'senior' } }]);
  });

  it('two changes in the same moment are both kept, and the later one holds', async () => {
    const mixer = await app.mixer({ tier: 'junior' });
    await setFact(mixer, { fact: 'tier', value: 'senior' }).expect(201);
    const after = await setFact(mixer, { fact: 'tier', value: 'challenge' }).expect(201);
    expect(after.body.tier).toBe('challenge');
    expect((await facts(mixer, 'tier')).map(({ value }) => value)).toEqual(['challenge', 'senior', 'junior']);
    expect((await app.as(mixer).get('/me')).body.mixer.tier).toBe('challenge');
    const listed = await app.as(steward).get(`/members?q=${mixer.email}`).expect(200);
    expect(listed.body.items[0].tier).toBe('challenge');
  });

  it('two stewards who set the tier at once leave one row each and no overlap', async () => {
    const mixer = await app.mixer({ tier: 'challenge' });
    const other = await app.admin('steward', '世話役 二郎');
    const send = (who: Person, value: string) => app.as(who).post(`/members/${mixer.mixerId}/facts`).send({ fact: 'tier', value, reason: '審査' });
    const answers = await Promise.all([send(steward, 'junior'), send(other, 'senior')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const kept = await facts(mixer, 'tier');
    expect(kept.map(({ value }) => value).sort()).toEqual(['challenge', 'junior', 'senior']);
    expect(kept.filter(({ until }) => until === null)).toHaveLength(1);
  });

  it('saying what holds already writes nothing', async () => {
    const mixer = await app.mixer({ tier: 'junior' });
    await setFact(mixer, { fact: 'tier', value: 'junior' }).expect(201);
    expect(await facts(mixer, 'tier')).toHaveLength(1);
    expect(await inbox(mixer)).toEqual([]);
  });

  it('dues restricted from next week are good until then, and the latest word replaces the plan', async () => {
    const mixer = await app.mixer();
    const planned = await setFact(mixer, { fact: 'duesStanding', value: 'restricted', from: NEXT_WEEK }).expect(201);
    expect(planned.body.duesStanding).toBe('good');
    expect(await facts(mixer, 'duesStanding')).toMatchObject([{ value: 'restricted', holds: 'planned' }, { value: 'good', holds: 'now', until: NEXT_WEEK }]);
    const at = (day: string) => app.as(mixer).get(`/me/capabilities?at=${day}T10:00:00Z`);
    const claim = ({ body }: { body: { items: { capability: string; allowed: boolean }[] } }) => body.items.find(({ capability }) => capability === 'shift.claim')?.allowed;
    expect(claim(await at('2026-11-27'))).toBe(true);
    expect(claim(await at('2026-11-28'))).toBe(false);
    await setFact(mixer, { fact: 'duesStanding', value: 'good', reason: '入金を確認' }).expect(201);
    expect(await facts(mixer, 'duesStanding')).toMatchObject([{ value: 'good', until: null }, { value: 'good' }]);
    expect(claim(await at('2026-11-28'))).toBe(true);
  });

  it('what was true in the past stays: a start before the last change is refused', async () => {
    const mixer = await app.mixer({ tier: 'junior' });
    await setFact(mixer, { fact: 'tier', value: 'senior' }).expect(201);
    const refused = await setFact(mixer, { fact: 'tier', value: 'challenge', from: '2026-06-01T00:00:00Z' }).expect(422);
    expect(refused.body.code).toBe('fact.inThePast');
    expect(refused.body.detail).toContain('2026年11月21日(土) 10:00');
  });

  it('a certification is given until a day, renewed, and ended before its time', async () => {
    const mixer = await app.mixer();
    await setFact(mixer, { fact: 'certification', value: 'promoter', until: '2026-12-01T00:00:00Z' }).expect(201);
    await setFact(mixer, { fact: 'certification', value: 'promoter', until: '2027-12-01T00:00:00Z' }).expect(201);
    const [held] = await facts(mixer, 'certification');
    expect(held).toMatchObject({ until: '2027-12-01T00:00:00.000Z', holds: 'now' });
    const ended = await app.as(steward).post(`/members/${mixer.mixerId}/facts/${held?.id}/ending`).send({ reason: '本人の希望' }).expect(200);
    expect(ended.body.certifications).toEqual([]);
    const again = await app.as(steward).post(`/members/${mixer.mixerId}/facts/${held?.id}/ending`).send({ reason: '本人の希望' }).expect(409);
    expect(again.body.code).toBe('fact.over');
    expect((await inbox(mixer)).map(({ template }) => template)).toEqual(['certifiedUntil', 'certifiedUntil', 'certificationEnded']);
  });

  it('a freeze keeps from booking until its end, and can be lifted', async () => {
    const mixer = await app.mixer();
    const frozen = await setFact(mixer, { fact: 'freeze', value: 'frozen', until: '2026-12-05T01:00:00Z' }).expect(201);
    expect(frozen.body.frozenUntil).toBe('2026-12-05T01:00:00.000Z');
    const { body } = await app.as(mixer).get('/me/capabilities?at=2026-12-20T00:00:00Z');
    const claim = body.items.find(({ capability }: { capability: string }) => capability === 'shift.claim');
    expect(claim.reasons).toMatchObject([{ code: 'freeze.active', message: '2026年12月5日(土) 10:00まで新しい予約を受け付けていません。その後は自動で元に戻ります。' }]);
    const [fact] = await facts(mixer, 'freeze');
    await app.as(steward).post(`/members/${mixer.mixerId}/facts/${fact?.id}/ending`).send({ reason: '事情を確認' }).expect(200);
    expect((await app.as(mixer).get('/me')).body.mixer.frozenUntil).toBeNull();
  });

  it('suspension asks for the release of claims to come, also when it is planned', async () => {
    const mixer = await app.mixer();
    const before = (await jobs()).length;
    await setFact(mixer, { fact: 'membership', value: 'suspended' }).expect(201);
    const leaving = await app.mixer();
    await setFact(leaving, { fact: 'membership', value: 'ended', from: NEXT_WEEK }).expect(201);
    expect((await jobs()).slice(before).map(({ payload }) => payload)).toEqual([
      { mixerId: mixer.mixerId, from: '2026-11-21T01:00:00.000Z' },
      { mixerId: leaving.mixerId, from: NEXT_WEEK },
    ]);
    expect((await inbox(mixer)).map(({ template }) => template)).toEqual(['membershipSuspended']);
  });

  it('a booking that waits for a suspension sees it', async () => {
    const mixer = await app.mixer();
    const now = app.clock.now();
    let asked: Promise<string> | undefined;
    await app.db.transaction(async (tx) => {
      await setMembership(tx, { mixerId: mixer.mixerId, membership: 'suspended', by: 'command', at: now, reason: '調査のため' });
      asked = app.db.transaction(async (booking) => {
        const [read] = await booking.query(`with ${personForClaim('$1')} select ${knownFacts('$1')} from person`, [mixer.mixerId]);
        return factsAt(await factsUnderLock(booking, mixer.mixerId, read), now, now).membership;
      });
      await new Promise((done) => setTimeout(done, 150));
    });
    expect(await asked).toBe('suspended');
  });

  it('other libs say facts in their own transaction, and several mixers are read at once', async () => {
    const [one, two] = [await app.mixer({ tier: 'challenge' }), await app.mixer()];
    const saying = { by: 'clock' as const, at: app.clock.now(), reason: '自動' };
    await app.db.transaction(async (tx) => {
      expect(await setTier(tx, { ...saying, mixerId: one.mixerId, tier: 'junior' })).toBe(true);
      expect(await setDuesStanding(tx, { ...saying, mixerId: two.mixerId, standing: 'grace' })).toBe(true);
      expect(await setDuesStanding(tx, { ...saying, mixerId: two.mixerId, standing: 'grace' })).toBe(false);
      await freeze(tx, { ...saying, mixerId: two.mixerId, until: new Date('2026-12-05T01:00:00Z') });
    });
    const found = await loadFactRows(app.db, [one.mixerId, two.mixerId]);
    const now = app.clock.now();
    expect(factsAt(found.get(one.mixerId) ?? [], now, now).tier).toBe('junior');
    expect(factsAt(found.get(two.mixerId) ?? [], now, now)).toMatchObject({ duesStanding: 'grace', frozenUntil: new Date('2026-12-05T01:00:00Z') });
  });
});

describe('what the steward may say', () => {
  it.each([
    [{ fact: 'tier', value: 'master' }, ['value']],
    [{ fact: 'certification', value: 'juggler' }, ['value']],
    [{ fact: 'membership', value: 'none' }, ['value']],
    [{ fact: 'mood', value: 'good' }, ['fact']],
    [{ fact: 'tier', value: 'senior', reason: ' ' }, ['reason']],
    [{ fact: 'tier', value: 'senior', from: 'soon' }, ['from']],
    [{ fact: 'tier', value: 'senior', until: NEXT_WEEK }, ['until']],
    [{ fact: 'freeze', value: 'frozen' }, ['until']],
    [{ fact: 'freeze', value: 'frozen', until: '2026-11-20T00:00:00Z' }, ['until']],
    [{ fact: 'course', value: 'completed', from: NEXT_WEEK }, ['from']],
    [{ fact: 'tier', value: 'senior', colour: 'red' }, ['colour']],
  ])('%j names the field', async (fact, named) => {
    expect(paths(await setFact(await app.mixer(), fact).expect(400))).toEqual(named);
  });

  it('a step that the membership does not allow is refused with both states', async () => {
    const mixer = await app.mixer();
    const refused = await setFact(mixer, { fact: 'membership', value: 'accepted' }).expect(409);
    expect(refused.body).toMatchObject({ code: 'member.step', detail: '「活動中」から「承認済み」には変えられません。いまの状態を確かめてください。' });
  });

  it('an unknown member, an unknown fact and somebody else’s fact are not found', async () => {
    const [mixer, other] = [await app.mixer(), await app.mixer({ certifications: [{ value: 'promoter' }] })];
    const nobody = { ...mixer, mixerId: '019a0000-0000-7000-8000-000000000000' };
    await app.as(steward).get(`/members/${nobody.mixerId}`).expect(404);
    await app.as(steward).get('/members/nobody').expect(404);
    await setFact(nobody, { fact: 'tier', value: 'junior' }).expect(404);
    await setFact(nobody, { fact: 'membership', value: 'active' }).expect(404);
    const [held] = await facts(other, 'certification');
    await app.as(steward).post(`/members/${mixer.mixerId}/facts/${held?.id}/ending`).send({ reason: '誤り' }).expect(404);
    expect((await facts(other, 'certification'))[0]?.until).toBeNull();
  });

  it('a tier ends only by the next one', async () => {
    const mixer = await app.mixer();
    const [tier] = await facts(mixer, 'tier');
    const refused = await app.as(steward).post(`/members/${mixer.mixerId}/facts/${tier?.id}/ending`).send({ reason: '誤り' }).expect(422);
    expect(refused.body.code).toBe('fact.endsByNext');
  });

  it('belongs to the steward alone', async () => {
    const mixer = await app.mixer();
    for (const person of [mixer, await app.admin('treasurer'), (await app.space()).owner]) {
      await app.as(person).get('/members').expect(403);
      await app.as(person).get(`/members/${mixer.mixerId}`).expect(403);
      await app.as(person).post(`/members/${mixer.mixerId}/facts`).send({ fact: 'tier', value: 'senior', reason: 'x' }).expect(403);
    }
    await app.as(null).get('/members').expect(401);
  });
});

describe('what people are told', () => {
  it('is complete in both languages, whatever was said of whom', async () => {
    const told: { template: string; params: Record<string, string | number> }[] = await app.db.query('select distinct on (template) template, params from inbox_items');
    expect(told.map(({ template }) => template)).toEqual(expect.arrayContaining(['mixerApplied', 'membershipActive', 'tierChanged', 'frozen', 'certifiedUntil']));
    for (const { template, params } of told) {
      const mail = mailOf(template);
      for (const locale of LOCALES) {
        expect(mail && say(mail.subject, locale, params)).toMatch(/^[^{}]+$/);
        expect(mail && say(mail.body, locale, params)).toMatch(/^[^{}]+$/);
      }
    }
  });

  it('says a reason of the system in the reader’s language', async () => {
    const mixer = await app.mixer();
    await app.db.transaction((tx) => freeze(tx, { mixerId: mixer.mixerId, until: new Date('2026-12-05T01:00:00Z'), by: 'clock', at: app.clock.now(), reason: 'reliability' }));
    const [notice] = await inbox(mixer);
    const mail = mailOf('frozen');
    expect(mail && say(mail.body, 'en', notice?.params ?? {})).toContain('Reason: three late withdrawals or no-shows within 90 days');
    expect((await facts(mixer, 'freeze'))[0]?.reason).toBe('直近90日に、直前の辞退か不実施が3回あったため');
  });
});

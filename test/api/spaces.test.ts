import { rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { occupiedPart } from '#libs/spaces';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

let app: TestApp;
let steward: Person;
beforeAll(async () => {
  app = await TestApp.start();
  steward = await app.admin('steward');
  await app.db.query(`insert into rule_sets (version, status, in_force_from, rules) values (1, 'inForce', '2026-01-01', '{}') on conflict do nothing`);
});
afterAll(() => app.stop());

const EVERY_DAY = ['0', '1', '2', '3', '4', '5', '6'].map((weekday) => ({ weekday, opensAt: '09:00', closesAt: '22:00' }));

const application = (more: object = {}) => ({ name: '髙橋屋コワーキング😀', kana: 'たかはしや', prefecture: '03', city: '盛岡市', ...more });

const noticesTo = (person: Person): Promise<{ template: string; params: Record<string, unknown>; href: string }[]> =>
  rows(app.db, 'select template, params, href from inbox_items where account_id = $1 order by id', [person.accountId]);

const deedsAt = async (spaceId: string): Promise<string[]> =>
  (await rows<{ action: string }>(app.db, 'select action from audit_entries where space_id = $1 order by id', [spaceId])).map(({ action }) => action);

/** Somebody's time in a space, as shifts and events will write it. */
async function commit(mixer: Person, space: SpaceInTest, capability = 'shift.claim', from = '2026-11-28T01:00:00Z', to = '2026-11-28T04:00:00Z', status = 'booked'): Promise<void> {
  await app.db.query(
    `insert into commitments (account_id, mixer_id, space_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
     values ($1, $2, $3, 'shift', $4::uuid, $5, 1, '受付', tstzrange($6, $7), $8, $4::uuid::text)`,
    [mixer.accountId, mixer.mixerId, space.id, newId(), capability, from, to, status],
  );
}

async function occupyResource(space: SpaceInTest, resourceId: string, from: string, to: string, title = '勉強会'): Promise<void> {
  const part = await occupiedPart(app.db, resourceId);
  await app.db.query(
    `insert into occupancies (space_id, resource_id, area_id, positions, kind, subject_id, title, during, status)
     values ($1, $2, $3, $4::int4range, 'event', $5, $6, tstzrange($7, $8), 'booked')`,
    [space.id, resourceId, part?.areaId, part?.positions, newId(), title, from, to],
  );
}

describe('a space joins the network', () => {
  it('from the application over the steward to the terms, each side hearing of the other', async () => {
    const owner = await app.person('髙橋 はな');
    const applied = await app.as(owner).post('/spaces').send(application({ hours: EVERY_DAY, note: '駅前の町家です', slug: 'takahashiya', phone: '０１９ー０００ー００００' })).expect(201);
    expect(applied.body).toMatchObject({
      slug: 'takahashiya',
      status: 'applied',
      name: '髙橋屋コワーキング😀',
      kana: 'タカハシヤ',
      phone: '019-000-0000',
      relation: { partnered: false, designated: false },
      inside: { myRole: 'owner', applicationNote: '駅前の町家です', termsVersion: 1 },
      can: { edit: true, manageStaff: true, publishManual: true, acceptTerms: false, decide: false },
    });
    const { id } = applied.body;
    expect(await noticesTo(steward)).toEqual([expect.objectContaining({ template: 'spaceApplied', params: { space: '髙橋屋コワーキング😀', city: '盛岡市', name: '髙橋 はな' } })]);

    app.clock.advance({ days: 3 });
    const queue = await app.as(steward).get('/space-applications').expect(200);
    expect(queue.body.items).toEqual([expect.objectContaining({ id, applicantName: '髙橋 はな', applicantEmail: owner.email, note: '駅前の町家です', ageDays: 3 })]);
    await app.as(owner).post(`/spaces/${id}/acceptance`).expect(403);
    await app.as(owner).post(`/spaces/${id}/terms-acceptance`).send({ version: 1 }).expect(409);

    const accepted = await app.as(steward).post(`/spaces/${id}/acceptance`).expect(201);
    expect(accepted.body).toMatchObject({ status: 'accepted', can: { decide: false } });
    expect((await app.as(steward).get('/space-applications')).body.items).toEqual([]);
    expect(await noticesTo(owner)).toEqual([expect.objectContaining({ template: 'spaceAccepted', href: `/spaces/${id}/settings` })]);
    await app.as(null).get(`/spaces/${id}`).expect(404);

    const old = await app.as(owner).post(`/spaces/${id}/terms-acceptance`).send({ version: 2 }).expect(409);
    expect(old.body.code).toBe('terms.outdated');
    const joined = await app.as(owner).post(`/spaces/${id}/terms-acceptance`).send({ version: 1 }).expect(201);
    expect(joined.body).toMatchObject({ status: 'member', inside: { termsAcceptedAt: '2026-11-24T01:00:00.000Z' } });
    expect(await rows(app.db, 'select account_id, text, version from text_acceptances where space_id = $1', [id])).toEqual([{ account_id: owner.accountId, text: 'spaceTerms', version: 1 }]);
    expect((await noticesTo(steward)).at(-1)).toMatchObject({ template: 'spaceJoined' });
    expect(await deedsAt(id)).toEqual(['space.applied', 'space.accepted', 'space.joined']);
    await app.as(null).get('/spaces/takahashiya').expect(200);
    app.clock.set('2026-11-21T01:00:00Z');
  });

  it('is declined with a reason that the applicant reads, and then only stewards see it', async () => {
    const owner = await app.person();
    const { id } = (await app.as(owner).post('/spaces').send(application()).expect(201)).body;
    const empty = await app.as(steward).post(`/spaces/${id}/refusal`).send({ reason: ' ' }).expect(400);
    expect(empty.body.fields).toEqual([expect.objectContaining({ path: 'reason', code: 'required' })]);
    await app.as(steward).post(`/spaces/${id}/refusal`).send({ reason: '会場の確認が取れませんでした' }).expect(201);
    expect(await noticesTo(owner)).toEqual([expect.objectContaining({ template: 'spaceDeclined', params: { space: '髙橋屋コワーキング😀', reason: '会場の確認が取れませんでした' } })]);
    await app.as(owner).get(`/spaces/${id}`).expect(404);
    expect((await app.as(steward).get(`/spaces/${id}`).expect(200)).body.inside.decisionReason).toBe('会場の確認が取れませんでした');
    const twice = await app.as(steward).post(`/spaces/${id}/acceptance`).expect(409);
    expect(twice.body.code).toBe('state.wrong');
  });

  it('waits in the queue oldest first, page by page', async () => {
    const owner = await app.person();
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      ids.push((await app.as(owner).post('/spaces').send(application({ name: `順番${i}` }))).body.id);
      app.clock.advance({ minutes: 1 });
    }
    const first = await app.as(steward).get('/space-applications?limit=2').expect(200);
    const second = await app.as(steward).get(`/space-applications?limit=2&cursor=${first.body.nextCursor}`).expect(200);
    expect([...first.body.items, ...second.body.items].map((item: { id: string }) => item.id)).toEqual(ids);
    expect(second.body.nextCursor).toBeNull();
    await app.as(steward).get('/space-applications?cursor=nonsense').expect(400);
    for (const id of ids) await app.as(steward).post(`/spaces/${id}/refusal`).send({ reason: 'テスト' });
    app.clock.set('2026-11-21T01:00:00Z');
  });

  it('applies only signed in, with a name of its own in addresses', async () => {
    await app.as(null).post('/spaces').send(application()).expect(401);
    const owner = await app.person();
    await app.as(owner).post('/spaces').send(application({ slug: 'kaminohashi' })).expect(201);
    const taken = await app.as(owner).post('/spaces').send(application({ slug: 'kaminohashi' })).expect(409);
    expect(taken.body).toMatchObject({ code: 'space.slugTaken', fields: [{ path: 'slug', code: 'taken' }] });
    const nameless = await app.as(owner).post('/spaces').send(application()).expect(201);
    expect(nameless.body.slug).toMatch(/^space-[0-9a-f]{12}$/);
    for (const slug of ['new', 'A b', 'x', '-x-', nameless.body.id]) {
      const refused = await app.as(owner).post('/spaces').send(application({ slug })).expect(400);
      expect(refused.body.fields).toEqual([expect.objectContaining({ path: 'slug', code: 'slug' })]);
    }
  });

  it('is refused with every field that is wrong, and nothing is kept of it', async () => {
    const owner = await app.person();
    const sent = { name: '', kana: '漢字', prefecture: '48', city: 'x'.repeat(81), postalCode: '02', phone: 'でんわ', email: 'x', website: 'javascript:alert(1)', hours: [{ weekday: '7', opensAt: '9時', closesAt: '22:00' }], admin: true };
    const refused = await app.as(owner, 'en').post('/spaces').send(sent).expect(400);
    expect(Object.fromEntries(refused.body.fields.map(({ path, code }: { path: string; code: string }) => [path, code]))).toEqual({
      admin: 'unknown',
      name: 'required',
      kana: 'kana',
      prefecture: 'choice',
      postalCode: 'postalCode',
      city: 'tooLong',
      phone: 'phone',
      email: 'email',
      website: 'url',
      'hours.0.weekday': 'choice',
      'hours.0.opensAt': 'time',
    });
    expect(await rows(app.db, 'select 1 from spaces where applied_by = $1', [owner.accountId])).toEqual([]);
  });
});

describe('finding a space', () => {
  it('lists members by prefecture, words and designation, page by page', async () => {
    const kobe = await app.space({ name: 'ＫＯＢＥデスク', prefecture: '28' });
    const fukuoka = await app.space({ name: '博多ハブ', prefecture: '40' });
    await app.as(steward).post(`/spaces/${fukuoka.id}/relations`).send({ relation: 'designated', reason: '催しの実績があるため' }).expect(201);
    const names = async (query: string): Promise<string[]> => (await app.as(null).get(`/spaces?${query}`).expect(200)).body.items.map((item: { name: string }) => item.name);

    expect(await names('area=28,40')).toEqual(['ＫＯＢＥデスク', '博多ハブ']);
    expect(await names('q=kobe')).toEqual(['ＫＯＢＥデスク']);
    expect(await names('area=28,40&q=きたのつくえ')).toEqual(['ＫＯＢＥデスク', '博多ハブ']);
    for (const sign of ['%', '％', '_', '\\']) expect(await names(`area=28,40&q=${encodeURIComponent(sign)}`)).toEqual([]);
    expect(await names('area=28,40&designated=true')).toEqual(['博多ハブ']);
    const first = await app.as(null).get('/spaces?area=28,40&limit=1').expect(200);
    expect(await names(`area=28,40&limit=1&cursor=${first.body.nextCursor}`)).toEqual(['博多ハブ']);
    expect(first.body.items[0]).toMatchObject({ id: kobe.id, relation: { partnered: true, designated: false }, today: { day: '2026-11-21', closed: false, hours: [{ opensAt: '09:00', closesAt: '22:00' }] } });
    const refused = await app.as(null).get('/spaces?area=99').expect(400);
    expect(refused.body.fields).toEqual([expect.objectContaining({ path: 'area', code: 'prefecture' })]);
    await app.as(null).get('/spaces?status=applied').expect(403);
    await app.as(steward).get('/spaces?status=applied').expect(200);
  });

  it('shows guests the public page by id or name, without anything from inside', async () => {
    const space = await app.space();
    const byId = await app.as(null).get(`/spaces/${space.id}`).expect(200);
    const bySlug = await app.as(null).get(`/spaces/${space.slug}`).expect(200);
    expect(bySlug.body).toEqual(byId.body);
    expect(byId.body).toMatchObject({ recruiterName: '北のつくえ盛岡', relation: { partnered: true }, manual: { version: 1 }, can: { edit: false, manageStaff: false, publishManual: false } });
    expect(byId.body).not.toHaveProperty('inside');
    expect(byId.body.nextDays).toHaveLength(14);
    expect(byId.body.nextDays[2]).toMatchObject({ day: '2026-11-23', holidayName: '勤労感謝の日' });
    const english = await app.as(null, 'en').get(`/spaces/${space.id}`).expect(200);
    expect(english.body.nextDays[2].holidayName).toBe('Labor Thanksgiving Day');
    await app.as(null).get(`/spaces/${newId()}`).expect(404);
    await app.as(null).get('/spaces/no-such-space').expect(404);
  });
});

describe('the profile and hours of a space', () => {
  it('are changed by owner, manager and steward, field by field, and written down', async () => {
    const space = await app.space();
    const manager = await app.person();
    await app.staff(space.id, manager, 'manager');
    const changed = await app
      .as(manager)
      .patch(`/spaces/${space.id}`)
      .send({ name: '髙のつくえ🏠', introduction: '静かな場所です。', postalCode: '０２０－００２２', website: '', recruitingReward: '' })
      .expect(200);
    expect(changed.body).toMatchObject({ name: '髙のつくえ🏠', introduction: '静かな場所です。', postalCode: '020-0022', city: '盛岡市', inside: { missingRecruitingItems: ['recruitingReward'] } });
    await app.as(steward).patch(`/spaces/${space.id}`).send({ houseRules: '飲食はラウンジで' }).expect(200);
    const [deed] = await rows<{ before: unknown; after: unknown }>(app.db, `select before, after from audit_entries where space_id = $1 and action = 'space.changed' order by id limit 1`, [space.id]);
    expect(deed?.after).toEqual({ name: '髙のつくえ🏠', introduction: '静かな場所です。', postalCode: '020-0022', recruitingReward: '' });
    expect(deed?.before).toMatchObject({ name: '北のつくえ盛岡', recruitingReward: '1枠ごとの報酬' });
  });

  it('keep a week with a lunch break, holidays of their own, and days that differ', async () => {
    const space = await app.space();
    const hours = [
      { weekday: '6', opensAt: '０９：００', closesAt: '12:00' },
      { weekday: '6', opensAt: '13:00', closesAt: '24:00' },
      { weekday: 'holiday', opensAt: '10:00', closesAt: '17:00' },
    ];
    const exceptions = [
      { day: '2026-11-28', closed: true, reason: '棚卸し' },
      { day: '2026-11-29', closed: false, opensAt: '10:00', closesAt: '15:00' },
    ];
    const changed = await app.as(space.owner).patch(`/spaces/${space.id}`).send({ hours, exceptions }).expect(200);
    const open = (day: string) => changed.body.nextDays.find((one: { day: string }) => one.day === day);
    expect(open('2026-11-21')).toEqual({ day: '2026-11-21', closed: false, hours: [{ opensAt: '09:00', closesAt: '12:00' }, { opensAt: '13:00', closesAt: '24:00' }] });
    expect(open('2026-11-22')).toEqual({ day: '2026-11-22', closed: true, hours: [] });
    expect(open('2026-11-23')).toMatchObject({ holidayName: '勤労感謝の日', hours: [{ opensAt: '10:00', closesAt: '17:00' }] });
    expect(open('2026-11-28')).toEqual({ day: '2026-11-28', closed: true, reason: '棚卸し', hours: [] });
    expect(open('2026-11-29')).toMatchObject({ closed: false, hours: [{ opensAt: '10:00', closesAt: '15:00' }] });
    expect(changed.body.exceptions).toHaveLength(2);
    const emptied = await app.as(space.owner).patch(`/spaces/${space.id}`).send({ exceptions: [] }).expect(200);
    expect(emptied.body).toMatchObject({ exceptions: [], hours: expect.arrayContaining([{ weekday: '6', opensAt: '13:00', closesAt: '24:00' }]) });
  });

  it('are refused where they make no sense, naming the row', async () => {
    const space = await app.space();
    const hours = [
      { weekday: '1', opensAt: '09:00', closesAt: '12:00' },
      { weekday: '1', opensAt: '11:00', closesAt: '15:00' },
      { weekday: '2', opensAt: '22:00', closesAt: '09:00' },
    ];
    const refused = await app.as(space.owner, 'en').patch(`/spaces/${space.id}`).send({ hours, exceptions: [{ day: '2026-11-20', closed: true }] }).expect(400);
    expect(refused.body.fields).toEqual([
      { path: 'hours.1.opensAt', code: 'hoursOverlap', message: 'This overlaps other hours of the same weekday.' },
      { path: 'hours.2.closesAt', code: 'reversed', message: 'The end must be after the start.' },
      { path: 'exceptions.0.day', code: 'past', message: expect.any(String) },
    ]);
    const [count] = await rows<{ n: number }>(app.db, 'select count(*)::int n from space_hours where space_id = $1', [space.id]);
    expect(count?.n).toBe(8);
  });

  it('stay as they are where a change says nothing, and take no character that cannot be kept', async () => {
    const space = await app.space();
    const same = await app.as(space.owner).patch(`/spaces/${space.id}`).send({ name: null, hours: null, introduction: 'ok' }).expect(200);
    expect(same.body).toMatchObject({ name: '北のつくえ盛岡', introduction: 'ok', hours: expect.arrayContaining([{ weekday: 'holiday', opensAt: '09:00', closesAt: '22:00' }]) });
    const refused = await app.as(space.owner).patch(`/spaces/${space.id}`).send({ introduction: 'a\u0000b' }).expect(400);
    expect(refused.body.fields).toEqual([expect.objectContaining({ path: 'introduction', code: 'text' })]);
    await app.as(null).get('/spaces?q=%00').expect(400);
    await app.as(null).get('/spaces/%00').expect(404);
  });

  it('are not there for somebody else’s owner, and not for the reception', async () => {
    const space = await app.space();
    const stranger = (await app.space()).owner;
    const reception = await app.person();
    await app.staff(space.id, reception, 'reception');
    await app.as(null).patch(`/spaces/${space.id}`).send({ name: 'x' }).expect(401);
    await app.as(await app.mixer()).patch(`/spaces/${space.id}`).send({ name: 'x' }).expect(403);
    await app.as(reception).patch(`/spaces/${space.id}`).send({ name: 'x' }).expect(403);
    await app.as(stranger).patch(`/spaces/${space.id}`).send({ name: 'x' }).expect(404);
    await app.as(stranger).patch('/spaces/not-an-id').send({ name: 'x' }).expect(404);
    expect((await app.as(reception).get(`/spaces/${space.id}`)).body).toMatchObject({ inside: { myRole: 'reception' }, can: { edit: false } });
  });
});

describe('the relation of a space to the network', () => {
  it('is granted with a reason, twice over for work and events, and kept as history', async () => {
    const space = await app.space({ partnered: false });
    await app.as(steward).post(`/spaces/${space.id}/relations`).send({ relation: 'designated', reason: '会場を見ました' }).expect(201);
    const partnered = await app.as(steward).post(`/spaces/${space.id}/relations`).send({ relation: 'partnered', reason: '受付の準備ができました' }).expect(201);
    expect(partnered.body).toMatchObject({ relation: 'partnered', since: '2026-11-21T01:00:00.000Z', until: null, setByName: steward.name });
    expect((await app.as(null).get(`/spaces/${space.id}`)).body.relation).toEqual({ partnered: true, designated: true });
    const again = await app.as(steward).post(`/spaces/${space.id}/relations`).send({ relation: 'partnered', reason: 'もう一度' }).expect(409);
    expect(again.body.code).toBe('relation.already');
    expect((await noticesTo(space.owner)).map(({ template }) => template)).toEqual(['relationSet', 'relationSet']);

    app.clock.advance({ days: 2 });
    await app.as(steward).post(`/spaces/${space.id}/relations/partnered/ending`).send({ reason: '休業のため' }).expect(201);
    expect((await app.as(null).get(`/spaces/${space.id}`)).body.relation).toEqual({ partnered: false, designated: true });
    const history = await app.as(space.owner).get(`/spaces/${space.id}/relations`).expect(200);
    expect(history.body.items.find((grant: { relation: string }) => grant.relation === 'partnered')).toMatchObject({ until: '2026-11-23T01:00:00.000Z', reason: '受付の準備ができました', endReason: '休業のため' });
    await app.as(steward).post(`/spaces/${space.id}/relations`).send({ relation: 'partnered', reason: '再開しました' }).expect(201);
    app.clock.set('2026-11-21T01:00:00Z');
  });

  it('shows before it ends what would fall away, and asks for the release when it does', async () => {
    const space = await app.space();
    const [hanako, taro] = [await app.mixer({ name: '佐藤 花子' }), await app.mixer({ name: '髙木 太郎' })];
    await commit(hanako, space, 'shift.claim', '2026-11-29T01:00:00Z', '2026-11-29T04:00:00Z');
    await commit(taro, space, 'slot.operate', '2026-11-28T01:00:00Z', '2026-11-28T04:00:00Z', 'held');
    await commit(taro, space, 'shift.claim', '2026-11-20T01:00:00Z', '2026-11-20T04:00:00Z');
    await commit(taro, space, 'shift.claim', '2026-12-01T01:00:00Z', '2026-12-01T04:00:00Z', 'released');
    await commit(hanako, space, 'event.host', '2026-11-30T01:00:00Z', '2026-11-30T04:00:00Z');
    await commit(hanako, await app.space(), 'shift.claim', '2026-12-02T01:00:00Z', '2026-12-02T04:00:00Z');

    const preview = await app.as(steward).get(`/spaces/${space.id}/relations/partnered/ending-preview`).expect(200);
    expect(preview.body).toEqual({
      relation: 'partnered',
      count: 2,
      people: 2,
      items: [
        { title: '受付', startsAt: '2026-11-28T01:00:00.000Z', endsAt: '2026-11-28T04:00:00.000Z', mixerName: '髙木 太郎' },
        { title: '受付', startsAt: '2026-11-29T01:00:00.000Z', endsAt: '2026-11-29T04:00:00.000Z', mixerName: '佐藤 花子' },
      ],
    });
    const jobs = () => rows(app.db, `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'releaseClaims' and j.payload->>'spaceId' = $1`, [space.id]);
    expect(await jobs()).toEqual([]);
    await app.as(steward).post(`/spaces/${space.id}/relations/partnered/ending`).send({ reason: '移転のため' }).expect(201);
    expect(await jobs()).toEqual([{ payload: { spaceId: space.id, relation: 'partnered' } }]);
    expect((await noticesTo(space.owner)).at(-1)).toMatchObject({ template: 'relationEnded', params: { relation: 'partnered', reason: '移転のため', count: 2 } });
    const gone = await app.as(steward).get(`/spaces/${space.id}/relations/partnered/ending-preview`).expect(409);
    expect(gone.body.code).toBe('relation.none');
    expect(await deedsAt(space.id)).toEqual(['space.relationEnded']);
  });

  it('can be ended in the very instant it was made, and keeps its dates', async () => {
    const space = await app.space({ partnered: false });
    await app.as(steward).post(`/spaces/${space.id}/relations`).send({ relation: 'designated', reason: '試し' }).expect(201);
    const ended = await app.as(steward).post(`/spaces/${space.id}/relations/designated/ending`).send({ reason: '取り消し' }).expect(201);
    expect(ended.body).toMatchObject({ since: '2026-11-21T01:00:00.000Z', until: expect.stringMatching(/^2026-11-21T01:00:00/) });
  });

  it('is set by stewards alone, on members alone, and read by the space’s own owners', async () => {
    const space = await app.space();
    const stranger = (await app.space()).owner;
    const applicant = await app.person();
    const { id } = (await app.as(applicant).post('/spaces').send(application())).body;
    const early = await app.as(steward).post(`/spaces/${id}/relations`).send({ relation: 'partnered', reason: '早い' }).expect(422);
    expect(early.body.code).toBe('space.notMember');
    await app.as(space.owner).post(`/spaces/${space.id}/relations`).send({ relation: 'designated', reason: '自分で' }).expect(403);
    await app.as(space.owner).post(`/spaces/${space.id}/relations/partnered/ending`).send({ reason: '自分で' }).expect(403);
    await app.as(stranger).get(`/spaces/${space.id}/relations`).expect(404);
    await app.as(steward).post(`/spaces/${space.id}/relations/friendly/ending`).send({ reason: 'x' }).expect(404);
    await app.as(steward).post(`/spaces/${newId()}/relations`).send({ relation: 'partnered', reason: 'x' }).expect(404);
    await app.as(steward).get(`/spaces/${newId()}/relations`).expect(404);
  });

  it('is granted once when two stewards grant it at once', async () => {
    const space = await app.space({ partnered: false });
    const grant = () => app.as(steward).post(`/spaces/${space.id}/relations`).send({ relation: 'partnered', reason: '同時' });
    const answers = await Promise.all([grant(), grant(), grant()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});

describe('rooms and tables', () => {
  const room = (space: SpaceInTest, name = '大部屋') => app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name, capacity: '３０' });
  const table = (space: SpaceInTest, partOfId?: string, name = '机😀') => app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'table', name, capacity: 4, ...(partOfId ? { partOfId } : {}) });

  it('are added, renamed and listed, a room before its tables', async () => {
    const space = await app.space();
    const made = await room(space).expect(201);
    expect(made.body).toEqual({ id: expect.any(String), kind: 'room', name: '大部屋', capacity: 30, partOfId: null, retired: false });
    const lone = await table(space, undefined, '窓際の机').expect(201);
    const inside = await table(space, made.body.id).expect(201);
    await app.as(space.owner).patch(`/spaces/${space.id}/resources/${inside.body.id}`).send({ name: '髙い机', capacity: 6 }).expect(200);
    const shown = await app.as(null).get(`/spaces/${space.id}`).expect(200);
    expect(shown.body.resources.map(({ name, partOfId }: { name: string; partOfId: string | null }) => [name, partOfId])).toEqual(
      expect.arrayContaining([
        ['大部屋', null],
        ['髙い机', made.body.id],
        ['窓際の机', null],
      ]),
    );
    expect(await occupiedPart(app.db, made.body.id)).toEqual({ spaceId: space.id, areaId: made.body.id, positions: '[0,)' });
    expect(await occupiedPart(app.db, inside.body.id)).toEqual({ spaceId: space.id, areaId: made.body.id, positions: '[0,1)' });
    expect(await occupiedPart(app.db, lone.body.id)).toEqual({ spaceId: space.id, areaId: lone.body.id, positions: '[0,)' });
    expect(await occupiedPart(app.db, newId())).toBeNull();
  });

  it('get positions of their own when several tables come into one room at once', async () => {
    const space = await app.space();
    const { id } = (await room(space)).body;
    const tables = await Promise.all(Array.from({ length: 6 }, () => table(space, id)));
    expect(tables.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
    const parts = await Promise.all(tables.map(async ({ body }) => (await occupiedPart(app.db, body.id))?.positions));
    expect([...parts].sort()).toEqual(['[0,1)', '[1,2)', '[2,3)', '[3,4)', '[4,5)', '[5,6)']);
  });

  it('stay in use while something is planned there, which the refusal lists', async () => {
    const space = await app.space();
    const { id } = (await room(space)).body;
    const tableId = (await table(space, id)).body.id;
    await occupyResource(space, tableId, '2026-11-28T01:00:00Z', '2026-11-28T04:00:00Z');
    await occupyResource(space, tableId, '2026-11-20T01:00:00Z', '2026-11-20T04:00:00Z', '昨日');
    for (const resource of [id, tableId]) {
      const refused = await app.as(space.owner).post(`/spaces/${space.id}/resources/${resource}/retirement`).expect(409);
      expect(refused.body).toMatchObject({ code: 'resource.inUse', reasons: [{ code: 'resource.usedBy', message: '「勉強会」（2026年11月28日(土) 10:00〜13:00）' }] });
    }
    app.clock.set('2026-11-28T04:00:00Z');
    const retired = await app.as(space.owner).post(`/spaces/${space.id}/resources/${id}/retirement`).expect(201);
    expect(retired.body.retired).toBe(true);
    const again = await app.as(space.owner).post(`/spaces/${space.id}/resources/${tableId}/retirement`).expect(409);
    expect(again.body.code).toBe('resource.retired');
    expect((await app.as(null).get(`/spaces/${space.id}`)).body.resources).toEqual([]);
    expect((await app.as(space.owner).get(`/spaces/${space.id}`)).body.resources).toHaveLength(2);
    expect(await occupiedPart(app.db, tableId)).toBeNull();
    app.clock.set('2026-11-21T01:00:00Z');
  });

  it('are refused where they cannot stand', async () => {
    const [space, other] = [await app.space(), await app.space()];
    const foreign = (await room(other)).body.id;
    const own = (await room(space)).body.id;
    const fields = async (sent: object): Promise<unknown> => (await app.as(space.owner).post(`/spaces/${space.id}/resources`).send(sent).expect(400)).body.fields;
    expect(await fields({ kind: 'room', name: '奥', capacity: 4, partOfId: own })).toEqual([expect.objectContaining({ path: 'partOfId', code: 'roomAlone' })]);
    expect(await fields({ kind: 'table', name: '奥', capacity: 4, partOfId: foreign })).toEqual([expect.objectContaining({ path: 'partOfId', code: 'partOfRoom' })]);
    expect(await fields({ kind: 'chair', name: '', capacity: 0 })).toEqual([
      expect.objectContaining({ path: 'kind', code: 'choice' }),
      expect.objectContaining({ path: 'name', code: 'required' }),
      expect.objectContaining({ path: 'capacity', code: 'atLeast' }),
    ]);
    await app.as(space.owner).patch(`/spaces/${space.id}/resources/${foreign}`).send({ name: 'x' }).expect(404);
    await app.as(space.owner).patch(`/spaces/${other.id}/resources/${foreign}`).send({ name: 'x' }).expect(404);
    await app.as(other.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: 'x', capacity: 1 }).expect(404);
    await app.as(other.owner).post(`/spaces/${space.id}/resources/${own}/retirement`).expect(404);
  });
});

describe('the reception manual', () => {
  const publish = (space: SpaceInTest, body: string, note?: string) => app.as(space.owner).post(`/spaces/${space.id}/manuals`).send({ body, ...(note ? { note } : {}) });

  it('comes in versions, and tells mixers who are booked there', async () => {
    const space = await app.space();
    const [booked, past] = [await app.mixer(), await app.mixer()];
    await commit(booked, space);
    await commit(past, space, 'shift.claim', '2026-11-20T01:00:00Z', '2026-11-20T04:00:00Z');
    const second = await publish(space, '# 受付マニュアル\n\n鍵は髙橋さんから🔑', '鍵の場所が変わりました').expect(201);
    expect(second.body).toMatchObject({ version: 2, body: '# 受付マニュアル\n\n鍵は髙橋さんから🔑', acknowledgedAt: null, can: { publish: true, acknowledge: false } });
    expect(await noticesTo(booked)).toEqual([{ template: 'manualPublished', params: { space: space.name, version: 2, note: '鍵の場所が変わりました' }, href: `/spaces/${space.id}/manual` }]);
    expect(await noticesTo(past)).toEqual([]);
    expect(await deedsAt(space.id)).toEqual(['manual.published']);
  });

  it('is read and confirmed by mixers, once, and its owner sees who has and who has yet to', async () => {
    const space = await app.space();
    const [hanako, taro] = [await app.mixer({ name: '佐藤 花子' }), await app.mixer({ name: '髙木 太郎' })];
    await commit(taro, space);
    await commit(hanako, space, 'shift.claim', '2026-11-29T01:00:00Z', '2026-11-29T04:00:00Z');
    const shown = await app.as(hanako).get(`/spaces/${space.id}/manuals/current`).expect(200);
    expect(shown.body).toMatchObject({ id: space.manualId, version: 1, acknowledgedAt: null, can: { acknowledge: true, publish: false } });
    const read = await app.as(hanako).post(`/manuals/${space.manualId}/acknowledgements`).expect(201);
    expect(read.body).toMatchObject({ acknowledgedAt: '2026-11-21T01:00:00.000Z', can: { acknowledge: false } });
    app.clock.advance({ hours: 1 });
    const again = await app.as(hanako).post(`/manuals/${space.manualId}/acknowledgements`).expect(201);
    expect(again.body.acknowledgedAt).toBe('2026-11-21T01:00:00.000Z');
    app.clock.set('2026-11-21T01:00:00Z');

    const readers = await app.as(space.owner).get(`/spaces/${space.id}/manuals/current/readers`).expect(200);
    expect(readers.body).toEqual({
      version: 1,
      items: [{ mixerId: hanako.mixerId, name: '佐藤 花子', acknowledgedAt: '2026-11-21T01:00:00.000Z' }],
      waiting: [{ mixerId: taro.mixerId, name: '髙木 太郎', nextAt: '2026-11-28T01:00:00.000Z' }],
      nextCursor: null,
    });
    const versions = await app.as(space.owner).get(`/spaces/${space.id}/manuals`).expect(200);
    expect(versions.body.items).toEqual([expect.objectContaining({ version: 1, readers: 1, current: true })]);
  });

  it('cannot be confirmed once a newer version is out', async () => {
    const space = await app.space();
    const mixer = await app.mixer();
    const { id } = (await publish(space, '# 第2版').expect(201)).body;
    const refused = await app.as(mixer).post(`/manuals/${space.manualId}/acknowledgements`).expect(409);
    expect(refused.body).toMatchObject({ code: 'manual.superseded', detail: expect.stringContaining('新しい版') });
    await app.as(mixer).post(`/manuals/${id}/acknowledgements`).expect(201);
    const versions = await app.as(space.owner).get(`/spaces/${space.id}/manuals?limit=1`).expect(200);
    expect(versions.body.items).toEqual([expect.objectContaining({ version: 2, readers: 1, current: true })]);
    const older = await app.as(space.owner).get(`/spaces/${space.id}/manuals?limit=1&cursor=${versions.body.nextCursor}`).expect(200);
    expect(older.body).toMatchObject({ items: [{ version: 1, readers: 0, current: false }], nextCursor: null });
  });

  it('gets one number each when several versions are published at once', async () => {
    const space = await app.space();
    const answers = await Promise.all(Array.from({ length: 5 }, (_, i) => publish(space, `# 同時の版 ${i}`)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(answers.map(({ body }) => body.version).sort()).toEqual([2, 3, 4, 5, 6]);
  });

  it.each([
    ['a script', '# 受付\n\n<script>alert(1)</script>', 'markdownHtml'],
    ['a link that runs code', '[押す](javascript:alert(1))', 'markdownLink'],
    ['a hundred quotes in one line', `${'> '.repeat(100)}深い`, 'markdownDeep'],
    ['more than 60,000 characters', 'あ'.repeat(60_001), 'tooLong'],
    ['nothing', '  \n', 'required'],
  ])('is refused with %s, at the field', async (_, body, code) => {
    const space = await app.space();
    const refused = await publish(space, body).expect(400);
    expect(refused.body.fields).toEqual([expect.objectContaining({ path: 'body', code, message: expect.not.stringContaining('{') })]);
    expect(refused.body.code).toBe('input');
  });

  it('may be 60,000 characters long, and 5 MB are refused before anybody reads them', async () => {
    const space = await app.space();
    await publish(space, 'あ'.repeat(60_000)).expect(201);
    const refused = await publish(space, 'x'.repeat(5 * 1024 * 1024)).expect(413);
    expect(refused.body.code).toBe('input.tooLarge');
  });

  it('is there for mixers and the space’s people, not for guests or other owners', async () => {
    const space = await app.space();
    const stranger = (await app.space()).owner;
    const reception = await app.person();
    await app.staff(space.id, reception, 'reception');
    const path = `/spaces/${space.id}/manuals`;
    await app.as(null).get(`${path}/current`).expect(401);
    await app.as(await app.person()).get(`${path}/current`).expect(403);
    await app.as(stranger).get(`${path}/current`).expect(404);
    await app.as(stranger).get(path).expect(404);
    await app.as(stranger).get(`${path}/current/readers`).expect(404);
    await app.as(stranger).post(path).send({ body: '# 乗っ取り' }).expect(404);
    await app.as(reception).get(`${path}/current`).expect(200);
    await app.as(reception).get(path).expect(200);
    await app.as(reception).post(path).send({ body: '# 版' }).expect(403);
    await app.as(steward).get(`${path}/current`).expect(200);
    await app.as(space.owner).post(`/manuals/${space.manualId}/acknowledgements`).expect(403);
    await app.as(await app.mixer()).post(`/manuals/${newId()}/acknowledgements`).expect(404);
    await app.as(await app.mixer()).get(`/spaces/${newId()}/manuals/current`).expect(404);
  });
});

describe('the people of a space', () => {
  const staffOf = (space: SpaceInTest, person: Person = space.owner) => app.as(person).get(`/spaces/${space.id}/staff`);
  const add = (space: SpaceInTest, email: string, role = 'reception') => app.as(space.owner).post(`/spaces/${space.id}/staff`).send({ email, role });

  it('are added, given another role and removed by an owner, and hear of it', async () => {
    const space = await app.space();
    const jiro = await app.person('髙木 次郎');
    const added = await add(space, jiro.email.toUpperCase()).expect(201);
    expect(added.body).toEqual({ id: expect.any(String), name: '髙木 次郎', email: jiro.email, role: 'reception', since: '2026-11-21T01:00:00.000Z', me: false });
    await app.as(space.owner).patch(`/spaces/${space.id}/staff/${added.body.id}`).send({ role: 'manager' }).expect(200);
    const listed = await staffOf(space, jiro).expect(200);
    expect(listed.body.items.map(({ role, me }: { role: string; me: boolean }) => [role, me])).toEqual([
      ['owner', false],
      ['manager', true],
    ]);
    await app.as(space.owner).delete(`/spaces/${space.id}/staff/${added.body.id}`).expect(204);
    await staffOf(space, jiro).expect(403);
    expect((await noticesTo(jiro)).map(({ template, params }) => [template, params['role']])).toEqual([
      ['spaceStaffAdded', 'reception'],
      ['spaceStaffChanged', 'manager'],
      ['spaceStaffEnded', 'manager'],
    ]);
    expect(await deedsAt(space.id)).toEqual(['spaceStaff.added', 'spaceStaff.changed', 'spaceStaff.ended']);
    await add(space, jiro.email).expect(201);
  });

  it('need an account first, and belong once', async () => {
    const space = await app.space();
    const nobody = await add(space, 'nobody@mazeru.test').expect(422);
    expect(nobody.body).toMatchObject({ code: 'staff.noAccount', detail: expect.stringContaining('先にMazeruへの登録'), fields: [{ path: 'email', code: 'noAccount' }] });
    const twice = await add(space, space.owner.email).expect(409);
    expect(twice.body.code).toBe('staff.already');
    await add(space, 'not an address').expect(400);
    await add(space, 'a@mazeru.test', 'boss').expect(400);
  });

  it('always include an owner, even when two owners step back at once', async () => {
    const space = await app.space();
    const [mine] = (await staffOf(space)).body.items;
    const alone = await app.as(space.owner).delete(`/spaces/${space.id}/staff/${mine.id}`).expect(422);
    expect(alone.body.code).toBe('staff.lastOwner');
    const demoted = await app.as(space.owner).patch(`/spaces/${space.id}/staff/${mine.id}`).send({ role: 'manager' }).expect(422);
    expect(demoted.body.code).toBe('staff.lastOwner');

    const second = await app.person();
    const added = (await add(space, second.email, 'owner').expect(201)).body;
    const answers = await Promise.all([app.as(space.owner).delete(`/spaces/${space.id}/staff/${mine.id}`), app.as(second).delete(`/spaces/${space.id}/staff/${added.id}`)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 422]);
  });

  it('may leave by themselves, and manage nobody without being an owner', async () => {
    const space = await app.space();
    const stranger = (await app.space()).owner;
    const [manager, reception] = [await app.person(), await app.person()];
    const managerId = (await add(space, manager.email, 'manager')).body.id;
    const receptionId = (await add(space, reception.email)).body.id;
    await app.as(manager).post(`/spaces/${space.id}/staff`).send({ email: stranger.email, role: 'owner' }).expect(404);
    await app.as(manager).patch(`/spaces/${space.id}/staff/${managerId}`).send({ role: 'owner' }).expect(404);
    await app.as(manager).delete(`/spaces/${space.id}/staff/${receptionId}`).expect(404);
    await app.as(stranger).delete(`/spaces/${space.id}/staff/${receptionId}`).expect(404);
    await app.as(stranger).get(`/spaces/${space.id}/staff`).expect(404);
    await app.as(steward).get(`/spaces/${space.id}/staff`).expect(200);
    await app.as(reception).delete(`/spaces/${space.id}/staff/${receptionId}`).expect(204);
    await app.as(space.owner).patch(`/spaces/${space.id}/staff/${receptionId}`).send({ role: 'owner' }).expect(404);
  });
});

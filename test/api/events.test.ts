import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

let app: TestApp;
let space: SpaceInTest;
let host: Person;
let room: string;

const JELLY_SPLIT = {
  base: 'net',
  shares: [
    { role: 'space', kind: 'basisPoints', value: 3000 },
    { role: 'host', kind: 'basisPoints', value: 4500 },
    { role: 'attractor', kind: 'basisPoints', value: 1000 },
    { role: 'referrerSpace', kind: 'basisPoints', value: 500 },
    { role: 'cooperative', kind: 'basisPoints', value: 500 },
    { role: 'fund', kind: 'basisPoints', value: 500 },
  ],
};

/** Saturday 28 November 2026, 17:00 to 19:00 in Tokyo: a week after every test begins. */
const plan = (change: Record<string, unknown> = {}) => ({
  kind: 'jelly',
  spaceId: space.id,
  resourceId: room,
  title: '冬のJELLY',
  description: 'はじめての方もどうぞ。',
  startsAt: '2026-11-28T08:00:00Z',
  endsAt: '2026-11-28T10:00:00Z',
  capacity: 20,
  sellerOfRecord: 'host',
  ticketTypes: [{ name: '参加', priceYen: 500 }],
  split: JELLY_SPLIT,
  ...change,
});

beforeAll(async () => {
  app = await TestApp.start();
  space = await designated();
  room = await roomOf(space);
  host = await app.mixer({ tier: 'senior', name: '渡辺 咲' });
});
afterAll(() => app.stop());
beforeEach(() => app.clock.set('2026-11-21T01:00:00Z'));

async function designated(name = '北のつくえ盛岡'): Promise<SpaceInTest> {
  const made = await app.space({ name });
  await app.db.query(`insert into space_relations (space_id, relation, valid) values ($1, 'designated', tstzrange('2026-01-01', null))`, [made.id]);
  return made;
}

const roomOf = async (at: SpaceInTest, name = '大きい部屋'): Promise<string> => (await app.as(at.owner).post(`/spaces/${at.id}/resources`).send({ kind: 'room', name, capacity: 30 }).expect(201)).body.id;

const draft = async (change: Record<string, unknown> = {}, by = host): Promise<string> => (await app.as(by).post('/events').send(plan(change)).expect(201)).body.id;
/** A verb without a body is asked without one. */
const verb = (by: Person, id: string, what: string, body?: object) => app.as(by).post(`/events/${id}/${what}`).send(body);

/** Another week for each event, so that no two want the same room. */
let week = 0;
const nextWeek = (): { startsAt: string; endsAt: string } => {
  week += 1;
  const starts = new Date(Date.parse('2026-12-05T08:00:00Z') + week * 7 * 86_400_000);
  return { startsAt: starts.toISOString(), endsAt: new Date(starts.getTime() + 7_200_000).toISOString() };
};

const approved = async (change: Record<string, unknown> = {}, by = host): Promise<string> => {
  const id = await draft({ ...nextWeek(), ...change }, by);
  await verb(by, id, 'proposal').expect(200);
  await verb(space.owner, id, 'approval').expect(200);
  return id;
};

const published = async (change: Record<string, unknown> = {}, by = host): Promise<string> => {
  const id = await approved(change, by);
  await verb(by, id, 'publication').expect(200);
  return id;
};

describe('a JELLY, from the idea to its guests', () => {
  it('is drafted, proposed, countered, agreed, published, and guests come in', async () => {
    const made = await app.as(host).post('/events').send(plan()).expect(201);
    const { id } = made.body;
    expect(made.body).toMatchObject({ status: 'draft', version: 1, methods: ['card', 'payPay', 'door'], can: { edit: true, propose: true, publish: false } });
    await app.as(null).get(`/events/${id}`).expect(404);
    expect((await app.as(space.owner).get(`/events/${id}`).expect(200)).body.can).toMatchObject({ edit: false, run: true });

    await verb(host, id, 'proposal', { note: 'よろしくお願いします。' }).expect(200);
    expect((await app.as(space.owner).get(`/spaces/${space.id}/events?only=toAnswer`).expect(200)).body.items).toEqual([expect.objectContaining({ id, can: expect.objectContaining({ approve: true, counter: true }) })]);

    const shares = JELLY_SPLIT.shares.map((share) => (share.role === 'space' ? { ...share, value: 3500 } : share.role === 'host' ? { ...share, value: 4000 } : share));
    const countered = await verb(space.owner, id, 'counter-offer', { split: { base: 'net', shares }, note: '片付けが多いため' }).expect(200);
    expect(countered.body.status).toBe('countered');
    await verb(host, id, 'proposal').expect(200);
    const yes = await verb(space.owner, id, 'approval').expect(200);
    expect(yes.body.status).toBe('approved');
    const split = (await app.as(host).get(`/events/${id}/split?guests=12`).expect(200)).body;
    expect(split.agreement).toMatchObject({ version: 2, status: 'agreed', offeredSide: 'space', host: { name: '渡辺 咲' }, space: { name: 'オーナー 次郎' } });
    expect(split.preview).toMatchObject({ guests: 12, receivedYen: 6000 });

    await app.as(null).get(`/events/${id}`).expect(404);
    const open = await verb(host, id, 'publication').expect(200);
    expect(open.body).toMatchObject({ status: 'published', can: { register: true } });
    const seen = (await app.as(null).get(`/events/${id}`).expect(200)).body;
    expect(seen).toMatchObject({ seatsLeft: 20, fromYen: 500, ticketTypes: [{ name: '参加', priceYen: 500, seatsLeft: 20 }], can: { register: true, edit: false }, checklist: [], onlineUrl: null });
    const came = await app.as(null).post(`/events/${id}/registrations`).send({ ticketTypeId: seen.ticketTypes[0].id, quantity: 2, name: '高橋 実', email: 'minoru@mazeru.test', paymentMethod: 'door' }).expect(201);
    expect(came.body).toMatchObject({ status: 'confirmed', number: 1 });
    expect((await app.as(null).get('/events').expect(200)).body.items).toEqual([expect.objectContaining({ id, seatsLeft: 18 })]);
    const desk = (await app.as(host).get(`/events/${id}/desk`).expect(200)).body;
    expect(desk).toMatchObject({ counts: { taken: 2, confirmed: 2, dueYen: 1000 }, registrations: [{ name: '高橋 実', email: 'minoru@mazeru.test', quantity: 2, amountYen: 1000 }] });
    expect((await app.as(space.owner).get(`/events/${id}/desk`).expect(200)).body.registrations[0].email).toBeNull();
  });
});


describe('planning', () => {
  it('starts from the template of the cooperative: theme, 500 yen, 20 seats, tables, timetable, checklist and split', async () => {
    const templates = (await app.as(host).get('/event-templates').expect(200)).body.items;
    const jelly = templates.find(({ name }: { name: string }) => name === 'JELLY');
    expect(jelly).toMatchObject({ kind: 'jelly', own: false, capacity: 20, minutes: 120 });
    const { body } = await app.as(host).post('/events').send({ templateId: jelly.id, spaceId: space.id, resourceId: room, startsAt: '2026-11-28T08:00:00Z' }).expect(201);
    expect(body).toMatchObject({ status: 'draft', kind: 'jelly', endsAt: '2026-11-28T10:00:00.000Z', capacity: 20, minGuests: 6, fromYen: 500, cancellationPolicy: [{ untilHoursBefore: 72, refundPercent: 100 }, { untilHoursBefore: 24, refundPercent: 50 }] });
    expect(body.tablePlan).toHaveLength(4);
    expect(body.timetable[0]).toEqual({ minutesIn: 0, title: '受付・自己紹介の紙を書く', note: '' });
    expect(body.checklist[0]).toMatchObject({ daysBefore: 14, done: false });
    const { agreement } = (await app.as(host).get(`/events/${body.id}/split`).expect(200)).body;
    expect(agreement).toMatchObject({ version: 1, status: 'offered', offeredSide: 'host', shares: JELLY_SPLIT.shares });
  });

  it('keeps a plan as a template of one’s own, which nobody else sees', async () => {
    const id = await draft({ title: '朝のJELLY', theme: '朝ごはん' });
    const kept = (await app.as(host).post('/event-templates').send({ name: 'いつもの朝', eventId: id }).expect(201)).body;
    expect(kept).toMatchObject({ own: true, title: '朝のJELLY', theme: '朝ごはん', minutes: 120 });
    const other = await app.mixer({ tier: 'senior' });
    expect((await app.as(other).get('/event-templates').expect(200)).body.items.map(({ name }: { name: string }) => name)).not.toContain('いつもの朝');
    await app.as(other).post('/event-templates').send({ name: '人の朝', eventId: id }).expect(404);
    await app.as(other).delete(`/event-templates/${kept.id}`).expect(404);
    await app.as(host).delete(`/event-templates/${kept.id}`).expect(204);
  });

  it.each([
    [{ startsAt: '2026-11-20T08:00:00Z', endsAt: '2026-11-20T10:00:00Z' }, 'startsAt', 'past'],
    [{ endsAt: '2026-11-28T07:00:00Z' }, 'endsAt', 'reversed'],
    [{ capacity: 0 }, 'capacity', 'atLeast'],
    [{ capacity: 10_001 }, 'capacity', 'atMost'],
    [{ minGuests: 21 }, 'minGuests', 'atMost'],
    [{ ticketTypes: [{ name: '参加', priceYen: 1_000_001 }] }, 'ticketTypes.0.priceYen', 'yenTooMuch'],
    [{ ticketTypes: [{ name: '参加', priceYen: -1 }] }, 'ticketTypes.0.priceYen', 'yenNegative'],
    [{ ticketTypes: [{ name: '参加', priceYen: 49 }] }, 'ticketTypes.0.priceYen', 'leastOnline'],
    [{ ticketTypes: undefined }, 'ticketTypes', 'required'],
    [{ methods: ['card', 'card'] }, 'methods', 'duplicate'],
    [{ methods: ['bitcoin'] }, 'methods', 'choice'],
    [{ kind: 'wedding' }, 'kind', 'choice'],
    [{ kind: undefined }, 'kind', 'required'],
    [{ spaceId: undefined, resourceId: undefined }, 'spaceId', 'required'],
    [{ spaceId: '01940000-0000-7000-8000-000000000000', resourceId: undefined }, 'spaceId', 'id'],
    [{ resourceId: '01940000-0000-7000-8000-000000000000' }, 'resourceId', 'id'],
    [{ templateId: '01940000-0000-7000-8000-000000000000' }, 'templateId', 'id'],
    [{ format: 'online', onlineUrl: 'http://meet.test' }, 'onlineUrl', 'url'],
    [{ split: 'half' }, 'split', 'object'],
    [{ split: { base: 'net', shares: [{ role: 'dj', kind: 'fixed', value: 1 }] } }, 'split.shares.0.role', 'choice'],
    [{ profit: 1 }, 'profit', 'unknown'],
  ])('refuses a plan with %j and names the field', async (change, path, code) => {
    for (const language of ['ja', 'en'] as const) {
      const { body } = await app.as(host, language).post('/events').send(plan(change)).expect(400);
      expect(body.fields).toContainEqual({ path, code, message: expect.any(String) });
      expect(JSON.stringify(body.fields)).not.toMatch(/\{\w+\}/);
    }
  });

  it.each([
    ['over 100 %', { base: 'net', shares: [{ role: 'space', kind: 'basisPoints', value: 6_000 }, { role: 'host', kind: 'basisPoints', value: 5_000 }] }, 'split.over'],
    ['without anybody who takes the rest', { base: 'net', shares: [{ role: 'space', kind: 'basisPoints', value: 6_000 }] }, 'split.noResidue'],
  ])('refuses a split %s', async (_, split, code) => {
    expect((await app.as(host).post('/events').send(plan({ split })).expect(422)).body.code).toBe(code);
  });

  it('is for seniors: others hear why and how they get there', async () => {
    for (const [tier, code] of [['junior', 'tier.tooLow'], ['challenge', 'tier.tooLow']] as const) {
      const mixer = await app.mixer({ tier });
      const { body } = await app.as(mixer).post('/events').send(plan()).expect(422);
      expect(body).toMatchObject({ code: 'event.notAllowed', reasons: [expect.objectContaining({ code, nextStep: { label: '次の段階を見る', href: '/me/capabilities' } })] });
    }
    const paused = await app.mixer({ tier: 'senior', membership: 'paused' });
    expect((await app.as(paused).post('/events').send(plan()).expect(422)).body.reasons.map(({ code }: { code: string }) => code)).toEqual(['membership.paused']);
    await app.as(space.owner).post('/events').send(plan()).expect(403);
    await app.as(null).post('/events').send(plan()).expect(401);
  });

  it('is for designated spaces, at the time of the event', async () => {
    const plain = await app.space({ name: '指定のない場所' });
    const place = { spaceId: plain.id, resourceId: await roomOf(plain) };
    expect((await app.as(host).post('/events').send(plan(place)).expect(422)).body.reasons[0]).toMatchObject({ code: 'space.notDesignated' });
    await app.db.query(`insert into space_relations (space_id, relation, valid) values ($1, 'designated', tstzrange('2026-01-01', '2026-11-25'))`, [plain.id]);
    expect((await app.as(host).post('/events').send(plan(place)).expect(422)).body.reasons[0]).toMatchObject({ code: 'space.notDesignated' });
    await app.as(host).post('/events').send(plan({ ...place, startsAt: '2026-11-24T08:00:00Z', endsAt: '2026-11-24T10:00:00Z' })).expect(201);
  });

  it('asks before it plans outside opening hours, and only the owner may say yes to it', async () => {
    const late = { ...nextWeek(), startsAt: '2026-12-05T12:00:00Z', endsAt: '2026-12-05T14:00:00Z' };
    expect((await app.as(host).post('/events').send(plan(late)).expect(422)).body.code).toBe('event.outsideHours');
    const id = await draft({ ...late, outsideHours: true });
    await verb(host, id, 'proposal').expect(200);
    expect((await verb(space.owner, id, 'approval').expect(422)).body.code).toBe('event.outsideHours');
    const manager = await app.person('店長 三郎');
    await app.staff(space.id, manager, 'manager');
    expect((await verb(manager, id, 'approval', { outsideHours: true }).expect(422)).body.code).toBe('event.outsideHoursOwnerOnly');
    await verb(space.owner, id, 'approval', { outsideHours: true }).expect(200);
  });

  it('is agreed to outside opening hours by the owner’s yes, also after another split was asked for', async () => {
    const { startsAt } = nextWeek();
    const late = { startsAt: startsAt.replace('T08', 'T13'), endsAt: startsAt.replace('T08', 'T14'), outsideHours: true };
    const id = await draft(late);
    await verb(host, id, 'proposal').expect(200);
    const split = { base: 'net', shares: [{ role: 'space', kind: 'basisPoints', value: 5_000 }, { role: 'host', kind: 'basisPoints', value: 5_000 }] };
    await verb(space.owner, id, 'counter-offer', { split }).expect(200);
    await verb(host, id, 'proposal').expect(200);
    expect((await verb(space.owner, id, 'approval').expect(422)).body.code).toBe('event.outsideHours');
    expect((await verb(space.owner, id, 'approval', { outsideHours: true }).expect(200)).body).toMatchObject({ status: 'approved', outsideHours: true });
    expect((await app.as(host).get(`/events/${id}/split`).expect(200)).body.agreement).toMatchObject({ status: 'agreed', shares: split.shares });
  });

  it('keeps every version, and sends what was proposed back to the draft', async () => {
    const id = await draft(nextWeek());
    await verb(host, id, 'proposal').expect(200);
    const edited = await app.as(host).patch(`/events/${id}`).send({ title: '春のJELLY', capacity: 16, version: 1, reason: '机が減ったため' }).expect(200);
    expect(edited.body).toMatchObject({ status: 'draft', version: 2, title: '春のJELLY', capacity: 16 });
    expect(edited.body.versions.map(({ version, reason }: { version: number; reason: string }) => [version, reason])).toEqual([[2, '机が減ったため'], [1, '']]);
    expect((await app.as(host).patch(`/events/${id}`).send({ title: '夏のJELLY', version: 1 }).expect(409)).body.code).toBe('event.changed');
    const other = await app.mixer({ tier: 'senior' });
    await app.as(other).patch(`/events/${id}`).send({ title: '盗' }).expect(404);
  });

  it('ticks off the checklist without a new version', async () => {
    const id = await draft({ checklist: [{ text: 'おつり', daysBefore: 0 }] });
    const ticked = await app.as(host).patch(`/events/${id}`).send({ checklist: [{ text: 'おつり', daysBefore: 0, done: true }] }).expect(200);
    expect(ticked.body).toMatchObject({ version: 1, checklist: [{ text: 'おつり', done: true }] });
  });

  it('makes a series of the same evening, each a draft with the same offer', async () => {
    const id = await draft(nextWeek());
    const { seriesId, ids } = (await verb(host, id, 'copies', { days: ['2027-06-05', '2027-07-03'] }).expect(201)).body;
    expect(ids).toHaveLength(2);
    const second = (await app.as(host).get(`/events/${ids[1]}`).expect(200)).body;
    expect(second).toMatchObject({ status: 'draft', seriesId, startsAt: '2027-07-03T08:00:00.000Z', endsAt: '2027-07-03T10:00:00.000Z' });
    expect((await app.as(host).get(`/events/${ids[1]}/split`).expect(200)).body.agreement).toMatchObject({ status: 'offered', version: 1 });
    await verb(host, id, 'copies', { days: ['2027-08-07', '2026-02-30'] }).expect(400);
    await verb(host, id, 'copies', { days: ['2027-08-07', '2026-11-01'] }).expect(400);
    expect((await app.as(host).get('/me/events?limit=100').expect(200)).body.items.filter((event: { seriesId: string }) => event.seriesId === seriesId)).toHaveLength(3);
  });
});

describe('host and space', () => {
  it('is not proposed without a room, without a split, or when the host is busy, and says so beforehand', async () => {
    const id = await draft({ ...nextWeek(), resourceId: undefined, split: undefined });
    const seen = (await app.as(host).get(`/events/${id}`).expect(200)).body;
    expect(seen.can.propose).toBe(false);
    expect(seen.why.propose.map(({ code }: { code: string }) => code)).toEqual(['event.noRoom', 'split.missing']);
    const refused = await verb(host, id, 'proposal').expect(422);
    expect(refused.body).toMatchObject({ code: 'event.notReady', reasons: [{ code: 'event.noRoom', nextStep: { href: `/me/events/${id}` } }, { code: 'split.missing' }] });
    const free = await draft({ ...nextWeek(), split: undefined, ticketTypes: [{ name: '参加', priceYen: 0 }] });
    await verb(host, free, 'proposal').expect(200);
  });

  it('takes the room and the host at the approval, so that nothing overlaps', async () => {
    const when = nextWeek();
    const first = await draft(when);
    const second = await draft({ ...when, title: '同じ部屋' }, await app.mixer({ tier: 'senior', name: '中村 蓮' }));
    const elsewhere = await draft({ ...when, title: '同じ主催者', resourceId: await roomOf(space, '小さい部屋') });
    await verb(host, first, 'proposal').expect(200);
    await verb(host, elsewhere, 'proposal').expect(200);
    await app.db.query(`update events set status = 'proposed' where id = $1`, [second]);
    await verb(space.owner, first, 'approval').expect(200);
    const seen = (await app.as(space.owner).get(`/events/${second}`).expect(200)).body;
    expect(seen.why.approve).toEqual([expect.objectContaining({ code: 'event.roomTaken' })]);
    expect((await verb(space.owner, second, 'approval').expect(409)).body.code).toBe('calendar.roomTaken');
    expect((await verb(space.owner, elsewhere, 'approval').expect(409)).body.code).toBe('event.hostBusy');
    const shift = { kind: 'reception', ...when, places: 1, rewardYen: 1000, claimMode: 'instant', content: '受付', resourceId: room };
    expect((await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(shift).expect(409)).body.code).toBe('calendar.roomTaken');
    const taken = await app.db.query('select kind, capability, mixer_id, status from commitments where subject_id = $1', [first]);
    expect(taken).toEqual([{ kind: 'event', capability: 'event.host', mixer_id: host.mixerId, status: 'booked' }]);
  });

  it('is answered by the people of the space alone', async () => {
    const id = await draft(nextWeek());
    await verb(host, id, 'proposal').expect(200);
    const stranger = await app.space({ name: 'よその場所' });
    await verb(stranger.owner, id, 'approval').expect(404);
    await verb(stranger.owner, id, 'refusal', { reason: 'だめ' }).expect(404);
    await verb(stranger.owner, id, 'counter-offer', { split: JELLY_SPLIT }).expect(404);
    await verb(host, id, 'approval').expect(403);
    const overMuch = { base: 'net', shares: [{ role: 'space', kind: 'basisPoints', value: 10_001 }] };
    expect((await verb(space.owner, id, 'counter-offer', { split: overMuch }).expect(422)).body.code).toBe('split.over');
    expect((await app.as(host).patch(`/events/${id}`).send({ split: overMuch }).expect(422)).body.code).toBe('split.over');
    await app.as(stranger.owner).get(`/events/${id}/split`).expect(404);
    await app.as(stranger.owner).get(`/events/${id}/desk`).expect(404);
  });

  it('says no with a reason, and the host may mend the plan', async () => {
    const id = await draft(nextWeek());
    await verb(host, id, 'proposal').expect(200);
    expect((await verb(space.owner, id, 'refusal', {}).expect(400)).body.fields[0]).toMatchObject({ path: 'reason' });
    await verb(space.owner, id, 'refusal', { reason: '改装中のため' }).expect(200);
    expect((await app.as(host).get(`/events/${id}`).expect(200)).body).toMatchObject({ status: 'refused', answerReason: '改装中のため', can: { propose: false, edit: true } });
    expect((await verb(host, id, 'proposal').expect(409)).body.code).toBe('state.wrong');
    await app.as(host).patch(`/events/${id}`).send({ description: '別の日でも' }).expect(200);
    await verb(host, id, 'proposal').expect(200);
    const letters = await app.db.query(`select template from inbox_items where account_id = $1 order by id desc limit 1`, [host.accountId]);
    expect(letters).toEqual([{ template: 'eventRefused' }]);
  });

  it('agrees for itself: what another space, or nobody, had to agree to is put before it anew', async () => {
    const other = await designated('別の北のつくえ');
    const id = await draft(nextWeek());
    await verb(host, id, 'proposal').expect(200);
    await verb(space.owner, id, 'counter-offer', { split: { ...JELLY_SPLIT, base: 'gross' } }).expect(200);
    await verb(host, id, 'proposal').expect(200);
    const split = async () => (await app.as(host).get(`/events/${id}/split`).expect(200)).body.agreement;
    expect(await split()).toMatchObject({ version: 2, status: 'agreed' });
    await app.as(host).patch(`/events/${id}`).send({ spaceId: other.id, resourceId: await roomOf(other) }).expect(200);
    expect(await split()).toMatchObject({ version: 3, status: 'offered', base: 'gross', space: null });
    await verb(host, id, 'proposal').expect(200);
    await verb(other.owner, id, 'approval').expect(200);
    expect(await split()).toMatchObject({ version: 3, status: 'agreed', space: { name: expect.any(String) } });

    const steward = await app.admin('steward');
    const course = (await app.as(steward).post('/events').send(plan({ ...nextWeek(), kind: 'course', spaceId: null, resourceId: null, sellerOfRecord: 'cooperative' })).expect(201)).body.id;
    await app.as(steward).patch(`/events/${course}`).send({ spaceId: space.id, resourceId: room }).expect(200);
    await verb(steward, course, 'proposal').expect(200);
    await verb(space.owner, course, 'approval').expect(200);
  });

  it('approves the split that it has read, and no newer one', async () => {
    const id = await draft(nextWeek());
    await verb(host, id, 'proposal').expect(200);
    await app.as(host).patch(`/events/${id}`).send({ split: { ...JELLY_SPLIT, base: 'gross' } }).expect(200);
    await verb(host, id, 'proposal').expect(200);
    expect((await verb(space.owner, id, 'approval', { splitVersion: 1 }).expect(409)).body.code).toBe('split.changed');
    await verb(space.owner, id, 'approval', { splitVersion: 2 }).expect(200);
  });

  it('does not approve a host who will be no senior by then', async () => {
    const falling = await app.mixer({ tier: 'senior', name: '小林 翼' });
    const id = await draft(nextWeek(), falling);
    await verb(falling, id, 'proposal').expect(200);
    await app.db.query(`update mixer_facts set valid = tstzrange(lower(valid), '2026-11-22') where mixer_id = $1 and fact = 'tier'`, [falling.mixerId]);
    expect((await verb(space.owner, id, 'approval').expect(422)).body).toMatchObject({ code: 'event.notAllowed', reasons: [{ code: 'tier.tooLow' }] });
  });

  it('a free evening that the space has agreed to does not begin to cost something: nobody has said who gets what', async () => {
    const id = await approved({ ticketTypes: [{ name: '参加', priceYen: 0 }] });
    for (const step of ['approved', 'published']) {
      if (step === 'published') await verb(host, id, 'publication').expect(200);
      const sold = { ticketTypes: [{ name: '参加', priceYen: 800 }], methods: ['card'] };
      expect((await app.as(host).patch(`/events/${id}`).send(sold).expect(422)).body.code).toBe('event.fixed');
    }
  });

  it('keeps what both have agreed to: only words and seats change afterwards', async () => {
    const id = await approved();
    for (const change of [{ startsAt: '2027-11-28T08:00:00Z' }, { kind: 'party' }, { sellerOfRecord: 'space' }, { split: JELLY_SPLIT }, { methods: ['door', 'after'] }, { alcohol: true }]) {
      expect((await app.as(host).patch(`/events/${id}`).send(change).expect(422)).body.code).toBe('event.fixed');
    }
    expect((await app.as(host).patch(`/events/${id}`).send({ capacity: 31 }).expect(400)).body.fields).toEqual([{ path: 'capacity', code: 'atMost', message: expect.any(String) }]);
    expect((await app.as(host).patch(`/events/${id}`).send({ title: '題が変わりました', capacity: 12, ticketTypes: [{ name: '参加', priceYen: 800 }] }).expect(200)).body).toMatchObject({ status: 'approved', fromYen: 800 });
  });
});

describe('what everybody sees', () => {
  it('shows what is public in order of time, by month, kind, space and area', async () => {
    const kobe = await designated('港のつくえ神戸');
    await app.db.query(`update spaces set prefecture = '28' where id = $1`, [kobe.id]);
    const id = await draft({ kind: 'seminar', spaceId: kobe.id, resourceId: await roomOf(kobe), startsAt: '2028-02-01T08:00:00Z', endsAt: '2028-02-01T10:00:00Z' });
    await verb(host, id, 'proposal').expect(200);
    await verb(kobe.owner, id, 'approval').expect(200);
    const list = async (query: string): Promise<string[]> => (await app.as(null).get(`/events?limit=100${query}`).expect(200)).body.items.map((event: { id: string }) => event.id);
    expect(await list('')).not.toContain(id);
    await verb(host, id, 'publication').expect(200);
    for (const query of ['', '&month=2028-02', '&kind=seminar', `&spaceId=${kobe.id}`, '&area=28', '&from=2028-01-31T15:00:00Z', '&area=03,28']) expect(await list(query)).toContain(id);
    for (const query of ['&month=2028-03', '&kind=jelly', `&spaceId=${space.id}`, '&area=03', '&to=2028-01-01T00:00:00Z', '&from=2028-02-01T08:00:01Z']) expect(await list(query)).not.toContain(id);
    const starts = (await app.as(null).get('/events?limit=100').expect(200)).body.items.map((event: { startsAt: string }) => event.startsAt);
    expect(starts).toEqual([...starts].sort());
    const first = (await app.as(null).get('/events?limit=1').expect(200)).body;
    const second = (await app.as(null).get(`/events?limit=1&cursor=${first.nextCursor}`).expect(200)).body;
    expect(second.items[0].startsAt >= first.items[0].startsAt && second.items[0].id !== first.items[0].id).toBe(true);
    await app.as(null).get('/events?month=2028-13').expect(400);
    await app.as(null).get('/events?area=48').expect(400);
    await app.as(null).get('/events?cursor=abc').expect(400);
  });

  it('tells each reader what is open to them and why not', async () => {
    const id = await published({ capacity: 1 });
    const [type] = (await app.as(null).get(`/events/${id}`).expect(200)).body.ticketTypes;
    const guest = { ticketTypeId: type.id, quantity: 1, name: '高橋 実', email: 'minoru@mazeru.test', paymentMethod: 'door' };
    await app.as(null).post(`/events/${id}/registrations`).send(guest).expect(201);
    const full = (await app.as(null).get(`/events/${id}`).expect(200)).body;
    expect(full).toMatchObject({ seatsLeft: 0, can: { register: false, waitlist: true }, why: { register: [{ code: 'event.full', nextStep: { label: 'キャンセル待ちに登録する' } }] } });
    expect((await app.as(null).post(`/events/${id}/registrations`).send({ ...guest, email: 'b@mazeru.test' }).expect(409)).body.code).toBe('event.full');
    app.clock.set(full.startsAt);
    expect((await app.as(null).get(`/events/${id}`).expect(200)).body).toMatchObject({ can: { register: false, waitlist: false }, why: { register: [{ code: 'event.past' }] } });
    expect((await app.as(null).post(`/events/${id}/registrations`).send({ ...guest, email: 'c@mazeru.test' }).expect(409)).body.code).toBe('sale.over');
  });

  it('is not opened by seats that are fewer than those sold', async () => {
    const id = await published();
    const [type] = (await app.as(null).get(`/events/${id}`).expect(200)).body.ticketTypes;
    await app.as(null).post(`/events/${id}/registrations`).send({ ticketTypeId: type.id, quantity: 3, name: '高橋 実', email: 'minoru@mazeru.test', paymentMethod: 'door' }).expect(201);
    expect((await app.as(host).patch(`/events/${id}`).send({ capacity: 2 }).expect(422)).body.code).toBe('capacity.belowTaken');
    const fewer = await app.as(host).patch(`/events/${id}`).send({ capacity: 3, ticketTypes: [{ id: type.id, name: '一般', priceYen: 700 }] }).expect(200);
    expect(fewer.body).toMatchObject({ seatsLeft: 0, ticketTypes: [{ id: type.id, name: '一般', priceYen: 700 }] });
  });

  it('lists what costs nothing apart, and says where the fee of the rest goes', async () => {
    const paid = await published({ title: '有料のJELLY', ticketTypes: [{ name: '学生', priceYen: 0 }, { name: '参加', priceYen: 500 }] });
    const free = await published({ title: '無料のJELLY', ticketTypes: [{ name: '参加', priceYen: 0 }], split: undefined });
    const { items } = (await app.as(null).get('/events?free=true').expect(200)).body;
    expect(items.map(({ id }: { id: string }) => id)).toContain(free);
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(paid);

    const { body } = await app.as(null).get(`/events/${paid}/fee-split`).expect(200);
    expect(body).toMatchObject({ guests: 1, priceYen: 500 });
    expect(body.parts.reduce((sum: number, { amountYen }: { amountYen: number }) => sum + amountYen, body.costYen)).toBe(500);
    expect((await app.as(null).get(`/events/${free}/fee-split`).expect(200)).body.parts).toEqual([]);
    await app.as(null).get(`/events/${await draft(nextWeek())}/fee-split`).expect(404);
  });

  it('gives the link of an online evening to confirmed guests alone, and is not public without one', async () => {
    const id = await approved({ kind: 'studyGroup', format: 'hybrid' });
    expect((await verb(host, id, 'publication').expect(422)).body).toMatchObject({ code: 'event.notPublishable', reasons: [{ code: 'event.noOnlineUrl' }] });
    await app.as(host).patch(`/events/${id}`).send({ onlineUrl: 'https://meet.example/evening' }).expect(200);
    await verb(host, id, 'publication').expect(200);
    const seen = await app.as(null).get(`/events/${id}`).expect(200);
    expect(JSON.stringify(seen.body)).not.toContain('meet.example');
    expect((await app.as(space.owner).get(`/events/${id}`).expect(200)).body.onlineUrl).toBe('https://meet.example/evening');
    const came = await app.as(null).post(`/events/${id}/registrations`).send({ ticketTypeId: seen.body.ticketTypes[0].id, quantity: 1, name: '高橋 実', email: 'minoru@mazeru.test', paymentMethod: 'door' }).expect(201);
    const own = await app.as(null).get(new URL(came.body.manageUrl).pathname + new URL(came.body.manageUrl).search).expect(200);
    expect(JSON.stringify(own.body)).toContain('https://meet.example/evening');
  });
});

describe('events of the cooperative', () => {
  const course = (change: object = {}) => plan({ kind: 'course', spaceId: undefined, resourceId: undefined, format: 'online', onlineUrl: 'https://meet.example/course', ticketTypes: [{ name: '受講', priceYen: 3000 }], sellerOfRecord: 'cooperative', split: { base: 'net', shares: [{ role: 'cooperative', kind: 'basisPoints', value: 10_000 }] }, ...nextWeek(), ...change });

  it('belong to stewards, ask no tier and no space, and are announced as they are', async () => {
    const steward = await app.admin('steward');
    const id = (await app.as(steward).post('/events').send(course()).expect(201)).body.id;
    await app.as(host).post('/events').send(course()).expect(403);
    expect((await verb(steward, id, 'proposal').expect(422)).body.code).toBe('event.noSpaceToAsk');
    expect((await verb(steward, id, 'publication').expect(200)).body).toMatchObject({ status: 'published', methods: ['card', 'payPay', 'konbini', 'door'] });
    expect((await app.as(steward).get(`/events/${id}/split`).expect(200)).body.agreement).toMatchObject({ status: 'agreed' });
    const other = await app.admin('steward', '別の世話役');
    expect((await app.as(other).get(`/events/${id}`).expect(200)).body.can).toMatchObject({ edit: true, cancel: true });
  });

  it('lists every event for stewards, with what has lost its ground', async () => {
    const steward = await app.admin('steward');
    const leaving = await app.mixer({ tier: 'senior', name: '斎藤 薫' });
    const id = await approved({ title: '薫のJELLY' }, leaving);
    const find = async (query: string) => (await app.as(steward).get(`/admin/events?${query}`).expect(200)).body.items;
    expect(await find('search=薫のJELLY')).toEqual([expect.objectContaining({ id, unfounded: null, status: 'approved' })]);
    await app.db.query(`update mixer_facts set valid = tstzrange(lower(valid), '2026-11-22') where mixer_id = $1 and fact = 'membership'`, [leaving.mixerId]);
    expect(await find('unfounded=true&search=薫')).toEqual([expect.objectContaining({ id, unfounded: 'membership' })]);
    expect(await find('status=draft&search=薫')).toEqual([]);
    await app.as(host).get('/admin/events').expect(403);
  });
});

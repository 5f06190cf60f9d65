import { DueMeetings } from '#libs/events';
import { MailDelivery } from '#libs/notices';
import { TestApp, type Person } from '../support/app.js';

let app: TestApp;
let steward: Person;
let member: Person;
let other: Person;
let supporter: Person;
let gone: Person;
/** The meetings of December and January. */
let december: string;
let january: string;

const MINUTES = '## 出席\n12名\n\n## 決まったこと\n- 次回はチラシについて話す';

beforeAll(async () => {
  app = await TestApp.start();
  steward = await app.admin('steward');
  member = await app.mixer({ name: '佐藤 花子' });
  other = await app.mixer({ name: '鈴木 健司', tier: 'challenge' });
  supporter = await app.mixer({ name: '小林 実' });
  await app.db.query(`insert into mixer_facts (mixer_id, fact, value, valid) values ($1, 'membershipClass', 'supporter', tstzrange('2026-01-01', null))`, [supporter.mixerId]);
  gone = await app.mixer({ name: '山口 遥', membership: 'ended' });
});
afterAll(() => app.stop());

const due = () => app.nest.get(DueMeetings).run();
const ahead = async (by: Person = member) => (await app.as(by).get('/meetings').expect(200)).body.items;
const read = async (id: string, by: Person = member) => (await app.as(by).get(`/meetings/${id}`).expect(200)).body;
const lettersTo = (who: Person): Promise<{ template: string }[]> => app.db.query('select template from inbox_items where account_id = $1 order by id', [who.accountId]);
const propose = async (by: Person, id: string, title: string, body = '') => {
  const { topics } = (await app.as(by).post(`/meetings/${id}/topics`).send({ title, body }).expect(201)).body;
  return topics.find((topic: { title: string }) => topic.title === title).id as string;
};
const lead = (id: string, what: string, body: object = {}) => app.as(steward).post(`/meetings/${id}/${what}`).send(body);

describe('the monthly meeting comes by itself', () => {
  it('as the next two third Wednesdays, once each, however many workers look', async () => {
    const runs = await Promise.all([due(), due(), due()]);
    expect(runs.map(({ made }) => made).sort()).toEqual([0, 0, 2]);
    const items = await ahead();
    expect(items.map(({ month, startsAt, endsAt, status }: Record<string, string>) => [month, startsAt, endsAt, status])).toEqual([
      ['2026-12', '2026-12-16T11:00:00.000Z', '2026-12-16T13:00:00.000Z', 'planned'],
      ['2027-01', '2027-01-20T11:00:00.000Z', '2027-01-20T13:00:00.000Z', 'planned'],
    ]);
    [december, january] = items.map(({ id }: { id: string }) => id);
  });

  it('among members alone: for guests, strangers, spaces and those who have left it is not there, nor is it an event', async () => {
    await app.as(null).get('/meetings').expect(401);
    await app.as(await app.person()).get(`/meetings/${december}`).expect(403);
    await app.as(gone).get('/meetings').expect(404);
    await app.as(gone).get(`/meetings/${december}`).expect(404);
    for (const by of [null, member, steward]) await app.as(by).get(`/events/${december}`).expect(404);
    expect((await app.as(null).get('/events?month=2026-12').expect(200)).body.items).toEqual([]);
    expect((await app.as(steward).get('/admin/events').expect(200)).body.items).toEqual([]);
    expect((await app.as(steward).get('/me/events').expect(200)).body.items).toEqual([]);
    expect((await app.as(null).get('/events.ics').expect(200)).text).not.toContain('ミキサー会議');
    await app.as(steward).post(`/events/${december}/cancellation`).send({ cause: 'cooperative', reason: 'x' }).expect(404);
    expect((await app.as(steward).post('/events').send({ kind: 'mixerMeeting', startsAt: '2026-12-20T10:00:00Z' }).expect(400)).body.fields).toEqual([expect.objectContaining({ path: 'kind' })]);
  });

  it('at another time once the steward says so, as long as nobody was invited; the link holds at once', async () => {
    const wishes = { week: 2, weekday: 2, startsAt: '19:30', minutes: 90, onlineUrl: 'https://app.ovice.example/mazeru' };
    await app.as(member).put('/meeting-settings').send(wishes).expect(403);
    const wrong = await app.as(steward).put('/meeting-settings').send({ ...wishes, week: 6, startsAt: '24:00', onlineUrl: 'http://x' }).expect(400);
    expect(wrong.body.fields.map(({ path }: { path: string }) => path).sort()).toEqual(['onlineUrl', 'startsAt', 'week']);
    expect((await app.as(steward).put('/meeting-settings').send(wishes).expect(200)).body).toMatchObject({ ...wishes, changedByName: steward.name });
    expect((await ahead()).map(({ startsAt, endsAt }: Record<string, string>) => [startsAt, endsAt])).toEqual([
      ['2026-12-08T10:30:00.000Z', '2026-12-08T12:00:00.000Z'],
      ['2027-01-12T10:30:00.000Z', '2027-01-12T12:00:00.000Z'],
    ]);
    await app.as(steward).put('/meeting-settings').send({ week: 3, weekday: 3, startsAt: '20:00', minutes: 120, onlineUrl: wishes.onlineUrl }).expect(200);
    expect((await read(december)).onlineUrl).toBe(wishes.onlineUrl);
    expect((await read(december, steward)).onlineUrl).toBe(wishes.onlineUrl);
    expect((await read(december, supporter)).onlineUrl).toBeNull();
    await due();
    expect(await ahead()).toHaveLength(2);
  });
});

describe('members', () => {
  it('are invited once, two weeks before, with an entry for their calendar; who has left and who supports is not', async () => {
    expect((await due()).invited).toBe(0);
    expect((await app.as(member).put(`/meetings/${december}/answer`).send({ answer: 'coming' }).expect(409)).body.code).toBe('meeting.notInvited');
    app.clock.set('2026-12-02T11:00:00Z');
    const runs = await Promise.all([due(), due()]);
    expect(runs.map(({ invited }) => invited).sort()).toEqual([0, 2]);
    expect(await lettersTo(member)).toEqual([{ template: 'meetingInvitation' }]);
    expect([await lettersTo(gone), await lettersTo(supporter)]).toEqual([[], []]);
    const [mail] = await app.db.query('select calendar, params from outbox_mails where to_address = $1', [member.email]);
    expect(mail.calendar).toMatchObject({ status: 'confirmed', startsAt: '2026-12-16T11:00:00.000Z', title: 'ミキサー会議' });
    expect(JSON.stringify(mail)).not.toContain('ovice');
    await app.nest.get(MailDelivery).deliver();
  });

  it('who become active later are invited then', async () => {
    const late = await app.mixer({ name: '木村 葵' });
    expect((await due()).invited).toBe(1);
    expect(await lettersTo(late)).toEqual([{ template: 'meetingInvitation' }]);
  });

  it('keep the day that they were told, whatever the steward changes', async () => {
    await app.as(steward).put('/meeting-settings').send({ week: 1, weekday: 1, startsAt: '18:00', minutes: 60, onlineUrl: null }).expect(200);
    expect((await ahead()).map(({ startsAt }: Record<string, string>) => startsAt)).toEqual(['2026-12-16T11:00:00.000Z', '2027-01-04T09:00:00.000Z']);
    await app.as(steward).put('/meeting-settings').send({ week: 3, weekday: 3, startsAt: '20:00', minutes: 120, onlineUrl: 'https://app.ovice.example/mazeru' }).expect(200);
  });

  it('say whether they come, and may change their mind; supporters and people who have left are not asked', async () => {
    expect((await app.as(member).put(`/meetings/${december}/answer`).send({ answer: 'coming' }).expect(200)).body).toMatchObject({ answer: 'coming', counts: { coming: 1, invited: 3 }, attendees: null });
    await app.as(other).put(`/meetings/${december}/answer`).send({ answer: 'coming' }).expect(200);
    expect((await app.as(other).put(`/meetings/${december}/answer`).send({ answer: 'notComing' }).expect(200)).body.counts).toMatchObject({ coming: 1, notComing: 1 });
    await app.as(supporter).put(`/meetings/${december}/answer`).send({ answer: 'coming' }).expect(409);
    await app.as(gone).put(`/meetings/${december}/answer`).send({ answer: 'coming' }).expect(404);
    expect((await read(december, steward)).attendees.map(({ name, answer }: Record<string, string>) => [name, answer])).toEqual(
      expect.arrayContaining([['佐藤 花子', 'coming'], ['鈴木 健司', 'notComing'], ['木村 葵', null]]),
    );
  });
});

describe('the agenda', () => {
  let flyers: string;
  let dues: string;
  let coffee: string;

  it('grows from what members propose, and proposals can be withdrawn by who made them', async () => {
    flyers = await propose(member, december, 'チラシの棚', '**どの店**に置くか');
    dues = await propose(other, december, '組合費について');
    coffee = await propose(other, december, 'コーヒーの当番');
    const idea = await propose(member, december, '思いつき');
    expect((await app.as(supporter).post(`/meetings/${december}/topics`).send({ title: 'x' }).expect(403)).body.code).toBe('meeting.membersOnly');
    expect((await app.as(member).post(`/meetings/${december}/topics`).send({ title: '', body: '<script>' }).expect(400)).body.fields).toEqual([expect.objectContaining({ path: 'title' })]);
    expect((await app.as(member).post(`/meetings/${december}/topics`).send({ title: 'x', body: '<b>x</b>' }).expect(400)).body.fields).toEqual([expect.objectContaining({ path: 'body' })]);
    await app.as(other).post(`/meeting-topics/${idea}/withdrawal`).expect(404);
    await app.as(member).post(`/meeting-topics/${idea}/withdrawal`).expect(200);
    expect((await app.as(member).post(`/meeting-topics/${idea}/withdrawal`).expect(409)).body.code).toBe('topic.fixed');
    expect((await read(december, other)).topics.map(({ title }: { title: string }) => title)).toEqual(['チラシの棚', '組合費について', 'コーヒーの当番']);
  });

  it('is put in order by the steward, who sees when a topic has gone meanwhile', async () => {
    await app.as(member).put(`/meetings/${december}/agenda`).send({ topicIds: [dues] }).expect(403);
    const { topics } = (await app.as(steward).put(`/meetings/${december}/agenda`).send({ topicIds: [dues, coffee, flyers] }).expect(200)).body;
    expect(topics.slice(0, 3).map(({ title }: { title: string }) => title)).toEqual(['組合費について', 'コーヒーの当番', 'チラシの棚']);
    await app.as(steward).put(`/meetings/${december}/agenda`).send({ topicIds: [flyers, dues] }).expect(200);
    expect((await read(december)).topics.map(({ title, status }: Record<string, string>) => [title, status])).toEqual([
      ['チラシの棚', 'onAgenda'],
      ['組合費について', 'onAgenda'],
      ['コーヒーの当番', 'proposed'],
      ['思いつき', 'withdrawn'],
    ]);
    const idea = (await read(december)).topics.at(-1).id;
    expect((await app.as(steward).put(`/meetings/${december}/agenda`).send({ topicIds: [idea] }).expect(409)).body.code).toBe('agenda.changed');
  });

  it('gives a topic on to the next meeting, where it says where it comes from', async () => {
    await app.as(steward).post(`/meeting-topics/${dues}/postponement`).expect(200);
    expect((await app.as(steward).post(`/meeting-topics/${dues}/postponement`).expect(409)).body.code).toBe('topic.fixed');
    expect((await read(january)).topics).toEqual([expect.objectContaining({ title: '組合費について', status: 'onAgenda', continuedFrom: '2026-12', proposedByName: '鈴木 健司' })]);
    expect((await app.as(steward).put(`/meeting-topics/${flyers}/decision`).send({ decision: '置く' }).expect(409)).body.code).toBe('topic.notDecidable');
  });
});

describe('the evening', () => {
  it('hears “I am here” while it runs, and the steward ticks off the others', async () => {
    expect((await app.as(member).post(`/meetings/${december}/presence`).expect(409)).body.code).toBe('meeting.notNow');
    expect((await app.as(steward).put(`/meetings/${december}/attendance/${other.mixerId}`).send({ attended: true }).expect(409)).body.code).toBe('meeting.notNow');
    app.clock.set('2026-12-16T11:05:00Z');
    expect((await app.as(member).post(`/meetings/${december}/presence`).expect(200)).body).toMatchObject({ attended: true, counts: { attended: 1 } });
    await app.as(member).post(`/meetings/${december}/presence`).expect(200);
    await app.as(supporter).post(`/meetings/${december}/presence`).expect(409);
    await app.as(steward).put(`/meetings/${december}/attendance/${supporter.mixerId}`).send({ attended: true }).expect(404);
    const { attendees } = (await app.as(steward).put(`/meetings/${december}/attendance/${other.mixerId}`).send({ attended: true }).expect(200)).body;
    expect(attendees.filter(({ attendedAt }: Record<string, unknown>) => attendedAt).map(({ name, byOwnWord }: Record<string, unknown>) => [name, byOwnWord])).toEqual(
      expect.arrayContaining([['佐藤 花子', true], ['鈴木 健司', false]]),
    );
    await app.as(steward).put(`/meetings/${december}/attendance/${other.mixerId}`).send({ attended: false }).expect(200);
    expect((await read(december)).counts.attended).toBe(1);
  });

  it('comes to decisions, which stay on the agenda', async () => {
    const { topics } = await read(december);
    const decided = (await app.as(steward).put(`/meeting-topics/${topics[0].id}/decision`).send({ decision: '駅前の3店に置く' }).expect(200)).body;
    expect(decided).toMatchObject({ counts: { decisions: 1 }, topics: [expect.objectContaining({ decision: '駅前の3店に置く', can: { withdraw: false, postpone: false, decide: true } }), expect.anything(), expect.anything(), expect.anything()] });
    expect((await app.as(steward).put(`/meetings/${december}/agenda`).send({ topicIds: [] }).expect(409)).body.code).toBe('topic.decided');
    expect((await app.as(steward).post(`/meeting-topics/${topics[0].id}/postponement`).expect(409)).body.code).toBe('topic.fixed');
  });

  it('is over by itself; what was proposed and not taken up goes on to the next one, and the third is made', async () => {
    app.clock.set('2026-12-16T13:05:00Z');
    expect(await due()).toEqual({ made: 1, invited: 0, done: 1 });
    expect(await due()).toEqual({ made: 0, invited: 0, done: 0 });
    expect(await read(december)).toMatchObject({ status: 'done', onlineUrl: null, canAnswer: false, can: { propose: false } });
    expect((await read(january)).topics.map(({ title, status }: Record<string, string>) => [title, status])).toEqual([
      ['組合費について', 'onAgenda'],
      ['コーヒーの当番', 'proposed'],
    ]);
    expect((await app.as(member).put(`/meetings/${december}/answer`).send({ answer: 'coming' }).expect(409)).body.code).toBe('meeting.over');
    expect((await app.as(member).post(`/meetings/${december}/topics`).send({ title: 'x' }).expect(409)).body.code).toBe('meeting.over');
  });
});

describe('the minutes', () => {
  it('are written in versions by stewards, and a slower one is told', async () => {
    expect((await lead(january, 'minutes', { body: MINUTES, after: 0 }).expect(409)).body.code).toBe('meeting.notBegun');
    expect((await lead(december, 'minutes/publication').expect(409)).body.code).toBe('minutes.none');
    expect((await lead(december, 'minutes', { body: '<img src=x>', after: 0 }).expect(400)).body.fields).toEqual([expect.objectContaining({ path: 'body' })]);
    const both = await Promise.all([lead(december, 'minutes', { body: 'はじめの版', after: 0 }), lead(december, 'minutes', { body: 'はじめの版', after: 0 })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    await lead(december, 'minutes', { body: MINUTES, after: 1 }).expect(201);
    expect((await read(december)).minutes).toBeNull();
    expect((await app.as(member).get(`/meetings/${december}/minutes`).expect(200)).body.items).toEqual([]);
    expect((await app.as(steward).get(`/meetings/${december}/minutes`).expect(200)).body.items).toHaveLength(2);
    await expect(app.db.query(`update meeting_minutes set body = 'x'`)).rejects.toThrow();
  });

  it('are opened to mixers and supporters, who hear of it once', async () => {
    await Promise.all([lead(december, 'minutes/publication').expect(200), lead(december, 'minutes/publication').expect(200)]);
    expect(await read(december, supporter)).toMatchObject({ minutes: { version: 2, body: MINUTES }, counts: { decisions: 1 } });
    expect((await app.as(member).get(`/meetings/${december}/minutes`).expect(200)).body.items).toEqual([expect.objectContaining({ version: 2 })]);
    expect(await lettersTo(supporter)).toEqual([{ template: 'meetingMinutes' }]);
    expect(await lettersTo(member)).toEqual([{ template: 'meetingInvitation' }, { template: 'meetingMinutes' }]);
    expect(await lettersTo(gone)).toEqual([]);
    await lead(december, 'minutes', { body: `${MINUTES}\n\n追記`, after: 2 }).expect(201);
    expect((await read(december)).minutes.version).toBe(3);
    expect(await lettersTo(supporter)).toHaveLength(1);
    expect((await app.as(steward).put(`/meetings/${december}/agenda`).send({ topicIds: [] }).expect(409)).body.code).toBe('meeting.closed');
    const past = (await app.as(member).get('/meetings?about=past').expect(200)).body.items;
    expect(past).toEqual([expect.objectContaining({ id: december, attended: true, minutesPublishedAt: expect.any(String) })]);
  });
});

describe('a meeting that was announced', () => {
  const move = (body: object) => lead(january, 'move', { reason: '会場の工事のため', ...body });
  const entryOf = async (template: string) =>
    (await app.db.query('select calendar, params from outbox_mails where to_address = $1 and template = $2 order by id desc limit 1', [member.email, template]))[0];

  it('is moved with notice to whoever was invited; their answers are kept, and asked for again', async () => {
    app.clock.set('2027-01-06T12:00:00Z');
    expect((await due()).invited).toBe(3);
    await app.as(member).put(`/meetings/${january}/answer`).send({ answer: 'coming' }).expect(200);
    const invitation = await entryOf('meetingInvitation');
    app.clock.advance({ minutes: 1 });
    await app.as(member).post(`/meetings/${january}/move`).send({ startsAt: '2027-01-21T11:00:00Z', reason: 'x' }).expect(403);
    const moved = (await move({ startsAt: '2027-01-21T10:00:00Z', minutes: 90 }).expect(200)).body;
    expect(moved).toMatchObject({
      status: 'invited',
      month: '2027-01',
      startsAt: '2027-01-21T10:00:00.000Z',
      endsAt: '2027-01-21T11:30:00.000Z',
      movedFrom: { startsAt: '2027-01-20T11:00:00.000Z', endsAt: '2027-01-20T13:00:00.000Z', reason: '会場の工事のため' },
      counts: { coming: 1, askedAgain: 1 },
    });
    expect(moved.attendees).toEqual(expect.arrayContaining([expect.objectContaining({ name: '佐藤 花子', answer: 'coming', askedAgain: true }), expect.objectContaining({ name: '鈴木 健司', answer: null, askedAgain: false })]));
    expect(await read(january)).toMatchObject({ answer: 'coming', askedAgain: true, canAnswer: true });
    expect((await lettersTo(other)).at(-1)).toEqual({ template: 'meetingMoved' });
    const { calendar, params } = await entryOf('meetingMoved');
    expect(calendar).toMatchObject({ uid: invitation.calendar.uid, status: 'confirmed', startsAt: '2027-01-21T10:00:00.000Z' });
    expect(calendar.sequence).toBeGreaterThan(invitation.calendar.sequence);
    expect(params).toMatchObject({ before: '2027-01-20T11:00:00.000Z/2027-01-20T13:00:00.000Z', reason: '会場の工事のため' });
    app.clock.advance({ minutes: 1 });
    expect((await app.as(member).put(`/meetings/${january}/answer`).send({ answer: 'coming' }).expect(200)).body).toMatchObject({ askedAgain: false, counts: { coming: 1, askedAgain: 0 } });
  });

  it('gets another link without anybody being asked again', async () => {
    expect((await move({ onlineUrl: 'https://other.example/room' }).expect(200)).body).toMatchObject({ onlineUrl: 'https://other.example/room', counts: { askedAgain: 0 } });
    expect(await read(january)).toMatchObject({ askedAgain: false, onlineUrl: 'https://other.example/room', movedFrom: { reason: '会場の工事のため' } });
    expect((await entryOf('meetingLinkChanged')).calendar).toBeNull();
  });

  it('is moved before anybody is invited as well: nobody is told, and it stays there whatever the rule becomes', async () => {
    const february = (await ahead()).find(({ month }: { month: string }) => month === '2027-02').id;
    const before = await lettersTo(member);
    expect((await lead(february, 'move', { startsAt: '2027-02-18T11:00:00Z', reason: '祝日の前なので' }).expect(200)).body).toMatchObject({ status: 'planned', startsAt: '2027-02-18T11:00:00.000Z' });
    expect(await lettersTo(member)).toEqual(before);
    const rule = { week: 3, weekday: 3, startsAt: '20:00', minutes: 120, onlineUrl: 'https://app.ovice.example/mazeru' };
    await app.as(steward).put('/meeting-settings').send({ ...rule, week: 2 }).expect(200);
    expect((await read(february)).startsAt).toBe('2027-02-18T11:00:00.000Z');
    await app.as(steward).put('/meeting-settings').send(rule).expect(200);
  });

  it('keeps its time where the new one is none, is too near, or would change places with another month', async () => {
    expect((await move({}).expect(422)).body.code).toBe('meeting.nothingToMove');
    expect((await move({ startsAt: '2027-01-21T10:00:00Z' }).expect(422)).body.code).toBe('meeting.nothingToMove');
    expect((await move({ startsAt: '2027-01-07T12:01:59Z' }).expect(422)).body.code).toBe('meeting.tooSoon');
    expect((await move({ startsAt: '2027-02-18T10:30:00Z' }).expect(409)).body.code).toBe('meeting.outOfOrder');
    expect((await move({ minutes: 10 }).expect(400)).body.fields).toEqual([expect.objectContaining({ path: 'minutes' })]);
    expect((await move({ onlineUrl: 'http://x' }).expect(400)).body.fields).toEqual([expect.objectContaining({ path: 'onlineUrl' })]);
    expect((await lead(december, 'move', { minutes: 60, reason: 'x' }).expect(409)).body.code).toBe('meeting.begun');
  });
});

it('a meeting is called off with a reason; whoever was invited hears of it, and its topics go on to the next', async () => {
  await app.as(member).post(`/meetings/${january}/cancellation`).send({ reason: 'x' }).expect(403);
  expect((await lead(january, 'cancellation', { reason: '大雪のため' }).expect(200)).body).toMatchObject({ status: 'cancelled', cancelReason: '大雪のため', onlineUrl: null });
  expect((await lettersTo(other)).at(-1)).toEqual({ template: 'meetingCancelled' });
  const [mail] = await app.db.query(`select calendar from outbox_mails where to_address = $1 and template = 'meetingCancelled'`, [other.email]);
  expect(mail.calendar).toMatchObject({ status: 'cancelled', sequence: expect.any(Number) });
  await due();
  const items = await ahead();
  expect(items.map(({ month, status }: Record<string, string>) => [month, status])).toEqual([['2027-01', 'cancelled'], ['2027-02', 'planned'], ['2027-03', 'planned']]);
  expect((await read(items[1].id)).topics).toHaveLength(2);
  expect((await lead(january, 'cancellation', { reason: 'もう一度' }).expect(409)).body.code).toBe('state.wrong');
});

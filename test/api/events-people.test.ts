import { newId } from '#libs/kernel';
import { DueEventsService } from '#libs/events';
import { recordCash } from '#libs/orders';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

let app: TestApp;
let space: SpaceInTest;
let host: Person;
let room: string;

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
const verb = (by: Person, id: string, what: string, body: object = {}) => app.as(by).post(`/events/${id}/${what}`).send(body);
const read = async (id: string, by: Person | null = host) => (await app.as(by).get(`/events/${id}`).expect(200)).body;

/** A week later for each event, so that no two want the same room. */
let week = 0;
function nextWeek(): { startsAt: string; endsAt: string } {
  week += 1;
  const starts = new Date(Date.parse('2026-12-05T08:00:00Z') + week * 7 * 86_400_000);
  return { startsAt: starts.toISOString(), endsAt: new Date(starts.getTime() + 7_200_000).toISOString() };
}

const SPLIT = { base: 'net', shares: [{ role: 'space', kind: 'basisPoints', value: 3000 }, { role: 'host', kind: 'basisPoints', value: 7000 }] };

async function approved(change: object = {}, by = host): Promise<string> {
  const plan = { kind: 'jelly', spaceId: space.id, resourceId: room, title: '冬のJELLY', ...nextWeek(), capacity: 20, ticketTypes: [{ name: '参加', priceYen: 500 }], split: SPLIT, ...change };
  const { id } = (await app.as(by).post('/events').send(plan).expect(201)).body;
  await verb(by, id, 'proposal').expect(200);
  await verb(space.owner, id, 'approval').expect(200);
  return id;
}

async function published(change: object = {}, by = host): Promise<string> {
  const id = await approved(change, by);
  await verb(by, id, 'publication').expect(200);
  return id;
}

async function guest(id: string, change: object = {}) {
  const [type] = (await read(id)).ticketTypes;
  const { body } = await app.as(null).post(`/events/${id}/registrations`).send({ ticketTypeId: type.id, quantity: 1, name: '高橋 実', email: `g-${newId().slice(-12)}@mazeru.test`, paymentMethod: 'door', ...change }).expect(201);
  const link = new URL(body.manageUrl);
  return { ...body, link: link.pathname, token: link.search };
}

const invite = (id: string, mixer: Person, role = 'panelist', duty = '5分の話をお願いします') => verb(host, id, 'people', { mixerId: mixer.mixerId, role, duty });
const lettersTo = async (who: { accountId: string }): Promise<string[]> =>
  (await app.db.query('select template from inbox_items where account_id = $1 order by id', [who.accountId])).map(({ template }: { template: string }) => template);
const due = () => app.nest.get(DueEventsService).run();

describe('people with a duty', () => {
  it('are asked, accept, hold a free seat and their time, and give both back', async () => {
    const id = await published();
    const mixer = await app.mixer({ tier: 'challenge', name: '木村 葵' });
    const { body: asked } = await invite(id, mixer).expect(201);
    expect(asked).toMatchObject({ role: 'panelist', status: 'invited', name: '木村 葵', can: { accept: false, remove: true } });
    expect((await invite(id, mixer, 'monitor').expect(409)).body.code).toBe('person.already');
    const own = (await app.as(mixer).get('/me/event-invitations').expect(200)).body.items;
    expect(own).toEqual([expect.objectContaining({ id: asked.id, why: [], event: expect.objectContaining({ id }), can: expect.objectContaining({ accept: true, decline: true }) })]);

    const { body: yes } = await app.as(mixer).post(`/event-invitations/${asked.id}/acceptance`).expect(200);
    expect(yes).toMatchObject({ status: 'accepted', orderId: expect.any(String) });
    expect(await read(id, null)).toMatchObject({ seatsLeft: 19, people: [{ role: 'panelist', name: '木村 葵', postUrl: null }] });
    expect((await app.as(host).get(`/events/${id}/desk`).expect(200)).body).toMatchObject({ counts: { freeSeats: 1, dueYen: 0 }, people: [{ status: 'accepted' }] });
    expect(await app.db.query('select capability, status from commitments where subject_id = $1', [asked.id])).toEqual([{ capability: 'event.sitPanel', status: 'booked' }]);
    expect(await lettersTo(mixer)).toEqual(['eventInvitation', 'eventSeatTaken']);
    const [letter] = await app.db.query(`select calendar from outbox_mails where to_address = $1 and template = 'eventSeatTaken'`, [mixer.email]);
    expect(letter.calendar).toMatchObject({ uid: `${asked.id}@mazeru`, status: 'confirmed', title: '冬のJELLY' });

    await app.as(mixer).post(`/event-invitations/${asked.id}/decline`).expect(200);
    expect(await read(id, null)).toMatchObject({ seatsLeft: 20, people: [] });
    expect(await app.db.query('select status from commitments where subject_id = $1', [asked.id])).toEqual([{ status: 'released' }]);
    expect((await app.as(mixer).post(`/event-invitations/${asked.id}/acceptance`).expect(409)).body.code).toBe('state.wrong');
    await invite(id, mixer, 'monitor').expect(201);
  });

  it('who accept before it is public get their seat when it is', async () => {
    const id = await approved();
    const mixer = await app.mixer();
    const { body: asked } = await invite(id, mixer, 'coHost', '受付').expect(201);
    expect((await app.as(mixer).post(`/event-invitations/${asked.id}/acceptance`).expect(200)).body.orderId).toBeNull();
    await verb(host, id, 'publication').expect(200);
    expect((await app.as(host).get(`/events/${id}/people`).expect(200)).body.items[0].orderId).toEqual(expect.any(String));
    expect((await read(id, mixer)).can).toMatchObject({ edit: true, run: true, invite: true });
  });

  it('promote only with the certification, and their post carries its label and its link', async () => {
    const id = await published();
    const plain = await app.mixer();
    expect((await invite(id, plain, 'promoter').expect(422)).body).toMatchObject({ code: 'person.notAllowed', reasons: [{ code: 'certification.missing' }] });
    const ending = await app.mixer({ certifications: [{ value: 'promoter', until: '2026-11-30' }] });
    expect((await invite(id, ending, 'promoter').expect(422)).body.reasons[0].code).toBe('certification.endsBefore');
    const promoter = await app.mixer({ name: '山本 凛', certifications: [{ value: 'promoter' }] });
    const { body: asked } = await invite(id, promoter, 'promoter', 'PRと表示した投稿を1つ').expect(201);
    expect((await app.as(promoter).post(`/event-people/${asked.id}/post`).send({ url: 'https://sns.example/1', label: 'PR' }).expect(422)).body.code).toBe('person.notPromoter');
    await app.as(promoter).post(`/event-invitations/${asked.id}/acceptance`).expect(200);
    expect((await app.as(promoter).post(`/event-people/${asked.id}/post`).send({ url: 'https://sns.example/1', label: 'すてき' }).expect(400)).body.fields[0].code).toBe('choice');
    await app.as(promoter).post(`/event-people/${asked.id}/post`).send({ url: 'https://sns.example/1', label: 'PR' }).expect(200);
    expect((await read(id, null)).people).toEqual([{ role: 'promoter', name: '山本 凛', postUrl: 'https://sns.example/1', postLabel: 'PR' }]);
    const found = (await app.as(host).get(`/events/${id}/mixers?search=${encodeURIComponent('山本')}`).expect(200)).body.items;
    expect(found).toEqual([expect.objectContaining({ name: '山本 凛', roles: ['coHost', 'panelist', 'monitor', 'promoter', 'builder'] })]);
  });

  it('cannot be in two places, and are asked by the host alone', async () => {
    const when = nextWeek();
    const mixer = await app.mixer();
    const first = await published(when);
    const second = await published({ ...when, title: 'となりのJELLY', resourceId: await roomOf(space, `部屋${week}`) }, await app.mixer({ tier: 'senior' }));
    const { body: asked } = await invite(first, mixer).expect(201);
    await app.as(mixer).post(`/event-invitations/${asked.id}/acceptance`).expect(200);
    const organiser = (await app.db.query('select a.id as "accountId" from events e join accounts a on a.id = e.host_account_id where e.id = $1', [second]))[0];
    await invite(second, mixer).expect(404);
    await app.db.query(`insert into event_people (event_id, role, mixer_id, account_id, duty, status, invited_by, invited_at) values ($1, 'monitor', $2, $3, '試す', 'invited', $4, $5)`, [second, mixer.mixerId, mixer.accountId, organiser.accountId, app.clock.now()]);
    const waiting = (await app.as(mixer).get('/me/event-invitations').expect(200)).body.items.find((one: { role: string }) => one.role === 'monitor');
    expect(waiting.why).toEqual([expect.objectContaining({ code: 'clash' })]);
    expect((await app.as(mixer).post(`/event-invitations/${waiting.id}/acceptance`).expect(422)).body.reasons[0].code).toBe('clash');
    await app.as(host).post(`/event-invitations/${waiting.id}/acceptance`).expect(404);
    expect((await invite(first, host).expect(422)).body.code).toBe('person.host');
  });
});

describe('moving', () => {
  it('is asked by the host and answered by the space; guests hear of it and may cancel free of charge', async () => {
    const id = await published();
    const helper = await app.mixer();
    const { body: asked } = await invite(id, helper).expect(201);
    await app.as(helper).post(`/event-invitations/${asked.id}/acceptance`).expect(200);
    const came = await guest(id);
    const before = await read(id);
    const goes = nextWeek();
    expect((await verb(host, id, 'move', {}).expect(422)).body.code).toBe('event.nothingToMove');
    expect((await verb(host, id, 'move', { startsAt: goes.startsAt }).expect(422)).body.code).toBe('event.moveReason');
    const wished = await verb(host, id, 'move', { startsAt: goes.startsAt, reason: '大雪の予報のため' }).expect(200);
    expect(wished.body).toMatchObject({ startsAt: before.startsAt, moveWish: { startsAt: goes.startsAt, endsAt: goes.endsAt, reason: '大雪の予報のため' } });
    const moved = await verb(space.owner, id, 'move', {}).expect(200);
    expect(moved.body).toMatchObject({ status: 'published', startsAt: goes.startsAt, version: 2, moveWish: null, movedFrom: { startsAt: before.startsAt, reason: '大雪の予報のため' } });
    const spans = await app.db.query(`select lower(during) as at from occupancies where subject_id = $1 and status = 'booked' union all select lower(during) from commitments where subject_id = any($2) and status = 'booked'`, [id, [id, asked.id]]);
    expect(spans.map(({ at }: { at: Date }) => at.toISOString())).toEqual([goes.startsAt, goes.startsAt, goes.startsAt]);
    const [letter] = await app.db.query(`select template, calendar from outbox_mails where template = 'registrationMoved' and calendar ->> 'uid' = $1`, [`${came.id}@mazeru`]);
    expect(letter.calendar).toMatchObject({ sequence: 2, startsAt: goes.startsAt, status: 'confirmed' });
    expect((await app.as(null).get(`${came.link}/cancellation-quote${came.token}`).expect(200)).body).toMatchObject({ percent: 100 });
    expect(await lettersTo(helper)).toContain('eventMoved');
    expect((await app.as(null).get('/events?limit=100').expect(200)).body.items.find((event: { id: string }) => event.id === id).startsAt).toBe(goes.startsAt);
  });

  it('goes nowhere that is taken, closed, past or not designated', async () => {
    const taken = await published();
    const id = await published();
    const { startsAt } = await read(taken);
    const to = async (by: Person, body: object) => (await verb(by, id, 'move', { reason: '変更', ...body })).body;
    expect(await to(space.owner, { startsAt })).toMatchObject({ status: 409, code: 'calendar.roomTaken' });
    expect(await to(host, { startsAt: '2026-11-20T08:00:00Z' })).toMatchObject({ status: 400, fields: [{ path: 'startsAt', code: 'past' }] });
    expect(await to(host, { endsAt: '2026-11-22T08:00:00Z' })).toMatchObject({ status: 400, fields: [{ path: 'endsAt', code: 'reversed' }] });
    expect(await to(space.owner, { startsAt: '2027-11-06T13:00:00Z' })).toMatchObject({ status: 422, code: 'event.outsideHours' });
    const plain = await app.space({ name: '指定のない場所' });
    expect(await to(host, { spaceId: plain.id, resourceId: await roomOf(plain) })).toMatchObject({ status: 422, code: 'event.notAllowed' });
    expect(await to(host, { spaceId: plain.id })).toMatchObject({ status: 400, fields: [{ path: 'resourceId', code: 'required' }] });
    const stranger = await app.mixer({ tier: 'senior' });
    expect(await to(stranger, { startsAt: '2027-11-06T08:00:00Z' })).toMatchObject({ status: 404 });
  });

  it('may go to another designated space, which takes it in', async () => {
    const id = await published();
    const kobe = await designated('港のつくえ神戸');
    await verb(host, id, 'move', { spaceId: kobe.id, resourceId: await roomOf(kobe), reason: '改装のため' }).expect(200);
    expect((await verb(space.owner, id, 'move', {}).expect(200)).body.moveWish).not.toBeNull();
    const moved = await verb(kobe.owner, id, 'move', {}).expect(200);
    expect(moved.body).toMatchObject({ space: { id: kobe.id }, moveWish: null, movedFrom: { place: expect.stringContaining('北のつくえ盛岡') } });
    expect(await lettersTo(space.owner)).toContain('eventMoved');
  });
});

describe('calling off', () => {
  it('frees room, host and helpers, tells everybody, keeps page and list, and says whose doing it was', async () => {
    const id = await published();
    const helper = await app.mixer();
    const { body: asked } = await invite(id, helper, 'monitor').expect(201);
    await app.as(helper).post(`/event-invitations/${asked.id}/acceptance`).expect(200);
    const came = await guest(id, { quantity: 2 });
    expect((await verb(host, id, 'cancellation', { cause: 'space', reason: '停電' }).expect(422)).body.code).toBe('event.causeNotYours');
    expect((await verb(space.owner, id, 'cancellation', { cause: 'host' }).expect(422)).body.code).toBe('event.causeNotYours');
    await verb(host, id, 'cancellation', { cause: 'bored' }).expect(400);
    const off = await verb(space.owner, id, 'cancellation', { cause: 'space', reason: '停電' }).expect(200);
    expect(off.body).toMatchObject({ status: 'cancelled', cancelCause: 'space', cancelReason: '停電', can: { register: false, cancel: false } });
    expect(await read(id, null)).toMatchObject({ status: 'cancelled', cancelCause: null, cancelReason: '停電', why: { register: [{ code: 'event.isCancelled' }] } });
    expect((await app.as(host).get(`/events/${id}/desk`).expect(200)).body.registrations).toEqual(expect.arrayContaining([expect.objectContaining({ id: came.id, status: 'cancelled', quantity: 2 })]));
    expect(await app.db.query(`select status from commitments where subject_id = any($1) union select status from occupancies where subject_id = $2`, [[id, asked.id], id])).toEqual([{ status: 'released' }]);
    expect(await lettersTo(host)).toContain('eventCancelled');
    expect(await lettersTo(helper)).toContain('eventCancelled');
    const [letter] = await app.db.query(`select calendar from outbox_mails where template = 'registrationCalledOff' and calendar ->> 'uid' = $1`, [`${came.id}@mazeru`]);
    expect(letter.calendar.status).toBe('cancelled');
    expect((await verb(host, id, 'cancellation', { cause: 'host' }).expect(409)).body.code).toBe('state.wrong');
    await published({ startsAt: off.body.startsAt, endsAt: off.body.endsAt });
  });

  it('charges the cost that is lost to whoever caused it', async () => {
    const id = await published();
    const came = await guest(id);
    await app.db.query(
      `insert into order_payments (order_id, subject_id, amount_yen, method, stripe_charge_id, fee_yen, received_at, recorded_at) values ($1, $2, 500, 'card', $3, 18, $4, $4)`,
      [came.id, id, `ch_${newId()}`, app.clock.now()],
    );
    await verb(host, id, 'cancellation', { cause: 'host', reason: '体調のため' }).expect(200);
    const posted = await app.db.query(
      `select t.amount_yen::int, f.type as source, d.type as destination, d.owner_account_id from ledger_postings p join ledger_transfers t on t.posting_id = p.id
         join ledger_accounts f on f.id = t.from_account_id join ledger_accounts d on d.id = t.to_account_id where p.cause_kind = 'event.cancelCost' and p.cause_id = $1`,
      [id],
    );
    expect(posted).toEqual([{ amount_yen: 18, source: 'fees', destination: 'receivable', owner_account_id: host.accountId }]);
  });

  it('forgets a draft quietly, and leaves what is over', async () => {
    const { id } = (await app.as(host).post('/events').send({ kind: 'jelly', spaceId: space.id, title: '夢', ...nextWeek(), ticketTypes: [{ name: '参加', priceYen: 0 }] }).expect(201)).body;
    await verb(space.owner, id, 'cancellation', { cause: 'space' }).expect(404);
    await verb(host, id, 'cancellation', { cause: 'host' }).expect(200);
    await app.as(null).get(`/events/${id}`).expect(404);
    const over = await published();
    app.clock.set((await read(over)).endsAt);
    expect((await verb(host, over, 'cancellation', { cause: 'host' }).expect(409)).body.code).toBe('event.past');
  });
});

describe('the clock', () => {
  it('warns host and space two days before when too few have registered, once, and leaves the rest to them', async () => {
    const id = await published({ minGuests: 3 });
    await guest(id, { quantity: 2 });
    const { startsAt } = await read(id);
    app.clock.set(new Date(Date.parse(startsAt) - 48 * 3_600_000 - 60_000));
    await due();
    expect((await read(id)).warnedAt).toBeNull();
    app.clock.advance({ minutes: 1 });
    await due();
    await due();
    expect(await read(id)).toMatchObject({ status: 'published', warnedAt: app.clock.now().toISOString() });
    const told = await app.db.query(`select params ->> 'taken' as taken, params ->> 'least' as least from inbox_items where template = 'eventFewGuests' and account_id = any($1)`, [[host.accountId, space.owner.accountId]]);
    expect(told).toEqual([{ taken: '2', least: '3' }, { taken: '2', least: '3' }]);
  });

  it('says when an evening is over', async () => {
    const id = await published({ minGuests: 1 });
    await guest(id);
    app.clock.set((await read(id)).endsAt);
    await due();
    expect(await read(id)).toMatchObject({ status: 'done', can: { cancel: false, edit: false } });
    expect((await lettersTo(host)).filter((template) => template === 'eventDone').length).toBeGreaterThan(0);
  });

  it('tells stewards, host and space, once, of events that have lost their ground; nothing is called off by itself', async () => {
    const steward = await app.admin('steward');
    const leaving = await app.mixer({ tier: 'senior', name: '斎藤 薫' });
    const id = await published({}, leaving);
    await app.db.query(`update mixer_facts set valid = tstzrange(lower(valid), '2026-11-22') where mixer_id = $1 and fact = 'membership'`, [leaving.mixerId]);
    const tell = () => app.nest.get(DueEventsService).tellOfLostGround({ mixerId: leaving.mixerId });
    expect([await tell(), await tell()]).toEqual([1, 0]);
    for (const person of [steward, leaving, space.owner]) expect((await lettersTo(person)).filter((template) => template === 'eventGroundGone')).toHaveLength(1);
    expect((await read(id)).status).toBe('published');
  });
});

describe('the desk', () => {
  it('shows who may bind the space the money, its reception the evening alone, and the space no answers', async () => {
    const [manager, reception] = [await app.person('運営 一郎'), await app.person('受付 二郎')];
    await app.staff(space.id, manager, 'manager');
    await app.staff(space.id, reception, 'reception');
    const plan = { kind: 'jelly', spaceId: space.id, resourceId: room, title: '冬のJELLY', ...nextWeek(), capacity: 20, ticketTypes: [{ name: '参加', priceYen: 500 }], split: SPLIT };
    const { id } = (await app.as(host).post('/events').send({ ...plan, questions: [{ text: '食べられないもの', required: false, choices: [] }] }).expect(201)).body;
    await verb(host, id, 'proposal').expect(200);
    for (const what of ['approval', 'counter-offer', 'refusal']) await verb(reception, id, what, { split: SPLIT, reason: 'x' }).expect(403);
    await verb(manager, id, 'approval').expect(200);
    expect((await app.as(reception).get(`/events/${id}/desk`).expect(200)).body).toMatchObject({ event: { status: 'approved', can: { run: false, cancel: false, move: false } } });
    await verb(host, id, 'publication').expect(200);
    const [question] = (await read(id, null)).questions;
    await guest(id, { answers: [{ questionId: question.id, text: '落花生' }] });

    const desk = async (by: Person) => (await app.as(by).get(`/events/${id}/desk`).expect(200)).body;
    const said = [{ questionId: question.id, text: '落花生' }];
    for (const by of [host, await app.admin('steward')]) expect(await desk(by)).toMatchObject({ registrations: [{ email: expect.any(String), answers: said }], can: { money: true, line: true, refunds: true }, why: {} });
    for (const by of [space.owner, manager]) expect(await desk(by)).toMatchObject({ registrations: [{ email: null, answers: [] }], can: { money: true, line: true, refunds: false }, why: {} });
    expect(await desk(reception)).toMatchObject({
      registrations: [{ name: '高橋 実', email: null, answers: [] }],
      can: { money: false, line: false, refunds: false },
      why: { money: [{ code: 'event.moneyNotYours' }] },
    });
    for (const what of ['split', 'report', 'settlement']) {
      for (const by of [space.owner, manager]) await app.as(by).get(`/events/${id}/${what}`).expect(200);
      await app.as(reception).get(`/events/${id}/${what}`).expect(403);
    }
    await app.as(reception).get(`/events/${id}/waitlist`).expect(404);
    await app.as(reception).post(`/events/${id}/settlement/approval`).send({}).expect(403);

    const both = await app.mixer({ name: '受付もするミキサー' });
    await app.staff(space.id, both, 'reception');
    expect((await desk(both)).can.money).toBe(false);
    for (const what of ['split', 'report', 'settlement']) await app.as(both).get(`/events/${id}/${what}`).expect(404);
  });

  it('is there for the reception once an event is proposed, not while it is a draft, and not elsewhere', async () => {
    const reception = await app.person('受付 三郎');
    await app.staff((await designated('となりのつくえ')).id, reception, 'reception');
    const id = await approved();
    await app.as(reception).get(`/events/${id}/desk`).expect(404);
    await app.staff(space.id, reception, 'reception');
    await app.as(reception).get(`/events/${id}/desk`).expect(200);
    const { id: draft } = (await app.as(host).post('/events').send({ kind: 'jelly', spaceId: space.id, resourceId: room, title: '下書き', ...nextWeek(), capacity: 5, ticketTypes: [{ name: '参加', priceYen: 0 }] }).expect(201)).body;
    await app.as(reception).get(`/events/${draft}/desk`).expect(404);
  });

  it('counts what processing has cost so far', async () => {
    const id = await published();
    const came = await guest(id);
    const pay = (amountYen: number, feeYen: number) =>
      app.db.query(`insert into order_payments (id, order_id, subject_id, amount_yen, fee_yen, method, stripe_charge_id, received_at, recorded_at) values ($1, $2, $3, $4, $5, 'card', $6, $7, $7)`, [newId(), came.id, id, amountYen, feeYen, `ch_${newId()}`, app.clock.now()]);
    await pay(500, 18);
    await pay(300, 11);
    expect((await app.as(host).get(`/events/${id}/desk`).expect(200)).body.counts).toMatchObject({ paidYen: 800, costYen: 29 });
  });

  it('says of who chose the door and has paid ahead how it was paid, and tells the reception what is still due, not what the evening brings and costs', async () => {
    const reception = await app.person('受付 四郎');
    await app.staff(space.id, reception, 'reception');
    const id = await published();
    const [ahead] = [await guest(id), await guest(id)];
    await app.db.query(
      `insert into order_payments (order_id, subject_id, amount_yen, fee_yen, method, stripe_charge_id, received_at, recorded_at) values ($1, $2, 500, 18, 'payPay', $3, $4, $4)`,
      [ahead.id, id, `ch_${newId()}`, app.clock.now()],
    );
    const desk = async (by: Person) => (await app.as(by).get(`/events/${id}/desk`).expect(200)).body;
    expect((await desk(host)).registrations).toEqual([expect.objectContaining({ method: 'door', paidWith: ['payPay'], paidYen: 500 }), expect.objectContaining({ method: 'door', paidWith: [], paidYen: 0 })]);
    expect((await desk(space.owner)).counts).toMatchObject({ dueYen: 500, paidYen: 500, refundedYen: 0, costYen: 18 });
    const { counts } = await desk(reception);
    expect(counts).toMatchObject({ taken: 2, dueYen: 500 });
    for (const closed of ['costYen', 'paidYen', 'refundedYen']) expect(counts).not.toHaveProperty(closed);
  });
});

it('the refunds of an event that was called off are watched by its co-hosts, and mended by its host and the cooperative', async () => {
  const id = await published();
  const helper = await app.mixer({ name: '共催 花' });
  const { body: asked } = await invite(id, helper, 'coHost', '受付').expect(201);
  await app.as(helper).post(`/event-invitations/${asked.id}/acceptance`).expect(200);
  const panelist = await app.mixer({ name: '登壇 実' });
  const { body: seat } = await invite(id, panelist).expect(201);
  await app.as(panelist).post(`/event-invitations/${seat.id}/acceptance`).expect(200);
  const came = await guest(id);
  await app.db.transaction((tx) => recordCash(tx, { orderId: came.id, amountYen: 500, clientId: newId(), takenBy: host.accountId, receivedAt: app.clock.now() }));
  await verb(host, id, 'cancellation', { cause: 'host', reason: '体調不良のため' }).expect(200);

  const line = async (by: Person) => (await app.as(by).get(`/events/${id}/refunds`).expect(200)).body.items[0];
  const [treasurer, approver, steward] = [await app.admin('treasurer'), await app.admin('approver'), await app.admin('steward')];
  const { id: refund } = await line(helper);
  expect(await line(helper)).toMatchObject({ status: 'byHand', amountYen: 500, canMarkByHand: false, canRetry: false });
  for (const by of [host, treasurer, approver, steward]) expect((await line(by)).canMarkByHand).toBe(true);
  for (const by of [panelist, space.owner, await app.person()]) await app.as(by).get(`/events/${id}/refunds`).expect(404);
  expect((await app.as(helper).get(`/events/${id}/desk`).expect(200)).body.can).toMatchObject({ money: true, refunds: true });
  for (const by of [helper, panelist, space.owner]) {
    await app.as(by).post(`/refunds/${refund}/by-hand`).set('idempotency-key', newId()).send({}).expect(404);
    await app.as(by).post(`/refunds/${refund}/retry`).set('idempotency-key', newId()).expect(404);
  }
  for (const by of [treasurer, approver]) await verb(by, id, 'cancellation', { cause: 'host', reason: 'x' }).expect(403);
  expect((await app.as(treasurer).get('/admin/events?toMend=true').expect(200)).body.items).toEqual([expect.objectContaining({ id, refundsToMend: 1 })]);
  expect((await app.as(treasurer).post(`/refunds/${refund}/retry`).set('idempotency-key', newId()).expect(409)).body.code).toBe('refund.notFailed');
  expect((await app.as(treasurer).post(`/refunds/${refund}/by-hand`).set('idempotency-key', newId()).send({ from: 'eventCash' }).expect(200)).body.status).toBe('done');
});

describe('a list of registrations', () => {
  const send = (id: string, csv: string, change: object = {}) => verb(host, id, 'registration-imports', { csv, ...change });

  it('comes in whole or not at all, says why line by line, and may be sent again', async () => {
    const id = await published({ capacity: 5 });
    const wrong = (await send(id, 'name,email,quantity\n高橋 実,a@mazeru.test,2\n伊藤,nobody,1\n佐々木,c@mazeru.test,9').expect(200)).body;
    expect(wrong).toMatchObject({ lines: 3, registered: 0, refused: 2, items: [{ line: 3, code: 'import.email', message: expect.any(String) }, { line: 4, code: 'import.full' }] });
    expect(await read(id)).toMatchObject({ seatsLeft: 5 });
    const good = 'name,email,quantity\n高橋 実,a@mazeru.test,2\n伊藤 さくら,b@mazeru.test,1';
    expect((await send(id, good, { dryRun: true }).expect(200)).body).toMatchObject({ registered: 0, seats: 3, refused: 0 });
    expect((await send(id, good).expect(200)).body).toMatchObject({ registered: 2, seats: 3 });
    expect((await send(id, good).expect(200)).body).toMatchObject({ registered: 0, already: 2, refused: 0 });
    const desk = (await app.as(host).get(`/events/${id}/desk`).expect(200)).body;
    expect(desk).toMatchObject({ counts: { taken: 3, dueYen: 1500 }, registrations: [{ number: 1, name: '高橋 実', method: 'door', quantity: 2 }, { number: 2 }] });
    const [passes] = await app.db.query(`select count(*)::int as n, count(distinct pass)::int as passes from seats where subject_id = $1`, [id]);
    expect(passes).toEqual({ n: 3, passes: 3 });
    expect((await app.db.query(`select count(*)::int as n from outbox_mails where template = 'registrationConfirmed' and to_address in ('a@mazeru.test', 'b@mazeru.test')`))[0].n).toBe(2);
    expect((await send(id, 'name\n高橋').expect(422)).body.code).toBe('import.columns');
    await verb(space.owner, id, 'registration-imports', { csv: good }).expect(403);
  });

  it('comes in without the lines that cannot, where the host says so, and tells each line as it was read', async () => {
    const id = await published({ capacity: 4 });
    const csv = '名前\tメール\t人数\n高橋 実\ta@mazeru.test\t2\n伊藤\tnobody\t1\n佐々木 葵\tc@mazeru.test\t';
    expect((await send(id, csv, { dryRun: true, leaveOut: true }).expect(200)).body).toMatchObject({
      lines: 3,
      fits: 2,
      seats: 3,
      registered: 0,
      items: [{ line: 3, name: '伊藤', result: 'refused' }],
      ready: [
        { line: 2, name: '高橋 実', email: 'a@mazeru.test', ticketType: '参加', quantity: 2, amountYen: 1000 },
        { line: 4, name: '佐々木 葵', quantity: 1, amountYen: 500 },
      ],
    });
    expect((await send(id, csv, { leaveOut: true }).expect(200)).body).toMatchObject({ registered: 2, refused: 1 });
    expect((await send(id, csv, { leaveOut: true }).expect(200)).body).toMatchObject({ registered: 0, fits: 0, already: 2, refused: 1, ready: [] });
    expect(await read(id)).toMatchObject({ seatsLeft: 1 });
  });

  it('takes 10,000 lines at once', async () => {
    const id = await published({ capacity: 10_000, ticketTypes: [{ name: '参加', priceYen: 0 }], split: undefined });
    const csv = ['name,email', ...Array.from({ length: 10_000 }, (_, at) => `来場者${at},guest${at}@mazeru.test`)].join('\n');
    expect((await send(id, csv).expect(200)).body).toMatchObject({ lines: 10_000, registered: 10_000, refused: 0 });
    expect(await read(id)).toMatchObject({ seatsLeft: 0 });
    expect((await send(id, `${csv}\nもう一人,one@mazeru.test`).expect(422)).body.code).toBe('import.tooMany');
  });
});

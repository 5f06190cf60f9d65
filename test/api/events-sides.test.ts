import { runChecks } from '#db/checks/run';
import { rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

let app: TestApp;
let space: SpaceInTest;
let kobe: SpaceInTest;
let host: Person;
let room: string;
let kobeRoom: string;

beforeAll(async () => {
  app = await TestApp.start();
  space = await designated('北のつくえ盛岡');
  kobe = await designated('港のつくえ神戸');
  room = await roomOf(space);
  kobeRoom = await roomOf(kobe);
  host = await app.mixer({ tier: 'senior', name: '渡辺 咲' });
});
afterAll(() => app.stop());
beforeEach(() => app.clock.set('2026-11-21T01:00:00Z'));

async function designated(name: string): Promise<SpaceInTest> {
  const made = await app.space({ name });
  await app.db.query(`insert into space_relations (space_id, relation, valid) values ($1, 'designated', tstzrange('2026-01-01', null))`, [made.id]);
  return made;
}

const roomOf = async (at: SpaceInTest): Promise<string> => (await app.as(at.owner).post(`/spaces/${at.id}/resources`).send({ kind: 'room', name: '大きい部屋', capacity: 30 }).expect(201)).body.id;
const verb = (by: Person, id: string, what: string, body: object = {}) => app.as(by).post(`/events/${id}/${what}`).send(body);
const read = async (id: string, by: Person | null = host) => (await app.as(by).get(`/events/${id}`).expect(200)).body;
const splitOf = async (id: string, by = host) => (await app.as(by).get(`/events/${id}/split?guests=10`).expect(200)).body;
const lettersTo = async (who: { accountId: string }): Promise<string[]> =>
  (await app.db.query('select template from inbox_items where account_id = $1 order by id', [who.accountId])).map(({ template }: { template: string }) => template);

/** A week later for each event, so that no two want the same room. */
let week = 0;
function nextWeek(): { startsAt: string; endsAt: string } {
  week += 1;
  const starts = new Date(Date.parse('2026-12-05T08:00:00Z') + week * 7 * 86_400_000);
  return { startsAt: starts.toISOString(), endsAt: new Date(starts.getTime() + 7_200_000).toISOString() };
}

const percent = (role: string, value: number) => ({ role, kind: 'basisPoints', value: value * 100 });
const SPLIT = { base: 'net', shares: [percent('space', 30), percent('host', 50), percent('builder', 20)] };
const OTHER_SPLIT = { base: 'net', shares: [percent('space', 40), percent('host', 60)] };

const draft = async (change: object = {}): Promise<string> => {
  const plan = { kind: 'jelly', spaceId: space.id, resourceId: room, title: '冬のJELLY', ...nextWeek(), capacity: 20, ticketTypes: [{ name: '参加', priceYen: 500 }], split: SPLIT, ...change };
  return (await app.as(host).post('/events').send(plan).expect(201)).body.id;
};
const propose = async (id: string): Promise<string> => {
  await verb(host, id, 'proposal').expect(200);
  return id;
};
const publish = async (id: string): Promise<string> => {
  await verb(space.owner, id, 'approval').expect(200);
  await verb(host, id, 'publication').expect(200);
  return id;
};
const published = async (change: object = {}): Promise<string> => publish(await propose(await draft(change)));

/** A guest who pays 500 yen in cash at the door. */
async function payingGuest(id: string): Promise<void> {
  const [type] = (await read(id)).ticketTypes;
  const guest = { ticketTypeId: type.id, quantity: 1, name: '高橋 実', email: `g-${newId().slice(-12)}@mazeru.test`, paymentMethod: 'door' };
  const came = (await app.as(null).post(`/events/${id}/registrations`).send(guest).expect(201)).body;
  const { results } = (await verb(host, id, 'door-records', { records: [{ clientId: newId(), at: app.clock.now(), payment: { registrationId: came.id, amountYen: 500 } }] }).expect(200)).body;
  expect(results[0]).toMatchObject({ result: 'done' });
}

/** Somebody has paid by card, and Stripe has kept 18 yen of it. */
async function cardPayment(id: string): Promise<void> {
  const [order] = await rows<{ id: string }>(app.db, `select id from orders where subject_id = $1`, [id]);
  await app.db.query(`update orders set method = 'stripe' where id = $1`, [order?.id]);
  await app.db.query(
    `insert into order_payments (order_id, subject_id, amount_yen, method, stripe_charge_id, fee_yen, received_at, recorded_at) values ($1, $2, 500, 'card', $3, 18, $4, $4)`,
    [order?.id, id, `ch_${newId()}`, app.clock.now()],
  );
}

describe('who built the business', () => {
  const built = (mixer: Person, by: Person, id: string) => verb(by, id, 'people', { mixerId: mixer.mixerId, role: 'builder', duty: '会の名前と進め方をつくりました' });

  it('is named in the draft, reads the split, agrees to it by name, and is paid by the settlement', async () => {
    const id = await draft();
    const builder = await app.mixer({ tier: 'challenge', name: '木村 葵' });
    const bystander = await app.mixer({ tier: 'challenge' });
    expect(await splitOf(id)).toMatchObject({ builder: null, preview: { lines: expect.not.arrayContaining([expect.objectContaining({ role: 'builder' })]) } });
    const { body: asked } = await built(builder, host, id).expect(201);
    expect(asked).toMatchObject({ role: 'builder', status: 'invited', orderId: null });
    expect(await lettersTo(builder)).toEqual(['eventBuilderAsked']);
    const own = (await app.as(builder).get('/me/event-invitations').expect(200)).body.items;
    expect(own).toEqual([expect.objectContaining({ id: asked.id, why: [], can: expect.objectContaining({ accept: true, decline: true }) })]);
    expect((await splitOf(id, builder)).builder).toEqual({ name: '木村 葵', agreedAt: null });
    await app.as(bystander).get(`/events/${id}/split`).expect(404);

    await app.as(builder).post(`/event-invitations/${asked.id}/acceptance`).expect(200);
    expect(await splitOf(id)).toMatchObject({ builder: { name: '木村 葵', agreedAt: app.clock.now().toISOString() }, preview: { lines: expect.arrayContaining([expect.objectContaining({ role: 'builder' })]) } });
    expect(await lettersTo(host)).toContain('eventPersonAccepted');

    await publish(await propose(id));
    const page = await read(id, null);
    expect(page).toMatchObject({ people: [], seatsLeft: 20 });
    expect(await rows(app.db, 'select 1 from commitments where mixer_id = $1', [builder.mixerId])).toEqual([]);
    expect((await app.as(host).get(`/events/${id}/desk`).expect(200)).body).toMatchObject({ people: [{ role: 'builder', name: '木村 葵', can: { remove: true } }], counts: { freeSeats: 0 } });
    expect((await app.as(null).get(`/events/${id}/fee-split`).expect(200)).body.parts.map(({ role }: { role: string }) => role)).toContain('builder');

    await payingGuest(id);
    for (const [by, verbOf] of [[host, 'delete'], [builder, 'post']] as const) {
      const refused = verbOf === 'delete' ? app.as(by).delete(`/event-people/${asked.id}`) : app.as(by).post(`/event-invitations/${asked.id}/decline`);
      expect((await refused.expect(409)).body.code).toBe('split.frozen');
    }
    expect((await app.as(host).get(`/events/${id}/desk`).expect(200)).body.people[0].can).toMatchObject({ remove: false });

    app.clock.set(page.endsAt);
    app.clock.advance({ minutes: 1 });
    const { shares } = (await app.as(host).post(`/events/${id}/settlement`).send({}).expect(201)).body;
    expect(shares.map(({ role, name, amountYen }: { role: string; name: string; amountYen: number }) => [role, name, amountYen])).toEqual([
      ['space', '北のつくえ盛岡', 150],
      ['host', '渡辺 咲', 250],
      ['builder', '木村 葵', 100],
    ]);
    await app.as(space.owner).post(`/events/${id}/settlement/approval`).send({}).expect(200);
    const paid = await rows<{ yen: number }>(
      app.db,
      `select t.amount_yen::int as yen from ledger_transfers t join ledger_accounts a on a.id = t.from_account_id where a.type = 'payable' and a.owner_account_id = $1`,
      [builder.accountId],
    );
    expect(paid).toEqual([{ yen: 100 }]);
  });

  it('is one person, a member, not the host; a steward may name them, nobody else; and after the first fee nobody comes in', async () => {
    const id = await draft();
    const builder = await app.mixer({ name: '大沢 塁' });
    const second = await app.mixer({ name: '中村 蓮' });
    const paused = await app.mixer({ membership: 'paused' });
    expect((await built(host, host, id).expect(422)).body.code).toBe('person.host');
    expect((await built(paused, host, id).expect(422)).body).toMatchObject({ code: 'person.notAllowed', reasons: [{ code: 'membership.paused' }] });
    await built(builder, await app.mixer({ tier: 'senior' }), id).expect(404);
    await built(builder, space.owner, id).expect(403);
    const steward = await app.admin('steward');
    expect((await app.as(steward).get(`/events/${id}/mixers?search=大沢`).expect(200)).body.items).toEqual([expect.objectContaining({ mixerId: builder.mixerId, roles: ['builder'] })]);
    await verb(steward, id, 'people', { mixerId: builder.mixerId, role: 'panelist', duty: '話' }).expect(404);
    const stewardToo = await app.mixer({ name: '森 千' });
    await app.db.query(`insert into account_roles (account_id, role) values ($1, 'steward')`, [stewardToo.accountId]);
    await built(stewardToo, stewardToo, id).expect(403);
    const { body: asked } = await built(builder, steward, id).expect(201);
    expect((await built(second, host, id).expect(409)).body.code).toBe('person.oneBuilder');
    await app.as(second).post(`/event-invitations/${asked.id}/acceptance`).expect(404);
    await app.as(builder).post(`/event-invitations/${asked.id}/decline`).expect(200);
    const { body: other } = await built(second, host, id).expect(201);

    await publish(await propose(id));
    await payingGuest(id);
    expect((await app.as(second).get('/me/event-invitations').expect(200)).body.items).toEqual([expect.objectContaining({ why: [expect.objectContaining({ code: 'split.frozen' })], can: expect.objectContaining({ accept: false, decline: true }) })]);
    expect((await app.as(second).post(`/event-invitations/${other.id}/acceptance`).expect(409)).body.code).toBe('split.frozen');
    await app.as(host).delete(`/event-people/${other.id}`).expect(200);
    expect((await built(builder, host, id).expect(409)).body.code).toBe('split.frozen');
    expect((await splitOf(id)).builder).toBeNull();
    await verb(host, id, 'cancellation', { cause: 'host', reason: '体調のため' }).expect(200);
    expect((await built(builder, host, id).expect(409)).body.code).toBe('event.closed');
  });
});

describe('a move to another space', () => {
  const wish = (id: string) => verb(host, id, 'move', { spaceId: kobe.id, resourceId: kobeRoom, reason: '改装のため' }).expect(200);

  it('is read with its split by the space that is asked, which agrees to it by name; until then the old place stands', async () => {
    const id = await published();
    await wish(id);
    const asked = await read(id, kobe.owner);
    expect(asked).toMatchObject({ space: { id: space.id }, moveWish: { elsewhere: true, place: expect.stringContaining('港のつくえ神戸'), counter: null, can: { allow: true, counter: true, refuse: true } }, onlineUrl: null, versions: [] });
    expect((await read(id, space.owner)).moveWish.can).toEqual({ allow: false, counter: false, refuse: false, money: true });
    expect((await read(id, null)).moveWish).toBeNull();
    expect((await splitOf(id, kobe.owner)).agreement).toMatchObject({ version: 1, status: 'agreed', space: { name: space.owner.name } });
    await app.as(kobe.owner).get(`/events/${id}/desk`).expect(404);
    for (const query of ['', '?only=toAnswer']) {
      expect((await app.as(kobe.owner).get(`/spaces/${kobe.id}/events${query}`).expect(200)).body.items).toEqual([expect.objectContaining({ id, space: expect.objectContaining({ id: space.id }) })]);
    }
    await verb(kobe.owner, id, 'move', { startsAt: nextWeek().startsAt, reason: '別の日' }).expect(404);
    expect((await verb(kobe.owner, id, 'move', { splitVersion: 2 }).expect(409)).body).toMatchObject({ code: 'split.changed' });
    expect((await read(id)).space.id).toBe(space.id);

    expect((await verb(kobe.owner, id, 'move', { splitVersion: 1 }).expect(200)).body).toMatchObject({ space: { id: kobe.id }, moveWish: null });
    expect((await splitOf(id)).agreement).toMatchObject({ version: 1, status: 'agreed', space: { name: kobe.owner.name, at: app.clock.now().toISOString() } });
    await app.as(space.owner).get(`/events/${id}/split`).expect(404);
    await expect(app.db.query('update event_split_consents set name = $1', ['だれか'])).rejects.toThrow();
  });

  it('goes under another split when the host accepts what the new space asks for', async () => {
    const id = await published();
    expect((await verb(kobe.owner, id, 'move-counter-offer', { split: OTHER_SPLIT }).expect(404)).body.code).toBe('missing');
    expect((await verb(host, id, 'move-refusal', { reason: 'なし' }).expect(409)).body.code).toBe('move.nothingWished');
    await wish(id);
    await verb(space.owner, id, 'move-counter-offer', { split: OTHER_SPLIT }).expect(404);
    expect((await verb(kobe.owner, id, 'move-counter-offer', { split: { base: 'net', shares: [percent('space', 101)] } }).expect(422)).body.code).toBe('split.over');
    const { body } = await verb(kobe.owner, id, 'move-counter-offer', { split: OTHER_SPLIT, note: '夜間の開館のため' }).expect(200);
    expect(body).toMatchObject({ space: { id: space.id }, moveWish: { counter: { shares: OTHER_SPLIT.shares, note: '夜間の開館のため', name: kobe.owner.name } } });
    expect((await app.as(kobe.owner).get(`/spaces/${kobe.id}/events?only=toAnswer`).expect(200)).body.items.map((event: { id: string }) => event.id)).not.toContain(id);
    expect(await lettersTo(host)).toContain('eventMoveCountered');
    expect((await splitOf(id)).agreement).toMatchObject({ version: 1, status: 'agreed' });
    expect((await read(id)).moveWish.can).toMatchObject({ allow: true, refuse: true });
    await verb(host, id, 'move').expect(200);
    expect((await read(id)).space.id).toBe(kobe.id);
    expect((await splitOf(id)).agreement).toMatchObject({ version: 2, status: 'agreed', offeredSide: 'space', shares: OTHER_SPLIT.shares, host: { name: '渡辺 咲' }, space: { name: kobe.owner.name } });
  });

  it('is answered as it was read: what was asked for instead since then has to be read first', async () => {
    const id = await published();
    await wish(id);
    const { wishedAt } = (await read(id, kobe.owner)).moveWish;
    app.clock.advance({ minutes: 1 });
    const { body: first } = await verb(kobe.owner, id, 'move-counter-offer', { split: OTHER_SPLIT }).expect(200);
    app.clock.advance({ minutes: 1 });
    const dearer = { base: 'net', shares: [percent('space', 90), percent('host', 10)] };
    const { body: second } = await verb(kobe.owner, id, 'move-counter-offer', { split: dearer }).expect(200);
    for (const [by, saidAt] of [[host, first.moveWish.counter.at], [kobe.owner, wishedAt]] as const) expect((await verb(by, id, 'move', { saidAt }).expect(409)).body.code).toBe('move.changed');
    expect((await splitOf(id)).agreement).toMatchObject({ version: 1 });
    await verb(host, id, 'move', { saidAt: second.moveWish.counter.at }).expect(200);
    expect((await splitOf(id)).agreement).toMatchObject({ version: 2, shares: dearer.shares });
  });

  it('keeps the split that guests have bought under: the new space agrees to it or says no', async () => {
    const id = await published();
    await payingGuest(id);
    await wish(id);
    expect((await read(id, kobe.owner)).moveWish.can).toMatchObject({ allow: true, counter: false });
    expect((await verb(kobe.owner, id, 'move-counter-offer', { split: OTHER_SPLIT }).expect(409)).body.code).toBe('split.frozen');
    await verb(kobe.owner, id, 'move', { splitVersion: 1 }).expect(200);
    expect((await splitOf(id)).agreement).toMatchObject({ version: 1, status: 'frozen', space: { name: kobe.owner.name } });
    expect((await runChecks(app.db)).filter(({ name, rows: found }) => (name.startsWith('split') || name.startsWith('events-agreed')) && found.length > 0)).toEqual([]);
  });

  it('to a time at which the new space is closed needs the word of its owner, who says it with the terms; then the host’s yes is enough', async () => {
    const manager = await app.person('運営 一郎');
    await app.staff(kobe.id, manager, 'manager');
    const id = await published();
    const { startsAt } = nextWeek();
    const late = { startsAt: startsAt.replace('T08', 'T13'), endsAt: startsAt.replace('T08', 'T14') };
    await verb(host, id, 'move', { ...late, spaceId: kobe.id, resourceId: kobeRoom, reason: '改装のため' }).expect(200);
    expect((await read(id, kobe.owner)).moveWish).toMatchObject({ outsideHours: true, can: { allow: true, counter: true }, why: {} });
    expect((await read(id, manager)).moveWish).toMatchObject({ can: { allow: false, counter: false, refuse: true }, why: { allow: [{ code: 'event.outsideHoursOwnerOnly' }] } });
    for (const [what, body] of [['move', {}], ['move-counter-offer', { split: OTHER_SPLIT }]] as const) {
      for (const by of [kobe.owner, manager]) expect((await verb(by, id, what, body).expect(422)).body.code).toBe('event.outsideHours');
      expect((await verb(manager, id, what, { ...body, outsideHours: true }).expect(422)).body.code).toBe('event.outsideHoursOwnerOnly');
    }
    await verb(kobe.owner, id, 'move-counter-offer', { split: OTHER_SPLIT, outsideHours: true }).expect(200);
    expect((await verb(host, id, 'move').expect(200)).body).toMatchObject({ space: { id: kobe.id }, startsAt: late.startsAt, outsideHours: true, moveWish: null });
    expect((await splitOf(id)).agreement).toMatchObject({ version: 2, status: 'agreed', shares: OTHER_SPLIT.shares });

    const other = await published();
    await verb(host, other, 'move', { startsAt: late.endsAt, spaceId: kobe.id, resourceId: kobeRoom, reason: '改装のため' }).expect(200);
    expect((await verb(kobe.owner, other, 'move', { outsideHours: true }).expect(200)).body).toMatchObject({ space: { id: kobe.id }, outsideHours: true });
    expect((await verb(kobe.owner, other, 'move', { ...nextWeek(), reason: '昼のほうがよいため' }).expect(200)).body).toMatchObject({ outsideHours: false });
  });

  it('that its space would like goes nowhere without the host, who is told and asked before the other space is', async () => {
    const id = await published();
    const ask = (by: Person) => verb(by, id, 'move', { spaceId: kobe.id, resourceId: kobeRoom, reason: '床の工事のため' });
    const lettersBefore = (await lettersTo(kobe.owner)).length;
    expect((await ask(space.owner).expect(200)).body).toMatchObject({ space: { id: space.id }, moveWish: { waitsForHost: true, name: space.owner.name, can: { allow: false, refuse: true } } });
    expect((await lettersTo(host)).at(-1)).toBe('eventMoveHostAsked');
    expect((await lettersTo(kobe.owner)).length).toBe(lettersBefore);
    expect((await read(id, kobe.owner)).moveWish).toBeNull();
    expect((await app.as(kobe.owner).get(`/spaces/${kobe.id}/events?only=toAnswer`).expect(200)).body.items.map((event: { id: string }) => event.id)).not.toContain(id);
    for (const [what, body] of [['move', {}], ['move-counter-offer', { split: OTHER_SPLIT }], ['move-refusal', { reason: 'x' }]] as const) await verb(kobe.owner, id, what, body).expect(404);
    await verb(space.owner, id, 'move').expect(200);
    expect(await read(id)).toMatchObject({ space: { id: space.id }, moveWish: { waitsForHost: true, can: { allow: true, counter: false, refuse: true } } });

    await verb(host, id, 'move-refusal', { reason: 'お客さまに案内済みのため' }).expect(200);
    expect(await read(id)).toMatchObject({ moveWish: null, moveAnswer: { side: 'host', takenBack: false } });
    expect((await lettersTo(space.owner)).at(-1)).toBe('eventMoveRefused');
    await ask(space.owner).expect(200);
    await verb(space.owner, id, 'move-refusal', { reason: '工事が延びたため' }).expect(200);
    expect(await read(id)).toMatchObject({ moveWish: null, moveAnswer: { side: 'space', takenBack: true } });
    expect((await lettersTo(host)).at(-1)).toBe('eventMoveTakenBack');

    const steward = await app.admin('steward');
    await ask(steward).expect(200);
    expect((await read(id)).moveWish).toMatchObject({ waitsForHost: true, name: steward.name });
    const { wishedAt: saidAt } = (await read(id)).moveWish;
    expect((await verb(host, id, 'move', { saidAt }).expect(200)).body).toMatchObject({ space: { id: space.id }, moveWish: { waitsForHost: false, can: { allow: false, refuse: true } } });
    expect((await lettersTo(kobe.owner)).at(-1)).toBe('eventMoveWished');
    expect((await verb(kobe.owner, id, 'move', { saidAt, splitVersion: 1 }).expect(200)).body).toMatchObject({ space: { id: kobe.id } });
  });

  it('is no owner’s alone, whose spaces both are: the host is asked as well', async () => {
    const both = await app.person('二店 主');
    for (const { id } of [space, kobe]) await app.staff(id, both, 'owner');
    const id = await published();
    await verb(both, id, 'move', { spaceId: kobe.id, resourceId: kobeRoom, reason: '広いほうへ' }).expect(200);
    await verb(both, id, 'move').expect(200);
    expect((await read(id)).space.id).toBe(space.id);
    await verb(host, id, 'move').expect(200);
    expect((await read(id)).space.id).toBe(space.id);
    expect((await verb(both, id, 'move').expect(200)).body.space.id).toBe(kobe.id);
  });

  it('is answered once for each by a host who runs the new space as well, and under the terms that were read', async () => {
    const both = await app.mixer({ tier: 'senior', name: '原田 結' });
    await app.staff(kobe.id, both, 'manager');
    const held = async (): Promise<string> => {
      const plan = { kind: 'jelly', spaceId: space.id, resourceId: room, title: '春のJELLY', ...nextWeek(), capacity: 20, ticketTypes: [{ name: '参加', priceYen: 500 }], split: SPLIT };
      const { id } = (await app.as(both).post('/events').send(plan).expect(201)).body;
      await verb(both, id, 'proposal').expect(200);
      await verb(space.owner, id, 'approval').expect(200);
      return id;
    };
    const there = { spaceId: kobe.id, resourceId: kobeRoom, reason: '床の工事のため' };
    const id = await held();
    await verb(space.owner, id, 'move', there).expect(200);
    expect((await verb(both, id, 'move').expect(200)).body).toMatchObject({ space: { id: space.id }, moveWish: { waitsForHost: false, can: { allow: true } } });
    expect(await rows(app.db, 'select 1 from event_split_consents where account_id = $1', [both.accountId])).toEqual([]);
    expect((await verb(both, id, 'move', { splitVersion: 1 }).expect(200)).body).toMatchObject({ space: { id: kobe.id } });

    const other = await held();
    await verb(space.owner, other, 'move', there).expect(200);
    await verb(both, other, 'move').expect(200);
    const { counter } = (await verb(kobe.owner, other, 'move-counter-offer', { split: OTHER_SPLIT }).expect(200)).body.moveWish;
    expect((await verb(both, other, 'move', { saidAt: counter.at }).expect(200)).body).toMatchObject({ space: { id: kobe.id } });
    expect((await splitOf(other, both)).agreement).toMatchObject({ version: 2, shares: OTHER_SPLIT.shares });
  });

  it('that was wished and countered before the host had to be asked waits for one yes of the host, under these terms', async () => {
    const id = await published();
    await wish(id);
    const { counter } = (await verb(kobe.owner, id, 'move-counter-offer', { split: OTHER_SPLIT }).expect(200)).body.moveWish;
    await app.db.query(`update events set move_wish = move_wish - 'host' - 'name' || jsonb_build_object('by', $2::text) where id = $1`, [id, space.owner.accountId]);
    await app.as(kobe.owner).get(`/events/${id}`).expect(200);
    await verb(kobe.owner, id, 'move').expect(404);
    expect((await read(id)).moveWish).toMatchObject({ waitsForHost: true, name: '', can: { allow: true, refuse: true } });
    expect((await verb(host, id, 'move', { saidAt: counter.at }).expect(200)).body).toMatchObject({ space: { id: kobe.id }, moveWish: null });
    expect((await splitOf(id)).agreement).toMatchObject({ version: 2, shares: OTHER_SPLIT.shares });
  });

  it('that is refused is told to whose wish it was as well: to the people of its space, or to the steward alone', async () => {
    const id = await published();
    const there = { spaceId: kobe.id, resourceId: kobeRoom, reason: '床の工事のため' };
    const steward = await app.admin('steward');
    const ofSpace = (await lettersTo(space.owner)).length;
    await verb(steward, id, 'move', there).expect(200);
    await verb(host, id, 'move-refusal', { reason: '案内済みのため' }).expect(200);
    expect((await lettersTo(steward)).at(-1)).toBe('eventMoveRefused');
    expect((await lettersTo(space.owner)).length).toBe(ofSpace);

    await verb(space.owner, id, 'move', there).expect(200);
    await verb(host, id, 'move').expect(200);
    await verb(kobe.owner, id, 'move-refusal', { reason: '早じまいのため' }).expect(200);
    for (const who of [host, space.owner]) expect((await lettersTo(who)).at(-1)).toBe('eventMoveRefused');
  });

  it('is read along by the reception of the space that is asked, without a verb and without the money', async () => {
    const reception = await app.person('受付 二郎');
    await app.staff(kobe.id, reception, 'reception');
    const id = await propose(await draft());
    await verb(space.owner, id, 'approval').expect(200);
    await app.as(reception).get(`/events/${id}`).expect(404);
    await wish(id);
    for (const [by, answer] of [[reception, false], [kobe.owner, true]] as const) {
      expect((await app.as(by).get(`/spaces/${kobe.id}/events?only=toAnswer`).expect(200)).body.items).toContainEqual(expect.objectContaining({ id, can: expect.objectContaining({ answer }) }));
    }
    await verb(kobe.owner, id, 'move-counter-offer', { split: OTHER_SPLIT }).expect(200);
    const none = { allow: false, counter: false, refuse: false, money: false };
    expect(await read(id, reception)).toMatchObject({ status: 'approved', onlineUrl: null, checklist: [], moveWish: { elsewhere: true, counter: null, can: none }, can: { run: false, move: false, cancel: false } });
    for (const [what, body] of [['move', {}], ['move-counter-offer', { split: OTHER_SPLIT }], ['move-refusal', { reason: 'x' }]] as const) await verb(reception, id, what, body).expect(403);
    await app.as(reception).get(`/events/${id}/split`).expect(403);
    await app.as(reception).get(`/events/${id}/desk`).expect(404);
    await verb(host, id, 'move-refusal', { reason: 'やめます' }).expect(200);
    await app.as(reception).get(`/events/${id}`).expect(404);
  });

  it('that nobody has answered in time leaves the asked space no party to the split', async () => {
    const id = await published();
    await wish(id);
    await splitOf(id, kobe.owner);
    await app.db.query(`update events set status = 'done' where id = $1`, [id]);
    await app.as(kobe.owner).get(`/events/${id}/split`).expect(404);
    await verb(kobe.owner, id, 'move-refusal', { reason: '遅れて' }).expect(404);
  });

  it('within the same space asks for no other split', async () => {
    const id = await published();
    await verb(host, id, 'move', { ...nextWeek(), reason: '都合により' }).expect(200);
    expect((await read(id, space.owner)).moveWish).toMatchObject({ elsewhere: false, can: { allow: true, counter: false, refuse: true } });
    expect((await app.as(space.owner).get(`/spaces/${space.id}/events?only=toAnswer`).expect(200)).body.items.map((event: { id: string }) => event.id)).toEqual([id]);
    expect((await verb(space.owner, id, 'move-counter-offer', { split: OTHER_SPLIT }).expect(422)).body.code).toBe('move.noCounter');
  });

  it('is refused with a reason that the host reads, or taken back by the host; the event stays where it is', async () => {
    const id = await published();
    const { startsAt } = await read(id);
    const other = nextWeek();
    const ask = () => verb(host, id, 'move', { ...other, reason: '都合により' }).expect(200);
    await ask();
    await verb(space.owner, id, 'move-refusal', {}).expect(400);
    await verb(kobe.owner, id, 'move-refusal', { reason: 'だめ' }).expect(404);
    await verb(await app.mixer({ tier: 'senior' }), id, 'move-refusal', { reason: 'だめ' }).expect(404);
    const no = await verb(space.owner, id, 'move-refusal', { reason: 'その日は点検です' }).expect(200);
    expect(no.body).toMatchObject({ startsAt, moveWish: null });
    expect(await read(id)).toMatchObject({ startsAt, moveWish: null, moveAnswer: { side: 'space', reason: 'その日は点検です', name: space.owner.name, startsAt: other.startsAt } });
    expect((await read(id, null)).moveAnswer).toBeNull();
    expect((await lettersTo(host)).at(-1)).toBe('eventMoveRefused');
    await ask();
    expect((await read(id)).moveAnswer).toBeNull();
    await verb(host, id, 'move-refusal', { reason: 'やはりこの日に' }).expect(200);
    expect(await read(id)).toMatchObject({ startsAt, moveWish: null, moveAnswer: { side: 'host' } });
    expect((await lettersTo(space.owner)).at(-1)).toBe('eventMoveTakenBack');
  });
});

describe('calling off what nobody is to blame for', () => {
  const charged = async (id: string) =>
    rows<{ yen: number; source: string; destination: string }>(
      app.db,
      `select t.amount_yen::int as yen, f.key as source, d.key as destination from ledger_postings p join ledger_transfers t on t.posting_id = p.id
         join ledger_accounts f on f.id = t.from_account_id join ledger_accounts d on d.id = t.to_account_id
        where p.cause_kind = 'event.cancelCost' and starts_with(p.cause_id, $1) order by p.id`,
      [id],
    );
  const soldOnline = async (): Promise<string> => {
    const id = await published();
    const [type] = (await read(id)).ticketTypes;
    await app.as(null).post(`/events/${id}/registrations`).send({ ticketTypeId: type.id, quantity: 1, name: '高橋 実', email: `g-${newId().slice(-12)}@mazeru.test`, paymentMethod: 'door' }).expect(201);
    await cardPayment(id);
    return id;
  };
  const tasks = async (by: Person, state = 'open') => (await app.as(by).get(`/admin/event-cost-reviews?state=${state}`).expect(200)).body.items;

  it('takes a reason, gives guests their money at once, and leaves the cost with who called it off until a steward has accepted it', async () => {
    const steward = await app.admin('steward');
    const id = await soldOnline();
    expect((await verb(host, id, 'cancellation', { cause: 'forceMajeure' }).expect(400)).body.fields).toEqual([expect.objectContaining({ path: 'reason', code: 'required' })]);
    const off = await verb(host, id, 'cancellation', { cause: 'forceMajeure', reason: '大雪で交通が止まったため' }).expect(200);
    expect(off.body).toMatchObject({ status: 'cancelled', cancelCause: 'forceMajeure', cancelCost: { borneBy: 'host', state: 'open', costYen: 18 } });
    expect((await read(id, null)).cancelCost).toBeNull();
    expect(await rows(app.db, `select amount_yen::int as yen from order_refunds where subject_id = $1`, [id])).toEqual([{ yen: 500 }]);
    const onHost = { yen: 18, source: 'fees', destination: `receivable:person:${host.accountId}` };
    expect(await charged(id)).toEqual([onHost]);
    expect((await lettersTo(steward)).at(-1)).toBe('eventCostAsked');
    expect(await tasks(steward)).toEqual([expect.objectContaining({ eventId: id, borneBy: 'host', askedByName: '渡辺 咲', reason: '大雪で交通が止まったため', costYen: 18, state: 'open', canDecide: true })]);

    await verb(host, id, 'cost-decision', { accepted: true }).expect(403);
    const yes = await verb(steward, id, 'cost-decision', { accepted: true, note: '運休を確かめました' }).expect(200);
    expect(yes.body).toMatchObject({ state: 'accepted', decidedByName: steward.name, note: '運休を確かめました', canDecide: false });
    expect(await charged(id)).toEqual([onHost, { yen: 18, source: onHost.destination, destination: 'fees' }]);
    expect((await lettersTo(host)).at(-1)).toBe('eventCostAccepted');
    expect((await verb(steward, id, 'cost-decision', { accepted: false, note: 'やはり' }).expect(409)).body.code).toBe('costReview.alreadyDecided');
    expect(await tasks(steward)).toEqual([]);
    expect(await tasks(await app.admin('treasurer'), 'decided')).toEqual([expect.objectContaining({ eventId: id, canDecide: false })]);
  });

  it('stays with the space when a steward does not accept it, with a reason', async () => {
    const steward = await app.admin('steward');
    const id = await soldOnline();
    await verb(space.owner, id, 'cancellation', { cause: 'forceMajeure', reason: '停電のため' }).expect(200);
    await verb(steward, id, 'cost-decision', { accepted: false }).expect(400);
    await verb(steward, id, 'cost-decision', { accepted: false, note: '計画された点検でした' }).expect(200);
    expect(await charged(id)).toEqual([{ yen: 18, source: 'fees', destination: `receivable:space:${space.id}` }]);
    expect((await read(id, space.owner)).cancelCost).toMatchObject({ borneBy: 'space', state: 'declined', note: '計画された点検でした' });
    expect((await lettersTo(space.owner)).at(-1)).toBe('eventCostDeclined');
  });

  it('is no task where a steward says it, or where nothing was sold online; and nobody decides on their own word', async () => {
    const steward = await app.admin('steward');
    const bySteward = await soldOnline();
    await verb(steward, bySteward, 'cancellation', { cause: 'forceMajeure', reason: '地震のため' }).expect(200);
    expect(await charged(bySteward)).toEqual([]);
    await verb(steward, bySteward, 'cost-decision', { accepted: true }).expect(404);
    const unsold = await published();
    await verb(host, unsold, 'cancellation', { cause: 'forceMajeure', reason: '大雪のため' }).expect(200);
    await verb(steward, unsold, 'cost-decision', { accepted: true }).expect(404);

    const id = await soldOnline();
    await app.db.query(`insert into account_roles (account_id, role) values ($1, 'steward')`, [host.accountId]);
    await verb(host, id, 'cancellation', { cause: 'forceMajeure', reason: '急病のため' }).expect(200);
    expect((await verb(host, id, 'cost-decision', { accepted: true }).expect(422)).body.code).toBe('costReview.own');
    expect((await tasks(host))[0]).toMatchObject({ eventId: id, canDecide: false });
    await verb(steward, id, 'cost-decision', { accepted: true }).expect(200);
    await app.db.query(`delete from account_roles where account_id = $1`, [host.accountId]);
  });

  it('is no steward’s own matter: neither who would bear the cost decides about it, nor does who is a side say that it was another’s doing', async () => {
    const stewardBeside = (who: Person) => app.db.query(`insert into account_roles (account_id, role) values ($1, 'steward')`, [who.accountId]);
    const id = await soldOnline();
    const helper = await app.mixer({ tier: 'senior' });
    const { body: asked } = await verb(host, id, 'people', { mixerId: helper.mixerId, role: 'coHost', duty: '進行' }).expect(201);
    await app.as(helper).post(`/event-invitations/${asked.id}/acceptance`).expect(200);
    await stewardBeside(host);
    for (const cause of ['cooperative', 'space']) expect((await verb(host, id, 'cancellation', { cause, reason: '体調のため' }).expect(422)).body.code).toBe('event.causeNotYours');
    await verb(helper, id, 'cancellation', { cause: 'forceMajeure', reason: '大雪のため' }).expect(200);
    expect((await tasks(host)).find(({ eventId }: { eventId: string }) => eventId === id)).toMatchObject({ borneBy: 'host', canDecide: false });
    expect((await verb(host, id, 'cost-decision', { accepted: true }).expect(422)).body.code).toBe('costReview.own');
    await app.db.query(`delete from account_roles where account_id = $1`, [host.accountId]);
    await verb(await app.admin('steward'), id, 'cost-decision', { accepted: false, note: '道は通れました' }).expect(200);
  });

  it('is looked at as well where the only payment was made ahead by somebody who would have paid at the door', async () => {
    const id = await soldOnline();
    await app.db.query(`update orders set method = 'door' where subject_id = $1`, [id]);
    await verb(host, id, 'cancellation', { cause: 'forceMajeure', reason: '大雪のため' }).expect(200);
    expect(await charged(id)).toEqual([{ yen: 18, source: 'fees', destination: `receivable:person:${host.accountId}` }]);
    expect((await tasks(await app.admin('steward'))).map(({ eventId }: { eventId: string }) => eventId)).toContain(id);
  });
});

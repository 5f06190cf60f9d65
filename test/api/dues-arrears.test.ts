import { Logger } from '@nestjs/common';
import { row, rows } from '#libs/database';
import type { Person, SpaceInTest } from '../support/app.js';
import { startDues, type Dues } from '../support/dues.js';

let world: Dues;
let space: SpaceInTest;
const people: Record<'short' | 'expired' | 'strict' | 'failing' | 'lost' | 'late' | 'deleted', Person> = Object.create(null);

const dues = async (person: Person) => (await world.app.as(person).get('/me/dues').expect(200)).body;
const newest = async (person: Person) => (await dues(person)).timeline[0];
const standing = async (person: Person): Promise<string> => (await world.app.as(person).get('/me').expect(200)).body.mixer.duesStanding;
const mailsTo = async (person: Person): Promise<string[]> =>
  (await rows<{ template: string }>(world.app.db, 'select template from outbox_mails where to_address = $1 order by id', [person.email])).map(({ template }) => template);
const customerOf = async (person: Person): Promise<string> =>
  (await row<{ id: string }>(world.app.db, 'select id from stripe_customers where account_id = $1', [person.accountId]))?.id ?? '';
/** A shift that this mixer asks for; whether it is given, and every reason why not. */
async function claim(person: Person, day: string): Promise<{ status: number; codes: string[]; href?: string }> {
  const { body: shift } = await world.app
    .as(space.owner)
    .post(`/spaces/${space.id}/shifts`)
    .send({ kind: 'reception', startsAt: `${day}T10:00:00+09:00`, endsAt: `${day}T14:00:00+09:00`, places: 1, rewardYen: 4_000, minTier: 'junior', claimMode: 'instant', content: '受付', orderingParty: 'space' })
    .expect(201);
  await world.app.as(space.owner).post(`/shifts/${shift.id}/publication`).expect(200);
  const { status, body } = await world.app.as(person).post(`/shifts/${shift.id}/claims`);
  const reasons: { code: string; nextStep?: { href: string } }[] = body.reasons ?? [];
  return { status, codes: reasons.map(({ code }) => code), ...(reasons[0]?.nextStep ? { href: reasons[0].nextStep.href } : {}) };
}

beforeAll(async () => {
  // What Stripe refuses on purpose is told to the log.
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  world = await startDues();
  space = await world.app.space();
  for (const name of ['short', 'expired', 'strict', 'failing', 'lost', 'late', 'deleted'] as const) {
    const person = await world.app.mixer({ name: `${name} 花子`, duesStanding: 'none' });
    people[name] = person;
    await world.app.hasRead(person, space);
    if (name === 'late') await world.joinByInvoice(person);
    else await world.joinByCard(person, name === 'failing' || name === 'lost' ? 'pm_card_chargeCustomerFail' : 'pm_card_jp');
  }
  await world.sim.fault({ kind: 'decline', customer: await customerOf(people.short), declineCode: 'insufficient_funds' });
  await world.sim.fault({ kind: 'decline', customer: await customerOf(people.expired), declineCode: 'expired_card' });
  await world.sim.fault({ kind: 'decline', customer: await customerOf(people.strict), declineCode: 'authentication_required' });
  await world.reach('2026-12-01T05:00:00Z');
});
afterAll(() => world.stop());
afterEach(async () => {
  await world.work();
  expect(await world.reconcile()).toMatchObject({ differences: 0 });
});

describe('on the first', () => {
  it('a card with too little left is tried again by itself; the reason, the next try and what follows are told in words', async () => {
    expect(await newest(people.short)).toMatchObject({
      state: 'retrying',
      failure: { code: 'insufficientFunds', message: expect.stringContaining('残高か利用枠') },
      attempts: 1,
      nextAttemptAt: expect.stringMatching(/^2026-12-04/),
      effect: expect.stringContaining('2026年12月22日'),
      payUrl: expect.stringContaining('/invoice/'),
    });
    expect((await dues(people.short)).arrears).toMatchObject({ since: '2026-12-01', owedYen: 1_000, restrictedOn: '2026-12-22', endsOn: '2027-01-30' });
    expect(await standing(people.short)).toBe('grace');
    expect(await mailsTo(people.short)).toEqual(['duesStarted', 'duesGrace']);
  });

  it('an expired card asks the person at once', async () => {
    expect(await newest(people.expired)).toMatchObject({ state: 'asking', failure: { code: 'cardExpired' }, nextAttemptAt: null });
    expect(await mailsTo(people.expired)).toEqual(['duesStarted', 'duesGrace']);
  });

  it('a bank that wants to know who it is asks the person at once', async () => {
    expect(await newest(people.strict)).toMatchObject({ state: 'asking', failure: { code: 'authenticationRequired' } });
  });

  it('somebody in grace books as before', async () => {
    expect(await claim(people.short, '2026-12-05')).toMatchObject({ status: 201 });
  });
});

describe('a card that is replaced', () => {
  it('can be tried at once, and restores everything in the same answer', async () => {
    await world.replaceCard(people.expired, 'pm_card_visa', { quietly: true });
    const { body } = await world.app.as(people.expired).post('/me/dues/collection').set('idempotency-key', world.key()).expect(200);
    expect(body).toMatchObject({ standing: 'good', arrears: null });
    expect(body.timeline[0]).toMatchObject({ state: 'paid', payments: [{ source: 'stripe' }] });
    await world.work();
    expect(await mailsTo(people.expired)).toEqual(['duesStarted', 'duesGrace', 'duesRestored']);
    await world.app.as(people.expired).post('/me/dues/collection').set('idempotency-key', world.key()).expect(409);
  });

  it('that is declined as well is told in words', async () => {
    await world.sim.fault({ kind: 'decline', customer: await customerOf(people.strict), declineCode: 'insufficient_funds' });
    const { body } = await world.app.as(people.strict).post('/me/dues/collection').set('idempotency-key', world.key()).expect(422);
    expect(body.code).toMatch(/^card\./);
    expect(await newest(people.strict)).toMatchObject({ state: 'retrying', failure: { code: 'insufficientFunds' }, attempts: 2 });
    await world.app.as(people.strict).post('/me/dues/collection').set('idempotency-key', world.key()).expect(200);
    expect(await standing(people.strict)).toBe('good');
  });

  it('in the portal, with the window closed there, is tried by itself while a retry is due, and that retry falls away', async () => {
    await world.replaceCard(people.short, 'pm_card_visa');
    expect(await newest(people.short)).toMatchObject({ state: 'paid', failure: null, nextAttemptAt: null });
    expect(await standing(people.short)).toBe('good');
    const subscription = await row<{ id: string }>(world.app.db, 'select stripe_subscription_id as id from dues_plans where mixer_id = $1', [people.short.mixerId]);
    const { customer, default_payment_method: named } = await world.sim.stripe.subscriptions.retrieve(subscription?.id ?? '', { expand: ['customer'] });
    expect(typeof customer === 'string' || customer.deleted ? null : customer.invoice_settings.default_payment_method).toBe(named);
    await world.reach('2026-12-04T06:00:00Z');
    expect((await newest(people.short)).payments).toHaveLength(1);
    expect(await mailsTo(people.short)).toEqual(['duesStarted', 'duesGrace', 'claimBooked', 'duesRestored']);
  });

  it('leads through the portal, straight to the card', async () => {
    const { body } = await world.app.as(people.failing).post('/me/dues/portal').send({ flow: 'cardUpdate' }).expect(201);
    expect(body.url).toContain('/p/session/');
  });
});

describe('an invoice', () => {
  it('that nobody paid by its day is behind from the next day on', async () => {
    await world.reach('2026-12-14T20:00:00Z', { sweep: true });
    expect(await newest(people.late)).toMatchObject({ state: 'charged', failure: null });
    await world.reach('2026-12-15T20:00:00Z', { sweep: true });
    expect(await newest(people.late)).toMatchObject({ state: 'asking', failure: { code: 'overdue' }, payUrl: expect.stringContaining('/invoice/') });
    expect(await standing(people.late)).toBe('grace');
    expect(await mailsTo(people.late)).toEqual(['duesStarted', 'duesInvoice', 'duesGrace']);
  });
});

describe('three weeks later', () => {
  it('whoever has not paid is restricted: a claim is refused with that reason and the way out', async () => {
    await world.reach('2026-12-20T20:00:00Z', { sweep: true });
    expect(await standing(people.failing)).toBe('grace');
    await world.reach('2026-12-21T20:00:00Z', { sweep: true });
    expect(await standing(people.failing)).toBe('restricted');
    expect(await mailsTo(people.failing)).toEqual(['duesStarted', 'duesGrace', 'duesAsked', 'duesRestricted']);
    expect(await claim(people.failing, '2027-01-08')).toEqual({ status: 422, codes: ['dues.restricted'], href: '/me/dues' });
    expect((await newest(people.failing)).effect).toContain('2027年1月30日');
  });

  it('running the daily work again moves nobody and writes to nobody', async () => {
    const mails = await rows(world.app.db, 'select id from outbox_mails');
    expect(await world.sweep()).toBe(0);
    expect(await rows(world.app.db, 'select id from outbox_mails')).toHaveLength(mails.length);
  });

  it('a late success restores everything by itself', async () => {
    await world.replaceCard(people.failing, 'pm_card_visa', { quietly: true });
    await world.app.as(people.failing).post('/me/dues/collection').set('idempotency-key', world.key()).expect(200);
    await world.work();
    expect(await standing(people.failing)).toBe('good');
    expect(await claim(people.failing, '2027-01-08')).toMatchObject({ status: 201 });
    expect((await mailsTo(people.failing)).at(-1)).toBe('claimBooked');
    expect(await mailsTo(people.failing)).toContain('duesRestored');
    expect(await world.balance('receivable', people.failing)).toBe(0);
  });
});

describe('a customer deleted at Stripe', () => {
  it('has no dues from then on, hears of it, and can begin again', async () => {
    await world.sim.stripe.customers.del(await customerOf(people.deleted));
    await world.work();
    expect(await dues(people.deleted)).toMatchObject({ standing: 'ended', plan: { state: 'ended' }, can: { join: true } });
    expect((await mailsTo(people.deleted)).at(-1)).toBe('duesStopped');
    await world.joinByCard(people.deleted);
    expect(await standing(people.deleted)).toBe('good');
  });
});

describe('after sixty days', () => {
  it('the dues end: what was open is written off, and Stripe asks no more', async () => {
    await world.reach('2027-01-01T05:00:00Z', { sweep: true });
    await world.reach('2027-01-28T20:00:00Z', { sweep: true });
    expect(await standing(people.lost)).toBe('restricted');
    await world.reach('2027-01-29T20:00:00Z', { sweep: true });
    const ended = await dues(people.lost);
    expect(ended).toMatchObject({ standing: 'ended', plan: { state: 'ended' }, arrears: null, can: { join: true } });
    expect(ended.timeline.at(-1)).toMatchObject({ month: '2026-12', state: 'writtenOff', payUrl: null });
    expect(await world.balance('receivable', people.lost)).toBe(0);
    expect((await mailsTo(people.lost)).at(-1)).toBe('duesEnded');
    const found = await world.sim.stripe.subscriptions.list({ customer: await customerOf(people.lost), status: 'all' });
    expect(found.data.map(({ status }) => status)).toEqual(['canceled']);
    expect((await world.sim.stripe.invoices.list({ customer: await customerOf(people.lost), status: 'open' })).data).toEqual([]);
  });

  it('and whoever was in between is where their own days put them', async () => {
    expect(await standing(people.short)).toBe('good');
    expect(await standing(people.late)).toBe('restricted');
  });

  it('one can begin again, and stands good at once', async () => {
    await world.joinByCard(people.lost);
    expect(await dues(people.lost)).toMatchObject({ standing: 'good', plan: { state: 'live', firstOn: '2027-02-01' } });
  });

  it('the books and Stripe agree', () => world.bothSidesAgree());
});

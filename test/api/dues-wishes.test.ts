import { Logger } from '@nestjs/common';
import { runChecks } from '#db/checks/run';
import { row, rows } from '#libs/database';
import type { Person, SpaceInTest } from '../support/app.js';
import { startDues, type Dues } from '../support/dues.js';

let world: Dues;
let space: SpaceInTest;
let minami: Person;
let hanako: Person;
let kenji: Person;
let treasurer: Person;
let leaving: Person;

const dues = async (person: Person) => (await world.app.as(person).get('/me/dues').expect(200)).body;
const me = async (person: Person) => (await world.app.as(person).get('/me').expect(200)).body.mixer;
const mailsTo = async (person: Person): Promise<string[]> =>
  (await rows<{ template: string }>(world.app.db, 'select template from outbox_mails where to_address = $1 order by id', [person.email])).map(({ template }) => template);
const subscriptionOf = async (person: Person) => {
  const found = await row<{ id: string }>(world.app.db, 'select stripe_subscription_id as id from dues_plans where mixer_id = $1 order by id desc limit 1', [person.mixerId]);
  return world.sim.stripe.subscriptions.retrieve(found?.id ?? '');
};
const post = (person: Person, path: string, body: object = {}) => world.app.as(person).post(path).set('idempotency-key', world.key()).send(body);
const months = async (person: Person): Promise<string[]> => (await dues(person)).timeline.map(({ month, state, amountYen }: { month: string; state: string; amountYen: number }) => `${month} ${state} ${amountYen}`);

beforeAll(async () => {
  // What Stripe refuses on purpose is told to the log.
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  world = await startDues();
  treasurer = await world.app.admin('treasurer');
  space = await world.app.space();
  minami = await world.app.mixer({ tier: 'senior', name: '小野寺 みなみ', duesStanding: 'none' });
  hanako = await world.app.mixer({ name: '佐藤 花子', duesStanding: 'none' });
  kenji = await world.app.mixer({ tier: 'challenge', name: '鈴木 健司', duesStanding: 'none' });
  leaving = await world.app.mixer({ name: '清水 美咲', duesStanding: 'none' });
  for (const person of [minami, hanako, kenji, leaving]) {
    await world.app.hasRead(person, space);
    await world.joinByCard(person);
  }
});
afterAll(() => world.stop());

/** A published shift that this mixer has booked. */
async function booked(person: Person, kind: 'reception' | 'dayManager', day: string): Promise<string> {
  const wish = { kind, startsAt: `${day}T10:00:00+09:00`, endsAt: `${day}T14:00:00+09:00`, places: 1, rewardYen: 4_000, minTier: kind === 'reception' ? 'junior' : 'senior' };
  const { body: shift } = await post(space.owner, `/spaces/${space.id}/shifts`, { ...wish, claimMode: 'instant', content: '受付', orderingParty: 'space' }).expect(201);
  await post(space.owner, `/shifts/${shift.id}/publication`).expect(200);
  return (await post(person, `/shifts/${shift.id}/claims`).expect(201)).body.id;
}

describe('a step down by own wish', () => {
  let manager: string;
  let reception: string;
  let before: string;
  beforeAll(async () => {
    before = await booked(minami, 'dayManager', '2026-11-28');
    manager = await booked(minami, 'dayManager', '2026-12-12');
    reception = await booked(minami, 'reception', '2026-12-13');
  });

  it('shows first what is charged and which bookings would fall away', async () => {
    const { body } = await world.app.as(minami).get('/me/dues/step-down-preview?tier=junior').expect(200);
    expect(body).toMatchObject({ from: 'senior', to: 'junior', on: '2026-12-01', dueNowYen: 0, wasYen: 3_000, becomesYen: 1_000 });
    expect(body.fallsAway).toMatchObject([{ kind: 'shift', startsAt: '2026-12-12T01:00:00.000Z', reasons: [{ code: 'tier.tooLow' }] }]);
    expect((await world.app.as(minami).get('/me/dues/step-down-preview?tier=challenge').expect(200)).body.fallsAway).toHaveLength(2);
  });

  it('is no way up, and not for whoever stands at the bottom', async () => {
    expect((await world.app.as(hanako).get('/me/dues/step-down-preview?tier=senior').expect(422)).body.code).toBe('dues.tierNotLower');
    expect((await dues(kenji)).why.stepDown).toMatchObject([{ code: 'dues.tierNotLower' }]);
  });

  it('holds from the first of the next month; the price follows at the billing, and Stripe knows it', async () => {
    await post(minami, '/me/dues/step-down', { tier: 'junior' }).expect(200);
    await world.work();
    expect((await me(minami)).tier).toBe('senior');
    expect((await dues(minami)).plan).toMatchObject({ tier: 'senior', priceYen: 3_000, nextTier: 'junior', nextPriceYen: 1_000, nextFrom: '2026-12-01' });
    expect((await subscriptionOf(minami)).items.data[0]?.price.unit_amount).toBe(1_000);
    expect(await mailsTo(minami)).toEqual(expect.arrayContaining(['tierChanged', 'duesPriceFollows']));
    expect((await dues(minami)).why.stepDown).toMatchObject([{ code: 'dues.stepDownPlanned' }]);
  });

  it('lets go of what the lower tier cannot hold, and of nothing else', async () => {
    const state = async (id: string): Promise<string> => (await world.app.as(minami).get(`/claims/${id}`).expect(200)).body.status;
    expect([await state(before), await state(manager), await state(reception)]).toEqual(['booked', 'released', 'booked']);
  });
});

describe('a pause', () => {
  it('takes at most three months of a year', async () => {
    expect((await dues(hanako)).pauseRoom).toEqual([{ year: '2026', monthsLeft: 3 }, { year: '2027', monthsLeft: 3 }]);
    await post(hanako, '/me/dues/pauses', { months: 4 }).expect(400);
  });

  it('of two months charges neither, and both dues and membership resume by themselves', async () => {
    const { body } = await post(hanako, '/me/dues/pauses', { months: 2 }).expect(201);
    expect(body.pauses).toMatchObject([{ fromOn: '2026-12-01', untilOn: '2027-02-01', state: 'planned' }]);
    expect(body.nextCharge.on).toBe('2027-02-01');
    expect((await post(hanako, '/me/dues/pauses', { months: 1 }).expect(409)).body.code).toBe('dues.pauseOverlaps');
    await world.work();
    expect((await subscriptionOf(hanako)).pause_collection).toMatchObject({ behavior: 'void' });
    await world.reach('2026-12-02T01:00:00Z', { sweep: true });
    expect((await me(hanako)).membership).toBe('paused');
    expect(await dues(hanako)).toMatchObject({ standing: 'good', plan: { state: 'paused' }, arrears: null });
  });

  it('was no reason to stop the others: they were charged at their price', async () => {
    expect(await months(minami)).toEqual(['2026-12 paid 1000']);
    expect((await dues(minami)).plan).toMatchObject({ tier: 'junior', priceYen: 1_000, nextTier: null });
    expect((await me(minami)).tier).toBe('junior');
    expect(await months(kenji)).toEqual(['2026-12 paid 500']);
  });

  it('over New Year counts in both years, and a third year month is refused', async () => {
    await world.reach('2027-01-15T01:00:00Z', { sweep: true });
    expect((await months(hanako)).filter((line) => !line.includes('void'))).toEqual([]);
    expect((await dues(hanako)).pauseRoom).toEqual([{ year: '2027', monthsLeft: 2 }, { year: '2028', monthsLeft: 3 }]);
    await world.reach('2027-02-01T05:00:00Z', { sweep: true });
    expect((await me(hanako)).membership).toBe('active');
    expect((await months(hanako)).filter((line) => !line.includes('void'))).toEqual(['2027-02 paid 1000']);
    expect((await post(hanako, '/me/dues/pauses', { months: 3 }).expect(422)).body.code).toBe('dues.pauseTooMany');
  });

  it('can be ended early: active at once, charged again from the next first', async () => {
    await post(hanako, '/me/dues/pauses', { months: 2 }).expect(201);
    await world.reach('2027-03-10T01:00:00Z', { sweep: true });
    expect((await me(hanako)).membership).toBe('paused');
    const { body } = await post(hanako, '/me/dues/resumption').expect(200);
    expect(body).toMatchObject({ plan: { state: 'paused' }, nextCharge: { on: '2027-04-01' } });
    await world.work();
    expect((await me(hanako)).membership).toBe('active');
    await world.reach('2027-04-01T05:00:00Z', { sweep: true });
    expect((await months(hanako))[0]).toBe('2027-04 paid 1000');
  });
});

describe('a promotion and a new price', () => {
  it('raise the price at the next billing, and both are told', async () => {
    const steward = await world.app.admin('steward');
    await post(steward, `/members/${kenji.mixerId}/facts`, { fact: 'tier', value: 'junior', reason: '2名の確認により昇格' }).expect(201);
    await world.sweep();
    expect((await dues(kenji)).plan).toMatchObject({ tier: 'challenge', priceYen: 500, nextTier: 'junior', nextPriceYen: 1_000, nextFrom: '2027-05-01' });
    const { body } = await post(treasurer, '/dues/prices', { item: 'junior', amountYen: 1_200, taxCategory: 'outOfScope', validFrom: '2027-06-01', reason: '総会の決議' }).expect(201);
    expect(body.items[0]).toMatchObject({ item: 'junior', amountYen: 1_200, holds: 'planned', setBy: treasurer.name });
    await world.reach('2027-05-02T05:00:00Z', { sweep: true });
    expect((await months(kenji))[0]).toBe('2027-05 paid 1000');
    expect((await dues(kenji)).plan).toMatchObject({ tier: 'junior', priceYen: 1_000, nextPriceYen: 1_200, nextFrom: '2027-06-01' });
    await world.reach('2027-06-02T05:00:00Z', { sweep: true });
    expect((await months(kenji))[0]).toBe('2027-06 paid 1200');
    expect((await months(minami))[0]).toBe('2027-06 paid 1200');
    expect((await mailsTo(kenji)).filter((template) => template === 'duesPriceFollows')).toHaveLength(2);
  });

  it('are set for a first that is to come, by the treasurer alone', async () => {
    const wish = { item: 'senior', amountYen: 3_500, taxCategory: 'outOfScope', reason: '改定' };
    expect((await post(treasurer, '/dues/prices', { ...wish, validFrom: '2027-06-01' }).expect(400)).body.fields).toMatchObject([{ path: 'validFrom', code: 'firstOfMonth' }]);
    await post(treasurer, '/dues/prices', { ...wish, validFrom: '2027-07-15' }).expect(400);
    const wrongYen = async (amountYen: number) => (await post(treasurer, '/dues/prices', { ...wish, amountYen, validFrom: '2027-08-01' }).expect(400)).body.fields;
    expect([...(await wrongYen(0)), ...(await wrongYen(2_000_000_000))]).toMatchObject([{ message: '50円以上で入力してください。' }, { message: '100,000円以下で入力してください。' }]);
    await post(await world.app.admin('approver'), '/dues/prices', { ...wish, validFrom: '2027-08-01' }).expect(403);
  });
});

describe('stopping', () => {
  it('holds at the end of the month; leaving the cooperative is another act, and one can go on after all', async () => {
    const { body } = await post(leaving, '/me/dues/cancellation').expect(200);
    expect(body).toMatchObject({ plan: { state: 'ending', endsOn: '2027-07-01' }, can: { cancel: false, keep: true, join: false }, nextCharge: null });
    await world.work();
    expect((await subscriptionOf(leaving)).cancel_at_period_end).toBe(true);
    expect((await me(leaving)).membership).toBe('active');
    await post(leaving, '/me/dues/continuation').expect(200);
    await world.work();
    expect((await subscriptionOf(leaving)).cancel_at_period_end).toBe(false);
    await post(leaving, '/me/dues/cancellation').expect(200);
    await world.work();
    await world.reach('2027-07-01T05:00:00Z', { sweep: true });
    expect(await dues(leaving)).toMatchObject({ standing: 'ended', plan: { state: 'ended' }, can: { join: true } });
    expect((await months(leaving))[0]).toBe('2027-06 paid 1200');
    expect((await me(leaving)).membership).toBe('active');
    expect((await mailsTo(leaving)).filter((template) => template === 'duesCancelled')).toHaveLength(2);
  });

  it('is refused where there is nothing to stop', async () => {
    expect((await post(leaving, '/me/dues/cancellation').expect(409)).body.code).toBe('dues.noPlan');
  });

  it('and whatever was wished, our records and Stripe agree', async () => {
    expect((await world.reconcile()).differences).toBe(0);
    expect((await runChecks(world.app.db)).filter((check) => check.rows.length > 0)).toEqual([]);
  });
});

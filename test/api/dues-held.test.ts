import { Logger } from '@nestjs/common';
import { row, rows } from '#libs/database';
import { DuesChanges } from '#libs/dues';
import type { Person } from '../support/app.js';
import { startDues, type Dues } from '../support/dues.js';

let world: Dues;
let recovers: Person;
let pays: Person;
let late: Person;
let gone: Person;

const dues = async (person: Person) => (await world.app.as(person).get('/me/dues').expect(200)).body;
const months = async (person: Person): Promise<string[]> => {
  const { timeline } = await dues(person);
  return timeline.map(({ month, state }: { month: string; state: string }) => `${month} ${state}`);
};
const atStripe = async (person: Person): Promise<{ subscription: string; invoices: string[] }> => {
  const customer = (await row<{ id: string }>(world.app.db, 'select id from stripe_customers where account_id = $1', [person.accountId]))?.id ?? '';
  const [subscription] = (await world.sim.stripe.subscriptions.list({ customer, status: 'all' })).data;
  const { data } = await world.sim.stripe.invoices.list({ customer });
  return { subscription: subscription?.status ?? '', invoices: data.filter(({ total }) => total > 0).map(({ status }) => status ?? '') };
};

const cardOf = async (person: Person): Promise<string> => {
  const known = await row<{ id: string }>(world.app.db, 'select id from stripe_customers where account_id = $1', [person.accountId]);
  const customer = await world.sim.stripe.customers.retrieve(known?.id ?? '');
  const chosen = customer.deleted ? null : customer.invoice_settings.default_payment_method;
  return typeof chosen === 'string' ? chosen : (chosen?.id ?? '');
};

beforeAll(async () => {
  // What Stripe refuses on purpose is told to the log.
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  world = await startDues();
  recovers = await world.app.mixer({ name: '高橋 みなみ', duesStanding: 'none' });
  pays = await world.app.mixer({ name: '佐藤 花子', duesStanding: 'none' });
  late = await world.app.mixer({ name: '鈴木 健司', duesStanding: 'none' });
  gone = await world.app.mixer({ name: '渡辺 咲', duesStanding: 'none' });
  for (const person of [recovers, pays, late, gone]) await world.joinByCard(person, 'pm_card_chargeCustomerFail');
  for (const day of ['2026-12-01', '2026-12-04', '2026-12-09', '2026-12-16', '2027-01-01']) await world.reach(`${day}T06:00:00Z`, { sweep: true });
});
afterAll(() => world.stop());

describe('a card that failed to the last try', () => {
  it('leaves the subscription unpaid, and the next month a draft that nobody is asked for', async () => {
    await world.reach('2027-01-05T06:00:00Z', { sweep: true });
    expect(await atStripe(recovers)).toEqual({ subscription: 'unpaid', invoices: ['draft', 'open'] });
    expect(await months(recovers)).toEqual(['2027-01 open', '2026-12 asking']);
  });

  it('once it is replaced and the oldest month is paid, the month that was held back is asked for and paid as well', async () => {
    await world.replaceCard(recovers, 'pm_card_visa');
    expect(await atStripe(recovers)).toEqual({ subscription: 'active', invoices: ['paid', 'paid'] });
    expect(await months(recovers)).toEqual(['2027-01 paid', '2026-12 paid']);
    expect(await dues(recovers)).toMatchObject({ standing: 'good', arrears: null });
    const receipts = await rows(world.app.db, `select id from documents where kind = 'receipt' and party_account_id = $1`, [recovers.accountId]);
    expect(receipts).toHaveLength(2);
  });

  it('the same when the old month came in at the bank and the treasurer has written it down: the card that still fails is told of', async () => {
    const treasurer = await world.app.admin('treasurer', '工藤 誠');
    const payment = { mixerId: pays.mixerId, month: '2026-12', source: 'bank', amountYen: 1_000, paidOn: '2027-01-05', reason: '通帳で確認' };
    await world.app.as(treasurer).post('/dues/payments').set('idempotency-key', world.key()).send(payment).expect(201);
    await world.work();
    expect((await atStripe(pays)).invoices).toEqual(['open', 'paid']);
    const { timeline, standing } = await dues(pays);
    expect(timeline).toMatchObject([{ month: '2027-01', state: 'retrying', attempts: 1 }, { month: '2026-12', state: 'paid' }]);
    expect(standing).toBe('grace');
  });

  it('asking again does nothing, and a payment that was told twice collects once', async () => {
    await world.reach('2027-01-06T06:00:00Z', { sweep: true });
    await world.sweep();
    expect((await rows(world.app.db, 'select id from dues_payments where mixer_id = $1', [recovers.mixerId])).length).toBe(2);
  });

  it('a job that was lost is made up for by the daily work', async () => {
    await world.replaceCard(late, 'pm_card_visa', { quietly: true });
    const [oldest] = await rows<{ id: string }>(world.app.db, `select stripe_invoice_id as id from dues_charges where mixer_id = $1 and state = 'asking'`, [late.mixerId]);
    await world.sim.stripe.invoices.pay(oldest?.id ?? '', { payment_method: await cardOf(late) });
    await world.settle();
    await world.app.nest.get(DuesChanges).apply({ kind: 'invoice', id: oldest?.id ?? '', subjectId: null });
    await world.app.db.query(`delete from graphile_worker._private_jobs where task_id in (select id from graphile_worker._private_tasks where identifier in ('duesChanged', 'duesAskHeld'))`);
    await world.work();
    expect(await months(late)).toEqual(['2027-01 open', '2026-12 paid']);
    await world.sweep();
    expect(await months(late)).toEqual(['2027-01 paid', '2026-12 paid']);
  });

  it('the next month comes by itself again', async () => {
    await world.reach('2027-02-01T06:00:00Z', { sweep: true });
    expect(await months(recovers)).toEqual(['2027-02 paid', '2027-01 paid', '2026-12 paid']);
  });

  it('who never paid is over after sixty days: what was held back is withdrawn', async () => {
    expect(await months(gone)).toEqual(['2027-02 void', '2027-01 void', '2026-12 writtenOff']);
    expect((await atStripe(gone)).subscription).toBe('canceled');
  });

  it('the books and Stripe agree', () => world.bothSidesAgree());
});

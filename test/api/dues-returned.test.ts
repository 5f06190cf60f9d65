import { Logger } from '@nestjs/common';
import { row, rows } from '#libs/database';
import type { Person } from '../support/app.js';
import { startDues, type Dues } from '../support/dues.js';

let world: Dues;
let treasurer: Person;
let byInvoice: Person;
let unclaimed: Person;
let loses: Person;
let wins: Person;
let outside: Person;

const dues = async (person: Person) => (await world.app.as(person).get('/me/dues').expect(200)).body;
const december = async (person: Person) => (await dues(person)).timeline.find(({ month }: { month: string }) => month === '2026-12');
const month = async () => (await world.app.as(treasurer).get('/dues/months/2026-12').expect(200)).body;
const lineOf = async (person: Person) => (await month()).items.find(({ mixerId }: { mixerId: string }) => mixerId === person.mixerId);
const chargeAtStripe = async (person: Person): Promise<string> =>
  (await row<{ id: string }>(world.app.db, 'select stripe_charge_id as id from dues_payments where mixer_id = $1 order by id desc', [person.mixerId]))?.id ?? '';
const marksOf = async (person: Person): Promise<string[]> =>
  (await rows<{ content: string }>(world.app.db, `select content from documents where kind = 'receipt' and party_account_id = $1 order by version`, [person.accountId])).map(
    ({ content }) => JSON.parse(content).mark,
  );

beforeAll(async () => {
  // What Stripe refuses on purpose is told to the log.
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  world = await startDues();
  treasurer = await world.app.admin('treasurer', '工藤 誠');
  byInvoice = await world.app.mixer({ name: '鈴木 健司', duesStanding: 'none' });
  unclaimed = await world.app.mixer({ name: '渡辺 咲', duesStanding: 'none' });
  loses = await world.app.mixer({ name: '佐藤 花子', duesStanding: 'none' });
  wins = await world.app.mixer({ name: '高橋 みなみ', duesStanding: 'none' });
  outside = await world.app.mixer({ name: '伊藤 遥', duesStanding: 'none' });
  for (const person of [byInvoice, unclaimed, outside]) await world.joinByInvoice(person);
  // Both cards pay and are disputed by their holder at once.
  for (const person of [loses, wins]) await world.joinByCard(person, 'pm_card_createDispute');
  await world.reach('2026-12-01T06:00:00Z', { sweep: true });
  for (const person of [byInvoice, unclaimed]) await world.payVoucher(person);
});
afterAll(() => world.stop());

describe('a payment at the convenience store that is given back', () => {
  it('and arrives at no bank account comes back: the month is paid as it was, with its receipt, and both sides agree', async () => {
    expect(await december(byInvoice)).toMatchObject({ state: 'paid', payments: [{ receiptId: expect.any(String) }] });
    const refund = await world.sim.stripe.refunds.create({ charge: await chargeAtStripe(byInvoice), instructions_email: byInvoice.email });
    await world.work();
    expect(await december(byInvoice)).toMatchObject({ state: 'refunded' });
    await world.bothSidesAgree();
    await world.sim.post(`/_sim/refunds/${refund.id}/account`, { account: '1111113' });
    await world.advance(120);
    await world.work();
    expect((await world.sim.stripe.refunds.retrieve(refund.id)).status).toBe('failed');
    expect(await december(byInvoice)).toMatchObject({ state: 'paid' });
    expect(await marksOf(byInvoice)).toEqual(['first', 'void', 'restored']);
    const [receipt] = (await world.app.as(byInvoice).get('/me/receipts').expect(200)).body.items;
    expect(receipt).toMatchObject({ mark: 'restored', can: { reissue: true } });
    expect(await world.balance('receivable', byInvoice)).toBe(0);
    expect(await rows(world.app.db, `select to_address from outbox_mails where template in ('duesRefundFailed', 'duesRefundReturned') order by template`)).toEqual([
      { to_address: byInvoice.email },
      { to_address: treasurer.email },
    ]);
    await world.bothSidesAgree();
  });

  it('and that nobody fetches within 45 days comes back as well', async () => {
    const refund = await world.sim.stripe.refunds.create({ charge: await chargeAtStripe(unclaimed), instructions_email: unclaimed.email });
    await world.work();
    await world.sim.stripe.refunds.cancel(refund.id);
    await world.work();
    await world.work();
    expect(await december(unclaimed)).toMatchObject({ state: 'paid' });
    await world.bothSidesAgree();
  });
});

describe('a payment that the holder of the card contests', () => {
  const disputeOf = async (person: Person) => (await world.sim.stripe.disputes.list({ charge: await chargeAtStripe(person) })).data[0];

  it('is away while it is decided: the month asks again, the person is in grace, and what Stripe takes for it is in the books', async () => {
    for (const person of [loses, wins]) {
      expect(await december(person)).toMatchObject({ state: 'asking', failure: { code: 'disputed' } });
      expect((await dues(person)).standing).toBe('grace');
      expect(await world.balance('receivable', person)).toBe(1_000);
    }
    expect(await world.balance('fees')).toBeGreaterThanOrEqual(2_600);
    await world.bothSidesAgree();
  });

  it('won: the money is here again and the month is paid', async () => {
    const dispute = await disputeOf(wins);
    await world.sim.stripe.disputes.update(dispute?.id ?? '', { evidence: { uncategorized_text: 'winning_evidence' }, submit: true });
    await world.advance(120);
    await world.work();
    expect((await disputeOf(wins))?.status).toBe('won');
    expect(await december(wins)).toMatchObject({ state: 'paid', failure: null });
    expect(await dues(wins)).toMatchObject({ standing: 'good', arrears: null });
    expect(await world.balance('receivable', wins)).toBe(0);
    await world.bothSidesAgree();
  });

  it('lost: it stays away, the month stays owed, and cash at the desk settles it', async () => {
    await world.sim.stripe.disputes.close((await disputeOf(loses))?.id ?? '');
    await world.work();
    expect((await disputeOf(loses))?.status).toBe('lost');
    expect(await december(loses)).toMatchObject({ state: 'asking' });
    expect(await world.balance('receivable', loses)).toBe(1_000);
    const payment = { mixerId: loses.mixerId, month: '2026-12', source: 'cash', amountYen: 1_000, paidOn: '2026-12-01', reason: '窓口で受領' };
    await world.app.as(treasurer).post('/dues/payments').set('idempotency-key', world.key()).send(payment).expect(201);
    await world.work();
    expect(await dues(loses)).toMatchObject({ standing: 'good', arrears: null });
    expect(await world.balance('receivable', loses)).toBe(0);
    await world.bothSidesAgree();
  });
});

describe('an invoice that somebody has marked as paid at Stripe by hand', () => {
  it('is shown to the treasurer as that, and stands as owed until they have written down what came in', async () => {
    const [invoice] = await rows<{ id: string }>(world.app.db, 'select stripe_invoice_id as id from dues_charges where mixer_id = $1', [outside.mixerId]);
    await world.sim.stripe.invoices.pay(invoice?.id ?? '', { paid_out_of_band: true });
    await world.work();
    expect(await lineOf(outside)).toMatchObject({ state: 'charged', markedPaidAtStripe: true, canRecord: true });
    expect(await lineOf(byInvoice)).toMatchObject({ markedPaidAtStripe: false });
    expect((await month()).markedPaidAtStripe).toBe(1);
    const payment = { mixerId: outside.mixerId, month: '2026-12', source: 'bank', amountYen: 1_000, paidOn: '2026-12-01', reason: 'Stripeで支払い済みとされていたお振込み' };
    await world.app.as(treasurer).post('/dues/payments').set('idempotency-key', world.key()).send(payment).expect(201);
    await world.work();
    expect(await lineOf(outside)).toMatchObject({ state: 'paid', source: 'bank', markedPaidAtStripe: false });
    expect((await month()).markedPaidAtStripe).toBe(0);
    await world.bothSidesAgree();
  });
});

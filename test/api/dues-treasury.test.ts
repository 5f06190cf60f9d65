import { Logger } from '@nestjs/common';
import iconv from 'iconv-lite';
import { runChecks } from '#db/checks/run';
import { row, rows } from '#libs/database';
import type { Person } from '../support/app.js';
import { startDues, type Dues } from '../support/dues.js';

let world: Dues;
let treasurer: Person;
let byHand: Person;
let byCard: Person;
let byInvoice: Person;
let hardUp: Person;

const dues = async (person: Person) => (await world.app.as(person).get('/me/dues').expect(200)).body;
const post = (person: Person, path: string, body: object = {}) => world.app.as(person).post(path).set('idempotency-key', world.key()).send(body);
const get = async (path: string, person = treasurer) => (await world.app.as(person).get(path).expect(200)).body;
const mailsTo = async (person: Person): Promise<string[]> =>
  (await rows<{ template: string }>(world.app.db, 'select template from outbox_mails where to_address = $1 order by id', [person.email])).map(({ template }) => template);
const payment = (person: Person, more: object = {}) => ({ mixerId: person.mixerId, month: '2026-12', source: 'bank', amountYen: 1_000, paidOn: '2026-12-03', reason: '12/3の入金を通帳で確認', ...more });

beforeAll(async () => {
  // What Stripe refuses on purpose is told to the log.
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  world = await startDues();
  treasurer = await world.app.admin('treasurer', '工藤 誠');
  byHand = await world.app.mixer({ name: '髙橋 みなみ', duesStanding: 'none' });
  byCard = await world.app.mixer({ name: '佐藤 花子', duesStanding: 'none' });
  byInvoice = await world.app.mixer({ name: '鈴木 健司', duesStanding: 'none' });
  hardUp = await world.app.mixer({ name: '渡辺 咲', duesStanding: 'none' });
  await world.joinByCard(byCard);
  await world.joinByInvoice(byInvoice);
});
afterAll(() => world.stop());

describe('who pays by hand', () => {
  it('is set up by the treasurer, with a reason', async () => {
    const { body } = await post(treasurer, '/dues/plans', { mixerId: byHand.mixerId, reason: '窓口でのお支払いを希望' }).expect(201);
    expect(body).toMatchObject({ method: 'manual', state: 'live', standing: 'good', priceYen: 1_000 });
    await post(treasurer, '/dues/plans', { mixerId: hardUp.mixerId, reason: '同じ' }).expect(201);
    expect((await post(treasurer, '/dues/plans', { mixerId: byCard.mixerId, reason: '同じ' }).expect(409)).body.code).toBe('dues.alreadyLive');
    expect((await dues(byHand)).why.portal).toMatchObject([{ code: 'dues.notByCard' }]);
  });

  it('is charged on the first, and once', async () => {
    await world.reach('2026-12-01T05:00:00Z', { sweep: true });
    await world.sweep();
    expect((await dues(byHand)).timeline).toMatchObject([{ month: '2026-12', state: 'charged', dueOn: '2026-12-15', payUrl: null }]);
    expect(await mailsTo(byHand)).toEqual(['duesStarted', 'duesManual']);
    expect(await world.balance('receivable', byHand)).toBe(1_000);
  });
});

describe('a payment recorded by hand', () => {
  let paymentId: string;

  it('is of the sum that was asked for, on a day that has come, with a reason', async () => {
    await world.reach('2026-12-04T01:00:00Z');
    expect((await post(treasurer, '/dues/payments', payment(byHand, { amountYen: 900 })).expect(422)).body.code).toBe('dues.amountDiffers');
    await post(treasurer, '/dues/payments', payment(byHand, { paidOn: '2026-12-05' })).expect(400);
    await post(treasurer, '/dues/payments', payment(byHand, { reason: '' })).expect(400);
    expect((await post(treasurer, '/dues/payments', payment(byHand, { month: '2027-05' })).expect(422)).body.code).toBe('dues.nothingToCharge');
    await world.app.as(treasurer).post('/dues/payments').send(payment(byHand)).expect(400);
  });

  it('settles the charge, with a receipt and in the books; the same click records once', async () => {
    const key = world.key();
    const once = () => world.app.as(treasurer).post('/dues/payments').set('idempotency-key', key).send(payment(byHand)).expect(201);
    const { body } = await once();
    expect(await once()).toMatchObject({ body });
    expect(body).toMatchObject({ state: 'paid', source: 'bank', canRecord: false, canReverse: true, feeYen: null });
    paymentId = body.paymentId;
    expect((await post(treasurer, '/dues/payments', payment(byHand)).expect(409)).body.code).toBe('dues.chargeSettled');
    expect(await world.balance('bank')).toBe(1_000);
    expect(await world.balance('receivable', byHand)).toBe(0);
    const [charge] = (await dues(byHand)).timeline;
    expect(charge.payments).toMatchObject([{ id: paymentId, source: 'bank', amountYen: 1_000, paidAt: '2026-12-03T03:00:00.000Z', receiptId: expect.any(String) }]);
  });

  it('is reversed, never edited: the charge asks again and the person is told why', async () => {
    const { body } = await post(treasurer, `/dues/payments/${paymentId}/reversal`, { reason: '別の方のお振込みでした' }).expect(200);
    expect(body).toMatchObject({ state: 'asking', source: null, canRecord: true, failure: { code: 'takenBack' } });
    expect((await post(treasurer, `/dues/payments/${paymentId}/reversal`, { reason: 'もう一度' }).expect(409)).body.code).toBe('dues.paymentReversed');
    expect([await world.balance('bank'), await world.balance('receivable', byHand)]).toEqual([0, 1_000]);
    expect(await dues(byHand)).toMatchObject({ standing: 'grace', arrears: { since: '2026-12-04' } });
    expect(await mailsTo(byHand)).toEqual(['duesStarted', 'duesManual', 'duesPaymentReversed', 'duesGrace']);
    await expect(world.app.db.query('update dues_payments set amount_yen = 1')).rejects.toThrow(/append-only/);
    await post(treasurer, '/dues/payments', payment(byHand, { source: 'cash', paidOn: '2026-12-04', reason: '窓口で受領' })).expect(201);
    expect([await world.balance('cashBox'), (await dues(byHand)).standing]).toEqual([1_000, 'good']);
  });

  it('for an invoice of Stripe tells Stripe, which asks no more', async () => {
    await post(treasurer, '/dues/payments', payment(byInvoice)).expect(201);
    await world.work();
    const invoice = await row<{ status: string; outside: boolean }>(
      world.app.db,
      'select i.status, i.paid_outside as outside from stripe_invoices i join dues_charges c on c.stripe_invoice_id = i.id where c.mixer_id = $1',
      [byInvoice.mixerId],
    );
    expect(invoice).toEqual({ status: 'paid', outside: true });
    expect((await dues(byInvoice)).timeline[0]).toMatchObject({ state: 'paid', payments: [{ source: 'bank' }] });
  });

  it('taken back after Stripe was told of it is paid to the treasurer: the page of the paid invoice is offered to nobody', async () => {
    const { payments } = (await dues(byInvoice)).timeline[0];
    await post(treasurer, `/dues/payments/${payments[0].id}/reversal`, { reason: '別の方のお振込みでした' }).expect(200);
    expect(await dues(byInvoice)).toMatchObject({ standing: 'grace', can: { pay: false }, timeline: [{ state: 'asking', payUrl: null }] });
    await post(byInvoice, '/me/dues/payment-page').expect(409);
    await post(treasurer, '/dues/payments', payment(byInvoice, { reason: '12/4の入金を通帳で確認' })).expect(201);
    expect((await dues(byInvoice)).standing).toBe('good');
  });

  it('that came through Stripe is given back there', async () => {
    const [charge] = (await dues(byCard)).timeline;
    expect((await post(treasurer, `/dues/payments/${charge.payments[0].id}/reversal`, { reason: '返してほしい' }).expect(422)).body.code).toBe('dues.paymentAtStripe');
  });

  it('of the course fee needs no month', async () => {
    const { body } = await post(treasurer, '/dues/payments', payment(byHand, { month: undefined, source: 'cash', amountYen: 3_000, paidOn: '2026-12-04', reason: '講習の日に受領' })).expect(201);
    expect(body).toMatchObject({ item: 'course', state: 'paid', taxCategory: 'standard' });
    expect(await world.balance('courseIncome')).toBe(-3_000);
    expect((await dues(byHand)).why.payCourse).toMatchObject([{ code: 'dues.courseSettled' }]);
  });

  it('of the course fee that is taken back puts nobody behind, and the fee can be paid again', async () => {
    const [course] = (await dues(byHand)).timeline.filter(({ item }: { item: string }) => item === 'course');
    await post(treasurer, `/dues/payments/${course.payments[0].id}/reversal`, { reason: '別の方の受講料でした' }).expect(200);
    expect(await dues(byHand)).toMatchObject({ standing: 'good', arrears: null, can: { payCourse: true } });
    expect([await world.balance('courseIncome'), await world.balance('receivable', byHand)]).toEqual([0, 0]);
    expect((await mailsTo(byHand)).at(-1)).toBe('coursePaymentReversed');
    await post(treasurer, '/dues/payments', payment(byHand, { month: undefined, source: 'cash', amountYen: 3_000, paidOn: '2026-12-04', reason: '講習の日に受領' })).expect(201);
  });
});

describe('a refund made at Stripe', () => {
  it('reaches the books, the receipt and the person, and the charge asks for nothing', async () => {
    const charge = await row<{ id: string }>(world.app.db, 'select stripe_charge_id as id from dues_payments where mixer_id = $1', [byCard.mixerId]);
    await world.sim.stripe.refunds.create({ charge: charge?.id ?? '' });
    await world.work();
    const [given] = (await dues(byCard)).timeline;
    expect(given).toMatchObject({ state: 'refunded', payments: [{ refundedYen: 1_000 }] });
    expect((await dues(byCard)).standing).toBe('good');
    expect(await world.balance('receivable', byCard)).toBe(0);
    expect((await mailsTo(byCard)).at(-1)).toBe('duesRefunded');
  });
});

describe('the course fee through Checkout', () => {
  it('is paid once, and stands apart from the dues', async () => {
    const { body } = await post(byCard, '/me/dues/course-checkout').expect(201);
    await world.payPage(body.url, 'pm_card_visa');
    const course = (await dues(byCard)).timeline.find(({ item }: { item: string }) => item === 'course');
    expect(course).toMatchObject({ amountYen: 3_000, state: 'paid', payments: [{ source: 'stripe' }] });
    expect(await world.balance('courseIncome')).toBe(-6_000);
    expect((await post(byCard, '/me/dues/course-checkout').expect(409)).body.code).toBe('dues.courseSettled');
  });

  it('whose slip for the store waits leads back to its numbers, and after one that ran out to a new page', async () => {
    const page = async (): Promise<string> => (await post(hardUp, '/me/dues/course-checkout').expect(201)).body.url;
    const slip = await world.sim.stripe.paymentMethods.create({ type: 'konbini', billing_details: { email: 'fill_never@mazeru.test', name: hardUp.name } });
    const first = await page();
    await world.payPage(first, slip.id);
    const numbers = await page();
    expect(numbers).toContain('/voucher/pi_');
    await world.sim.post(`/_sim/vouchers/${/pi_\w+/.exec(numbers)?.[0] ?? ''}/expiry`);
    await world.work();
    const second = await page();
    expect(second).toContain('cs_test_');
    expect(second).not.toBe(first);
    await world.payPage(second, 'pm_card_visa');
    expect((await dues(hardUp)).timeline.find(({ item }: { item: string }) => item === 'course')).toMatchObject({ state: 'paid' });
  });
});

describe('somebody for whom times are hard', () => {
  it('can be let be until a day; grace begins anew after it', async () => {
    await world.reach('2027-01-05T01:00:00Z', { sweep: true });
    expect(await dues(hardUp)).toMatchObject({ standing: 'grace', arrears: { since: '2026-12-16', owedYen: 2_000 } });
    const { body } = await post(treasurer, '/dues/overrides', { mixerId: hardUp.mixerId, lastOn: '2027-01-31', reason: '入院のため' }).expect(201);
    expect(body).toMatchObject({ untilOn: '2027-02-01', setBy: '工藤 誠' });
    expect(await dues(hardUp)).toMatchObject({ standing: 'good', arrears: { overrideUntil: '2027-02-01', restrictedOn: '2027-02-22' } });
    expect((await mailsTo(hardUp)).at(-1)).toBe('duesOverride');
    await world.reach('2027-01-31T01:00:00Z', { sweep: true });
    expect((await dues(hardUp)).standing).toBe('good');
    await world.reach('2027-02-01T01:00:00Z', { sweep: true });
    expect((await dues(hardUp)).standing).toBe('grace');
    await post(treasurer, '/dues/overrides', { mixerId: hardUp.mixerId, lastOn: '2027-01-31', reason: '過ぎた日' }).expect(400);
  });

  it('and an override can be ended before its day', async () => {
    const { body } = await post(treasurer, '/dues/overrides', { mixerId: hardUp.mixerId, lastOn: '2027-03-31', reason: '分割で相談中' }).expect(201);
    expect((await dues(hardUp)).standing).toBe('good');
    await post(treasurer, `/dues/overrides/${body.id}/ending`).expect(200);
    expect((await dues(hardUp)).standing).toBe('grace');
    expect((await post(treasurer, `/dues/overrides/${body.id}/ending`).expect(409)).body.code).toBe('dues.noOverride');
  });
});

describe('who is behind', () => {
  it('stands in a list with the reason, the age and the last contact, the longest behind first', async () => {
    const { items, sums } = await get('/dues');
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['渡辺 咲', '髙橋 みなみ', '鈴木 健司']);
    expect(items[0]).toMatchObject({ method: 'manual', standing: 'grace', failure: { code: 'overdue' }, since: '2026-12-16', ageDays: 47, owedYen: 3_000, lastContact: expect.any(String) });
    expect(items[0].oldestOwed).toEqual({ month: '2026-12', amountYen: 1_000 });
    expect(sums).toMatchObject({ good: 1, grace: 3, restricted: 0 });
    expect((await get('/dues?standing=good')).items.map(({ name }: { name: string }) => name)).toEqual(['佐藤 花子']);
    expect((await get('/dues?standing=all&method=invoice')).items).toHaveLength(1);
    expect((await get(`/dues?standing=all&q=${encodeURIComponent('みなみ')}`)).items).toHaveLength(1);
  });

  it('is read page by page without a gap', async () => {
    const first = await get('/dues?limit=2');
    const second = await get(`/dues?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ mixerId }: { mixerId: string }) => mixerId)).toHaveLength(3);
    expect(second.nextCursor).toBeNull();
  });

  it('is reminded, one or many, but not twice a day, and never who owes nothing', async () => {
    const { body } = await post(treasurer, '/dues/reminders', { mixerIds: [hardUp.mixerId, byHand.mixerId, byCard.mixerId] }).expect(200);
    expect(body).toEqual({ sent: 2, skipped: 1 });
    expect((await post(treasurer, '/dues/reminders', { mixerIds: [hardUp.mixerId] }).expect(200)).body).toEqual({ sent: 0, skipped: 1 });
    expect((await mailsTo(hardUp)).at(-1)).toBe('duesReminder');
    expect((await get('/dues')).items[0].lastContact).toContain('お願い');
  });
});

describe('a month', () => {
  it('shows how far it has come', async () => {
    const month = await get('/dues/months/2026-12');
    expect(month).toMatchObject({ month: '2026-12', charges: 4, chargedYen: 4_000, settled: 2, settledYen: 2_000, missing: 0, paused: 0, feesYen: 36, refundedYen: 1_000 });
    expect(month.byState).toMatchObject({ paid: { count: 2, yen: 2_000 }, refunded: { count: 1, yen: 1_000 }, asking: { count: 1, yen: 1_000 } });
    expect(month.byMethod).toMatchObject([{ method: 'card', count: 1 }, { method: 'invoice', count: 1, paidYen: 1_000 }, { method: 'manual', count: 2, paid: 1 }]);
    expect(month.items).toHaveLength(4);
    expect((await get('/dues/months/2026-12?state=asking')).items).toMatchObject([{ name: '渡辺 咲', canRecord: true }]);
    await world.app.as(treasurer).get('/dues/months/2026-13').expect(400);
  });

  it('comes as a file in UTF-8 with its mark, and in Shift_JIS', async () => {
    const file = async (encoding: string): Promise<Buffer> => {
      const { body } = await world.app.as(treasurer).get(`/dues.csv?month=2026-12&encoding=${encoding}`).buffer(true).parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
      return body;
    };
    const utf8 = (await file('utf8')).toString('utf8');
    expect(utf8.startsWith('\uFEFF対象月,氏名')).toBe(true);
    expect(utf8.split('\r\n')).toHaveLength(6);
    expect(iconv.decode(await file('sjis'), 'cp932')).toContain('髙橋 みなみ');
  });

  it('in Shift_JIS says whose name it cannot hold, and writes 〓 only where that is asked for', async () => {
    await world.app.db.query(`update mixers set family_name = '吉󠄁한', given_name = '咲' where id = $1`, [hardUp.mixerId]);
    const { body } = await world.app.as(treasurer).get('/dues.csv?month=2026-12&encoding=sjis').expect(422);
    expect(body.code).toBe('dues.notInShiftJis');
    expect(JSON.stringify(body)).toMatch(/한.*1名.*한 咲/);
    await world.app.as(treasurer).get('/dues.csv?month=2026-12&encoding=utf8').expect(200);
    await world.app.as(treasurer).get('/dues.csv?month=2026-12&encoding=sjis&substitute=true').expect(200);
  });
});

describe('somebody else’s', () => {
  it('things are not there, and the treasurer’s doors are closed to others', async () => {
    const nobody = '01940000-0000-7000-8000-000000000000';
    await post(treasurer, '/dues/payments', payment({ ...byHand, mixerId: nobody })).expect(404);
    await post(treasurer, `/dues/payments/${nobody}/reversal`, { reason: 'ない' }).expect(404);
    await post(treasurer, `/dues/overrides/${nobody}/ending`).expect(404);
    await post(treasurer, '/dues/plans', { mixerId: nobody, reason: 'ない' }).expect(404);
    await post(byHand, '/dues/payments', payment(byHand)).expect(403);
    await world.app.as(byHand).get('/dues').expect(403);
    await post(await world.app.admin('steward'), '/dues/payments', payment(byHand)).expect(403);
    const [charge] = (await dues(byHand)).timeline;
    const receipt = charge.payments.at(-1)?.receiptId;
    if (receipt) await world.app.as(byCard).get(`/documents/${receipt}`).expect(404);
  });

  it('and all of it agrees with Stripe', async () => {
    expect((await world.reconcile()).differences).toBe(0);
    expect((await runChecks(world.app.db)).filter((check) => check.rows.length > 0)).toEqual([]);
  });
});

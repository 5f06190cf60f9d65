import { Logger } from '@nestjs/common';
import { runChecks } from '#db/checks/run';
import { row, rows } from '#libs/database';
import { DuesChanges } from '#libs/dues';
import type { Person } from '../support/app.js';
import { startDues, type Dues } from '../support/dues.js';

let world: Dues;
beforeAll(async () => {
  // What Stripe refuses on purpose is told to the log.
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  world = await startDues();
});
afterAll(() => world.stop());

const dues = async (person: Person) => (await world.app.as(person).get('/me/dues').expect(200)).body;
const newcomer = (name = '佐藤 花子') => world.app.mixer({ name, duesStanding: 'none' });
const mailsTo = async (person: Person): Promise<string[]> =>
  (await rows<{ template: string }>(world.app.db, 'select template from outbox_mails where to_address = $1 order by id', [person.email])).map(({ template }) => template);
const subscriptionsOf = async (person: Person) => {
  const customer = await row<{ id: string }>(world.app.db, 'select id from stripe_customers where account_id = $1', [person.accountId]);
  return (await world.sim.stripe.subscriptions.list({ customer: customer?.id ?? '', status: 'all' })).data;
};
const join = (person: Person, method: string, texts: string[], key = world.key()) =>
  world.app.as(person).post('/me/dues/checkout').set('idempotency-key', key).send({ method, acceptedTexts: texts });

describe('joining', () => {
  it('shows the six items of the final confirmation first, with the figures of this person', async () => {
    const person = await newcomer();
    const { body } = await world.app.as(person).get('/me/dues/offer?method=card').expect(200);
    expect(body).toMatchObject({ tier: 'junior', priceYen: 1_000, taxCategory: 'outOfScope', firstOn: '2026-12-01' });
    expect(body.items.map(({ item }: { item: string }) => item)).toEqual(['quantity', 'price', 'payment', 'provision', 'period', 'cancelling']);
    expect(JSON.stringify(body.items)).toContain('2026年12月1日');
  });

  it('asks for consent to the texts in force, and keeps what was agreed to with the confirmation', async () => {
    const person = await newcomer();
    const refused = await join(person, 'card', []).expect(409);
    expect(refused.body.code).toBe('texts.accept');
    expect((await dues(person)).plan).toBeNull();
    await join(person, 'card', await world.texts()).expect(201);
    const kept = await rows<{ text: string }>(world.app.db, 'select text from text_acceptances where account_id = $1 order by text', [person.accountId]);
    expect(kept.map(({ text }) => text)).toEqual(['commerce', 'duesConfirmation', 'privacy', 'terms']);
  });

  it('needs to know which click it is', async () => {
    const person = await newcomer();
    const { body } = await world.app.as(person).post('/me/dues/checkout').send({ method: 'card', acceptedTexts: await world.texts() }).expect(400);
    expect(body.fields).toMatchObject([{ path: 'Idempotency-Key', code: 'required' }]);
  });

  it('is for people who were accepted', async () => {
    const person = await world.app.mixer({ tier: null, membership: 'applied', duesStanding: 'none' });
    expect((await dues(person)).why.join).toMatchObject([{ code: 'dues.membership' }]);
    await join(person, 'card', await world.texts()).expect(422);
  });

  it('twice by a double click opens one page', async () => {
    const person = await newcomer();
    const texts = await world.texts();
    const [one, other] = await Promise.all([join(person, 'card', texts), join(person, 'card', texts)]);
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.url).toBe(other.body.url);
    const third = await join(person, 'card', texts).expect(201);
    expect(third.body.url).toBe(one.body.url);
    expect((await dues(person)).plan).toMatchObject({ state: 'starting', checkoutUrl: one.body.url });
    await world.payPage(one.body.url);
    expect(await subscriptionsOf(person)).toHaveLength(1);
    const late = await join(person, 'card', texts).expect(409);
    expect(late.body.code).toBe('dues.alreadyLive');
  });

  it('whose card is declined on the page leaves the page open, and another card takes it', async () => {
    const person = await newcomer();
    const { body } = await join(person, 'card', await world.texts()).expect(201);
    await expect(world.payPage(body.url, 'pm_card_chargeDeclined')).rejects.toThrow(/declined/);
    expect((await dues(person)).plan.state).toBe('starting');
    await world.payPage(body.url);
    expect((await dues(person)).plan.state).toBe('live');
  });

  it('with two pages paid keeps one subscription and ends the other', async () => {
    const person = await newcomer();
    const texts = await world.texts();
    const first = await join(person, 'card', texts).expect(201);
    // The page was lost from sight: our record of it is gone, as after a restored backup.
    await world.app.db.query(`update dues_plans set attempt = attempt + 1, checkout_session_id = null, checkout_url = null, checkout_expires_at = null where mixer_id = $1`, [person.mixerId]);
    const second = await join(person, 'card', texts).expect(201);
    expect(second.body.url).not.toBe(first.body.url);
    await world.payPage(second.body.url);
    await world.payPage(first.body.url);
    const found = await subscriptionsOf(person);
    expect(found.map(({ status }) => status).sort()).toEqual(['active', 'canceled']);
    const plan = await row<{ id: string }>(world.app.db, `select stripe_subscription_id as id from dues_plans where mixer_id = $1`, [person.mixerId]);
    expect(found.find(({ status }) => status === 'active')?.id).toBe(plan?.id);
    expect((await dues(person)).standing).toBe('good');
  });

  it('by the other way closes the page that was open', async () => {
    const person = await newcomer();
    const texts = await world.texts();
    const { body } = await join(person, 'card', texts).expect(201);
    await join(person, 'invoice', texts).expect(201);
    await world.work();
    const session = await world.sim.stripe.checkout.sessions.retrieve(/cs_test_\w+/.exec(body.url)?.[0] ?? '');
    expect(session.status).toBe('expired');
    expect((await dues(person)).plan).toMatchObject({ method: 'invoice', state: 'live' });
    expect(await subscriptionsOf(person)).toMatchObject([{ status: 'active', collection_method: 'send_invoice' }]);
  });

  it('in the hour before noon of the first is asked to wait', async () => {
    const person = await newcomer();
    const now = world.app.clock.now();
    world.app.clock.set('2026-12-01T02:30:00Z');
    const { body } = await join(person, 'card', await world.texts()).expect(409);
    expect(body.code).toBe('dues.billingMoment');
    world.app.clock.set(now);
  });
});

describe('a month', () => {
  let hanako: Person;
  let konbini: Person;
  beforeAll(async () => {
    hanako = await newcomer('佐藤 花子');
    konbini = await newcomer('鈴木 健司');
    await world.joinByCard(hanako);
    await world.joinByInvoice(konbini);
  });

  it('that runs is free; the next is charged on its first, with a receipt, and stands in the books to the yen', async () => {
    expect(await dues(hanako)).toMatchObject({
      standing: 'good',
      plan: { method: 'card', state: 'live', tier: 'junior', priceYen: 1_000, firstOn: '2026-12-01' },
      nextCharge: { on: '2026-12-01', amountYen: 1_000, tier: 'junior' },
      timeline: [],
    });
    expect(await mailsTo(hanako)).toEqual(['duesStarted']);
    const before = await world.balance('stripe');
    await world.reach('2026-12-01T05:00:00Z');
    const [charge] = (await dues(hanako)).timeline;
    expect(charge).toMatchObject({ month: '2026-12', label: '組合費（初級）', amountYen: 1_000, state: 'paid', failure: null, effect: null, payments: [{ source: 'stripe', amountYen: 1_000 }] });
    const paper = await world.app.as(hanako).get(`/documents/${charge.payments[0].receiptId}`).expect(200);
    expect(paper.body.kind).toBe('receipt');
    expect(await world.balance('receivable', hanako)).toBe(0);
    const fees = await row<{ yen: number }>(world.app.db, 'select sum(f.fee_yen)::int as yen from dues_fees f join dues_payments p on p.id = f.payment_id where p.mixer_id = $1', [hanako.mixerId]);
    expect(fees?.yen).toBe(36);
    expect(await world.balance('stripe')).toBeGreaterThan(before);
  });

  it('by invoice is asked for with a page to pay on, and paid at the convenience store', async () => {
    const [charge] = (await dues(konbini)).timeline;
    expect(charge).toMatchObject({ state: 'charged', amountYen: 1_000, dueOn: '2026-12-15', payUrl: expect.stringContaining('/invoice/') });
    expect(await mailsTo(konbini)).toEqual(['duesStarted', 'duesInvoice']);
    expect((await world.app.as(konbini).post('/me/dues/payment-page').expect(201)).body.url).toBe(charge.payUrl);
    await payInvoice(konbini);
    const paid = await dues(konbini);
    expect(paid.timeline[0]).toMatchObject({ state: 'paid', payUrl: null });
    expect(paid.can.pay).toBe(false);
    expect(await world.balance('receivable', konbini)).toBe(0);
  });

  it('is applied once, whatever is told twice or late', async () => {
    const books = await rows(world.app.db, 'select id from ledger_postings order by id');
    const told = await rows(world.app.db, 'select id from outbox_mails order by id');
    const changes = world.app.nest.get(DuesChanges);
    for (const kind of ['charge', 'invoice', 'session', 'subscription'] as const) {
      for (const { id } of await rows<{ id: string }>(world.app.db, `select id from stripe_${kind}s order by id desc`)) {
        await Promise.all([changes.apply({ kind, id, subjectId: null }), changes.apply({ kind, id, subjectId: null })]);
      }
    }
    await world.work();
    expect(await rows(world.app.db, 'select id from ledger_postings order by id')).toEqual(books);
    expect(await rows(world.app.db, 'select id from outbox_mails order by id')).toEqual(told);
  });

  it('reconciles with Stripe without a difference', async () => {
    expect((await world.reconcile()).differences).toBe(0);
    expect((await runChecks(world.app.db)).filter((check) => check.rows.length > 0)).toEqual([]);
  });
});

/** The open invoice is paid with a voucher at a convenience store. */
async function payInvoice(person: Person): Promise<void> {
  const invoice = await row<{ id: string }>(
    world.app.db,
    `select i.id from stripe_invoices i join dues_charges c on c.stripe_invoice_id = i.id where c.mixer_id = $1 and i.status = 'open'`,
    [person.mixerId],
  );
  const method = await world.sim.stripe.paymentMethods.create({ type: 'konbini', billing_details: { email: person.email, name: person.name } });
  const paying = await world.sim.stripe.invoices.retrieve(invoice?.id ?? '', { expand: ['payments'] });
  const intent = paying.payments?.data[0]?.payment.payment_intent;
  await world.sim.stripe.paymentIntents.confirm(typeof intent === 'string' ? intent : (intent?.id ?? ''), { payment_method: method.id });
  await world.sim.post(`/_sim/vouchers/${typeof intent === 'string' ? intent : intent?.id}/payment`);
  await world.work();
}

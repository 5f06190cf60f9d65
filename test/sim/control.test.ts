import { startSim, type TestSim } from '../support/sim.js';

const DAY_S = 86_400;

describe('the control page of the simulator', () => {
  let sim: TestSim;
  let customer: string;

  beforeAll(async () => {
    sim = await startSim();
    customer = (await sim.stripe.customers.create({ email: 'haru@example.com', name: '井口 はる' })).id;
  });
  afterAll(() => sim.stop());

  const page = async (query = '') => (await fetch(`${sim.url}/_sim/${query}`)).text();
  /** Presses a button: what the page says then. */
  const press = async (act: string, values: Record<string, string>) => {
    const sent = await fetch(`${sim.url}/_sim/do/${act}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(values) });
    expect(sent.status).toBe(303);
    const shown = await fetch(new URL(sent.headers.get('location') ?? '', sim.url));
    expect(shown.status).toBe(200);
    return shown.text();
  };

  it('moves the clock in steps and to an instant of Tokyo, stops it, and never turns it back', async () => {
    const start = sim.now();
    await press('clock', { seconds: String(DAY_S) });
    expect(sim.now()).toBe(start + DAY_S);
    expect(await press('clock', { until: '2026-12-01T09:00' })).toContain('2026年12月1日');
    expect(sim.now()).toBe(Date.parse('2026-12-01T00:00:00Z') / 1000);
    await press('clock', { until: '2026-01-01T00:00' });
    expect(sim.now()).toBe(Date.parse('2026-12-01T00:00:00Z') / 1000);
    expect(await press('clock', { freeze: 'on' })).toContain('時計を動かす');
    expect(await press('clock', { freeze: 'off' })).toContain('時計を止める');
  });

  const slip = () =>
    sim.stripe.paymentIntents.create({
      amount: 3_000,
      currency: 'jpy',
      confirm: true,
      allowed_payment_method_types: ['konbini'],
      payment_method_data: { type: 'konbini', billing_details: { email: 'fill_never@example.com', name: '井口 はる' } },
    });

  it('plays the payer at the convenience store: one slip is paid, another runs out', async () => {
    const [paid, forgotten] = [await slip(), await slip()];
    expect(await page()).toContain(`/voucher/${paid.id}`);
    expect(await press('voucher', { intent: paid.id, act: 'pay' })).toContain('コンビニで支払われました。');
    expect((await sim.stripe.paymentIntents.retrieve(paid.id)).status).toBe('succeeded');
    await press('voucher', { intent: forgotten.id, act: 'expire' });
    expect((await sim.stripe.paymentIntents.retrieve(forgotten.id)).status).toBe('requires_payment_method');
    expect(await press('voucher', { intent: 'pi_none', act: 'pay' })).toContain('できませんでした');
  });

  it('has a refund of the convenience store wait for an account, and brings it there', async () => {
    const paid = await slip();
    await press('voucher', { intent: paid.id, act: 'pay' });
    const { id, status } = await sim.stripe.refunds.create({ payment_intent: paid.id });
    expect(status).toBe('requires_action');
    expect(await page()).toContain(`account-${id}`);
    expect(await press('refund', { refund: id, [`account-${id}`]: '0001234' })).toContain('返金先の口座が伝えられました。');
    await sim.advance(10 * DAY_S);
    expect((await sim.stripe.refunds.retrieve(id)).status).toBe('succeeded');
  });

  it('brings a bank transfer, in part and then the rest', async () => {
    const { id } = await sim.stripe.paymentIntents.create({
      amount: 4_000,
      currency: 'jpy',
      customer,
      confirm: true,
      allowed_payment_method_types: ['customer_balance'],
      payment_method_data: { type: 'customer_balance' },
      payment_method_options: { customer_balance: { funding_type: 'bank_transfer', bank_transfer: { type: 'jp_bank_transfer' } } },
    });
    const arrives = (yen: string) => press('bank-transfer', { intent: id, [`amount-${id}`]: yen });
    expect(await arrives('1500')).toContain('残り<b>¥2,500</b>');
    expect(await arrives('')).toContain('1円以上');
    await arrives('2500');
    expect((await sim.stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
  });

  it('breaks something once, and takes a fault away again', async () => {
    await press('fault', { kind: 'status', status: '500', path: '/v1/balance', times: '1', ms: '', method: '', event: '' });
    await expect(sim.stripe.balance.retrieve()).rejects.toMatchObject({ statusCode: 500 });
    expect((await sim.stripe.balance.retrieve()).object).toBe('balance');
    const broken = await press('fault', { kind: 'drop', event: 'invoice.paid', times: '3' });
    const fault = /name="fault" value="(\w+)"/.exec(broken)?.[1] ?? '';
    expect(broken).toContain('通知が届かない');
    expect(await press('fault-off', { fault })).toContain('いまは何も起こりません。');
    expect(await press('fault', { kind: 'earthquake' })).toContain('できませんでした');
  });

  it('sends an event again, and lists what was refused', async () => {
    await sim.stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:1/hook', enabled_events: ['customer.created'] });
    const [event] = (await sim.stripe.events.list({ type: 'customer.created' })).data;
    expect(await press('resend', { event: event?.id ?? '', scope: 'platform' })).toContain('届くのを待っている通知：1件');
    sim.expectRefusal(/Received unknown parameter: bogus/);
    await expect(sim.stripe.rawRequest('POST', '/v1/customers', { bogus: 1 })).rejects.toMatchObject({ statusCode: 400 });
    expect(await page()).toContain('Received unknown parameter: bogus');
  });

  it('shows that every balance adds up', async () => {
    const shown = await page();
    expect(shown).toContain('組合（プラットフォーム）');
    expect(shown).not.toContain('明細と合いません');
    expect(shown).not.toContain('<script');
  });
});

import type Stripe from 'stripe';
import { DAY_S, fill, HOUR_S, INVOICE_PAID, open, openScene, typedCard, type Scene } from './billing-scene.js';

let scene: Scene;
let ticket: Stripe.Price;
beforeEach(async () => {
  scene = await openScene();
  const product = await scene.stripe.products.create({ name: 'つながる夜のJELLY' });
  ticket = await scene.stripe.prices.create({ currency: 'jpy', unit_amount: 800, product: product.id });
});
afterEach(() => scene.sim.stop());

const SUCCESS = 'http://127.0.0.1:3000/done?session={CHECKOUT_SESSION_ID}';
const ticketSession = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> =>
  scene.stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: ticket.id, quantity: 2 }],
    success_url: SUCCESS,
    cancel_url: 'http://127.0.0.1:3000/back',
    client_reference_id: 'order-1',
    metadata: { orderId: 'order-1' },
    payment_intent_data: { metadata: { orderId: 'order-1' }, transfer_group: 'event_1' },
    ...more,
  });
const duesSession = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> =>
  scene.stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: scene.junior.id, quantity: 1 }],
    success_url: SUCCESS,
    ...more,
  });
const reload = (session: { id: string }, expand: string[] = []): Promise<Stripe.Checkout.Session> =>
  scene.stripe.checkout.sessions.retrieve(session.id, { expand });

describe('Checkout for tickets', () => {
  it('takes a card, leads to the shop with the session in the address, and tells it in order', async () => {
    const session = await ticketSession();
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 1600,
      payment_intent: null,
      payment_method_types: ['card', 'konbini', 'paypay'],
    });
    const since = await scene.mark();
    const landed = await fill(session.url ?? '', typedCard());
    expect(landed).toMatchObject({ status: 303, leadsTo: `http://127.0.0.1:3000/done?session=${session.id}` });
    const paid = await reload(session, ['line_items', 'payment_intent.latest_charge.balance_transaction']);
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer: null,
      customer_details: { email: 'hana@mazeru.example', name: 'HANA SATO' },
      payment_intent: {
        status: 'succeeded',
        metadata: { orderId: 'order-1' },
        transfer_group: 'event_1',
        latest_charge: { balance_transaction: { amount: 1600, fee: 57 } },
      },
    });
    expect(paid.line_items?.data).toMatchObject([{ amount_total: 1600, quantity: 2, description: 'つながる夜のJELLY' }]);
    expect(await scene.told(since)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ]);
  });

  it('stays open when the card is declined, says why in words, and takes another', async () => {
    const session = await ticketSession();
    const since = await scene.mark();
    const declined = await fill(session.url ?? '', typedCard('4000000000009995'));
    expect(declined.status).toBe(422);
    expect(declined.text).toContain('カードの利用可能額が足りません');
    expect(await scene.told(since)).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
    const still = await reload(session, ['payment_intent']);
    expect(still).toMatchObject({
      status: 'open',
      payment_intent: { status: 'requires_payment_method', last_payment_error: { decline_code: 'insufficient_funds' } },
    });
    await fill(session.url ?? '', typedCard());
    expect(await reload(session)).toMatchObject({ status: 'complete', payment_status: 'paid' });
  });

  it('refuses fields that cannot be right, beside the field', async () => {
    const session = await ticketSession();
    const { status, text } = await fill(
      session.url ?? '',
      typedCard('4242424242424241', { email: 'hana', cardExpiry: '01 / 20', cardCvc: '1', billingName: '' }),
    );
    expect(status).toBe(422);
    for (const words of [
      'メールアドレスの形が正しくありません',
      'カード番号が正しくありません',
      '有効期限が過ぎています',
      '3桁か4桁',
      'お名前を入力',
    ])
      expect(text).toContain(words);
    const real = await fill(session.url ?? '', typedCard('4111111111111111'));
    expect(real.text).toContain('テスト用のカード番号ではありません');
  });

  it('asks for 3-D Secure where the card wants it, and goes on either way', async () => {
    const session = await ticketSession();
    const asked = await fill(session.url ?? '', typedCard('4000002760003184'));
    expect(asked.leadsTo).toContain('/authenticate/pi_');
    expect(await reload(session)).toMatchObject({ status: 'open', payment_status: 'unpaid' });
    const refused = await fill(asked.leadsTo, { passed: 'false' });
    const back = await open(refused.leadsTo);
    expect(back.text).toContain('本人認証が完了しませんでした');
    const again = await fill(session.url ?? '', typedCard('4000002760003184'));
    const passed = await fill(again.leadsTo, { passed: 'true' });
    expect((await open(passed.leadsTo)).leadsTo).toBe(`http://127.0.0.1:3000/done?session=${session.id}`);
    expect(await reload(session)).toMatchObject({ status: 'complete', payment_status: 'paid' });
  });

  it('is complete but unpaid with a konbini slip, and paid when the store says so', async () => {
    const session = await ticketSession({ payment_method_options: { konbini: { expires_after_days: 2 } } });
    const since = await scene.mark();
    const landed = await fill(session.url ?? '', { method: 'konbini', email: 'fill_never@mazeru.example', billingName: '佐藤 花' });
    expect(landed.leadsTo).toContain('/voucher/pi_');
    expect(await reload(session, ['payment_intent'])).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: {
        status: 'requires_action',
        next_action: { konbini_display_details: { expires_at: Date.parse('2026-11-23T14:59:59Z') / 1000 } },
      },
    });
    expect(await scene.told(since)).toEqual(['payment_intent.created', 'payment_intent.requires_action', 'checkout.session.completed']);
    expect((await open(landed.leadsTo)).text).toContain('払込番号');
    const slip = await scene.mark();
    await fill(`${landed.leadsTo}/payment`);
    expect(await scene.told(slip)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
      'charge.updated',
    ]);
    expect(await reload(session)).toMatchObject({ payment_status: 'paid' });
  });

  it('hears of a slip that nobody paid, and of one that is paid too late', async () => {
    const session = await ticketSession();
    const landed = await fill(session.url ?? '', { method: 'konbini', email: 'fill_never@mazeru.example', billingName: '佐藤 花' });
    const since = await scene.mark();
    await scene.sim.advance(4 * DAY_S);
    expect(await scene.told(since)).toEqual(['charge.failed', 'payment_intent.payment_failed', 'checkout.session.async_payment_failed']);
    expect(await reload(session)).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    expect((await open(landed.leadsTo)).text).toContain('期限が切れました');
    await fill(`${landed.leadsTo}/payment`);
    expect((await scene.told(since)).at(-2)).toBe('checkout.session.async_payment_succeeded');
    expect(await reload(session)).toMatchObject({ payment_status: 'paid' });
  });

  it('takes PayPay after the wallet agrees', async () => {
    const session = await ticketSession({ allowed_payment_method_types: ['paypay'] });
    const asked = await fill(session.url ?? '', { email: 'hana@mazeru.example', billingName: '花' });
    const agreed = await fill(asked.leadsTo, { passed: 'true' });
    expect((await open(agreed.leadsTo)).leadsTo).toContain('/done?session=');
    expect(await reload(session)).toMatchObject({ payment_status: 'paid', payment_method_types: ['paypay'] });
  });

  it('expires by itself, or when it is asked to, and its page says so', async () => {
    const own = await ticketSession({ expires_at: scene.sim.now() + HOUR_S });
    const asked = await ticketSession();
    await scene.stripe.checkout.sessions.expire(asked.id);
    await expect(scene.stripe.checkout.sessions.expire(asked.id)).rejects.toThrow('status in ["open"]');
    await scene.sim.advance(HOUR_S);
    for (const session of [own, asked]) {
      expect(await reload(session)).toMatchObject({ status: 'expired', payment_status: 'unpaid' });
      const page = await open(session.url ?? '');
      expect(page.status).toBe(410);
      expect(page.text).toContain('期限が切れました');
      expect((await fill(session.url ?? '', typedCard())).status).toBe(410);
    }
    expect(await scene.events('checkout.session.expired')).toHaveLength(2);
  });

  it('refuses what Stripe refuses', async () => {
    scene.sim.expectRefusal(/./);
    await expect(ticketSession({ expires_at: scene.sim.now() + 60 })).rejects.toThrow('at least 30 minutes');
    await expect(ticketSession({ line_items: [{ price: scene.junior.id, quantity: 1 }] })).rejects.toThrow('recurring price');
    await expect(ticketSession({ line_items: [{ price: 'price_none', quantity: 1 }] })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'line_items[0][price]',
    });
    await expect(duesSession({ allowed_payment_method_types: ['card', 'konbini'] })).rejects.toThrow('konbini');
    const cheap = await scene.stripe.prices.create({ currency: 'jpy', unit_amount: 30, product_data: { name: '飴' } });
    await expect(ticketSession({ line_items: [{ price: cheap.id, quantity: 1 }] })).rejects.toMatchObject({ code: 'amount_too_small' });
  });
});

describe('Checkout for dues', () => {
  it('begins a subscription of a new customer, told in order', async () => {
    const session = await duesSession({ subscription_data: { metadata: { memberId: 'm1' } } });
    const since = await scene.mark();
    await fill(session.url ?? '', typedCard());
    expect(await scene.told(since)).toEqual([
      'customer.created',
      'payment_method.attached',
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      ...INVOICE_PAID,
      'customer.subscription.updated',
      'checkout.session.completed',
      'charge.updated',
    ]);
    const done = await reload(session, ['subscription', 'invoice']);
    expect(done).toMatchObject({
      payment_status: 'paid',
      amount_total: 1000,
      subscription: { status: 'active', metadata: { memberId: 'm1' } },
      invoice: { status: 'paid', billing_reason: 'subscription_create' },
    });
  });

  it('leaves nothing but the failed charge behind a declined card', async () => {
    const customer = await scene.stripe.customers.create({ email: 'ken@mazeru.example' });
    const session = await duesSession({ customer: customer.id });
    const since = await scene.mark();
    const declined = await fill(session.url ?? '', typedCard('4000000000000002'));
    expect(declined.text).toContain('承認しませんでした');
    expect(await scene.told(since)).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
    expect((await scene.stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toEqual([]);
    await fill(session.url ?? '', typedCard());
    expect(await reload(session, ['subscription'])).toMatchObject({ status: 'complete', subscription: { status: 'active' } });
  });

  it('waits for 3-D Secure with a subscription that is incomplete', async () => {
    const session = await duesSession();
    const asked = await fill(session.url ?? '', typedCard('4000002500003155'));
    const [waiting] = (await scene.stripe.subscriptions.list()).data;
    expect(waiting?.status).toBe('incomplete');
    const passed = await fill(asked.leadsTo, { passed: 'true' });
    expect((await open(passed.leadsTo)).leadsTo).toContain(session.id);
    expect(await reload(session, ['subscription'])).toMatchObject({
      payment_status: 'paid',
      subscription: { id: waiting?.id, status: 'active' },
    });
    // Once set up, the card is charged without its owner.
    await scene.sim.advance(32 * DAY_S);
    expect(await scene.newest(waiting ?? { id: '' })).toMatchObject({ status: 'paid', billing_reason: 'subscription_cycle' });
  });

  it('is free until the first of the month when no part month is charged', async () => {
    const anchor = Date.parse('2026-12-01T03:00:00Z') / 1000;
    const session = await duesSession({ subscription_data: { billing_cycle_anchor: anchor, proration_behavior: 'none' } });
    expect(session).toMatchObject({ amount_total: 0, payment_status: 'no_payment_required' });
    await fill(session.url ?? '', typedCard());
    const done = await reload(session, ['subscription']);
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      invoice: null,
      subscription: { status: 'active', billing_cycle_anchor: anchor, latest_invoice: null },
    });
    await scene.sim.advanceTo(anchor + HOUR_S);
    const [subscription] = (await scene.stripe.subscriptions.list()).data;
    expect(await scene.newest(subscription ?? { id: '' })).toMatchObject({ status: 'paid', amount_paid: 1000 });
  });

  it('charges the part month by second where it is wished', async () => {
    const anchor = Date.parse('2026-12-01T01:00:00Z') / 1000;
    const session = await duesSession({
      line_items: [{ price: scene.senior.id, quantity: 1 }],
      subscription_data: { billing_cycle_anchor: anchor },
    });
    // 10 of the 30 days from 1 November to 1 December.
    expect(session.amount_total).toBe(1000);
  });

  it('keeps a card without charging it in setup mode', async () => {
    const customer = await scene.stripe.customers.create({ email: 'hana@mazeru.example' });
    const session = await scene.stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'jpy',
      customer: customer.id,
      success_url: SUCCESS,
    });
    await fill(session.url ?? '', typedCard());
    const done = await reload(session, ['setup_intent.payment_method']);
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      setup_intent: { status: 'succeeded', payment_method: { customer: customer.id, card: { last4: '4242' } } },
    });
  });
});

import type Stripe from 'stripe';
import { DAY_S, fill, HOUR_S, open, openScene, periodEnd, typedCard, type Scene } from './billing-scene.js';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.sim.stop());

const RETURN = 'http://127.0.0.1:3000/me/dues';
const enter = (customer: string, more: Partial<Stripe.BillingPortal.SessionCreateParams> = {}): Promise<Stripe.BillingPortal.Session> =>
  scene.stripe.billingPortal.sessions.create({ customer, return_url: RETURN, locale: 'ja', ...more });

describe('the customer portal', () => {
  it('replaces the card of a customer, and the retry that was due takes it', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    await scene.replaceCard(customer.id, 'pm_card_chargeCustomerFail');
    await scene.sim.advanceTo(periodEnd(subscription) + HOUR_S);
    expect((await scene.reload(subscription)).status).toBe('past_due');
    const session = await enter(customer.id, {
      flow_data: { type: 'payment_method_update', after_completion: { type: 'redirect', redirect: { return_url: `${RETURN}?card=1` } } },
    });
    expect((await open(session.url)).text).toContain('カードの変更');
    const since = await scene.mark();
    const declined = await fill(`${session.url}/card`, typedCard('4000000000000002'));
    expect(declined.text).toContain('承認しませんでした');
    const done = await fill(`${session.url}/card`, typedCard('4000003920000003'));
    expect(done.leadsTo).toBe(`${RETURN}?card=1`);
    expect(await scene.told(since)).toEqual([
      'setup_intent.created',
      'setup_intent.setup_failed',
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
      'customer.updated',
    ]);
    await scene.sim.advance(3 * DAY_S);
    expect((await scene.reload(subscription)).status).toBe('active');
  });

  it('asks for 3-D Secure before it keeps a card', async () => {
    const customer = await scene.payer();
    const session = await enter(customer.id);
    const asked = await fill(`${session.url}/card`, typedCard('4000002500003155'));
    const passed = await fill(asked.leadsTo, { passed: 'true' });
    const kept = await open(passed.leadsTo);
    expect((await open(`${scene.sim.url}${kept.leadsTo}`)).text).toContain('カードを変更しました');
    const changed = await scene.stripe.customers.retrieve(customer.id, { expand: ['invoice_settings.default_payment_method'] });
    expect(changed).toMatchObject({ invoice_settings: { default_payment_method: { card: { last4: '3155' } } } });
  });

  it('shows invoices, ends at the end of the period, and takes it back', async () => {
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    const session = await enter(customer.id);
    const home = await open(session.url);
    for (const words of ['組合費', '¥1,000', '継続中', '支払い済み', RETURN]) expect(home.text).toContain(words);
    await fill(`${session.url}/cancellation/${subscription.id}`);
    expect(await scene.reload(subscription)).toMatchObject({ status: 'active', cancel_at_period_end: true });
    expect((await open(session.url)).text).toContain('2026年12月21日に終了します');
    await fill(`${session.url}/renewal/${subscription.id}`);
    expect(await scene.reload(subscription)).toMatchObject({ cancel_at_period_end: false, cancel_at: null });
  });

  it('offers only what its configuration has switched on', async () => {
    const configuration = await scene.stripe.billingPortal.configurations.create({
      features: { payment_method_update: { enabled: true }, invoice_history: { enabled: false }, subscription_cancel: { enabled: false } },
      default_return_url: RETURN,
    });
    expect(configuration).toMatchObject({ is_default: false, active: true, features: { subscription_cancel: { enabled: false } } });
    const customer = await scene.payer();
    const subscription = await scene.subscribe(customer.id);
    const session = await scene.stripe.billingPortal.sessions.create({ customer: customer.id, configuration: configuration.id });
    expect(session.return_url).toBe(RETURN);
    const { text } = await open(session.url);
    expect(text).toContain('カードを変更する');
    expect(text).not.toContain('解約する');
    expect(text).not.toContain('請求の履歴');
    await fill(`${session.url}/cancellation/${subscription.id}`);
    expect(await scene.reload(subscription)).toMatchObject({ cancel_at_period_end: false });
    const changed = await scene.stripe.billingPortal.configurations.update(configuration.id, {
      features: { invoice_history: { enabled: true } },
    });
    expect(changed.features).toMatchObject({ invoice_history: { enabled: true }, payment_method_update: { enabled: true } });
    expect((await scene.stripe.billingPortal.configurations.list({ active: true })).data).toHaveLength(1);
  });
});

import type Stripe from 'stripe';
import type { Page } from 'playwright-core';
import type { TestSim } from '../support/sim.js';
import { hasBrowser, reads, SIZES } from './browser.js';
import { APP, StandIn } from './stand-in.js';

const describeHere = hasBrowser() ? describe : describe.skip;

describeHere.each(SIZES)('the pages of the stand-in for Stripe at $width px', (size) => {
  let standIn: StandIn;
  let sim: TestSim;
  let page: Page;
  let prices: { ticket: Stripe.Price; dues: Stripe.Price };

  beforeAll(async () => {
    standIn = await StandIn.open(size);
    sim = standIn.sim;
    const [event, dues] = [
      await sim.stripe.products.create({ name: 'つながる夜のJELLY　地元の仕事をまぜてみる' }),
      await sim.stripe.products.create({ name: '組合費（初級）' }),
    ];
    prices = {
      ticket: await sim.stripe.prices.create({ currency: 'jpy', unit_amount: 800, product: event.id }),
      dues: await sim.stripe.prices.create({ currency: 'jpy', unit_amount: 1000, product: dues.id, recurring: { interval: 'month' } }),
    };
  });
  afterAll(() => standIn.close());
  beforeEach(async () => {
    page = await standIn.page();
  });
  afterEach(() => page.context().close());

  const looksRight = (name?: string): Promise<void> => standIn.looksRight(page, name);
  const tickets = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> =>
    sim.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ price: prices.ticket.id, quantity: 2 }],
      success_url: `${APP}/done?session={CHECKOUT_SESSION_ID}`,
      cancel_url: `${APP}/back`,
      ...more,
    });

  async function typeCard(number: string): Promise<void> {
    await page.locator('#cardNumber').fill(number);
    await page.locator('#cardExpiry').fill('12 / 34');
    await page.locator('#cardCvc').fill('123');
  }

  const submit = (): Promise<void> => page.locator('form.card button[type=submit]').click();

  it('a card is declined, then another goes through 3-D Secure to the shop', async () => {
    const session = await tickets();
    await page.goto(session.url ?? '');
    await looksRight('checkout');
    await page.locator('#email').fill('hana@mazeru.example');
    await page.locator('#billingName').fill('HANA SATO');
    await typeCard('4000 0000 0000 9995');
    await submit();
    await reads(page, 'カードの利用可能額が足りません');
    await looksRight();
    expect(await page.locator('#email').inputValue()).toBe('hana@mazeru.example');
    await typeCard('4000 0027 6000 3184');
    await submit();
    await reads(page, 'カード会社の本人認証');
    await looksRight();
    await page.locator('#authenticate').click();
    await page.waitForURL(`${APP}/done?session=${session.id}`);
    expect(await sim.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' });
  });

  it('a konbini slip is printed and paid', async () => {
    const session = await tickets();
    await page.goto(session.url ?? '');
    await page.locator('label[for=method-konbini]').click();
    expect(await page.locator('#cardNumber').isVisible()).toBe(false);
    await looksRight();
    await page.locator('#email').fill('fill_never@mazeru.example');
    await page.locator('#billingName').fill('佐藤 花');
    await submit();
    await reads(page, 'お店で使う番号');
    await looksRight('voucher');
    await page.locator('#payNow').click();
    await reads(page, 'お支払いを確認しました');
    expect(await sim.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' });
    await page.goto(session.url ?? '');
    await reads(page, 'お手続きは済んでいます');
  });

  it('dues begin, their invoice is shown paid, the card is replaced, and they end', async () => {
    const customer = await sim.stripe.customers.create({ email: 'hana@mazeru.example', name: '佐藤 花' });
    const session = await sim.stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: customer.id,
      line_items: [{ price: prices.dues.id, quantity: 1 }],
      success_url: `${APP}/me/dues`,
      cancel_url: `${APP}/back`,
    });
    await page.goto(session.url ?? '');
    await reads(page, '自動で請求されます');
    await looksRight();
    await page.locator('#billingName').fill('HANA SATO');
    await typeCard('4242 4242 4242 4242');
    await submit();
    await page.waitForURL(`${APP}/me/dues`);

    const portal = await sim.stripe.billingPortal.sessions.create({ customer: customer.id, return_url: `${APP}/me/dues`, locale: 'ja' });
    await page.goto(portal.url);
    await looksRight('portal');
    await page.getByRole('link', { name: 'カードを変更する' }).click();
    await reads(page, 'カードの変更');
    await looksRight();
    await typeCard('4000 0039 2000 0003');
    await submit();
    await reads(page, 'カードを変更しました');
    await page.getByRole('link', { name: '解約する' }).click();
    await looksRight();
    await page.getByRole('button', { name: '解約する' }).click();
    await reads(page, '解約を受け付けました');
    await page.getByRole('link', { name: /2026年11月21日/ }).click();
    await reads(page, 'お支払い済みです');
    await looksRight();
  });

  it('an invoice is paid by bank transfer', async () => {
    const customer = await sim.stripe.customers.create({ email: 'ken@mazeru.example', name: '工藤 健' });
    const subscription = await sim.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: prices.dues.id }],
      collection_method: 'send_invoice',
      days_until_due: 14,
    });
    await sim.advance(3600);
    const [invoice] = (await sim.stripe.invoices.list({ subscription: subscription.id })).data;
    await page.goto(invoice?.hosted_invoice_url ?? '');
    await looksRight('invoice');
    await page.locator('label[for=method-customer_balance]').click();
    await page.locator('#billingName').fill('工藤 健');
    await submit();
    await reads(page, 'お振込先');
    await looksRight();
    await page.locator('#transferNow').click();
    await reads(page, 'お振り込みを確認しました');
    expect(await sim.stripe.invoices.retrieve(invoice?.id ?? '')).toMatchObject({ status: 'paid' });
  });

  it('a page whose time is over says so and leads back', async () => {
    const session = await tickets();
    await sim.stripe.checkout.sessions.expire(session.id);
    await page.goto(session.url ?? '');
    await reads(page, '期限が切れました');
    await looksRight();
    await page.getByRole('link', { name: '元のサイトへ戻る' }).click();
    await page.waitForURL(`${APP}/back`);
  });
});

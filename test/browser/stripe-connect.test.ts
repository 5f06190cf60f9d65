import type { Page } from 'playwright-core';
import type { TestSim } from '../support/sim.js';
import { hasBrowser, reads, SIZES } from './browser.js';
import { APP, StandIn } from './stand-in.js';

const describeHere = hasBrowser() ? describe : describe.skip;

describeHere.each(SIZES)('onboarding and the control page of the stand-in for Stripe at $width px', (size) => {
  let standIn: StandIn;
  let sim: TestSim;
  let page: Page;

  beforeAll(async () => {
    standIn = await StandIn.open(size);
    sim = standIn.sim;
    page = await standIn.page();
  });
  afterAll(() => standIn.close());

  const looksRight = (name: string): Promise<void> => standIn.looksRight(page, name);

  it('a mixer tells who they are: first with mistakes, then rightly, and is led back', async () => {
    const { id } = await sim.stripe.accounts.create({
      country: 'JP',
      controller: { fees: { payer: 'application' }, losses: { payments: 'application' }, stripe_dashboard: { type: 'express' } },
      capabilities: { transfers: { requested: true } },
    });
    const { url } = await sim.stripe.accountLinks.create({
      account: id,
      type: 'account_onboarding',
      refresh_url: `${APP}/again`,
      return_url: `${APP}/done`,
    });
    await page.goto(url);
    await looksRight('onboarding');
    await page.locator('button[type=submit]').click();
    await reads(page, '入力を15か所ご確認ください。');
    await looksRight('onboarding-mistakes');
    await page.goto(`${page.url()}?sample=1`);
    await page.locator('[name=agreed]').check();
    await page.locator('button[type=submit]').click();
    await page.waitForURL(`${APP}/done`);
    expect((await sim.stripe.accounts.retrieve(id)).payouts_enabled).toBe(true);

    await sim.stripe.topups.create({ amount: 5_000, currency: 'jpy' });
    await sim.advance(5 * 86_400);
    await sim.stripe.transfers.create({ amount: 3_000, currency: 'jpy', destination: id });
    await sim.stripe.payouts.create({ amount: 2_000, currency: 'jpy' }, { stripeAccount: id });
    await page.goto((await sim.stripe.accounts.createLoginLink(id)).url);
    await reads(page, '¥1,000');
    await reads(page, '準備中');
    await looksRight('receiving');
  });

  it('whoever runs it sees what waits, moves the clock and breaks something', async () => {
    await sim.stripe.paymentIntents.create({
      amount: 3_000,
      currency: 'jpy',
      confirm: true,
      allowed_payment_method_types: ['konbini'],
      payment_method_data: { type: 'konbini', billing_details: { email: 'fill_never@example.com', name: '井口 はる' } },
    });
    await page.goto(`${sim.url}/_sim/`);
    await looksRight('control');
    await page.getByRole('button', { name: 'レジで支払う' }).click();
    await reads(page, 'コンビニで支払われました。');
    await page.getByRole('button', { name: '7日進める' }).click();
    await reads(page, '時計は');
    await page.getByText('障害を起こす').click();
    await page.locator('#kind').selectOption('duplicate');
    await page.locator('#event').fill('invoice.paid');
    await page.getByRole('button', { name: '起こす', exact: true }).click();
    await reads(page, '同じ通知が2度届く');
    await looksRight('control-broken');
  });
});

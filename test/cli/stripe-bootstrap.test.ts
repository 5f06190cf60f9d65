import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { openDataSource, row } from '#libs/database';
import { pricesAtStripe } from '#libs/dues';
import { MovableClock } from '#libs/kernel';
import { setUpStripe, type SetUp } from '#libs/payments';
import { START, stripeAt } from '../support/app.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { startSim, type TestSim } from '../support/sim.js';

let sim: TestSim;
let url: string;
let db: DataSource;

beforeAll(async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  sim = await startSim();
  url = await createTestDatabase();
  db = await openDataSource(url);
});
afterAll(async () => {
  await db.destroy();
  await dropTestDatabase(url);
  await sim.stop();
});

interface SetUpAgain {
  publicUrl?: string;
  newSecrets?: boolean;
  with?: DataSource;
  at?: string;
}
const setUp = async ({ publicUrl = 'https://mazeru.example', newSecrets = false, with: database = db, at = START }: SetUpAgain = {}): Promise<SetUp> => {
  const clock = new MovableClock(at);
  const prices = await pricesAtStripe(database, clock.now());
  return setUpStripe(database, { stripe: stripeAt(sim), publicUrl }, clock, { prices, publicUrl, newSecrets });
};
const endpoints = async () => (await sim.stripe.webhookEndpoints.list({ limit: 100 })).data;
const everything = async () => ({
  prices: (await sim.stripe.prices.list({ limit: 100 })).data.map(({ id, lookup_key, unit_amount, active }) => [id, lookup_key, unit_amount, active]),
  products: (await sim.stripe.products.list({ limit: 100 })).data.map(({ id, name }) => [id, name]),
  portals: (await sim.stripe.billingPortal.configurations.list({ limit: 100 })).data.map(({ id }) => id),
  endpoints: (await endpoints()).map(({ id, url: to, enabled_events }) => [id, to, enabled_events.length]),
});

describe('setting up Stripe', () => {
  let first: SetUp;

  it('makes prices, portal and two endpoints for this version of the api, and tells their secrets once', async () => {
    first = await setUp();
    expect(first.prices.map(({ lookupKey, amountYen }) => [lookupKey, amountYen])).toEqual([
      ['dues_challenge_monthly', 500],
      ['dues_junior_monthly', 1_000],
      ['dues_senior_monthly', 3_000],
      ['course_fee', 3_000],
    ]);
    expect(first.endpoints.map(({ name, secret }) => [name, secret])).toEqual([
      ['own', sim.webhookSecret],
      ['connected', sim.webhookSecret],
    ]);
    const made = await endpoints();
    expect(made).toHaveLength(2);
    for (const { api_version: version, url: to } of made) expect([version, to]).toEqual(['2026-10-28.endive', 'https://mazeru.example/api/v1/webhooks/stripe']);
    const own = made.find(({ id }) => id === first.endpoints[0]?.id);
    expect(own?.enabled_events).toEqual(expect.arrayContaining(['checkout.session.completed', 'invoice.paid', 'refund.updated']));
    expect(own?.enabled_events).not.toContain('*');
  });

  it('done again changes nothing and tells no secret', async () => {
    const before = await everything();
    const again = await setUp();
    expect(await everything()).toEqual(before);
    expect(again.prices).toEqual(first.prices);
    expect(again.endpoints.map(({ secret }) => secret)).toEqual([null, null]);
  });

  it('done with another database finds what is there', async () => {
    const before = await everything();
    const otherUrl = await createTestDatabase();
    const other = await openDataSource(otherUrl);
    await setUp({ with: other });
    await other.destroy();
    await dropTestDatabase(otherUrl);
    expect(await everything()).toEqual(before);
  });

  it('asks for what the treasurer has set, from the billing for which it is set, and never goes back to the first amounts', async () => {
    await db.query(
      `insert into dues_prices (item, amount_yen, tax_category, valid_from, reason, set_at) values ('senior', 3300, 'outOfScope', '2027-07-01', '総会の決議', $1)`,
      [START],
    );
    const senior = async (at: string) => (await setUp({ at })).prices.find(({ lookupKey }) => lookupKey === 'dues_senior_monthly')?.amountYen;
    expect(await senior('2027-05-31T00:00:00Z')).toBe(3_000);
    expect(await senior('2027-06-02T00:00:00Z')).toBe(3_300);
    expect(await senior('2027-09-01T00:00:00Z')).toBe(3_300);
  });

  it('follows a new address without a new secret', async () => {
    const moved = await setUp({ publicUrl: 'https://coop.example' });
    expect(moved.endpoints.map(({ id, secret }) => [id, secret])).toEqual(first.endpoints.map(({ id }) => [id, null]));
    expect(new Set((await endpoints()).map(({ url: to }) => to))).toEqual(new Set(['https://coop.example/api/v1/webhooks/stripe']));
  });

  it('puts new endpoints in the place of old ones when their secrets are to be new', async () => {
    const renewed = await setUp({ newSecrets: true });
    expect(renewed.endpoints.every(({ secret }) => secret !== null)).toBe(true);
    expect((await endpoints()).map(({ id }) => id).sort()).toEqual(renewed.endpoints.map(({ id }) => id).sort());
    expect(await row(db, `select count(*)::int as n from stripe_requests where operation = 'webhookEndpoints.create' and status = 'answered'`)).toEqual({ n: 4 });
  });
});

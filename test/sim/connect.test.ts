import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { startSim, type TestSim } from '../support/sim.js';

const DAY_S = 86_400;

describe('money to people through the stand-in of Stripe', () => {
  let sim: TestSim;

  beforeEach(async () => {
    sim = await startSim();
  });
  afterEach(async () => {
    await booksBalance(sim);
    await sim.stop();
  });

  /** A mixer's account as the cooperative makes it, not yet onboarded. */
  const account = () =>
    sim.stripe.accounts.create({
      country: 'JP',
      email: 'haru@example.com',
      controller: {
        fees: { payer: 'application' },
        losses: { payments: 'application' },
        stripe_dashboard: { type: 'express' },
        requirement_collection: 'stripe',
      },
      capabilities: { transfers: { requested: true } },
      metadata: { mixer: 'haru' },
    });

  const linkFor = (of: string) =>
    sim.stripe.accountLinks.create({
      account: of,
      type: 'account_onboarding',
      refresh_url: 'http://app.test/again',
      return_url: 'http://app.test/done',
    });

  /** Opens the link and submits the page with the sample values, but for those named. */
  const fillIn = async (url: string, other: Record<string, string> = {}) => {
    const opened = await fetch(url, { redirect: 'manual' });
    const form = opened.headers.get('location') ?? '';
    if (!form.includes('/visit/')) return { status: opened.status, leadsTo: form, text: '' };
    const page = await (await fetch(`${form}?sample=1`)).text();
    const values = [...page.matchAll(/name="(\w+)" type="\w+" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    );
    const sent = await fetch(form, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ ...Object.fromEntries(values), agreed: 'yes', outcome: 'active', ...other }),
    });
    return { status: sent.status, leadsTo: sent.headers.get('location'), text: await sent.text() };
  };

  /** An account that takes money. */
  const onboarded = async (other: Record<string, string> = {}) => {
    const made = await account();
    await fillIn((await linkFor(made.id)).url, other);
    return sim.stripe.accounts.retrieve(made.id);
  };

  /** The cooperative has so much to send. */
  const funded = async (yen: number) => {
    await sim.stripe.topups.create({ amount: yen, currency: 'jpy' });
    await sim.advance(5 * DAY_S);
  };

  const paidByCard = async (yen: number, more: Partial<Stripe.PaymentIntentCreateParams> = {}) => {
    const intent = await sim.stripe.paymentIntents.create({
      amount: yen,
      currency: 'jpy',
      payment_method: 'pm_card_visa',
      confirm: true,
      return_url: 'http://app.test/',
      ...more,
    });
    return typeof intent.latest_charge === 'string' ? intent.latest_charge : '';
  };

  const eventsOf = async (stripeAccount?: string) => {
    const events = await sim.stripe.events.list({ limit: 100 }, stripeAccount === undefined ? {} : { stripeAccount });
    return events.data.toReversed();
  };
  const typesOf = async (stripeAccount?: string) => (await eventsOf(stripeAccount)).map(({ type }) => type);
  const has = async (stripeAccount?: string) => {
    const balance = await sim.stripe.balance.retrieve({}, stripeAccount === undefined ? {} : { stripeAccount });
    return { available: balance.available[0]?.amount, pending: balance.pending[0]?.amount };
  };

  it('opens an account step by step: told on the page, reviewed, ready for transfers', async () => {
    const made = await account();
    expect(made).toMatchObject({ type: 'none', details_submitted: false, payouts_enabled: false, capabilities: { transfers: 'inactive' } });
    expect(made.requirements?.currently_due).toEqual(expect.arrayContaining([
      'external_account',
      'individual.dob.day',
      'tos_acceptance.date',
    ]));
    await expect(sim.stripe.accounts.createLoginLink(made.id)).rejects.toMatchObject({ statusCode: 400 });

    const told = await fillIn((await linkFor(made.id)).url);
    expect(told).toMatchObject({ status: 303, leadsTo: 'http://app.test/done' });

    const ready = await sim.stripe.accounts.retrieve(made.id);
    expect(ready).toMatchObject({
      details_submitted: true,
      payouts_enabled: true,
      capabilities: { transfers: 'active' },
      metadata: { mixer: 'haru' },
    });
    expect(ready.requirements).toMatchObject({ currently_due: [], past_due: [], disabled_reason: null });
    expect(await typesOf(made.id)).toEqual(['account.external_account.created', 'account.updated', 'capability.updated']);
    const [, updated, capability] = await eventsOf(made.id);
    expect(updated).toMatchObject({
      account: made.id,
      data: { object: { id: made.id, payouts_enabled: true }, previous_attributes: { payouts_enabled: false } },
    });
    expect(capability?.data).toMatchObject({
      object: { id: 'transfers', account: made.id, status: 'active' },
      previous_attributes: { status: 'inactive' },
    });
    expect((await sim.stripe.accounts.createLoginLink(made.id)).url).toContain(`/setup/e/${made.id}`);
  });

  it('never shows or keeps the number of a bank account', async () => {
    const { id, external_accounts } = await onboarded();
    expect(external_accounts?.data[0]).toMatchObject({ object: 'bank_account', last4: '1234', routing_number: '1100000', currency: 'jpy' });
    expect(JSON.stringify(sim.server.sim.all('platform', 'account'))).not.toContain('0001234');
    expect(JSON.stringify(sim.server.sim.all(id, 'bank_account'))).not.toContain('0001234');
  });

  it('leads back for a new link when the old one was opened or is more than five minutes old', async () => {
    const { id } = await account();
    const { url } = await linkFor(id);
    await fetch(url, { redirect: 'manual' });
    expect((await fillIn(url)).leadsTo).toBe('http://app.test/again');
    const late = await linkFor(id);
    await sim.advance(301);
    expect((await fillIn(late.url)).leadsTo).toBe('http://app.test/again');
    expect((await fetch(`${sim.url}/setup/e/${id}/nobodysLink`)).status).toBe(404);
  });

  it('tells every mistake on the page, and lets nobody under eighteen in', async () => {
    const { id } = await account();
    const young = await fillIn((await linkFor(id)).url, { dob: '2010-05-05', account_number: '12', agreed: '' });
    expect(young.status).toBe(422);
    expect(young.text).toContain('18歳以上の方が登録できます。');
    expect(young.text).toContain('4桁から8桁の数字で入力してください。');
    expect(young.text).toContain('規約への同意が必要です。');
    expect((await sim.stripe.accounts.retrieve(id)).details_submitted).toBe(false);
  });

  it('keeps transfers closed while the review goes on, or a document is missing', async () => {
    const pending = await onboarded({ outcome: 'pending' });
    expect(pending.capabilities?.transfers).toBe('pending');
    expect(pending.requirements).toMatchObject({ disabled_reason: 'requirements.pending_verification' });
    const wanted = await onboarded({ outcome: 'inactive' });
    expect(wanted.requirements).toMatchObject({
      currently_due: ['individual.verification.document'],
      disabled_reason: 'requirements.past_due',
    });
    await funded(5_000);
    for (const { id } of [pending, wanted]) {
      await expect(sim.stripe.transfers.create({ amount: 100, currency: 'jpy', destination: id })).rejects.toMatchObject({
        statusCode: 400,
        code: 'insufficient_capabilities_for_transfer',
        param: 'destination',
      });
    }
    const answer = await fetch(`${sim.url}/_sim/do/account`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ account: pending.id, outcome: 'active' }),
    });
    expect(answer.status).toBe(303);
    expect((await sim.stripe.transfers.create({ amount: 100, currency: 'jpy', destination: pending.id })).amount).toBe(100);
  });

  it('sends only what is available', async () => {
    const { id } = await onboarded();
    await paidByCard(10_000);
    expect(await has()).toEqual({ available: 0, pending: 9_640 });
    const share = { amount: 4_000, currency: 'jpy', destination: id, transfer_group: 'share_2026-11', metadata: { statement: 's1' } };
    await expect(sim.stripe.transfers.create(share)).rejects.toMatchObject({ statusCode: 400, code: 'balance_insufficient' });

    await sim.advance(7 * DAY_S);
    const transfer = await sim.stripe.transfers.create(share);
    expect(transfer).toMatchObject({
      object: 'transfer',
      amount: 4_000,
      amount_reversed: 0,
      reversed: false,
      destination: id,
      source_transaction: null,
    });
    expect(await has()).toEqual({ available: 5_640, pending: 0 });
    expect(await has(id)).toEqual({ available: 4_000, pending: 0 });

    const [mine] = (await sim.stripe.balanceTransactions.list({ type: 'transfer' })).data;
    const [theirs] = (await sim.stripe.balanceTransactions.list({}, { stripeAccount: id })).data;
    expect(mine).toMatchObject({ amount: -4_000, fee: 0, source: transfer.id });
    expect(theirs).toMatchObject({ amount: 4_000, fee: 0, type: 'payment', source: transfer.destination_payment });
    expect(await typesOf()).toEqual(expect.arrayContaining(['transfer.created']));
    expect(await typesOf(id)).not.toContain('payment.created');
  });

  it('sends out of one payment before it is available, at most its amount, in its group', async () => {
    const { id } = await onboarded();
    const charge = await paidByCard(6_000, { transfer_group: 'event_7' });
    const out = (amount: number, more = {}) => sim.stripe.transfers.create({
      amount,
      currency: 'jpy',
      destination: id,
      source_transaction: charge,
      ...more,
    });
    await expect(out(1_000, { transfer_group: 'event_8' })).rejects.toMatchObject({ param: 'transfer_group' });
    expect(await out(4_000)).toMatchObject({ source_transaction: charge, transfer_group: 'event_7' });
    await expect(out(2_001)).rejects.toMatchObject({ statusCode: 400, param: 'amount' });
    expect(await has(id)).toEqual({ available: 0, pending: 4_000 });
    expect(await has()).toEqual({ available: 0, pending: 6_000 - 216 - 4_000 });
    await sim.advance(7 * DAY_S);
    expect(await has(id)).toEqual({ available: 4_000, pending: 0 });

    const alone = await paidByCard(500);
    const transfer = await sim.stripe.transfers.create({ currency: 'jpy', destination: id, source_transaction: alone });
    expect(transfer).toMatchObject({ amount: 500, transfer_group: expect.stringMatching(/^group_pi_/) });
  });

  it('takes back a part, no more than was sent, and no more than the payee still has', async () => {
    const { id } = await onboarded();
    await funded(5_000);
    const transfer = await sim.stripe.transfers.create({ amount: 3_000, currency: 'jpy', destination: id });
    const first = await sim.stripe.transfers.createReversal(transfer.id, { amount: 500, metadata: { why: 'refund' } });
    expect(first).toMatchObject({ amount: 500, transfer: transfer.id });
    await expect(sim.stripe.transfers.createReversal(
      transfer.id,
      { amount: 2_501 },
    )).rejects.toMatchObject({ code: 'balance_insufficient' });
    await sim.stripe.payouts.create({ amount: 2_000, currency: 'jpy' }, { stripeAccount: id });
    await expect(sim.stripe.transfers.createReversal(transfer.id)).rejects.toMatchObject({ code: 'balance_insufficient' });
    await sim.stripe.transfers.createReversal(transfer.id, { amount: 500 });

    const after = await sim.stripe.transfers.retrieve(transfer.id);
    expect(after).toMatchObject({ amount_reversed: 1_000, reversed: false, reversals: { has_more: false } });
    expect(after.reversals.data.map(({ amount }) => amount)).toEqual([500, 500]);
    expect((await sim.stripe.transfers.listReversals(transfer.id, { limit: 1 })).has_more).toBe(true);
    expect((await sim.stripe.transfers.retrieveReversal(transfer.id, first.id)).metadata).toEqual({ why: 'refund' });
    expect(await has(id)).toEqual({ available: 0, pending: 0 });
    expect(await has()).toEqual({ available: 3_000, pending: 0 });
    expect((await typesOf()).filter((type) => type === 'transfer.reversed')).toHaveLength(2);
  });

  it('leaves the share with the payee when the buyer is refunded', async () => {
    const { id } = await onboarded();
    const charge = await paidByCard(5_000);
    await sim.stripe.transfers.create({ amount: 4_000, currency: 'jpy', destination: id, source_transaction: charge });
    await sim.stripe.refunds.create({ charge });
    expect(await has(id)).toEqual({ available: 0, pending: 4_000 });
    const { available = 0, pending = 0 } = await has();
    expect(available + pending).toBe(5_000 - 180 - 4_000 - 5_000);
  });

  it('brings a payout to the bank in days: prepared, on its way, paid', async () => {
    const { id } = await onboarded();
    await funded(5_000);
    await sim.stripe.transfers.create({ amount: 3_000, currency: 'jpy', destination: id });
    const stripeAccount = { stripeAccount: id };
    await expect(sim.stripe.payouts.create(
      { amount: 3_001, currency: 'jpy' },
      stripeAccount,
    )).rejects.toMatchObject({ code: 'balance_insufficient' });
    const payout = await sim.stripe.payouts.create({ amount: 3_000, currency: 'jpy' }, stripeAccount);
    expect(payout).toMatchObject({ status: 'pending', automatic: false });
    const state = async () => (await sim.stripe.payouts.retrieve(payout.id, {}, stripeAccount)).status;
    await sim.advanceTo(payout.arrival_date - DAY_S);
    expect(await state()).toBe('in_transit');
    await expect(sim.stripe.payouts.cancel(payout.id, {}, stripeAccount)).rejects.toMatchObject({ statusCode: 400 });
    await sim.advanceTo(payout.arrival_date);
    expect(await state()).toBe('paid');
    expect((await typesOf(id)).filter((type) => type.startsWith('payout.'))).toEqual(['payout.created', 'payout.updated', 'payout.paid']);
    expect((await sim.stripe.payouts.list()).data).toEqual([]);
  });

  it('gives the money back when the bank does not know the account', async () => {
    const { id } = await onboarded({ account_number: '1111116' });
    await funded(5_000);
    await sim.stripe.transfers.create({ amount: 3_000, currency: 'jpy', destination: id });
    const { id: po } = await sim.stripe.payouts.create({ amount: 3_000, currency: 'jpy' }, { stripeAccount: id });
    expect(await has(id)).toEqual({ available: 0, pending: 0 });
    await sim.advance(7 * DAY_S);
    const failed = await sim.stripe.payouts.retrieve(po, { expand: ['failure_balance_transaction'] }, { stripeAccount: id });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_code: 'no_account',
      failure_balance_transaction: { amount: 3_000, type: 'payout_failure' },
    });
    expect(await has(id)).toEqual({ available: 3_000, pending: 0 });
    expect(await typesOf(id)).toContain('payout.failed');
  });

  it('cancels a payout that has not left, the cooperative’s own too', async () => {
    await funded(5_000);
    const payout = await sim.stripe.payouts.create({ amount: 4_000, currency: 'jpy', metadata: { month: '2026-11' } });
    expect(await has()).toEqual({ available: 1_000, pending: 0 });
    expect(await sim.stripe.payouts.cancel(payout.id)).toMatchObject({ status: 'canceled', metadata: { month: '2026-11' } });
    expect(await has()).toEqual({ available: 5_000, pending: 0 });
    await sim.advance(7 * DAY_S);
    expect((await sim.stripe.payouts.retrieve(payout.id)).status).toBe('canceled');
    await expect(sim.stripe.payouts.reverse(payout.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('pays out by itself on the last of the month, but for the minimum that stays', async () => {
    await funded(20_000);
    await sim.stripe.balanceSettings.update({
      payments: { payouts: { schedule: { interval: 'monthly', monthly_payout_days: [31] }, minimum_balance_by_currency: { jpy: 5_000 } } },
    });
    expect((await sim.stripe.balanceSettings.retrieve()).payments.payouts).toMatchObject({
      schedule: { interval: 'monthly', monthly_payout_days: [31] },
      minimum_balance_by_currency: { jpy: 5_000 },
    });
    await sim.advanceTo(new Date('2026-12-05T00:00:00Z'));
    const [payout] = (await sim.stripe.payouts.list()).data;
    expect(payout).toMatchObject({ amount: 15_000, automatic: true, created: Date.parse('2026-11-30T00:00:00Z') / 1000 });
    expect(await has()).toEqual({ available: 5_000, pending: 0 });
    await expect(sim.stripe.balanceSettings.update({
      payments: { payouts: { schedule: { interval: 'daily' } } },
    })).rejects.toMatchObject({ statusCode: 400 });
  });

  it('answers for a stranger’s account as for none', async () => {
    const stranger = 'acct_0000000000000000';
    await expect(sim.stripe.accounts.retrieve(stranger)).rejects.toMatchObject({ statusCode: 403, code: 'account_invalid' });
    await expect(sim.stripe.balance.retrieve(
      {},
      { stripeAccount: stranger },
    )).rejects.toMatchObject({ statusCode: 403, code: 'account_invalid' });
    await funded(1_000);
    await expect(sim.stripe.transfers.create({ amount: 100, currency: 'jpy', destination: stranger })).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'destination',
    });
    await expect(sim.stripe.transfers.retrieve('tr_none')).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });

  it('closes an account only when nothing is on it', async () => {
    const { id } = await onboarded();
    await funded(1_000);
    const transfer = await sim.stripe.transfers.create({ amount: 1_000, currency: 'jpy', destination: id });
    await expect(sim.stripe.accounts.del(id)).rejects.toMatchObject({ statusCode: 400 });
    await sim.stripe.transfers.createReversal(transfer.id);
    expect(await sim.stripe.accounts.del(id)).toEqual(expect.objectContaining({ id, deleted: true }));
    await expect(sim.stripe.accounts.retrieve(id)).rejects.toMatchObject({ statusCode: 403 });
  });

  it('finds transfers by payee and group, page by page, with what belongs to them', async () => {
    const [one, other] = [await onboarded(), await onboarded()];
    await funded(10_000);
    for (const [destination, group] of [
      [one.id, 'a'],
      [one.id, 'b'],
      [other.id, 'a'],
    ] as const) {
      await sim.stripe.transfers.create({ amount: 1_000, currency: 'jpy', destination, transfer_group: group });
    }
    expect((await sim.stripe.transfers.list({ destination: one.id })).data).toHaveLength(2);
    expect(
      (await sim.stripe.transfers.list({ transfer_group: 'a', expand: ['data.destination', 'data.balance_transaction'] })).data,
    ).toEqual([
      expect.objectContaining({
        destination: expect.objectContaining({ id: other.id }),
        balance_transaction: expect.objectContaining({ net: -1_000 }),
      }),
      expect.objectContaining({ destination: expect.objectContaining({ id: one.id }) }),
    ]);
    const all = await sim.stripe.transfers.list({ limit: 2 });
    expect(all.has_more).toBe(true);
    expect((await sim.stripe.transfers.list({ limit: 2, starting_after: all.data[1]?.id ?? '' })).data).toHaveLength(1);
  });

  it('sends once although the answer was lost and the call was made again', async () => {
    const { id } = await onboarded();
    await funded(5_000);
    await sim.fault({ kind: 'reset_after', method: 'POST', path: '/v1/transfers' });
    const share = { amount: 3_000, currency: 'jpy', destination: id };
    const key = { idempotencyKey: 'share:2026-11:haru:1' };
    // The package makes the call again by itself when the connection was cut, with the same key.
    const sent = await sim.stripe.transfers.create(share, key);
    const again = await sim.stripe.transfers.create(share, key);
    expect(again.id).toBe(sent.id);
    expect((await sim.stripe.transfers.list()).data.map((transfer) => transfer.id)).toEqual([again.id]);
    expect(await has(id)).toEqual({ available: 3_000, pending: 0 });
    await expect(sim.stripe.transfers.create({ ...share, amount: 3_001 }, key)).rejects.toMatchObject({ rawType: 'idempotency_error' });
  });

  it('tells what happens on an account to the endpoint for accounts, and names the account', async () => {
    const heard: Record<string, { type: string; account?: string }[]> = { '/own': [], '/connected': [] };
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const event = sim.stripe.webhooks.constructEvent(
          Buffer.concat(chunks),
          request.headers['stripe-signature'] ?? '',
          sim.webhookSecret,
        );
        heard[request.url ?? '']?.push({ type: event.type, ...(event.account !== undefined && { account: event.account }) });
        response.end();
      });
    });
    await new Promise<void>((open) => receiver.listen(0, '127.0.0.1', open));
    const { port } = receiver.address() as AddressInfo;
    const wanted: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = ['account.updated', 'payout.paid', 'transfer.created'];
    await sim.stripe.webhookEndpoints.create({ url: `http://127.0.0.1:${port}/own`, enabled_events: wanted });
    await sim.stripe.webhookEndpoints.create({ url: `http://127.0.0.1:${port}/connected`, enabled_events: wanted, connect: true });
    const { id } = await onboarded();
    await funded(5_000);
    await sim.stripe.transfers.create({ amount: 3_000, currency: 'jpy', destination: id });
    await sim.stripe.payouts.create({ amount: 3_000, currency: 'jpy' }, { stripeAccount: id });
    await sim.advance(7 * DAY_S);
    await sim.deliver();
    receiver.close();
    expect(heard['/own']).toEqual([{ type: 'transfer.created' }]);
    expect(heard['/connected']?.toSorted((a, b) => (a.type < b.type ? -1 : 1))).toEqual([
      { type: 'account.updated', account: id },
      { type: 'payout.paid', account: id },
    ]);
  });

  it('takes an account told through the API, where the platform collects the data itself', async () => {
    const individual = {
      first_name_kana: 'ハル',
      first_name_kanji: 'はる',
      last_name_kana: 'イグチ',
      last_name_kanji: '井口',
      email: 'haru@example.com',
      phone: '09000001234',
      dob: { day: 1, month: 4, year: 1990 },
      address_kana: { postal_code: '1500001' },
      address_kanji: { postal_code: '1500001' },
    };
    const custom = await sim.stripe.accounts.create({
      country: 'JP',
      controller: {
        requirement_collection: 'application',
        losses: { payments: 'application' },
        fees: { payer: 'application' },
        stripe_dashboard: { type: 'none' },
      },
      capabilities: { transfers: { requested: true } },
      business_type: 'individual',
      business_profile: { product_description: 'コミュニティの担当' },
      individual,
      tos_acceptance: { date: sim.now(), ip: '127.0.0.1' },
    });
    expect(custom.requirements?.currently_due).toEqual(['external_account']);
    const ready = await sim.stripe.accounts.update(custom.id, {
      external_account: {
        object: 'bank_account',
        country: 'JP',
        currency: 'jpy',
        account_number: '0001234',
        routing_number: '1100000',
        account_holder_name: 'イグチ ハル',
      },
    });
    expect(ready).toMatchObject({ payouts_enabled: true, capabilities: { transfers: 'active' } });
    await expect(sim.stripe.accounts.update(custom.id, {
      external_account: { object: 'bank_account', country: 'JP', currency: 'jpy', account_number: 'x', routing_number: '1100000' },
    })).rejects.toMatchObject({
      code: 'account_number_invalid',
    });
  });
});

it('knows accounts, balances and payouts under way again after it was started anew', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'mazeru-sim-'));
  const before = await startSim({ dir });
  await before.stripe.topups.create({ amount: 5_000, currency: 'jpy' });
  await before.advance(5 * DAY_S);
  const payout = await before.stripe.payouts.create({ amount: 2_000, currency: 'jpy' });
  const account = await before.stripe.accounts.create({ country: 'JP', email: 'haru@example.com' });
  await before.stop();

  const after = await startSim({ dir });
  expect((await after.stripe.accounts.retrieve(account.id)).email).toBe('haru@example.com');
  expect((await after.stripe.balance.retrieve()).available[0]?.amount).toBe(3_000);
  await after.advance(7 * DAY_S);
  expect((await after.stripe.payouts.retrieve(payout.id)).status).toBe('paid');
  await booksBalance(after);
  await after.stop();
});

/** Of every account: what came in and went out is what is there; between accounts nothing is lost or made. */
async function booksBalance({ server }: TestSim): Promise<void> {
  const { sim } = server;
  const scopes = ['platform', ...sim.all('platform', 'account').map(({ id }) => id)];
  const sumOf = (scope: string, types?: string[]) =>
    sim
      .all(scope, 'balance_transaction')
      .filter(({ type }) => typeof type === 'string' && (types?.includes(type) ?? true))
      .reduce((sum, { net }) => sum + Number(net), 0);
  for (const scope of scopes) {
    expect({ scope, net: sumOf(scope) }).toEqual({ scope, net: sim.available(scope) + sim.pending(scope) });
  }
  for (const scope of scopes.slice(1)) expect(sim.available(scope)).toBeGreaterThanOrEqual(0);
  const sent = sumOf('platform', ['transfer', 'transfer_refund']);
  const received = scopes.slice(1).reduce((sum, scope) => sum + sumOf(scope, ['payment', 'payment_refund']), 0);
  expect(sent + received).toBe(0);
}

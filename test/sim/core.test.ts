import { startSim, TEST_KEY, type TestSim } from '../support/sim.js';

// How the stand-in speaks: what https://docs.stripe.com/api says about keys, versions, errors, lists, expanding and idempotency.
const VERSION = '2026-10-28.endive';

let sim: TestSim;
beforeAll(async () => {
  sim = await startSim();
});
afterAll(() => sim.stop());

interface Answer {
  status: number;
  body: Record<string, unknown> & { error?: Record<string, unknown> };
  headers: Headers;
}

/** A request as any program could send it. */
async function ask(method: string, path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Answer> {
  const query = new URLSearchParams(form).toString();
  const response = await fetch(`${sim.url}${path}${method === 'GET' && query !== '' ? `?${query}` : ''}`, {
    method,
    headers: { authorization: `Bearer ${TEST_KEY}`, 'stripe-version': VERSION, ...headers },
    ...(method === 'POST' && { body: query }),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

const customer = (own: { email?: string; name?: string } = {}) => sim.stripe.customers.create({ email: 'hana@mazeru.example', ...own });

describe('who may ask', () => {
  it('lets nobody in without a key, or with one that is no test key', async () => {
    const none = await ask('GET', '/v1/balance', {}, { authorization: '' });
    expect([none.status, none.body.error?.['type']]).toEqual([401, 'invalid_request_error']);
    const wrong = await ask('GET', '/v1/balance', {}, { authorization: 'Bearer sk_live_0123456789abcd' });
    expect([wrong.status, wrong.body.error?.['message']]).toEqual([401, 'Invalid API Key provided: sk_live_****abcd']);
  });

  it('takes the key as the user of Basic too, as the command line does', async () => {
    const basic = await ask('GET', '/v1/balance', {}, { authorization: `Basic ${Buffer.from(`${TEST_KEY}:`).toString('base64')}` });
    expect(basic.status).toBe(200);
  });

  it('speaks this API version alone, and forgives those who name none', async () => {
    expect((await ask('GET', '/v1/balance', {}, { 'stripe-version': '2024-06-20' })).status).toBe(400);
    const { status } = await ask(
      'POST',
      '/v1/payment_intents',
      { amount: '500', currency: 'jpy', 'payment_method_types[]': 'card' },
      { 'stripe-version': '' },
    );
    expect(status).toBe(200);
  });

  it('keeps strangers out of accounts that are not connected', async () => {
    const { status, body } = await ask('GET', '/v1/balance', {}, { 'stripe-account': 'acct_nobody' });
    expect([status, body.error?.['code']]).toEqual([403, 'account_invalid']);
  });

  it('names each request, and the version it spoke', async () => {
    const { headers } = await ask('POST', '/v1/customers', {}, { 'idempotency-key': 'named' });
    expect(headers.get('request-id')).toMatch(/^req_\w{24}$/);
    expect([headers.get('stripe-version'), headers.get('idempotency-key')]).toEqual([VERSION, 'named']);
  });
});

describe('what is refused, and in which words', () => {
  it('an address that does not exist, never with a bare 404', async () => {
    sim.expectRefusal(/Unrecognized request URL/);
    const { status, body } = await ask('POST', '/v1/quotes');
    expect([status, body.error?.['type']]).toEqual([404, 'invalid_request_error']);
    expect(body.error?.['message']).toMatch(/^Unrecognized request URL \(POST: \/v1\/quotes\)/);
  });

  it.each([
    ['an unknown id in the path', 'GET', '/v1/customers/cus_x', {}, 404, 'resource_missing', 'id'],
    [
      'an unknown id in the body',
      'POST',
      '/v1/payment_intents',
      { amount: '500', currency: 'jpy', customer: 'cus_x' },
      400,
      'resource_missing',
      'customer',
    ],
    ['an unknown param', 'POST', '/v1/customers', { bogus: '1' }, 400, 'parameter_unknown', 'bogus'],
    [
      'an unknown param inside another',
      'POST',
      '/v1/customers',
      { 'invoice_settings[bogus]': '1' },
      400,
      'parameter_unknown',
      'invoice_settings[bogus]',
    ],
    ['a missing param', 'POST', '/v1/payment_intents', { currency: 'jpy' }, 400, 'parameter_missing', 'amount'],
    [
      'an empty one that cannot be unset',
      'POST',
      '/v1/payment_intents',
      { amount: '', currency: 'jpy' },
      400,
      'parameter_invalid_empty',
      'amount',
    ],
    ['no whole number', 'POST', '/v1/payment_intents', { amount: 'two', currency: 'jpy' }, 400, 'parameter_invalid_integer', 'amount'],
    ['an undocumented word', 'POST', '/v1/refunds', { payment_intent: 'pi_x', reason: 'whim' }, 400, undefined, 'reason'],
    [
      'the way of older versions to name payment methods',
      'POST',
      '/v1/payment_intents',
      { amount: '500', currency: 'jpy', 'payment_method_types[0]': 'card' },
      400,
      'payment_method_types_no_longer_supported',
      'payment_method_types',
    ],
    ['less than 50 yen', 'POST', '/v1/payment_intents', { amount: '49', currency: 'jpy' }, 400, 'amount_too_small', 'amount'],
    [
      'less than 120 yen at a convenience store',
      'POST',
      '/v1/payment_intents',
      { amount: '119', currency: 'jpy', 'allowed_payment_method_types[0]': 'konbini' },
      400,
      'amount_too_small',
      'amount',
    ],
    [
      'more than 300,000 yen at a convenience store',
      'POST',
      '/v1/payment_intents',
      { amount: '300001', currency: 'jpy', 'allowed_payment_method_types[0]': 'konbini' },
      400,
      'amount_too_large',
      'amount',
    ],
  ])('%s', async (_what, method, path, form, status, code, param) => {
    sim.expectRefusal(/unknown parameter|Missing required param|empty string|Invalid (integer|reason)|no longer supported/);
    const answer = await ask(method, path, { ...form });
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', ...(code !== undefined && { code }), param });
  });

  it('remembers what our own program asked wrongly, and forgets what a probe did', async () => {
    const before = sim.server.refusals.length;
    await ask('POST', '/v1/customers', { bogus: '1' }, { 'user-agent': 'Stripe/v1 NodeBindings/23.1.0 probe/1' });
    expect(sim.server.refusals).toHaveLength(before);
    await ask('POST', '/v1/customers', { bogus: '1' });
    const { items } = await (await fetch(`${sim.url}/_sim/refusals`)).json();
    expect(items.at(-1)).toMatchObject({ method: 'POST', path: '/v1/customers', param: 'bogus' });
  });
});

describe('the same key twice', () => {
  it('executes once and answers the same, and says that it repeats itself', async () => {
    const first = await ask('POST', '/v1/customers', { name: '花' }, { 'idempotency-key': 'cust:1' });
    const second = await ask('POST', '/v1/customers', { name: '花' }, { 'idempotency-key': 'cust:1' });
    expect(second.body).toEqual(first.body);
    expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([null, 'true']);
  });

  it('refuses other params under it', async () => {
    await ask('POST', '/v1/customers', { name: '花' }, { 'idempotency-key': 'cust:2' });
    const { status, body } = await ask('POST', '/v1/customers', { name: '健' }, { 'idempotency-key': 'cust:2' });
    expect([status, body.error?.['type']]).toEqual([400, 'idempotency_error']);
  });

  it('keeps a decline, but nothing that was refused before it ran', async () => {
    sim.expectRefusal(/unknown parameter: wrong/);
    const form = { amount: '500', currency: 'jpy', payment_method: 'pm_card_chargeDeclined', confirm: 'true' };
    const first = await ask('POST', '/v1/payment_intents', form, { 'idempotency-key': 'pay:1' });
    const second = await ask('POST', '/v1/payment_intents', form, { 'idempotency-key': 'pay:1' });
    expect([first.status, second.status, second.headers.get('idempotent-replayed')]).toEqual([402, 402, 'true']);
    await ask('POST', '/v1/customers', { wrong: '1' }, { 'idempotency-key': 'cust:3' });
    expect((await ask('POST', '/v1/customers', { name: '花' }, { 'idempotency-key': 'cust:3' })).status).toBe(200);
  });

  it('does not run beside itself', async () => {
    await sim.fault({ kind: 'hang', path: '/v1/customers' });
    const leaving = new AbortController();
    const hanging = fetch(`${sim.url}/v1/customers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TEST_KEY}`, 'stripe-version': VERSION, 'idempotency-key': 'cust:4' },
      signal: leaving.signal,
    }).catch(() => undefined);
    while (sim.server.sim.faults.list().length > 0) await new Promise(setImmediate);
    const { status, body } = await ask('POST', '/v1/customers', {}, { 'idempotency-key': 'cust:4' });
    expect([status, body.error?.['code']]).toEqual([409, 'idempotency_key_in_use']);
    leaving.abort();
    await hanging;
  });

  it('forgets after a day', async () => {
    const first = await ask('POST', '/v1/customers', {}, { 'idempotency-key': 'cust:5' });
    await sim.advance(24 * 3600);
    const second = await ask('POST', '/v1/customers', {}, { 'idempotency-key': 'cust:5' });
    expect(second.body['id']).not.toBe(first.body['id']);
  });
});

describe('what goes wrong on the way', () => {
  it('executes and loses the answer: the repetition of the package finds it', async () => {
    const { data: before } = await sim.stripe.customers.list({ email: 'lost@mazeru.example' });
    await sim.fault({ kind: 'reset_after', method: 'POST', path: '/v1/customers' });
    const made = await sim.stripe.customers.create({ email: 'lost@mazeru.example' }, { maxNetworkRetries: 1 });
    const { data: after } = await sim.stripe.customers.list({ email: 'lost@mazeru.example' });
    expect(before).toEqual([]);
    expect(after.map(({ id }) => id)).toEqual([made.id]);
  });

  it('cuts the line before it has heard: nothing was done', async () => {
    // The package asks once more by itself when a connection that it had kept is cut.
    await sim.fault({ kind: 'reset_before', method: 'POST', path: '/v1/customers', times: 2 });
    await expect(sim.stripe.customers.create({ email: 'unheard@mazeru.example' })).rejects.toMatchObject({ type: 'StripeConnectionError' });
    expect((await sim.stripe.customers.list({ email: 'unheard@mazeru.example' })).data).toEqual([]);
  });

  it.each([
    [429, 'StripeRateLimitError'],
    [500, 'StripeAPIError'],
    [503, 'StripeAPIError'],
  ])('answers %d as often as it was told to', async (status, type) => {
    await sim.fault({ kind: 'status', status, path: '/v1/balance', times: 2, headers: { 'Stripe-Should-Retry': 'false' } });
    for (const _time of [1, 2]) await expect(sim.stripe.balance.retrieve()).rejects.toMatchObject({ type });
    await expect(sim.stripe.balance.retrieve()).resolves.toMatchObject({ object: 'balance' });
  });

  it('answers late, and all the same', async () => {
    await sim.fault({ kind: 'latency', path: '/v1/balance', ms: 5 });
    await expect(sim.stripe.balance.retrieve()).resolves.toMatchObject({ object: 'balance' });
    expect(sim.server.sim.faults.list()).toEqual([]);
  });

  it('says that somebody else holds an object, and that it is worth another try', async () => {
    await sim.fault({
      kind: 'status',
      status: 429,
      code: 'lock_timeout',
      path: '/v1/customers',
      headers: { 'Stripe-Should-Retry': 'true' },
    });
    await expect(sim.stripe.customers.create({}, { maxNetworkRetries: 1 })).resolves.toMatchObject({ object: 'customer' });
  });

  it('keeps a 500 of its own under the key', async () => {
    await sim.fault({ kind: 'replay_500', path: '/v1/customers' });
    const [first, second] = [
      await ask('POST', '/v1/customers', {}, { 'idempotency-key': 'cust:6' }),
      await ask('POST', '/v1/customers', {}, { 'idempotency-key': 'cust:6' }),
    ];
    expect([first.status, second.status]).toEqual([500, 500]);
  });

  it('lets the caller wait until he gives up', async () => {
    await sim.fault({ kind: 'hang', path: '/v1/balance' });
    await expect(sim.stripe.balance.retrieve({}, { timeout: 50 })).rejects.toMatchObject({ type: 'StripeConnectionError' });
  });
});

describe('lists', () => {
  it('come newest first, page by page in both directions', async () => {
    const email = 'many@mazeru.example';
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) made.unshift((await customer({ email })).id);
    const page = await sim.stripe.customers.list({ email, limit: 2 });
    expect(page).toMatchObject({ object: 'list', url: '/v1/customers', has_more: true });
    expect(page.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
    const next = await sim.stripe.customers.list({ email, limit: 3, starting_after: made[1] ?? '' });
    expect([next.data.map(({ id }) => id), next.has_more]).toEqual([made.slice(2), false]);
    const back = await sim.stripe.customers.list({ email, limit: 2, ending_before: made[3] ?? '' });
    expect([back.data.map(({ id }) => id), back.has_more]).toEqual([made.slice(1, 3), true]);
    const all: string[] = [];
    for await (const { id } of sim.stripe.customers.list({ email, limit: 2 })) all.push(id);
    expect(all).toEqual(made);
  });

  it('are cut by time, and refuse a place that does not exist', async () => {
    const email = 'when@mazeru.example';
    const early = await customer({ email });
    await sim.advance(60);
    const late = await customer({ email });
    const since = await sim.stripe.customers.list({ email, created: { gt: early.created } });
    expect(since.data.map(({ id }) => id)).toEqual([late.id]);
    const until = await sim.stripe.customers.list({ email, created: { lte: early.created } });
    expect(until.data.map(({ id }) => id)).toEqual([early.id]);
    await expect(sim.stripe.customers.list({ starting_after: 'cus_x' })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'starting_after',
    });
    await expect(sim.stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
  });
});

describe('expanding', () => {
  it('puts objects in place of ids, four levels deep, in lists too', async () => {
    const { id } = await customer();
    const intent = await sim.stripe.paymentIntents.create({
      amount: 1000,
      currency: 'jpy',
      customer: id,
      payment_method: 'pm_card_visa',
      confirm: true,
      expand: ['latest_charge.balance_transaction.source.customer', 'customer'],
    });
    expect(intent).toMatchObject({
      customer: { id, object: 'customer' },
      latest_charge: { balance_transaction: { amount: 1000, fee: 36, net: 964, source: { object: 'charge', customer: { id } } } },
    });
    const { data } = await sim.stripe.paymentIntents.list({ customer: id, expand: ['data.latest_charge'] });
    expect(data[0]?.latest_charge).toMatchObject({ object: 'charge', payment_intent: intent.id });
    const charge = await sim.stripe.charges.retrieve(Object(data[0]?.latest_charge).id, { expand: ['refunds'] });
    expect(charge.refunds).toMatchObject({ object: 'list', data: [] });
  });

  it('is judged before anything is done', async () => {
    const email = 'unmade@mazeru.example';
    await expect(sim.stripe.customers.create({ email, expand: ['bogus'] })).rejects.toMatchObject({ statusCode: 400 });
    await expect(sim.stripe.paymentIntents.list({ expand: ['data.latest_charge.bogus'] })).rejects.toMatchObject({ statusCode: 400 });
    expect((await sim.stripe.customers.list({ email })).data).toEqual([]);
  });

  it.each([['email'], ['bogus'], ['invoice_settings.footer'], ['a.b.c.d.e']])('refuses %s', async (path) => {
    const { id } = await customer();
    await expect(sim.stripe.customers.retrieve(id, { expand: [path] })).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      param: 'expand[0]',
    });
  });
});

describe('updates', () => {
  it('leave what is absent, unset what is empty, and merge metadata by key', async () => {
    const { id } = await sim.stripe.customers.create({ name: '花', phone: '03', metadata: { a: '1', b: '2' } });
    const after = await sim.stripe.customers.update(id, { phone: '', metadata: { a: '', c: 3 } });
    expect(after).toMatchObject({ name: '花', phone: null, metadata: { b: '2', c: '3' } });
    expect((await sim.stripe.customers.update(id, { metadata: '' })).metadata).toEqual({});
    const [event] = (await sim.stripe.events.list({ type: 'customer.updated' })).data;
    expect(event?.data.previous_attributes).toEqual({ metadata: { b: '2', c: '3' } });
  });

  it('refuse metadata beyond 50 keys, 40 characters a key and 500 a value', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, '1']));
    for (const metadata of [many, { ['k'.repeat(41)]: '1' }, { k: 'v'.repeat(501) }]) {
      await expect(sim.stripe.customers.create({ metadata })).rejects.toMatchObject({ statusCode: 400 });
    }
  });

  it('leave a marker of what was deleted', async () => {
    const { id } = await customer({ email: 'gone@mazeru.example' });
    expect(await sim.stripe.customers.del(id)).toMatchObject({ id, deleted: true });
    expect(await sim.stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true });
    expect((await sim.stripe.customers.list({ email: 'gone@mazeru.example' })).data).toEqual([]);
    await expect(sim.stripe.customers.update(id, { name: '花' })).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe('products and prices', () => {
  it('move a lookup key to the new price only when that is asked for', async () => {
    const { id: product } = await sim.stripe.products.create({ name: '組合費（初級）' });
    const price = (unit_amount: number, transfer?: boolean) =>
      sim.stripe.prices.create({
        currency: 'jpy',
        product,
        unit_amount,
        recurring: { interval: 'month' },
        lookup_key: 'dues_junior_monthly',
        ...(transfer === true && { transfer_lookup_key: true }),
      });
    const old = await price(1000);
    expect(old).toMatchObject({ type: 'recurring', unit_amount: 1000, recurring: { interval: 'month', interval_count: 1 } });
    await expect(price(1200)).rejects.toMatchObject({ param: 'lookup_key' });
    const fresh = await price(1200, true);
    const { data } = await sim.stripe.prices.list({ lookup_keys: ['dues_junior_monthly'], active: true });
    expect(data.map(({ id }) => id)).toEqual([fresh.id]);
    expect((await sim.stripe.prices.retrieve(old.id)).lookup_key).toBeNull();
    await expect(sim.stripe.products.del(product)).rejects.toMatchObject({ statusCode: 400 });
  });
});

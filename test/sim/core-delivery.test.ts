import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type Stripe from 'stripe';
import type { DeliveryOptions } from '../../apps/stripe-sim/delivery.js';
import { startSim, TEST_WEBHOOK_SECRET, type TestSim } from '../support/sim.js';

// How events reach a program: https://docs.stripe.com/webhooks
let sim: TestSim;
let door: Server;
let received: { body: string; signature: string; headers: NodeJS.Dict<string | string[]> }[];
/** What the door answers, one after the other; 200 after that. */
let answers: number[];

beforeEach(() => open({ when: 'asked' }));
afterEach(close);

async function open(delivery: Partial<DeliveryOptions>): Promise<void> {
  received = [];
  answers = [];
  sim = await startSim({ delivery });
  door = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      received.push({ body, signature: String(request.headers['stripe-signature']), headers: request.headers });
      response.writeHead(answers.shift() ?? 200, { location: 'http://127.0.0.1:1/' }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
}

async function close(): Promise<void> {
  door.closeAllConnections();
  door.close();
  await sim.stop();
}

const url = (): string => `http://127.0.0.1:${Object(door.address()).port}/api/v1/webhooks/stripe`;
const listenTo = (...enabled_events: Stripe.WebhookEndpointCreateParams.EnabledEvent[]) =>
  sim.stripe.webhookEndpoints.create({ url: url(), enabled_events, api_version: '2026-10-28.endive' });
const types = (): string[] => received.map(({ body }) => JSON.parse(body).type);
const events = (): Stripe.Event[] =>
  received.map(({ body, signature }) => sim.stripe.webhooks.constructEvent(body, signature, TEST_WEBHOOK_SECRET));
const eventually = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((later) => setTimeout(later, 2));
};

describe('an event', () => {
  it('comes signed, as Stripe sends it, to who asked for its type', async () => {
    const endpoint = await listenTo('customer.created');
    expect(endpoint.secret).toBe(TEST_WEBHOOK_SECRET);
    expect((await sim.stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    const { id } = await sim.stripe.customers.create({ name: '花' }, { idempotencyKey: 'cust:1' });
    await sim.stripe.customers.update(id, { name: '健' });
    expect(await sim.deliver()).toEqual({ delivered: 1, failed: 0 });
    const [event] = events();
    // The snapshot is that of the moment, whatever has happened since.
    expect(event).toMatchObject({
      type: 'customer.created',
      api_version: '2026-10-28.endive',
      livemode: false,
      data: { object: { id, name: '花' } },
    });
    expect(event?.request).toMatchObject({ idempotency_key: 'cust:1' });
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    });
    expect(received[0]?.signature).toMatch(/^t=\d+,v1=[0-9a-f]{64},v0=[0-9a-f]{64}$/);
  });

  it('comes again after anything but 2xx, signed anew, three times at most', async () => {
    await listenTo('*');
    answers = [500, 400, 302, 200];
    const { id } = await sim.stripe.customers.create();
    for (const _attempt of [1, 2, 3]) expect(await sim.deliver()).toEqual({ delivered: 0, failed: 1 });
    expect((await sim.stripe.events.list({ type: 'customer.created' })).data[0]?.pending_webhooks).toBe(1);
    expect(await sim.deliver()).toEqual({ delivered: 1, failed: 0 });
    expect(events().map((event) => Object(event.data.object).id)).toEqual([id, id, id, id]);
    expect((await sim.stripe.events.list({ delivery_success: false })).data).toEqual([]);

    answers = [500, 500, 500, 500];
    await sim.stripe.customers.create();
    for (const _attempt of [1, 2, 3, 4]) await sim.deliver();
    expect(await sim.deliver()).toEqual({ delivered: 0, failed: 0 });
  });

  it('waits its time between the attempts', async () => {
    await close();
    await open({ when: 'atOnce', retriesMs: [1, 2, 3] });
    await listenTo('customer.created');
    answers = [500, 503];
    await sim.stripe.customers.create();
    await eventually(() => received.length === 3);
    expect(new Set(events().map(({ id }) => id)).size).toBe(1);
  });

  it('does not come to an endpoint that was switched off or deleted', async () => {
    const endpoint = await listenTo('customer.created');
    answers = [500];
    await sim.stripe.customers.create();
    await sim.deliver();
    await sim.stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await sim.deliver();
    await sim.stripe.webhookEndpoints.update(endpoint.id, { disabled: false });
    await sim.stripe.webhookEndpoints.del(endpoint.id);
    await sim.stripe.customers.create();
    await sim.deliver();
    expect(received).toHaveLength(1);
  });

  it('of a connected account comes to the endpoint for those, and says whose it is', async () => {
    const { id: account } = await sim.stripe.accounts.create({ country: 'JP' });
    await sim.stripe.webhookEndpoints.create({ url: url(), enabled_events: ['customer.created'], connect: true });
    await sim.stripe.customers.create({});
    await sim.stripe.customers.create({}, { stripeAccount: account });
    await sim.deliver();
    expect(events().map((event) => event.account)).toEqual([account]);
  });

  it('can be asked for again for 30 days', async () => {
    await sim.stripe.customers.create();
    await sim.advance(29 * 86_400);
    expect((await sim.stripe.events.list()).data).toHaveLength(1);
    await sim.advance(2 * 86_400);
    expect((await sim.stripe.events.list()).data).toEqual([]);
    await sim.stripe.customers.create();
    expect((await sim.stripe.events.list({ types: ['customer.created', 'customer.updated'] })).data).toHaveLength(1);
  });

  it('is refused as a wish when there is no such type', async () => {
    const wish = fetch(`${sim.url}/v1/webhook_endpoints`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_sim_0123456789' },
      body: new URLSearchParams({ url: url(), 'enabled_events[0]': 'customer.renamed' }),
    });
    expect((await wish).status).toBe(400);
  });
});

describe('deliveries that go wrong', () => {
  const make = async (fault: Record<string, unknown>): Promise<void> => {
    await listenTo('customer.created', 'customer.updated');
    await sim.fault({ event: 'customer.created', ...fault });
    const { id } = await sim.stripe.customers.create({ name: '花' });
    await sim.stripe.customers.update(id, { name: '健' });
    await sim.deliver({ oneByOne: true });
  };

  it.each(['delay', 'shuffle'])('the first comes after the second: %s', async (kind) => {
    await make({ kind, ms: 3_600_000 });
    expect(types()).toEqual(['customer.updated', 'customer.created']);
  });

  it('one never comes, and is found in the list all the same', async () => {
    await make({ kind: 'drop' });
    expect(types()).toEqual(['customer.updated']);
    expect((await sim.stripe.events.list({ type: 'customer.created' })).data).toHaveLength(1);
  });

  it('one comes twice', async () => {
    await make({ kind: 'duplicate' });
    const ids = events().flatMap(({ id, type }) => (type === 'customer.created' ? [id] : []));
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  });

  it('one has a twin with another id', async () => {
    await make({ kind: 'twin' });
    const twins = events().filter(({ type }) => type === 'customer.created');
    expect(new Set(twins.map(({ id }) => id)).size).toBe(2);
    expect(new Set(twins.map(({ data }) => Object(data.object).id)).size).toBe(1);
  });

  it('the oldest comes last', async () => {
    await make({ kind: 'stale_last' });
    expect(types()).toEqual(['customer.updated', 'customer.created']);
  });

  it('one is signed by somebody else', async () => {
    await make({ kind: 'bad_signature' });
    const forged = received.find(({ body }) => JSON.parse(body).type === 'customer.created');
    expect(() => sim.stripe.webhooks.constructEvent(forged?.body ?? '', forged?.signature ?? '', TEST_WEBHOOK_SECRET)).toThrow(
      'No signatures found',
    );
  });

  it('one was signed too long ago', async () => {
    await make({ kind: 'old_timestamp' });
    const old = received.find(({ body }) => JSON.parse(body).type === 'customer.created');
    expect(() => sim.stripe.webhooks.constructEvent(old?.body ?? '', old?.signature ?? '', TEST_WEBHOOK_SECRET)).toThrow(
      'Timestamp outside the tolerance zone',
    );
  });

  it('one is huge', async () => {
    await make({ kind: 'huge' });
    expect(Math.max(...received.map(({ body }) => body.length))).toBeGreaterThan(200_000);
    expect(events()).toHaveLength(2);
  });

  it('is signed with the new secret after that was rolled', async () => {
    const { id } = await listenTo('customer.created');
    const opens = (at: number, secret: string): Stripe.Event =>
      sim.stripe.webhooks.constructEvent(received[at]?.body ?? '', received[at]?.signature ?? '', secret);
    await sim.post(`/_sim/webhook_endpoints/${id}/secret`, { secret: 'whsec_rolled', keepFormer: true });
    await sim.stripe.customers.create();
    await sim.deliver();
    expect([opens(0, 'whsec_rolled').type, opens(0, TEST_WEBHOOK_SECRET).type]).toEqual(['customer.created', 'customer.created']);
    await sim.post(`/_sim/webhook_endpoints/${id}/secret`, { secret: 'whsec_rolled_again' });
    await sim.stripe.customers.create();
    await sim.deliver();
    expect(opens(1, 'whsec_rolled_again').type).toBe('customer.created');
    expect(() => opens(1, 'whsec_rolled')).toThrow('No signatures found');
  });
});

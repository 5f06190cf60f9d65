import request from 'supertest';
import Stripe from 'stripe';
import { row, rows } from '#libs/database';
import { NO_STRIPE, TestApp } from '../support/app.js';

const [SECRET = ''] = NO_STRIPE.webhookSecrets;

let app: TestApp;
let made = 0;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

interface EventWishes {
  id?: string;
  type?: string;
  object?: Record<string, unknown>;
  account?: string;
  padding?: number;
}

/** A letter as Stripe writes it, about an object that may not be there. */
const letter = ({ id, type = 'customer.updated', object, account, padding = 0 }: EventWishes = {}): string =>
  JSON.stringify({
    id: id ?? `evt_${++made}`,
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: Math.floor(Date.now() / 1000),
    type,
    livemode: false,
    pending_webhooks: 1,
    request: null,
    ...(account ? { account } : {}),
    data: { object: { id: `cus_${made}`, object: 'customer', ...object, padding: 'x'.repeat(padding) } },
  });

const signed = (payload: string, { secret = SECRET, age = 0 } = {}): string =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: Math.floor(Date.now() / 1000) - age });

const post = (payload: string, signature: string) =>
  request(app.nest.getHttpServer()).post('/api/v1/webhooks/stripe').set('content-type', 'application/json; charset=utf-8').set('stripe-signature', signature).send(payload);

const stored = (payload: string) =>
  rows<{ id: string; status: string; kind: string | null; objectId: string | null; payload: string }>(
    app.db,
    'select id, status, object_kind as kind, object_id as "objectId", payload from stripe_events where id = $1',
    [JSON.parse(payload).id],
  );

describe('the door for letters of Stripe', () => {
  it('stores a letter to the last byte, asks for it to be applied, and says 200', async () => {
    const text = letter({ object: { name: '髙橋 花子 🌸' } });
    const { body } = await post(text, signed(text)).expect(200);
    expect(body).toEqual({ received: true });
    expect(await stored(text)).toEqual([{ id: `evt_${made}`, status: 'waiting', kind: 'customer', objectId: `cus_${made}`, payload: text }]);
    expect(await row(app.db, `select task_identifier as task from graphile_worker.jobs where key = 'applyStripeEvents'`)).toEqual({ task: 'applyStripeEvents' });
  });

  it.each([
    ['without a signature', (_text: string) => ''],
    ['signed with another secret', (text: string) => signed(text, { secret: 'whsec_forged' })],
    ['signed for another text', (_text: string) => signed('{}')],
    ['signed 301 seconds ago', (text: string) => signed(text, { age: 301 })],
    ['with a header that is none', (_text: string) => 't=1,v1='],
  ])('refuses a letter %s, in the words of a problem, and keeps nothing of it', async (_how, sign) => {
    const text = letter();
    const { body, headers } = await post(text, sign(text)).expect(400);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 400, code: 'stripe.signature' });
    expect(await stored(text)).toEqual([]);
  });

  it('believes a letter that was under way for just under five minutes', async () => {
    const text = letter();
    await post(text, signed(text, { age: 290 })).expect(200);
  });

  it('takes a letter of 150 KiB, and none of more than a megabyte', async () => {
    const large = letter({ padding: 150 * 1024 });
    await post(large, signed(large)).expect(200);
    expect(await stored(large)).toHaveLength(1);
    const tooLarge = letter({ padding: 1024 * 1024 });
    const { body } = await post(tooLarge, signed(tooLarge)).expect(413);
    expect(body.code).toBe('input.tooLarge');
    expect(await stored(tooLarge)).toEqual([]);
  });

  it('takes letters deeper than any form of ours', async () => {
    const deep = (levels: number): unknown => (levels === 0 ? 1 : { in: deep(levels - 1) });
    const text = letter({ object: { deep: deep(30) } });
    await post(text, signed(text)).expect(200);
  });

  it('believes the old secret as well while a new one is rolled in', async () => {
    const rolled = ['whsec_new', 'whsec_old'];
    const text = letter();
    const before = app.settings.stripe.webhookSecrets;
    Object.assign(app.settings.stripe, { webhookSecrets: rolled });
    try {
      for (const secret of rolled) await post(text, signed(text, { secret })).expect(200);
      // Stripe itself signs with both for a while.
      const both = `${signed(text, { secret: 'whsec_other' })},${signed(text, { secret: 'whsec_old' }).split(',')[1] ?? ''}`;
      await post(text, both).expect(200);
      await post(text, signed(text)).expect(400);
    } finally {
      Object.assign(app.settings.stripe, { webhookSecrets: before });
    }
    expect(await stored(text)).toHaveLength(1);
  });

  it('stores a letter once, however often it comes at the same time', async () => {
    const text = letter();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(text, signed(text))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await stored(text)).toHaveLength(1);
  });

  it('stores fifty that come at once, every one', async () => {
    const texts = Array.from({ length: 50 }, () => letter());
    const answers = await Promise.all(texts.map((text) => post(text, signed(text))));
    expect(answers.map(({ status }) => status)).toEqual(texts.map(() => 200));
    for (const text of texts) expect(await stored(text)).toHaveLength(1);
  });

  it('keeps letters of a type it does not know, without work for anybody', async () => {
    const text = letter({ type: 'climate.order.delivered', object: { object: 'climate.order', id: 'climorder_1' } });
    await post(text, signed(text)).expect(200);
    expect(await stored(text)).toMatchObject([{ status: 'kept', kind: null }]);
    const upcoming = letter({ type: 'invoice.upcoming', object: { object: 'invoice', id: 'upcoming_in_1' } });
    await post(upcoming, signed(upcoming)).expect(200);
    expect(await stored(upcoming)).toMatchObject([{ status: 'kept', kind: null }]);
  });

  it('refuses what is signed and is no letter', async () => {
    for (const text of ['[]', '{"object":"event"}', '"evt"']) await post(text, signed(text)).expect(400);
  });

  it('asks nobody to sign in, and counts nobody', async () => {
    await app.db.query('delete from rate_limits');
    const text = letter();
    for (let times = 0; times < 40; times += 1) await post(text, signed(text)).expect(200);
    expect(await rows(app.db, 'select from rate_limits')).toEqual([]);
  });
});

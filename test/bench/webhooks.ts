import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import Stripe from 'stripe';
import { openDataSource, type StripeSettings } from '#libs/database';
import { SystemClock } from '#libs/kernel';
import { StripeEvents } from '#libs/payments';
import { startWorker } from '../../apps/worker/worker.js';
import { testSettings } from '../support/app.js';
import type { BenchDatabase } from './databases.js';
import { alternating, figure, load, median, serve, WEBHOOK_SECRET, type Figure } from './measure.js';

const SECONDS = 4;
/** Letters applied in each of the five rounds: 10,000 in all, each about another object. */
const LETTERS = 2_000;
const ROUNDS = 5;
const KEY = 'sk_test_sim_0123456789';

/** The door for letters of Stripe against a bare route that inserts one row; and applying what is stored against a plain loop. */
export async function webhooks(databases: BenchDatabase): Promise<Figure[]> {
  const url = await databases.make('webhooks', { mixers: 10, shifts: 10 });
  const db = await openDataSource(url);
  await db.query('create table bare_events (like stripe_events including defaults including indexes)');
  await db.query('create table bare_customers (like stripe_customers including defaults including indexes)');
  await db.destroy();
  return [await door(url), await applying(url)];
}

/** A letter of ordinary length about a subscription, new each time. */
function letters() {
  let n = 0;
  const run = Date.now().toString(36);
  return () => {
    n += 1;
    const body = JSON.stringify({
      id: `evt_${run}_${n}`,
      object: 'event',
      api_version: Stripe.API_VERSION,
      created: Math.floor(Date.now() / 1000),
      type: 'customer.subscription.updated',
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      data: { object: { id: `sub_${run}_${n}`, object: 'subscription', status: 'active', metadata: { purpose: 'dues' }, items: Array.from({ length: 20 }, (_, at) => ({ id: `si_${at}`, quantity: 1, price: { id: `price_${at}`, unit_amount: 1_000 } })) } },
    });
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: WEBHOOK_SECRET });
    return { method: 'POST' as const, path: '/api/v1/webhooks/stripe', headers: { 'content-type': 'application/json', 'stripe-signature': signature }, body };
  };
}

async function door(url: string): Promise<Figure> {
  const [ours, bare] = [await serve('ours', url), await serve('bare', url)];
  const next = letters();
  for (const server of [ours, bare]) await load(server, next, 200, { seconds: 2 });
  const runs = await alternating(
    () => load(ours, next, 200, { seconds: SECONDS }),
    () => load(bare, next, 200, { seconds: SECONDS }),
  );
  for (const server of [ours, bare]) await server.stop();
  const rate = (side: 'ours' | 'baseline'): number => median(runs[side].map(({ perSecond }) => perSecond));
  return figure('webhooks: the door against a bare route that inserts one row', 'letters/s', rate('ours'), rate('baseline'), { least: 0.7 });
}

/** What stands in for Stripe, as a process of its own. */
async function simulator(): Promise<{ api: NonNullable<StripeSettings['api']>; stop: () => void }> {
  const child = fork(fileURLToPath(new URL('../../apps/stripe-sim/main.ts', import.meta.url)), {
    execArgv: ['--conditions=source', '--import', '@swc-node/register/esm-register'],
    env: { ...process.env, STRIPE_SIM_PORT: '0' },
  });
  const { port } = await new Promise<{ port: number }>((done, fail) => {
    child.once('message', (said) => done(said as { port: number }));
    child.once('exit', (code) => fail(new Error(`the simulator ended with ${code}`)));
  });
  return { api: { host: '127.0.0.1', port, protocol: 'http' }, stop: () => void child.kill('SIGKILL') };
}

async function applying(url: string): Promise<Figure> {
  const { api, stop } = await simulator();
  const stripe = new Stripe(KEY, { ...api, telemetry: false });
  const ids: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, lane) => {
      for (let n = lane; n < LETTERS; n += 8) ids.push((await stripe.customers.create({ name: `佐藤 ${n}`, email: `m${n}@bench.test` })).id);
    }),
  );
  const settings = { ...testSettings(url), logLevel: 'silent' as const, stripe: { secretKey: KEY, webhookSecrets: [WEBHOOK_SECRET], api } };
  const worker = await startWorker(settings, new SystemClock());
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let round = 0;
  try {
    const runs = await alternating(
      async () => {
        round += 1;
        await client.query(
          `insert into stripe_events (id, type, object_kind, object_id, payload, source, status, next_attempt_at, occurred_at, received_at)
           select 'evt_' || $2 || '_' || o, 'customer.updated', 'customer', id, '{}', 'webhook', 'waiting', now(), now(), now() from unnest($1::text[]) with ordinality as t(id, o)`,
          [ids, round],
        );
        const began = performance.now();
        await worker.get(StripeEvents).applyWaiting();
        const seconds = (performance.now() - began) / 1000;
        const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from stripe_events where status = 'waiting'`);
        if (rows[0]?.n !== 0) throw new Error(`${rows[0]?.n} letters still wait`);
        return LETTERS / seconds;
      },
      async () => {
        await client.query('truncate bare_customers');
        await client.query(`insert into bare_customers (id, reading, read_at, created_at) select id, 0, now(), now() from unnest($1::text[]) id`, [ids]);
        const began = performance.now();
        for (const id of ids) {
          const answer = await fetch(`http://${api.host}:${api.port}/v1/customers/${id}`, { headers: { authorization: `Bearer ${KEY}`, 'stripe-version': Stripe.API_VERSION } });
          const { created } = (await answer.json()) as { created: number };
          await client.query({ name: 'bare-mirror', text: 'update bare_customers set created_at = to_timestamp($2), read_at = now(), reading = reading + 1 where id = $1', values: [id, created] });
        }
        return (LETTERS * 1000) / (performance.now() - began);
      },
    );
    if (runs.ours.length !== ROUNDS) throw new Error('a round is missing');
    return figure('webhooks: applying 10,000 stored letters against one GET and one update each', 'letters/s', median(runs.ours), median(runs.baseline), { least: 0.5 });
  } finally {
    await client.end();
    await worker.close();
    stop();
  }
}

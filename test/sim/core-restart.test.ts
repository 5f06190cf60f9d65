import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { TEST_KEY } from '../support/sim.js';

// The stand-in as the process that `npm start` runs, killed in the middle of things.
const ARGS = ['--conditions=source', '--import', '@swc-node/register/esm-register', 'apps/stripe-sim/main.ts'];

let dir: string;
let child: ChildProcess;
let port: number;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'stripe-sim-'));
});
afterAll(async () => {
  await kill('SIGTERM');
  rmSync(dir, { recursive: true, force: true });
});

async function start(): Promise<Stripe> {
  child = spawn(process.execPath, ARGS, { env: { ...process.env, STRIPE_SIM_DIR: dir }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  [{ port }] = await once(child, 'message');
  return new Stripe(TEST_KEY, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

async function kill(signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

it('knows after kill -9 what it had answered before, and goes on with what was waiting', async () => {
  const before = await start();
  const customer = await before.customers.create({ name: '花' }, { idempotencyKey: 'cust:1' });
  await before.webhookEndpoints.create({ url: 'http://127.0.0.1:1/', enabled_events: ['payment_intent.succeeded'] });
  const voucher = await before.paymentIntents.create({
    amount: 3000,
    currency: 'jpy',
    customer: customer.id,
    allowed_payment_method_types: ['konbini'],
    payment_method_data: { type: 'konbini', billing_details: { email: 'hana@mazeru.example', name: '花' } },
    confirm: true,
  });
  const events = (await before.events.list()).data.map(({ id }) => id);
  await kill('SIGKILL');
  // A line that was being written when the process was killed.
  appendFileSync(join(dir, 'journal.jsonl'), '[["platform",{"id":"cus_half","obj');

  const after = await start();
  expect(await after.customers.retrieve(customer.id)).toMatchObject({ name: '花' });
  expect((await after.events.list()).data.map(({ id }) => id)).toEqual(events);
  expect((await after.customers.create({ name: '花' }, { idempotencyKey: 'cust:1' })).id).toBe(customer.id);
  expect((await after.customers.list()).data).toHaveLength(1);
  expect(readFileSync(join(dir, 'journal.jsonl'), 'utf8')).not.toContain('cus_half');

  await fetch(`http://127.0.0.1:${port}/_sim/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"advanceSeconds":180}',
  });
  expect((await after.paymentIntents.retrieve(voucher.id)).status).toBe('succeeded');
});

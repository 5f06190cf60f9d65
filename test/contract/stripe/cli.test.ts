import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rows } from '#libs/database';
import { TestApp } from '../../support/app.js';
import { startSim, TEST_KEY, type TestSim } from '../../support/sim.js';

/** Stripe's own program, from its package for the machines that tests run on (Linux); it reads and writes nothing of this machine's user. */
const home = mkdtempSync(join(tmpdir(), 'mazeru-stripe-cli-'));
const binary = (): string =>
  join(dirname(createRequire(join(process.cwd(), 'package.json')).resolve('@stripe/cli-linux-x64/package.json')), 'bin/stripe');
const running = new Set<ChildProcess>();
const start = (args: string[]) => {
  const program = spawn(binary(), [...args, '--api-key', TEST_KEY, '--color', 'off'], {
    env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), STRIPE_CLI_TELEMETRY_OPTOUT: '1', PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(program);
  program.once('close', () => running.delete(program));
  return program;
};

/** Nothing of it outlives its test, however that ended. */
const endAll = (): Promise<unknown> =>
  Promise.all(
    [...running].map(
      (program) =>
        new Promise((gone) => {
          program.once('close', gone);
          program.kill('SIGKILL');
        }),
    ),
  );

/** Runs it to its end: the exit code and what it said. */
const run = (...args: string[]) =>
  new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    const program = start(args);
    let said = '';
    for (const stream of [program.stdout, program.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    program.once('error', reject);
    program.once('close', (code) => resolve({ code, said }));
  });

/**
 * Sequences of calls that Stripe wrote for these events. Not played: what the simulator leaves out (issuing, quotes, coupons, tax rates,
 * payment links, SEPA debits, which take euros from banks that no yen is taken from).
 */
const TRIGGERS = [
  'account.application.deauthorized',
  'account.updated',
  'balance.available',
  'billing_portal.configuration.created',
  'billing_portal.configuration.updated',
  'billing_portal.session.created',
  'cash_balance.funds_available',
  'charge.captured',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.failed',
  'charge.refund.updated',
  'charge.refunded',
  'charge.succeeded',
  'checkout.session.completed',
  'checkout.session.expired',
  'customer.created',
  'customer.deleted',
  'customer.subscription.created',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.trial_will_end',
  'customer.subscription.updated',
  'customer.updated',
  'customer_cash_balance_transaction.created',
  'invoice.created',
  'invoice.deleted',
  'invoice.finalized',
  'invoice.marked_uncollectible',
  'invoice.paid',
  'invoice.payment_action_required',
  'invoice.payment_failed',
  'invoice.payment_succeeded',
  'invoice.sent',
  'invoice.updated',
  'invoice.voided',
  'invoiceitem.created',
  'invoiceitem.deleted',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.created',
  'payment_intent.partially_funded',
  'payment_intent.payment_failed',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payment_method.attached',
  'payment_method.detached',
  'payment_method.updated',
  'payout.created',
  'payout.updated',
  'price.created',
  'price.updated',
  'product.created',
  'product.deleted',
  'product.updated',
  'setup_intent.canceled',
  'setup_intent.created',
  'setup_intent.requires_action',
  'setup_intent.setup_failed',
  'setup_intent.succeeded',
  'test_helpers.test_clock.advancing',
  'test_helpers.test_clock.created',
  'test_helpers.test_clock.deleted',
  'test_helpers.test_clock.ready',
  'topup.created',
  'transfer.created',
  'transfer.reversed',
  'transfer.updated',
];

/** A machine that has much else to do takes its time; an idle one needs a tenth of this. */
const LONG_MS = 240_000;
/** How many play at once, each against a simulator of its own. */
const PLAYERS = 3;

interface Played {
  code: number | null;
  said: string;
  told: unknown[];
}

/** Plays what is left of the list, one after the other. */
async function play(sim: TestSim, left: string[], played: Map<string, Played>): Promise<void> {
  // Whoever pays out has to have something: disputes of the list take money away.
  const card = { payment_method: 'pm_card_bypassPending', confirm: true, return_url: 'http://app.test/' };
  await sim.stripe.paymentIntents.create({ amount: 900_000, currency: 'jpy', ...card });
  for (let type = left.shift(); type !== undefined; type = left.shift()) {
    const told: unknown[] = [];
    const listen = (_scope: string, event: { [name: string]: unknown }) => told.push(event['type']);
    sim.server.sim.listeners.add(listen);
    const { code, said } = await run('trigger', type, '--api-base', sim.url);
    sim.server.sim.listeners.delete(listen);
    played.set(type, { code, said, told });
  }
}

describe('the official command line tool', () => {
  let sims: TestSim[];
  let sim: TestSim;
  const played = new Map<string, Played>();

  beforeAll(async () => {
    sims = await Promise.all(Array.from({ length: PLAYERS }, () => startSim()));
    sim = await startSim();
    const left = [...TRIGGERS];
    await Promise.all(sims.map((each) => play(each, left, played)));
  }, LONG_MS);
  afterEach(endAll);
  afterAll(async () => {
    await endAll();
    await Promise.all([sim, ...sims].map((each) => each.stop()));
    rmSync(home, { recursive: true, force: true });
  });

  it.each(TRIGGERS)('plays its sequence for %s, and the event is told', (type) => {
    const { code, said, told } = played.get(type) ?? {};
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('Trigger succeeded') });
    expect(told).toContain(type);
  });

  it('says so when a sequence asks for what the simulator does not know', async () => {
    const { code, said } = await run('trigger', 'quote.created', '--api-base', sim.url);
    expect(code).not.toBe(0);
    expect(said).toContain('Unrecognized request URL (POST: /v1/quotes)');
  });

  it('forwards events to the application, which believes their signature and keeps them', async () => {
    const app = await TestApp.start({ stripe: sim });
    const hook = `${await app.nest.getUrl()}/api/v1/webhooks/stripe`;
    const listener = start(['listen', '--api-base', sim.url, '--no-wss', '--all-snapshot', '--forward-to', hook]);
    try {
      await says(listener, /Ready!.*whsec_sim_for_tests/);
      const answered = says(listener, /\[200\] POST/);
      const customer = await sim.stripe.customers.create({ email: 'haru@example.com' });
      await answered;
      expect(await rows(app.db, 'select type, object_id as "objectId" from stripe_events')).toEqual([{ type: 'customer.created', objectId: customer.id }]);
    } finally {
      await endAll();
      await app.stop();
    }
  }, LONG_MS);
});

/** Waits until the program has said it. */
const says = (program: ReturnType<typeof start>, wanted: RegExp) =>
  new Promise<void>((resolve, reject) => {
    let said = '';
    for (const stream of [program.stdout, program.stderr]) {
      stream.on('data', (text: Buffer) => {
        said += text.toString();
        if (wanted.test(said)) resolve();
      });
    }
    program.once('close', () => reject(new Error(`ended having said: ${said}`)));
  });

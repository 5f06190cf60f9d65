import Stripe from 'stripe';
import { createSim, type SimOptions, type StripeSim } from '../../apps/stripe-sim/server.js';

/** Stripe's stand-in, in this process and in memory, for one test file. */
export interface TestSim {
  url: string;
  host: string;
  port: number;
  /** The secret of every webhook endpoint. */
  webhookSecret: string;
  /** The official package, pointed at the stand-in. */
  stripe: Stripe;
  /** What runs behind it, for looking in. */
  server: StripeSim;
  /** Epoch seconds of its clock. */
  now: () => number;
  /** Moves its clock by so many seconds, and runs what comes due. */
  advance: (seconds: number) => Promise<void>;
  /** Moves its clock to that instant. */
  advanceTo: (instant: Date | number) => Promise<void>;
  /** Something goes wrong once, or so many times: `{ kind: 'reset_after', method: 'POST', path: '/v1/refunds' }`. */
  fault: (fault: Record<string, unknown>) => Promise<void>;
  clearFaults: () => Promise<void>;
  /** Sends every event that waits, and what comes of them, until all is quiet; several at the same time unless `oneByOne`. */
  deliver: (how?: { oneByOne?: boolean }) => Promise<{ delivered: number; failed: number }>;
  /** Whatever the control page can do: `post('/_sim/vouchers/pi_…/payment')`. */
  post: (path: string, body?: Record<string, unknown>) => Promise<Record<string, unknown>>;
  /** This test asks wrongly on purpose; every other refusal of the contract fails the run at `stop`. */
  expectRefusal: (pattern: RegExp) => void;
  stop: () => Promise<void>;
}

export const TEST_KEY = 'sk_test_sim_0123456789';
export const TEST_WEBHOOK_SECRET = 'whsec_sim_for_tests';

/**
 * Starts it with every check on: requests, answers and events against the contract. Its clock stands still until it is moved;
 * events wait for `deliver` unless `delivery.when` is `atOnce`.
 */
export async function startSim(options: SimOptions & { startsAt?: Date } = {}): Promise<TestSim> {
  const { startsAt = new Date('2026-11-21T01:00:00Z'), ...given } = options;
  const server = createSim({
    webhookSecret: TEST_WEBHOOK_SECRET,
    validateResponses: true,
    wallClock: () => startsAt.getTime(),
    ...given,
    delivery: { when: 'asked', jitterMs: 0, ...given.delivery },
  });
  const port = await server.listen(0);
  const url = `http://127.0.0.1:${port}`;
  const expected: RegExp[] = [];

  const ask = async (method: string, path: string, body?: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };

  return {
    url,
    host: '127.0.0.1',
    port,
    webhookSecret: given.webhookSecret ?? TEST_WEBHOOK_SECRET,
    stripe: new Stripe(TEST_KEY, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false }),
    server,
    now: () => server.sim.now(),
    advance: async (seconds) => {
      await ask('POST', '/_sim/clock', { advanceSeconds: seconds });
    },
    advanceTo: async (instant) => {
      await ask('POST', '/_sim/clock', { advanceTo: typeof instant === 'number' ? instant : Math.floor(instant.getTime() / 1000) });
    },
    fault: async (fault) => {
      await ask('POST', '/_sim/faults', fault);
    },
    clearFaults: async () => {
      await ask('DELETE', '/_sim/faults');
    },
    deliver: ({ oneByOne = false } = {}) => server.deliveries.flush(oneByOne ? 1 : undefined),
    post: (path, body = {}) => ask('POST', path, body),
    expectRefusal: (pattern) => {
      expected.push(pattern);
    },
    stop: async () => {
      await server.close();
      const unexpected = server.refusals.filter(({ message }) => !expected.some((pattern) => pattern.test(message)));
      if (unexpected.length > 0) throw new Error(`Stripe would have refused:\n${JSON.stringify(unexpected, null, 2)}`);
    },
  };
}

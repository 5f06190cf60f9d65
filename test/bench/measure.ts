import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon, { type Request } from 'autocannon';
import { YOUNG_MB } from '../../apps/cli/kept-process.js';

/** One figure: ours against the baseline of the same run. `bound` null: reported, not judged. */
export interface Figure {
  name: string;
  ours: number;
  baseline: number;
  unit: string;
  ratio: number;
  bound: number | null;
  ok: boolean;
}

export const CONNECTIONS = 16;
const ROUNDS = 5;

/** `least`: the ratio must be at least the bound; `most`: at most. */
export function figure(name: string, unit: string, ours: number, baseline: number, judge?: { least: number } | { most: number }): Figure {
  const ratio = Number((ours / baseline).toFixed(3));
  const bound = !judge ? null : 'least' in judge ? judge.least : judge.most;
  const ok = !judge || ('least' in judge ? ratio >= judge.least : ratio <= judge.most);
  return { name, ours: Math.round(ours * 100) / 100, baseline: Math.round(baseline * 100) / 100, unit, ratio, bound, ok };
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Five rounds, ours and the baseline in turn, so that whatever else the machine does falls on both. Medians. */
export async function alternating<T>(ours: () => Promise<T>, baseline: () => Promise<T>): Promise<{ ours: T[]; baseline: T[] }> {
  const found: { ours: T[]; baseline: T[] } = { ours: [], baseline: [] };
  for (let round = 0; round < ROUNDS; round++) {
    found.baseline.push(await baseline());
    found.ours.push(await ours());
  }
  return found;
}

export interface Server {
  address: string;
  process: ChildProcess;
  heapBytes(): Promise<number>;
  stop(): Promise<void>;
}

/** Nobody answers there; letters signed with this secret are believed. */
export const WEBHOOK_SECRET = 'whsec_mazeru_bench';
const STRIPE = { STRIPE_SECRET_KEY: 'sk_test_sim_0123456789', STRIPE_WEBHOOK_SECRETS: WEBHOOK_SECRET, STRIPE_API_HOST: '127.0.0.1', STRIPE_API_PORT: '1', STRIPE_API_PROTOCOL: 'http' };

/** As it stands behind a proxy in production: whoever asks is known by the address that the proxy names. */
export const BEHIND_PROXY = { NODE_ENV: 'production', PUBLIC_URL: 'https://mazeru.example', SMTP_URL: 'smtp://127.0.0.1:1', ALLOW_STRIPE_TEST: '1' } as const;

/** Start `ours` or `bare` as a process of its own on this database, both with the settings of Node that `npm start` uses. */
export async function serve(which: 'ours' | 'bare', databaseUrl: string, also: Readonly<Record<string, string>> = {}): Promise<Server> {
  const child = fork(fileURLToPath(new URL(`${which}.ts`, import.meta.url)), {
    execArgv: ['--expose-gc', `--max-semi-space-size=${YOUNG_MB}`, '--conditions=source', '--import', '@swc-node/register/esm-register'],
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'development', LOG_LEVEL: 'error', SECRET_KEYS: '00'.repeat(32), ...STRIPE, ...also },
  });
  const hear = <T>(): Promise<T> => new Promise((done, fail) => (child.once('message', (said) => done(said as T)), child.once('exit', (code) => fail(new Error(`${which} ended with ${code}`)))));
  const { address } = await hear<{ address: string }>();
  return {
    address,
    process: child,
    heapBytes: async () => {
      const heard = hear<{ heapBytes: number }>();
      child.send('heap');
      return (await heard).heapBytes;
    },
    stop: () => new Promise((done) => (child.once('exit', () => done()), child.kill('SIGKILL'))),
  };
}

export interface Load {
  perSecond: number;
  p99Ms: number;
  meanMs: number;
  /** From the first question to the last answer. */
  tookMs: number;
  /** Answers of the expected status; the others were refusals that the load allows. */
  expected: number;
}

/** Drive a server with 16 connections unless said; every answer must have the expected status or the one that may be refused with, else the figure means nothing. */
export async function load(
  server: Server,
  next: () => Partial<Request>,
  expected: number,
  { seconds, amount, connections = CONNECTIONS, refused }: { seconds?: number; amount?: number; connections?: number; refused?: number },
): Promise<Load> {
  const wrong = new Map<number, number>();
  const counted = new Map<number, number>();
  const result = await autocannon({
    url: server.address,
    connections,
    // Two hundred who ask at once wait for each other; on a busy machine that may take a while.
    timeout: 60,
    ...(amount ? { amount } : { duration: seconds ?? 4 }),
    requests: [
      {
        setupRequest: (request) => ({ ...request, ...next() }),
        onResponse: (status) => {
          counted.set(status, (counted.get(status) ?? 0) + 1);
          if (status !== expected && status !== refused) wrong.set(status, (wrong.get(status) ?? 0) + 1);
        },
      },
    ],
  });
  if (wrong.size > 0 || result.errors > 0) throw new Error(`answers that were not ${expected}: ${JSON.stringify([...wrong])}, errors ${result.errors}`);
  const tookMs = result.finish.getTime() - result.start.getTime();
  return { perSecond: result.requests.average, p99Ms: result.latency.p99, meanMs: result.latency.average, tookMs, expected: counted.get(expected) ?? 0 };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESOURCES } from '../../../apps/stripe-sim/resources/index.js';
import { startSim, TEST_KEY, type TestSim } from '../../support/sim.js';

/** Calls that the contract does not describe: those of Stripe's own tools, and one that only the package makes. */
const UNDESCRIBED = [
  'GET /v1/customers/{id}/payment_methods/{method}',
  'GET /v1/payment_pages/{id}',
  'POST /v1/payment_pages/{id}/confirm',
  'POST /v1/stripecli/sessions',
];

/** Codes of the documentation that the declarations do not list. https://docs.stripe.com/error-codes, …/changelog */
const UNLISTED_CODES = [
  'insufficient_capabilities_for_transfer',
  'payment_method_types_no_longer_supported',
  'subscription_payment_intent_requires_action',
];

const simulatorSources = () =>
  readdirSync('apps/stripe-sim', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join('apps/stripe-sim', name), 'utf8'));

/** The codes in `code: '…'` of an error, and in the third place of `invalidRequest(…)`. */
const codesIn = (source: string): string[] => {
  const named = [...source.matchAll(/\bcode: '([a-z]+_[a-z_]+)'/g)].map(([, code = '']) => code);
  const third = [...source.matchAll(/invalidRequest\(/g)].flatMap(({ index }) => {
    const end = source.indexOf(';', index);
    const last = /,\s*(?:'[^']*'|`[^`]*`|paramName\(path\)|[a-z]\w*),\s*'([a-z]+_[a-z_]+)',?\s*\)$/;
    return last.exec(source.slice(index, end))?.[1] ?? [];
  });
  return [...named, ...third];
};

describe('the simulator of Stripe, beside its contract', () => {
  let sim: TestSim;
  beforeAll(async () => {
    sim = await startSim();
  });
  afterAll(() => sim.stop());

  it('answers every call of the contract', () => {
    const routed = new Set(RESOURCES.flatMap(({ routes }) => Object.keys(routes)));
    const described = sim.server.sim.contract.routes();
    expect(described.filter((route) => !routed.has(route))).toEqual([]);
    expect([...routed].filter((route) => !described.includes(route)).toSorted()).toEqual(UNDESCRIBED);
  });

  it('uses no error code that Stripe’s own list lacks, but for three', () => {
    const intent = sim.server.sim.contract.words('PaymentIntent.LastPaymentError', 'code');
    const used = simulatorSources().flatMap(codesIn);
    expect([...new Set(used.filter((code) => !intent.includes(code)))].toSorted()).toEqual(UNLISTED_CODES);
  });

  it('says in Stripe’s words that it does not know a call, and that it does not search', async () => {
    const answer = await fetch(`${sim.url}/v1/umbrellas`, { method: 'POST', headers: { authorization: `Bearer ${TEST_KEY}` } });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({
      error: { type: 'invalid_request_error', message: expect.stringContaining('Unrecognized request URL (POST: /v1/umbrellas)') },
    });
    await expect(sim.stripe.invoices.search({ query: 'total>100' })).rejects.toMatchObject({ statusCode: 400 });
  });

  it('tells on its control page in Japanese what is different from Stripe', async () => {
    const page = await (await fetch(`${sim.url}/_sim/`)).text();
    expect(page).toContain('シミュレーター：実際のお金は動きません');
    const table = readFileSync('apps/stripe-sim/SIMULATOR.md', 'utf8').split('## Known differences')[1] ?? '';
    const told = table.split('\n').flatMap((line) => /^\| ([^|]+) \| [A-Z]/.exec(line)?.[1] ?? []);
    expect(told.length).toBeGreaterThan(15);
    for (const difference of told) expect(page).toContain(difference);
  });

  it('is not known to the application: nothing there asks whether Stripe is simulated', () => {
    const sources = ['libs', 'apps/api', 'apps/worker'].flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
        .map((name) => join(root, name)),
    );
    const asking = sources.filter((path) => /if \([^)]*(simulat|stripeSim)/i.test(readFileSync(path, 'utf8')));
    expect(asking).toEqual([]);
  });
});

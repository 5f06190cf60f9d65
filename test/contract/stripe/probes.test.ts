import Stripe from 'stripe';
import { startSim, TEST_KEY, type TestSim } from '../../support/sim.js';
import { askAll, differences, expectedOf, PROBES, type Answer } from './probes.js';

describe('the probes, asked of the simulator', () => {
  let sim: TestSim;
  let answers: Map<string, Answer>;

  beforeAll(async () => {
    sim = await startSim();
    const probing = new Stripe(TEST_KEY, {
      host: sim.host,
      port: sim.port,
      protocol: 'http',
      appInfo: { name: 'probe', version: '1' },
      telemetry: false,
    });
    answers = await askAll(probing, sim.now());
  }, 60_000);
  afterAll(() => sim.stop());

  it('are many, each by a title of its own', () => {
    expect(answers.size).toBe(PROBES.length);
    expect(PROBES.length).toBeGreaterThanOrEqual(53);
  });

  it.each(PROBES.map((probe) => [probe.title, probe] as const))('%s', (title, probe) => {
    expect(answers.get(title)).toMatchObject(expectedOf(probe));
  });

  it('are told apart where two Stripes differ', () => {
    const here = { status: 400, type: 'invalid_request_error', code: 'resource_missing' };
    expect(differences('a', here, { ...here })).toEqual([]);
    expect(differences('a', here, { ...here, code: 'parameter_unknown' })).toEqual([
      'a: code is resource_missing here and parameter_unknown there',
    ]);
    expect(differences('a', { status: 200, keys: ['a', 'b'] }, {
      status: 200,
      keys: ['b', 'c'],
    })).toEqual(['a: only here: a', 'a: only there: c']);
  });
});

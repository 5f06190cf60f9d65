import Stripe from 'stripe';
import { startSim } from '../../support/sim.js';
import { askAll, differences, PROBES } from './probes.js';

/**
 * `npm run stripe:probe`: asks the simulator every probe, and with STRIPE_TWIN_KEY=sk_test_… Stripe itself the same, then prints
 * where the two differ. Test keys only; what it makes there stays in that sandbox.
 */
const key = process.env['STRIPE_TWIN_KEY'];
if (key !== undefined && !/^[sr]k_test_/.test(key)) throw new Error('STRIPE_TWIN_KEY has to be a test key');

const probing = { appInfo: { name: 'probe', version: '1' }, telemetry: false };
const sim = await startSim({ startsAt: new Date() });
const here = await askAll(
  new Stripe('sk_test_sim_0123456789', { host: sim.host, port: sim.port, protocol: 'http', ...probing }),
  sim.now(),
);
await sim.stop();
console.log(`${here.size} probes asked of the simulator`);

if (key === undefined) {
  console.log('Without STRIPE_TWIN_KEY there is nothing to compare them with.');
} else {
  const there = await askAll(new Stripe(key, probing), Math.floor(Date.now() / 1000));
  const lines = PROBES.flatMap(({ title }) => differences(title, here.get(title) ?? { status: 0 }, there.get(title) ?? { status: 0 }));
  for (const line of lines) console.log(line);
  console.log(`${lines.length} differences`);
  process.exitCode = lines.length > 0 ? 1 : 0;
}

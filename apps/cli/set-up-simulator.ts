import { Logger } from '@nestjs/common';
import { openDataSource, readSettings, until } from '#libs/database';
import { pricesAtStripe } from '#libs/dues';
import { SystemClock } from '#libs/kernel';
import { setUpStripe } from '#libs/payments';
import { LaunchError } from './complain.js';

const PATIENCE_MS = 20_000;

/** Makes at the simulator what `npm run stripe-bootstrap` makes at Stripe, with letters to the api of this machine. */
export async function setUpSimulator(databaseUrl: string, env: NodeJS.ProcessEnv, apiUrl: string): Promise<void> {
  const { stripe, publicUrl } = readSettings(env);
  if (!stripe?.api) throw new LaunchError('The simulator of Stripe has no address.');
  const { host, port } = stripe.api;
  const answers = (): Promise<boolean> => fetch(`http://${host}:${port}/_sim/clock`).then(({ ok }) => ok, () => false);
  if (!(await until(answers, PATIENCE_MS))) throw new LaunchError(`The simulator of Stripe was not ready after ${PATIENCE_MS / 1000} seconds. What it said stands above.`);
  Logger.overrideLogger(['error']);
  const db = await openDataSource(databaseUrl, { poolSize: 2 });
  try {
    const clock = new SystemClock();
    await setUpStripe(db, { stripe, publicUrl }, clock, { prices: await pricesAtStripe(db, clock.now()), publicUrl: apiUrl });
  } finally {
    await db.destroy();
  }
}

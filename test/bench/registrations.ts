import { openDataSource } from '#libs/database';
import { putOnSale, idOf } from './data.js';
import type { BenchDatabase } from './databases.js';
import { alternating, BEHIND_PROXY, figure, load, median, serve, type Figure } from './measure.js';

const SALES = 400;
const CAPACITY = 10_000;
/** Registrations that each event has from before: 80,000 in all. */
const PAST = 200;

/**
 * Guests who register for one of `sales` events, one after another, from `first` on; each comes from a place of its own, as the proxy names it,
 * so that nobody is too fast.
 */
export function guests({ first, sales }: { first: number; sales: number }) {
  let n = 0;
  return () => {
    const i = n++;
    const sale = first + (i % sales);
    return {
      method: 'POST' as const,
      path: `/api/v1/events/${idOf('sale', sale)}/registrations`,
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.18.${Math.floor(i / 250) % 250}.${i % 250}` },
      body: JSON.stringify({ ticketTypeId: idOf('ticketType', sale), quantity: 1, name: '佐藤 花子', email: `guest-${i}@bench.test`, paymentMethod: 'free' }),
    };
  };
}

/** POST registration for a free seat, by guests without an account: 400 events, half of them for each side, 80,000 registrations from before. */
export async function registrations(databases: BenchDatabase): Promise<Figure[]> {
  const url = await databases.make('registrations', { mixers: 10, shifts: 10 });
  const db = await openDataSource(url);
  await putOnSale(db, { sales: SALES, capacity: CAPACITY, past: PAST });
  await db.destroy();
  const [ours, bare] = [await serve('ours', url, BEHIND_PROXY), await serve('bare', url)];
  const [nextOurs, nextBare] = [guests({ first: 0, sales: SALES / 2 }), guests({ first: SALES / 2, sales: SALES / 2 })];
  await load(bare, nextBare, 201, { seconds: 2 });
  await load(ours, nextOurs, 201, { seconds: 2 });
  const runs = await alternating(
    () => load(ours, nextOurs, 201, { seconds: 4 }),
    () => load(bare, nextBare, 201, { seconds: 4 }),
  );
  for (const server of [ours, bare]) await server.stop();
  const rate = (side: 'ours' | 'baseline'): number => median(runs[side].map(({ perSecond }) => perSecond));
  return [figure('registrations: POST registration for a free seat against the bare handler', 'requests/s', rate('ours'), rate('baseline'), { least: 0.7 })];
}

import { SESSION_COOKIE } from '#libs/identity';
import { tokenOf } from './data.js';
import type { BenchDatabase } from './databases.js';
import { alternating, figure, load, median, serve, type Figure } from './measure.js';

const MIXERS = 5_000;
const asJunior = () => {
  let n = 0;
  return () => ({ method: 'GET' as const, path: '/api/v1/shifts?limit=50', headers: { cookie: `${SESSION_COOKIE}=${tokenOf(n++ % MIXERS)}` } });
};

/** GET open shifts with `can` and `why` for a junior: against a bare handler listing the same rows, and against itself with 100 times fewer shifts. */
export async function shiftList(databases: BenchDatabase): Promise<Figure[]> {
  const large = await databases.make('list_large', { mixers: MIXERS, shifts: 200_000 });
  const small = await databases.make('list_small', { mixers: MIXERS, shifts: 2_000 });
  const [ours, bare, few] = [await serve('ours', large), await serve('bare', large), await serve('ours', small)];
  const next = asJunior();
  for (const server of [ours, bare, few]) await load(server, next, 200, { seconds: 2 });
  const runs = await alternating(
    () => load(ours, next, 200, { seconds: 4 }),
    () => load(bare, next, 200, { seconds: 4 }),
  );
  const growth = await alternating(
    () => load(ours, next, 200, { seconds: 3 }),
    () => load(few, next, 200, { seconds: 3 }),
  );
  for (const server of [ours, bare, few]) await server.stop();
  const rate = (side: 'ours' | 'baseline'): number => median(runs[side].map(({ perSecond }) => perSecond));
  const p99 = (side: 'ours' | 'baseline'): number => median(runs[side].map(({ p99Ms }) => p99Ms));
  const mean = (side: 'ours' | 'baseline'): number => median(growth[side].map(({ meanMs }) => meanMs));
  return [
    figure('shift-list: GET open shifts for a junior', 'requests/s', rate('ours'), rate('baseline'), { least: 0.6 }),
    figure('shift-list: its p99', 'ms', p99('ours'), p99('baseline'), { most: 2 }),
    figure('shift-list: 200,000 shifts against 2,000', 'ms', mean('ours'), mean('baseline'), { most: 1.3 }),
  ];
}

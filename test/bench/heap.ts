import { SESSION_COOKIE } from '#libs/identity';
import { idOf, tokenOf } from './data.js';
import type { BenchDatabase } from './databases.js';
import { figure, load, serve, type Figure } from './measure.js';

const MIXERS = 5_000;

/** The api's heap after a forced collection, after 20,000 and after 120,000 requests of the daily mix: lists, claims, refusals. */
export async function heap(databases: BenchDatabase): Promise<Figure[]> {
  const server = await serve('ours', await databases.make('heap', { mixers: MIXERS, shifts: 200_000 }));
  let n = 0;
  let claimed = 0;
  const reading = () => {
    const i = n++;
    const headers = { cookie: `${SESSION_COOKIE}=${tokenOf(i % MIXERS)}` };
    return i % 2 ? { method: 'GET' as const, path: '/api/v1/shifts?limit=10', headers } : { method: 'GET' as const, path: `/api/v1/shifts/${idOf('shift', i % 150_000)}`, headers };
  };
  const claiming = () => {
    const i = claimed++;
    return { method: 'POST' as const, path: `/api/v1/shifts/${idOf('shift', i)}/claims`, headers: { cookie: `${SESSION_COOKIE}=${tokenOf(i % MIXERS)}` } };
  };
  await load(server, reading, 200, { amount: 15_000 });
  await load(server, claiming, 201, { amount: 5_000 });
  const before = await server.heapBytes();
  for (let turn = 0; turn < 5; turn++) {
    await load(server, reading, 200, { amount: 16_000 });
    await load(server, claiming, 201, { amount: 4_000 });
  }
  const after = await server.heapBytes();
  await server.stop();
  const MB = 1024 * 1024;
  return [figure('heap: api after 120,000 requests against after 20,000', 'MB', after / MB, before / MB, { most: 1.1 })];
}

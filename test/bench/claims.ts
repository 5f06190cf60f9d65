import pg from 'pg';
import { SESSION_COOKIE } from '#libs/identity';
import type { BenchDatabase } from './databases.js';
import { idOf, tokenOf } from './data.js';
import { alternating, CONNECTIONS, figure, load, median, serve, type Figure, type Server } from './measure.js';

const MIXERS = 5_000;
const SHIFTS = 200_000;

/** POST claim: 16 connections, 5,000 mixers, 200,000 shifts. */
export async function claims(databases: BenchDatabase): Promise<Figure[]> {
  const url = await databases.make('claims', { mixers: MIXERS, shifts: SHIFTS }, { bare: true });
  const [ours, bare] = [await serve('ours', url), await serve('bare', url)];
  // Each side walks its own shifts; nobody claims a shift or a time twice.
  const walk = () => {
    let n = 0;
    return () => {
      const i = n++;
      return { method: 'POST' as const, path: `/api/v1/shifts/${idOf('shift', i)}/claims`, headers: { cookie: `${SESSION_COOKIE}=${tokenOf(i % MIXERS)}` } };
    };
  };
  const [nextOurs, nextBare] = [walk(), walk()];
  const seconds = 4;
  await load(bare, nextBare, 201, { seconds: 2 });
  await load(ours, nextOurs, 201, { seconds: 2 });
  const runs = await alternating(
    () => load(ours, nextOurs, 201, { seconds }),
    () => load(bare, nextBare, 201, { seconds }),
  );
  await Promise.all([ours, bare].map((server: Server) => server.stop()));
  const direct = await directLoop(url, nextBare);
  const rate = (side: 'ours' | 'baseline'): number => median(runs[side].map(({ perSecond }) => perSecond));
  return [
    figure('claims: POST claim against the bare handler', 'requests/s', rate('ours'), rate('baseline'), { least: 0.8 }),
    figure('claims: POST claim against a direct SQL loop', 'requests/s', rate('ours'), direct),
  ];
}

/** The pinned statements on 16 connections without any server in between. */
async function directLoop(url: string, next: () => { path: string }): Promise<number> {
  const { bookBare } = await import('./bare.js');
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  }));
  const until = Date.now() + 4_000;
  let booked = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (Date.now() < until) {
        const { path } = next();
        const i = parseInt(path.split('/')[4]?.slice(-12) ?? '0', 16);
        if (await bookBare(client, idOf('shift', i), idOf('mixer', i % MIXERS), idOf('account', i % MIXERS))) booked++;
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return booked / 4;
}

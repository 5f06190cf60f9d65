import { openDataSource } from '#libs/database';
import { announce, idOf } from './data.js';
import type { BenchDatabase } from './databases.js';
import { alternating, figure, load, median, serve, type Figure } from './measure.js';

const EVENTS = 2_000;

/** Guests who open the list, and guests who open one event after another. */
const list = () => ({ method: 'GET' as const, path: '/api/v1/events?limit=50' });
function pages() {
  let n = 0;
  return () => ({ method: 'GET' as const, path: `/api/v1/events/${idOf('sale', n++ % EVENTS)}` });
}

/** GET the public list and GET an event's page, by guests: 2,000 events ahead, two ticket types each, against bare handlers with the same rows. */
export async function eventList(databases: BenchDatabase): Promise<Figure[]> {
  const url = await databases.make('event_list', { mixers: 50, shifts: 10 });
  const db = await openDataSource(url);
  await announce(db, EVENTS);
  await db.destroy();
  const [ours, bare] = [await serve('ours', url), await serve('bare', url)];
  const figures: Figure[] = [];
  for (const [what, next] of [['GET public events', list], ['GET an event', pages()]] as const) {
    for (const server of [ours, bare]) await load(server, next, 200, { seconds: 2 });
    const runs = await alternating(
      () => load(ours, next, 200, { seconds: 3 }),
      () => load(bare, next, 200, { seconds: 3 }),
    );
    const rate = (side: 'ours' | 'baseline'): number => median(runs[side].map(({ perSecond }) => perSecond));
    figures.push(figure(`event-list: ${what} against the bare handler`, 'requests/s', rate('ours'), rate('baseline'), { least: 0.6 }));
  }
  for (const server of [ours, bare]) await server.stop();
  return figures;
}

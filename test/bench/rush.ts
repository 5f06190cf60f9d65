import { openDataSource, rows } from '#libs/database';
import { idOf, putOnSale } from './data.js';
import type { BenchDatabase } from './databases.js';
import { alternating, BEHIND_PROXY, figure, load, median, serve, type Figure } from './measure.js';
import { guests } from './registrations.js';

const BUYERS = 2_000;
const SEATS = 100;
/** All of them ask at the same time, as far as one machine can. */
const AT_ONCE = 200;
/** The first sales have many seats, for plain registrations; each of the rest has a hundred, for one rush. */
const PLAIN = 20;
const RUSHES = 8;

/** 2,000 buyers at once for 100 seats, answered whole, against the time of 2,000 registrations for which there are seats; and never one seat too many. */
export async function rush(databases: BenchDatabase): Promise<Figure[]> {
  const url = await databases.make('rush', { mixers: 10, shifts: 10 });
  const db = await openDataSource(url);
  await putOnSale(db, { sales: PLAIN + RUSHES, capacity: 10_000 });
  await db.query('update sales set capacity = $1 where subject_id >= $2', [SEATS, idOf('sale', PLAIN)]);
  const ours = await serve('ours', url, BEHIND_PROXY);
  const how = { amount: BUYERS, connections: AT_ONCE };
  const plain = guests({ first: 0, sales: PLAIN });
  let next = PLAIN;
  const oneRush = async () => {
    const sale = next++;
    const found = await load(ours, guests({ first: sale, sales: 1 }), 201, { ...how, refused: 409 });
    const [held] = await rows<{ taken: number; seats: number }>(
      db,
      `select taken, (select count(*)::int from seats t where t.subject_id = s.subject_id) as seats from sales s where subject_id = $1`,
      [idOf('sale', sale)],
    );
    if (found.expected !== SEATS || held?.taken !== SEATS || held.seats !== SEATS) throw new Error(`${BUYERS} buyers for ${SEATS} seats: ${found.expected} were told yes, ${JSON.stringify(held)}`);
    return found;
  };
  await load(ours, plain, 201, how);
  await oneRush();
  const runs = await alternating(oneRush, () => load(ours, plain, 201, how));
  await ours.stop();
  await db.destroy();
  const took = (side: 'ours' | 'baseline'): number => median(runs[side].map(({ tookMs }) => tookMs));
  return [figure(`rush: ${BUYERS} buyers at once for ${SEATS} seats against ${BUYERS} registrations`, 'ms', took('ours'), took('baseline'), { most: 1.5 })];
}

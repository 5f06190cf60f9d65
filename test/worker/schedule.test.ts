import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AbandonedJobs } from '../../apps/worker/abandoned-jobs.js';
import { Clockwork } from '../../apps/worker/clockwork.js';
import { SCHEDULE } from '../../apps/worker/schedule.js';
import { startWorker } from '../../apps/worker/worker.js';
import { enqueue, row, rows } from '#libs/database';
import { MovableClock } from '#libs/kernel';
import { START, testSettings } from '../support/app.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';

let url: string;
let clock: MovableClock;
let workers: INestApplicationContext[];

beforeEach(async () => {
  url = await createTestDatabase();
  clock = new MovableClock(START);
  workers = [];
});
afterEach(async () => {
  for (const worker of workers) await worker.close();
  await dropTestDatabase(url);
});

async function work(): Promise<{ clockwork: Clockwork; db: DataSource }> {
  const worker = await startWorker({ ...testSettings(url), logLevel: 'silent' }, clock);
  workers.push(worker);
  return { clockwork: worker.get(Clockwork), db: worker.get(DataSource) };
}

const entryOf = (name: string) => {
  const entry = SCHEDULE.find((line) => line.name === name);
  if (!entry) throw new Error(name);
  return entry;
};

const runsOf = (db: DataSource, name: string) => rows<{ dueAt: Date }>(db, 'select due_at as "dueAt" from schedule_runs where name = $1 order by due_at', [name]);

describe('the schedule', () => {
  it('gives each due run to one of two workers, however often they look', async () => {
    const [one, two] = [await work(), await work()];
    clock.set('2026-11-21T18:10:00Z');
    const taken = await Promise.all([one, two, one, two].map(({ clockwork }) => clockwork.take(entryOf('checks'))));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect((await runsOf(one.db, 'checks')).at(-1)?.dueAt).toEqual(new Date('2026-11-21T18:10:00Z'));

    clock.set('2026-11-22T18:10:30Z');
    const next = await Promise.all([one, two].map(({ clockwork }) => clockwork.take(entryOf('checks'))));
    expect(next.filter(Boolean)).toHaveLength(1);
  });

  it('leaves the run to the other worker when one is killed while it takes it', async () => {
    const { clockwork, db } = await work();
    clock.set('2026-11-21T18:10:00Z');
    const dying = new pg.Client({ connectionString: url });
    dying.on('error', () => undefined);
    await dying.connect();
    await dying.query('begin');
    await dying.query(`insert into schedule_runs (name, due_at) values ('checks', '2026-11-21T18:10:00Z')`);
    const pid = (await dying.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;

    const waiting = clockwork.take(entryOf('checks'));
    const gone = new Promise((done) => dying.once('end', done));
    await db.query('select pg_terminate_backend($1)', [pid]);
    await gone;
    expect(await waiting).toBe(true);
  });

  it('catches up one missed run of each line when a worker comes back after days', async () => {
    const { db } = await work();
    await workers.pop()?.close();
    clock.set('2026-11-25T00:00:00Z');
    const { db: again } = await work();
    expect(db.isInitialized).toBe(false);
    const runs = await runsOf(again, 'checks');
    expect(runs.map(({ dueAt }) => dueAt.toISOString())).toEqual(['2026-11-20T18:10:00.000Z', '2026-11-24T18:10:00.000Z']);
  });

  it('hands the job of a killed worker to another one after a quarter of an hour', async () => {
    const { db } = await work();
    const worker = workers[0];
    await enqueue(db, 'ofNobody');
    const lock = (since: string) =>
      db.query(`update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now() - $1::interval where id in (select id from graphile_worker.jobs where task_identifier = 'ofNobody')`, [since]);
    const holder = () => row<{ by: string | null }>(db, `select locked_by as by from graphile_worker.jobs where task_identifier = 'ofNobody'`);

    await lock('14 minutes');
    await worker?.get(AbandonedJobs).free();
    expect(await holder()).toEqual({ by: 'gone' });
    await lock('16 minutes');
    await worker?.get(AbandonedJobs).free();
    expect(await holder()).toEqual({ by: null });
  });

  it('says of each line what it is for, under a name of its own', () => {
    expect(new Set(SCHEDULE.map(({ name }) => name)).size).toBe(SCHEDULE.length);
    for (const { why } of SCHEDULE) expect(why).toMatch(/\.$/);
  });

  it('purges what has run out and keeps the last run of every line', async () => {
    const { db, clockwork } = await work();
    await db.query(`insert into rate_limits (key, points, expire) values ('old', 1, 1000), ('new', 1, $1)`, [clock.now().getTime() + 90 * 24 * 3_600_000]);
    clock.advance({ days: 60 });
    await clockwork.take(entryOf('purge'));
    const purged = async (): Promise<boolean> => (await row(db, `select from rate_limits where key = 'old'`)) === null;
    for (let tries = 0; tries < 100 && !(await purged()); tries += 1) await new Promise((done) => setTimeout(done, 50));
    expect(await purged()).toBe(true);
    expect(await row(db, `select key from rate_limits where key = 'new'`)).not.toBeNull();
    expect(await runsOf(db, 'checks')).toHaveLength(1);
  });
});

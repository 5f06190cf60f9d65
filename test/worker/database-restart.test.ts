import { Logger, type INestApplicationContext } from '@nestjs/common';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorker } from '../../apps/worker/worker.js';
import { enqueue, migrate, openDataSource, row, rows, startEmbeddedPostgres, theRow, until, type EmbeddedPostgres } from '#libs/database';
import { newId } from '#libs/kernel';
import { Payments } from '#libs/payments';
import { startPaying, type Paying } from '../support/paying.js';

/** People who pay one after the other, all the time. */
const PAYERS = 3;
/** So many letters are applied before the server goes, and so much is paid before it comes back. */
const LETTERS = 25;
const PAYMENTS_MISSED = 5;
const PATIENCE_MS = 20_000;

let folder: string;
let postgres: EmbeddedPostgres;
let world: Paying;
let worker: INestApplicationContext | undefined;

beforeAll(async () => {
  // What fails while nobody answers is told to the log.
  for (const level of ['warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  folder = mkdtempSync(join(tmpdir(), 'mazeru-restart-'));
  // Root lends the server to another user, who has to reach it.
  chmodSync(folder, 0o755);
  postgres = await startEmbeddedPostgres({ dataDir: folder });
  const db = await openDataSource(postgres.url);
  await migrate(db, postgres.url);
  await db.destroy();
  world = await startPaying({ database: postgres.url });
}, 60_000);
afterAll(async () => {
  // Whoever still asks it would wait for its answer.
  if (!postgres.isAlive()) postgres = await startEmbeddedPostgres({ dataDir: folder, port: postgres.port });
  await worker?.close();
  await world.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const soon = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  if (!(await until(holds, PATIENCE_MS))) throw new Error(`it did not come to pass within ${PATIENCE_MS / 1000} seconds`);
};
const count = async (of: string): Promise<number> => (await theRow<{ n: number }>(world.app.db, 'count', `select count(*)::int as n from ${of}`)).n;
const bornAt = () => row<{ at: Date }>(world.app.db, 'select pg_postmaster_start_time() as at');

/** Every letter that Stripe has written so far; one is answered when nothing about it is pending any more. */
async function written(): Promise<{ answered: string[]; refused: string[] }> {
  const letters = { answered: new Array<string>(), refused: new Array<string>() };
  for await (const { id, pending_webhooks: pending } of world.sim.stripe.events.list({ limit: 100 })) letters[pending === 0 ? 'answered' : 'refused'].push(id);
  return letters;
}

const stored = async (ids: readonly string[]): Promise<Set<string>> =>
  new Set((await rows<{ id: string }>(world.app.db, 'select id from stripe_events where id = any($1)', [ids])).map(({ id }) => id));

describe('the database', () => {
  it('is restarted while letters come in and the worker applies them: what was answered 200 is there, the rest comes again, all of it is applied', async () => {
    const person = await world.app.person();
    const customer = await world.app.nest.get(Payments).customer(person.accountId);
    const paid: string[] = [];
    let open = true;
    const payer = async (): Promise<void> => {
      while (open) {
        const method = await world.sim.stripe.paymentMethods.attach('pm_card_visa', { customer });
        const metadata = { purpose: 'order', subjectId: newId() };
        const wish = { amount: 500, currency: 'jpy', customer, payment_method: method.id, confirm: true, off_session: true, metadata };
        const { latest_charge: charge } = await world.sim.stripe.paymentIntents.create(wish);
        if (typeof charge === 'string') paid.push(charge);
      }
    };
    worker = await startWorker({ ...world.app.settings, logLevel: 'silent' }, world.app.clock);
    const before = await bornAt();
    const payers = Array.from({ length: PAYERS }, payer);
    const storm = world.sim.deliver();

    try {
      await soon(async () => (await count(`stripe_events where status = 'applied'`)) >= LETTERS);
      await postgres.stop();
      const known = paid.length;
      await soon(() => paid.length >= known + PAYMENTS_MISSED);
      postgres = await startEmbeddedPostgres({ dataDir: folder, port: postgres.port });
    } finally {
      open = false;
    }
    await Promise.all(payers);
    const told = await storm;
    expect(await bornAt()).not.toEqual(before);

    const { answered, refused } = await written();
    expect(told).toEqual({ delivered: answered.length, failed: refused.length });
    expect(answered.length).toBeGreaterThan(LETTERS);
    expect(refused.length).toBeGreaterThan(PAYMENTS_MISSED);
    expect(await stored(answered)).toEqual(new Set(answered));

    expect(await world.sim.deliver()).toEqual({ delivered: refused.length, failed: 0 });
    expect(await stored([...answered, ...refused])).toEqual(new Set([...answered, ...refused]));
    // What the worker had taken when the server went is due again after two minutes; the schedule looks every minute.
    await world.advance(120);
    await enqueue(world.app.db, 'applyStripeEvents', {}, 'applyStripeEvents');
    await soon(async () => (await count(`stripe_events where status = 'waiting'`)) === 0);

    const mirrored = await rows(world.app.db, `select from stripe_charges where id = any($1) and status = 'succeeded' and amount_yen = 500`, [paid]);
    expect(mirrored).toHaveLength(paid.length);
    expect((await world.reconcile()).differences).toBe(0);
  }, 60_000);
});

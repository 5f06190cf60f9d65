import { Logger, type INestApplicationContext } from '@nestjs/common';
import { startWorker } from '../../apps/worker/worker.js';
import { row, rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { Payments, StripeEvents } from '#libs/payments';
import { startPaying, type Paying } from '../support/paying.js';

let world: Paying;
let customer: string;
const workers: INestApplicationContext[] = [];

beforeAll(async () => {
  for (const level of ['warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  world = await startPaying();
  const person = await world.app.person();
  customer = await world.app.nest.get(Payments).customer(person.accountId);
});
afterAll(async () => {
  for (const worker of workers) await worker.close();
  await world.stop();
});

async function work(): Promise<INestApplicationContext> {
  const worker = await startWorker({ ...world.app.settings, logLevel: 'silent' }, world.app.clock);
  workers.push(worker);
  return worker;
}

async function until(true_: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await true_()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('it did not come to pass within ten seconds');
}

/** Somebody pays an order by card, at Stripe. */
async function pay(): Promise<string> {
  const method = await world.sim.stripe.paymentMethods.attach('pm_card_visa', { customer });
  const intent = await world.sim.stripe.paymentIntents.create({
    amount: 500,
    currency: 'jpy',
    customer,
    payment_method: method.id,
    confirm: true,
    off_session: true,
    metadata: { purpose: 'order', subjectId: newId() },
  });
  return typeof intent.latest_charge === 'string' ? intent.latest_charge : (intent.latest_charge?.id ?? '');
}

describe('the worker', () => {
  it('compares with Stripe when the treasurer asks, once however often that is asked before it begins', async () => {
    const treasurer = await world.app.admin('treasurer', '会計 三郎');
    const { body: asked } = await world.app.as(treasurer).post('/reconciliations').expect(201);
    expect(asked).toMatchObject({ status: 'waiting', askedBy: '会計 三郎', differences: 0 });
    const { body: again } = await world.app.as(treasurer).post('/reconciliations').expect(201);
    expect(again.id).toBe(asked.id);
    const { body: list } = await world.app.as(treasurer).get('/reconciliations').expect(200);
    expect(list.items.map(({ id }: { id: string }) => id)).toContain(asked.id);
    await work();
    const done = () => row<{ status: string; differences: number }>(world.app.db, 'select status, differences from reconciliations where id = $1', [asked.id]);
    await until(async () => (await done())?.status === 'done');
    expect(await done()).toEqual({ status: 'done', differences: 0 });
  });

  it('applies letters as they come, each once although there are two of them', async () => {
    const [one, two] = [workers[0] ?? (await work()), await work()];
    const paid = await Promise.all(Array.from({ length: 30 }, pay));
    await world.sim.deliver();
    await Promise.all([one, two, one, two].map((worker) => worker.get(StripeEvents).applyWaiting()));
    await until(async () => (await row(world.app.db, `select from stripe_events where status = 'waiting'`)) === null);
    const told = await rows<{ id: string; state: string }>(world.app.db, `select distinct object_id as id, status || ' ' || attempts as state from stripe_events where object_id = any($1)`, [paid]);
    expect(told.map(({ state }) => state)).toEqual(paid.map(() => 'applied 1'));
    const mirrored = await rows(world.app.db, `select from stripe_charges where id = any($1) and status = 'succeeded' and amount_yen = 500`, [paid]);
    expect(mirrored).toHaveLength(paid.length);
    expect((await world.reconcile()).differences).toBe(0);
  });
});

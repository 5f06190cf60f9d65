import { runChecks } from '#db/checks/run';
import { row, rows } from '#libs/database';
import { DuesSweep } from '#libs/dues';
import { JOBS, type Find, type Job } from '../../apps/worker/jobs.js';
import type { Person } from './app.js';
import { startPaying, type Paying, type PayingWishes } from './paying.js';
import { TEST_KEY } from './sim.js';

/** What is done `quietly` is heard of with the next `work`. */
interface Quietly {
  quietly?: boolean;
}

/** The application, Stripe's stand-in, and the worker's part of the dues between them. */
export interface Dues extends Paying {
  /** Does what waits in the queue for the dues, and hears Stripe, until all is quiet. */
  work: () => Promise<void>;
  /** Moves both clocks to an instant and lets everything that came of it happen; `sweep` does the daily work as well. */
  reach: (instant: string | Date, also?: { sweep?: boolean }) => Promise<void>;
  sweep: () => Promise<number>;
  /** Joins by card and pays the page of Checkout with one of Stripe's test cards. */
  joinByCard: (person: Person, card?: string, how?: Quietly) => Promise<string>;
  /** Pays a page of Checkout. */
  payPage: (url: string, card?: string, how?: Quietly) => Promise<void>;
  joinByInvoice: (person: Person, how?: Quietly) => Promise<void>;
  /** The texts in force, as a reader of the final confirmation has them. */
  texts: () => Promise<string[]>;
  /** The customer at Stripe takes another card as their own, as the portal has it: the subscription still names the former one. */
  replaceCard: (person: Person, card: string, how?: Quietly) => Promise<void>;
  /** Pays what is open by invoice, at a convenience store. */
  payVoucher: (person: Person, how?: Quietly) => Promise<void>;
  key: () => string;
  /** What one kind of account in the books holds, or one person's account of it, whole yen; what the cooperative owns or is owed stands above nothing. */
  balance: (type: string, person?: Person) => Promise<number>;
  /** Expects that nothing differs from Stripe, that no check finds anything, and that what the books say is at Stripe is there. */
  bothSidesAgree: () => Promise<void>;
}

const DONE: ReadonlySet<string> = new Set(['duesChanged', 'duesTellStripe', 'duesEndStray', 'duesRefundSurplus', 'duesPaidOutside', 'duesCollect', 'duesAskHeld', 'customerChanged', 'releaseClaims']);

/** How many jobs a worker does at a time. */
const LANES = 4;

export async function startDues(wishes: PayingWishes = {}): Promise<Dues> {
  const world = await startPaying(wishes);
  const { app, sim } = world;
  const find: Find = (who) => app.nest.get(who, { strict: false });
  const jobs: Readonly<Record<string, Job>> = JOBS;
  let clicks = 0;

  /** Several jobs at a time, as a worker does; what fails, fails the test. */
  const workOnce = async (): Promise<number> => {
    const waiting = await rows<{ id: string; task: string; payload: Record<string, unknown> }>(
      app.db,
      `select j.id::text as id, t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = any($1::text[]) order by j.id`,
      [[...DONE]],
    );
    if (waiting.length > 0) await app.db.query('select graphile_worker.complete_jobs($1::bigint[])', [waiting.map(({ id }) => id)]);
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await jobs[next.task]?.(find, next.payload);
    };
    const count = waiting.length;
    await Promise.all(Array.from({ length: LANES }, lane));
    return count;
  };
  const work = async (): Promise<void> => {
    do await world.settle();
    while ((await workOnce()) > 0);
  };
  const sweep = async (): Promise<number> => {
    const moved = await app.nest.get(DuesSweep).run();
    await work();
    return moved;
  };
  const payPage = async (url: string, card = 'pm_card_jp', { quietly = false }: Quietly = {}): Promise<void> => {
    const session = /cs_test_\w+/.exec(url)?.[0] ?? '';
    const response = await fetch(`${sim.url}/v1/payment_pages/${session}/confirm`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TEST_KEY}` },
      body: new URLSearchParams({ payment_method: card }),
    });
    if (!response.ok) throw new Error(await response.text());
    if (!quietly) await work();
  };
  const texts = async (): Promise<string[]> =>
    (await rows<{ id: string }>(app.db, 'select distinct on (kind) id from legal_texts where in_force_on <= $1 order by kind, in_force_on desc, version desc', [app.clock.now()])).map(({ id }) => id);
  const key = (): string => `click-${++clicks}`;
  const join = async (person: Person, method: 'card' | 'invoice') =>
    app.as(person).post('/me/dues/checkout').set('idempotency-key', key()).send({ method, acceptedTexts: await texts() }).expect(201);

  const balance = async (type: string, person?: Person): Promise<number> => {
    const found = await row<{ yen: string }>(
      app.db,
      `select coalesce(sum(case when t.to_account_id = a.id then t.amount_yen else -t.amount_yen end), 0) as yen
         from ledger_accounts a join ledger_transfers t on a.id in (t.from_account_id, t.to_account_id) where a.type = $1 and ($2::uuid is null or a.owner_account_id = $2)`,
      [type, person?.accountId ?? null],
    );
    return Number(found?.yen ?? 0);
  };

  return {
    ...world,
    balance,
    bothSidesAgree: async () => {
      expect((await world.reconcile()).differences).toBe(0);
      expect(await rows(app.db, 'select kind, object_kind, detail from payment_tasks where settled_at is null')).toEqual([]);
      await work();
      expect((await runChecks(app.db)).filter((check) => check.rows.length > 0)).toEqual([]);
      const there = await sim.stripe.balance.retrieve();
      expect(await balance('stripe')).toBe([...there.available, ...there.pending].reduce((sum, { amount }) => sum + amount, 0));
    },
    work,
    sweep,
    payPage,
    texts,
    key,
    reach: async (instant, also = {}) => {
      const at = new Date(instant);
      // Whatever was wished has been told before time goes on.
      await work();
      app.clock.set(at);
      // Nobody signs out for all the time that passes.
      await app.db.query('update sessions set last_seen_at = $1', [at]);
      await sim.advanceTo(at);
      await work();
      if (also.sweep) await sweep();
    },
    joinByCard: async (person, card, how) => {
      const { body } = await join(person, 'card');
      await payPage(body.url, card, how);
      return body.url;
    },
    payVoucher: async (person, { quietly = false } = {}) => {
      const open = await rows<{ intent: string }>(
        app.db,
        `select i.payment_intent_id as intent from stripe_invoices i join dues_charges c on c.stripe_invoice_id = i.id
          where c.mixer_id = $1 and i.status = 'open' and i.payment_intent_id is not null`,
        [person.mixerId],
      );
      for (const { intent } of open) {
        const method = await sim.stripe.paymentMethods.create({ type: 'konbini', billing_details: { email: person.email, name: person.name } });
        await sim.stripe.paymentIntents.confirm(intent, { payment_method: method.id });
        await sim.post(`/_sim/vouchers/${intent}/payment`);
      }
      if (!quietly) await work();
    },
    joinByInvoice: async (person, { quietly = false } = {}) => {
      await join(person, 'invoice');
      if (!quietly) await work();
    },
    replaceCard: async (person, card, { quietly = false } = {}) => {
      const customer = await row<{ id: string }>(app.db, 'select id from stripe_customers where account_id = $1 and gone_at is null', [person.accountId]);
      const method = await sim.stripe.paymentMethods.attach(card, { customer: customer?.id ?? '' });
      await sim.stripe.customers.update(customer?.id ?? '', { invoice_settings: { default_payment_method: method.id } });
      if (!quietly) await work();
    },
  };
}

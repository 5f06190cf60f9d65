import type { EntityManager } from 'typeorm';
import { runChecks } from '#db/checks/run';
import { row, rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { openSale, Registrations, type RegisterGuest, type RegisterContext, type RegistrationView, type SaleWish, type TicketTypeRow, type TicketTypeWish } from '#libs/orders';
import { JOBS, type Find, type Job } from '../../apps/worker/jobs.js';
import type { TestApp } from './app.js';
import { startPaying, type Paying, type PayingWishes } from './paying.js';
import { TEST_KEY } from './sim.js';

/** What is sold in a test, and its ticket types by name. */
export interface SaleInTest {
  id: string;
  types: Readonly<Record<string, TicketTypeRow>>;
}

export interface SaleWishes extends Partial<Omit<SaleWish, 'ticketTypes'>> {
  priceYen?: number;
  tickets?: readonly TicketTypeWish[];
}

/**
 * Put seats on sale in ten days' time, 19:00 to 21:00 in Tokyo: one ticket type `一般` unless others are wished. `meanwhile` happens before
 * anybody else sees it.
 */
export async function putOnSale(app: TestApp, { priceYen = 0, tickets, ...wishes }: SaleWishes = {}, meanwhile?: (tx: EntityManager) => Promise<void>): Promise<SaleInTest> {
  const id = wishes.subjectId ?? newId();
  const at = app.clock.now();
  const { ticketTypes } = await app.db.transaction(async (tx) => {
    const opened = await openSale(tx, {
      subjectKind: 'event',
      subjectId: id,
      title: 'JELLY 盛岡',
      place: '北のつくえ盛岡',
      spaceId: null,
      hostAccountId: null,
      startsAt: new Date('2026-12-01T10:00:00Z'),
      endsAt: new Date('2026-12-01T12:00:00Z'),
      capacity: 20,
      seller: 'cooperative',
      methods: ['card', 'payPay', 'konbini', 'door', 'free'],
      policy: [
        { untilHoursBefore: 72, refundPercent: 100 },
        { untilHoursBefore: 24, refundPercent: 50 },
      ],
      questions: [],
      ticketTypes: tickets ?? [{ name: '一般', priceYen }],
      at,
      ...wishes,
    });
    await meanwhile?.(tx);
    return opened;
  });
  return { id, types: Object.fromEntries(ticketTypes.map((type) => [type.name, type])) };
}

export interface Coming extends Partial<Omit<RegisterGuest, 'ticketTypeId'>>, RegisterContext {
  type?: string;
}

/** A guest registers, as the route does it. */
export function comes(app: TestApp, sale: SaleInTest, { type = '一般', key, credit, ...input }: Coming = {}): Promise<RegistrationView> {
  const ticketTypeId = sale.types[type]?.id ?? newId();
  const context = { ...(key === undefined ? {} : { key }), ...(credit ? { credit } : {}) };
  return app.nest.get(Registrations).register(null, sale.id, { ticketTypeId, quantity: 1, name: '髙橋 はな🌸', email: 'hana@mazeru.test', paymentMethod: 'free', ...input }, context);
}

/** The application, Stripe's stand-in, and the worker's part of the registrations between them. */
export interface Selling extends Paying {
  /** Does what waits in the queue for the registrations, and hears Stripe, until all is quiet. */
  work: () => Promise<void>;
  /** The minute's look at holds and lines. */
  sweep: () => Promise<void>;
  /** Moves both clocks by so many minutes, sweeps, and lets everything that came of it happen. */
  wait: (minutes: number) => Promise<void>;
  /** Fills in the page: with a card, at a convenience store (the voucher is printed), or by another way of paying by its name. */
  pay: (view: Pick<RegistrationView, 'checkoutUrl'>, by?: { card?: string; konbini?: boolean }) => Promise<void>;
  /** Pays the voucher of a registration at the store. */
  payVoucher: (orderId: string) => Promise<void>;
  order: (id: string) => Promise<OrderInTest>;
  /** Templates of the letters about a registration, the first one first. */
  letters: (id: string) => Promise<string[]>;
  /** What an account in the books holds; of the event where it is one of an event. */
  balance: (type: string, eventId?: string) => Promise<number>;
  /** Expects that nothing differs from Stripe, that no check finds anything, and that what the books say is at Stripe is there. */
  bothSidesAgree: () => Promise<void>;
}

export interface OrderInTest {
  status: string;
  endReason: string | null;
  heldUntil: Date | null;
  seats: number;
  paidYen: number;
  refunds: { amountYen: number; cause: string; status: string }[];
  steps: string[];
}

const ORDER = `
  select o.status, o.end_reason as "endReason", o.held_until as "heldUntil", (select count(*)::int from seats s where s.order_id = o.id and s.status = 'taken') as seats,
         (select coalesce(sum(amount_yen), 0)::int from order_payments p where p.order_id = o.id) as "paidYen",
         (select coalesce(json_agg(json_build_object('amountYen', r.amount_yen, 'cause', r.cause, 'status', r.status) order by r.id), '[]') from order_refunds r where r.order_id = o.id) as refunds,
         (select json_agg(step order by id) from order_steps t where t.order_id = o.id) as steps
    from orders o where o.id = $1`;

const OURS: ReadonlySet<string> = new Set(['orderChanged', 'sendRefunds', 'offerSeats', 'saleMoneyMoved', 'closeStalePages']);

export async function startSelling(wishes: PayingWishes = {}): Promise<Selling> {
  const world = await startPaying(wishes);
  const { app, sim } = world;
  const find: Find = (who) => app.nest.get(who, { strict: false });
  const jobs: Readonly<Record<string, Job>> = JOBS;

  const workOnce = async (): Promise<number> => {
    const waiting = await rows<{ id: string; task: string; payload: Record<string, unknown> }>(
      app.db,
      `select j.id::text as id, t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = any($1::text[]) order by j.id`,
      [[...OURS].filter((name) => name in jobs)],
    );
    if (waiting.length > 0) await app.db.query('select graphile_worker.complete_jobs($1::bigint[])', [waiting.map(({ id }) => id)]);
    for (const { task, payload } of waiting) await jobs[task]?.(find, payload);
    return waiting.length;
  };
  const work = async (): Promise<void> => {
    do await world.settle();
    while ((await workOnce()) > 0);
  };
  const sweep = async (): Promise<void> => {
    await JOBS.sweepOrders(find);
    await work();
  };
  const balance = async (type: string, eventId?: string): Promise<number> => {
    const found = await row<{ yen: string }>(
      app.db,
      `select coalesce(sum(case when t.to_account_id = a.id then t.amount_yen else -t.amount_yen end), 0) as yen
         from ledger_accounts a join ledger_transfers t on a.id in (t.from_account_id, t.to_account_id) where a.type = $1 and a.event_id is not distinct from $2::uuid`,
      [type, eventId ?? null],
    );
    return Number(found?.yen ?? 0);
  };

  return {
    ...world,
    work,
    sweep,
    balance,
    wait: async (minutes) => {
      await world.advance(minutes * 60);
      await sweep();
    },
    pay: async ({ checkoutUrl }, { card, konbini } = {}) => {
      const session = /cs_test_\w+/.exec(checkoutUrl ?? '')?.[0] ?? '';
      const method = konbini ? (await sim.stripe.paymentMethods.create({ type: 'konbini', billing_details: { email: 'fill_never@mazeru.test', name: 'HANA' } })).id : (card ?? 'pm_card_jp');
      const response = await fetch(`${sim.url}/v1/payment_pages/${session}/confirm`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TEST_KEY}` },
        body: new URLSearchParams({ payment_method: method }),
      });
      if (!response.ok) throw new Error(await response.text());
      await work();
    },
    payVoucher: async (orderId) => {
      const page = await row<{ intent: string }>(app.db, `select payment_intent_id as intent from stripe_sessions where subject_id = $1 and status = 'complete'`, [orderId]);
      await sim.post(`/_sim/vouchers/${page?.intent ?? ''}/payment`);
      await work();
    },
    order: async (id) => {
      const found = await row<OrderInTest>(app.db, ORDER, [id]);
      if (!found) throw new Error(`no order ${id}`);
      return found;
    },
    letters: async (id) => (await rows<{ template: string }>(app.db, 'select template from outbox_mails where opens = $1 order by id', [`order:${id}`])).map(({ template }) => template),
    bothSidesAgree: async () => {
      await work();
      expect((await world.reconcile()).differences).toBe(0);
      expect(await rows(app.db, 'select kind, object_kind, detail from payment_tasks where settled_at is null')).toEqual([]);
      await work();
      expect((await runChecks(app.db)).filter((check) => check.rows.length > 0)).toEqual([]);
      const there = await sim.stripe.balance.retrieve();
      expect(await balance('stripe')).toBe([...there.available, ...there.pending].reduce((sum, { amount }) => sum + amount, 0));
    },
  };
}

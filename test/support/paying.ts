import { OWN_EVENTS, Reconciliation, StripeEvents } from '#libs/payments';
import { theRow } from '#libs/database';
import { TestApp } from './app.js';
import { startSim, type TestSim } from './sim.js';

/** Both sides of a payment: the application, and what stands in for Stripe, which writes to the application's door. */
export interface Paying {
  app: TestApp;
  sim: TestSim;
  /** Delivers what Stripe has to say and applies it, until both are quiet. */
  settle: () => Promise<void>;
  /** Compares our mirrors with Stripe; what came of it. */
  reconcile: () => Promise<{ differences: number; eventsFilled: number; adopted: number; compared: number }>;
  /** Fills in Stripe's page as a person does; the address that person is sent on to, or null when the page stays. */
  fillIn: (url: string, card?: string) => Promise<string | null>;
  /** Moves both clocks by so many seconds. */
  advance: (seconds: number) => Promise<void>;
  stop: () => Promise<void>;
}

export interface PayingWishes {
  web?: string;
  /** A migrated database that the test keeps itself. */
  database?: string;
  /** Only the letters that an installation asks for, and no look at the simulator's own answers: for stories with many people. */
  quick?: boolean;
}

export async function startPaying({ web, database, quick = false }: PayingWishes = {}): Promise<Paying> {
  const sim = await startSim(quick ? { validateResponses: false } : {});
  const app = await TestApp.start({ stripe: sim, ...(web ? { web } : {}), ...(database ? { database } : {}) });
  await sim.stripe.webhookEndpoints.create({ url: `${await app.nest.getUrl()}/api/v1/webhooks/stripe`, enabled_events: quick ? [...OWN_EVENTS] : ['*'] });
  const events = app.nest.get(StripeEvents);
  const settle = async (): Promise<void> => {
    await sim.deliver();
    await events.applyWaiting();
  };
  return {
    app,
    sim,
    settle,
    reconcile: async () => {
      const id = await app.nest.get(Reconciliation).runNightly();
      return theRow(app.db, 'reconciliation', 'select differences, events_filled as "eventsFilled", adopted, compared from reconciliations where id = $1', [id]);
    },
    fillIn: async (url, card = '4242424242424242') => {
      const fields = { method: 'card', email: 'hanako@mazeru.test', cardNumber: card, cardExpiry: '12 / 34', cardCvc: '123', billingName: 'HANAKO SATO' };
      const answer = await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
      return answer.headers.get('location');
    },
    advance: async (seconds) => {
      app.clock.advance({ seconds });
      await sim.advance(seconds);
    },
    stop: async () => {
      await app.stop();
      await sim.stop();
    },
  };
}

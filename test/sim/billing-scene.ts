import type Stripe from 'stripe';
import { startSim, type TestSim } from '../support/sim.js';

export const at = (text: string): number => Date.parse(text) / 1000;
export const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
export const DAY_S = 86_400;
export const HOUR_S = 3_600;

/** What is told, in this order, when an invoice is paid. */
export const INVOICE_PAID = [
  'charge.succeeded',
  'payment_intent.succeeded',
  'invoice.updated',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice_payment.paid',
] as const;

/** A cooperative with its prices, and people who pay it. */
export interface Scene {
  sim: TestSim;
  stripe: Stripe;
  junior: Stripe.Price;
  senior: Stripe.Price;
  yearly: Stripe.Price;
  /** Somebody with a card. */
  payer: (card?: string) => Promise<Stripe.Customer>;
  /** Gives a customer another card. */
  replaceCard: (customer: string, card: string) => Promise<Stripe.PaymentMethod>;
  /** Monthly dues by card. */
  subscribe: (customer: string, more?: Partial<Stripe.SubscriptionCreateParams>) => Promise<Stripe.Subscription>;
  /** The types of what was told since that event, oldest first. */
  told: (since?: string) => Promise<string[]>;
  /** The newest event. */
  mark: () => Promise<string | undefined>;
  /** Events of one type, oldest first. */
  events: (type: string) => Promise<Stripe.Event[]>;
  invoicesOf: (subscription: string) => Promise<Stripe.Invoice[]>;
  reload: (subscription: { id: string }) => Promise<Stripe.Subscription>;
  newest: (subscription: { id: string }) => Promise<Stripe.Invoice>;
}

export async function openScene(startsAt = '2026-11-21T01:00:00Z'): Promise<Scene> {
  const sim = await startSim({ startsAt: new Date(startsAt) });
  const { stripe } = sim;
  const product = await stripe.products.create({ name: '組合費' });
  const price = (yen: number, interval: 'month' | 'year'): Promise<Stripe.Price> =>
    stripe.prices.create({ currency: 'jpy', unit_amount: yen, product: product.id, recurring: { interval } });
  const [junior, senior, yearly] = [await price(1_000, 'month'), await price(3_000, 'month'), await price(12_000, 'year')];

  const all = async (): Promise<Stripe.Event[]> => {
    const found: Stripe.Event[] = [];
    for await (const event of stripe.events.list({ limit: 100 })) found.push(event);
    return found.reverse();
  };
  const invoicesOf = async (subscription: string): Promise<Stripe.Invoice[]> => {
    const found: Stripe.Invoice[] = [];
    for await (const invoice of stripe.invoices.list({ subscription, limit: 100 })) found.push(invoice);
    return found.reverse();
  };
  return {
    sim,
    stripe,
    junior,
    senior,
    yearly,
    payer: async (card = 'pm_card_jp') =>
      stripe.customers.create({
        email: 'hana@mazeru.example',
        name: '花',
        payment_method: card,
        invoice_settings: { default_payment_method: card },
      }),
    replaceCard: async (customer, card) => {
      const method = await stripe.paymentMethods.attach(card, { customer });
      await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } });
      return method;
    },
    subscribe: (customer, more = {}) => stripe.subscriptions.create({ customer, items: [{ price: junior.id }], ...more }),
    told: async (since) => {
      const events = await all();
      return events.slice(events.findIndex(({ id }) => id === since) + 1).map(({ type }) => type);
    },
    mark: async () => (await stripe.events.list({ limit: 1 })).data[0]?.id,
    events: async (type) => (await all()).filter((event) => event.type === type),
    invoicesOf,
    reload: ({ id }) => stripe.subscriptions.retrieve(id),
    newest: async ({ id }) => {
      const last = (await invoicesOf(id)).at(-1);
      if (last === undefined) throw new Error('there is no invoice');
      return last;
    },
  };
}

/** Where the period of a subscription ends. */
export const periodEnd = (subscription: Stripe.Subscription): number => subscription.items.data[0]?.current_period_end ?? 0;

/** What a page of the simulator answers: where it leads, or its text. */
export interface Landed {
  status: number;
  leadsTo: string;
  text: string;
}

/** Sends a page's form as a browser without scripts would. */
export async function fill(url: string, form: Record<string, string> = {}): Promise<Landed> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  return { status: answer.status, leadsTo: answer.headers.get('location') ?? '', text: await answer.text() };
}

export async function open(url: string): Promise<Landed> {
  const answer = await fetch(url, { redirect: 'manual' });
  return { status: answer.status, leadsTo: answer.headers.get('location') ?? '', text: await answer.text() };
}

/** A card as somebody types it. */
export const typedCard = (number = '4242424242424242', more: Record<string, string> = {}): Record<string, string> => ({
  method: 'card',
  email: 'hana@mazeru.example',
  cardNumber: number,
  cardExpiry: '12 / 34',
  cardCvc: '123',
  billingName: 'HANA SATO',
  ...more,
});

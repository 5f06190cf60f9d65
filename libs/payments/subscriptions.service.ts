import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { theRow } from '#libs/database';
import { Refusal } from '#libs/kernel';
import { anchored, idOf, marks, seconds, shows } from './asking.js';
import { Customers } from './customers.js';
import { Gateway } from './gateway.js';
import { invoiceShown, subscriptionShown } from './mirrors.js';
import type { InvoiceSubscriptionWish, PriceChange, PriceChangePreview, RequestKey } from './payments.types.js';
import { Prices } from './prices.js';

interface MirroredSubscription {
  itemId: string;
  priceId: string;
  periodEnd: Date | null;
}

/** What is paid month by month: subscriptions and their invoices. Asks and refuses as `Payments` does. */
@Injectable()
export class Subscriptions {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly gateway: Gateway,
    private readonly customers: Customers,
    private readonly prices: Prices,
  ) {}

  private get stripe(): Stripe {
    return this.gateway.stripe;
  }

  /** A monthly price by invoice: Stripe writes to the person, who pays at a convenience store, by bank transfer or by card. Refuses `price.missing`. */
  async invoiceSubscription(wish: InvoiceSubscriptionWish): Promise<{ subscriptionId: string }> {
    return this.customers.withPresent(wish, async ({ customer, price }) => {
      const made = await this.gateway.ask<Stripe.Subscription>({
        key: wish.key,
        operation: 'subscriptions.create',
        wish: { customer, price, daysUntilDue: wish.daysUntilDue, anchorAt: wish.anchorAt ?? null },
        send: (options) =>
          this.stripe.subscriptions.create(
            {
              customer,
              items: [{ price, quantity: 1 }],
              collection_method: 'send_invoice',
              days_until_due: wish.daysUntilDue,
              payment_settings: { payment_method_types: ['konbini', 'customer_balance', 'card'] },
              metadata: marks(wish, wish.key),
              ...anchored(wish.anchorAt),
            },
            options,
          ),
        again: (id) => this.stripe.subscriptions.retrieve(id),
        find: async () => {
          const { data } = await this.stripe.subscriptions.list({ customer, status: 'all', limit: 100 });
          return data.find(({ metadata }) => metadata['request'] === wish.key) ?? null;
        },
        shows: shows('subscription', subscriptionShown),
        idOf,
      });
      if (!made) throw Refusal.conflict('stripe.gone');
      return { subscriptionId: made.id };
    });
  }

  /** Moves a subscription to another price. `now` refuses `card.…` when the difference cannot be charged, and nothing has changed then. */
  async changePrice({ key, subscriptionId, lookupKey, when }: PriceChange & { key: RequestKey }): Promise<void> {
    const { itemId } = await this.subscription(subscriptionId);
    await this.customers.withPresent({ lookupKey }, ({ price }) =>
      this.update(key, subscriptionId, {
        items: [{ id: itemId, price }],
        ...(when === 'now' ? { proration_behavior: 'always_invoice', payment_behavior: 'pending_if_incomplete' } : { proration_behavior: 'none' }),
      }),
    );
  }

  /** What a change of price would cost, asked of Stripe. Refuses `price.missing`. */
  async previewChange({ subscriptionId, lookupKey, when }: PriceChange): Promise<PriceChangePreview> {
    const { itemId, priceId, periodEnd } = await this.subscription(subscriptionId);
    const price = await this.prices.named(lookupKey);
    const { amountYen } = await theRow<{ amountYen: number }>(this.db, 'price', 'select amount_yen as "amountYen" from stripe_prices where id = $1', [price]);
    const next = { nextYen: amountYen, nextAt: periodEnd ?? new Date(0) };
    if (when === 'nextPeriod' || price === priceId) return { dueNowYen: 0, ...next };
    const preview = await this.gateway.look('invoices.createPreview', () =>
      this.stripe.invoices.createPreview({
        subscription: subscriptionId,
        subscription_details: { items: [{ id: itemId, price }], proration_behavior: 'always_invoice' },
      }),
    );
    return { dueNowYen: Math.max(0, preview.amount_due), ...next };
  }

  /** Nothing is charged until this instant; the invoices of the time in between are void. */
  pause({ key, subscriptionId, until }: { key: RequestKey; subscriptionId: string; until: Date }): Promise<void> {
    return this.update(key, subscriptionId, { pause_collection: { behavior: 'void', resumes_at: seconds(until) } });
  }

  /** Ends a pause at once. */
  resume({ key, subscriptionId }: { key: RequestKey; subscriptionId: string }): Promise<void> {
    return this.update(key, subscriptionId, { pause_collection: '' });
  }

  /** Ends a subscription, at once or when what has been paid for is over. */
  async cancel({ key, subscriptionId, when }: { key: RequestKey; subscriptionId: string; when: 'now' | 'periodEnd' }): Promise<void> {
    if (when === 'periodEnd') return this.update(key, subscriptionId, { cancel_at_period_end: true });
    await this.gateway.ask({
      key,
      operation: 'subscriptions.cancel',
      wish: { subscriptionId, when },
      send: (options) => this.stripe.subscriptions.cancel(subscriptionId, {}, options),
      shows: shows('subscription', subscriptionShown),
      idOf,
    });
  }

  /** Takes back an end that lies ahead. */
  keep({ key, subscriptionId }: { key: RequestKey; subscriptionId: string }): Promise<void> {
    return this.update(key, subscriptionId, { cancel_at_period_end: false });
  }

  /** Tells Stripe that an invoice was paid in cash or at the bank, so that it asks nobody again. */
  async payOutside({ key, invoiceId }: { key: RequestKey; invoiceId: string }): Promise<void> {
    await this.onInvoice(key, 'invoices.pay', invoiceId, ['open', 'uncollectible'], (options) =>
      this.stripe.invoices.pay(invoiceId, { paid_out_of_band: true, expand: ['payments'] }, options),
    );
  }

  /**
   * Finalises an invoice that Stripe holds back as a draft because its subscription had stopped paying; Stripe goes on with it from there.
   * A draft that Stripe will finalise by itself, and whatever is no draft, stays as it is.
   */
  async finalizeHeld({ key, invoiceId }: { key: RequestKey; invoiceId: string }): Promise<void> {
    const { status, auto_advance: advances } = await this.gateway.look('invoices.retrieve', () => this.stripe.invoices.retrieve(invoiceId));
    if (status !== 'draft' || advances) return;
    await this.onInvoice(key, 'invoices.finalizeInvoice', invoiceId, ['draft'], (options) =>
      this.stripe.invoices.finalizeInvoice(invoiceId, { auto_advance: true, expand: ['payments'] }, options),
    );
  }

  /** Tries an open invoice again now, with the card that the customer has today. Refuses `card.…` when that is declined; one that is settled stays as it is. */
  async collect({ key, invoiceId }: { key: RequestKey; invoiceId: string }): Promise<void> {
    await this.onInvoice(key, 'invoices.pay', invoiceId, ['open', 'uncollectible'], (options) => this.stripe.invoices.pay(invoiceId, { off_session: true, expand: ['payments'] }, options));
  }

  /**
   * Lets a subscription be charged to the card that its customer has chosen since: Checkout names its card on the subscription, which comes
   * first, while the portal changes the customer's default alone. Nothing happens where they agree.
   */
  async followCard({ key, subscriptionId }: { key: RequestKey; subscriptionId: string }): Promise<void> {
    const { customer, default_payment_method: named } = await this.gateway.look('subscriptions.retrieve', () =>
      this.stripe.subscriptions.retrieve(subscriptionId, { expand: ['customer'] }),
    );
    if (typeof customer === 'string' || customer.deleted) return;
    const chosen = customer.invoice_settings.default_payment_method;
    const [chosenId, namedId] = [typeof chosen === 'string' ? chosen : chosen?.id, typeof named === 'string' ? named : named?.id];
    if (chosenId && chosenId !== namedId) await this.update(key, subscriptionId, { default_payment_method: chosenId });
  }

  /** Takes an open invoice back; one that is paid or void stays as it is. */
  async voidInvoice({ key, invoiceId }: { key: RequestKey; invoiceId: string }): Promise<void> {
    await this.onInvoice(key, 'invoices.voidInvoice', invoiceId, ['open', 'uncollectible'], (options) =>
      this.stripe.invoices.voidInvoice(invoiceId, { expand: ['payments'] }, options),
    );
  }

  private subscription(id: string): Promise<MirroredSubscription> {
    return theRow<MirroredSubscription>(
      this.db,
      'subscription',
      'select item_id as "itemId", price_id as "priceId", period_end as "periodEnd" from stripe_subscriptions where id = $1 and gone_at is null',
      [id],
    );
  }

  private async update(key: RequestKey, id: string, params: Stripe.SubscriptionUpdateParams): Promise<void> {
    await this.gateway.ask({
      key,
      operation: 'subscriptions.update',
      wish: { id, params },
      send: (options) => this.stripe.subscriptions.update(id, params, options),
      shows: shows('subscription', subscriptionShown),
      idOf,
    });
  }

  /** Does something with an invoice while it is in one of the states; in another it stays, and the mirror shows which. */
  private async onInvoice(
    key: RequestKey,
    operation: string,
    id: string,
    states: readonly Stripe.Invoice.Status[],
    send: (options: Stripe.RequestOptions) => Promise<Stripe.Invoice>,
  ): Promise<void> {
    await this.gateway.ask({
      key,
      operation,
      wish: { id },
      send: async (options) => {
        const invoice = await this.stripe.invoices.retrieve(id, { expand: ['payments'] });
        return invoice.status !== null && states.includes(invoice.status) ? send(options) : invoice;
      },
      shows: shows('invoice', invoiceShown),
      idOf,
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { row, SETTINGS, theRow, type RunningSettings } from '#libs/database';
import { Refusal } from '#libs/kernel';
import { Gateway, type Asking } from './gateway.js';
import { customerShown, invoiceShown, refundShown, sessionShown, subscriptionShown, withBalance, type Reading, type Shown } from './mirrors.js';
import type {
  Belonging,
  InvoiceSubscriptionWish,
  Kind,
  OpenCheckout,
  PaymentCheckoutWish,
  PriceChange,
  PriceChangePreview,
  PriceWish,
  RefundReason,
  RequestKey,
  SubscriptionCheckoutWish,
  WayBack,
} from './payments.types.js';
import { PortalSetUp } from './portal.js';
import { Prices } from './prices.js';
import { StripeFault } from './stripe.faults.js';

const CURRENCY = 'jpy';
const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
const instant = (at: number): Date => new Date(at * 1000);
const shows =
  <T>(kind: Kind, shown: (object: T) => Shown) =>
  (object: T): Reading => ({ shown: [{ kind, row: shown(object) }], gone: [] });
const idOf = ({ id }: { id: string }): string => id;

/** What every object that we make carries: whose it is, and under which key it was asked for, so that it is found when the answer was lost. */
const marks = ({ purpose, subjectId }: Belonging, key: RequestKey): Stripe.MetadataParam => ({ purpose, subjectId, request: key });

const REASONS = { duplicate: 'duplicate', fraudulent: 'fraudulent', requestedByCustomer: 'requested_by_customer' } as const satisfies Record<RefundReason, string>;

interface MirroredSubscription {
  itemId: string;
  priceId: string;
  periodEnd: Date | null;
}

/**
 * What the libs of the trade ask of Stripe. Every method that changes something takes a key that says which thing of ours it is: asked again
 * under the same key it is not done twice. None may be called inside a transaction. All refuse `stripe.unavailable` (503) when Stripe cannot
 * be had, `card.…` (422) when a card is declined, and `stripe.gone` (409) for what Stripe no longer knows.
 */
@Injectable()
export class Payments {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
    private readonly gateway: Gateway,
    private readonly prices: Prices,
    private readonly portals: PortalSetUp,
  ) {}

  private get stripe(): Stripe {
    return this.gateway.stripe;
  }

  /** The customer at Stripe for an account, made once; a new one when that was deleted there. */
  async customer(accountId: string): Promise<string> {
    const known = await row<{ id: string }>(this.db, 'select id from stripe_customers where account_id = $1 and gone_at is null order by created_at, id limit 1', [accountId]);
    if (known) return known.id;
    const account = await theRow<{ email: string; name: string; locale: string; before: number }>(
      this.db,
      'account',
      `select email, display_name as name, locale, (select count(*)::int from stripe_customers where account_id = a.id and gone_at is not null) as before from accounts a where id = $1`,
      [accountId],
    );
    const key = `cust:${accountId}:${account.before}`;
    const made = await this.gateway.ask({
      key,
      operation: 'customers.create',
      wish: { accountId },
      send: (options) =>
        this.stripe.customers.create({ email: account.email, name: account.name, preferred_locales: [account.locale], metadata: { accountId, request: key } }, options),
      again: async (id) => living(await this.stripe.customers.retrieve(id)),
      find: async () => {
        const { data } = await this.stripe.customers.list({ email: account.email, limit: 100 });
        return data.find(({ metadata }) => metadata['request'] === key) ?? null;
      },
      shows: shows('customer', customerShown),
      idOf,
    });
    if (!made) throw Refusal.conflict('stripe.gone');
    return made.id;
  }

  /** The price under this name and amount; a new amount makes a new price, and who pays the old one goes on doing so until moved. */
  price(wish: PriceWish): Promise<string> {
    return this.prices.require(wish);
  }

  /** A page on which somebody registers a card for a monthly price. Refuses `price.missing`; `checkout.done` when the same key has been paid. */
  async subscriptionCheckout(wish: SubscriptionCheckoutWish): Promise<OpenCheckout> {
    const metadata = marks(wish, wish.key);
    const anchored = wish.anchorAt ? { billing_cycle_anchor: seconds(wish.anchorAt), proration_behavior: 'none' as const } : {};
    return this.withPresent(wish, ({ customer, price }) =>
      this.checkout(wish, {
        mode: 'subscription',
        customer,
        client_reference_id: wish.subjectId,
        line_items: [{ price, quantity: 1 }],
        subscription_data: { metadata, ...anchored },
        locale: 'ja',
        ...this.waysBack(wish),
      }),
    );
  }

  /** A page on which somebody pays once. Refuses `payment.tooSmall`, `payment.tooLarge`, `checkout.done`. */
  async paymentCheckout(wish: PaymentCheckoutWish): Promise<OpenCheckout> {
    const metadata = marks(wish, wish.key);
    const params = (customer: { customer?: string; customer_email?: string }): Stripe.Checkout.SessionCreateParams => ({
      mode: 'payment',
      ...customer,
      client_reference_id: wish.subjectId,
      line_items: wish.lines.map(({ name, amountYen, quantity }) => ({ quantity, price_data: { currency: CURRENCY, unit_amount: amountYen, product_data: { name } } })),
      allowed_payment_method_types: [...wish.methods],
      payment_intent_data: { metadata, ...(wish.group ? { transfer_group: wish.group } : {}) },
      ...(wish.expiresAt ? { expires_at: seconds(wish.expiresAt) } : {}),
      locale: 'ja',
      ...this.waysBack(wish),
    });
    const { accountId, email } = wish;
    if (accountId !== undefined) return this.withPresent({ accountId }, ({ customer }) => this.checkout(wish, params({ customer })));
    return this.checkout(wish, params(email === undefined ? {} : { customer_email: email }));
  }

  /** Closes a page on which nobody has paid yet; what it is afterwards, for somebody may have been faster: `complete` stays paid. */
  async expireCheckout(sessionId: string): Promise<'expired' | 'complete'> {
    await this.gateway.ask({
      key: `expire:${sessionId}`,
      operation: 'checkout.sessions.expire',
      wish: { sessionId },
      send: async (options) => {
        const session = await this.stripe.checkout.sessions.retrieve(sessionId);
        return session.status === 'open' ? this.stripe.checkout.sessions.expire(sessionId, {}, options) : session;
      },
      shows: shows('session', sessionShown),
      idOf,
    });
    const { status } = await theRow<{ status: string }>(this.db, 'checkout', 'select status from stripe_sessions where id = $1', [sessionId]);
    return status === 'complete' ? 'complete' : 'expired';
  }

  /** A monthly price by invoice: Stripe writes to the person, who pays at a convenience store, by bank transfer or by card. Refuses `price.missing`. */
  async invoiceSubscription(wish: InvoiceSubscriptionWish): Promise<{ subscriptionId: string }> {
    const anchored = wish.anchorAt ? { billing_cycle_anchor: seconds(wish.anchorAt), proration_behavior: 'none' as const } : {};
    return this.withPresent(wish, async ({ customer, price }) => {
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
              ...anchored,
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
    await this.withPresent({ lookupKey }, ({ price }) =>
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

  /** Stripe's own pages for a person's cards and invoices; the link is for them alone and for now. */
  async portal({ accountId, returnPath, flow }: { accountId: string; returnPath: string; flow?: 'cardUpdate' }): Promise<{ url: string }> {
    const configuration = await this.portals.id();
    return this.withPresent({ accountId }, async ({ customer }) => {
      const { url } = await this.gateway.look('billingPortal.sessions.create', () =>
        this.stripe.billingPortal.sessions.create({
          customer,
          configuration,
          return_url: this.address(returnPath),
          locale: 'ja',
          ...(flow === 'cardUpdate' ? { flow_data: { type: 'payment_method_update' } } : {}),
        }),
      );
      return { url };
    });
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

  /** Gives a charge back, whole or in part. Refuses `refund.already`, `refund.disputed`, `stripe.balanceShort`. */
  async refund({ key, chargeId, amountYen, reason }: { key: RequestKey; chargeId: string; amountYen: number; reason: RefundReason }): Promise<{ refundId: string }> {
    const charge = await row<{ purpose: string | null; subjectId: string | null }>(this.db, 'select purpose, subject_id as "subjectId" from stripe_charges where id = $1', [chargeId]);
    const owned: Stripe.MetadataParam = charge?.purpose && charge.subjectId ? { purpose: charge.purpose, subjectId: charge.subjectId } : {};
    const made = await this.gateway.ask({
      key,
      operation: 'refunds.create',
      wish: { chargeId, amountYen, reason },
      send: (options) =>
        this.stripe.refunds.create(
          { charge: chargeId, amount: amountYen, reason: REASONS[reason], metadata: { ...owned, request: key }, expand: ['balance_transaction'] },
          options,
        ),
      again: (id) => this.stripe.refunds.retrieve(id, { expand: ['balance_transaction'] }),
      find: async () => {
        const { data } = await this.stripe.refunds.list({ charge: chargeId, limit: 100, expand: ['data.balance_transaction'] });
        return data.find(({ metadata }) => metadata?.['request'] === key) ?? null;
      },
      shows: (refund) => withBalance('refund', refundShown(refund), refund.balance_transaction),
      idOf,
    });
    if (!made) throw Refusal.conflict('stripe.gone');
    await this.refresh('charge', chargeId);
    return { refundId: made.id };
  }

  /** Reads an object anew, mirrors it and queues the job of its purpose when it changed, as a letter of Stripe does. */
  async refresh(kind: Kind, id: string): Promise<void> {
    await this.gateway.refresh(kind, id);
  }

  private address(path: string): string {
    return `${this.settings.publicUrl}${path}`;
  }

  private waysBack({ successPath, cancelPath }: WayBack): { success_url: string; cancel_url: string } {
    return { success_url: this.address(successPath), cancel_url: this.address(cancelPath) };
  }

  /** Opens a page under a key. A page of that key that has expired gives way to a new one. */
  private async checkout(wish: Belonging & { key: RequestKey }, wanted: Stripe.Checkout.SessionCreateParams): Promise<OpenCheckout> {
    const { customer } = wanted;
    const asking = (key: RequestKey): Asking<Stripe.Checkout.Session> => ({
      key,
      operation: 'checkout.sessions.create',
      wish: wanted,
      send: (options) => this.stripe.checkout.sessions.create({ ...wanted, metadata: marks(wish, key) }, options),
      again: (id) => this.stripe.checkout.sessions.retrieve(id),
      find: async () => {
        const { data } = await this.stripe.checkout.sessions.list({ limit: 100, ...(customer ? { customer } : {}) });
        return data.find(({ metadata }) => metadata?.['request'] === key) ?? null;
      },
      shows: shows('session', sessionShown),
      idOf,
    });
    const { expired } = await theRow<{ expired: number }>(
      this.db,
      'request',
      `select count(*)::int as expired from stripe_requests r join stripe_sessions s on s.id = r.object_id
        where (r.key = $1 or r.key like $1 || '~%') and s.status = 'expired'`,
      [wish.key],
    );
    for (let page = expired; ; page += 1) {
      const session = await this.gateway.ask(asking(page === 0 ? wish.key : `${wish.key}~${page}`));
      if (!session) throw Refusal.conflict('stripe.gone');
      if (session.status === 'complete') throw Refusal.conflict('checkout.done');
      if (session.status === 'open' && session.url !== null) return { sessionId: session.id, url: session.url, expiresAt: instant(session.expires_at) };
    }
  }

  /**
   * With the customer of an account and the price of a name as they are known here. When Stripe refuses, both are read anew, for either may
   * have gone there; if one had, it is asked once more with its successor.
   */
  private async withPresent<T>(
    { accountId, lookupKey }: { accountId?: string; lookupKey?: string },
    use: (present: { customer: string; price: string }) => Promise<T>,
  ): Promise<T> {
    const present = async () => ({
      customer: accountId === undefined ? '' : await this.customer(accountId),
      price: lookupKey === undefined ? '' : await this.prices.named(lookupKey),
    });
    const known = await present();
    try {
      return await use(known);
    } catch (error) {
      if (!(error instanceof StripeFault) && !(error instanceof Refusal && error.code === 'stripe.gone')) throw error;
      if (known.customer !== '') await this.refresh('customer', known.customer);
      if (known.price !== '') await this.refresh('price', known.price);
      const renewed = await present();
      if (renewed.customer === known.customer && renewed.price === known.price) throw error;
      return use(renewed);
    }
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

const living = (customer: Stripe.Customer | Stripe.DeletedCustomer): Stripe.Customer => {
  if (customer.deleted) throw Refusal.conflict('stripe.gone');
  return customer;
};

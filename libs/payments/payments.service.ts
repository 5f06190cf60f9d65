import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { row, SETTINGS, theRow, type RunningSettings } from '#libs/database';
import { Refusal } from '#libs/kernel';
import { anchored, idOf, marks, seconds, shows } from './asking.js';
import { Customers } from './customers.js';
import { Gateway, type Asking } from './gateway.js';
import { refundShown, sessionShown, withBalance } from './mirrors.js';
import type { Belonging, Kind, OpenCheckout, PaymentCheckoutWish, PriceWish, RefundReason, RequestKey, SubscriptionCheckoutWish, WayBack } from './payments.types.js';
import { PortalSetUp } from './portal.js';
import { Prices } from './prices.js';

const CURRENCY = 'jpy';
const instant = (at: number): Date => new Date(at * 1000);
const REASONS = { duplicate: 'duplicate', fraudulent: 'fraudulent', requestedByCustomer: 'requested_by_customer' } as const satisfies Record<RefundReason, string>;

/**
 * What the libs of the trade ask of Stripe: customers, prices, pages on which somebody pays, money back. Every method that changes something
 * takes a key that says which thing of ours it is: asked again under the same key it is not done twice. None may be called inside a
 * transaction. All refuse `stripe.unavailable` (503) when Stripe cannot be had, `card.…` (422) when a card is declined, and `stripe.gone` (409)
 * for what Stripe no longer knows.
 */
@Injectable()
export class Payments {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
    private readonly gateway: Gateway,
    private readonly customers: Customers,
    private readonly prices: Prices,
    private readonly portals: PortalSetUp,
  ) {}

  private get stripe(): Stripe {
    return this.gateway.stripe;
  }

  /** The customer at Stripe for an account, made once; a new one when that was deleted there. */
  customer(accountId: string): Promise<string> {
    return this.customers.of(accountId);
  }

  /** The price under this name and amount; a new amount makes a new price, and who pays the old one goes on doing so until moved. */
  price(wish: PriceWish): Promise<string> {
    return this.prices.require(wish);
  }

  /** A page on which somebody registers a card for a monthly price. Refuses `price.missing`; `checkout.done` when the same key has been paid. */
  async subscriptionCheckout(wish: SubscriptionCheckoutWish): Promise<OpenCheckout> {
    const metadata = marks(wish, wish.key);
    return this.customers.withPresent(wish, ({ customer, price }) =>
      this.checkout(wish, {
        mode: 'subscription',
        customer,
        client_reference_id: wish.subjectId,
        line_items: [{ price, quantity: 1 }],
        subscription_data: { metadata, ...anchored(wish.anchorAt) },
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
    if (accountId !== undefined) return this.customers.withPresent({ accountId }, ({ customer }) => this.checkout(wish, params({ customer })));
    return this.checkout(wish, params(email === undefined ? {} : { customer_email: email }));
  }

  /** Where the numbers of a slip for the convenience store stand that waits to be paid; null when this payment waits for no store. */
  async slip(paymentIntentId: string): Promise<string | null> {
    const { next_action: next } = await this.gateway.look('paymentIntents.retrieve', () => this.stripe.paymentIntents.retrieve(paymentIntentId));
    return next?.konbini_display_details?.hosted_voucher_url ?? null;
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

  /** Stripe's own pages for a person's cards and invoices; the link is for them alone and for now. */
  async portal({ accountId, returnPath, flow }: { accountId: string; returnPath: string; flow?: 'cardUpdate' }): Promise<{ url: string }> {
    const configuration = await this.portals.id();
    return this.customers.withPresent({ accountId }, async ({ customer }) => {
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

  /**
   * Asks for every payment since an instant that bears this purpose and thing, and mirrors what there is: the proof that nobody has paid where
   * the page itself is gone. Answers the charges.
   */
  async chargesFor({ purpose, subjectId }: Belonging, since: Date): Promise<string[]> {
    const found: string[] = [];
    await this.gateway.look('charges.list', async () => {
      found.length = 0;
      for await (const { id, metadata } of this.stripe.charges.list({ created: { gte: seconds(since) }, limit: 100 })) {
        if (metadata['purpose'] === purpose && metadata['subjectId'] === subjectId) found.push(id);
      }
    });
    for (const id of found) await this.refresh('charge', id);
    return found;
  }

  private address(path: string): string {
    return `${this.settings.publicUrl}${path}`;
  }

  private waysBack({ successPath, cancelPath }: WayBack): { success_url: string; cancel_url: string } {
    return { success_url: this.address(successPath), cancel_url: this.address(cancelPath) };
  }

  /** Opens a page under a key. A page of that key that has expired, or that Stripe no longer knows, gives way to a new one. */
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
        where (r.key = $1 or r.key like $1 || '~%') and (s.status = 'expired' or s.gone_at is not null)`,
      [wish.key],
    );
    for (let page = expired; ; page += 1) {
      const session = await this.gateway.ask(asking(page === 0 ? wish.key : `${wish.key}~${page}`));
      if (!session) throw Refusal.conflict('stripe.gone');
      if (session.status === 'complete') throw Refusal.conflict('checkout.done');
      if (session.status === 'open' && session.url !== null) return { sessionId: session.id, url: session.url, expiresAt: instant(session.expires_at) };
    }
  }
}

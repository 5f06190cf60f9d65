import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { row, theRow } from '#libs/database';
import { Refusal } from '#libs/kernel';
import { idOf, shows } from './asking.js';
import { Gateway } from './gateway.js';
import { customerShown } from './mirrors.js';
import { Prices } from './prices.js';
import { StripeFault } from './stripe.faults.js';

/** The customers at Stripe: who pays there for an account of ours. */
@Injectable()
export class Customers {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly gateway: Gateway,
    private readonly prices: Prices,
  ) {}

  /** The customer at Stripe for an account, made once; a new one when that was deleted there. */
  async of(accountId: string): Promise<string> {
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
        this.gateway.stripe.customers.create({ email: account.email, name: account.name, preferred_locales: [account.locale], metadata: { accountId, request: key } }, options),
      again: async (id) => living(await this.gateway.stripe.customers.retrieve(id)),
      find: async () => {
        const { data } = await this.gateway.stripe.customers.list({ email: account.email, limit: 100 });
        return data.find(({ metadata }) => metadata['request'] === key) ?? null;
      },
      shows: shows('customer', customerShown),
      idOf,
    });
    if (!made) throw Refusal.conflict('stripe.gone');
    return made.id;
  }

  /**
   * With the customer of an account and the price of a name as they are known here. When Stripe refuses, both are read anew, for either may
   * have gone there; if one had, it is asked once more with its successor.
   */
  async withPresent<T>(
    { accountId, lookupKey }: { accountId?: string; lookupKey?: string },
    use: (present: { customer: string; price: string }) => Promise<T>,
  ): Promise<T> {
    const present = async () => ({
      customer: accountId === undefined ? '' : await this.of(accountId),
      price: lookupKey === undefined ? '' : await this.prices.named(lookupKey),
    });
    const known = await present();
    try {
      return await use(known);
    } catch (error) {
      if (!(error instanceof StripeFault) && !(error instanceof Refusal && error.code === 'stripe.gone')) throw error;
      if (known.customer !== '') await this.gateway.refresh('customer', known.customer);
      if (known.price !== '') await this.gateway.refresh('price', known.price);
      const renewed = await present();
      if (renewed.customer === known.customer && renewed.price === known.price) throw error;
      return use(renewed);
    }
  }
}

const living = (customer: Stripe.Customer | Stripe.DeletedCustomer): Stripe.Customer => {
  if (customer.deleted) throw Refusal.conflict('stripe.gone');
  return customer;
};

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { row, theRow } from '#libs/database';
import { Clock, Refusal } from '#libs/kernel';
import { idOf, shows } from './asking.js';
import { Gateway } from './gateway.js';
import { nextReading, priceShown, writeMirrors } from './mirrors.js';
import type { PriceWish } from './payments.types.js';
import { isMissing } from './stripe.faults.js';

interface KnownPrice {
  id: string;
  productId: string;
  amountYen: number;
  monthly: boolean;
  active: boolean;
}

/** The prices at Stripe, each under a name that stays while amounts come and go. */
@Injectable()
export class Prices {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly gateway: Gateway,
    private readonly clock: Clock,
  ) {}

  /** The id of the price with this name and amount, made when there is none. */
  async require(wish: PriceWish): Promise<string> {
    const before = await this.madeBefore(wish.lookupKey);
    const known = await this.active(wish.lookupKey);
    if (known && known.amountYen === wish.amountYen && known.monthly === wish.monthly) return known.id;
    const there = await this.atStripe(wish.lookupKey);
    if (there?.unit_amount === wish.amountYen && (there.recurring !== null) === wish.monthly) return there.id;
    return this.make(wish.lookupKey, before, await this.product(wish.product), wish.amountYen, wish.monthly);
  }

  /** The id of the price that has this name now. One that was archived at Stripe is made again as it was. Refuses `price.missing`. */
  async named(lookupKey: string): Promise<string> {
    const madeBefore = await this.madeBefore(lookupKey);
    const known = await this.active(lookupKey);
    const there = known ? null : await this.atStripe(lookupKey);
    const id = known?.id ?? there?.id;
    if (id !== undefined) return id;
    const before = await row<KnownPrice>(this.db, `${KNOWN_SQL} ${NEWEST}`, [lookupKey]);
    if (!before) throw Refusal.rule('price.missing');
    return this.make(lookupKey, madeBefore, before.productId, before.amountYen, before.monthly);
  }

  private active(lookupKey: string): Promise<KnownPrice | null> {
    return row<KnownPrice>(this.db, `${KNOWN_SQL} and lookup_key = $1 and active and gone_at is null ${NEWEST}`, [lookupKey]);
  }

  private async atStripe(lookupKey: string): Promise<Stripe.Price | null> {
    const number = await nextReading(this.db);
    const { data } = await this.gateway.look('prices.list', () => this.gateway.stripe.prices.list({ lookup_keys: [lookupKey], active: true }));
    await this.db.transaction((tx) => writeMirrors(tx, data.map(shows('price', priceShown)), number, this.clock.now()));
    return data[0] ?? null;
  }

  /** How many prices have had a name: part of the key of the next one. Read before looking for one, so that two who find none ask under the same key. */
  private async madeBefore(lookupKey: string): Promise<number> {
    const { before } = await theRow<{ before: number }>(this.db, 'price', 'select count(*)::int as before from stripe_prices where name = $1', [lookupKey]);
    return before;
  }

  private async make(lookupKey: string, before: number, product: string, amountYen: number, monthly: boolean): Promise<string> {
    const made = await this.gateway.ask({
      key: `price:${lookupKey}:${before}:${amountYen}`,
      operation: 'prices.create',
      wish: { product, amountYen, monthly },
      send: (options) =>
        this.gateway.stripe.prices.create(
          {
            product,
            currency: 'jpy',
            unit_amount: amountYen,
            lookup_key: lookupKey,
            transfer_lookup_key: true,
            metadata: { lookupKey },
            ...(monthly ? { recurring: { interval: 'month' } } : {}),
          },
          options,
        ),
      again: (id) => this.gateway.stripe.prices.retrieve(id),
      shows: shows('price', priceShown),
      idOf,
    });
    if (!made) throw Refusal.rule('price.missing');
    return made.id;
  }

  /** The product has an id of our own, so that asking twice finds it. */
  private async product({ key, name }: PriceWish['product']): Promise<string> {
    const id = `mazeru_${key}`;
    const found = await this.gateway.look('products.retrieve', async () => {
      try {
        return await this.gateway.stripe.products.retrieve(id);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    });
    if (found) return found.id;
    await this.gateway.ask({ key: `product:${key}`, operation: 'products.create', wish: { key }, send: (options) => this.gateway.stripe.products.create({ id, name }, options), idOf });
    return id;
  }
}

/** The prices that have or had a name, by the mark that they were made with: the name itself moves on to the newest. */
const KNOWN_SQL = `
  select id, product_id as "productId", amount_yen as "amountYen", monthly, active from stripe_prices where name = $1`;
const NEWEST = 'order by created_at desc, reading desc limit 1';

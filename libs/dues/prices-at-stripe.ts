import type { DataSource } from 'typeorm';
import { dayIn } from '#libs/kernel';
import type { PriceWish } from '#libs/payments';
import { TIERS } from '#libs/tiers';
import { DUES_ITEM_WORDS } from '#libs/words';
import { nextBilledMonth } from './dues.rules.js';
import { lookupKeyOf, priceOn, productOf } from './plans.js';

/** The prices that Stripe is to have at that instant: what the next billing asks for at each tier, and the mixer course. */
export async function pricesAtStripe(db: DataSource, now: Date): Promise<PriceWish[]> {
  const on = dayIn(nextBilledMonth(now), 1);
  const wishes: PriceWish[] = [];
  for (const tier of TIERS) {
    const { amountYen } = await priceOn(db, tier, on);
    wishes.push({ lookupKey: lookupKeyOf(tier), product: productOf(tier), amountYen, monthly: true });
  }
  const course = await priceOn(db, 'course', on);
  return [...wishes, { lookupKey: 'course_fee', product: { key: 'course', name: DUES_ITEM_WORDS.course.ja }, amountYen: course.amountYen, monthly: false }];
}

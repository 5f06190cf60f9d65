declare const unit: unique symbol;

/** Whole Japanese yen. Yen has no minor unit: 1 is one yen here, in PostgreSQL and at Stripe. Negative amounts are debts and reversals. */
export type Yen = number & { readonly [unit]: 'yen' };

/** Whether a number can be an amount of yen: a whole number that a double holds exactly, of either sign. */
export function isYen(amount: number): amount is Yen {
  return Number.isSafeInteger(amount);
}

/** Marks a number as yen. A fraction, NaN or a number beyond exact doubles is a fault of the program and throws a RangeError. */
export function yen(amount: number): Yen {
  if (!isYen(amount)) throw new RangeError(`not whole yen: ${amount}`);
  return amount;
}

/**
 * Divides `total` in proportion to `weights` (whole numbers, at least one above zero) by largest remainder.
 * The parts sum to the total, a weight of zero gets nothing, and a yen that two remainders claim goes to the earlier one.
 * A negative total is the mirror of the positive one, so that a refund undoes exactly what the sale gave.
 */
export function split(total: Yen, weights: readonly number[]): Yen[] {
  const sizes = weights.map(weightOf);
  const sum = sizes.reduce((a, b) => a + b, 0n);
  if (sum === 0n) throw new RangeError('nobody to split between');

  const whole = BigInt(Math.abs(total));
  const parts = sizes.map((size) => (whole * size) / sum);
  const left = Number(whole - parts.reduce((a, b) => a + b, 0n));

  const remainders = sizes.map((size, at) => ({ at, size: (whole * size) % sum }));
  remainders.sort((a, b) => (a.size === b.size ? a.at - b.at : a.size > b.size ? -1 : 1));
  const luckier = new Set(remainders.slice(0, left).map(({ at }) => at));

  const sign = total < 0 ? -1n : 1n;
  return parts.map((part, at) => yen(Number(sign * (luckier.has(at) ? part + 1n : part))));
}

function weightOf(weight: number): bigint {
  if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`not a weight: ${weight}`);
  return BigInt(weight);
}

/** An amount as people read it: `1,000円` in Japanese, `¥1,000` in English; a minus sign stands first. */
export function formatYen(amount: Yen, locale: 'ja' | 'en'): string {
  const sign = amount < 0 ? '-' : '';
  const digits = String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, ',');
  return locale === 'ja' ? `${sign}${digits}円` : `${sign}¥${digits}`;
}

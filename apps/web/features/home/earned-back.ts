import type { OwnDues } from '../dues/dues.api';

/** What the dues of a month come to. `certain` is false while no way of paying is set up: then it is the price of the tier, to compare with. */
export interface MonthDues {
  yen: number;
  certain: boolean;
}

/** Charges that cost nobody anything. */
const FREE: readonly OwnDues['timeline'][number]['state'][] = ['void', 'waived', 'refunded'];

/** The dues of a Tokyo month `YYYY-MM`: what was charged, what is about to be, or the price of the tier. */
export function duesOfMonth(dues: Pick<OwnDues, 'timeline' | 'nextCharge' | 'plan' | 'prices' | 'tier'>, month: string): MonthDues {
  const charge = dues.timeline.find((one) => one.month === month && one.state !== 'void');
  if (charge) return { yen: FREE.includes(charge.state) ? 0 : charge.amountYen, certain: true };
  if (dues.nextCharge?.on.startsWith(month)) return { yen: dues.nextCharge.amountYen, certain: true };
  // A month in which somebody joined, or paused, is free.
  if (dues.plan && (dues.plan.state === 'live' || dues.plan.state === 'paused')) return { yen: 0, certain: true };
  const item = dues.tier ?? 'challenge';
  return { yen: dues.prices.find((price) => price.item === item)?.amountYen ?? 0, certain: false };
}

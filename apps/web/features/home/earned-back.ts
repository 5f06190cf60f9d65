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

/** Each kind of income as a bar shows it, whole yen: what corrections took back comes off the kinds in their order, for a bar has no part below zero. */
export function barParts<Kind extends { earnedYen: number }>(kinds: readonly Kind[]): Kind[] {
  let back = kinds.reduce((sum, { earnedYen }) => sum + Math.max(0, -earnedYen), 0);
  return kinds
    .filter(({ earnedYen }) => earnedYen > 0)
    .map((kind) => {
      const off = Math.min(back, kind.earnedYen);
      back -= off;
      return { ...kind, earnedYen: kind.earnedYen - off };
    });
}

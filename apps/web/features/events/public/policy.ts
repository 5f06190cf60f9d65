import { addDays, tokyoDay, tokyoInstant, tokyoTime } from '../../../lib/tokyo';
import type { words } from './event.words';

/** Until so many hours before the start, this share of the price comes back. */
interface PolicyStep {
  untilHoursBefore: number;
  refundPercent: number;
}

/** How a policy is said; the words come with the screen. */
type PolicyWords = (typeof words)['ja']['policy'];

/** One line of the policy as a guest reads it. */
export interface PolicyRow {
  /** UTC instant at which the step ends; null for what holds after the last one. */
  until: string | null;
  refundPercent: number;
}

/** Whole days are counted on the calendar of Tokyo, where every day has 24 hours. */
function untilOf({ untilHoursBefore }: PolicyStep, startsAt: string): string {
  if (untilHoursBefore % 24 === 0) return tokyoInstant(addDays(tokyoDay(startsAt), -untilHoursBefore / 24), tokyoTime(startsAt));
  return new Date(Date.parse(startsAt) - untilHoursBefore * 3_600_000).toISOString();
}

/** The steps of a policy that was bought, closed by what holds after the last one. */
export const boughtRows = (steps: readonly PolicyRow[]): PolicyRow[] => [...steps.filter(({ refundPercent }) => refundPercent > 0), { until: null, refundPercent: 0 }];

/** The graded policy with its instants, the earliest first, closed by what holds afterwards. */
export const policyRows = (policy: readonly PolicyStep[], startsAt: string): PolicyRow[] =>
  boughtRows(policy.map((step) => ({ until: untilOf(step, startsAt), refundPercent: step.refundPercent })));

/** 「全額返金」, 「50% 返金」, 「返金なし」. */
export function refundText(percent: number, w: PolicyWords): string {
  if (percent === 100) return w.full;
  return percent === 0 ? w.none : w.part(percent);
}

/** The policy in one line: 「3日前まで全額返金、前日まで50% 返金」. */
export function policyLine(policy: readonly PolicyStep[], w: PolicyWords): string {
  const when = (hours: number): string => {
    if (hours === 0) return w.start;
    if (hours === 24) return w.dayBefore;
    return hours % 24 === 0 ? w.daysBefore(hours / 24) : w.hoursBefore(hours);
  };
  const steps = policy.filter(({ refundPercent }) => refundPercent > 0);
  if (steps.length === 0) return w.none;
  return w.line(steps.map((step) => w.short(when(step.untilHoursBefore), refundText(step.refundPercent, w))));
}

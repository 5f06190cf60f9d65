/** How often a price is charged. */
export interface Cycle {
  interval: 'day' | 'week' | 'month' | 'year';
  count: number;
}

/** A time from `start` to `end`, epoch seconds, half-open. */
export interface Period {
  start: number;
  end: number;
}

const DAY_S = 86_400;

/** So many months later at the same time of day; on the last day where the month has no such day. UTC, as Stripe counts. */
function monthsLater(from: number, months: number): number {
  const date = new Date(from * 1000);
  const month = date.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()] as const;
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastDay), ...time) / 1000;
}

/**
 * The n-th boundary counted from the anchor, n may be negative. Counting from the anchor and not from the last boundary keeps the
 * 31st: 31 January, 28 February, 31 March. https://docs.stripe.com/billing/subscriptions/billing-cycle
 */
export function boundary(anchor: number, { interval, count }: Cycle, n: number): number {
  if (interval === 'month') return monthsLater(anchor, n * count);
  if (interval === 'year') return monthsLater(anchor, n * count * 12);
  return anchor + n * count * DAY_S * (interval === 'week' ? 7 : 1);
}

const LONGEST_S = { day: DAY_S, week: 7 * DAY_S, month: 31 * DAY_S, year: 366 * DAY_S } as const;

/** The full period of that cycle in which an instant lies. */
export function fullPeriodAt(anchor: number, cycle: Cycle, at: number): Period {
  let n = Math.floor((at - anchor) / (LONGEST_S[cycle.interval] * cycle.count)) - 1;
  while (boundary(anchor, cycle, n + 1) <= at) n += 1;
  while (boundary(anchor, cycle, n) > at) n -= 1;
  return { start: boundary(anchor, cycle, n), end: boundary(anchor, cycle, n + 1) };
}

/** What share of an amount falls on the time from `from` to `to` of a period: by second, whole, halves away from zero. */
export function prorated(amountYen: number, period: Period, from: number, to: number): number {
  const size = Math.abs(amountYen) * ((to - from) / (period.end - period.start));
  return Math.sign(amountYen) * Math.round(size) || 0;
}

/** The next instant, not before `after`, that has this day of the month (the last one in shorter months) and time of day, UTC. */
export function nextMonthDay(
  after: number,
  wish: { day: number; month?: number; hour?: number; minute?: number; second?: number },
): number {
  const from = new Date(after * 1000);
  const time = [wish.hour ?? from.getUTCHours(), wish.minute ?? from.getUTCMinutes(), wish.second ?? from.getUTCSeconds()] as const;
  for (let ahead = 0; ; ahead += 1) {
    const month = from.getUTCMonth() + ahead;
    const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
    const at = Date.UTC(from.getUTCFullYear(), month, Math.min(wish.day, lastDay), ...time) / 1000;
    if (at >= after && (wish.month === undefined || new Date(at * 1000).getUTCMonth() + 1 === wish.month)) return at;
  }
}

import { invalidRequest } from '../errors.js';
import { items, number, text, texts, type Fields } from '../json.js';
import type { Sim } from '../sim.js';

const DAY_S = 86_400;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * Has the next automatic payout of an account made on the day its schedule says, weekly or monthly; a manual one has none.
 * Daily ones do not exist in Japan. https://docs.stripe.com/payouts#payout-schedule
 */
export function planPayouts(sim: Sim, scope: string, schedule: Fields, param: string): void {
  const interval = text(schedule['interval']) ?? 'manual';
  if (interval === 'daily') throw invalidRequest('Daily payouts are not available for accounts in JP.', param);
  if (interval === 'manual') return sim.cancel('payout.automatic', scope);
  sim.schedule(nextDay(sim.now(), (day) => fits(day, interval, schedule)), 'payout.automatic', scope, scope);
}

/** 00:00 UTC of the first day after this instant that fits. */
function nextDay(now: number, wanted: (day: Date) => boolean): number {
  for (let at = (Math.floor(now / DAY_S) + 1) * DAY_S; ; at += DAY_S) if (wanted(new Date(at * 1000))) return at;
}

function fits(day: Date, interval: string, schedule: Fields): boolean {
  if (interval === 'weekly') {
    const days = texts(schedule['weekly_payout_days']);
    return (days.length > 0 ? days : [text(schedule['weekly_anchor']) ?? 'friday']).includes(WEEKDAYS[day.getUTCDay()] ?? '');
  }
  const days = items(schedule['monthly_payout_days']);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  // The 31st of a shorter month is its last day.
  return (days.length > 0 ? days : [number(schedule['monthly_anchor']) ?? 1]).some(
    (wanted) => Math.min(number(wanted) ?? 1, last) === day.getUTCDate(),
  );
}

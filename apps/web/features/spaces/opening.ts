import { holidayOf } from '../../lib/holidays';
import { type Day, weekdayOf } from '../../lib/tokyo';
import type { Space } from './space.api';

interface Opening {
  opensAt: string;
  closesAt: string;
}

/**
 * When a space is open on a day, earliest first; empty when closed. A day of its own wins; a holiday takes the hours for holidays
 * where there are any. For showing only: the server decides what lies outside.
 */
export function openingOn(day: Day, { hours, exceptions }: Pick<Space, 'hours' | 'exceptions'>): Opening[] {
  const own = exceptions.find((exception) => exception.day === day);
  if (own) return own.closed || !own.opensAt || !own.closesAt ? [] : [{ opensAt: own.opensAt, closesAt: own.closesAt }];
  const onHolidays = hours.filter((row) => row.weekday === 'holiday');
  const rows = onHolidays.length > 0 && holidayOf(day) ? onHolidays : hours.filter((row) => row.weekday === String(weekdayOf(day)));
  return rows.map(({ opensAt, closesAt }) => ({ opensAt, closesAt })).sort((a, b) => a.opensAt.localeCompare(b.opensAt));
}

import { holidayOf } from '../../lib/holidays';
import { addDays, addMonths, type Day, startOfMonth, weekdayOf } from '../../lib/tokyo';

/** Banks are closed on weekends, holidays, and from 31 December to 3 January. */
const bankOpen = (day: Day): boolean =>
  weekdayOf(day) % 6 !== 0 && !holidayOf(day) && !/-(12-31|01-0[1-3])$/.test(day);

/**
 * When a shift of this Tokyo day will be paid, for the preview while it is written: the 25th of the next month, or the bank day before.
 * A saved shift carries the day that the cooperative has fixed.
 */
export function paymentDayOf(day: Day): Day {
  let due = addDays(startOfMonth(addMonths(startOfMonth(day), 1)), 24);
  while (!bankOpen(due)) due = addDays(due, -1);
  return due;
}

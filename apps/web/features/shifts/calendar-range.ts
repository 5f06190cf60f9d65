import { addDays, addMonths, type Day, startOfMonth, startOfWeek } from '../../lib/tokyo';

export type CalendarView = 'day' | 'week' | 'month';

/** A time somebody pointed at, for a new shift. */
export interface Wanted {
  day: Day;
  from?: string;
  to?: string;
  resourceId?: string;
}

/** The days that a view shows, both included; a month in whole weeks from Monday on. */
export function shownDays(view: CalendarView, day: Day): { from: Day; to: Day } {
  if (view === 'day') return { from: day, to: day };
  if (view === 'week') return { from: startOfWeek(day), to: addDays(startOfWeek(day), 6) };
  return { from: startOfWeek(startOfMonth(day)), to: addDays(startOfWeek(endOfMonth(day)), 6) };
}

/** The days that a view is about: those it shows, without the neighbours of a month. */
export function meantDays(view: CalendarView, day: Day): { from: Day; to: Day } {
  return view === 'month' ? { from: startOfMonth(day), to: endOfMonth(day) } : shownDays(view, day);
}

/** The same view one step on (or back, with -1). */
export function stepDay(view: CalendarView, day: Day, by: 1 | -1): Day {
  if (view === 'month') return addMonths(startOfMonth(day), by);
  return addDays(day, view === 'week' ? 7 * by : by);
}

const endOfMonth = (day: Day): Day => addDays(addMonths(startOfMonth(day), 1), -1);

/*
 * Days and times as Tokyo sees them, wherever the browser is. Japan keeps no summer time, so +09:00 is constant and no time
 * zone data is needed. A day is `YYYY-MM-DD`, a time of day `HH:MM`, an instant an ISO 8601 string in UTC.
 */

/** A Tokyo day, `YYYY-MM-DD`. */
export type Day = string;

const OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

/** A UTC instant as the API says it, as a date, or in milliseconds. */
type Instant = string | Date | number;

const shifted = (instant: Instant): Date => new Date(new Date(instant).getTime() + OFFSET_MS);
const utcOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (utcMs: number): Day => new Date(utcMs).toISOString().slice(0, 10);

/** Whatever an address says, as a Tokyo day; empty where it is none. */
export function asDay(text: string | null): Day {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}

export function tokyoDay(instant: Instant): Day {
  return shifted(instant).toISOString().slice(0, 10);
}

/** `HH:MM` in Tokyo. */
export function tokyoTime(instant: Instant): string {
  return shifted(instant).toISOString().slice(11, 16);
}

/** The UTC instant of a Tokyo day and time; `24:00` is midnight at the end of the day. */
export function tokyoInstant(day: Day, time = '00:00'): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(utcOf(day) - OFFSET_MS + (hours * 60 + minutes) * 60_000).toISOString();
}

export function today(now: Instant = Date.now()): Day {
  return tokyoDay(now);
}

export function addDays(day: Day, days: number): Day {
  return dayOf(utcOf(day) + days * DAY_MS);
}

/** The same day of another month, or the last day where that month is shorter. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return dayOf(first.getTime());
}

/** Whole days from one day to another, negative when it lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcOf(to) - utcOf(from)) / DAY_MS);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(utcOf(day)).getUTCDay();
}

/** The first day of the week that holds `day`; weeks start on Monday unless told otherwise. */
export function startOfWeek(day: Day, firstWeekday = 1): Day {
  return addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));
}

export function startOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** The whole weeks that show the month of `day`, both days included. */
export function weeksOfMonth(day: Day): { first: Day; last: Day } {
  const month = startOfMonth(day);
  return { first: startOfWeek(month), last: addDays(startOfWeek(addDays(addMonths(month, 1), -1)), 6) };
}

export function partsOf(day: Day): { year: number; month: number; date: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return { year, month, date };
}

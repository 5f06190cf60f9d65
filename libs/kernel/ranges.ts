import { isHoliday } from './holidays.js';
import { addDays, atTokyo, dayStart, tokyoDay, weekdayOf, type Day, type Weekday } from './tokyo.js';

/** A stretch of time, UTC instants, half-open: its start belongs to it, its end does not. */
export interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** From and to on one Tokyo day, `HH:MM`; `24:00` closes at midnight. */
export interface OpeningHours {
  opensAt: string;
  closesAt: string;
}

/** When a space is open in an ordinary week. A weekday may have several rows (a closed lunch hour) or none (closed all day). */
export type Hours = readonly (OpeningHours & { weekday: Weekday | 'holiday' })[];

/** One day that differs, at most one row a day: closed, or open at the hours it names and at no others. */
export interface HoursException {
  day: Day;
  closed: boolean;
  opensAt?: string | null;
  closesAt?: string | null;
  reason?: string | null;
}

/** Whether two spans share any time; one that ends when the other starts does not. */
export function overlaps(a: Span, b: Span): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/** Whether the whole of a span, or an instant, lies within `outer`. */
export function contains(outer: Span, inner: Span | Date): boolean {
  if (inner instanceof Date) return outer.startsAt <= inner && inner < outer.endsAt;
  return outer.startsAt <= inner.startsAt && inner.endsAt <= outer.endsAt;
}

/** The length of a span in minutes. */
export function minutes(span: Span): number {
  return (span.endsAt.getTime() - span.startsAt.getTime()) / 60_000;
}

/**
 * When a space is open on a day, earliest first; empty when closed. An exception wins over everything; a Japanese holiday takes the
 * `holiday` rows when the space has any, else the rows of its weekday.
 */
export function openingHoursOn(on: Day, hours: Hours, exceptions: readonly HoursException[]): OpeningHours[] {
  const today = exceptions.find((exception) => exception.day === on);
  if (today) return today.closed || !today.opensAt || !today.closesAt ? [] : [{ opensAt: today.opensAt, closesAt: today.closesAt }];

  const weekday = weekdayOf(on);
  const holiday = hours.filter((row) => row.weekday === 'holiday');
  const rows = holiday.length > 0 && isHoliday(on) ? holiday : hours.filter((row) => row.weekday === weekday);
  return rows.map(({ opensAt, closesAt }) => ({ opensAt, closesAt })).sort((a, b) => (a.opensAt < b.opensAt ? -1 : 1));
}

/** Whether a space is open during the whole of a span. Hours until 24:00 run on into a next day that opens at 00:00. */
export function withinOpeningHours(span: Span, hours: Hours, exceptions: readonly HoursException[]): boolean {
  let openUntil = span.startsAt;
  for (let on = tokyoDay(span.startsAt); openUntil < span.endsAt; on = addDays(on, 1)) {
    for (const { opensAt, closesAt } of openingHoursOn(on, hours, exceptions)) {
      const [opens, closes] = [atTokyo(on, opensAt), atTokyo(on, closesAt)];
      if (opens <= openUntil && openUntil < closes) openUntil = closes;
    }
    if (openUntil < dayStart(addDays(on, 1))) break;
  }
  return openUntil >= span.endsAt;
}

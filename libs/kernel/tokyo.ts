declare const kind: unique symbol;

/** A calendar day in Tokyo, `YYYY-MM-DD`. Days compare and sort as text. */
export type Day = string & { readonly [kind]: 'day' };

/** A calendar month in Tokyo, `YYYY-MM`. */
export type Month = string & { readonly [kind]: 'month' };

/** Sunday is 0, Saturday is 6. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Japan keeps +09:00 all year and has done so since 1952, so a fixed offset is exact and the zone of the process never matters. */
const TOKYO_MS = 9 * 60 * MINUTE_MS;
const TIME_OF_DAY = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** Whether a value from outside is a day that exists: `2028-02-29` is, `2026-02-29` and `2026-2-1` are not. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const midnight = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === value;
}

/** Reads a day; text that is none throws a RangeError. Input from people is checked with `isDay` at the door. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a day: ${text}`);
  return text;
}

/** The day it is in Tokyo at an instant. */
export function tokyoDay(instant: Date): Day {
  return dayOfUtc(instant.getTime() + TOKYO_MS);
}

/** The time it is in Tokyo at an instant, `HH:MM`, seconds dropped. */
export function tokyoTime(instant: Date): string {
  return new Date(instant.getTime() + TOKYO_MS).toISOString().slice(11, 16);
}

/** The instant at which a day begins: 00:00 in Tokyo, 15:00 UTC of the day before. */
export function dayStart(of: Day): Date {
  return new Date(utcOfDay(of) - TOKYO_MS);
}

/** Whether a value from outside is a time of day, `00:00` to `24:00`; `24:00` is the end of the day. */
export function isTimeOfDay(value: unknown): value is string {
  return typeof value === 'string' && TIME_OF_DAY.test(value);
}

/** The instant at a time of day in Tokyo; `24:00` is the start of the next day. Other text throws a RangeError. */
export function atTokyo(on: Day, time: string): Date {
  if (!isTimeOfDay(time)) throw new RangeError(`not a time of day: ${time}`);
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return new Date(dayStart(on).getTime() + minutes * MINUTE_MS);
}

/** The day `count` days later, or earlier when negative. */
export function addDays(to: Day, count: number): Day {
  return dayOfUtc(utcOfDay(to) + count * DAY_MS);
}

/** How many midnights lie between two days: 1 from a day to the next, negative when `to` is the earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (utcOfDay(to) - utcOfDay(from)) / DAY_MS;
}

/** The weekday of a day, Sunday 0. */
export function weekdayOf(of: Day): Weekday {
  return WEEKDAYS[new Date(utcOfDay(of)).getUTCDay()] ?? 0;
}

const WEEKDAYS: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];

/** Whether a value from outside is a month, `YYYY-MM`. */
export function isMonth(value: unknown): value is Month {
  return typeof value === 'string' && isDay(`${value}-01`);
}

/** Reads a month; text that is none throws a RangeError. */
export function month(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`not a month: ${text}`);
  return text;
}

/** The month a day lies in. */
export function monthOf(of: Day): Month {
  return month(of.slice(0, 7));
}

/** The month after. */
export function nextMonth(after: Month): Month {
  return monthOf(addDays(endOfMonth(dayIn(after, 1)), 1));
}

/** The day of a month by its number; a number the month does not have throws a RangeError. */
export function dayIn(of: Month, date: number): Day {
  return day(`${of}-${String(date).padStart(2, '0')}`);
}

/** The last day of the month a day lies in. */
export function endOfMonth(of: Day): Day {
  const [year, number] = [Number(of.slice(0, 4)), Number(of.slice(5, 7))];
  return dayOfUtc(Date.UTC(year, number, 0));
}

/** Midnight UTC of the date, the plain number that day arithmetic runs on. */
function utcOfDay(of: Day): number {
  return Date.parse(`${of}T00:00:00Z`);
}

function dayOfUtc(time: number): Day {
  const number = Math.floor(time / DAY_MS);
  const known = DAYS.get(number);
  if (known) return known;
  const found = day(new Date(time).toISOString().slice(0, 10));
  if (DAYS.size < MOST_DAYS) DAYS.set(number, found);
  return found;
}

/** Written out once each: lists ask for the same few days over and over. */
const DAYS = new Map<number, Day>();
const MOST_DAYS = 36_600;

import { halfWidth } from '../../lib/digits';
import { type Day, tokyoDay, tokyoInstant, tokyoTime } from '../../lib/tokyo';

/*
 * Times of day as owners type them: `１９：００`, `19時半`, `1900`, `19-21`, `19:00〜21:00`, `22:00〜翌1:00`. A time is kept as `HH:MM`,
 * one of the next day as `翌HH:MM`.
 */

const ONE = /^(翌)?(\d{1,2})(?:[:時.](\d{2}|半)?分?|(\d{2}))?$/;

/** One time, or undefined when the text is none. */
export function timeOf(text: string): string | undefined {
  const match = ONE.exec(halfWidth(text).replace(/\s/g, ''));
  if (!match) return undefined;
  const [, next = '', hour = '', minute, glued] = match;
  const hours = Number(hour);
  const minutes = minute === '半' ? 30 : Number(minute ?? glued ?? 0);
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return undefined;
  return `${next}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** Two times typed into one field, or undefined. */
export function timesOf(text: string): { from: string; to: string } | undefined {
  const parts = halfWidth(text).split(/[~〜～-]|から/);
  const [from, to] = parts.map((part) => timeOf(part.replace(/まで$/, '')));
  return parts.length === 2 && from && to ? { from, to } : undefined;
}

/** The same while somebody is still typing: only once the minutes of the second time are there. */
export function typedTimesOf(text: string): { from: string; to: string } | undefined {
  return /[:時]\d{2}$/.test(halfWidth(text).trim()) ? timesOf(text) : undefined;
}

/** Minutes from the start of the day; beyond 1440 for a time of the next day. */
export function minutesOf(time: string): number | undefined {
  const known = timeOf(time);
  if (!known) return undefined;
  const [hours = 0, minutes = 0] = known.replace('翌', '').split(':').map(Number);
  return hours * 60 + minutes + (known.startsWith('翌') ? 1440 : 0);
}

/** The instants of a day and two times as they were typed, or undefined while one of them is no time. */
export function spanOf(day: Day, from: string, to: string): { startsAt: string; endsAt: string } | undefined {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || start === undefined || end === undefined) return undefined;
  const midnight = new Date(tokyoInstant(day)).getTime();
  const at = (minutes: number) => new Date(midnight + minutes * 60_000).toISOString();
  return { startsAt: at(start), endsAt: at(end) };
}

/** A span as the fields show it: `24:00` for midnight, `翌01:00` for a time of the next day. */
export function fieldsOf(span: { startsAt: string; endsAt: string }): { day: Day; from: string; to: string } {
  const day = tokyoDay(span.startsAt);
  const to = tokyoTime(span.endsAt);
  const later = tokyoDay(span.endsAt) !== day;
  return { day, from: tokyoTime(span.startsAt), to: later ? (to === '00:00' ? '24:00' : `翌${to}`) : to };
}

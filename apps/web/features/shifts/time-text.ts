import { halfWidth } from '../../lib/digits';

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

/** Minutes from the start of the day; beyond 1440 for a time of the next day. */
export function minutesOf(time: string): number | undefined {
  const known = timeOf(time);
  if (!known) return undefined;
  const [hours = 0, minutes = 0] = known.replace('翌', '').split(':').map(Number);
  return hours * 60 + minutes + (known.startsWith('翌') ? 1440 : 0);
}

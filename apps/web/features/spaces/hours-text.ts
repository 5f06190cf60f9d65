import type { Locale } from '../../lib/locale';
import { timeOf, timesOf } from '../shifts/time-text';
import type { Space } from './space.api';

/*
 * Opening hours as owners write them: `9:00〜12:00、13:00〜18:00`, empty for closed. One line a weekday is quicker to read and to
 * type than a grid of pickers, on a phone too.
 */

export interface Opening {
  opensAt: string;
  closesAt: string;
}

export type WeekdayKey = Space['hours'][number]['weekday'];
/** Monday first; holidays last. */
export const WEEK: readonly WeekdayKey[] = ['1', '2', '3', '4', '5', '6', '0', 'holiday'];

export type WeekText = Record<WeekdayKey, string>;

/** `09:00〜12:00、13:00〜18:00`; `09:00–12:00, 13:00–18:00`. */
export const openingText = (openings: readonly Opening[], locale: Locale = 'ja'): string =>
  openings.map(({ opensAt, closesAt }) => `${opensAt}${locale === 'ja' ? '〜' : '–'}${closesAt}`).join(locale === 'ja' ? '、' : ', ');

/** The hours that a line says: none when it is empty, undefined when it cannot be read. Hours end with the day. */
export function openingsOf(text: string): Opening[] | undefined {
  const parts = text.split(/[、,，\s]+/).filter(Boolean);
  const openings = parts.map((part) => {
    const both = timesOf(part);
    const [opensAt, closesAt] = [both && timeOf(both.from), both && timeOf(both.to)];
    return opensAt && closesAt && !opensAt.startsWith('翌') && !closesAt.startsWith('翌') ? { opensAt, closesAt } : undefined;
  });
  return openings.every((opening) => opening !== undefined) ? openings : undefined;
}

export function weekTextOf(hours: Space['hours']): WeekText {
  const line = (weekday: WeekdayKey) =>
    openingText(hours.filter((row) => row.weekday === weekday).sort((a, b) => a.opensAt.localeCompare(b.opensAt)));
  return { '0': line('0'), '1': line('1'), '2': line('2'), '3': line('3'), '4': line('4'), '5': line('5'), '6': line('6'), holiday: line('holiday') };
}

/** The rows of a week in the order of WEEK; lines that cannot be read are left out (the form refuses them first). */
export const hoursOfWeek = (week: WeekText): Space['hours'] => WEEK.flatMap((weekday) => (openingsOf(week[weekday]) ?? []).map((opening) => ({ weekday, ...opening })));

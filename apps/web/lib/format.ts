import { holidayOf } from './holidays';
import type { Locale } from './locale';
import { type Day, daysBetween, partsOf, tokyoDay, tokyoTime, weekdayOf } from './tokyo';

const WEEKDAYS: Readonly<Record<Locale, readonly string[]>> = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Whole yen: `1,000円` or `¥1,000`. */
export function yenText(amountYen: number, locale: Locale): string {
  const digits = Math.abs(amountYen).toLocaleString('en-US');
  const sign = amountYen < 0 ? '−' : '';
  return locale === 'ja' ? `${sign}${digits}円` : `${sign}¥${digits}`;
}

type DayTone = 'weekday' | 'saturday' | 'holiday';

/** How a weekday is coloured, whatever holiday falls on this one: the head of a column. */
export function weekdayTone(day: Day): DayTone {
  const weekday = weekdayOf(day);
  return weekday === 6 ? 'saturday' : weekday === 0 ? 'holiday' : 'weekday';
}

/** How a day is coloured: Saturday, Sunday or holiday, or neither. Colour never stands without the word. */
export function dayTone(day: Day): DayTone {
  return holidayOf(day) ? 'holiday' : weekdayTone(day);
}

/** `土`; `Sat`. The bare name, whatever holiday falls on this one. */
export function weekdayName(day: Day, locale: Locale): string {
  return WEEKDAYS[locale][weekdayOf(day)] ?? '';
}

/** `土`, `月・祝`; `Sat`, `Mon, holiday`. */
export function weekdayText(day: Day, locale: Locale): string {
  const name = weekdayName(day, locale);
  if (!holidayOf(day)) return name;
  return locale === 'ja' ? `${name}・祝` : `${name}, holiday`;
}

/** The three pieces of a date in reading order, so that the weekday can be coloured alone. */
export function dayPieces(day: Day, locale: Locale, withYear = true): { before: string; weekday: string; after: string } {
  const { year, month, date } = partsOf(day);
  if (locale === 'ja') return { before: `${withYear ? `${year}年` : ''}${month}月${date}日(`, weekday: weekdayText(day, locale), after: ')' };
  const name = weekdayName(day, 'en');
  const rest = `, ${date} ${MONTHS_EN[month - 1] ?? ''}${withYear ? ` ${year}` : ''}`;
  return { before: '', weekday: name, after: holidayOf(day) ? `${rest} (holiday)` : rest };
}

/** `2026年11月21日(土)`; `Sat, 21 Nov 2026`. */
export function dayText(day: Day, locale: Locale, withYear = true): string {
  const { before, weekday, after } = dayPieces(day, locale, withYear);
  return before + weekday + after;
}

/** `2026年11月`; `Nov 2026`. */
export function monthText(day: Day, locale: Locale): string {
  const { year, month } = partsOf(day);
  return locale === 'ja' ? `${year}年${month}月` : `${MONTHS_EN[month - 1] ?? ''} ${year}`;
}

/** `19:00〜21:00`, into the next day `22:00〜翌1:00`; `19:00–21:00`, `22:00–01:00 (+1)`. */
export function timeRangeText(startsAt: string, endsAt: string, locale: Locale): string {
  const later = daysBetween(tokyoDay(startsAt), tokyoDay(endsAt));
  const end = tokyoTime(endsAt);
  if (later === 1 && end === '00:00') return locale === 'ja' ? `${tokyoTime(startsAt)}〜24:00` : `${tokyoTime(startsAt)}–24:00`;
  if (locale === 'ja') return `${tokyoTime(startsAt)}〜${later > 0 ? '翌' : ''}${end}`;
  return `${tokyoTime(startsAt)}–${end}${later > 0 ? ` (+${later})` : ''}`;
}

/** `2026年11月21日(土) 19:00〜21:00`; `Sat, 21 Nov 2026, 19:00–21:00`. */
export function rangeText(startsAt: string, endsAt: string, locale: Locale, withYear = true): string {
  const day = dayText(tokyoDay(startsAt), locale, withYear);
  return `${day}${locale === 'ja' ? ' ' : ', '}${timeRangeText(startsAt, endsAt, locale)}`;
}

/** `2026年11月21日(土) 19:00`; `Sat, 21 Nov 2026, 19:00`. */
export function instantText(at: string, locale: Locale, withYear = true): string {
  return `${dayText(tokyoDay(at), locale, withYear)}${locale === 'ja' ? ' ' : ', '}${tokyoTime(at)}`;
}

/** `2時間10分`, `3日`; `2 h 10 min`, `3 days`. Rounded down to the minute; from two days on in days. */
export function durationText(ms: number, locale: Locale): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const days = Math.floor(minutes / 1440);
  if (days >= 2) return locale === 'ja' ? `${days}日` : `${days} days`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (locale === 'ja') return `${hours > 0 ? `${hours}時間` : ''}${rest > 0 || hours === 0 ? `${rest}分` : ''}`;
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

/** Share of a whole as `45%`. */
export function percentText(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((part / whole) * 100)}%`;
}

/** Facts in one line, those that hold: `勉強会・12名`; `Study group · 12 people`. */
export function factsText(facts: readonly (string | false | null | undefined)[], locale: Locale): string {
  return facts.filter(Boolean).join(locale === 'ja' ? '・' : ' · ');
}

import { EVENT_KIND_WORDS, OUTSIDE_WORDS, prefectureName, say, spanInWords, type Locale } from '#libs/words';
import type { EventKind } from './event.rules.js';

/** What is told of an event outside: to search engines, messengers and feeds. */
export interface Told {
  kind: EventKind;
  status: string;
  title: string;
  theme: string;
  format: string;
  startsAt: Date | string;
  endsAt: Date | string;
  fromYen: number;
  toYen: number;
  seatsLeft: number;
  saleOpen: boolean;
}

/** `まぜる`, with what was called off marked as such. */
export const titleOutside = ({ status, title }: Pick<Told, 'status' | 'title'>, locale: Locale): string =>
  status === 'cancelled' ? say(OUTSIDE_WORDS.cancelled, locale, { title }) : title;

/** `無料`, `500円`, `500円から`. */
export function priceOutside({ fromYen, toYen }: Pick<Told, 'fromYen' | 'toYen'>, locale: Locale): string {
  if (toYen === 0) return say(OUTSIDE_WORDS.free, locale);
  return say(fromYen === toYen ? OUTSIDE_WORDS.price : OUTSIDE_WORDS.from, locale, { yen: fromYen });
}

/** Whether somebody can still come, and how many. */
export function seatsOutside({ saleOpen, seatsLeft }: Pick<Told, 'saleOpen' | 'seatsLeft'>, locale: Locale): string {
  if (!saleOpen) return say(OUTSIDE_WORDS.over, locale);
  return seatsLeft > 0 ? say(OUTSIDE_WORDS.left, locale, { left: seatsLeft }) : say(OUTSIDE_WORDS.full, locale);
}

/** Kind, time, place and price in one line, as a messenger shows it below the title. */
export const lineOutside = (event: Told, place: string, locale: Locale): string =>
  [EVENT_KIND_WORDS[event.kind][locale], spanInWords(event.startsAt, event.endsAt, locale), place, priceOutside(event, locale)].filter((part) => part !== '').join(' | ');

/** The space with its town, or that it is online. */
export function placeOutside({ format, spaceName, prefecture, city }: { format: string; spaceName: string | null; prefecture: string | null; city: string | null }, locale: Locale): string {
  if (spaceName === null) return format === 'onsite' ? '' : say(OUTSIDE_WORDS.online, locale);
  const town = `${prefecture ? prefectureName(prefecture, locale) : ''}${locale === 'en' ? ' ' : ''}${city ?? ''}`.trim();
  return town ? `${spaceName}（${town}）` : spaceName;
}

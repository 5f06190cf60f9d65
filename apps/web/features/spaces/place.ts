import { prefectureName } from '#libs/words';
import type { Locale } from '../../lib/locale';

/** `岩手県盛岡市`; `Morioka, Iwate` as far as the space names its city in Latin letters. Large to small in Japanese. */
export function placeText({ prefecture, city }: { prefecture: string; city: string }, locale: Locale): string {
  const name = prefectureName(prefecture, locale);
  return locale === 'ja' ? name + city : `${city}, ${name}`;
}

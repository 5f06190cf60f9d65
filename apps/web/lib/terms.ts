import { term, type TermKind } from '#libs/words';
import type { Locale } from './locale';

/** A word of the trade as it stands alone, on a tag or in a table: with a capital in English. */
export function termText(kind: TermKind, value: string, locale: Locale): string {
  const word = term(kind, value, locale);
  return locale === 'en' ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

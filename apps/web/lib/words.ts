import { type Locale, useLocale } from './locale';

/*
 * How words are kept. Each feature has one `words.ts` beside its screens, both languages side by side, so that the words
 * travel in the same chunk as the screens that say them:
 *
 *   // features/shifts/words.ts
 *   export const words = defineWords({
 *     ja: { claim: '予約する', placesLeft: (n: number) => `残り${n}枠` },
 *     en: { claim: 'Book', placesLeft: (n: number) => (n === 1 ? '1 place left' : `${n} places left`) },
 *   });
 *
 *   // in a component
 *   const w = useWords(words);
 *   <ActionButton>{w.claim}</ActionButton> <span>{w.placesLeft(2)}</span>
 *
 * Japanese comes first and gives the type; English does not compile while a phrase is missing, too many, or takes other
 * parameters. A phrase with a parameter is a function; a phrase per state is a nested object.
 */

/** Both languages of a set of words. */
export type Words<W> = Readonly<Record<Locale, W>>;

export function defineWords<W extends object>(words: { ja: W; en: NoInfer<W> }): Words<W> {
  return words;
}

/** The words in the language of the interface; the component renders again when it changes. */
export function useWords<W>(words: Words<W>): W {
  return words[useLocale()];
}

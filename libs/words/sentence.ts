/** The languages of the product; Japanese is the source. */
export type Locale = 'ja' | 'en';
export const LOCALES: readonly Locale[] = ['ja', 'en'];

/** One sentence in both languages. `{name}` is filled in; `{name:kind}` is first put into words (see SAID in say.ts). */
export type Sentence = Readonly<Record<Locale, string>>;

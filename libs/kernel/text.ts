/** Hyphens and dashes that people and spreadsheets write for the plain one. */
const DASHES = /[\u2010-\u2015\u2212\uFE63\uFF0D]/g;
/** The mark of a long vowel is a letter, but between digits it is a mistyped hyphen. */
const LONG_MARK_BETWEEN_DIGITS = /(?<=\d)[\u30FC\uFF70](?=\d)/g;

/** Full-width digits and dashes as ASCII, for fields of figures (telephone, postcode, dates, codes). All else is kept. */
export function normalizeDigits(text: string): string {
  return text
    .replace(/[\uFF10-\uFF19]/g, (digit) => shift(digit, -0xfee0))
    .replace(DASHES, '-')
    .replace(LONG_MARK_BETWEEN_DIGITS, '-');
}

/** Hiragana as katakana; all else is kept. */
export function toKatakana(text: string): string {
  return text.replace(/[\u3041-\u3096]/g, (kana) => shift(kana, 0x60));
}

/** The form in which text is compared when people search: widths united (NFKC), hiragana as katakana, lower case. */
export function searchKey(text: string): string {
  return toKatakana(text.normalize('NFKC')).toLowerCase();
}

/** Whether PostgreSQL can keep a text as it is: U+0000 it refuses, and half of a surrogate pair is no character. */
export const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

function shift(character: string, by: number): string {
  return String.fromCharCode(character.charCodeAt(0) + by);
}

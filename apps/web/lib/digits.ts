/*
 * Numbers as people type them in Japan: `５，０００円`, `5,000`, ` 5000 `. The keyboard decides the width, not the person.
 */

/** Full-width letters, digits and signs become plain ones; dashes of every kind become `-`. */
export function halfWidth(text: string): string {
  return text.normalize('NFKC').replace(/[‐‑–—―−ー]/g, '-');
}

/** A whole number, null when the field is empty, undefined when it is not a whole number. */
export function wholeNumber(text: string): number | null | undefined {
  const plain = halfWidth(text).replace(/[,\s円¥]/g, '');
  if (plain === '') return null;
  return /^-?\d{1,12}$/.test(plain) ? Number(plain) : undefined;
}

import { createHash } from 'node:crypto';
import type { Cooperative } from '#libs/identity';
import { NOT_REGISTERED, NOT_SAID, say, type Locale } from '#libs/words';
import type { LegalText } from './legal.queries.js';

/** What may stand in braces in a text: what the cooperative says of itself. */
export const BRACES = ['name', 'representative', 'address', 'phone', 'email', 'helpDesk', 'registrationNumber'] as const;

/** The braces in a text that nothing fills. */
export const unknownBraces = (body: string): string[] => Array.from(body.matchAll(/\{(\w+)\}/g), ([, name = '']) => name).filter((name) => !BRACES.some((known) => known === name));

/** A text as it stands before a reader: in their language, with the cooperative's own facts in it. */
export function filled({ bodyJa, bodyEn }: Pick<LegalText, 'bodyJa' | 'bodyEn'>, cooperative: Cooperative, locale: Locale): string {
  const facts = Object.fromEntries(BRACES.map((name) => [name, escaped(cooperative[name] || (name === 'registrationNumber' ? NOT_REGISTERED : NOT_SAID)[locale])]));
  return say({ ja: bodyJa, en: bodyEn }, locale, facts);
}

/** The digest of a text as it stood before a reader: SHA-256 of its UTF-8 bytes. */
export const digestOf = (body: string): Buffer => createHash('sha256').update(body, 'utf8').digest();

/** A name is no Markdown: what would begin or frame something is written as itself. */
const escaped = (fact: string): string => fact.replace(/[\\`*_[\]<>#|]/g, '\\$&');

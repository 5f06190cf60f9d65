import { hash } from 'node:crypto';

/** What a paper may hold: text, whole numbers, yes and no, nothing, and lists and records of these. */
export type Canonical = string | number | boolean | null | readonly Canonical[] | { readonly [name: string]: Canonical };

/**
 * The one way to write a content down, RFC 8785: names in the order of their UTF-16 units, no blanks, numbers and text as ECMAScript
 * writes them. Numbers are whole, so that no reader can round them; a fraction is a fault of the program and throws a RangeError.
 */
export function canonical(content: Canonical): string {
  if (typeof content === 'number' && !Number.isSafeInteger(content)) throw new RangeError(`a paper holds whole numbers only: ${content}`);
  if (content === null || typeof content !== 'object') return JSON.stringify(content);
  if (isList(content)) return `[${content.map(canonical).join(',')}]`;
  const entries = Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`).join(',')}}`;
}

/** A content as it is stored, and the digest that proves it: SHA-256 of the text's UTF-8 bytes. */
export function canonicalContent(content: Canonical): { text: string; sha256: Buffer } {
  const text = canonical(content);
  return { text, sha256: hash('sha256', text, 'buffer') };
}

const isList = (content: object): content is readonly Canonical[] => Array.isArray(content);

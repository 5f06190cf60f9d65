import { invalidRequest } from './errors.js';
import { fields, type Fields, type Json } from './json.js';

/** A form as Stripe takes it (`items[0][price]=…`, `expand[]=…`) as nested values; every leaf is text still. */
export function decodeForm(form: string): Fields {
  const root: Fields = {};
  for (const [name, value] of new URLSearchParams(form)) {
    if (name.includes('__proto__')) continue;
    const [first = '', ...rest] = name.split('[').map((part) => part.replace(/\]$/, ''));
    let place = root;
    let key = first;
    for (const next of rest) {
      const inner = fields(place[key]);
      place[key] = inner;
      place = inner;
      key = next === '' ? String(Object.keys(inner).length) : next;
    }
    place[key] = value;
  }
  return root;
}

/** `items[0][price]` of `['items', '0', 'price']`, as Stripe names a param. */
export const paramName = (path: readonly string[]): string => path.map((part, index) => (index === 0 ? part : `[${part}]`)).join('');

/**
 * The given of these fields, for an update: absent leaves as it was, '' unsets.
 * https://docs.stripe.com/api/metadata, "To unset a key, send it empty"
 */
export function given(params: Fields, names: readonly string[]): Fields {
  const taken: Fields = {};
  for (const name of names) {
    const value = params[name];
    if (value !== undefined) taken[name] = value === '' ? null : value;
  }
  return taken;
}

const METADATA = { keys: 50, keyLength: 40, valueLength: 500 } as const;

/**
 * Metadata after an update: merged by key, an empty value deletes its key, '' clears all. At most 50 keys of 40 characters
 * with 500 characters each. https://docs.stripe.com/api/metadata
 */
export function mergedMetadata(before: Json | undefined, change: Json | undefined): Fields {
  if (change === '' || change === null) return {};
  const after = { ...fields(before) };
  for (const [key, value] of Object.entries(fields(change))) {
    if (key.length > METADATA.keyLength) {
      throw invalidRequest(`Metadata keys can have up to ${METADATA.keyLength} characters. The key ${key} is longer.`, `metadata[${key}]`);
    }
    const words = typeof value === 'string' ? value : JSON.stringify(value);
    if (words.length > METADATA.valueLength) {
      throw invalidRequest(`Metadata values can have up to ${METADATA.valueLength} characters.`, `metadata[${key}]`);
    }
    after[key] = value === '' || value === null ? null : words;
  }
  const left = Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null));
  if (Object.keys(left).length > METADATA.keys) {
    throw invalidRequest(`You can only have up to ${METADATA.keys} metadata keys.`, 'metadata');
  }
  return left;
}

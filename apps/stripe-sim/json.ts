/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Fields = { [key: string]: Json };

/** The text, or undefined where there is none; an empty one counts as none. */
export const text = (value: Json | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
/** The number, or undefined where there is none. */
export const number = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);
/** The number, or 0: amounts of our own objects. */
export const amount = (value: Json | undefined): number => number(value) ?? 0;
/** The fields of an object; none where there is no object. */
export const fields = (value: Json | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
/** The items of an array; none where there is no array. */
export const items = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
/** The texts of an array. */
export const texts = (value: Json | undefined): string[] => items(value).filter((item) => typeof item === 'string');

/** The id in a field that holds an id or the object itself. */
export const idOf = (value: Json | undefined): string | undefined => text(value) ?? text(fields(value)['id']);

import { invalidRequest, resourceMissing } from './errors.js';
import { amount, fields, number, text, type Fields, type Json } from './json.js';
import type { Call, List } from './sim.js';
import type { StripeObject } from './store.js';

const DEFAULT_LIMIT = 10;
const LARGEST_LIMIT = 100;

/**
 * A page of these objects, which come newest first: `limit`, `starting_after`, `ending_before`, `created`.
 * https://docs.stripe.com/api/pagination
 */
export function listOf({ params, url }: Pick<Call, 'params' | 'url'>, objects: readonly StripeObject[]): List {
  const limit = number(params['limit']) ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > LARGEST_LIMIT) {
    throw invalidRequest(`Invalid integer: limit must be between 1 and ${LARGEST_LIMIT}.`, 'limit', 'parameter_invalid_integer');
  }
  const fitting = objects.filter((object) => within(amount(object['created']), params['created']));
  const place = (param: string): number | undefined => {
    const id = text(params[param]);
    if (id === undefined) return undefined;
    const index = fitting.findIndex((object) => object.id === id);
    if (index < 0) throw resourceMissing(fitting[0]?.object.replaceAll('_', ' ') ?? 'object', id, param);
    return index;
  };
  const [after, before] = [place('starting_after'), place('ending_before')];
  if (before !== undefined) {
    const start = Math.max(0, before - limit);
    return { object: 'list', url, has_more: start > 0, data: fitting.slice(start, before) };
  }
  const start = after === undefined ? 0 : after + 1;
  return { object: 'list', url, has_more: start + limit < fitting.length, data: fitting.slice(start, start + limit) };
}

/** A list inside another object, or of things that have no pages. */
export const wholeList = (url: string, data: readonly StripeObject[]): List => ({ object: 'list', url, has_more: false, data: [...data] });

/** Those whose fields hold what the params of the same names ask for; a field may hold an id or the object. */
export function matching(objects: readonly StripeObject[], params: Fields, names: readonly string[]): StripeObject[] {
  const wanted = names.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]] as const]));
  return objects.filter((object) => wanted.every(([name, value]) => (fields(object[name])['id'] ?? object[name]) === value));
}

/** An instant asked for as such, or as a range with gt, gte, lt, lte. */
export function within(at: number, asked: Json | undefined): boolean {
  if (typeof asked === 'number') return at === asked;
  const { gt, gte, lt, lte } = fields(asked);
  return (
    at > (number(gt) ?? -Infinity) && at >= (number(gte) ?? -Infinity) && at < (number(lt) ?? Infinity) && at <= (number(lte) ?? Infinity)
  );
}

/** One field of an entry. `undefined` on a side: the entry says nothing of it there. */
export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

/** In their order, what an entry says of each field; fields that stayed the same are left out. */
export function changesOf(before: Record<string, unknown> | null, after: Record<string, unknown> | null): Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter((change) => !same(change.before, change.after));
}

/** Values that say nothing count as the same. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LONGEST_IN_LINE = 30;

/** What fits into one line under the sentence: a short value that the entry leaves behind, and no bare id. */
export function isBrief({ before, after }: Change): boolean {
  return after !== undefined && after !== null && isShort(after) && (before === undefined || before === null || isShort(before));
}

function isShort(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= LONGEST_IN_LINE && value !== '' && !ID.test(value);
  return typeof value === 'number' || typeof value === 'boolean';
}

import { ApiProperty } from '@nestjs/swagger';
import { isDay, isId, isStorable, Refusal } from '#libs/kernel';
import { TextField, WholeField } from './fields.js';

export const PAGE_DEFAULT = 50;
export const PAGE_MAX = 100;

/** What every list takes: how many, and where the last page ended. */
export class PageQuery {
  @WholeField({ min: 1, max: PAGE_MAX, optional: true })
  limit?: number;

  @TextField({ max: 500, optional: true, description: 'opaque; from nextCursor' })
  cursor?: string;
}

/** What every list answers. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A page of `limit` out of rows that were asked for with one more; `keyOf` says where it ended. */
export function pageOf<R, T>(found: readonly R[], limit: number, view: (row: R) => T, keyOf: (row: R) => readonly string[]): Page<T> {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: found.length > limit && last ? writeCursor(keyOf(last)) : null };
}

/** A cursor is the sort key of the last row, opaque to the client. */
export const writeCursor = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** What one part of a sort key is; each as text that the database reads without a fault. */
const PARTS = {
  id: isId,
  instant: (part: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(part) && isDay(part.slice(0, 10)) && !Number.isNaN(Date.parse(part)),
  whole: (part: string) => /^-?\d{1,9}$/.test(part),
  text: isStorable,
} as const satisfies Record<string, (part: string) => boolean>;
type Part = keyof typeof PARTS;

/** The key inside a cursor, or null without one. Refuses 400 when it is not one of ours, part by part. */
export function readCursor(cursor: string | undefined, parts: readonly Part[]): string[] | null {
  if (!cursor) return null;
  const key = unpacked(cursor);
  const known = parts.flatMap((part, at) => (typeof key[at] === 'string' && PARTS[part](key[at]) ? [key[at]] : []));
  if (key.length === parts.length && known.length === parts.length) return known;
  throw Refusal.input([{ path: 'cursor', code: 'invalid' }]);
}

function unpacked(cursor: string): readonly unknown[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(key) ? key : [];
  } catch {
    return [];
  }
}

/** The id inside a cursor of a list that is sorted by id, or null without one. Refuses 400 when it is not one of ours. */
export const readIdCursor = (cursor: string | undefined): string | null => readCursor(cursor, ['id'])?.[0] ?? null;

/** A step that leads on from a no. */
export class NextStepView {
  @ApiProperty({ type: String }) label!: string;
  @ApiProperty({ type: String }) href!: string;
}

/** One reason for a no, in the reader's language. */
export class ReasonView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String }) message!: string;
  @ApiProperty({ type: NextStepView, required: false }) nextStep?: NextStepView;
}

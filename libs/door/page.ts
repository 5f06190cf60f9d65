import { ApiProperty } from '@nestjs/swagger';
import { isId, Refusal } from '#libs/kernel';
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

/** The key inside a cursor, or null without one. Refuses 400 when it is not one of ours. */
export function readCursor(cursor: string | undefined, length: number): string[] | null {
  if (!cursor) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === length && key.every((part) => typeof part === 'string')) return key;
  } catch {
    // Not ours: refused below.
  }
  throw Refusal.input([{ path: 'cursor', code: 'invalid' }]);
}

/** The id inside a cursor of a list that is sorted by id, or null without one. Refuses 400 when it is not one of ours. */
export function readIdCursor(cursor: string | undefined): string | null {
  const [id = null] = readCursor(cursor, 1) ?? [];
  if (id !== null && !isId(id)) throw Refusal.input([{ path: 'cursor', code: 'invalid' }]);
  return id;
}

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

import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import { Refusal } from '#libs/kernel';
import type { Actor } from './actor.js';
import type { Role, SpaceRole } from './roles.js';

/** Who may come in: everybody, everybody signed in, holders of one of the roles, or a machine with a key that the route itself looks at. */
export type Who = 'anyone' | 'signedIn' | 'keyHolder' | readonly Role[];

export interface AccessRow {
  /** `shift.publish` */
  action: string;
  who: Who;
}

/** One row per action of the whole system. Filled by the features when they load; read by the guard and by the test that walks every route. */
export const ACCESS_TABLE = new Map<string, AccessRow>();

/** Add a feature's rows to the access table: `accessRows('shift', { publish: ['owner'] })` makes `shift.publish`. */
export function accessRows<const T extends Record<string, Who>>(noun: string, rows: T): { readonly [K in keyof T]: AccessRow } {
  const made: Partial<Record<keyof T, AccessRow>> = {};
  for (const verb of Object.keys(rows) as (keyof T & string)[]) {
    const row = { action: `${noun}.${verb}`, who: rows[verb] ?? [] };
    if (ACCESS_TABLE.has(row.action)) throw new Error(`${row.action} stands in the access table twice`);
    ACCESS_TABLE.set(row.action, row);
    made[verb] = row;
  }
  return made as Record<keyof T, AccessRow>;
}

export const ACCESS_ROW = 'mazeru:access';

/** The row of the access table that a route stands under. A route without one does not start. */
export const Access = (row: AccessRow): CustomDecorator => SetMetadata(ACCESS_ROW, row);

/** May this person come in under this row? */
export function admits(row: AccessRow, actor: Actor | null): boolean {
  if (row.who === 'anyone' || row.who === 'keyHolder') return true;
  if (!actor) return false;
  if (row.who === 'signedIn') return true;
  return row.who.some((role) => actor.roles.has(role));
}

/** Refuses 401 when nobody is signed in, 403 `forbidden` when the role is missing. */
export function authorize(row: AccessRow, actor: Actor | null): void {
  if (admits(row, actor)) return;
  throw actor ? Refusal.forbidden() : Refusal.unauthenticated();
}

/** Does this person belong to the space in one of the roles? */
export function inSpace(actor: Actor | null, spaceId: string, roles: readonly SpaceRole[] = ['owner', 'manager']): boolean {
  return actor?.spaces.some((space) => space.id === spaceId && roles.includes(space.role)) ?? false;
}

/** Refuses 404 `missing` when the thing belongs to a space that is not theirs: what one may not see is not there. */
export function authorizeInSpace(actor: Actor | null, spaceId: string, what: string, roles?: readonly SpaceRole[]): void {
  if (!inSpace(actor, spaceId, roles)) throw Refusal.missing(what);
}

/** May look at a space's day: its own people in any role, and stewards. Refuses 404 `missing` otherwise. */
export function authorizeWatching(actor: Actor, spaceId: string): void {
  if (!actor.roles.has('steward')) authorizeInSpace(actor, spaceId, 'space', ['owner', 'manager', 'reception']);
}

import { row, type Sql } from '#libs/database';
import { Refusal, type Reason } from '#libs/kernel';
import { otherShifts } from './claim.steps.js';
import { closedReasons } from './fitness.js';
import type { ClaimFacts, ShiftRow } from './shifts.queries.js';

/**
 * The parts of a statement by which a booking takes its place on a shift; the parameters are named by whoever writes the statement.
 * `taken` is empty when the place is gone, when the shift is not what was read, or when the space is a partner no longer: the row of the
 * partnership is held, so that a booking waits for whoever ends it, and whoever ends it for the booking.
 */
export const placeCtes = (p: { shift: string; version: string; space: string; startsAt: string; places: string }): string => `
  partner as materialized (
    select id from space_relations where space_id = ${p.space} and relation = 'partnered' and valid @> ${p.startsAt}::timestamptz for share
  ), taken as (
    update shifts set places_taken = places_taken + ${p.places}
     where id = ${p.shift} and status = 'published' and version = ${p.version} and places_taken + ${p.places} <= places
       and exists (select from partner)
    returning id
  )`;

/** Somebody was faster: say what happened, and the way on. */
export async function refuseLost(tx: Sql, facts: ClaimFacts): Promise<never> {
  const now = await row<{ status: string; version: number; partnered: boolean }>(
    tx,
    `select s.status, s.version, exists (select from space_relations r where r.space_id = s.space_id and r.relation = 'partnered' and r.valid @> s.starts_at) as partnered
       from shifts s where s.id = $1`,
    [facts.id],
  );
  if (now?.status !== 'published') throw Refusal.conflict('shift.notOpen', {}, otherShifts());
  if (!now.partnered) throw Refusal.rule('claim.notAllowed', {}, otherShifts('space.notPartnered'));
  if (now.version !== facts.version) throw Refusal.conflict('shift.changed', {}, [{ code: 'shift.changed', params: {}, nextStep: { code: 'next.openShift', href: `/shifts/${facts.id}` } }]);
  throw Refusal.conflict('shift.full', { places: facts.places }, otherShifts('shift.full', { places: facts.places }));
}

/** Refuses 409 `shift.notOpen`, `shift.started`, `shift.full`. */
export function requireOpen(shift: ShiftRow, now: Date): void {
  const [closed] = closedReasons(shift, now);
  if (closed) throw Refusal.conflict(closed.code, closed.params, [closed]);
}

/** Refuses 409 where a clash or one's own claim alone stands against it, else 422 `claim.notAllowed` with every reason. */
export function requireFit(reasons: readonly Reason[]): void {
  const [first] = reasons;
  if (!first) return;
  if (reasons.length === 1 && (first.code === 'clash' || first.code === 'claim.already')) throw Refusal.conflict(first.code, first.params, reasons);
  throw Refusal.rule('claim.notAllowed', {}, reasons);
}

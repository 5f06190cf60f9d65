import { row, type Sql } from '#libs/database';
import { Refusal, type Reason } from '#libs/kernel';
import { otherShifts } from './claim.steps.js';
import { closedReasons } from './fitness.js';
import type { ClaimFacts, ShiftRow } from './shifts.queries.js';

/**
 * The parts of a statement by which a booking takes its place on a shift; the parameters are named by whoever writes the statement.
 * `taken` is empty when the place is gone, when the shift is not what was read, or when the space is a partner no longer: the row of the
 * partnership is held, so that a booking waits for whoever ends it, and whoever ends it for the booking. `provided` names a part that has
 * to have a row before any of this is looked at: the person, who is locked first.
 */
export const placeCtes = (p: { shift: string; version: string; partnership: string; startsAt: string; places: string; provided?: string }): string => `
  partner as materialized (
    select id from space_relations
     where id = ${p.partnership} and (valid @> ${p.startsAt}::timestamptz) is true${p.provided ? ` and exists (select from ${p.provided})` : ''} for share
  ), taken as (
    update shifts set places_taken = places_taken + ${p.places}
     where id = ${p.shift} and status = 'published' and version = ${p.version} and places_taken + ${p.places} <= places
       and exists (select from partner)
    returning id
  )`;

/** Somebody was faster: the refusal that says what happened, and the way on; null where the place is there and what else it was decided on has changed. */
export async function whyLost(sql: Sql, facts: ClaimFacts, mixerId: string): Promise<Refusal | null> {
  const now = await row<{ status: string; version: number; partnershipId: string | null; factsVersion: number }>(
    sql,
    `select s.status, s.version, m.facts_version as "factsVersion", rel.id as "partnershipId"
       from shifts s join mixers m on m.id = $2
       left join space_relations rel on rel.space_id = s.space_id and rel.relation = 'partnered' and rel.valid @> s.starts_at
      where s.id = $1`,
    [facts.id, mixerId],
  );
  if (now?.status !== 'published') return Refusal.conflict('shift.notOpen', {}, otherShifts());
  if (now.partnershipId === null) return Refusal.rule('claim.notAllowed', {}, otherShifts('space.notPartnered'));
  if (now.version !== facts.version) return Refusal.conflict('shift.changed', {}, [{ code: 'shift.changed', params: {}, nextStep: { code: 'next.openShift', href: `/shifts/${facts.id}` } }]);
  if (now.factsVersion !== facts.factsVersion || now.partnershipId !== facts.partnershipId) return null;
  return Refusal.conflict('shift.full', { places: facts.places }, otherShifts('shift.full', { places: facts.places }));
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

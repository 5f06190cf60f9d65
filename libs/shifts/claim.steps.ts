import { recordDeed, type AuditActor } from '#libs/audit';
import { theRow, type Sql } from '#libs/database';
import { authorizeInSpace, mixerOf, type Actor } from '#libs/identity';
import { Refusal, step, type Reason } from '#libs/kernel';
import { notify, type CalendarEntry, type Notice } from '#libs/notices';
import { spaceRecipients } from '#libs/spaces';
import type { AuditAction, MailTemplate, Params } from '#libs/words';
import type { ClaimView } from './shifts.dto.js';
import { postRewards } from './reward.posting.js';
import { claimById, lockClaim, type ClaimRow } from './shifts.queries.js';
import { CLAIM_MACHINE, type ClaimAction, type ClaimStatus } from './shift.rules.js';
import { claimView } from './shifts.views.js';

/** The columns that a step writes besides the state. */
type ClaimChange = Partial<
  Record<
    | 'approved_at'
    | 'checked_in_at'
    | 'confirmed_at'
    | 'confirmed_by'
    | 'end_reason'
    | 'ended_at'
    | 'objected_at'
    | 'objection'
    | 'outcome'
    | 'outcome_at'
    | 'outcome_by'
    | 'payable_yen'
    | 'reject_reason'
    | 'rejected_at'
    | 'report'
    | 'reported_at'
    | 'reward_yen'
    | 'shift_version'
    | 'terms_document_id'
    | 'withdraw_counts'
    | 'withdraw_reason'
    | 'withdrawn_at',
    unknown
  >
>;

/** Nobody looks for a stand-in any more: the mixer comes. */
export const NOT_WITHDRAWN = { withdrawn_at: null, withdraw_reason: null, withdraw_counts: null } as const satisfies ClaimChange;

/** Step the state of a claim that this transaction has locked. Refuses 409 `state.wrong`. */
export async function stepClaim(tx: Sql, claim: ClaimRow, action: ClaimAction, change: ClaimChange): Promise<void> {
  const to: ClaimStatus = step(CLAIM_MACHINE, claim.status, action);
  const columns = Object.keys(change).map((column, index) => `, ${column} = $${index + 3}`);
  await tx.query(`update claims set status = $2${columns.join('')} where id = $1`, [claim.id, to, ...Object.values(change)]);
}

/** The service is confirmed, by the space or by three days of silence: the whole reward is owed. The claim is locked. */
export async function confirmClaim(tx: Sql, claim: ClaimRow, by: Actor | 'clock', now: Date): Promise<void> {
  const byId = by === 'clock' ? null : by.accountId;
  const { rewardYen, paymentDueOn } = claim;
  await stepClaim(tx, claim, 'confirm', {
    confirmed_at: now,
    confirmed_by: byId,
    payable_yen: rewardYen,
    outcome: 'came',
    outcome_by: byId,
    outcome_at: now,
    ...NOT_WITHDRAWN,
  });
  await postRewards(tx, 'shift.confirmed', [{ claim, amountYen: rewardYen }], by, now);
  await recordClaim(tx, by, claim, 'claim.confirmed', now, { after: { payableYen: rewardYen, paymentDueOn } });
  await notify(tx, [toHolder(claim, 'claimConfirmed', { rewardYen, paymentDueOn }, now)]);
}

/** Lock a shift: before its claims, whoever touches both. */
export async function lockShift(tx: Sql, shiftId: string): Promise<void> {
  await theRow(tx, 'shift', 'select id from shifts where id = $1 for no key update', [shiftId]);
}

/** A place of a shift becomes free again; freeing needs no look at who waits. */
export async function giveBackPlace(tx: Sql, shiftId: string): Promise<void> {
  await tx.query('update shifts set places_taken = places_taken - 1 where id = $1', [shiftId]);
}

/** A place that was given back after the shift began is taken again by who held it. */
export async function takePlaceBack(tx: Sql, shiftId: string): Promise<void> {
  await tx.query('update shifts set places_taken = places_taken + 1 where id = $1', [shiftId]);
}

/** One's own claim, locked. Refuses 404 for anybody else's. */
export async function lockOwnClaim(tx: Sql, actor: Actor, id: string): Promise<ClaimRow> {
  return requireOwn(await lockClaim(tx, id), actor);
}

/** Refuses 404 unless the claim is there and one's own. */
export function requireOwn(claim: ClaimRow | null, actor: Actor): ClaimRow {
  if (claim?.mixerId !== mixerOf(actor)) throw Refusal.missing('claim');
  return claim;
}

/** A claim in one's own space, locked. Refuses 404 for any other. */
export async function lockClaimOfSpace(tx: Sql, actor: Actor, id: string): Promise<ClaimRow> {
  return requireOfSpace(await lockClaim(tx, id), actor);
}

/** Refuses 404 unless the claim is there and in a space that the actor runs. */
export function requireOfSpace(claim: ClaimRow | null, actor: Actor): ClaimRow {
  if (!claim) throw Refusal.missing('claim');
  authorizeInSpace(actor, claim.spaceId, 'claim');
  return claim;
}

/** A claim for its mixer, the people of its space and the stewards. Refuses 404 for anybody else. */
export async function showClaim(sql: Sql, actor: Actor, id: string, now: Date): Promise<ClaimView> {
  const claim = await claimById(sql, id);
  const mayRead = claim && (claim.mixerId === actor.mixerId || actor.roles.has('steward') || actor.spaces.some((space) => space.id === claim.spaceId));
  if (!mayRead) throw Refusal.missing('claim');
  return claimView(claim, actor, now);
}

interface Said {
  reason?: string | null;
  before?: Record<string, unknown>;
  after?: Record<string, unknown> | null;
}

/** Write down what became of a claim. */
export const recordClaim = (tx: Sql, by: AuditActor, claim: ClaimRow, action: AuditAction, at: Date, { reason = null, before = {}, after = null }: Said = {}): Promise<void> =>
  recordDeed(tx, {
    at,
    by,
    action,
    subject: { type: 'claim', id: claim.id },
    concernsAccountId: claim.accountId,
    spaceId: claim.spaceId,
    reason,
    before: { status: claim.status, ...before },
    after,
  });

/** A notice to the mixer of a claim; `calendar` says what becomes of the entry in their own calendar. */
export const toHolder = (claim: ClaimRow, template: MailTemplate, params: Params, at: Date, calendar?: CalendarEntry['status']): Notice => ({
  to: { accountId: claim.accountId, email: claim.email, locale: claim.locale },
  template,
  params: { ...shiftParams(claim), name: claim.displayName, ...params },
  href: `/me/shifts/${claim.id}`,
  ...(calendar ? { calendar: calendarEntry(claim.id, claim, claim.currentVersion, calendar) } : {}),
  at,
});

/** The same notice to the owners and managers of the claim's space. */
export async function toSpace(tx: Sql, claim: ClaimRow, template: MailTemplate, params: Params, at: Date): Promise<Notice[]> {
  const said = { ...shiftParams(claim), mixer: claim.displayName, ...params };
  return (await spaceRecipients(tx, claim.spaceId)).map((to) => ({ to, template, params: said, href: claimOfSpace(claim), at }));
}

/** Where a space and the stewards read about a claim: what is judged lies with what is over. */
export const claimOfSpace = ({ id, spaceId, outcome }: ClaimRow): string => `/spaces/${spaceId}/claims${outcome === null ? '' : '?about=past'}#${id}`;

/** How sentences speak of a shift. */
export const shiftParams = (shift: { spaceName: string; kind: string; startsAt: Date; endsAt: Date }): Params => ({
  space: shift.spaceName,
  kind: shift.kind,
  span: `${shift.startsAt.toISOString()}/${shift.endsAt.toISOString()}`,
});

/**
 * A claim in the mixer's own calendar; the same uid for its whole life. Calendars follow the higher sequence: each version of the shift has
 * two, one for the entry and one for its end.
 */
export const calendarEntry = (
  claimId: string,
  shift: { spaceName: string; city: string; content: string; startsAt: Date; endsAt: Date },
  version: number,
  status: CalendarEntry['status'],
): CalendarEntry => ({
  uid: `${claimId}@mazeru`,
  sequence: 2 * version + (status === 'cancelled' ? 1 : 0),
  status,
  startsAt: shift.startsAt.toISOString(),
  endsAt: shift.endsAt.toISOString(),
  title: shift.spaceName,
  place: `${shift.spaceName} ${shift.city}`,
  description: shift.content,
});

/** The way on for somebody who came too late. */
export const otherShifts = (code = 'shift.notOpen', params: Params = {}): Reason[] => [{ code, params, nextStep: { code: 'next.otherShifts', href: '/shifts' } }];

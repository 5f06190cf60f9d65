import type { AuditActor, Deed } from '#libs/audit';
import { tokyoDay, type Day } from '#libs/kernel';
import type { SeededManual } from './manuals.js';
import { OTHERS, type People } from './people.js';
import { dueOn, type SeededClaim, type SeededShift } from './plan.js';
import { appliedAt, type SeededSpace } from './spaces.js';
import type { Row } from './write.js';

/** All that the seed has put together. */
export interface Seeded {
  people: People;
  spaces: readonly SeededSpace[];
  manuals: readonly SeededManual[];
  shifts: readonly SeededShift[];
  claims: readonly SeededClaim[];
}

/** Who did what, as the audit would have it, oldest first. */
export function deedsOf(seeded: Seeded, now: Date): Deed[] {
  const { shifts, claims, manuals, spaces, people } = seeded;
  const told = [
    ...spaces.flatMap((space) => spaceDeeds(space, people, tokyoDay(now))),
    ...manuals.map(({ id, spaceId, version, publishedAt, publishedBy, note }): Deed => ({
      at: publishedAt,
      by: { accountId: publishedBy },
      action: 'manual.published',
      subject: { type: 'manual', id },
      spaceId,
      after: { version, note },
    })),
    ...shifts.flatMap(shiftDeeds),
    ...claims.flatMap(claimDeeds),
  ];
  return told.sort((a, b) => a.at.getTime() - b.at.getTime());
}

const ANSWERED_AFTER_MS = 2 * 24 * 3_600_000;

/** When the steward answered an application. */
const answeredAt = (space: SeededSpace, today: Day): Date => new Date(appliedAt(space, today).getTime() + ANSWERED_AFTER_MS);

function spaceDeeds(space: SeededSpace, people: People, today: Day): Deed[] {
  const { id, ownerAccountId, name, slug, status } = space;
  const about = { subject: { type: 'space', id }, spaceId: id };
  const applied: Deed = { ...about, at: appliedAt(space, today), by: { accountId: ownerAccountId }, action: 'space.applied', after: { name, slug } };
  if (status === 'applied') return [applied];
  const steward = { accountId: people.accountOf('steward') };
  return [applied, { ...about, at: answeredAt(space, today), by: steward, action: 'space.accepted', concernsAccountId: ownerAccountId }];
}

function shiftDeeds({ id, space, kind, startsAt, rewardYen, createdAt, publishedAt, cancelledAt, cancelReason, raised }: SeededShift): Deed[] {
  const deed = (at: Date, action: Deed['action'], after: Record<string, unknown>, reason: string | null = null): Deed => ({
    at,
    by: { accountId: space.ownerAccountId },
    action,
    subject: { type: 'shift', id },
    spaceId: space.id,
    reason,
    after,
  });
  return [
    deed(createdAt, 'shift.drafted', { kind, startsAt, rewardYen: raised?.fromYen ?? rewardYen }),
    ...(publishedAt ? [deed(publishedAt, 'shift.published', { version: 1 })] : []),
    ...(raised ? [deed(raised.at, 'shift.changed', { rewardYen, version: 2 }, raised.reason)] : []),
    ...(cancelledAt ? [deed(cancelledAt, 'shift.cancelled', {}, cancelReason)] : []),
  ];
}

function claimDeeds(claim: SeededClaim): Deed[] {
  const { shift, mixer, status, reason = null } = claim;
  const self: AuditActor = { accountId: mixer.accountId };
  const owner: AuditActor = { accountId: shift.space.ownerAccountId };
  const made: Deed[] = [];
  const deed = (at: Date | undefined, by: AuditActor, action: Deed['action'], why: string | null = null, after: Record<string, unknown> | null = null): void => {
    if (at) made.push({ at, by, action, subject: { type: 'claim', id: claim.id }, concernsAccountId: mixer.accountId, spaceId: shift.space.id, reason: why, after });
  };
  deed(claim.claimedAt, self, shift.claimMode === 'approval' ? 'claim.requested' : 'claim.booked', null, { shiftId: shift.id, rewardYen: shift.rewardYen, paymentDueOn: dueOn(shift) });
  deed(claim.approvedAt, owner, 'claim.approved');
  deed(claim.rejectedAt, owner, 'claim.rejected', reason);
  deed(claim.withdrawnAt, self, status === 'withdrawn' ? 'claim.withdrawn' : 'claim.standInSought', reason, { counts: claim.withdrawCounts });
  deed(claim.checkedInAt, self, 'claim.checkedIn');
  deed(claim.reportedAt, self, 'claim.reported');
  deed(claim.confirmedAt, claim.confirmedBy ? { accountId: claim.confirmedBy } : 'clock', 'claim.confirmed', null, { payableYen: claim.payableYen, paymentDueOn: dueOn(shift) });
  if (status === 'handedOver') deed(claim.endedAt, 'clock', 'claim.handedOver');
  if (status === 'noShow') deed(claim.endedAt, owner, 'claim.noShow', reason);
  if (status === 'cancelled') deed(claim.endedAt, owner, 'claim.cancelled', reason, { payableYen: claim.payableYen ?? null });
  if (status === 'released') deed(claim.endedAt, 'clock', 'claim.released', reason);
  deed(claim.objectedAt, self, 'claim.contested', claim.objection ?? null);
  return made;
}

const UNREAD_FOR_MS = 4 * 24 * 3_600_000;

/** What lies in the inboxes: the last days of it unread. Nothing is mailed. */
export function inboxRows({ shifts, claims, spaces, people }: Seeded, numberOf: ReadonlyMap<string, string>, now: Date): (Row & { created_at: Date })[] {
  const items: (Row & { created_at: Date })[] = [];
  const item = (accountId: string, template: string, params: Row, href: string, at: Date | null | undefined): void => {
    if (!at || at > now) return;
    const unread = now.getTime() - at.getTime() < UNREAD_FOR_MS;
    items.push({ account_id: accountId, template, params, href, created_at: at, read_at: unread ? null : new Date(at.getTime() + UNREAD_FOR_MS / 4) });
  };
  const said = (shift: SeededShift): Row => ({ space: shift.space.name, kind: shift.kind, span: `${shift.startsAt.toISOString()}/${shift.endsAt.toISOString()}` });
  for (const shift of shifts) {
    for (const { mixer } of shift.invited) {
      if (mixer) item(mixer.accountId, 'shiftInvitation', { ...said(shift), name: mixer.display, rewardYen: shift.rewardYen }, `/shifts/${shift.id}`, shift.publishedAt);
    }
  }
  for (const claim of claims) {
    const { shift, mixer, status, reason = '' } = claim;
    const number = numberOf.get(claim.id) ?? '';
    const params = { ...said(shift), name: mixer.display, rewardYen: shift.rewardYen, paymentDueOn: dueOn(shift), number, reason };
    const tell = (template: string, at: Date | undefined, more: Row = {}): void => item(mixer.accountId, template, { ...params, ...more }, `/me/shifts/${claim.id}`, at);
    const tellSpace = (template: string, at: Date | undefined, more: Row = {}): void =>
      item(shift.space.ownerAccountId, template, { ...said(shift), mixer: mixer.display, reason, ...more }, `/spaces/${shift.space.id}/claims#${claim.id}`, at);
    if (shift.claimMode === 'approval') tell('claimRequested', claim.claimedAt);
    if (number) tell('claimBooked', claim.approvedAt ?? claim.claimedAt);
    tell('claimRejected', claim.rejectedAt);
    tell('claimConfirmed', claim.confirmedAt);
    if (status === 'withdrawn') tell('claimWithdrawn', claim.withdrawnAt);
    if (status === 'withdrawn') tellSpace('spaceClaimWithdrawn', claim.withdrawnAt);
    else tellSpace('spaceStandInSought', claim.withdrawnAt);
    if (status === 'handedOver') tell('claimHandedOver', claim.endedAt, { standIn: claims.find(({ tookOverFrom }) => tookOverFrom === claim)?.mixer.display ?? '' });
    if (status === 'noShow') tell('claimNoShow', claim.endedAt);
    if (status === 'cancelled' && claim.payableYen) tell('claimCancelledLate', claim.endedAt, { dueYen: claim.payableYen });
    else if (status === 'cancelled') tell('claimCancelled', claim.endedAt);
    if (status === 'released') tell('claimReleased', claim.endedAt);
    if (status === 'released') tellSpace('spaceClaimReleased', claim.endedAt);
    if (status === 'reported') tellSpace('spaceClaimReported', claim.reportedAt);
    tellSpace('spaceOutcomeContested', claim.objectedAt, { text: claim.objection ?? '' });
  }
  for (const space of spaces) {
    const owner = OTHERS.find(({ key }) => key === space.owner)?.name ?? '';
    const params = { space: space.name, city: space.city, name: owner };
    const today = tokyoDay(now);
    if (space.status === 'applied') item(people.accountOf('steward'), 'spaceApplied', params, '/admin/spaces', appliedAt(space, today));
    if (space.status === 'accepted') item(space.ownerAccountId, 'spaceAccepted', params, `/owner/spaces/${space.id}`, answeredAt(space, today));
  }
  return items.sort((a, b) => a.created_at.getTime() - b.created_at.getTime());
}

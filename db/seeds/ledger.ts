import type { AuditActor } from '#libs/audit';
import type { Posting } from '#libs/ledger';
import { rewardPosting } from '#libs/shifts';
import type { SeededClaim } from './plan.js';

/** The books of the seed: every reward that is fixed. */
export function rewardPostings(claims: readonly SeededClaim[]): Posting[] {
  return claims.flatMap((claim) => {
    const { shift, mixer, confirmedAt, endedAt, payableYen = 0 } = claim;
    const of = { id: claim.id, accountId: mixer.accountId, spaceId: shift.space.id, orderingParty: 'space' } as const;
    const confirmedBy: AuditActor = claim.confirmedBy ? { accountId: claim.confirmedBy } : 'clock';
    if (payableYen === 0) return [];
    if (claim.status === 'confirmed' && confirmedAt) return [rewardPosting('shift.confirmed', of, payableYen, confirmedBy, confirmedAt)];
    if (claim.status === 'cancelled' && endedAt) return [rewardPosting('shift.cancelledLate', of, payableYen, { accountId: shift.space.ownerAccountId }, endedAt)];
    return [];
  });
}

import type { AuditActor } from '#libs/audit';
import type { Sql } from '#libs/database';
import { yen } from '#libs/kernel';
import { post, postAll, type AccountRef, type Posting } from '#libs/ledger';
import type { LedgerCauseKind, LedgerTransferKind } from '#libs/words';
import type { OrderingParty } from './shifts.dto.js';

/** What the books must know of a claim whose reward is fixed. */
interface RewardedClaim {
  id: string;
  accountId: string;
  spaceId: string;
  orderingParty: OrderingParty;
}

const REWARDS = {
  'shift.confirmed': 'reward',
  'shift.cancelledLate': 'lateCancellation',
} as const satisfies Partial<Record<LedgerCauseKind, LedgerTransferKind>>;

/** The posting by which a reward above zero is owed to its mixer: by the space that ordered the service, through the cooperative, or by the cooperative itself. */
export const rewardPosting = (kind: keyof typeof REWARDS, claim: RewardedClaim, amountYen: number, by: AuditActor, at: Date): Posting => ({
  cause: { kind, id: claim.id },
  eventAt: at,
  transfers: [{ from: { type: 'payable', ownerAccountId: claim.accountId }, to: bearerOf(claim), amountYen: yen(amountYen), kind: REWARDS[kind] }],
  by,
});

const bearerOf = ({ orderingParty, spaceId }: RewardedClaim): AccountRef => (orderingParty === 'space' ? { type: 'receivable', spaceId } : { type: 'shiftCost' });

/** Rewards are owed from now on. A reward of nothing posts nothing. */
export async function postRewards(tx: Sql, kind: keyof typeof REWARDS, rewards: readonly { claim: RewardedClaim; amountYen: number }[], by: AuditActor, at: Date): Promise<void> {
  const owed = rewards.filter(({ amountYen }) => amountYen > 0);
  await postAll(tx, owed.map(({ claim, amountYen }) => rewardPosting(kind, claim, amountYen, by, at)));
}

/**
 * What is owed changes after it was fixed: the difference moves under a cause of its own that names the first, which stays as it is. Somebody who
 * was recorded as absent has no first one yet: their reward is owed from now on, as after any confirmation. `id` is the correction's.
 */
export async function postCorrection(
  tx: Sql,
  claim: RewardedClaim,
  { id, beforeYen, afterYen }: { id: string; beforeYen: number; afterYen: number },
  by: AuditActor,
  at: Date,
): Promise<void> {
  if (beforeYen === afterYen) return;
  if (beforeYen === 0 && (await post(tx, rewardPosting('shift.confirmed', claim, afterYen, by, at)))) return;
  const mixer: AccountRef = { type: 'payable', ownerAccountId: claim.accountId };
  const bearer = bearerOf(claim);
  const less = afterYen < beforeYen;
  await post(tx, {
    cause: { kind: 'shift.corrected', id },
    corrects: { kind: 'shift.confirmed', id: claim.id },
    eventAt: at,
    transfers: [{ from: less ? bearer : mixer, to: less ? mixer : bearer, amountYen: yen(Math.abs(afterYen - beforeYen)), kind: 'correction' }],
    by,
  });
}

import type { AuditActor } from '#libs/audit';
import type { Sql } from '#libs/database';
import { yen } from '#libs/kernel';
import { postAll, type AccountRef, type Posting } from '#libs/ledger';
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

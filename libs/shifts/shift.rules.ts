import { split, yen, type Machine } from '#libs/kernel';

/** Shifts: a draft is the owner's own, a published one is open to mixers, a cancelled one stays readable. */
export const SHIFT_STATUSES = ['draft', 'published', 'cancelled'] as const;
export type ShiftStatus = (typeof SHIFT_STATUSES)[number];
export type ShiftAction = 'edit' | 'publish' | 'cancel';

export const SHIFT_MACHINE: Machine<ShiftStatus, ShiftAction> = {
  draft: { edit: 'draft', publish: 'published', cancel: 'cancelled' },
  published: { edit: 'published', cancel: 'cancelled' },
  cancelled: {},
};

export const CLAIM_STATUSES = [
  'requested',
  'booked',
  'standInWanted',
  'checkedIn',
  'reported',
  'confirmed',
  'rejected',
  'withdrawn',
  'handedOver',
  'released',
  'cancelled',
  'noShow',
] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

export type ClaimAction =
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'seekStandIn'
  | 'keep'
  | 'handOver'
  | 'checkIn'
  | 'report'
  | 'confirm'
  | 'noShow'
  | 'cancel'
  | 'release'
  | 'correct'
  | 'takeBack'
  | 'restore'
  | 'uphold';

export const CLAIM_MACHINE: Machine<ClaimStatus, ClaimAction> = {
  requested: { approve: 'booked', reject: 'rejected', withdraw: 'withdrawn', cancel: 'cancelled', release: 'released' },
  booked: { withdraw: 'withdrawn', seekStandIn: 'standInWanted', checkIn: 'checkedIn', confirm: 'confirmed', noShow: 'noShow', cancel: 'cancelled', release: 'released' },
  standInWanted: { keep: 'booked', handOver: 'handedOver', checkIn: 'checkedIn', confirm: 'confirmed', noShow: 'noShow', cancel: 'cancelled', release: 'released' },
  checkedIn: { report: 'reported', confirm: 'confirmed', cancel: 'cancelled' },
  reported: { confirm: 'confirmed' },
  confirmed: { correct: 'confirmed', takeBack: 'noShow' },
  rejected: {},
  withdrawn: {},
  handedOver: {},
  released: {},
  cancelled: {},
  noShow: { restore: 'confirmed', uphold: 'noShow' },
};

/** Claims that are still ahead and fall away with the shift, the space's relation or the membership. */
export const FALLS_AWAY = ['requested', 'booked', 'standInWanted'] as const satisfies readonly ClaimStatus[];
export const fallsAway = (status: ClaimStatus): boolean => FALLS_AWAY.some((falling) => falling === status);

/** Claims on a shift that has not begun: what the space changes or calls off concerns them all, whoever has come early too. */
export const AWAITS_START = [...FALLS_AWAY, 'checkedIn'] as const satisfies readonly ClaimStatus[];

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** What "I cannot come" does, told before it is done. Source of the steps: the cooperative's default rules. */
export interface WithdrawalQuote {
  effect: 'released' | 'standInWanted';
  /** Does it count towards a freeze: no; only if nobody refills the place; yes. */
  counts: 'no' | 'unlessRefilled' | 'yes';
}

/**
 * More than 7 days before: free. 7 to 2 days: free once refilled. Under 48 hours: a stand-in is sought and the claim stays the mixer's until
 * somebody takes it. A request that is not yet approved, and a shift that changed after it was booked, are always free.
 */
export function withdrawalQuote(claim: { status: ClaimStatus; startsAt: Date; amended: boolean }, now: Date): WithdrawalQuote {
  const ahead = claim.startsAt.getTime() - now.getTime();
  if (claim.status === 'requested' || claim.amended || ahead > 7 * DAY_MS) return { effect: 'released', counts: 'no' };
  if (ahead > 48 * HOUR_MS) return { effect: 'released', counts: 'unlessRefilled' };
  return { effect: 'standInWanted', counts: 'yes' };
}

/** Cancelled by the space this late or later: part of the reward is due. */
export const LATE_CANCEL_MS = DAY_MS;
/** The due part and the rest of a reward that the space cancels late, as weights for `split`: 60 to 40. */
const LATE_CANCEL_SHARES = [60, 40] as const;

/** What is due of a reward that the space cancels late, whole yen. */
export const lateCancelDueYen = (rewardYen: number): number => split(yen(rewardYen), LATE_CANCEL_SHARES)[0] ?? yen(0);

/** A report, or the end of a shift that was checked in, counts as confirmed after this long. */
export const CONFIRMS_ITSELF_AFTER_MS = 3 * DAY_MS;
/** Check-in opens this long before the start and closes with the end. */
export const CHECK_IN_OPENS_MS = HOUR_MS;
/** An outcome can be contested for this long. */
export const OBJECTION_MS = 7 * DAY_MS;
/** How often in how many days, and how long the freeze then lasts. */
export const RELIABILITY = { strikes: 3, withinDays: 90, freezeDays: 14 } as const;

/** When a claim counts as confirmed without anybody's doing; null while it does not run towards it. */
export function confirmsItselfAt(claim: { status: ClaimStatus; reportedAt: Date | null; endsAt: Date }): Date | null {
  if (claim.status === 'reported' && claim.reportedAt) return new Date(claim.reportedAt.getTime() + CONFIRMS_ITSELF_AFTER_MS);
  if (claim.status === 'checkedIn') return new Date(claim.endsAt.getTime() + CONFIRMS_ITSELF_AFTER_MS);
  return null;
}

/** May one check in now? */
export const checkInOpen = (shift: { startsAt: Date; endsAt: Date }, now: Date): boolean =>
  now.getTime() >= shift.startsAt.getTime() - CHECK_IN_OPENS_MS && now < shift.endsAt;

/** What a record of a service becomes, and what it was. Whole yen. */
export interface Correction {
  step: Extract<ClaimAction, 'correct' | 'takeBack' | 'restore' | 'uphold'>;
  outcome: 'came' | 'didNotCome';
  payableYen: number;
  outcomeBefore: 'came' | 'didNotCome';
  payableYenBefore: number;
  /** Everything stays as it was: the answer to an objection. */
  upheld: boolean;
}

/**
 * The correction of a confirmed or missed service; without a sum the whole reward is owed to who came, and nothing to who did not.
 * What is not judged yet steps as if it were, and the table of states refuses it.
 */
export function correctionOf(
  claim: { status: ClaimStatus; rewardYen: number; payableYen: number | null },
  { outcome, payableYen = claim.rewardYen }: { outcome: Correction['outcome']; payableYen?: number | undefined },
): Correction {
  const outcomeBefore = claim.status === 'noShow' ? 'didNotCome' : 'came';
  const payableYenBefore = claim.payableYen ?? 0;
  const owed = outcome === 'came' ? payableYen : 0;
  const step = outcome === 'came' ? (outcomeBefore === 'came' ? 'correct' : 'restore') : outcomeBefore === 'came' ? 'takeBack' : 'uphold';
  return { step, outcome, payableYen: owed, outcomeBefore, payableYenBefore, upheld: outcome === outcomeBefore && owed === payableYenBefore };
}

/**
 * Whether a record may be put right by somebody: by its space and the stewards, until the mixer has contested it. From then on by a steward who does
 * not belong to that space, also after the answer: a space does not undo what was decided against it.
 */
export function mayCorrect(
  { objection, corrections }: { objection: string | null; corrections: readonly { objection: string | null }[] },
  { steward, ofSpace }: { steward: boolean; ofSpace: boolean },
): boolean {
  const contested = objection !== null || corrections.some((correction) => correction.objection !== null);
  return contested ? steward && !ofSpace : steward || ofSpace;
}

import { reasonInWords, type ReasonView } from '#libs/door';
import { inSpace, type Actor } from '#libs/identity';
import { canStep, day, paymentDueOn, tokyoDay, type Reason } from '#libs/kernel';
import type { Locale } from '#libs/words';
import type { ClaimRow, ShiftRow } from './shifts.queries.js';
import {
  CHECK_IN_OPENS_MS,
  checkInOpen,
  CLAIM_MACHINE,
  confirmsItselfAt,
  lateCancelDueYen,
  mayCorrect,
  OBJECTION_MS,
  SHIFT_MACHINE,
  type ClaimAction,
  type ClaimStatus,
} from './shift.rules.js';
import type { ClaimView, ReportView, ShiftView, SpaceOfShiftView } from './shifts.dto.js';

/** What one reader may do with one shift, decided by the service. */
export interface ShiftStanding {
  claimReasons: readonly Reason[] | null;
  standInReasons: readonly Reason[] | null;
  publishReasons: readonly Reason[] | null;
  manualRead: boolean;
  ownClaim: { id: string; status: ClaimStatus } | null;
}

export const serviceDay = (endsAt: Date) => tokyoDay(new Date(endsAt.getTime() - 1));

const spaceView = ({ spaceId, spaceSlug, spaceName, prefecture, city }: ShiftRow | ClaimRow): SpaceOfShiftView => ({
  id: spaceId,
  slug: spaceSlug,
  name: spaceName,
  prefecture,
  city,
});

/** Worked out once for each reward: lists show the same few over and over. */
const LATE_CANCEL_DUES = new Map<number, number>();
const MOST_REWARDS = 10_000;

function lateCancelDueOf(rewardYen: number): number {
  const known = LATE_CANCEL_DUES.get(rewardYen);
  if (known !== undefined) return known;
  const dueYen = lateCancelDueYen(rewardYen);
  if (LATE_CANCEL_DUES.size < MOST_REWARDS) LATE_CANCEL_DUES.set(rewardYen, dueYen);
  return dueYen;
}

const inWords = (reasons: readonly Reason[], locale: Locale): ReasonView[] => reasons.map((reason) => reasonInWords(reason, locale));

/** A shift for this reader. */
export function shiftView(shift: ShiftRow, actor: Actor | null, standing: ShiftStanding, now: Date, locale: Locale): ShiftView {
  const plans = inSpace(actor, shift.spaceId) && shift.startsAt > now;
  const { claimReasons, standInReasons, publishReasons } = standing;
  return {
    id: shift.id,
    space: spaceView(shift),
    kind: shift.kind,
    status: shift.status,
    startsAt: shift.startsAt.toISOString(),
    endsAt: shift.endsAt.toISOString(),
    places: shift.places,
    placesLeft: shift.places - shift.placesTaken,
    rewardYen: shift.rewardYen,
    lateCancelDueYen: lateCancelDueOf(shift.rewardYen),
    paymentDueOn: paymentDueOn(serviceDay(shift.endsAt)),
    minTier: shift.minTier,
    claimMode: shift.claimMode,
    content: shift.content,
    orderingParty: shift.orderingParty,
    resource: shift.resourceId ? { id: shift.resourceId, name: shift.resourceName ?? '' } : null,
    manual: shift.manualId ? { id: shift.manualId, version: shift.manualVersion ?? 1, acknowledged: standing.manualRead } : null,
    version: shift.version,
    outsideHours: shift.outsideHours,
    cancelReason: shift.cancelReason,
    myClaim: standing.ownClaim,
    standInClaimId: shift.standInClaimId,
    can: {
      claim: claimReasons?.length === 0,
      standIn: standInReasons?.length === 0,
      edit: plans && canStep(SHIFT_MACHINE, shift.status, 'edit'),
      publish: plans && publishReasons?.length === 0,
      cancel: plans && canStep(SHIFT_MACHINE, shift.status, 'cancel'),
    },
    why: {
      ...(claimReasons?.length ? { claim: inWords(claimReasons, locale) } : {}),
      ...(publishReasons?.length ? { publish: inWords(publishReasons, locale) } : {}),
    },
  };
}

function reportView(report: ClaimRow['report']): ReportView | null {
  if (!report) return null;
  const text = (name: string): string => String(report[name] ?? '');
  return {
    visitors: Number(report['visitors'] ?? 0),
    firstTimers: Number(report['firstTimers'] ?? 0),
    enquiries: text('enquiries'),
    introductions: text('introductions'),
    incidents: text('incidents'),
    handover: text('handover'),
  };
}

/** A claim for its mixer or for the people of the space. */
export function claimView(claim: ClaimRow, actor: Actor, now: Date): ClaimView {
  const mine = actor.mixerId === claim.mixerId;
  const theirs = inSpace(actor, claim.spaceId);
  const may = (action: ClaimAction): boolean => canStep(CLAIM_MACHINE, claim.status, action);
  const ahead = claim.startsAt > now;
  const outcomeFresh = claim.outcomeAt !== null && now.getTime() - claim.outcomeAt.getTime() < OBJECTION_MS;
  return {
    id: claim.id,
    status: claim.status,
    shift: {
      id: claim.shiftId,
      kind: claim.kind,
      status: claim.shiftStatus,
      startsAt: claim.startsAt.toISOString(),
      endsAt: claim.endsAt.toISOString(),
      content: claim.content,
      version: claim.currentVersion,
    },
    space: spaceView(claim),
    mixer: { id: claim.mixerId, displayName: claim.displayName },
    rewardYen: claim.rewardYen,
    payableYen: claim.payableYen,
    paymentDueOn: day(claim.paymentDueOn),
    termsDocumentId: claim.termsDocumentId,
    amended: isAmended(claim),
    claimedAt: claim.claimedAt.toISOString(),
    checkInOpensAt: new Date(claim.startsAt.getTime() - CHECK_IN_OPENS_MS).toISOString(),
    checkedInAt: claim.checkedInAt?.toISOString() ?? null,
    report: reportView(claim.report),
    reportedAt: claim.reportedAt?.toISOString() ?? null,
    confirmsItselfAt: confirmsItselfAt(claim)?.toISOString() ?? null,
    confirmedAt: claim.confirmedAt?.toISOString() ?? null,
    endReason: claim.endReason ?? claim.rejectReason ?? claim.withdrawReason,
    outcome: claim.outcome,
    outcomeByName: claim.outcomeByName,
    objection: claim.objection,
    corrections: claim.corrections.map((correction) => ({ ...correction, at: new Date(correction.at).toISOString() })),
    can: {
      withdraw: mine && ahead && (may('withdraw') || may('seekStandIn')),
      keep: mine && ahead && may('keep'),
      checkIn: mine && checkInOpen(claim, now) && may('checkIn'),
      report: mine && claim.startsAt <= now && may('report'),
      object: mine && outcomeFresh && claim.objection === null,
      approve: theirs && ahead && may('approve'),
      reject: theirs && may('reject'),
      confirm: theirs && claim.startsAt <= now && may('confirm'),
      noShow: theirs && claim.startsAt <= now && may('noShow'),
      correct: !mine && mayCorrect(claim, { steward: actor.roles.has('steward'), ofSpace: theirs }) && (may('correct') || may('restore')),
    },
  };
}

/** Did the shift change after this claim was made? */
export const isAmended = (claim: Pick<ClaimRow, 'shiftVersion' | 'currentVersion'>): boolean => claim.currentVersion > claim.shiftVersion;

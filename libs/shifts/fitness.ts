import type { Actor } from '#libs/identity';
import type { Reason } from '#libs/kernel';
import { decide, type Clash, type MixerFacts, type RuleSet } from '#libs/tiers';
import type { ShiftRow } from './shifts.queries.js';
import type { ClaimStatus } from './shift.rules.js';

/** What is known of one mixer when shifts are judged for them. */
export interface Candidate {
  /** The facts as they will be at an instant; see `factsOver`. */
  factsAt: (at: Date) => MixerFacts;
  manualRead: boolean;
  clash: Clash | null;
  ownClaim: { id: string; status: ClaimStatus } | null;
}

const OTHERS: Pick<Reason, 'nextStep'> = { nextStep: { code: 'next.otherShifts', href: '/shifts' } };

/** Why the shift itself cannot be taken by anybody now: cancelled, begun, full. */
export function closedReasons(shift: ShiftRow, now: Date): Reason[] {
  if (shift.status !== 'published') return [{ code: 'shift.notOpen', params: {}, ...OTHERS }];
  if (shift.startsAt <= now) return [{ code: 'shift.started', params: {}, ...OTHERS }];
  if (shift.placesTaken >= shift.places) return [{ code: 'shift.full', params: { places: shift.places }, ...OTHERS }];
  return [];
}

/** Why this mixer may not take this shift: the rule set in force, asked with the facts as they will be when the shift starts. */
export function unfitReasons(shift: ShiftRow, candidate: Candidate, ruleSet: RuleSet): Reason[] {
  if (candidate.ownClaim) {
    return [{ code: 'claim.already', params: {}, nextStep: { code: 'next.openClaim', href: `/me/shifts/${candidate.ownClaim.id}` } }];
  }
  const thing = {
    spaceId: shift.spaceId,
    partnered: shift.partnered,
    manual: !shift.manualId ? ('none' as const) : candidate.manualRead ? ('read' as const) : ('unread' as const),
    ...(shift.manualId ? { manualId: shift.manualId } : {}),
    clash: candidate.clash,
  };
  return [...decide('shift.claim', { mixer: candidate.factsAt(shift.startsAt), thing }, ruleSet, { minTier: shift.minTier }).reasons];
}

/** Reasons for people who are no mixers: guests are led to joining, others hear that only mixers book. */
export function strangerReasons(actor: Actor | null): Reason[] {
  return actor
    ? [{ code: 'claim.mixersOnly', params: {}, nextStep: { code: 'next.becomeMixer', href: '/join/mixer' } }]
    : [{ code: 'unauthenticated', params: {}, nextStep: { code: 'next.signIn', href: '/sign-in' } }];
}

import { canStep, type Machine, type Reason } from '#libs/kernel';
import type { Membership, MixerFacts } from '#libs/tiers';
import type { MEMBERSHIPS } from './facts.js';

type Action = 'apply' | 'accept' | 'activate' | 'pause' | 'suspend' | 'end';

/** How memberships follow one another. Resuming after a pause or a suspension is the same step as becoming active. */
const MEMBERSHIP_STEPS: Machine<Membership, Action> = {
  none: { apply: 'applied' },
  applied: { accept: 'accepted', end: 'ended' },
  accepted: { activate: 'active', end: 'ended' },
  active: { pause: 'paused', suspend: 'suspended', end: 'ended' },
  paused: { activate: 'active', suspend: 'suspended', end: 'ended' },
  suspended: { activate: 'active', end: 'ended' },
  ended: { apply: 'applied', accept: 'accepted' },
};

const STEP_TO: Readonly<Record<(typeof MEMBERSHIPS)[number], Action>> = {
  applied: 'apply',
  accepted: 'accept',
  active: 'activate',
  paused: 'pause',
  suspended: 'suspend',
  ended: 'end',
};

/** May somebody apply (again)? */
export const mayApply = (membership: Membership): boolean => canStep(MEMBERSHIP_STEPS, membership, 'apply');

/**
 * Why somebody with these facts cannot be moved to a membership; empty when they can. Active asks for acceptance, the course, dues in order
 * (grace counts) and a tier, and names all that is missing at once.
 */
export function refuseMembership(facts: MixerFacts, to: (typeof MEMBERSHIPS)[number]): Reason[] {
  if (facts.membership === to) return [];
  const possible = canStep(MEMBERSHIP_STEPS, facts.membership, STEP_TO[to]);
  if (to !== 'active') return possible ? [] : [{ code: 'member.step', params: { from: facts.membership, to } }];
  return [
    ...(possible ? [] : [{ code: 'member.notAccepted', params: { membership: facts.membership } }]),
    ...(facts.courseCompletedOn ? [] : [{ code: 'member.courseMissing', params: {} }]),
    ...(facts.duesStanding === 'good' || facts.duesStanding === 'grace' ? [] : [{ code: 'member.duesMissing', params: { standing: facts.duesStanding } }]),
    ...(facts.tier ? [] : [{ code: 'member.tierMissing', params: {} }]),
  ];
}

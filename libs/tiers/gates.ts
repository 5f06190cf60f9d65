import type { Reason } from '#libs/kernel';
import type { Facts, MixerFacts, ThingFacts } from './facts.js';
import { because, onCondition, type ConditionCode } from './reasons.js';
import type { Gate, PlainGate } from './rule-set.js';

/** What a gate found: every reason against, and the conditions it could not check because their facts were not asked. */
export interface Findings {
  reasons: readonly Reason[];
  conditions: readonly Reason[];
}

const OPEN: Findings = { reasons: [], conditions: [] };

const CHECKS: Readonly<Record<PlainGate, (facts: Facts) => Findings>> = {
  activeMembership: ({ mixer }) => closed(membershipReasons(mixer)),
  duesGoodStanding: ({ mixer }) => closed(duesReasons(mixer)),
  notFrozen: ({ mixer }) =>
    mixer.frozenUntil ? closed([because('freeze.active', { until: mixer.frozenUntil.toISOString() }, 'next.myShifts')]) : OPEN,
  partneredSpace: ({ thing }) => asked(thing.partnered, 'needs.partneredSpace', () => because('space.notPartnered', {}, 'next.contact')),
  designatedSpace: ({ thing }) =>
    asked(thing.designated, 'needs.designatedSpace', () => because('space.notDesignated', {}, 'next.contact')),
  manualRead: ({ thing }) => asked(thing.manual && thing.manual === 'read', 'needs.manualRead', () => manualReason(thing)),
  noClash: ({ thing }) => clashFindings(thing),
  oneResourceAtATime: ({ thing }) =>
    asked(not(thing.otherResourceHeld), 'needs.oneResourceAtATime', () => because('resource.alreadyHeld', {}, 'next.myShifts')),
  spaceApproval: ({ thing }) => asked(thing.approvedBySpace, 'needs.spaceApproval', () => because('approval.missing', {}, 'next.contact')),
  splitAgreed: ({ thing }) => asked(thing.splitAgreed, 'needs.splitAgreed', () => because('split.notAgreed', {}, 'next.contact')),
  spaceAppointment: ({ thing }) =>
    asked(thing.appointed, 'needs.spaceAppointment', () => because('appointment.missing', {}, 'next.contact')),
};

/** Runs the check of one gate. */
export function check(gate: Gate, facts: Facts): Findings {
  return isPlain(gate) ? CHECKS[gate](facts) : closed(certificationReasons(gate.slice('certification:'.length), facts.mixer));
}

function isPlain(gate: Gate): gate is PlainGate {
  return Object.hasOwn(CHECKS, gate);
}

function closed(reasons: readonly Reason[]): Findings {
  return reasons.length > 0 ? { reasons, conditions: [] } : OPEN;
}

function asked(holds: boolean | undefined, condition: ConditionCode, otherwise: () => Reason): Findings {
  if (holds === undefined) return { reasons: [], conditions: [onCondition(condition)] };
  return holds ? OPEN : closed([otherwise()]);
}

function not(fact: boolean | undefined): boolean | undefined {
  return fact === undefined ? undefined : !fact;
}

function membershipReasons({ membership, courseCompletedOn }: MixerFacts): Reason[] {
  switch (membership) {
    case 'active':
      return [];
    case 'suspended':
      return [because('membership.suspended', {}, 'next.contact')];
    case 'paused':
      return [because('membership.paused', {}, 'next.resume')];
    case 'ended':
      return [because('membership.notActive', { membership }, 'next.contact')];
    case 'accepted':
      return courseCompletedOn === null
        ? [because('membership.notActive', { membership }, 'next.membership'), because('course.missing', {}, 'next.course')]
        : [because('membership.notActive', { membership }, 'next.membership')];
    case 'none':
    case 'applied':
      return [because('membership.notActive', { membership }, 'next.membership')];
  }
}

function duesReasons({ duesStanding }: MixerFacts): Reason[] {
  switch (duesStanding) {
    case 'good':
    case 'grace':
      return [];
    case 'restricted':
      return [because('dues.restricted', {}, 'next.dues')];
    case 'ended':
      return [because('dues.ended', {}, 'next.dues')];
    case 'none':
      return [because('dues.none', {}, 'next.dues')];
  }
}

function certificationReasons(certification: string, { certifications, certificationsEndingBefore }: MixerFacts): Reason[] {
  if (certifications.includes(certification)) return [];
  const code = certificationsEndingBefore.includes(certification) ? 'certification.endsBefore' : 'certification.missing';
  return [because(code, { certification }, 'next.certification')];
}

function manualReason({ manual, manualId, spaceId }: ThingFacts): Reason {
  if (manual === 'none') return because('manual.missing', {}, 'next.contact');
  return because('manual.unread', manualId ? { manualId } : {}, 'next.readManual', spaceId ? `/spaces/${spaceId}/manual` : undefined);
}

function clashFindings({ clash }: ThingFacts): Findings {
  if (clash === undefined) return { reasons: [], conditions: [onCondition('needs.noClash')] };
  if (clash === null) return OPEN;
  const { title, startsAt, endsAt, href } = clash;
  const params = { title, during: `${startsAt.toISOString()}/${endsAt.toISOString()}` };
  return closed([because('clash', params, 'next.openClash', href)]);
}

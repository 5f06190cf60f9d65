import type { NextStep, Params, Reason } from '#libs/kernel';

/** Every code with which a decision may say no. */
export const DECISION_CODES = [
  'tier.tooLow',
  'capability.closed',
  'membership.notActive',
  'membership.suspended',
  'membership.paused',
  'course.missing',
  'dues.restricted',
  'dues.ended',
  'dues.none',
  'certification.missing',
  'certification.endsBefore',
  'space.notPartnered',
  'space.notDesignated',
  'manual.unread',
  'manual.missing',
  'freeze.active',
  'clash',
  'resource.alreadyHeld',
  'approval.missing',
  'split.notAgreed',
  'appointment.missing',
] as const;
export type DecisionCode = (typeof DECISION_CODES)[number];

/** Every code of a condition that a decision names because its fact was not asked. */
export const CONDITION_CODES = [
  'needs.partneredSpace',
  'needs.designatedSpace',
  'needs.manualRead',
  'needs.noClash',
  'needs.oneResourceAtATime',
  'needs.spaceApproval',
  'needs.splitAgreed',
  'needs.spaceAppointment',
] as const;
export type ConditionCode = (typeof CONDITION_CODES)[number];

/** Every label of a next step. */
export const NEXT_STEP_CODES = [
  'next.climb',
  'next.membership',
  'next.resume',
  'next.course',
  'next.dues',
  'next.certification',
  'next.readManual',
  'next.myShifts',
  'next.openClash',
  'next.contact',
] as const;
export type NextStepCode = (typeof NEXT_STEP_CODES)[number];

/** Where each next step leads in the web, unless the reason knows a nearer page. */
const PAGES: Readonly<Record<NextStepCode, string>> = {
  'next.climb': '/me/capabilities',
  'next.membership': '/me/capabilities',
  'next.resume': '/me/capabilities',
  'next.course': '/me/capabilities',
  'next.dues': '/me/dues',
  'next.certification': '/me/capabilities',
  'next.readManual': '/me/capabilities',
  'next.myShifts': '/me/shifts',
  'next.openClash': '/me/shifts',
  'next.contact': '/contact',
};

/** A reason for no with the page that cures it. */
export function because(code: DecisionCode, params: Params, next: NextStepCode, href: string = PAGES[next]): Reason {
  const nextStep: NextStep = { code: next, href };
  return { code, params, nextStep };
}

/** A condition whose fact was not asked. */
export function onCondition(code: ConditionCode): Reason {
  return { code, params: {} };
}

import { TIERS, type Tier } from './tiers.js';

/** Everything that the rules open or close to a mixer, as people read it. Reading, one's own data and leaving are never ruled. */
export const CAPABILITIES = [
  'flyer.exchange',
  'visit.report',
  'event.join',
  'event.sitPanel',
  'event.monitor',
  'service.monitor',
  'promo.post',
  'shift.claim',
  'slot.operate',
  'matching.propose',
  'advice.give',
  'extra.run',
  'event.host',
  'event.charge',
  'matching.negotiate',
  'coordination.lead',
  'ideaSession.run',
  'community.lead',
  'space.manage',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** What a rule may ask besides the tier; each has its check in `gates.ts`. */
export const PLAIN_GATES = [
  'activeMembership',
  'partneredSpace',
  'designatedSpace',
  'manualRead',
  'duesGoodStanding',
  'notFrozen',
  'noClash',
  'oneResourceAtATime',
  'spaceApproval',
  'splitAgreed',
  'spaceAppointment',
] as const;
export type PlainGate = (typeof PLAIN_GATES)[number];

/** A plain gate, or a certification by its name. */
export type Gate = PlainGate | `certification:${string}`;

/** Who may, and what else must be true. */
export interface Rule {
  tiers: readonly Tier[];
  gates: readonly Gate[];
}

/** One version of all rules. `inForceFrom` is a UTC instant, ISO 8601; what was booked under an earlier version keeps it. */
export interface RuleSet {
  version: number;
  inForceFrom: string;
  rules: Readonly<Record<Capability, Rule>>;
}

const ALL: readonly Tier[] = TIERS;
const FROM_JUNIOR: readonly Tier[] = ['junior', 'senior'];
const SENIOR: readonly Tier[] = ['senior'];

/** The rules a new cooperative starts with. In force from 2026-01-01 in Tokyo. */
export const DEFAULT_RULE_SET: RuleSet = {
  version: 1,
  inForceFrom: '2025-12-31T15:00:00.000Z',
  rules: {
    'flyer.exchange': { tiers: ALL, gates: ['activeMembership'] },
    'visit.report': { tiers: ALL, gates: ['activeMembership'] },
    'event.join': { tiers: ALL, gates: ['activeMembership'] },
    'event.sitPanel': { tiers: ALL, gates: ['activeMembership'] },
    'event.monitor': { tiers: ALL, gates: ['activeMembership'] },
    'service.monitor': { tiers: ALL, gates: ['activeMembership'] },
    'promo.post': { tiers: ALL, gates: ['activeMembership', 'certification:promoter'] },
    'shift.claim': {
      tiers: FROM_JUNIOR,
      gates: ['activeMembership', 'partneredSpace', 'manualRead', 'duesGoodStanding', 'notFrozen', 'noClash'],
    },
    'slot.operate': { tiers: FROM_JUNIOR, gates: ['activeMembership', 'partneredSpace', 'oneResourceAtATime'] },
    'matching.propose': { tiers: FROM_JUNIOR, gates: ['activeMembership'] },
    'advice.give': { tiers: FROM_JUNIOR, gates: ['activeMembership'] },
    'extra.run': { tiers: FROM_JUNIOR, gates: ['activeMembership'] },
    'event.host': { tiers: SENIOR, gates: ['activeMembership', 'designatedSpace', 'spaceApproval', 'splitAgreed'] },
    'event.charge': { tiers: SENIOR, gates: ['activeMembership', 'designatedSpace', 'spaceApproval', 'splitAgreed'] },
    'matching.negotiate': { tiers: SENIOR, gates: ['activeMembership'] },
    'coordination.lead': { tiers: SENIOR, gates: ['activeMembership'] },
    'ideaSession.run': { tiers: SENIOR, gates: ['activeMembership'] },
    'community.lead': { tiers: SENIOR, gates: ['activeMembership'] },
    'space.manage': { tiers: SENIOR, gates: ['activeMembership', 'spaceAppointment'] },
  },
};

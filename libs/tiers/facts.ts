import type { Day } from '#libs/kernel';
import type { Tier } from './tiers.js';

/** Where a person stands with the cooperative. */
export type Membership = 'none' | 'applied' | 'accepted' | 'active' | 'paused' | 'suspended' | 'ended';

/** Where a person stands with the dues; `grace` still counts as good. */
export type DuesStanding = 'good' | 'grace' | 'restricted' | 'ended' | 'none';

/** What is true of a mixer at the time of the thing: the caller has projected today's facts to its start. */
export interface MixerFacts {
  membership: Membership;
  tier: Tier | null;
  duesStanding: DuesStanding;
  courseCompletedOn: Day | null;
  /** Certifications held at the time of the thing. */
  certifications: readonly string[];
  /** Certifications held today that end before the thing. */
  certificationsEndingBefore: readonly string[];
  /** The end (UTC) of a freeze that stands in the way, or null. */
  frozenUntil: Date | null;
}

/** A commitment of the same person that takes the same time; instants UTC, `href` its page. */
export interface Clash {
  title: string;
  startsAt: Date;
  endsAt: Date;
  href: string;
}

/**
 * What is true of the thing itself. A fact left undefined was not asked: its gate then appears among the conditions and refuses nobody,
 * which is how the page of capabilities speaks of shifts and events in general.
 */
export interface ThingFacts {
  spaceId?: string;
  partnered?: boolean;
  designated?: boolean;
  /** Whether the current reception manual of the space was read; `none` when the space has not written one. */
  manual?: 'none' | 'read' | 'unread';
  manualId?: string;
  /** Null when nothing clashes. */
  clash?: Clash | null;
  approvedBySpace?: boolean;
  splitAgreed?: boolean;
  appointed?: boolean;
  /** Whether the mixer already runs another table or room at that time. */
  otherResourceHeld?: boolean;
}

/** All that a decision looks at. */
export interface Facts {
  mixer: MixerFacts;
  thing: ThingFacts;
}

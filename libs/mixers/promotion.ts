import type { CRITERION_WORDS } from '#libs/words';
import type { MixerFacts, Tier } from '#libs/tiers';

export type CriterionCode = keyof typeof CRITERION_WORDS;

/** One thing to show: how much of it, and, for what should not happen, how much of it at most. */
export interface Criterion {
  code: CriterionCode;
  needed: number;
  atMost?: boolean;
}

/** What leads from tier to tier (design/product.md); other work will count what nothing counts yet. */
export const PROMOTION: Readonly<Record<Exclude<Tier, 'challenge'>, readonly Criterion[]>> = {
  junior: [
    { code: 'flyerExchanges', needed: 3 },
    { code: 'flyerSpaces', needed: 2 },
    { code: 'visitReports', needed: 2 },
    { code: 'panelOrMonitoring', needed: 1 },
    { code: 'goodStandingDays', needed: 30 },
  ],
  senior: [
    { code: 'confirmedShifts', needed: 20 },
    { code: 'shiftSpaces', needed: 3 },
    { code: 'eventsHelped', needed: 2 },
    { code: 'ownerRecommendations', needed: 1 },
    { code: 'openNoShows', needed: 0, atMost: true },
  ],
};

/** What makes an application an active membership. */
const ACTIVATION: readonly Criterion[] = [
  { code: 'accepted', needed: 1 },
  { code: 'course', needed: 1 },
  { code: 'dues', needed: 1 },
];

/** What is counted of a person; what is not counted here is counted nowhere yet. */
export type Counts = Readonly<Partial<Record<CriterionCode, number>>>;

export interface Progress extends Criterion {
  /** Null where nothing counts it yet. */
  counted: number | null;
  met: boolean | null;
}

/** What comes next for somebody, and how far they are. */
export interface Next {
  step: 'activation' | 'promotion' | 'none';
  /** The tier it leads to. */
  tier: Tier | null;
  criteria: readonly Progress[];
}

/** The next step from where somebody stands now. At the top, or outside the membership, there is none. */
export function nextStepFor(facts: MixerFacts, counts: Counts): Next {
  const { membership, tier } = facts;
  if (membership === 'none' || membership === 'applied' || membership === 'accepted') {
    return { step: 'activation', tier: tier ?? 'challenge', criteria: progress(ACTIVATION, activationCounts(facts)) };
  }
  if (membership === 'ended' || tier === 'senior') return { step: 'none', tier: null, criteria: [] };
  const above = tier === 'junior' ? 'senior' : 'junior';
  return { step: 'promotion', tier: above, criteria: progress(PROMOTION[above], counts) };
}

const activationCounts = ({ membership, courseCompletedOn, duesStanding }: MixerFacts): Counts => ({
  accepted: membership === 'accepted' ? 1 : 0,
  course: courseCompletedOn ? 1 : 0,
  dues: duesStanding === 'good' || duesStanding === 'grace' ? 1 : 0,
});

const progress = (criteria: readonly Criterion[], counts: Counts): Progress[] =>
  criteria.map((criterion) => {
    const counted = counts[criterion.code] ?? null;
    return { ...criterion, counted, met: counted === null ? null : criterion.atMost ? counted <= criterion.needed : counted >= criterion.needed };
  });

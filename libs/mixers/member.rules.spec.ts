import { day } from '#libs/kernel';
import type { Membership, MixerFacts } from '#libs/tiers';
import { MEMBERSHIPS } from './facts.js';
import { mayApply, refuseMembership } from './member.rules.js';

const READY: MixerFacts = {
  membership: 'accepted',
  tier: 'challenge',
  duesStanding: 'good',
  courseCompletedOn: null,
  certifications: [],
  certificationsEndingBefore: [],
  frozenUntil: null,
};
const withCourse = (facts: Partial<MixerFacts>): MixerFacts => ({ ...READY, courseCompletedOn: day('2026-03-01'), ...facts });
const codes = (facts: MixerFacts, to: (typeof MEMBERSHIPS)[number]): string[] => refuseMembership(facts, to).map(({ code }) => code);

describe('a membership', () => {
  it.each<[Membership, readonly string[]]>([
    ['none', ['applied']],
    ['applied', ['accepted', 'ended']],
    ['accepted', ['active', 'ended']],
    ['active', ['paused', 'suspended', 'ended']],
    ['paused', ['active', 'suspended', 'ended']],
    ['suspended', ['active', 'ended']],
    ['ended', ['applied', 'accepted']],
  ])('that is %s may become %j', (membership, next) => {
    const facts = withCourse({ membership });
    expect(MEMBERSHIPS.filter((to) => to !== membership && codes(facts, to).length === 0)).toEqual(next);
  });

  it('becomes active only with acceptance, course, dues and tier, and tells all that is missing at once', () => {
    expect(codes({ ...READY, membership: 'applied', tier: null, duesStanding: 'restricted' }, 'active')).toEqual([
      'member.notAccepted',
      'member.courseMissing',
      'member.duesMissing',
      'member.tierMissing',
    ]);
    expect(codes(withCourse({}), 'active')).toEqual([]);
  });

  it('becomes active with dues in grace, which count as good', () => {
    expect(codes(withCourse({ duesStanding: 'grace' }), 'active')).toEqual([]);
  });

  it('may be applied for again after it has ended, and not while one is under way', () => {
    expect(MEMBERSHIPS.filter(mayApply)).toEqual(['ended']);
    expect(mayApply('none')).toBe(true);
  });
});

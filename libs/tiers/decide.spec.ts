import { day, type NextStep, type Params, type Reason } from '#libs/kernel';
import { decide, type Decision } from './decide.js';
import type { DuesStanding, Membership, MixerFacts, ThingFacts } from './facts.js';
import { CAPABILITIES, DEFAULT_RULE_SET, type Capability, type RuleSet } from './rule-set.js';
import type { Tier } from './tiers.js';

const MIXER: MixerFacts = {
  membership: 'active',
  tier: 'senior',
  duesStanding: 'good',
  courseCompletedOn: day('2026-04-11'),
  certifications: ['promoter'],
  certificationsEndingBefore: [],
  frozenUntil: null,
};

const THING: ThingFacts = {
  spaceId: 'morioka',
  partnered: true,
  designated: true,
  manual: 'read',
  clash: null,
  approvedBySpace: true,
  splitAgreed: true,
  appointed: true,
  otherResourceHeld: false,
};

function ask(capability: Capability, mixer: Partial<MixerFacts> = {}, thing: ThingFacts = {}, minTier?: Tier): Decision {
  return decide(capability, { mixer: { ...MIXER, ...mixer }, thing: { ...THING, ...thing } }, DEFAULT_RULE_SET, { minTier });
}

function no(code: string, params: Params, nextStep: NextStep): Reason {
  return { code, params, nextStep };
}

function codes({ reasons }: Decision): string[] {
  return reasons.map(({ code }) => code);
}

describe('the default rule set, capability by tier', () => {
  const yes = true;
  const nay = false;
  const TABLE: Record<Capability, readonly [challenge: boolean, junior: boolean, senior: boolean]> = {
    'flyer.exchange': [yes, yes, yes],
    'visit.report': [yes, yes, yes],
    'event.join': [yes, yes, yes],
    'event.sitPanel': [yes, yes, yes],
    'event.monitor': [yes, yes, yes],
    'service.monitor': [yes, yes, yes],
    'promo.post': [yes, yes, yes],
    'shift.claim': [nay, yes, yes],
    'slot.operate': [nay, yes, yes],
    'matching.propose': [nay, yes, yes],
    'advice.give': [nay, yes, yes],
    'extra.run': [nay, yes, yes],
    'event.host': [nay, nay, yes],
    'event.charge': [nay, nay, yes],
    'matching.negotiate': [nay, nay, yes],
    'coordination.lead': [nay, nay, yes],
    'ideaSession.run': [nay, nay, yes],
    'community.lead': [nay, nay, yes],
    'space.manage': [nay, nay, yes],
  };
  const cells = Object.entries(TABLE).flatMap(([name, row]) => {
    const capability = CAPABILITIES.find((known) => known === name);
    if (!capability) throw new Error(`no such capability: ${name}`);
    const need = row[0] ? 'challenge' : row[1] ? 'junior' : 'senior';
    return (['challenge', 'junior', 'senior'] as const).map((tier, column) => ({ capability, tier, allowed: row[column] === true, need }));
  });

  it('rules every capability', () => {
    expect(Object.keys(DEFAULT_RULE_SET.rules).toSorted()).toEqual([...CAPABILITIES].toSorted());
    expect(cells).toHaveLength(19 * 3);
  });

  it.each(cells)('$capability for $tier: $allowed', ({ capability, tier, allowed, need }) => {
    const climb = { code: 'tier.tooLow', params: { need, have: tier }, nextStep: { code: 'next.climb', href: '/me/capabilities' } };
    expect(ask(capability, { tier })).toEqual({ allowed, reasons: allowed ? [] : [climb], conditions: [] });
  });

  it('asks for these gates and no others', () => {
    const gates = Object.fromEntries(CAPABILITIES.map((capability) => [capability, DEFAULT_RULE_SET.rules[capability].gates]));
    expect(gates).toEqual({
      'flyer.exchange': ['activeMembership'],
      'visit.report': ['activeMembership'],
      'event.join': ['activeMembership'],
      'event.sitPanel': ['activeMembership'],
      'event.monitor': ['activeMembership'],
      'service.monitor': ['activeMembership'],
      'promo.post': ['activeMembership', 'certification:promoter'],
      'shift.claim': ['activeMembership', 'partneredSpace', 'manualRead', 'duesGoodStanding', 'notFrozen', 'noClash'],
      'slot.operate': ['activeMembership', 'partneredSpace', 'oneResourceAtATime'],
      'matching.propose': ['activeMembership'],
      'advice.give': ['activeMembership'],
      'extra.run': ['activeMembership'],
      'event.host': ['activeMembership', 'designatedSpace', 'spaceApproval', 'splitAgreed'],
      'event.charge': ['activeMembership', 'designatedSpace', 'spaceApproval', 'splitAgreed'],
      'matching.negotiate': ['activeMembership'],
      'coordination.lead': ['activeMembership'],
      'ideaSession.run': ['activeMembership'],
      'community.lead': ['activeMembership'],
      'space.manage': ['activeMembership', 'spaceAppointment'],
    });
  });

  it('survives being stored as JSON', () => {
    const stored: unknown = JSON.parse(JSON.stringify(DEFAULT_RULE_SET));
    expect(stored).toEqual(DEFAULT_RULE_SET);
  });
});

describe('membership', () => {
  const outcomes: Record<Membership, readonly string[]> = {
    active: [],
    none: ['membership.notActive'],
    applied: ['membership.notActive'],
    accepted: ['membership.notActive'],
    ended: ['membership.notActive'],
    paused: ['membership.paused'],
    suspended: ['membership.suspended'],
  };
  const memberships = ['active', 'none', 'applied', 'accepted', 'ended', 'paused', 'suspended'] as const;

  it.each(memberships.flatMap((membership) => CAPABILITIES.map((capability) => ({ membership, capability }))))(
    '$membership decides over $capability',
    ({ membership, capability }) => {
      expect(codes(ask(capability, { membership }))).toEqual(outcomes[membership]);
    },
  );

  it('that is accepted still wants the course', () => {
    const decision = ask('event.join', { membership: 'accepted', courseCompletedOn: null });
    expect(codes(decision)).toEqual(['membership.notActive', 'course.missing']);
    expect(decision.reasons[1]?.nextStep).toEqual({ code: 'next.course', href: '/me/capabilities' });
  });

  it('that was only applied for is not yet asked for the course', () => {
    expect(codes(ask('event.join', { membership: 'applied', courseCompletedOn: null }))).toEqual(['membership.notActive']);
  });

  it('says where it stands and leads on', () => {
    expect(ask('event.join', { membership: 'applied' }).reasons).toEqual([
      { code: 'membership.notActive', params: { membership: 'applied' }, nextStep: { code: 'next.membership', href: '/me/capabilities' } },
    ]);
    expect(ask('event.join', { membership: 'ended' }).reasons[0]?.nextStep?.href).toBe('/contact');
    expect(ask('event.join', { membership: 'suspended' }).reasons[0]?.nextStep?.href).toBe('/contact');
    expect(ask('event.join', { membership: 'paused' }).reasons[0]?.nextStep).toEqual({ code: 'next.resume', href: '/me/capabilities' });
  });
});

describe('dues', () => {
  const standings: Record<DuesStanding, readonly string[]> = {
    good: [],
    grace: [],
    restricted: ['dues.restricted'],
    ended: ['dues.ended'],
    none: ['dues.none'],
  };

  it.each(['good', 'grace', 'restricted', 'ended', 'none'] as const)('%s decide over a shift', (duesStanding) => {
    const decision = ask('shift.claim', { duesStanding });
    expect(codes(decision)).toEqual(standings[duesStanding]);
    expect(decision.reasons.every(({ nextStep }) => nextStep?.href === '/me/dues')).toBe(true);
  });

  it('are asked for by no other capability', () => {
    const refused = CAPABILITIES.filter((capability) => !ask(capability, { duesStanding: 'restricted' }).allowed);
    expect(refused).toEqual(['shift.claim']);
  });
});

describe('each gate refuses with its own reason and a way on', () => {
  const until = new Date('2026-12-05T03:00:00.000Z');
  const clash = {
    title: '神戸 受付',
    startsAt: new Date('2026-11-21T10:00:00Z'),
    endsAt: new Date('2026-11-21T12:00:00Z'),
    href: '/me/shifts#claim-7',
  };

  const certification = { code: 'next.certification', href: '/me/capabilities' };
  const contact = { code: 'next.contact', href: '/contact' };
  const shifts = { code: 'next.myShifts', href: '/me/shifts' };
  const readManual = { code: 'next.readManual', href: '/spaces/morioka/manual' };
  const openClash = { code: 'next.openClash', href: '/me/shifts#claim-7' };
  const promoter = { certification: 'promoter' };
  const evening = { title: '神戸 受付', during: '2026-11-21T10:00:00.000Z/2026-11-21T12:00:00.000Z' };

  it.each<[Capability, string, Partial<MixerFacts>, Reason]>([
    ['promo.post', 'without the certification', { certifications: [] }, no('certification.missing', promoter, certification)],
    ['promo.post', 'with another certification', { certifications: ['dj'] }, no('certification.missing', promoter, certification)],
    [
      'promo.post',
      'with a certification that ends before',
      { certifications: [], certificationsEndingBefore: ['promoter'] },
      no('certification.endsBefore', promoter, certification),
    ],
    ['shift.claim', 'during a freeze', { frozenUntil: until }, no('freeze.active', { until: '2026-12-05T03:00:00.000Z' }, shifts)],
  ])('%s %s', (capability, _when, mixer, reason) => {
    expect(ask(capability, mixer)).toEqual({ allowed: false, reasons: [reason], conditions: [] });
  });

  it.each<[Capability, string, ThingFacts, Reason]>([
    ['shift.claim', 'at a space that is no partner', { partnered: false }, no('space.notPartnered', {}, contact)],
    ['slot.operate', 'at a space that is no partner', { partnered: false }, no('space.notPartnered', {}, contact)],
    ['shift.claim', 'with the manual unread', { manual: 'unread', manualId: '3' }, no('manual.unread', { manualId: '3' }, readManual)],
    ['shift.claim', 'without a manual', { manual: 'none' }, no('manual.missing', {}, contact)],
    ['shift.claim', 'at a time that is taken', { clash }, no('clash', evening, openClash)],
    ['slot.operate', 'with another table held', { otherResourceHeld: true }, no('resource.alreadyHeld', {}, shifts)],
    ['event.host', 'at a space that is not designated', { designated: false }, no('space.notDesignated', {}, contact)],
    ['event.charge', 'at a space that is not designated', { designated: false }, no('space.notDesignated', {}, contact)],
    ['event.host', 'without the approval of the space', { approvedBySpace: false }, no('approval.missing', {}, contact)],
    ['event.charge', 'without the approval of the space', { approvedBySpace: false }, no('approval.missing', {}, contact)],
    ['event.host', 'before the split is agreed', { splitAgreed: false }, no('split.notAgreed', {}, contact)],
    ['event.charge', 'before the split is agreed', { splitAgreed: false }, no('split.notAgreed', {}, contact)],
    ['space.manage', 'without an appointment', { appointed: false }, no('appointment.missing', {}, contact)],
  ])('%s %s', (capability, _when, thing, reason) => {
    expect(ask(capability, {}, thing)).toEqual({ allowed: false, reasons: [reason], conditions: [] });
  });

  it('and leaves alone the capabilities that do not ask for it', () => {
    const failing: ThingFacts = {
      partnered: false,
      designated: false,
      manual: 'none',
      clash,
      approvedBySpace: false,
      splitAgreed: false,
      appointed: false,
      otherResourceHeld: true,
    };
    const untouched = CAPABILITIES.filter((capability) => ask(capability, { certifications: [], frozenUntil: until }, failing).allowed);
    expect(untouched).toEqual([
      'flyer.exchange',
      'visit.report',
      'event.join',
      'event.sitPanel',
      'event.monitor',
      'service.monitor',
      'matching.propose',
      'advice.give',
      'extra.run',
      'matching.negotiate',
      'coordination.lead',
      'ideaSession.run',
      'community.lead',
    ]);
  });
});

describe('several reasons', () => {
  it('are told at once: the tier first, then the gates in their order', () => {
    const decision = ask(
      'shift.claim',
      { tier: 'challenge', membership: 'suspended', duesStanding: 'restricted', frozenUntil: new Date('2026-12-05T03:00:00Z') },
      {
        partnered: false,
        manual: 'unread',
        clash: { title: '勉強会', startsAt: new Date('2026-11-21T10:00:00Z'), endsAt: new Date('2026-11-21T12:00:00Z'), href: '/me/shifts' },
      },
    );
    expect(decision.allowed).toBe(false);
    expect(codes(decision)).toEqual([
      'tier.tooLow',
      'membership.suspended',
      'space.notPartnered',
      'manual.unread',
      'dues.restricted',
      'freeze.active',
      'clash',
    ]);
    expect(decision.reasons.every(({ nextStep }) => nextStep)).toBe(true);
  });

  it('reach somebody who has no tier yet', () => {
    const decision = ask('shift.claim', { tier: null, membership: 'accepted', courseCompletedOn: null, duesStanding: 'none' });
    expect(codes(decision)).toEqual(['tier.tooLow', 'membership.notActive', 'course.missing', 'dues.none']);
    expect(decision.reasons[0]?.params).toEqual({ need: 'junior', have: 'none' });
  });
});

describe('facts that were not asked', () => {
  function inGeneral(capability: Capability, mixer: Partial<MixerFacts> = {}): Decision {
    return decide(capability, { mixer: { ...MIXER, ...mixer }, thing: {} }, DEFAULT_RULE_SET);
  }

  it.each<[Capability, string[]]>([
    ['event.join', []],
    ['promo.post', []],
    ['shift.claim', ['needs.partneredSpace', 'needs.manualRead', 'needs.noClash']],
    ['slot.operate', ['needs.partneredSpace', 'needs.oneResourceAtATime']],
    ['event.host', ['needs.designatedSpace', 'needs.spaceApproval', 'needs.splitAgreed']],
    ['event.charge', ['needs.designatedSpace', 'needs.spaceApproval', 'needs.splitAgreed']],
    ['space.manage', ['needs.spaceAppointment']],
  ])('stand as conditions of %s and refuse nobody', (capability, conditions) => {
    expect(inGeneral(capability)).toEqual({ allowed: true, reasons: [], conditions: conditions.map((code) => ({ code, params: {} })) });
  });

  it('stand beside the reasons that are known', () => {
    const decision = inGeneral('shift.claim', { duesStanding: 'none' });
    expect(codes(decision)).toEqual(['dues.none']);
    expect(decision.conditions).toHaveLength(3);
  });

  it('stand alone, each for itself', () => {
    const decision = decide('shift.claim', { mixer: MIXER, thing: { partnered: true, clash: null } }, DEFAULT_RULE_SET);
    expect(decision).toEqual({ allowed: true, reasons: [], conditions: [{ code: 'needs.manualRead', params: {} }] });
  });

  it('let an unread manual of an unnamed space lead to the page of capabilities', () => {
    const decision = decide('shift.claim', { mixer: MIXER, thing: { manual: 'unread' } }, DEFAULT_RULE_SET);
    expect(decision.reasons).toEqual([no('manual.unread', {}, { code: 'next.readManual', href: '/me/capabilities' })]);
  });
});

describe('a thing that asks for more than its rule', () => {
  it.each<[Tier, Tier, boolean]>([
    ['junior', 'junior', true],
    ['junior', 'senior', false],
    ['senior', 'senior', true],
    ['challenge', 'senior', false],
  ])('a %s and a shift from %s: %p', (tier, minTier, allowed) => {
    const decision = ask('shift.claim', { tier }, {}, minTier);
    expect(decision.allowed).toBe(allowed);
    if (!allowed) expect(decision.reasons[0]).toMatchObject({ code: 'tier.tooLow', params: { need: 'senior', have: tier } });
  });

  it('cannot ask for less', () => {
    expect(ask('shift.claim', { tier: 'challenge' }, {}, 'challenge').reasons[0]?.params).toEqual({ need: 'junior', have: 'challenge' });
  });
});

describe('the facts of a later day', () => {
  it('refuse what would be allowed today, and the reverse', () => {
    const today = { certifications: ['promoter'], certificationsEndingBefore: [] };
    const inJanuary = { certifications: [], certificationsEndingBefore: ['promoter'] };
    expect(ask('promo.post', today).allowed).toBe(true);
    expect(codes(ask('promo.post', inJanuary))).toEqual(['certification.endsBefore']);

    const frozenToday = { frozenUntil: new Date('2026-12-05T03:00:00Z') };
    expect(ask('shift.claim', frozenToday).allowed).toBe(false);
    expect(ask('shift.claim', { frozenUntil: null }).allowed).toBe(true);

    expect(ask('shift.claim', {}, { partnered: true }).allowed).toBe(true);
    expect(codes(ask('shift.claim', {}, { partnered: false }))).toEqual(['space.notPartnered']);
  });
});

describe('another rule set', () => {
  const RULES: RuleSet = {
    version: 2,
    inForceFrom: '2027-03-31T15:00:00.000Z',
    rules: {
      ...DEFAULT_RULE_SET.rules,
      'advice.give': { tiers: ['senior'], gates: ['activeMembership', 'certification:adviser', 'duesGoodStanding'] },
      'promo.post': { tiers: ['challenge'], gates: ['activeMembership'] },
      'extra.run': { tiers: [], gates: ['activeMembership'] },
    },
  };
  const facts = { mixer: { ...MIXER, tier: 'junior', duesStanding: 'none' } as const, thing: THING };

  it('decides by its own table', () => {
    expect(decide('advice.give', facts, DEFAULT_RULE_SET).allowed).toBe(true);
    expect(codes(decide('advice.give', facts, RULES))).toEqual(['tier.tooLow', 'certification.missing', 'dues.none']);
  });

  it('may close a capability to a tier that is past it, or to everybody', () => {
    expect(codes(decide('promo.post', facts, RULES))).toEqual(['capability.closed']);
    expect(codes(decide('extra.run', facts, RULES))).toEqual(['capability.closed']);
  });
});

describe('a decision', () => {
  it('changes nothing that it was given', () => {
    const mixer = Object.freeze({ ...MIXER, certifications: Object.freeze(['promoter']) });
    expect(() => decide('shift.claim', Object.freeze({ mixer, thing: Object.freeze({ ...THING }) }), DEFAULT_RULE_SET)).not.toThrow();
  });
});

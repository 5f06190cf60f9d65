import { LOCALES, NEXT_STEPS, REFUSALS, say, type Sentence } from '#libs/words';
import { decide } from './decide.js';
import type { MixerFacts, ThingFacts } from './facts.js';
import { CONDITION_CODES, DECISION_CODES, NEXT_STEP_CODES, type ConditionCode, type DecisionCode, type NextStepCode } from './reasons.js';
import { CAPABILITIES, DEFAULT_RULE_SET } from './rule-set.js';

/** Does not compile when a code has no words. */
const REASON_WORDS: Readonly<Record<DecisionCode | ConditionCode, Sentence>> = REFUSALS;
const STEP_WORDS: Readonly<Record<NextStepCode, Sentence>> = NEXT_STEPS;

const NEWCOMER: MixerFacts = {
  membership: 'accepted',
  tier: null,
  duesStanding: 'none',
  courseCompletedOn: null,
  certifications: [],
  certificationsEndingBefore: [],
  frozenUntil: new Date('2026-12-05T03:00:00Z'),
};
const REFUSED: ThingFacts = {
  partnered: false,
  designated: false,
  manual: 'unread',
  clash: { title: '勉強会', startsAt: new Date('2026-11-21T10:00:00Z'), endsAt: new Date('2026-11-21T12:00:00Z'), href: '/me/shifts' },
  approvedBySpace: false,
  splitAgreed: false,
  appointed: false,
  otherResourceHeld: true,
};

describe('the words of a decision', () => {
  it('exist for every code in both languages', () => {
    const reasons = [...DECISION_CODES, ...CONDITION_CODES].map((code) => REASON_WORDS[code]);
    const steps = NEXT_STEP_CODES.map((code) => STEP_WORDS[code]);
    for (const sentence of [...reasons, ...steps]) {
      for (const locale of LOCALES) expect(sentence[locale]).toMatch(/\S/);
    }
  });

  it.each(LOCALES)('are filled with the figures the reasons carry (%s)', (locale) => {
    const words: Readonly<Record<string, Sentence>> = REASON_WORDS;
    const decisions = CAPABILITIES.flatMap((capability) => [
      decide(capability, { mixer: NEWCOMER, thing: REFUSED }, DEFAULT_RULE_SET),
      decide(capability, { mixer: NEWCOMER, thing: {} }, DEFAULT_RULE_SET),
    ]);
    for (const { code, params } of decisions.flatMap(({ reasons, conditions }) => [...reasons, ...conditions])) {
      const sentence = words[code];
      expect(sentence && say(sentence, locale, params)).toMatch(/^[^{}]+$/);
    }
  });
});

import { CAPABILITIES, DEFAULT_RULE_SET, PLAIN_GATES, type Capability, type PlainGate } from '#libs/tiers';
import { CAPABILITY_WORDS, CRITERION_WORDS, GATE_WORDS, LOCALES, type Sentence } from '#libs/words';
import { PROMOTION } from './promotion.js';

/** Does not compile when a capability or a gate has no words. */
const CAPABILITY: Readonly<Record<Capability, Sentence>> = CAPABILITY_WORDS;
const GATE: Readonly<Record<PlainGate | 'certification', Sentence>> = GATE_WORDS;

describe('the words of the rules', () => {
  it('exist for every capability, gate and criterion in both languages', () => {
    const criteria = [...PROMOTION.junior, ...PROMOTION.senior].map(({ code }) => CRITERION_WORDS[code]);
    for (const sentence of [...CAPABILITIES.map((capability) => CAPABILITY[capability]), ...PLAIN_GATES.map((gate) => GATE[gate]), ...criteria]) {
      for (const locale of LOCALES) expect(sentence[locale]).toMatch(/\S/);
    }
  });

  it('cover every gate that the default rules ask for', () => {
    const gates = CAPABILITIES.flatMap((capability) => DEFAULT_RULE_SET.rules[capability].gates.map((gate) => gate.split(':')[0] ?? ''));
    expect([...new Set(gates)].filter((gate) => !(gate in GATE))).toEqual([]);
  });
});

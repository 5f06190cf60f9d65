export { KIND_MIN_TIER, tierAtLeast, TIERS, type ShiftKind, type Tier } from './tiers.js';
export {
  CAPABILITIES,
  DEFAULT_RULE_SET,
  PLAIN_GATES,
  type Capability,
  type Gate,
  type PlainGate,
  type Rule,
  type RuleSet,
} from './rule-set.js';
export { type Clash, type DuesStanding, type Facts, type Membership, type MixerFacts, type ThingFacts } from './facts.js';
export {
  CONDITION_CODES,
  DECISION_CODES,
  NEXT_STEP_CODES,
  type ConditionCode,
  type DecisionCode,
  type NextStepCode,
} from './reasons.js';
export { decide, type Decision, type Demand } from './decide.js';

import type { Reason } from '#libs/kernel';
import type { Facts } from './facts.js';
import { check } from './gates.js';
import { because } from './reasons.js';
import type { Capability, RuleSet } from './rule-set.js';
import { tierAtLeast, TIERS, type Tier } from './tiers.js';

/** Yes, or every reason why not. `conditions` are what a yes still depends on, because it was not asked here. */
export interface Decision {
  allowed: boolean;
  reasons: readonly Reason[];
  conditions: readonly Reason[];
}

/** What the thing itself asks beyond its rule. */
export interface Demand {
  /** The least tier the thing takes, where it is above that of the rule. */
  minTier?: Tier;
}

/**
 * May this mixer do this, here, then, and if not, why and what next? Pure: the facts are those at the time of the thing.
 * All reasons are told at once, the tier first, then the gates in the order of the rule.
 */
export function decide(capability: Capability, facts: Facts, ruleSet: RuleSet, demand: Demand = {}): Decision {
  const rule = ruleSet.rules[capability];
  const findings = rule.gates.map((gate) => check(gate, facts));
  const reasons = [...tierReasons(facts.mixer.tier, rule.tiers, demand), ...findings.flatMap((found) => found.reasons)];
  return { allowed: reasons.length === 0, reasons, conditions: findings.flatMap((found) => found.conditions) };
}

function tierReasons(have: Tier | null, ruled: readonly Tier[], { minTier = 'challenge' }: Demand): Reason[] {
  const open = TIERS.filter((tier) => ruled.includes(tier) && tierAtLeast(tier, minTier));
  if (have !== null && open.includes(have)) return [];
  const need = open.find((tier) => !tierAtLeast(have, tier));
  return need
    ? [because('tier.tooLow', { need, have: have ?? 'none' }, 'next.climb')]
    : [because('capability.closed', { have: have ?? 'none' }, 'next.contact')];
}

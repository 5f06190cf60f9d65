export {
  daysInGoodStanding,
  DUES_STANDINGS,
  factRowsOf,
  factsAt,
  factsColumn,
  factsOver,
  factsUnderLock,
  knownFacts,
  loadFactRows,
  personAsRead,
  personForClaim,
  MEMBERSHIP_CLASSES,
  MEMBERSHIPS,
  valueAt,
  type Fact,
  type FactRecord,
  type FactRow,
  type FactValues,
  type KnownFacts,
  type MembershipClass,
} from './facts.js';
export {
  certify,
  completeCourse,
  endCertification,
  endFreeze,
  freeze,
  setDuesStanding,
  setFact,
  setMembership,
  setMembershipClass,
  setTier,
  type Saying,
} from './fact-writers.js';
export { setDuesStandings, type StandingChange, type StandingMoved } from './standings.js';
export { lockMixer } from './mixers.queries.js';
export { readRuleSets, ruleSetInForce, type RuleSetRow } from './rule-sets.js';
export { AUDIENCES, type Audience, type ProfileField } from './audience.js';
export { MixersModule } from './mixers.module.js';

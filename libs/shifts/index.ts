export { DueClaimsService, type Release } from './due-claims.service.js';
export { rewardPosting } from './reward.posting.js';
export { importRoster, type RosterInput, type RosterOutcome } from './roster.service.js';
export { ShiftsModule } from './shifts.module.js';

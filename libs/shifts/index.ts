export { DueClaimsService, type Release } from './due-claims.service.js';
export { importRoster, type RosterInput, type RosterOutcome } from './roster.service.js';
export { ShiftsModule } from './shifts.module.js';

export { ClaimsService, type Release } from './claims.service.js';
export { importRoster, type RosterInput, type RosterOutcome } from './roster.service.js';
export { ShiftsModule } from './shifts.module.js';
export { ShiftsService } from './shifts.service.js';

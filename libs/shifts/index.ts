export { ClaimsService } from './claims.service.js';
export { ShiftsModule } from './shifts.module.js';
export { ShiftsService } from './shifts.service.js';

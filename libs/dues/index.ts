export { DuesAtStripe } from './dues-at-stripe.service.js';
export { DuesChanges } from './dues-changes.service.js';
export { DuesModule } from './dues.module.js';
export { ARREARS, DAYS_UNTIL_DUE, PAUSE_MONTHS_A_YEAR, type ChargeState, type DuesMethod } from './dues.rules.js';
export { DuesSweep } from './dues-sweep.service.js';
export { pricesAtStripe } from './prices-at-stripe.js';
export { TreasuryService } from './treasury.service.js';

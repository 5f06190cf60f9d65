import { billingRules, setBillingRules } from '../resources/billing.js';
import type { Pages } from '../sim.js';

/** For programs: the billing settings, which a real account has in its dashboard. Answers JSON. */
export const billingPages: Pages = {
  'GET /_sim/billing': ({ sim }) => ({ json: { ...billingRules(sim) } }),
  'POST /_sim/billing': ({ sim, form }) => ({ json: { ...setBillingRules(sim, form) } }),
};

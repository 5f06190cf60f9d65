import type { Pages } from '../sim.js';
import { billingPages } from './billing.js';
import { checkoutPages } from './checkout.js';
import { controlPages } from './control.js';
import { invoicePages } from './invoice.js';
import { machinery } from './machinery.js';
import { onboardingPages } from './onboarding.js';
import { portalPages } from './portal.js';
import { receiptPages } from './receipt.js';
import { voucherPages } from './voucher.js';

/** Every page of the simulator, one list. */
export const PAGES: readonly Pages[] = [billingPages, controlPages, machinery, onboardingPages, checkoutPages, invoicePages, portalPages, receiptPages, voucherPages];

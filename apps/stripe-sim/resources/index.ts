import { accountLinks } from './account-links.js';
import { accounts } from './accounts.js';
import { balance } from './balance.js';
import { balanceSettings } from './balance-settings.js';
import { charges } from './charges.js';
import { checkoutSessions } from './checkout-sessions.js';
import { cli } from './cli.js';
import { customers } from './customers.js';
import { disputes } from './disputes.js';
import { events } from './events.js';
import { invoiceItems } from './invoice-items.js';
import { invoicePayments } from './invoice-payments.js';
import { invoices } from './invoices.js';
import { paymentIntents } from './payment-intents.js';
import { paymentMethods } from './payment-methods.js';
import { paymentPages } from './payment-pages.js';
import { payouts } from './payouts.js';
import { portal } from './portal.js';
import { prices } from './prices.js';
import { products } from './products.js';
import { refunds } from './refunds.js';
import type { Resource } from './resource.js';
import { search } from './search.js';
import { setupIntents } from './setup-intents.js';
import { subscriptionItems } from './subscription-items.js';
import { subscriptions } from './subscriptions.js';
import { testClocks } from './test-clocks.js';
import { topups } from './topups.js';
import { transfers } from './transfers.js';
import { webhookEndpoints } from './webhook-endpoints.js';

/** Every resource of the API that the simulator knows, one list: `customers` is what `resources/customers.ts` exports, and so on. */
export const RESOURCES: readonly Resource[] = [
  accountLinks,
  accounts,
  balance,
  balanceSettings,
  charges,
  cli,
  customers,
  disputes,
  events,
  invoiceItems,
  invoicePayments,
  invoices,
  paymentIntents,
  paymentMethods,
  paymentPages,
  payouts,
  portal,
  prices,
  products,
  refunds,
  search,
  setupIntents,
  subscriptionItems,
  subscriptions,
  testClocks,
  topups,
  transfers,
  webhookEndpoints,
  // After invoices: they hear of a payment before the session that began them is complete.
  checkoutSessions,
];

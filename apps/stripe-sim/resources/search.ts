import { invalidRequest } from '../errors.js';
import type { Call, List } from '../sim.js';
import type { Resource } from './resource.js';

/** Searches read an index that lags behind by up to a minute; nobody here asks for one. https://docs.stripe.com/search#data-freshness */
function refuse(_call: Call): List {
  throw invalidRequest('Search is not supported by this simulator; use a list with its filters.');
}

export const search: Resource = {
  routes: {
    'GET /v1/invoices/search': refuse,
    'GET /v1/payment_intents/search': refuse,
    'GET /v1/subscriptions/search': refuse,
  },
};

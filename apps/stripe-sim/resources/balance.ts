import { idOf } from '../json.js';
import { listOf, matching } from '../lists.js';
import type { Resource } from './resource.js';

/** https://docs.stripe.com/api/balance and https://docs.stripe.com/api/balance_transactions */
export const balance: Resource = {
  routes: {
    'GET /v1/balance': ({ sim, scope }) => sim.balance(scope),
    'GET /v1/balance_transactions/{id}': ({ sim, scope, path }) => sim.need(scope, 'balance_transaction', path['id'] ?? ''),
    'GET /v1/balance_transactions': (call) => {
      const { params, sim, scope } = call;
      const all = matching(sim.all(scope, 'balance_transaction'), params, ['currency', 'type', 'source']);
      const { payout } = params;
      return listOf(call, payout === undefined ? all : all.filter((each) => idOf(each['_payout']) === payout));
    },
  },
};

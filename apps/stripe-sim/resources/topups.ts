import { businessDaysLater } from '../clock.js';
import { text } from '../json.js';
import { listOf, matching } from '../lists.js';
import { mergedMetadata } from '../params.js';
import { requireCurrency, type Call, type Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import type { Resource } from './resource.js';
import { requireYen } from './transfers.js';

/** Business days until the bank has brought it. */
const ARRIVES_AFTER_DAYS = 1;

/** Money of the platform's own, brought by its bank so that transfers have something to draw on. https://docs.stripe.com/connect/top-ups */
export const topups: Resource = {
  routes: {
    'POST /v1/topups': create,
    'GET /v1/topups': (call) => listOf(call, matching(call.sim.all(call.scope, 'topup'), call.params, ['amount', 'status'])),
  },
  install: (sim) => {
    sim.task('topup.arrive', (scope, id) => arrive(sim, scope, id));
  },
};

function create(call: Call): StripeObject {
  const { sim, scope, params } = call;
  const currency = requireCurrency(call);
  const yen = requireYen(params);
  const arrives = businessDaysLater(sim.now(), ARRIVES_AFTER_DAYS);
  const topup = sim.make('Topup', {
    amount: yen,
    currency,
    description: text(params['description']) ?? null,
    expected_availability_date: arrives,
    metadata: mergedMetadata({}, params['metadata']),
    statement_descriptor: text(params['statement_descriptor']) ?? null,
    status: 'pending',
    transfer_group: text(params['transfer_group']) ?? null,
  });
  const into = sim.post(scope, { type: 'topup', amount: yen, source: topup.id, availableOn: arrives });
  sim.put(scope, Object.assign(topup, { balance_transaction: into.id }));
  sim.emit(scope, 'topup.created', topup);
  sim.schedule(arrives, 'topup.arrive', topup.id, scope);
  return topup;
}

function arrive(sim: Sim, scope: string, id: string): void {
  const topup = sim.need(scope, 'topup', id);
  sim.change(scope, topup, { status: 'succeeded' });
  sim.emit(scope, 'topup.succeeded', topup);
}

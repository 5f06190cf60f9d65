import { invalidRequest } from '../errors.js';
import { amount, number, text } from '../json.js';
import { listOf } from '../lists.js';
import { DAY_S } from './billing.js';
import type { Call } from '../sim.js';
import type { StripeObject } from '../store.js';
import type { Resource } from './resource.js';
import { boundary } from './billing-periods.js';
import { cycleOfAll, hasEnded } from './subscription-record.js';

/** A clock is thrown away after so many days. https://docs.stripe.com/billing/testing/test-clocks */
const KEPT_DAYS = 30;
/** How many intervals of its shortest subscription one advance may pass. */
const MOST_INTERVALS = 2;

const found = ({ sim, scope, path }: Call): StripeObject => sim.need(scope, 'test_helpers.test_clock', path['id'] ?? '');

/** Everything due on the way runs in order, each at its own time; the clock is `advancing` meanwhile and `ready` afterwards. */
function advance(call: Call): StripeObject {
  const { sim, scope, params } = call;
  const clock = found(call);
  const from = amount(clock['frozen_time']);
  const to = number(params['frozen_time']) ?? 0;
  if (to <= from) throw invalidRequest('The time to advance to must be after the current time of the test clock.', 'frozen_time');
  for (const subscription of sim.all(scope, 'subscription')) {
    if (subscription['test_clock'] !== clock.id || hasEnded(subscription)) continue;
    if (to > boundary(from, cycleOfAll(subscription), MOST_INTERVALS)) {
      throw invalidRequest('The clock can be advanced by at most two intervals of its shortest subscription at once.', 'frozen_time');
    }
  }
  sim.change(scope, clock, { status: 'advancing', status_details: { advancing: { target_frozen_time: to } } });
  sim.emit(scope, 'test_helpers.test_clock.advancing', clock);
  // Stripe answers while it works; here the work is done when the answer arrives, so the next look says `ready`.
  const answer = { ...clock };
  sim.clock.run(to, clock.id);
  sim.change(scope, clock, { status: 'ready', status_details: {}, frozen_time: to });
  sim.emit(scope, 'test_helpers.test_clock.ready', clock);
  return answer;
}

/** The clock goes, and with it the customers on it and what they have. */
function remove(call: Call): StripeObject {
  const { sim, scope } = call;
  const clock = found(call);
  for (const customer of sim.all(scope, 'customer')) {
    if (customer['test_clock'] !== clock.id) continue;
    sim.inTimeOf(scope, customer.id, () => sim.emit(scope, 'customer.deleted', customer));
    sim.put(scope, { id: customer.id, object: 'customer', deleted: true });
  }
  sim.emit(scope, 'test_helpers.test_clock.deleted', clock);
  sim.store.remove(scope, 'test_helpers.test_clock', clock.id);
  return { id: clock.id, object: 'test_helpers.test_clock', deleted: true };
}

/** Time of its own for the customers made on it: https://docs.stripe.com/billing/testing/test-clocks */
export const testClocks: Resource = {
  routes: {
    'POST /v1/test_helpers/test_clocks': ({ sim, scope, params }) => {
      const clock = sim.make('TestHelpers.TestClock', {
        deletes_after: sim.now() + KEPT_DAYS * DAY_S,
        frozen_time: amount(params['frozen_time']),
        name: text(params['name']) ?? null,
        status: 'ready',
        status_details: {},
      });
      sim.put(scope, clock);
      sim.emit(scope, 'test_helpers.test_clock.created', clock);
      return clock;
    },
    'GET /v1/test_helpers/test_clocks': (call) => listOf(call, call.sim.all(call.scope, 'test_helpers.test_clock')),
    'GET /v1/test_helpers/test_clocks/{id}': found,
    'POST /v1/test_helpers/test_clocks/{id}/advance': advance,
    'DELETE /v1/test_helpers/test_clocks/{id}': remove,
  },
};

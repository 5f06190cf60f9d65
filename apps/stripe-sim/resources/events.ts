import { text, texts } from '../json.js';
import { listOf, matching } from '../lists.js';
import type { Resource } from './resource.js';

/** https://docs.stripe.com/api/events: kept for 30 days */
const KEPT_S = 30 * 86_400;

/** https://docs.stripe.com/api/events: made by whatever happens, read by who missed a delivery. `resend` is the CLI's. */
export const events: Resource = {
  routes: {
    'GET /v1/events/{id}': ({ sim, scope, path }) => sim.need(scope, 'event', path['id'] ?? ''),
    'GET /v1/events': (call) => {
      const { params, sim, scope } = call;
      const types = texts(params['types']);
      const since = sim.now() - KEPT_S;
      const kept = sim.all(scope, 'event').filter((event) => Number(event['created']) > since);
      const wanted = matching(kept, params, ['type']).filter((event) => {
        const delivered = event['pending_webhooks'] === 0;
        return (types.length === 0 || types.includes(text(event['type']) ?? '')) && (params['delivery_success'] ?? delivered) === delivered;
      });
      return listOf(call, wanted);
    },
  },
  install: (sim) => {
    sim.task('events.forget', (scope) => {
      const until = sim.now() - KEPT_S;
      for (const event of sim.store.oldest(scope, 'event', ({ created }) => Number(created) <= until))
        sim.store.remove(scope, 'event', event.id);
    });
    sim.listeners.add((scope) => {
      if (sim.clock.waits('events.forget', scope)) return;
      sim.clock.at(sim.now(), undefined, () => sim.schedule(sim.now() + KEPT_S, 'events.forget', scope, scope));
    });
  },
};

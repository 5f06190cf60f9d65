import { invalidRequest } from '../errors.js';
import { idOf, text } from '../json.js';
import { listOf } from '../lists.js';
import { given } from '../params.js';
import type { Call } from '../sim.js';
import type { StripeObject } from '../store.js';
import type { Resource } from './resource.js';
import { itemsOf } from './subscription-record.js';
import { changeItems } from './subscription-updates.js';

const WISH = ['price', 'price_data', 'plan', 'quantity', 'metadata'];

/** The item of the path, and its subscription. */
function found({ sim, scope, path }: Call): { item: StripeObject; subscription: StripeObject } {
  const item = sim.need(scope, 'subscription_item', path['id'] ?? '');
  return { item, subscription: sim.need(scope, 'subscription', idOf(item['subscription']) ?? '') };
}

/** https://docs.stripe.com/api/subscription_items */
export const subscriptionItems: Resource = {
  routes: {
    'POST /v1/subscription_items': (call) => {
      const { sim, scope, params } = call;
      const subscription = sim.need(scope, 'subscription', text(params['subscription']) ?? '', 'subscription');
      const before = new Set(itemsOf(subscription).map(({ id }) => id));
      changeItems(call, subscription, given(params, WISH));
      const added = itemsOf(subscription).find(({ id }) => !before.has(id));
      if (added === undefined) throw invalidRequest('The item waits for its payment: see `pending_update` of the subscription.');
      return added;
    },
    'GET /v1/subscription_items': (call) => {
      const subscription = call.sim.need(call.scope, 'subscription', text(call.params['subscription']) ?? '', 'subscription');
      return listOf(call, itemsOf(subscription));
    },
    'GET /v1/subscription_items/{id}': (call) => found(call).item,
    'POST /v1/subscription_items/{id}': (call) => {
      const { item, subscription } = found(call);
      changeItems(call, subscription, { id: item.id, ...given(call.params, WISH) });
      return itemsOf(subscription).find(({ id }) => id === item.id) ?? item;
    },
    'DELETE /v1/subscription_items/{id}': (call) => {
      const { item, subscription } = found(call);
      changeItems(call, subscription, { id: item.id, deleted: true });
      call.sim.store.remove(call.scope, 'subscription_item', item.id);
      return { id: item.id, object: 'subscription_item', deleted: true };
    },
  },
};

import { invalidRequest } from '../errors.js';
import { newId } from '../ids.js';
import { fields, text, texts } from '../json.js';
import { listOf } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import type { Resource } from './resource.js';

const MOST = 16;

/** Only events there are can be asked for. */
function requireEvents(sim: Sim, wanted: readonly string[]): void {
  const unknown = wanted.find((type) => type !== '*' && !sim.contract.hasEvent(type));
  if (unknown !== undefined) throw invalidRequest(`Invalid enabled_events: there is no event ${unknown}.`, 'enabled_events');
}

function requireUrl(url: string): void {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw invalidRequest('Invalid URL: An explicit scheme (such as https) must be provided.', 'url', 'url_invalid');
}

/** The secret is told once, in this answer. https://docs.stripe.com/api/webhook_endpoints/create */
const create = ({ sim, scope, params }: Call): StripeObject => {
  const enabled = texts(params['enabled_events']);
  const url = text(params['url']) ?? '';
  requireEvents(sim, enabled);
  requireUrl(url);
  if (sim.all(scope, 'webhook_endpoint').length >= MOST)
    throw invalidRequest(`You have reached the maximum of ${MOST} test webhook endpoints.`);
  const endpoint = sim.make('WebhookEndpoint', {
    api_version: params['api_version'] ?? null,
    description: params['description'] ?? null,
    enabled_events: enabled,
    metadata: mergedMetadata({}, params['metadata']),
    status: 'enabled',
    url,
    _connect: params['connect'] === true,
    _secret: sim.options.webhookSecret ?? newId('whsec'),
  });
  sim.put(scope, endpoint);
  return { ...endpoint, secret: endpoint['_secret'] ?? '' };
};

const update = ({ sim, scope, params, path }: Call): StripeObject => {
  const endpoint = sim.need(scope, 'webhook_endpoint', path['id'] ?? '');
  if (params['enabled_events'] !== undefined) requireEvents(sim, texts(params['enabled_events']));
  if (params['url'] !== undefined) requireUrl(text(params['url']) ?? '');
  sim.change(scope, endpoint, {
    ...given(params, ['description', 'enabled_events', 'url']),
    ...(params['disabled'] !== undefined && { status: params['disabled'] === true ? 'disabled' : 'enabled' }),
    metadata: params['metadata'] === undefined ? fields(endpoint['metadata']) : mergedMetadata(endpoint['metadata'], params['metadata']),
  });
  return endpoint;
};

/** A new secret for an endpoint, as the dashboard's "roll secret" gives; the former one signs along if it is kept for a while. */
export function rollSecret(
  sim: Sim,
  scope: string,
  id: string,
  { secret, keepFormer }: { secret?: string | undefined; keepFormer: boolean },
): string {
  const rolled = secret ?? newId('whsec');
  const endpoint = sim.need(scope, 'webhook_endpoint', id);
  const former = endpoint['_rolled'] ?? sim.options.webhookSecret ?? endpoint['_secret'] ?? null;
  sim.change(scope, endpoint, { _rolled: rolled, _former: keepFormer ? former : null });
  return rolled;
}

/** https://docs.stripe.com/api/webhook_endpoints */
export const webhookEndpoints: Resource = {
  routes: {
    'POST /v1/webhook_endpoints': create,
    'GET /v1/webhook_endpoints/{id}': ({ sim, scope, path }) => sim.need(scope, 'webhook_endpoint', path['id'] ?? ''),
    'POST /v1/webhook_endpoints/{id}': update,
    'DELETE /v1/webhook_endpoints/{id}': ({ sim, scope, path }) => {
      const { id } = sim.need(scope, 'webhook_endpoint', path['id'] ?? '');
      sim.store.remove(scope, 'webhook_endpoint', id);
      return { id, object: 'webhook_endpoint', deleted: true };
    },
    'GET /v1/webhook_endpoints': (call) => listOf(call, call.sim.all(call.scope, 'webhook_endpoint')),
  },
};

import { Logger } from '@nestjs/common';
import type Stripe from 'stripe';
import type { DataSource } from 'typeorm';
import type { RunningSettings } from '#libs/database';
import type { Clock } from '#libs/kernel';
import { Gateway } from './gateway.js';
import type { PriceWish } from './payments.types.js';
import { PortalSetUp } from './portal.js';
import { Prices } from './prices.js';
import { API_VERSION } from './stripe.client.js';
import { CONNECTED_EVENTS, OWN_EVENTS } from './stripe-events.js';

const OPERATION = 'webhookEndpoints.create';
type EnabledEvent = Stripe.WebhookEndpointCreateParams.EnabledEvent;

/** Whose letters an endpoint is for: our own account's, or those about connected accounts of payees. */
const ENDPOINTS = {
  own: { mark: 'mazeru:own', connect: false, events: [...OWN_EVENTS] },
  connected: { mark: 'mazeru:connected', connect: true, events: [...CONNECTED_EVENTS] },
} as const satisfies Record<string, { mark: string; connect: boolean; events: EnabledEvent[] }>;
type EndpointName = keyof typeof ENDPOINTS;

export interface SetUpWish {
  prices: readonly PriceWish[];
  /** Where Stripe reaches our door, without a slash at the end. */
  publicUrl: string;
  /** Makes new endpoints with new secrets and takes the old ones away. */
  newSecrets?: boolean;
}

/** What stands at Stripe afterwards. A secret is told by Stripe once, when its endpoint is made: never again. */
export interface SetUp {
  prices: { lookupKey: string; amountYen: number; id: string }[];
  portal: string;
  endpoints: { name: EndpointName; id: string; url: string; secret: string | null }[];
}

/** Brings the account at Stripe to what Mazeru needs: prices, portal, webhook endpoints. Done again it changes nothing. */
export async function setUpStripe(db: DataSource, settings: Pick<RunningSettings, 'stripe' | 'publicUrl'>, clock: Clock, wish: SetUpWish): Promise<SetUp> {
  const gateway = new Gateway(db, settings, clock);
  const prices = new Prices(db, gateway, clock);
  const made: SetUp['prices'] = [];
  for (const price of wish.prices) made.push({ lookupKey: price.lookupKey, amountYen: price.amountYen, id: await prices.require(price) });
  const portal = await new PortalSetUp(gateway, settings).id();
  const url = `${wish.publicUrl}/api/v1/webhooks/stripe`;
  const endpoints: SetUp['endpoints'] = [];
  for (const name of ['own', 'connected'] as const) endpoints.push(await endpoint(gateway, name, url, wish.newSecrets ?? false));
  return { prices: made, portal, endpoints };
}

async function endpoint(gateway: Gateway, name: EndpointName, url: string, anew: boolean): Promise<SetUp['endpoints'][number]> {
  const { mark, connect, events } = ENDPOINTS[name];
  const { webhookEndpoints } = gateway.stripe;
  const { data } = await gateway.look('webhookEndpoints.list', () => webhookEndpoints.list({ limit: 100 }));
  const ours = data.filter(({ metadata }) => metadata['mark'] === mark);
  const fitting = ours.find(({ api_version: version, status }) => version === API_VERSION && status === 'enabled');
  if (fitting && !anew) {
    const same = fitting.url === url && [...fitting.enabled_events].sort().join() === [...events].sort().join();
    if (!same) await gateway.look('webhookEndpoints.update', () => webhookEndpoints.update(fitting.id, { url, enabled_events: events }));
    return { name, id: fitting.id, url, secret: null };
  }
  const made = await gateway.ask({
    key: `endpoint:${name}:${await gateway.answered(OPERATION)}`,
    operation: OPERATION,
    wish: { url, events },
    send: (options) => webhookEndpoints.create({ url, enabled_events: events, api_version: API_VERSION, connect, metadata: { mark } }, options),
    idOf: ({ id }) => id,
  });
  if (!made) throw new Error(`the endpoint ${name} was made before and is not there`);
  for (const old of ours) {
    await gateway.look('webhookEndpoints.del', () => webhookEndpoints.del(old.id));
    new Logger('Stripe').warn(`the endpoint ${old.id} gives way to ${made.id}`);
  }
  return { name, id: made.id, url, secret: made.secret ?? null };
}

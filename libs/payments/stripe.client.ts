import Stripe from 'stripe';
import type { StripeSettings } from '#libs/database';

/** The version of Stripe's API that this code speaks, as the package pins it; our webhook endpoints are made for the same. */
export const API_VERSION = Stripe.API_VERSION;

/** A person waits behind most calls: rather say soon that Stripe does not answer. */
const TIMEOUT_MS = 15_000;
/** What the package repeats by itself, with the same idempotency key: 409, 5xx, lost connections. */
const NETWORK_RETRIES = 2;

/** The official client, unchanged; only its address may be another one. */
export function stripeClient({ secretKey, api }: StripeSettings): Stripe {
  return new Stripe(secretKey, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: NETWORK_RETRIES,
    telemetry: false,
    ...(api ? { host: api.host, port: api.port, protocol: api.protocol } : {}),
  });
}

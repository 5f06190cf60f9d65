import type Stripe from 'stripe';
import type { Kind } from './payments.types.js';

/** The letters that Stripe is asked to send about our own account: what moves a mirror, and nothing else. */
export const OWN_EVENTS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'customer.created',
  'customer.updated',
  'customer.deleted',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.pending_update_applied',
  'customer.subscription.pending_update_expired',
  'invoice.created',
  'invoice.updated',
  'invoice.deleted',
  'invoice.finalized',
  'invoice.finalization_failed',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.voided',
  'invoice.marked_uncollectible',
  'charge.succeeded',
  'charge.failed',
  'charge.pending',
  'charge.expired',
  'charge.updated',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'price.created',
  'price.updated',
  'price.deleted',
  'transfer.created',
  'transfer.updated',
  'transfer.reversed',
] as const satisfies readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[];

/** The letters about connected accounts of payees. */
export const CONNECTED_EVENTS = ['account.updated', 'capability.updated', 'payout.paid', 'payout.failed'] as const satisfies readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[];

const KIND_OF: Readonly<Record<string, Kind>> = {
  'checkout.session': 'session',
  customer: 'customer',
  subscription: 'subscription',
  invoice: 'invoice',
  charge: 'charge',
  refund: 'refund',
  dispute: 'dispute',
  price: 'price',
  transfer: 'transfer',
};

/** A letter of Stripe as it is stored: whom it is about, and its text as it came. */
export interface Letter {
  id: string;
  type: string;
  /** The mirror to be read anew; null for what has none. */
  kind: Kind | null;
  objectId: string | null;
  /** A connected account; null for our own. */
  account: string | null;
  occurredAt: Date;
  payload: string;
}

const isThing = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A letter out of its text; null when it is none. What it says of the object is not believed, only which object it is: by the time it is
 * read the object may have moved on. A draft of an invoice to come has no object yet.
 */
export function letterOf(event: unknown, payload: string): Letter | null {
  if (!isThing(event)) return null;
  const { id, type, created, account, data } = event;
  if (typeof id !== 'string' || typeof type !== 'string') return null;
  const object = isThing(data) && isThing(data['object']) ? data['object'] : {};
  const kind = typeof object['object'] === 'string' && type !== 'invoice.upcoming' ? (KIND_OF[object['object']] ?? null) : null;
  const objectId = typeof object['id'] === 'string' ? object['id'] : null;
  return {
    id,
    type,
    kind: objectId === null ? null : kind,
    objectId,
    account: typeof account === 'string' ? account : null,
    occurredAt: new Date(typeof created === 'number' ? created * 1000 : 0),
    payload,
  };
}

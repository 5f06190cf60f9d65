import { accessRows } from '#libs/identity';

/** Stripe has a key of its own: the signature of each letter. */
export const WEBHOOKS = accessRows('webhook', { receive: 'keyHolder' });

export const PAYMENTS = accessRows('payment', { reconcile: ['treasurer'] });

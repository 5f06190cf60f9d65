import { accessRows } from '#libs/identity';

export const PAYMENTS = accessRows('payment', { reconcile: ['treasurer'] });

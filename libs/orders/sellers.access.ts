import { accessRows } from '#libs/identity';

/** How a mixer or a space stands on the receipts of its events. */
export const SELLER = accessRows('seller', { own: ['mixer'], space: ['owner', 'steward'] });

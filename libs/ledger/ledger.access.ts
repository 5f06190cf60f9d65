import { accessRows } from '#libs/identity';

export const LEDGER = accessRows('ledger', {
  read: ['treasurer', 'approver'],
  ownEarnings: ['mixer'],
});

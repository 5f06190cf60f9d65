import { accessRows } from '#libs/identity';

export const LEGAL = accessRows('legal', {
  read: 'anyone',
  accept: 'signedIn',
  publish: ['steward'],
  cooperative: ['steward', 'treasurer', 'approver'],
  describe: ['steward'],
});

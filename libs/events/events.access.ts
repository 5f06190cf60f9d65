import { accessRows } from '#libs/identity';

export const EVENTS = accessRows('event', {
  read: 'anyone',
  register: 'anyone',
  plan: ['mixer', 'steward'],
  decide: ['owner'],
  run: ['mixer', 'owner', 'steward'],
  account: ['mixer', 'owner', 'steward', 'treasurer', 'approver'],
  sit: ['mixer', 'spaceStaff', 'steward'],
  watch: ['spaceStaff', 'steward'],
  oversee: ['steward', 'treasurer', 'approver'],
  answer: ['mixer'],
  judge: ['steward'],
});

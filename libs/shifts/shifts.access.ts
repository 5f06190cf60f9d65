import { accessRows } from '#libs/identity';

export const SHIFTS = accessRows('shift', {
  list: 'anyone',
  plan: ['owner'],
  watch: ['spaceStaff', 'steward'],
});

export const CLAIMS = accessRows('claim', {
  take: ['mixer'],
  own: ['mixer'],
  read: ['mixer', 'spaceStaff', 'steward'],
  decide: ['owner'],
  correct: ['owner', 'steward'],
});

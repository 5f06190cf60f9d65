import { accessRows } from '#libs/identity';

export const EVENT_REFERRALS = accessRows('eventReferral', {
  read: ['mixer', 'spaceStaff', 'steward'],
  make: ['mixer', 'spaceStaff'],
  retire: ['mixer', 'spaceStaff', 'steward'],
  promote: ['mixer', 'owner', 'steward'],
});

import { accessRows } from '#libs/identity';

/** The meeting is among members: guests and spaces have no part in it. */
export const MEETINGS = accessRows('meeting', {
  read: ['mixer', 'steward', 'treasurer', 'approver'],
  attend: ['mixer'],
  propose: ['mixer', 'steward'],
  lead: ['steward'],
});

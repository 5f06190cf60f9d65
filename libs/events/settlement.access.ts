import { accessRows } from '#libs/identity';

/** What an event has come to: the host says it, the space agrees; at events without a space the treasurer does. */
export const EVENT_MONEY = accessRows('eventMoney', {
  read: ['mixer', 'owner', 'steward', 'treasurer', 'approver'],
  propose: ['mixer', 'steward'],
  agree: ['owner', 'treasurer'],
  report: ['mixer', 'steward'],
  earnings: ['owner', 'treasurer', 'approver'],
});

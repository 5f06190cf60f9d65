import { accessRows } from '#libs/identity';

/** The door of an event: its host, co-hosts and space stand there; at the cooperative's own events the stewards. */
export const EVENT_DOOR = accessRows('eventDoor', {
  stand: ['mixer', 'spaceStaff', 'steward'],
});

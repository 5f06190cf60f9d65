import { calendarEntry } from '../../lib/calendar-entry';
import type { Claim } from './claims.api';

/** What an entry says of a claim. */
type Entry = Pick<Claim, 'id' | 'claimedAt'> & {
  shift: Pick<Claim['shift'], 'startsAt' | 'endsAt' | 'content'>;
  space: Pick<Claim['space'], 'name' | 'city'>;
};

/** A claim as an entry for the person's own calendar. */
export function calendarLinks({ id, claimedAt, shift, space }: Entry, title: string, address: string): { file: string; google: string } {
  const { startsAt, endsAt, content } = shift;
  return calendarEntry({ id, stampedAt: claimedAt, startsAt, endsAt, title, place: `${space.name} ${space.city}`, text: content, address });
}

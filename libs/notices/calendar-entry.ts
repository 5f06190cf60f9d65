import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import type { CalendarEntry } from './notify.js';

const ZONE = 'Asia/Tokyo';

/** An entry as a file that calendars understand (iTIP, RFC 5546): `REQUEST` puts or moves it, `CANCEL` takes it away. */
export interface Invitation {
  method: 'REQUEST' | 'CANCEL';
  content: string;
}

/** The invitation that travels with a mail. The same `uid` with a higher `sequence` replaces what a calendar already holds. */
export function invitationOf(entry: CalendarEntry, from: { name: string; address: string }, to: string, stamp: Date): Invitation {
  const cancelled = entry.status === 'cancelled';
  const calendar = ical({
    prodId: { company: 'Mazeru', product: 'Mazeru' },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    timezone: { name: null, generator: vtimezone },
  });
  calendar.createEvent({
    id: entry.uid,
    sequence: entry.sequence,
    stamp,
    timezone: ZONE,
    start: DateTime.fromISO(entry.startsAt, { zone: ZONE }),
    end: DateTime.fromISO(entry.endsAt, { zone: ZONE }),
    summary: entry.title,
    location: entry.place,
    description: entry.description,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: from.name, email: from.address },
    attendees: [{ email: to, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }],
  });
  return { method: cancelled ? 'CANCEL' : 'REQUEST', content: calendar.toString() };
}

/** Something that a calendar subscribes to: it is published, and nobody is asked to answer. */
export interface PublishedEntry extends CalendarEntry {
  url: string;
}

/** A calendar that programs subscribe to (RFC 5545), with Tokyo's clock in it. */
export function publishedCalendar({ name, url }: { name: string; url: string }, entries: readonly PublishedEntry[], stamp: Date): string {
  const calendar = ical({
    prodId: { company: 'Mazeru', product: 'Mazeru' },
    method: ICalCalendarMethod.PUBLISH,
    name,
    url,
    timezone: { name: null, generator: vtimezone },
  });
  for (const entry of entries) {
    calendar.createEvent({
      id: entry.uid,
      sequence: entry.sequence,
      stamp,
      timezone: ZONE,
      start: DateTime.fromISO(entry.startsAt, { zone: ZONE }),
      end: DateTime.fromISO(entry.endsAt, { zone: ZONE }),
      summary: entry.title,
      location: entry.place,
      description: entry.description,
      url: entry.url,
      status: entry.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

function vtimezone(zone: string): string | null {
  const [block] = tzlib_get_ical_block(zone);
  return block ?? null;
}

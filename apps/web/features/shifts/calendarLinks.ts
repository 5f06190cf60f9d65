import type { Claim } from './claims.api';

const compact = (instant: string): string => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, '');
/** Text inside a line of RFC 5545. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** A line of RFC 5545 holds 75 octets; longer ones go on after a line break and a space. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length;
    if (octets + size > 73) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += letter;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

/** What an entry says of a claim. */
type Entry = Pick<Claim, 'id' | 'claimedAt'> & {
  shift: Pick<Claim['shift'], 'startsAt' | 'endsAt' | 'content'>;
  space: Pick<Claim['space'], 'name' | 'city'>;
};

/** A claim as an entry for the person's own calendar: a file for any program, and the address that fills Google's form. */
export function calendarLinks(claim: Entry, title: string, address: string): { file: string; google: string } {
  const { startsAt, endsAt, content } = claim.shift;
  const place = `${claim.space.name} ${claim.space.city}`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Mazeru//Mazeru//JA',
    'BEGIN:VEVENT',
    // The mails carry the same uid, so that the entry is there once.
    `UID:${claim.id}@mazeru`,
    `DTSTAMP:${compact(claim.claimedAt)}`,
    `DTSTART:${compact(startsAt)}`,
    `DTEND:${compact(endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(place)}`,
    `DESCRIPTION:${escaped(content)}`,
    `URL:${address}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  const google = new URLSearchParams({
    action: 'TEMPLATE',
    text: title,
    dates: `${compact(startsAt)}/${compact(endsAt)}`,
    location: place,
    details: `${content}\n${address}`,
    ctz: 'Asia/Tokyo',
  });
  return {
    file: `data:text/calendar;charset=utf-8,${encodeURIComponent(`${lines.map(folded).join('\r\n')}\r\n`)}`,
    google: `https://calendar.google.com/calendar/render?${google.toString()}`,
  };
}

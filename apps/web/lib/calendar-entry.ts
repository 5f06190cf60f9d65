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

/** What somebody wants to find in their own calendar. */
export interface CalendarEntry {
  /** Mails about the same thing carry the same id, so that the entry is there once. */
  id: string;
  /** UTC instant at which it became true. */
  stampedAt: string;
  startsAt: string;
  endsAt: string;
  title: string;
  place: string;
  text: string;
  /** Where it stands in the app. */
  address: string;
}

/** An entry for a calendar: a file for any program, and the address that fills Google's form. */
export function calendarEntry({ id, stampedAt, startsAt, endsAt, title, place, text, address }: CalendarEntry): { file: string; google: string } {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Mazeru//Mazeru//JA',
    'BEGIN:VEVENT',
    `UID:${id}@mazeru`,
    `DTSTAMP:${compact(stampedAt)}`,
    `DTSTART:${compact(startsAt)}`,
    `DTEND:${compact(endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(place)}`,
    `DESCRIPTION:${escaped(text)}`,
    `URL:${address}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  const google = new URLSearchParams({
    action: 'TEMPLATE',
    text: title,
    dates: `${compact(startsAt)}/${compact(endsAt)}`,
    location: place,
    details: [text, address].filter(Boolean).join('\n'),
    ctz: 'Asia/Tokyo',
  });
  return {
    file: `data:text/calendar;charset=utf-8,${encodeURIComponent(`${lines.map(folded).join('\r\n')}\r\n`)}`,
    google: `https://calendar.google.com/calendar/render?${google.toString()}`,
  };
}

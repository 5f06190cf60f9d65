interface Entry {
  id: string;
  title: string;
  startsAt: string;
  endsAt: string;
}

interface EventLinks {
  /** The server's calendar file of this event. */
  file: string;
  /** Fills Google's form. */
  google: string;
  line: string;
  x: string;
  mail: string;
}

const compact = (instant: string): string => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** An event for a calendar and for friends: addresses alone, no script of anybody else's. */
export function eventLinks({ id, title, startsAt, endsAt }: Entry, place: string, address: string): EventLinks {
  const google = new URLSearchParams({
    action: 'TEMPLATE',
    text: title,
    dates: `${compact(startsAt)}/${compact(endsAt)}`,
    location: place,
    details: address,
    ctz: 'Asia/Tokyo',
  });
  return {
    file: `/api/v1/events/${id}.ics`,
    google: `https://calendar.google.com/calendar/render?${google.toString()}`,
    line: `https://social-plugins.line.me/lineit/share?${new URLSearchParams({ url: address }).toString()}`,
    x: `https://x.com/intent/post?${new URLSearchParams({ text: title, url: address }).toString()}`,
    mail: `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${title}\n${address}`)}`,
  };
}

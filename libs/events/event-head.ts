import { EVENT_KIND_WORDS, OUTSIDE_WORDS, say, type Locale } from '#libs/words';
import { PICTURE } from './event-picture.js';
import type { EventDetailView } from './events.dto.js';
import { lineOutside, placeOutside, titleOutside, type Told } from './outside.words.js';

/** An event as it is told outside. */
export const told = (event: EventDetailView, now: Date): Told => ({
  ...event,
  saleOpen: event.status === 'published' && new Date(event.startsAt) > now,
});

const placeOf = ({ format, space }: EventDetailView, locale: Locale): string =>
  placeOutside({ format, spaceName: space?.name ?? null, prefecture: space?.prefecture ?? null, city: space?.city ?? null }, locale);

/** The words on the picture of an event. */
export const pictureWords = (event: EventDetailView, when: string, price: string, locale: Locale) => ({
  kind: EVENT_KIND_WORDS[event.kind][locale],
  title: titleOutside(event, locale),
  when,
  where: placeOf(event, locale),
  price,
  site: say(OUTSIDE_WORDS.site, locale),
});

/** What search engines and messengers read of the page of an event: title, description, picture (Open Graph), and the event itself (schema.org). */
export function eventHead(event: EventDetailView, { publicUrl, now, locale }: { publicUrl: string; now: Date; locale: Locale }): string {
  const url = `${publicUrl}/events/${event.id}`;
  const picture = `${publicUrl}/api/v1/events/${event.id}/picture.png?v=${event.version}`;
  const said = told(event, now);
  const line = lineOutside(said, placeOf(event, locale), locale);
  const description = [line, event.theme].filter((part) => part !== '').join(' ');
  return headTags({
    title: `${titleOutside(event, locale)} | ${say(OUTSIDE_WORDS.site, locale)}`,
    shareTitle: titleOutside(event, locale),
    description,
    url,
    locale,
    picture,
    data: schemaEvent(event, said, { url, picture, locale }),
  });
}

/** The same for the list of all events. */
export const eventsHead = ({ publicUrl, locale }: { publicUrl: string; locale: Locale }): string =>
  headTags({
    title: `${say(OUTSIDE_WORDS.events, locale)} | ${say(OUTSIDE_WORDS.site, locale)}`,
    shareTitle: say(OUTSIDE_WORDS.events, locale),
    description: say(OUTSIDE_WORDS.eventsAbout, locale),
    url: `${publicUrl}/events`,
    locale,
    feeds: [
      { type: 'application/rss+xml', href: `${publicUrl}/api/v1/events.rss` },
      { type: 'text/calendar', href: `${publicUrl}/api/v1/events.ics` },
    ],
  });

/** Of an event that is not public, or not there: search engines leave it out, and nothing is said of it. */
export const hiddenHead = (locale: Locale): string => `<title>${say(OUTSIDE_WORDS.site, locale)}</title>\n    <meta name="robots" content="noindex" />`;

interface Head {
  title: string;
  shareTitle: string;
  description: string;
  url: string;
  locale: Locale;
  picture?: string;
  feeds?: readonly { type: string; href: string }[];
  data?: unknown;
}

function headTags({ title, shareTitle, description, url, locale, picture, feeds = [], data }: Head): string {
  const meta = (name: 'name' | 'property', key: string, content: string): string => `<meta ${name}="${key}" content="${escapedHtml(content)}" />`;
  return [
    `<title>${escapedHtml(title)}</title>`,
    meta('name', 'description', description),
    `<link rel="canonical" href="${escapedHtml(url)}" />`,
    meta('property', 'og:type', 'website'),
    meta('property', 'og:site_name', say(OUTSIDE_WORDS.site, locale)),
    meta('property', 'og:title', shareTitle),
    meta('property', 'og:description', description),
    meta('property', 'og:url', url),
    meta('property', 'og:locale', locale === 'ja' ? 'ja_JP' : 'en_US'),
    ...(picture
      ? [
          meta('property', 'og:image', picture),
          meta('property', 'og:image:width', String(PICTURE.width)),
          meta('property', 'og:image:height', String(PICTURE.height)),
          meta('property', 'og:image:alt', shareTitle),
          meta('name', 'twitter:card', 'summary_large_image'),
        ]
      : [meta('name', 'twitter:card', 'summary')]),
    ...feeds.map(({ type, href }) => `<link rel="alternate" type="${type}" title="${escapedHtml(shareTitle)}" href="${escapedHtml(href)}" />`),
    // A sign that could end the element is written as an escape; the meaning is the same.
    ...(data ? [`<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`] : []),
  ].join('\n    ');
}

/** https://schema.org/Event, as search engines show it. */
function schemaEvent(event: EventDetailView, { saleOpen }: Told, { url, picture, locale }: { url: string; picture: string; locale: Locale }): unknown {
  const { space, status, format, movedFrom } = event;
  const places = [
    ...(space ? [{ '@type': 'Place', name: space.name, address: { '@type': 'PostalAddress', addressCountry: 'JP', addressLocality: space.city, streetAddress: event.place } }] : []),
    ...(format === 'onsite' ? [] : [{ '@type': 'VirtualLocation', url }]),
  ];
  const status_ = status === 'cancelled' ? 'EventCancelled' : movedFrom ? 'EventRescheduled' : 'EventScheduled';
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: event.title,
    description: [event.theme, event.description].filter((part) => part !== '').join('\n\n').slice(0, 1_000),
    startDate: event.startsAt,
    endDate: event.endsAt,
    ...(movedFrom ? { previousStartDate: movedFrom.startsAt } : {}),
    eventStatus: `https://schema.org/${status_}`,
    eventAttendanceMode: `https://schema.org/${{ onsite: 'Offline', online: 'Online', hybrid: 'Mixed' }[format]}EventAttendanceMode`,
    location: places.length === 1 ? places[0] : places,
    image: [picture],
    url,
    inLanguage: locale,
    organizer: { '@type': 'Person', name: event.host.name },
    offers: event.ticketTypes.map(({ name, priceYen, seatsLeft }) => ({
      '@type': 'Offer',
      name,
      price: priceYen,
      priceCurrency: 'JPY',
      availability: `https://schema.org/${!saleOpen || seatsLeft === 0 ? 'SoldOut' : 'InStock'}`,
      url,
      ...(event.publishedAt ? { validFrom: event.publishedAt } : {}),
    })),
  };
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text inside an element or between double quotes. */
export const escapedHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Feed } from 'feed';
import { DataSource } from 'typeorm';
import { SETTINGS, type RunningSettings } from '#libs/database';
import { Clock, isId, Refusal } from '#libs/kernel';
import { publishedCalendar } from '#libs/notices';
import { EVENT_KIND_WORDS, OUTSIDE_WORDS, say, spanInWords, type Locale } from '#libs/words';
import { embedPage } from './embed-page.js';
import { eventHead, eventsHead, hiddenHead, pictureWords, told } from './event-head.js';
import { eventPicture } from './event-picture.js';
import { EventsService } from './events.service.js';
import { pricesOf, seatsLeftOf } from './events.views.js';
import { announcedEvents, type AnnouncedEvent } from './outside.queries.js';
import { lineOutside, placeOutside, priceOutside, titleOutside, type Told } from './outside.words.js';
import type { OutsideQuery } from './outside.dto.js';

/** What is shown in a frame, and what feeds carry. */
const MOST_IN_FRAME = 20;
const MOST_IN_FEED = 100;
/** Pictures that were painted lately; each is some tens of kilobytes, and any process can paint it again. */
const MOST_PICTURES = 100;

/** Our events on other people's screens: search engines, messengers, feed readers, calendars, and pages that show our list. */
@Injectable()
export class OutsideService {
  private readonly pictures = new Map<string, Buffer>();

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
    private readonly clock: Clock,
    private readonly events: EventsService,
  ) {}

  /** What stands in the head of a page of ours, by its path; null where the page has nothing of its own to say. */
  async head(path: string, locale: Locale): Promise<string | null> {
    const { publicUrl } = this.settings;
    const asked = path.replace(/\/$/, '');
    if (asked === '/events') return eventsHead({ publicUrl, locale });
    const [, id] = /^\/events\/([^/]+)$/.exec(asked) ?? [];
    if (id === undefined) return null;
    if (!isId(id)) return hiddenHead(locale);
    try {
      return eventHead(await this.events.read(null, id, locale), { publicUrl, now: this.clock.now(), locale });
    } catch (refused) {
      if (refused instanceof Refusal) return hiddenHead(locale);
      throw refused;
    }
  }

  /** The picture of a public event, PNG. Refuses 404. */
  async picture(id: string, locale: Locale): Promise<Buffer> {
    const event = await this.events.read(null, id, locale);
    const key = `${id} ${event.version} ${event.status} ${event.startsAt} ${locale}`;
    const painted = this.pictures.get(key);
    if (painted) return painted;
    const said = told(event, this.clock.now());
    const made = await eventPicture(pictureWords(event, spanInWords(event.startsAt, event.endsAt, locale), priceOutside(said, locale), locale));
    this.pictures.set(key, made);
    const [oldest] = this.pictures.keys();
    if (this.pictures.size > MOST_PICTURES && oldest) this.pictures.delete(oldest);
    return made;
  }

  /** Coming events as a calendar that programs subscribe to; what was called off stays in it as cancelled. */
  async calendar(query: OutsideQuery, locale: Locale): Promise<string> {
    const now = this.clock.now();
    const found = await this.announced(query, now, MOST_IN_FEED);
    const { publicUrl } = this.settings;
    return publishedCalendar(
      { name: say(OUTSIDE_WORDS.events, locale), url: `${publicUrl}/events` },
      found.map((event) => ({
        uid: `${event.id}@mazeru`,
        sequence: event.sequence,
        status: event.status === 'cancelled' ? 'cancelled' : 'confirmed',
        startsAt: event.startsAt.toISOString(),
        endsAt: event.endsAt.toISOString(),
        title: titleOutside(event, locale),
        place: placeOutside(event, locale),
        description: [priceOutside(toldOf(event, now), locale), event.theme].filter((part) => part !== '').join('\n'),
        url: `${publicUrl}/events/${event.id}`,
      })),
      now,
    );
  }

  /** Events as they were announced, latest first, as RSS 2.0. */
  async rss(query: OutsideQuery, locale: Locale): Promise<string> {
    const now = this.clock.now();
    const { publicUrl } = this.settings;
    const found = (await this.announced(query, now, MOST_IN_FEED)).toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime());
    const feed = new Feed({
      id: `${publicUrl}/events`,
      link: `${publicUrl}/events`,
      title: `${say(OUTSIDE_WORDS.site, locale)} ${say(OUTSIDE_WORDS.events, locale)}`,
      description: say(OUTSIDE_WORDS.eventsAbout, locale),
      language: locale,
      updated: found[0]?.publishedAt ?? now,
      generator: say(OUTSIDE_WORDS.site, 'en'),
      feedLinks: { rss: `${publicUrl}/api/v1/events.rss` },
    });
    for (const event of found) {
      feed.addItem({
        id: `${publicUrl}/events/${event.id}`,
        link: `${publicUrl}/events/${event.id}`,
        title: titleOutside(event, locale),
        description: [lineOutside(toldOf(event, now), placeOutside(event, locale), locale), event.theme].filter((part) => part !== '').join('\n'),
        date: event.publishedAt,
        category: [{ name: EVENT_KIND_WORDS[event.kind][locale] }],
      });
    }
    return feed.rss2();
  }

  /** The list that other people's pages show in a frame. */
  async embed(query: OutsideQuery, locale: Locale): Promise<string> {
    const now = this.clock.now();
    const found = await this.announced(query, now, MOST_IN_FRAME);
    return embedPage(found.map((event) => ({ event, told: toldOf(event, now) })), { publicUrl: this.settings.publicUrl, locale });
  }

  private announced({ spaceId, area, kind }: OutsideQuery, now: Date, limit: number): Promise<AnnouncedEvent[]> {
    return announcedEvents(this.db, { from: now, spaceId, prefectures: area?.split(','), kind, after: null, limit });
  }
}

const toldOf = (event: AnnouncedEvent, now: Date): Told => ({
  ...event,
  ...pricesOf(event),
  seatsLeft: seatsLeftOf(event),
  saleOpen: event.saleOpen && event.startsAt > now,
});

import type { DataSource } from 'typeorm';
import { listEvents, type EventFilter, type ListedEvent } from './events.queries.js';

/** An event as feeds and other people's pages need it. */
export interface AnnouncedEvent extends ListedEvent {
  description: string;
  street: string | null;
  publishedAt: Date;
  /** One more with each change that calendars have to hear of. */
  sequence: number;
}

const MORE = `, e.description, sp.street, e.published_at as "publishedAt", coalesce(sa.calendar_sequence, 0) as sequence`;

/** Public events in order of time, called-off ones too. */
export const announcedEvents = (db: DataSource, filter: EventFilter): Promise<AnnouncedEvent[]> => listEvents<AnnouncedEvent>(db, filter, MORE);

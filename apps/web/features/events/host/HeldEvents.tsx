import { factsText, rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useNow } from '../../../lib/now';
import { termText } from '../../../lib/terms';
import { partsOf, tokyoDay } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { StatusTag, type Tone } from '../../../ui/Tags';
import { LinkRow, LinkRows } from '../../../ui/TextLink';
import { priceText } from '../public/EventFacts';
import { words } from './held.words';
import type { EventItem, EventStatus } from './host.api';
import styles from './host.module.css';

const TONES: Readonly<Record<EventStatus | 'over', Tone>> = {
  draft: 'plain',
  proposed: 'warn',
  countered: 'kaki',
  refused: 'bad',
  approved: 'ai',
  published: 'ok',
  over: 'warn',
  done: 'warn',
  settled: 'plain',
  cancelled: 'bad',
};

/** Where an event stands; a published one whose end has passed waits to be settled. */
export function stateOf({ status, endsAt }: Pick<EventItem, 'status' | 'endsAt'>, now: number): EventStatus | 'over' {
  return status === 'published' && Date.parse(endsAt) <= now ? 'over' : status;
}

/** The state of an event in one word. */
export function EventTag({ event }: { event: Pick<EventItem, 'status' | 'endsAt'> }) {
  const w = useWords(words).status;
  const state = stateOf(event, useNow());
  return <StatusTag tone={TONES[state]}>{w[state]}</StatusTag>;
}

interface HeldEventsProps {
  events: readonly EventItem[];
  to: (event: EventItem) => string;
  /** Says who holds it, where that is not oneself. */
  withHost?: boolean;
}

const yearOf = (instant: string | number): number => partsOf(tokyoDay(instant)).year;

/** Events as rows: when, what, where, how it stands. */
export function HeldEvents({ events, to, withHost = false }: HeldEventsProps) {
  const w = useWords(words);
  const locale = useLocale();
  const now = useNow();
  return (
    <LinkRows>
      {events.map((event) => (
        <LinkRow
          key={event.id}
          to={to(event)}
          title={event.title}
          sub={
            <>
              <span className={styles.tags}>
                <EventTag event={event} />
                {(event.status === 'published' || event.status === 'approved') && w.seats(event.capacity - event.seatsLeft, event.capacity)}
              </span>
              <br />
              {rangeText(event.startsAt, event.endsAt, locale, yearOf(event.startsAt) !== yearOf(now))}
              <br />
              {factsText([termText('eventKind', event.kind, locale), withHost ? w.person(event.host.name) : (event.space?.name ?? w.online), priceText(event, locale)], locale)}
            </>
          }
        />
      ))}
    </LinkRows>
  );
}

import { Link } from 'react-router';
import { timeRangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useNow } from '../../../lib/now';
import { tokyoDay } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { PinIcon } from '../../../ui/icons';
import { DayName } from '../../../ui/When';
import { words } from './event.words';
import styles from './EventCards.module.css';
import { EventCover } from './EventCover';
import { KindTag, priceText, SeatsTag, shortPlace, stageOf } from './EventFacts';
import type { EventItem } from './events.api';

interface EventCardsProps {
  events: readonly EventItem[];
  /** Where the day does not stand above the list. */
  withDay?: boolean;
  /** Level of the titles: under a day's heading, or under a section's. */
  level?: 2 | 3;
}

/** Events as tickets: the cover, when, what, where, how much, how many seats. */
export function EventCards({ events, withDay = false, level = 3 }: EventCardsProps) {
  const w = useWords(words);
  const locale = useLocale();
  const now = useNow();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <ul className={styles.cards}>
      {events.map((event) => {
        const stage = stageOf(event, now);
        const gone = stage === 'over' || stage === 'cancelled';
        return (
          <li key={event.id} className={styles.card} data-gone={gone || undefined}>
            <EventCover id={event.id} kind={event.kind} look="card" faded={gone} />
            <div className={styles.text}>
              <div className={styles.top}>
                <span className={styles.when}>
                  {withDay && <DayName day={tokyoDay(event.startsAt)} withYear={false} />}
                  <time className={styles.clock} dateTime={`${event.startsAt}/${event.endsAt}`}>
                    {timeRangeText(event.startsAt, event.endsAt, locale)}
                  </time>
                </span>
                <SeatsTag event={event} now={now} />
              </div>
              <Heading className={styles.title}>
                <Link to={`/events/${event.id}`} className={styles.link}>
                  {event.title}
                </Link>
              </Heading>
              <p className={styles.place}>
                <PinIcon size={16} />
                <span>{shortPlace(event, locale)}</span>
              </p>
              <p className={styles.foot}>
                <b>{priceText(event, locale)}</b>
                <span className={styles.host}>{w.list.host(event.host.name)}</span>
                <KindTag kind={event.kind} />
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../lib/words';
import { TextLink } from '../../../ui/TextLink';
import { EventCards } from './EventCards';
import { nextEventsQuery } from './events.api';
import styles from './EventsStrip.module.css';
import { words } from './event.words';

/** The next events on the landing; nothing while there is none. */
export function EventsStrip() {
  const w = useWords(words).landing;
  const { data } = useQuery(nextEventsQuery());
  if (!data || data.items.length === 0) return null;
  return (
    <section className={styles.strip} aria-labelledby="next-events">
      <div className={styles.head}>
        <h2 id="next-events">{w.title}</h2>
        <TextLink to="/events">{w.all}</TextLink>
      </div>
      <EventCards events={data.items.slice(0, 4)} withDay />
    </section>
  );
}

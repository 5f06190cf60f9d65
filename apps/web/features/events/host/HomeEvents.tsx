import { useQuery } from '@tanstack/react-query';
import { rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useNow } from '../../../lib/now';
import { useWords } from '../../../lib/words';
import { EventIcon } from '../../../ui/icons';
import { LinkRow, LinkRows } from '../../../ui/TextLink';
import { words as heldWords } from './held.words';
import { EventTag, stateOf } from './HeldEvents';
import { invitationsQuery, myNextEventsQuery } from './host.api';
import styles from './host.module.css';
import { words } from './my-events.words';

/** On the mixer's home: invitations that wait, and the next event that one holds. Silent while there is neither. */
export function HomeEvents() {
  const { mine, home: w } = useWords(words);
  const { seats } = useWords(heldWords);
  const locale = useLocale();
  const now = useNow();
  const asked = useQuery(invitationsQuery).data?.items.filter(({ status }) => status === 'invited').length ?? 0;
  const held = (useQuery(myNextEventsQuery).data?.items ?? []).filter(({ status }) => status !== 'cancelled');
  const turn = held.filter(({ status }) => status === 'countered' || status === 'refused' || status === 'approved').length;
  const next = held.find((event) => stateOf(event, now) === 'published' || event.status === 'approved');
  if (asked === 0 && turn === 0 && !next) return null;
  return (
    <section className={styles.section} aria-labelledby="home-events">
      <h2 id="home-events">{mine.title}</h2>
      <LinkRows>
        {asked > 0 && <LinkRow to="/me/events" icon={<EventIcon />} title={w.invited(asked)} />}
        {turn > 0 && <LinkRow to="/me/events" icon={<EventIcon />} title={w.turn(turn)} />}
        {next && (
          <LinkRow
            to={`/me/events/${next.id}`}
            title={next.title}
            sub={
              <>
                {w.next}
                <br />
                {rangeText(next.startsAt, next.endsAt, locale, false)}
                <br />
                <span className={styles.tags}>
                  <EventTag event={next} /> {seats(next.capacity - next.seatsLeft, next.capacity)}
                </span>
              </>
            }
          />
        )}
      </LinkRows>
    </section>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { useWords } from '../../../lib/words';
import { TextLink } from '../../../ui/TextLink';
import { ownRegistrationsQuery } from './own-registrations.api';
import { words } from './own-registrations.words';
import { OwnRegistrationRows } from './OwnRegistrationRows';
import styles from './OwnRegistrations.module.css';

/** So many stand on the home; the rest is one step away. */
const SHOWN = 2;

/** On the home: the next events that one goes to as a guest. Silent while there are none. */
export function HomeRegistrations() {
  const w = useWords(words);
  const ahead = useInfiniteQuery(ownRegistrationsQuery).data?.pages[0]?.items.filter(({ over, role }) => !over && role === 'guest') ?? [];
  if (ahead.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="home-registrations">
      <div className={styles.head}>
        <h2 id="home-registrations">{w.title}</h2>
        <TextLink to="/me/registrations">{w.home.all}</TextLink>
      </div>
      <OwnRegistrationRows registrations={ahead.slice(0, SHOWN)} />
    </section>
  );
}

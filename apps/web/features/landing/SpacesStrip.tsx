import { prefectureName } from '#libs/words';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Locale, useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { PinIcon } from '../../ui/icons';
import { TextLink } from '../../ui/TextLink';
import { someSpacesQuery } from './landing.api';
import styles from './LandingPage.module.css';
import { words } from './words';

const GROUNDS = ['ai', 'challenge', 'kaki', 'senior', 'junior', 'warn'] as const;

/** Some spaces of the network; the section is absent while there is none to show. */
export function SpacesStrip() {
  const w = useWords(words).spaces;
  const locale = useLocale();
  const { data } = useQuery(someSpacesQuery);
  if (!data || data.items.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="spaces">
      <div className={styles.sectionHead}>
        <h2 id="spaces">{w.title}</h2>
        <TextLink to="/spaces">{w.all}</TextLink>
      </div>
      <ul className={styles.strip}>
        {data.items.map((space, index) => {
          const ground = GROUNDS[index % GROUNDS.length] ?? 'ai';
          const hours = space.today.hours[0];
          return (
            <li key={space.id}>
              <Link to={`/spaces/${space.slug}`} className={styles.space}>
                <span
                  className={styles.cover}
                  aria-hidden="true"
                  style={{ background: `var(--${ground}-wash)`, color: `var(--${ground}-ink)` }}
                >
                  {Array.from(space.name)[0]}
                </span>
                <strong className={styles.spaceName}>{space.name}</strong>
                <span className={styles.place}>
                  <PinIcon size={16} />
                  {placeText(prefectureName(space.prefecture, locale), space.city, locale)}
                </span>
                <span className={styles.hours}>{space.today.closed || !hours ? w.closed : w.hours(hours.opensAt, hours.closesAt)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Large to small in Japanese, small to large in English. */
function placeText(prefecture: string, city: string, locale: Locale): string {
  return locale === 'ja' ? prefecture + city : `${city}, ${prefecture}`;
}

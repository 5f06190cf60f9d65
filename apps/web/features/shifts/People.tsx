import { Link } from 'react-router';
import { useWords } from '../../lib/words';
import { StatusTag, type Tone } from '../../ui/Tags';
import type { CalendarShift, OwnClaim } from './owner.api';
import styles from './owner.module.css';
import { words } from './owner.words';

const TONES: Readonly<Record<OwnClaim['status'], Tone>> = {
  requested: 'ai',
  booked: 'ok',
  standInWanted: 'kaki',
  checkedIn: 'ok',
  reported: 'ai',
  confirmed: 'ok',
  rejected: 'plain',
  withdrawn: 'plain',
  handedOver: 'plain',
  released: 'plain',
  cancelled: 'plain',
  noShow: 'bad',
};

/** Where a claim stands, in one word. */
export function ClaimTag({ status }: { status: OwnClaim['status'] }) {
  const w = useWords(words);
  return <StatusTag tone={TONES[status]}>{w.claim[status]}</StatusTag>;
}

/** Who is on a shift and how each of them stands. */
export function People({ people }: Pick<CalendarShift, 'people'>) {
  const w = useWords(words);
  if (people.length === 0) return <p className={styles.nobody}>{w.today.nobody}</p>;
  return (
    <ul className={styles.people}>
      {people.map((person) => (
        <li key={person.claimId}>
          <Link to={`/mixers/${person.mixerId}`}>{w.person(person.displayName)}</Link>
          <ClaimTag status={person.status} />
        </li>
      ))}
    </ul>
  );
}

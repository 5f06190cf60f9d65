import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { SearchField } from '../../ui/SearchField';
import { type Attendee, type Meeting, recordAttendance } from './meetings.api';
import styles from './meetings.module.css';
import { words as moveWords } from './move.words';
import { useTake } from './useTake';
import { words } from './words';

/** A longer list is searched rather than read. */
const SEARCHED_FROM = 12;

/** Who was invited, what they answered, and who was there: the steward's list. */
export function AttendanceCard({ meeting, attendees }: { meeting: Meeting; attendees: readonly Attendee[] }) {
  const w = useWords(words).attendance;
  const { forEarlier } = useWords(moveWords);
  const answerOf = ({ answer, askedAgain }: Attendee) => [w.answer[answer ?? 'waiting'], askedAgain && `(${forEarlier})`].filter(Boolean).join(' ');
  const [search, setSearch] = useState('');
  const take = useTake();
  const open = meeting.can.recordAttendance;
  const shown = attendees.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <Card title={w.title} aside={attendees.length > 0 && w.count(meeting.counts.attended, attendees.length)}>
      <div className={styles.inside}>
        {attendees.length === 0 ? <p>{w.none}</p> : <p className={styles.soft}>{open ? w.hint : w.early}</p>}
        {take.error && <ErrorState error={take.error} />}
        {attendees.length >= SEARCHED_FROM && <SearchField label={w.find} value={search} onSearch={setSearch} />}
        {attendees.length > 0 && shown.length === 0 && <p>{w.noneFound}</p>}
        <ul className={styles.people}>
          {shown.map((person) => (
            <li key={person.mixerId}>
              <Checkbox
                label={person.name}
                description={person.byOwnWord ? w.ownWord : answerOf(person)}
                checked={person.attendedAt !== null}
                disabled={!open}
                onChange={({ currentTarget: { checked } }) => take.mutate({ send: () => recordAttendance(meeting.id, person.mixerId, checked) })}
              />
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

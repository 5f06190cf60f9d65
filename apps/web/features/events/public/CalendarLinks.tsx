import { type CalendarEntry, calendarEntry } from '../../../lib/calendar-entry';
import { useWords } from '../../../lib/words';
import styles from './EventPage.module.css';
import { words } from './event.words';

/** Puts an event into one's own calendar. */
export function CalendarLinks({ entry }: { entry: CalendarEntry }) {
  const w = useWords(words).one;
  const { file, google } = calendarEntry(entry);
  return (
    <span className={styles.links}>
      <a href={file} download="mazeru.ics">
        {w.calendarFile}
      </a>
      <a href={google} rel="noopener noreferrer" target="_blank">
        {w.google}
      </a>
    </span>
  );
}

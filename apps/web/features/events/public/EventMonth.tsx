import { useQuery } from '@tanstack/react-query';
import { type Day, tokyoDay, weeksOfMonth } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { DayGrid } from '../../../ui/DayGrid';
import { DaySection } from '../../../ui/DayList';
import { ErrorState } from '../../../ui/ErrorState';
import { EventCards } from './EventCards';
import { type EventFilters, type EventItem, type EventKind, eventMonthQuery } from './events.api';
import styles from './EventMonth.module.css';
import { words } from './event.words';

/** Beans that a day shows at most. */
const BEANS = 3;
/** The colour of a kind: to learn, to be taught, to meet. */
const TONES = {
  jelly: 'kaki',
  studyGroup: 'challenge',
  class: 'challenge',
  workshop: 'challenge',
  seminar: 'junior',
  course: 'junior',
  mixerMeeting: 'junior',
  party: 'senior',
  monitoringParty: 'senior',
} as const satisfies Record<EventKind, string>;
const toneOf = ({ kind, status }: EventItem) => (status === 'cancelled' ? undefined : TONES[kind]);

interface EventMonthProps {
  /** The chosen day; its month is shown. */
  day: Day;
  filters: EventFilters;
  onDay: (day: Day) => void;
}

/** A month of events at a glance, and the chosen day in full below. */
export default function EventMonth({ day, filters, onDay }: EventMonthProps) {
  const w = useWords(words).month;
  const month = useQuery(eventMonthQuery(filters, day));
  const events = month.data?.items ?? [];
  const ofDay = events.filter((event) => tokyoDay(event.startsAt) === day);
  const inMonth = events.some((event) => tokyoDay(event.startsAt).slice(0, 7) === day.slice(0, 7));
  return (
    <>
      <DayGrid
        view="month"
        day={day}
        {...weeksOfMonth(day)}
        label={w.label}
        now={w.now}
        busy={month.isPending}
        items={events}
        labelOf={(name, { length }) => w.day(name, length)}
        dotsOf={(held) => held.slice(0, BEANS).map((event) => <i key={event.id} className={styles.bean} style={{ background: `var(--${toneOf(event) ?? 'edge'})` }} />)}
        entryOf={(event) => ({ text: event.title, tone: toneOf(event), gone: event.status === 'cancelled' })}
        wrapped
        onDay={onDay}
      />
      {month.isError && <ErrorState error={month.error} onRetry={() => void month.refetch()} />}
      {month.data && !month.data.whole && <p className={styles.soft}>{w.notWhole}</p>}
      {month.data && (
        <DaySection day={day}>{ofDay.length === 0 ? <p className={styles.soft}>{inMonth ? w.none : w.noneInMonth}</p> : <EventCards events={ofDay} />}</DaySection>
      )}
    </>
  );
}

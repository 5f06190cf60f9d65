import { type ReactNode, useId } from 'react';
import { type Day, tokyoDay } from '../lib/tokyo';
import styles from './DayList.module.css';
import { DayName } from './When';

interface DaySectionProps {
  day: Day;
  children: ReactNode;
}

/** A day and what is on it: the day stays in view on a phone while its things pass, and stands beside them on a desktop. */
export function DaySection({ day, children }: DaySectionProps) {
  const id = useId();
  return (
    <section className={styles.day} aria-labelledby={id}>
      <h2 id={id}>
        <DayName day={day} withYear={false} />
      </h2>
      <div className={styles.things}>{children}</div>
    </section>
  );
}

interface DayListProps<T> {
  /** In the order of their instants. */
  items: readonly T[];
  children: (ofDay: readonly T[]) => ReactNode;
}

/** A list by Tokyo day. */
export function DayList<T extends { startsAt: string }>({ items, children }: DayListProps<T>) {
  const days = [...new Set(items.map(({ startsAt }) => tokyoDay(startsAt)))];
  return days.map((day) => (
    <DaySection key={day} day={day}>
      {children(items.filter(({ startsAt }) => tokyoDay(startsAt) === day))}
    </DaySection>
  ));
}

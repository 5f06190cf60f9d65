import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { dayText, dayTone, monthText, weekdayName, weekdayTone } from '../lib/format';
import { useLocale } from '../lib/locale';
import { addDays, addMonths, type Day, daysBetween, startOfMonth, startOfWeek } from '../lib/tokyo';
import { useWords } from '../lib/words';
import styles from './DaysPicker.module.css';
import { ChevronLeft, ChevronRight } from './icons';
import { useDayWalk } from './useDayWalk';
import { words } from './words';

interface DaysPickerProps {
  value: readonly Day[];
  onChange: (days: Day[]) => void;
  /** The first day that can be chosen. */
  min: Day;
  /** A word for a day that is special: 休業, the day copied from. It is shown and read, and does not prevent. */
  noteOf?: (day: Day) => string | undefined;
  label: string;
}

/** Several days of a month, each on or off. Arrow keys walk over the days, also into the next month. */
export function DaysPicker({ value, onChange, min, noteOf, label }: DaysPickerProps) {
  const w = useWords(words).days;
  const locale = useLocale();
  const [at, setAt] = useState(min);
  const walk = useDayWalk(at, setAt, min);
  const month = startOfMonth(at);
  const first = startOfWeek(month);
  const weeks = Math.ceil(daysBetween(first, addMonths(month, 1)) / 7);
  const days = Array.from({ length: weeks * 7 }, (_, index) => addDays(first, index));
  const toggle = (day: Day) => onChange(value.includes(day) ? value.filter((each) => each !== day) : [...value, day].sort());

  const turn = (by: 1 | -1) => {
    const next = addMonths(month, by);
    setAt(next < min ? min : next);
  };

  return (
    <div className={styles.picker} role="group" aria-label={label}>
      <div className={styles.head}>
        <button type="button" onClick={() => turn(-1)} disabled={month <= min} aria-label={w.before.month}>
          <ChevronLeft />
        </button>
        <b aria-live="polite">{monthText(month, locale)}</b>
        <button type="button" onClick={() => turn(1)} aria-label={w.after.month}>
          <ChevronRight />
        </button>
      </div>
      <div className={styles.grid} {...walk}>
        {days.slice(0, 7).map((day) => (
          <span key={day} className={styles.weekday} data-tone={weekdayTone(day)} aria-hidden="true">
            {weekdayName(day, locale)}
          </span>
        ))}
        {days.map((day) => {
          const inMonth = startOfMonth(day) === month;
          const note = noteOf?.(day);
          if (!inMonth) return <span key={day} />;
          return (
            <button
              key={day}
              type="button"
              data-day={day}
              className={styles.day}
              data-tone={dayTone(day)}
              aria-pressed={value.includes(day)}
              disabled={day < min}
              tabIndex={day === at ? 0 : -1}
              onFocus={() => setAt(day)}
              onClick={() => toggle(day)}
            >
              <VisuallyHidden>{[dayText(day, locale, false), note].filter(Boolean).join(' ')}</VisuallyHidden>
              <span aria-hidden="true">{Number(day.slice(8))}</span>
              {note && <small aria-hidden="true">{note}</small>}
            </button>
          );
        })}
      </div>
    </div>
  );
}

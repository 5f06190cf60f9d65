import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { dayText, dayTone, monthText, weekdayText } from '../../../lib/format';
import { holidayOf } from '../../../lib/holidays';
import { useLocale } from '../../../lib/locale';
import { addDays, addMonths, type Day, daysBetween, partsOf, today, tokyoDay, tokyoTime, weekdayOf } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { ErrorState } from '../../../ui/ErrorState';
import { ChevronLeft, ChevronRight } from '../../../ui/icons';
import { DayName } from '../../../ui/When';
import { EventCards } from './EventCards';
import { type EventFilters, type EventItem, eventMonthQuery, monthSpan } from './events.api';
import styles from './EventMonth.module.css';
import pageStyles from './EventsPage.module.css';
import { words } from './event.words';

/** Events that a cell names before it only counts. */
const NAMED = 3;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface EventMonthProps {
  /** The chosen day; its month is shown. */
  day: Day;
  filters: EventFilters;
  onDay: (day: Day) => void;
}

/** A month of events at a glance, and the chosen day in full below. */
export default function EventMonth({ day, filters, onDay }: EventMonthProps) {
  const w = useWords(words).month;
  const locale = useLocale();
  const month = useQuery(eventMonthQuery(filters, day));
  const events = month.data?.events ?? [];
  const ofDay = events.filter((event) => tokyoDay(event.startsAt) === day);
  const inMonth = events.some((event) => tokyoDay(event.startsAt).slice(0, 7) === day.slice(0, 7));
  return (
    <>
      <div className={styles.head}>
        <h2 aria-live="polite">{monthText(day, locale)}</h2>
        <div className={styles.moves}>
          <ActionButton tone="bare" aria-label={w.before} onClick={() => onDay(addMonths(day, -1))}>
            <ChevronLeft />
          </ActionButton>
          <ActionButton tone="bare" onClick={() => onDay(today())}>
            {w.now}
          </ActionButton>
          <ActionButton tone="bare" aria-label={w.after} onClick={() => onDay(addMonths(day, 1))}>
            <ChevronRight />
          </ActionButton>
        </div>
      </div>
      <Grid day={day} events={events} busy={month.isPending} onDay={onDay} />
      {month.isError && <ErrorState error={month.error} onRetry={() => void month.refetch()} />}
      {month.data && !month.data.whole && <p className={styles.soft}>{w.notWhole}</p>}
      {month.data && (
        <section className={pageStyles.day} aria-labelledby="chosen-day">
          <h2 id="chosen-day">
            <DayName day={day} withYear={false} />
          </h2>
          {ofDay.length === 0 ? <p className={styles.soft}>{inMonth ? w.none : w.noneInMonth}</p> : <EventCards events={ofDay} />}
        </section>
      )}
    </>
  );
}

interface GridProps {
  day: Day;
  events: readonly EventItem[];
  busy: boolean;
  onDay: (day: Day) => void;
}

/** One stop for the tab key; the arrows go from day to day. */
function Grid({ day, events, busy, onDay }: GridProps) {
  const w = useWords(words).month;
  const locale = useLocale();
  const grid = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const { first, last } = monthSpan(day);
  const days = Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));

  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector<HTMLButtonElement>('[aria-pressed="true"]')?.focus();
  }, [day]);

  const onKeyDown = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    moved.current = true;
    onDay(addDays(day, by));
  };

  return (
    <div ref={grid} className={styles.grid} role="group" aria-label={w.label} aria-busy={busy} onKeyDown={onKeyDown}>
      {days.slice(0, 7).map((each) => (
        <span key={each} className={styles.weekday} aria-hidden="true" data-tone={weekdayTone(each)}>
          {weekdayText(each, locale).slice(0, locale === 'ja' ? 1 : 3)}
        </span>
      ))}
      {days.map((each) => (
        <Cell
          key={each}
          day={each}
          outside={each.slice(0, 7) !== day.slice(0, 7)}
          chosen={each === day}
          events={events.filter((event) => tokyoDay(event.startsAt) === each)}
          onChoose={() => onDay(each)}
        />
      ))}
    </div>
  );
}

interface CellProps {
  day: Day;
  /** Of the month before or after. */
  outside: boolean;
  chosen: boolean;
  events: readonly EventItem[];
  onChoose: () => void;
}

function Cell({ day, outside, chosen, events, onChoose }: CellProps) {
  const w = useWords(words).month;
  const locale = useLocale();
  return (
    <button
      type="button"
      className={styles.cell}
      data-outside={outside || undefined}
      data-today={day === today() || undefined}
      aria-pressed={chosen}
      tabIndex={chosen ? 0 : -1}
      onClick={onChoose}
    >
      <VisuallyHidden>{w.day(dayText(day, locale, false), events.length)}</VisuallyHidden>
      <span aria-hidden="true" className={styles.date} data-tone={dayTone(day)} title={holidayOf(day)?.[locale]}>
        {partsOf(day).date}
      </span>
      <span aria-hidden="true" className={styles.dots}>
        {events.slice(0, NAMED).map((event) => (
          <i key={event.id} data-kind={event.kind} data-gone={event.status === 'cancelled' || undefined} />
        ))}
      </span>
      <span aria-hidden="true" className={styles.entries}>
        {events.slice(0, NAMED).map((event) => (
          <span key={event.id} className={styles.entry} data-kind={event.kind} data-gone={event.status === 'cancelled' || undefined}>
            <b>{tokyoTime(event.startsAt)}</b> {event.title}
          </span>
        ))}
        {events.length > NAMED && <span className={styles.rest}>{w.more(events.length - NAMED)}</span>}
      </span>
    </button>
  );
}

/** The colour of a column's head: the weekday alone, for a holiday is one day of it. */
function weekdayTone(day: Day): 'weekday' | 'saturday' | 'holiday' {
  const weekday = weekdayOf(day);
  return weekday === 6 ? 'saturday' : weekday === 0 ? 'holiday' : 'weekday';
}

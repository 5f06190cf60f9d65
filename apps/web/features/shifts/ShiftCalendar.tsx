import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { dayText, dayTone, monthText, weekdayText, yenText } from '../../lib/format';
import { holidayOf } from '../../lib/holidays';
import { useLocale } from '../../lib/locale';
import { addDays, addMonths, type Day, daysBetween, partsOf, today, tokyoDay, tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { ErrorState } from '../../ui/ErrorState';
import { ChevronLeft, ChevronRight } from '../../ui/icons';
import { DayName } from '../../ui/When';
import type { Shift } from './claims.api';
import { openWords } from './open.words';
import pageStyles from './OpenShiftsPage.module.css';
import { calendarSpan, type ShiftFilters, shiftCalendarQuery } from './openShifts';
import styles from './ShiftCalendar.module.css';
import { heldClaim } from './ShiftCard';
import { ShiftCards } from './ShiftCards';

/** Entries that a cell names before it only counts; the chosen day below names all of them. */
const NAMED = { week: 9, month: 3 } as const;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface ShiftCalendarProps {
  view: 'week' | 'month';
  /** The chosen day. */
  day: Day;
  filters: ShiftFilters;
  onDay: (day: Day) => void;
  onTake: (shift: Shift) => void;
}

/** Open shifts by day: the week or the month at a glance, and the chosen day in full below. */
export default function ShiftCalendar({ view, day, filters, onDay, onTake }: ShiftCalendarProps) {
  const w = useWords(openWords);
  const locale = useLocale();
  const { first, last } = calendarSpan(view, day, today());
  const calendar = useQuery(shiftCalendarQuery(filters, first, last));
  const shifts = calendar.data?.shifts ?? [];
  const ofDay = shifts.filter((shift) => tokyoDay(shift.startsAt) === day);
  const step = (by: 1 | -1) => onDay(view === 'week' ? addDays(day, 7 * by) : addMonths(day, by));
  const week = [first, last].map((each) => dayText(each, locale, false)).join(locale === 'ja' ? '〜' : ' – ');
  const label = view === 'month' ? monthText(day, locale) : week;
  return (
    <>
      <div className={styles.head}>
        <h2 aria-live="polite">{label}</h2>
        <div className={styles.moves}>
          <ActionButton tone="bare" aria-label={w.calendar.before[view]} onClick={() => step(-1)}>
            <ChevronLeft />
          </ActionButton>
          <ActionButton tone="bare" onClick={() => onDay(today())}>
            {w.calendar.today}
          </ActionButton>
          <ActionButton tone="bare" aria-label={w.calendar.after[view]} onClick={() => step(1)}>
            <ChevronRight />
          </ActionButton>
        </div>
      </div>
      <DayGrid view={view} day={day} first={first} last={last} shifts={shifts} busy={calendar.isPending} onDay={onDay} />
      <ul className={styles.key} aria-hidden="true">
        {(['can', 'mine', 'other'] as const).map((kind) => (
          <li key={kind}>
            <i data-kind={kind} />
            {w.calendar.key[kind]}
          </li>
        ))}
      </ul>
      {calendar.isError && <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} />}
      {calendar.data && !calendar.data.whole && <p className={styles.soft}>{w.calendar.notWhole}</p>}
      {calendar.data && (
        <section className={pageStyles.day} aria-labelledby="chosen-day">
          <h2 id="chosen-day">
            <DayName day={day} withYear={false} />
          </h2>
          {ofDay.length === 0 && <p className={styles.soft}>{w.calendar.none}</p>}
          <ShiftCards shifts={ofDay} onTake={onTake} />
        </section>
      )}
    </>
  );
}

interface DayGridProps {
  view: 'week' | 'month';
  day: Day;
  first: Day;
  last: Day;
  shifts: readonly Shift[];
  busy: boolean;
  onDay: (day: Day) => void;
}

/** One stop for the tab key; the arrows go from day to day. */
function DayGrid({ view, day, first, last, shifts, busy, onDay }: DayGridProps) {
  const w = useWords(openWords);
  const locale = useLocale();
  const grid = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
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
    <div ref={grid} className={styles.grid} data-view={view} role="group" aria-label={w.calendar.label} aria-busy={busy} onKeyDown={onKeyDown}>
      {days.slice(0, 7).map((each) => (
        <span key={each} className={styles.weekday} aria-hidden="true" data-tone={weekdayTone(each)}>
          {weekdayText(each, locale).slice(0, locale === 'ja' ? 1 : 3)}
        </span>
      ))}
      {days.map((each) => (
        <DayCell
          key={each}
          day={each}
          view={view}
          outside={view === 'month' && each.slice(0, 7) !== day.slice(0, 7)}
          chosen={each === day}
          shifts={shifts.filter((shift) => tokyoDay(shift.startsAt) === each)}
          onChoose={() => onDay(each)}
        />
      ))}
    </div>
  );
}

interface DayCellProps {
  day: Day;
  view: 'week' | 'month';
  /** Of the month before or after. */
  outside: boolean;
  chosen: boolean;
  shifts: readonly Shift[];
  onChoose: () => void;
}

const RANK = { mine: 0, can: 1, other: 2 } as const;

function kindOf(shift: Shift): keyof typeof RANK {
  if (heldClaim(shift)) return 'mine';
  return shift.can.claim || shift.can.standIn ? 'can' : 'other';
}

function DayCell({ day, view, outside, chosen, shifts, onChoose }: DayCellProps) {
  const w = useWords(openWords).calendar;
  const locale = useLocale();
  const sorted = [...shifts].sort((a, b) => RANK[kindOf(a)] - RANK[kindOf(b)]);
  const count = (kind: keyof typeof RANK) => shifts.filter((shift) => kindOf(shift) === kind).length;
  const named = NAMED[view];
  return (
    <button
      type="button"
      className={styles.cell}
      data-outside={outside || undefined}
      data-today={day === today() || undefined}
      aria-pressed={chosen}
      aria-label={w.day(dayText(day, locale, false), shifts.length, count('can'), count('mine'))}
      tabIndex={chosen ? 0 : -1}
      onClick={onChoose}
    >
      <span className={styles.date} data-tone={dayTone(day)} title={holidayOf(day)?.[locale]}>
        {partsOf(day).date}
      </span>
      <span className={styles.dots}>
        {(['mine', 'can', 'other'] as const).map(
          (kind) =>
            count(kind) > 0 && (
              <i key={kind} data-kind={kind}>
                {kind === 'can' ? count(kind) : ''}
              </i>
            ),
        )}
      </span>
      <span className={styles.entries}>
        {sorted.slice(0, named).map((shift) => (
          <span key={shift.id} className={styles.entry} data-kind={kindOf(shift)}>
            <b>{tokyoTime(shift.startsAt)}</b> {shift.space.name}
            {view === 'week' && <em>{yenText(shift.rewardYen, locale)}</em>}
          </span>
        ))}
        {sorted.length > named && <span className={styles.rest}>{w.more(sorted.length - named)}</span>}
      </span>
    </button>
  );
}

/** The colour of a column's head: the weekday alone, for a holiday is one day of it. */
function weekdayTone(day: Day): 'weekday' | 'saturday' | 'holiday' {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0) return 'holiday';
  return weekday === 6 ? 'saturday' : 'weekday';
}

import type { ReactNode } from 'react';
import { dayText, dayTone, monthText, weekdayName, weekdayTone } from '../lib/format';
import { holidayOf } from '../lib/holidays';
import { useLocale } from '../lib/locale';
import { addDays, addMonths, type Day, daysBetween, partsOf, today, tokyoDay, tokyoTime } from '../lib/tokyo';
import { useWords } from '../lib/words';
import { ActionButton } from './ActionButton';
import styles from './DayGrid.module.css';
import { ChevronLeft, ChevronRight } from './icons';
import type { Tone } from './Tags';
import { useDayWalk } from './useDayWalk';
import { words } from './words';

type View = 'week' | 'month';

/** Entries that a cell names before it only counts. */
const NAMED: Readonly<Record<View, number>> = { week: 9, month: 3 };

/** How a thing stands in its day. */
interface DayEntry {
  text: ReactNode;
  tone?: Tone | 'challenge' | 'junior';
  /** It does not happen. */
  gone?: boolean;
}

interface DayGridProps<T> {
  view: View;
  /** The chosen day; of a month its month is shown. */
  day: Day;
  /** The days shown, both included: whole weeks. */
  first: Day;
  last: Day;
  label: string;
  /** The way back to today: 「今日」. */
  now: string;
  /** What the days hold is still being read. */
  busy: boolean;
  /** What the days hold; of a day, what matters most comes first. */
  items: readonly T[];
  /** A day as it is read, with its name: 「11月21日(土)、イベント1件」. */
  labelOf: (day: string, ofDay: readonly T[]) => string;
  /** A day at a glance, where there is no room for words. */
  dotsOf: (ofDay: readonly T[]) => ReactNode;
  /** A thing in words, where there is room. */
  entryOf: (item: T) => DayEntry;
  /** Words may run on into a second line. */
  wrapped?: boolean;
  onDay: (day: Day) => void;
}

/** A week or a month at a glance. One stop for the tab key; the arrows go from day to day. */
export function DayGrid<T extends { id: string; startsAt: string }>(props: DayGridProps<T>) {
  const { view, day, first, last, label, now, busy, items, labelOf, dotsOf, entryOf, wrapped, onDay } = props;
  const w = useWords(words).days;
  const locale = useLocale();
  const walk = useDayWalk(day, onDay);
  const days = Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));
  const week = [first, last].map((each) => dayText(each, locale, false)).join(locale === 'ja' ? '〜' : ' – ');
  const step = (by: 1 | -1) => onDay(view === 'week' ? addDays(day, 7 * by) : addMonths(day, by));
  return (
    <>
      <div className={styles.head}>
        <h2 aria-live="polite">{view === 'month' ? monthText(day, locale) : week}</h2>
        <div className={styles.moves}>
          <ActionButton tone="bare" aria-label={w.before[view]} onClick={() => step(-1)}>
            <ChevronLeft />
          </ActionButton>
          <ActionButton tone="bare" onClick={() => onDay(today())}>
            {now}
          </ActionButton>
          <ActionButton tone="bare" aria-label={w.after[view]} onClick={() => step(1)}>
            <ChevronRight />
          </ActionButton>
        </div>
      </div>
      <div className={styles.grid} data-view={view} data-wrapped={wrapped} role="group" aria-label={label} aria-busy={busy} {...walk}>
        {days.slice(0, 7).map((each) => (
          <span key={each} className={styles.weekday} aria-hidden="true" data-tone={weekdayTone(each)}>
            {weekdayName(each, locale)}
          </span>
        ))}
        {days.map((each) => {
          const ofDay = items.filter(({ startsAt }) => tokyoDay(startsAt) === each);
          return (
            <button
              key={each}
              type="button"
              className={styles.cell}
              data-day={each}
              data-outside={(view === 'month' && each.slice(0, 7) !== day.slice(0, 7)) || undefined}
              data-today={each === today() || undefined}
              aria-pressed={each === day}
              aria-label={labelOf(dayText(each, locale, false), ofDay)}
              tabIndex={each === day ? 0 : -1}
              onClick={() => onDay(each)}
            >
              <span className={styles.date} data-tone={dayTone(each)} title={holidayOf(each)?.[locale]}>
                {partsOf(each).date}
              </span>
              <span className={styles.dots}>{dotsOf(ofDay)}</span>
              <span className={styles.entries}>
                {ofDay.slice(0, NAMED[view]).map((item) => (
                  <Entry key={item.id} startsAt={item.startsAt} {...entryOf(item)} />
                ))}
                {ofDay.length > NAMED[view] && <span className={styles.rest}>{w.more(ofDay.length - NAMED[view])}</span>}
              </span>
            </button>
          );
        })}
      </div>
    </>
  );
}

function Entry({ startsAt, text, tone, gone }: DayEntry & { startsAt: string }) {
  const colours = tone && { borderColor: `var(--${tone})`, background: `var(--${tone}-wash)`, color: `var(--${tone}-ink)` };
  return (
    <span className={styles.entry} data-gone={gone || undefined} style={colours}>
      <b>{tokyoTime(startsAt)}</b> {text}
    </span>
  );
}

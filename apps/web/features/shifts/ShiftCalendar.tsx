import { useQuery } from '@tanstack/react-query';
import { yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { type Day, today, tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { DayGrid } from '../../ui/DayGrid';
import { DaySection } from '../../ui/DayList';
import { ErrorState } from '../../ui/ErrorState';
import type { Shift } from './claims.api';
import { openWords } from './open.words';
import { calendarSpan, type ShiftFilters, shiftCalendarQuery } from './openShifts';
import styles from './ShiftCalendar.module.css';
import { heldClaim } from './ShiftCard';
import { ShiftCards } from './ShiftCards';

/** What a shift is to the reader, what matters most first. */
const KINDS = ['mine', 'can', 'other'] as const;
const TONES = { mine: 'ok', can: 'kaki', other: undefined } as const;

function kindOf(shift: Shift): (typeof KINDS)[number] {
  if (heldClaim(shift)) return 'mine';
  return shift.can.claim || shift.can.standIn ? 'can' : 'other';
}

const count = (kind: (typeof KINDS)[number], shifts: readonly Shift[]): number => shifts.filter((shift) => kindOf(shift) === kind).length;

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
  const w = useWords(openWords).calendar;
  const locale = useLocale();
  const { first, last } = calendarSpan(view, day, today());
  const calendar = useQuery(shiftCalendarQuery(filters, first, last));
  const shifts = calendar.data?.items ?? [];
  const ofDay = shifts.filter((shift) => tokyoDay(shift.startsAt) === day);
  return (
    <>
      <DayGrid
        view={view}
        day={day}
        first={first}
        last={last}
        label={w.label}
        now={w.today}
        busy={calendar.isPending}
        items={KINDS.flatMap((kind) => shifts.filter((shift) => kindOf(shift) === kind))}
        labelOf={(name, held) => w.day(name, held.length, count('can', held), count('mine', held))}
        dotsOf={(held) =>
          KINDS.filter((kind) => count(kind, held) > 0).map((kind) => (
            <i key={kind} className={styles.dot} data-kind={kind}>
              {kind === 'can' && count(kind, held)}
            </i>
          ))
        }
        entryOf={(shift) => ({
          tone: TONES[kindOf(shift)],
          text: (
            <>
              {shift.space.name}
              {view === 'week' && <span className={styles.reward}>{yenText(shift.rewardYen, locale)}</span>}
            </>
          ),
        })}
        onDay={onDay}
      />
      <ul className={styles.key} aria-hidden="true">
        {(['can', 'mine', 'other'] as const).map((kind) => (
          <li key={kind}>
            <i className={styles.dot} data-kind={kind} />
            {w.key[kind]}
          </li>
        ))}
      </ul>
      {calendar.isError && <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} />}
      {calendar.data && !calendar.data.whole && <p className={styles.soft}>{w.notWhole}</p>}
      {calendar.data && (
        <DaySection day={day}>
          {ofDay.length === 0 && <p className={styles.soft}>{w.none}</p>}
          <ShiftCards shifts={ofDay} onTake={onTake} />
        </DaySection>
      )}
    </>
  );
}

import { Link } from 'react-router';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import type { Day } from '../../lib/tokyo';
import { today, tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { PlusIcon } from '../../ui/icons';
import { StatusTag } from '../../ui/Tags';
import { DayName, When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import styles from './calendar.module.css';
import { words } from './calendar.words';
import { COVER_TONE, coverOf } from './cover';
import type { CalendarShift, SpaceCalendar } from './owner.api';
import { words as ownerWords } from './owner.words';

interface AgendaProps {
  calendar: SpaceCalendar;
  from: Day;
  to: Day;
  spaceId: string;
  now: Date;
  mayPlan: boolean;
  onOpen: (shift: CalendarShift) => void;
}

/** The same days as a list, for a phone: one day under the other, every shift a row under the thumb. */
export function Agenda({ calendar, from, to, spaceId, now, mayPlan, onOpen }: AgendaProps) {
  const w = useWords(words);
  const o = useWords(ownerWords);
  const locale = useLocale();
  const present = today(now);
  const days = calendar.days.filter(({ day }) => day >= from && day <= to);
  return (
    <ol className={styles.agenda}>
      {days.map(({ day, holiday, closed, note }) => {
        const shifts = calendar.shifts.filter((shift) => tokyoDay(shift.startsAt) === day);
        return (
          <li key={day} data-today={day === present || undefined}>
            <div className={styles.dayHead}>
              <h2>
                <DayName day={day} withYear={false} />
              </h2>
              {day === present && <StatusTag tone="ai">{w.today}</StatusTag>}
              {(closed || holiday) && <span className={styles.dayWord}>{closed ? (note ?? w.closed) : holiday}</span>}
              {mayPlan && day >= present && (
                <Link to={`/spaces/${spaceId}/shifts/new?day=${day}`} className={styles.add} aria-label={w.add(dayText(day, locale, false))}>
                  <PlusIcon />
                </Link>
              )}
            </div>
            {shifts.length === 0 && !closed && <p className={styles.noShifts}>{w.noShifts}</p>}
            <ul>
              {shifts.map((shift) => {
                const cover = coverOf(shift, now);
                const names = shift.people.map(({ displayName }) => o.person(displayName)).join('、');
                const room = calendar.resources.find(({ id }) => id === shift.resourceId)?.name;
                return (
                  <li key={shift.id}>
                    <button type="button" className={styles.agendaShift} data-cover={cover} onClick={() => onOpen(shift)}>
                      <span className={styles.agendaTop}>
                        <b>
                          <When startsAt={shift.startsAt} endsAt={shift.endsAt} size="time" />
                        </b>
                        <StatusTag tone={COVER_TONE[cover]}>{o.cover[cover]}</StatusTag>
                      </span>
                      <span className={styles.agendaLine}>
                        {[o.kind[shift.kind], shift.places > 1 ? o.places(shift.placesTaken, shift.places) : '', names, room].filter(Boolean).join(' ・ ')}
                        <Yen amount={shift.rewardYen} />
                      </span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}

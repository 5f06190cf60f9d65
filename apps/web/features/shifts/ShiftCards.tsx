import { Link } from 'react-router';
import { useWords } from '../../lib/words';
import { Cards } from '../../ui/Card';
import { When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import type { Shift } from './claims.api';
import { openWords } from './open.words';
import { isFull, ShiftCard } from './ShiftCard';
import styles from './ShiftCard.module.css';
import { shiftWords } from './shift.words';

interface ShiftCardsProps {
  shifts: readonly Shift[];
  onTake: (shift: Shift) => void;
  /** Says the day on each card, where the list is not by day. */
  withDay?: boolean;
}

/** Shifts as cards, those that are full folded away below. */
export function ShiftCards({ shifts, onTake, withDay }: ShiftCardsProps) {
  const open = shifts.filter((shift) => !isFull(shift));
  return (
    <>
      {open.length > 0 && (
        <Cards min={300} ownHeight={!withDay}>
          {open.map((shift) => (
            <ShiftCard key={shift.id} shift={shift} onTake={onTake} withDay={withDay} />
          ))}
        </Cards>
      )}
      <FullShifts shifts={shifts.filter(isFull)} />
    </>
  );
}

/** Full shifts: still there, but out of the way. */
function FullShifts({ shifts }: { shifts: readonly Shift[] }) {
  const w = useWords(openWords);
  const s = useWords(shiftWords);
  if (shifts.length === 0) return null;
  return (
    <details className={styles.full}>
      <summary>{w.fullShifts(shifts.length)}</summary>
      <ul>
        {shifts.map((shift) => (
          <li key={shift.id}>
            <Link to={`/shifts/${shift.id}`}>
              <When startsAt={shift.startsAt} endsAt={shift.endsAt} withYear={false} />
            </Link>
            <span>
              {s.at(shift.space.name, s.kind[shift.kind])} <Yen amount={shift.rewardYen} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

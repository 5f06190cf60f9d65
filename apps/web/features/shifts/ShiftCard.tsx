import { Link, useLocation } from 'react-router';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useSession } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { StatusTag } from '../../ui/Tags';
import { When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import type { Claim, Shift } from './claims.api';
import { ClaimStatus } from './ClaimStatus';
import { openWords } from './open.words';
import styles from './ShiftCard.module.css';
import { shiftWords } from './shift.words';

const HELD: readonly Claim['status'][] = ['requested', 'booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed'];

/** The reader's own claim on a shift while it holds; one that has ended leaves the shift open to them again. */
export const heldClaim = (shift: Shift) => (shift.myClaim && HELD.includes(shift.myClaim.status) ? shift.myClaim : null);

/** Nobody can take it any more, and there is nothing to do about it. */
export const isFull = (shift: Shift): boolean => shift.placesLeft === 0 && !shift.can.standIn && !heldClaim(shift);

interface ShiftCardProps {
  shift: Shift;
  onTake: (shift: Shift) => void;
  /** Says the day too, where the list is not by day. */
  withDay?: boolean;
}

/** One open shift: when, how much, where, what is left and due, and the one button or why there is none. */
export function ShiftCard({ shift, onTake, withDay = false }: ShiftCardProps) {
  const s = useWords(shiftWords);
  const held = heldClaim(shift);
  return (
    <Card as="li">
      <div className={styles.row}>
        <When startsAt={shift.startsAt} endsAt={shift.endsAt} size={withDay ? 'headline' : 'time'} withYear={false} />
        <Yen amount={shift.rewardYen} size="strong" />
      </div>
      <p className={styles.place}>
        <Link to={`/shifts/${shift.id}`}>{s.at(shift.space.name, s.kind[shift.kind])}</Link>
        <ShiftTags shift={shift} />
      </p>
      <p className={styles.soft}>
        <ShiftLine shift={shift} />
      </p>
      {held ? (
        <div className={styles.held}>
          <ClaimStatus status={held.status} />
        </div>
      ) : null}
      <TakeButton shift={shift} onTake={onTake} />
    </Card>
  );
}

/** What is particular about a shift, in a word each. */
export function ShiftTags({ shift }: { shift: Shift }) {
  const w = useWords(openWords);
  return (
    <>
      {shift.claimMode === 'approval' && <StatusTag tone="ai">{w.approval}</StatusTag>}
      {shift.can.standIn && <StatusTag tone="warn">{w.standIn}</StatusTag>}
      {shift.minTier === 'senior' && <StatusTag tone="senior">{w.senior}</StatusTag>}
    </>
  );
}

/** Places left, payment day, version of the manual, in one quiet line. */
function ShiftLine({ shift }: { shift: Shift }) {
  const w = useWords(openWords);
  const locale = useLocale();
  const parts = [
    shift.placesLeft > 0 ? w.places(shift.placesLeft, shift.places) : '',
    w.due(dayText(shift.paymentDueOn, locale, false)),
    shift.manual ? w.manual(shift.manual.version, shift.manual.acknowledged) : '',
  ];
  return parts.filter(Boolean).map((part) => (
    <span key={part} className={styles.part}>
      {part}
    </span>
  ));
}

/** The button of a shift, whatever it is for this reader. */
export function TakeButton({ shift, onTake }: { shift: Shift; onTake: (shift: Shift) => void }) {
  const w = useWords(openWords);
  const { me } = useSession();
  const { pathname, search } = useLocation();
  const held = heldClaim(shift);
  if (held) {
    return (
      <ActionLink to={`/me/shifts/${held.id}`} tone="quiet" wide>
        {w.mine}
      </ActionLink>
    );
  }
  if (shift.can.standIn || shift.can.claim) {
    return (
      <ActionButton wide onClick={() => onTake(shift)} aria-haspopup="dialog">
        {shift.can.standIn ? w.takeOver : shift.claimMode === 'approval' ? w.request : w.claim}
      </ActionButton>
    );
  }
  if (shift.placesLeft === 0 && me === null) {
    return (
      <ActionButton wide disabled>
        {w.full}
      </ActionButton>
    );
  }
  if (me === null && shift.status === 'published') {
    return (
      <ActionLink to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} tone="quiet" wide>
        {w.signIn}
      </ActionLink>
    );
  }
  return (
    <ActionButton wide blocked={shift.why.claim ?? []} blockedLabel={w.blocked} disabled={!shift.why.claim?.length}>
      {w.blocked}
    </ActionButton>
  );
}

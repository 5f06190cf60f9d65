import { useWords } from '../../lib/words';
import { Card, Facts } from '../../ui/Card';
import { TierBadge } from '../../ui/Tags';
import { DayName, When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import styles from './editor.module.css';
import { words } from './editor.words';
import type { ShiftDetail } from './owner.api';

/** A shift that can no longer be changed (or not by the viewer), to read. */
export function ShiftRecord({ shift }: { shift: ShiftDetail }) {
  const w = useWords(words);
  const over = shift.status !== 'cancelled' && new Date(shift.startsAt) <= new Date();
  return (
    <Card>
      {shift.status === 'cancelled' && <p className={styles.stale}>{w.cancelledText(shift.cancelReason ?? '')}</p>}
      {over && <p className={styles.hint}>{w.over}</p>}
      <p className={styles.recordWhen}>
        <When startsAt={shift.startsAt} endsAt={shift.endsAt} size="headline" />
      </p>
      <Facts
        items={[
          { label: w.kind, value: w.kinds[shift.kind] },
          { label: w.places, value: `${shift.places}${w.placesUnit}` },
          { label: w.reward, value: <Yen amount={shift.rewardYen} /> },
          { label: w.dueOn, value: <DayName day={shift.paymentDueOn} /> },
          { label: w.minTier, value: <TierBadge tier={shift.minTier} /> },
          { label: w.claimMode, value: w.claimModes[shift.claimMode] },
          { label: w.room, value: shift.resource?.name ?? w.noRoom },
          { label: w.orderingParty, value: w.orderingParties[shift.orderingParty] },
          { label: w.content, value: <span className={styles.previewContent}>{shift.content}</span> },
        ]}
      />
    </Card>
  );
}

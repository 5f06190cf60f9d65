import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { TierBadge } from '../../ui/Tags';
import { DayName, When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import styles from './editor.module.css';
import { words } from './editor.words';
import { paymentDayOf } from './payment-day';
import { tokyoDay } from '../../lib/tokyo';

interface ShiftCardPreviewProps {
  spaceName: string;
  kind: 'reception' | 'floor' | 'dayManager';
  /** Undefined while the day and the times are not complete. */
  span?: { startsAt: string; endsAt: string };
  placesLeft: number;
  rewardYen: number | null;
  minTier: 'junior' | 'senior';
  claimMode: 'instant' | 'approval';
  content: string;
  roomName?: string;
}

/** The card as mixers will see it, while it is written. */
export function ShiftCardPreview({ spaceName, kind, span, placesLeft, rewardYen, minTier, claimMode, content, roomName }: ShiftCardPreviewProps) {
  const w = useWords(words);
  const lastMoment = span && new Date(new Date(span.endsAt).getTime() - 1);
  return (
    <section className={styles.preview} aria-labelledby="preview">
      <h2 id="preview">{w.preview}</h2>
      <Card as="div">
        {span && <DayName day={tokyoDay(span.startsAt)} />}
        <div className={styles.previewTop}>
          {span ? <When startsAt={span.startsAt} endsAt={span.endsAt} size="time" /> : <span className={styles.blank}>--:--〜--:--</span>}
          {rewardYen === null ? <span className={styles.blank}>---</span> : <Yen amount={rewardYen} size="strong" />}
        </div>
        <div>
          {spaceName} ・ {w.kinds[kind]}
          {claimMode === 'approval' && `（${w.approvalMark}）`}
        </div>
        <div className={styles.hint}>
          {[w.places1(placesLeft), roomName].filter(Boolean).join(' ・ ')}
          {lastMoment && (
            <>
              {' ・ '}
              {w.dueOn} <DayName day={paymentDayOf(tokyoDay(lastMoment))} withYear={false} />
            </>
          )}
        </div>
        <div className={styles.previewTier}>
          <TierBadge tier={minTier} />
        </div>
        <p className={content === '' ? styles.blank : styles.previewContent}>{content === '' ? w.previewContent : content}</p>
        <span className={styles.fakeButton} aria-hidden="true">
          {claimMode === 'approval' ? w.requestLabel : w.claimLabel}
        </span>
      </Card>
      <p className={styles.hint}>{w.previewNote}</p>
    </section>
  );
}

import { monthText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import type { Day } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { Meter } from '../../ui/Bars';
import { Card } from '../../ui/Card';
import { Yen } from '../../ui/Yen';
import styles from './HomePage.module.css';
import { words } from './words';

/** Monthly dues by tier, whole yen: the cooperative's default rules. */
const DUES_YEN = { challenge: 500, junior: 1000, senior: 3000 } as const;

interface RewardsCardProps {
  tier: keyof typeof DUES_YEN | null;
  /** Confirmed this month, whole yen. */
  earnedYen: number;
  /** Booked this month and not yet confirmed, whole yen. */
  expectedYen: number;
  confirmedShifts: number;
  /** A day of the month. */
  month: Day;
}

/** The month as a story: how much came in, and how it stands beside the dues. */
export function RewardsCard({ tier, earnedYen, expectedYen, confirmedShifts, month }: RewardsCardProps) {
  const w = useWords(words).rewards;
  const locale = useLocale();
  const duesYen = DUES_YEN[tier ?? 'challenge'];
  const yen = (amount: number) => yenText(amount, locale);
  const over = earnedYen - duesYen;
  return (
    <Card title={w.title} aside={monthText(month, locale)}>
      <div className={styles.figures}>
        <Yen amount={earnedYen} size="large" />
        <span className={styles.soft}>{confirmedShifts > 0 && w.shifts(confirmedShifts)}</span>
      </div>
      <div className={styles.meter}>
        <Meter
          label={w.meter(yen(earnedYen), yen(duesYen))}
          max={Math.max(earnedYen + expectedYen, duesYen)}
          parts={[
            { label: w.dues(yen(duesYen)), value: Math.min(earnedYen, duesYen), colour: 'ai' },
            { label: w.confirmed, value: Math.max(0, over), colour: 'ok' },
            { label: w.expected, value: expectedYen, colour: 'ok', pale: true },
          ]}
        >
          <span className={styles.key}>
            <i style={{ background: 'var(--ai)' }} aria-hidden="true" />
            {w.dues(yen(duesYen))}
          </span>
          {earnedYen > 0 && <span className={over >= 0 ? styles.good : undefined}>{over >= 0 ? w.over(yen(over)) : w.short(yen(-over))}</span>}
          {expectedYen > 0 && (
            <span className={styles.key}>
              <i data-pale="true" style={{ background: 'var(--ok)' }} aria-hidden="true" />
              {w.expected} {yen(expectedYen)}
            </span>
          )}
          {earnedYen === 0 && expectedYen === 0 && <span>{w.nothing}</span>}
        </Meter>
      </div>
      <p className={styles.honest}>{w.honest}</p>
    </Card>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { monthText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import type { Day } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { type BarColour, Meter } from '../../ui/Bars';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { LineSkeleton } from '../../ui/Skeletons';
import { TextLink } from '../../ui/TextLink';
import { Yen } from '../../ui/Yen';
import { type OwnDues, ownDuesQuery } from '../dues/dues.api';
import { barParts, duesOfMonth } from './earned-back';
import { type Earnings, earningsQuery } from './earnings.api';
import styles from './HomePage.module.css';
import { words } from './words';

/** The monthly income that some aim at, whole yen. */
const GOAL_YEN = 300_000;
/** Each kind of income has a colour of its own, in this order. */
const COLOURS: readonly BarColour[] = ['ok', 'junior', 'senior', 'challenge', 'warn'];

interface RewardsCardProps {
  /** Booked this month and not yet confirmed, whole yen. */
  expectedYen: number;
  confirmedShifts: number;
  /** A day of the month. */
  month: Day;
}

/** The month as a story: what the dues cost, what came in by kind, and whether they are earned back. */
export function RewardsCard({ expectedYen, confirmedShifts, month }: RewardsCardProps) {
  const w = useWords(words).rewards;
  const locale = useLocale();
  const dues = useQuery(ownDuesQuery);
  const earnings = useQuery(earningsQuery(month.slice(0, 7)));
  const failed = [dues, earnings].find(({ isError, data }) => isError && !data);
  return (
    <Card title={w.title} aside={monthText(month, locale)}>
      {failed && (
        <ErrorState
          error={failed.error}
          onRetry={() => {
            void dues.refetch();
            void earnings.refetch();
          }}
        />
      )}
      {!failed && (!dues.data || !earnings.data) && <LineSkeleton count={4} />}
      {dues.data && earnings.data && (
        <EarnedBack dues={dues.data} earnings={earnings.data} expectedYen={expectedYen} confirmedShifts={confirmedShifts} month={month} />
      )}
    </Card>
  );
}

interface EarnedBackProps extends RewardsCardProps {
  dues: OwnDues;
  earnings: Earnings;
}

function EarnedBack({ dues, earnings, expectedYen, confirmedShifts, month }: EarnedBackProps) {
  const w = useWords(words).rewards;
  const locale = useLocale();
  const yen = (amount: number) => yenText(amount, locale);
  const { yen: duesYen, certain } = duesOfMonth(dues, month.slice(0, 7));
  const earnedYen = Math.max(0, earnings.earnedYen);
  const shown = earnings.kinds.filter((kind) => kind.earnedYen !== 0).toSorted((one, other) => Math.sign(other.earnedYen) - Math.sign(one.earnedYen));
  const kinds = shown.map((kind, at) => ({ ...kind, colour: kind.earnedYen < 0 ? 'plain' : (COLOURS[at % COLOURS.length] ?? 'ok') }) as const);
  const over = earnedYen - duesYen;
  const max = Math.max(earnedYen + expectedYen, duesYen, 1);
  return (
    <>
      <div className={styles.figures}>
        <Yen amount={earnedYen} size="large" />
        <span className={over >= 0 && earnedYen > 0 ? styles.good : styles.soft}>
          {earnedYen > 0 && duesYen > 0 ? (over >= 0 ? w.over(yen(over)) : w.short(yen(-over))) : confirmedShifts > 0 && w.shifts(confirmedShifts)}
        </span>
      </div>
      <div className={styles.meter}>
        <div className={styles.breakEven}>
          <Meter
            label={w.meter(yen(earnedYen), yen(duesYen))}
            max={max}
            parts={[
              ...barParts(kinds).map(({ name, earnedYen: value, colour }) => ({ label: name, value, colour })),
              { label: w.expected, value: expectedYen, colour: 'ok', pale: true },
            ]}
          />
          {duesYen > 0 && <i className={styles.mark} style={{ insetInlineStart: `${(duesYen / max) * 100}%` }} aria-hidden="true" />}
        </div>
        <ul className={styles.keys}>
          <li className={styles.key}>
            <i data-mark="true" aria-hidden="true" />
            {duesYen === 0 ? w.free : certain ? w.dues(yen(duesYen)) : w.duesAbout(yen(duesYen))}
          </li>
          {kinds.map(({ kind, name, earnedYen: value, colour }) => (
            <li key={kind} className={styles.key}>
              <i style={{ background: `var(--${colour})` }} aria-hidden="true" />
              {name} {yen(value)}
            </li>
          ))}
          {expectedYen > 0 && (
            <li className={styles.key}>
              <i data-pale="true" style={{ background: 'var(--ok)' }} aria-hidden="true" />
              {w.expected} {yen(expectedYen)}
            </li>
          )}
        </ul>
        {earnedYen === 0 && expectedYen === 0 && <p className={styles.soft}>{w.nothing}</p>}
      </div>
      <Goal earnedYen={earnedYen} expectedYen={expectedYen} />
      <p className={styles.honest}>
        {w.apart} <TextLink to="/me/dues">{w.toDues}</TextLink>
      </p>
    </>
  );
}

const GOAL_KEY = 'mazeru.goal';

/** Whether this person wants to see the goal; kept on this device. */
function useGoal(): [boolean, (shown: boolean) => void] {
  const [shown, setShown] = useState(() => {
    try {
      return localStorage.getItem(GOAL_KEY) === 'shown';
    } catch {
      return false;
    }
  });
  return [
    shown,
    (next) => {
      setShown(next);
      try {
        localStorage.setItem(GOAL_KEY, next ? 'shown' : 'hidden');
      } catch {
        // Not remembered over visits; still shown in this one.
      }
    },
  ];
}

/** The line of 300,000 yen a month, for those who want it. */
function Goal({ earnedYen, expectedYen }: { earnedYen: number; expectedYen: number }) {
  const w = useWords(words).rewards.goal;
  const locale = useLocale();
  const [shown, setShown] = useGoal();
  const goal = yenText(GOAL_YEN, locale);
  return (
    <div className={styles.goal}>
      {shown && (
        <Meter
          label={w.meter(yenText(earnedYen, locale), goal)}
          max={GOAL_YEN}
          parts={[
            { label: w.earned, value: earnedYen, colour: 'ai' },
            { label: w.expected, value: expectedYen, colour: 'ai', pale: true },
          ]}
        >
          <span>{earnedYen >= GOAL_YEN ? w.reached(goal) : w.left(goal, yenText(GOAL_YEN - earnedYen, locale))}</span>
        </Meter>
      )}
      <ActionButton tone="bare" size="xs" onClick={() => setShown(!shown)}>
        {shown ? w.hide : w.show(goal)}
      </ActionButton>
    </div>
  );
}

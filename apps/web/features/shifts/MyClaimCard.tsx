import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { dayText, durationText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { StatusTag } from '../../ui/Tags';
import { When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import { type Claim, worthOf } from './claims.api';
import { ClaimStatus } from './ClaimStatus';
import styles from './MyClaimCard.module.css';
import { shiftWords } from './shift.words';

interface MyClaimCardProps {
  claim: Claim;
  /** Milliseconds, from `useNow`. */
  now: number;
  /** A word above the time instead of the status: 「今日の担当」. */
  tag?: string;
  title?: string;
  aside?: ReactNode;
  tone?: 'plain' | 'warm';
  as?: 'section' | 'li';
  /** Shows the day above the time; `today` needs none. */
  withDay?: boolean;
  /** Names the place; not on a screen whose heading does. */
  withPlace?: boolean;
  /** The action of the card. */
  children?: ReactNode;
}

/** A claim as its mixer meets it on home and in lists: when, where, what, how much. */
export function MyClaimCard(props: MyClaimCardProps) {
  const { claim, now, tag, title, aside, tone, as, withDay = tag === undefined, withPlace = true, children } = props;
  const w = useWords(shiftWords);
  const locale = useLocale();
  const { startsAt, endsAt } = claim.shift;
  const worth = worthOf(claim);
  const reportWanted = claim.can.report && Date.parse(endsAt) <= now;
  return (
    <Card title={title} aside={aside} tone={tone} as={as}>
      <div className={styles.tags}>
        {tag && <StatusTag tone={tone === 'warm' ? 'kaki' : 'plain'}>{tag}</StatusTag>}
        {!(tag && (claim.status === 'booked' || reportWanted)) && <ClaimStatus status={claim.status} reportWanted={reportWanted} />}
        <Countdown claim={claim} now={now} />
      </div>
      <div className={styles.row}>
        <When startsAt={startsAt} endsAt={endsAt} withYear={false} size={withDay ? 'headline' : 'time'} />
        {worth !== null && <Yen amount={worth} size="strong" />}
      </div>
      {withPlace && (
        <Link to={`/me/shifts/${claim.id}`} className={styles.place}>
          {w.at(claim.space.name, w.kind[claim.shift.kind])}
        </Link>
      )}
      {worth !== null && <p className={styles.soft}>{w.due(dayText(claim.paymentDueOn, locale, false))}</p>}
      {children && <div className={styles.action}>{children}</div>}
    </Card>
  );
}

function Countdown({ claim, now }: { claim: Claim; now: number }) {
  const w = useWords(shiftWords);
  const locale = useLocale();
  const start = Date.parse(claim.shift.startsAt);
  const upcoming = ['requested', 'booked', 'standInWanted'].includes(claim.status);
  if (start > now) return upcoming ? <span className={styles.soft}>{w.in(durationText(start - now, locale))}</span> : null;
  if (Date.parse(claim.shift.endsAt) > now && (upcoming || claim.status === 'checkedIn')) return <span className={styles.soft}>{w.going}</span>;
  return null;
}

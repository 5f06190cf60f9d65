import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { instantText, rangeText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useNow } from '../../lib/now';
import { type Me, useMe } from '../../lib/session';
import { today, tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionLink } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { InboxIcon, MailIcon, StepsIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { TierBadge } from '../../ui/Tags';
import { LinkRow, LinkRows, TextLink } from '../../ui/TextLink';
import { DayName } from '../../ui/When';
import { HomeEvents } from '../events/host/HomeEvents';
import { HomeRegistrations } from '../events/public/HomeRegistrations';
import { HomeMeeting } from '../meetings/HomeMeeting';
import { type Claim, homeQuery, type Shift } from '../shifts/claims.api';
import { MyClaimCard } from '../shifts/MyClaimCard';
import { shiftWords } from '../shifts/shift.words';
import styles from './HomePage.module.css';
import { NextStepCard } from './NextStepCard';
import { RewardsCard } from './RewardsCard';
import { words } from './words';

/** The most that the API counts. */
const MOST_CLAIMABLE = 50;

export default function HomePage() {
  const w = useWords(words);
  const me = useMe();
  const now = useNow();
  const home = useQuery(homeQuery);
  const { mixer } = me;
  return (
    <Page
      title={w.greeting(me.account.displayName, hourOf(now))}
      width="wide"
      brand
      sub={
        <span className={styles.sub}>
          <DayName day={today(now)} /> {mixer?.tier && <TierBadge tier={mixer.tier} />}
          {mixer && <span>{w.standing[mixer.duesStanding]}</span>}
        </span>
      }
    >
      {home.isPending && <CardSkeleton count={4} />}
      {home.isError && !home.data && <ErrorState error={home.error} onRetry={() => void home.refetch()} />}
      {home.data && (
        <div className={styles.columns}>
          <div className={styles.column}>
            <NowCards
              today={home.data.today}
              toReport={home.data.toReport}
              claimable={home.data.claimableCount}
              climbs={mixer?.tier !== 'junior' && mixer?.tier !== 'senior'}
              now={now}
            />
            {home.data.invitations.length > 0 && <Invitations shifts={home.data.invitations} />}
            {home.data.next && (
              <MyClaimCard claim={home.data.next} now={now} title={w.next} aside={<TextLink to="/me/shifts">{w.allMine}</TextLink>} />
            )}
            <HomeEvents />
            <HomeRegistrations />
            <HomeMeeting />
          </div>
          <div className={styles.column}>
            <Needs me={me} />
            <RewardsCard
              expectedYen={home.data.expectedYen}
              confirmedShifts={home.data.confirmedShifts}
              month={today(now)}
            />
            <NextStepCard />
          </div>
        </div>
      )}
    </Page>
  );
}

interface NowCardsProps {
  today: readonly Claim[];
  toReport: readonly Claim[];
  claimable: number;
  /** No tier yet that opens shifts. */
  climbs: boolean;
  now: number;
}

/** What somebody does now. Only the first thing carries the screen's one loud button. */
function NowCards({ today: todays, toReport, claimable, climbs, now }: NowCardsProps) {
  const w = useWords(words);
  const open = todays.filter((claim) => !toReport.some(({ id }) => id === claim.id));
  const first = [...open, ...toReport].find((claim) => claim.can.checkIn || claim.can.report) ?? null;
  const toneOf = (claim: Claim) => (claim === first ? 'main' : 'quiet');
  if (open.length === 0 && toReport.length === 0 && climbs) {
    return (
      <Card title={w.find.title}>
        <p>{w.find.climb}</p>
        <div className={styles.ways}>
          <ActionLink to="/me/capabilities" wide>
            {w.find.climbAction}
          </ActionLink>
          <ActionLink to="/shifts" tone="bare" wide>
            {w.find.other}
          </ActionLink>
        </div>
      </Card>
    );
  }
  if (open.length === 0 && toReport.length === 0) {
    return (
      <Card title={w.find.title}>
        <p>{claimable === 0 ? w.find.none : w.find.some(claimable, claimable >= MOST_CLAIMABLE)}</p>
        <ActionLink to={claimable === 0 ? '/shifts' : '/shifts?claimable=true'} wide>
          {w.find.action}
        </ActionLink>
      </Card>
    );
  }
  return (
    <>
      {open.map((claim) => (
        <MyClaimCard key={claim.id} claim={claim} now={now} tag={w.today} tone="warm">
          {actionOf(claim, toneOf(claim), w)}
        </MyClaimCard>
      ))}
      {toReport.map((claim) => (
        <MyClaimCard key={claim.id} claim={claim} now={now} tag={w.toReport} tone={claim === first ? 'warm' : 'plain'} withDay>
          <ActionLink to={`/me/shifts/${claim.id}#report`} tone={toneOf(claim)} wide>
            {w.write}
          </ActionLink>
        </MyClaimCard>
      ))}
      {!first && claimable > 0 && (
        <LinkRows>
          <LinkRow to="/shifts?claimable=true" title={w.find.other} sub={w.find.some(claimable, claimable >= MOST_CLAIMABLE)} />
        </LinkRows>
      )}
    </>
  );
}

function actionOf(claim: Claim, tone: 'main' | 'quiet', w: (typeof words)['ja']): ReactNode {
  if (claim.can.checkIn) {
    return (
      <ActionLink to={`/check-in/${claim.shift.id}`} tone={tone} wide>
        {w.checkIn}
      </ActionLink>
    );
  }
  if (claim.can.report) {
    return (
      <ActionLink to={`/me/shifts/${claim.id}#report`} tone={tone} wide>
        {w.write}
      </ActionLink>
    );
  }
  return (
    <>
      {claim.checkedInAt === null && claim.status !== 'requested' && (
        <p className={styles.soft}>{w.checkInFrom(tokyoTime(claim.checkInOpensAt))}</p>
      )}
      <ActionLink to={`/me/shifts/${claim.id}`} tone="quiet" wide>
        {w.open}
      </ActionLink>
    </>
  );
}

function Invitations({ shifts }: { shifts: readonly Shift[] }) {
  const w = useWords(words);
  const s = useWords(shiftWords);
  const locale = useLocale();
  return (
    <section className={styles.section} aria-labelledby="invitations">
      <h2 id="invitations">{w.invitations}</h2>
      <p className={styles.soft}>{w.invitationsHint}</p>
      <LinkRows>
        {shifts.map((shift) => (
          <LinkRow
            key={shift.id}
            to={`/shifts/${shift.id}`}
            title={rangeText(shift.startsAt, shift.endsAt, locale, false)}
            sub={`${s.at(shift.space.name, s.kind[shift.kind])}${locale === 'ja' ? '・' : ', '}${yenText(shift.rewardYen, locale)}`}
          />
        ))}
      </LinkRows>
    </section>
  );
}

/** What else waits for this person; nothing when all is in order. */
function Needs({ me }: { me: Me }) {
  const w = useWords(words).needs;
  const locale = useLocale();
  const { mixer, account, inboxUnread } = me;
  const membership = mixer && mixer.membership !== 'active' ? mixer.membership : null;
  if (!membership && !mixer?.frozenUntil && inboxUnread === 0 && account.emailConfirmed) return null;
  return (
    <section aria-label={w.title}>
      <LinkRows>
        {membership && (
          <LinkRow
            to="/me/capabilities"
            icon={<StepsIcon />}
            title={membership === 'applied' || membership === 'accepted' || membership === 'paused' ? w.membership[membership] : w.other}
            sub={w.membershipSub}
          />
        )}
        {mixer?.frozenUntil && (
          <LinkRow
            to="/me/capabilities"
            icon={<StepsIcon />}
            title={w.frozen(instantText(mixer.frozenUntil, locale, false))}
            sub={w.frozenSub}
          />
        )}
        {!account.emailConfirmed && <LinkRow to="/me/account" icon={<MailIcon />} title={w.email} sub={w.emailSub} />}
        {inboxUnread > 0 && <LinkRow to="/inbox" icon={<InboxIcon />} title={w.unread(inboxUnread)} />}
      </LinkRows>
    </section>
  );
}

/** Morning until 11, evening from 18, as Tokyo's clock shows. */
function hourOf(now: number): 'morning' | 'day' | 'evening' {
  const hour = Number(tokyoTime(now).slice(0, 2));
  if (hour >= 4 && hour < 11) return 'morning';
  return hour >= 11 && hour < 18 ? 'day' : 'evening';
}

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation, useParams } from 'react-router';
import { dayText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useNow } from '../../lib/now';
import { tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { CalendarIcon, DownloadIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { TextLink } from '../../ui/TextLink';
import { toast } from '../../ui/Toasts';
import { calendarLinks } from './calendarLinks';
import { MyClaimCard } from './MyClaimCard';
import styles from './ClaimPage.module.css';
import { ClaimSteps } from './ClaimSteps';
import { claimWords } from './claim.words';
import { type Claim, claimQuery, hasEnded, useClaimActions } from './claims.api';
import { Outcome } from './Outcome';
import { ReportCard, ReportForm } from './ReportForm';
import { shiftWords } from './shift.words';
import { WithdrawSheet } from './WithdrawSheet';

/** One's own claim: what to do now, how it goes on, what was agreed, and the way out. */
export default function ClaimPage() {
  const w = useWords(claimWords).page;
  const { claimId = '' } = useParams();
  const claim = useQuery(claimQuery(claimId));
  const back = { to: '/me/shifts', label: w.back };
  if (claim.data) return <Content claim={claim.data} back={back} />;
  return (
    <Page title={w.title} back={back}>
      {claim.isPending ? <CardSkeleton count={3} /> : <ErrorState error={claim.error} onRetry={() => void claim.refetch()} />}
    </Page>
  );
}

interface ContentProps {
  claim: Claim;
  back: { to: string; label: string };
}

function Content({ claim, back }: ContentProps) {
  const w = useWords(claimWords);
  const s = useWords(shiftWords);
  const now = useNow();
  const [withdrawing, setWithdrawing] = useState(false);
  const { hash } = useLocation();
  const { keep } = useClaimActions(claim.id);
  const holds = claim.status === 'booked' || claim.status === 'standInWanted';

  useEffect(() => {
    if (hash === '#report') document.getElementById('report')?.scrollIntoView();
  }, [hash]);

  return (
    <Page title={s.at(claim.space.name, s.kind[claim.shift.kind])} back={back}>
      <MyClaimCard claim={claim} now={now} withPlace={false} tone={claim.can.checkIn ? 'warm' : 'plain'}>
        {claim.can.checkIn && (
          <ActionLink to={`/check-in/${claim.shift.id}`} wide>
            {w.page.checkIn}
          </ActionLink>
        )}
        {holds && Date.parse(claim.checkInOpensAt) > now && (
          <p className={styles.soft}>{w.page.checkInFrom(tokyoTime(claim.checkInOpensAt))}</p>
        )}
      </MyClaimCard>
      <Remarks claim={claim} />
      {claim.can.keep && (
        <>
          <ActionButton tone="quiet" wide busy={keep.isPending} onClick={() => keep.mutate(undefined, { onSuccess: () => toast(w.page.kept) })}>
            {w.page.keep}
          </ActionButton>
          {keep.isError && <ErrorState error={keep.error} />}
        </>
      )}
      {claim.can.report && <ReportForm claim={claim} />}
      <ClaimSteps claim={claim} />
      <Outcome claim={claim} />
      {claim.report && <ReportCard report={claim.report} />}
      <Agreed claim={claim} />
      {holds && Date.parse(claim.shift.endsAt) > now && <CalendarCard claim={claim} />}
      <p className={styles.soft}>
        {w.page.worry} <TextLink to="/contact">{w.page.worryLink}</TextLink>
      </p>
      {claim.can.withdraw && claim.status !== 'standInWanted' && (
        <div className={styles.way}>
          <ActionButton tone="danger" onClick={() => setWithdrawing(true)} aria-haspopup="dialog">
            {w.withdraw.open}
          </ActionButton>
        </div>
      )}
      {withdrawing && <WithdrawSheet claim={claim} onClose={() => setWithdrawing(false)} />}
    </Page>
  );
}

/** What is particular about this claim just now, in a warm box. */
function Remarks({ claim }: { claim: Claim }) {
  const w = useWords(claimWords).page;
  const ahead = ['requested', 'booked', 'standInWanted'].includes(claim.status);
  const said = [
    claim.status === 'requested' && w.requested,
    claim.status === 'standInWanted' && w.standIn,
    claim.amended && ahead && w.amended,
    claim.status === 'noShow' && claim.objection === null && (claim.can.object ? w.noShow : w.noShowKept),
    claim.objection !== null && w.contested,
  ].filter((each) => each !== false);
  return (
    <>
      {said.map(({ title, text }) => (
        <div key={title} className={styles.remark}>
          <strong>{title}</strong>
          <p>{text}</p>
        </div>
      ))}
      {hasEnded(claim) && claim.endReason && (
        <div className={styles.remark}>
          <strong>{w.reason}</strong>
          <p className={styles.text}>{claim.endReason}</p>
        </div>
      )}
    </>
  );
}

function Agreed({ claim }: { claim: Claim }) {
  const w = useWords(claimWords).page.agreed;
  const locale = useLocale();
  const owesOther = claim.payableYen !== null && claim.payableYen !== claim.rewardYen;
  return (
    <Card title={w.title}>
      <Facts
        items={[
          { label: w.content, value: <span className={styles.text}>{claim.shift.content}</span> },
          { label: w.reward, value: yenText(claim.rewardYen, locale) },
          ...(owesOther ? [{ label: w.payable, value: yenText(claim.payableYen ?? 0, locale) }] : []),
          { label: w.due, value: dayText(claim.paymentDueOn, locale) },
          ...(claim.termsDocumentId
            ? [{ label: w.terms, value: <TextLink to={`/documents/${claim.termsDocumentId}`}>{w.termsLink}</TextLink> }]
            : []),
          { label: w.manual, value: <TextLink to={`/spaces/${claim.space.id}/manual`}>{w.manualLink}</TextLink> },
          { label: w.space, value: <TextLink to={`/spaces/${claim.space.slug}`}>{claim.space.name}</TextLink> },
        ]}
      />
    </Card>
  );
}

function CalendarCard({ claim }: { claim: Claim }) {
  const w = useWords(claimWords).page.calendar;
  const s = useWords(shiftWords);
  const links = calendarLinks(claim, w.entry(claim.space.name, s.kind[claim.shift.kind]), `${location.origin}/me/shifts/${claim.id}`);
  return (
    <Card title={w.title}>
      <div className={styles.links}>
        <a href={links.file} download="mazeru.ics">
          <DownloadIcon size={18} />
          {w.file}
        </a>
        <a href={links.google} target="_blank" rel="noopener noreferrer">
          <CalendarIcon size={18} />
          {w.google}
        </a>
      </div>
    </Card>
  );
}

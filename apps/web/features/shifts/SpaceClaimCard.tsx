import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { dayText, instantText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { StatusTag } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { toast } from '../../ui/Toasts';
import { DayName, When } from '../../ui/When';
import { Yen } from '../../ui/Yen';
import { worthOf } from './claims.api';
import { CorrectionSheet } from './CorrectionSheet';
import { Corrections } from './Corrections';
import { words as correctionWords } from './correction.words';
import { approveClaim, confirmClaim, noShowClaim, type OwnClaim, rejectClaim, rereadShifts } from './owner.api';
import styles from './owner.module.css';
import { words } from './owner.words';
import { ClaimTag } from './People';
import { ReasonSheet } from './ReasonSheet';

interface SpaceClaimCardProps {
  claim: OwnClaim;
  spaceId: string;
  /** The one that somebody was sent to. */
  named?: boolean;
}

/** One person on one shift: how it stands, what was reported, and what the owner decides about it. */
export function SpaceClaimCard({ claim, spaceId, named = false }: SpaceClaimCardProps) {
  const w = useWords(words);
  const c = useWords(correctionWords);
  const locale = useLocale();
  const client = useQueryClient();
  const [asked, setAsked] = useState<'reject' | 'noShow' | 'correct' | null>(null);
  const worth = worthOf(claim);
  const over = new Date(claim.shift.endsAt) < new Date();
  const name = w.person(claim.mixer.displayName);
  const money = yenText(claim.rewardYen, locale);
  const due = dayText(claim.paymentDueOn, locale, false);
  const done = (text: string) => ({ onSuccess: () => toast(text), onSettled: () => rereadShifts(client) });
  const approve = useMutation({ mutationFn: () => approveClaim(claim.id), ...done(w.claims.approved(claim.mixer.displayName)) });
  const confirm = useMutation({ mutationFn: () => confirmClaim(claim.id), ...done(w.claims.confirmed(money, due)) });
  const failed = approve.error ?? confirm.error;

  return (
    <Card as="li" id={claim.id} tone={named ? 'warm' : 'plain'}>
      <div className={styles.row}>
        <b className={styles.name}>
          <Link to={`/mixers/${claim.mixer.id}`}>{name}</Link>
        </b>
        <ClaimTag status={claim.status} />
      </div>
      <p className={styles.when}>
        <When startsAt={claim.shift.startsAt} endsAt={claim.shift.endsAt} />
      </p>
      <p className={styles.quiet}>
        {w.kind[claim.shift.kind]}
        {worth !== null && (
          <>
            {' ・ '}
            <Yen amount={worth} /> ・ {w.claims.dueOn} <DayName day={claim.paymentDueOn} withYear={false} />
          </>
        )}
      </p>
      {claim.amended && <StatusTag tone="warn">{w.claims.amended}</StatusTag>}
      {claim.status === 'requested' && <p className={styles.quiet}>{w.claims.claimedAt(instantText(claim.claimedAt, locale, false))}</p>}
      {over && claim.can.noShow && <p className={styles.missing}>{w.claims.notCheckedIn}</p>}
      {claim.status === 'checkedIn' && (
        <p className={styles.quiet}>
          {claim.checkedInAt && w.claims.checkedInAt(instantText(claim.checkedInAt, locale, false))}
          {over && ` ・ ${w.claims.noReport}`}
        </p>
      )}
      {claim.report && <Report report={claim.report} />}
      {claim.endReason && (
        <p className={styles.quiet}>
          {w.claims.endReason}：{claim.endReason}
        </p>
      )}
      {claim.objection && (
        <p className={styles.objection}>
          <b>{w.claims.objection}</b>
          <br />
          {claim.objection}
        </p>
      )}
      <Corrections corrections={claim.corrections} />
      {claim.can.confirm && (
        <p className={styles.itself}>
          {w.claims.confirmHint(money, due)} {claim.confirmsItselfAt && w.claims.itself(instantText(claim.confirmsItselfAt, locale, false))}
        </p>
      )}
      {failed && <ErrorState error={failed} />}
      <div className={styles.cardActions}>
        {claim.can.approve && (
          <ActionButton size="sm" busy={approve.isPending} onClick={() => approve.mutate()}>
            {w.claims.approve}
          </ActionButton>
        )}
        {claim.can.confirm && (
          <ActionButton size="sm" busy={confirm.isPending} onClick={() => confirm.mutate()}>
            {w.claims.confirm}
          </ActionButton>
        )}
        {claim.can.reject && (
          <ActionButton tone="bare" onClick={() => setAsked('reject')}>
            {w.claims.reject}
          </ActionButton>
        )}
        {claim.can.noShow && (
          <ActionButton tone={over ? 'danger' : 'bare'} onClick={() => setAsked('noShow')}>
            {w.claims.noShow}
          </ActionButton>
        )}
        {claim.can.correct && (
          <ActionButton tone={claim.objection ? 'quiet' : 'bare'} onClick={() => setAsked('correct')}>
            {claim.objection ? c.answer : c.open}
          </ActionButton>
        )}
      </div>
      <p className={styles.links}>
        <TextLink to={`/spaces/${spaceId}/shifts/${claim.shift.id}`}>{w.claims.shift}</TextLink>
        {claim.termsDocumentId && <TextLink to={`/documents/${claim.termsDocumentId}`}>{w.claims.terms}</TextLink>}
      </p>
      {asked === 'reject' && (
        <ReasonSheet
          title={w.claims.rejectTitle}
          text={w.claims.rejectHint(name)}
          verb={w.claims.reject}
          send={(reason) => rejectClaim(claim.id, reason)}
          done={w.claims.rejected}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'correct' && <CorrectionSheet claim={claim} onClose={() => setAsked(null)} />}
      {asked === 'noShow' && (
        <ReasonSheet
          title={w.claims.noShowTitle}
          text={w.claims.noShowHint(name)}
          verb={w.claims.noShow}
          send={(reason) => noShowClaim(claim.id, reason)}
          done={w.claims.noShowRecorded}
          onClose={() => setAsked(null)}
        />
      )}
    </Card>
  );
}

/** What the mixer wrote about the shift; what was left empty is not shown. */
function Report({ report }: { report: NonNullable<OwnClaim['report']> }) {
  const w = useWords(words).claims;
  const texts = (['enquiries', 'introductions', 'incidents', 'handover'] as const).filter((name) => report[name] !== '');
  return (
    <div className={styles.report}>
      <p className={styles.reportHead}>{w.reportOf}</p>
      <Facts
        items={[
          { label: w.report.visitors, value: w.people(report.visitors) },
          { label: w.report.firstTimers, value: w.people(report.firstTimers) },
          ...texts.map((name) => ({ label: w.report[name], value: <span className={styles.written}>{report[name]}</span> })),
        ]}
      />
    </div>
  );
}

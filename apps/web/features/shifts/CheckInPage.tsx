import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { halfWidth } from '../../lib/digits';
import { useForm } from '../../lib/form';
import { instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useNow } from '../../lib/now';
import { useSession } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { CheckIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { MyClaimCard } from './MyClaimCard';
import styles from './CheckInPage.module.css';
import { claimWords } from './claim.words';
import { type Claim, claimQuery, shiftQuery, useClaimActions } from './claims.api';

const DIGITS = 6;

/** Where the QR code of a shift leads: finds the reader's claim and proves with one press that they came. */
export default function CheckInPage() {
  const w = useWords(claimWords).checkIn;
  const { shiftId = '' } = useParams();
  const { me } = useSession();
  const isMixer = Boolean(me?.mixer);
  const shift = useQuery({ ...shiftQuery(shiftId), enabled: isMixer });
  const claimId = shift.data?.myClaim?.id;
  const claim = useQuery({ ...claimQuery(claimId ?? ''), enabled: claimId !== undefined });
  const error = shift.error ?? claim.error;
  return (
    <Page title={w.title} width="form">
      {!isMixer && <EmptyState title={w.wrongRole}>{w.wrongRoleText}</EmptyState>}
      {isMixer && !error && (shift.isPending || (claimId !== undefined && claim.isPending)) && <CardSkeleton count={1} />}
      {error && !claim.data && <ErrorState error={error} onRetry={() => void (shift.error ? shift : claim).refetch()} />}
      {shift.data && claimId === undefined && (
        <EmptyState
          title={w.noClaim}
          action={
            <Ways>
              <ActionLink to="/me/shifts" tone="quiet">
                {w.mine}
              </ActionLink>
              <ActionLink to={`/shifts/${shiftId}`} tone="bare">
                {w.shift}
              </ActionLink>
            </Ways>
          }
        >
          {w.noClaimText}
        </EmptyState>
      )}
      {claim.data && <Standing claim={claim.data} reread={() => void claim.refetch()} />}
    </Page>
  );
}

/** What this claim allows at this moment. Opening time is watched, so that a waiting screen becomes the button. */
function Standing({ claim, reread }: { claim: Claim; reread: () => void }) {
  const w = useWords(claimWords).checkIn;
  const locale = useLocale();
  const now = useNow();
  const opens = Date.parse(claim.checkInOpensAt);
  const waits = (claim.status === 'booked' || claim.status === 'standInWanted') && opens > now;
  const waited = useRef(false);

  useEffect(() => {
    if (waited.current && !waits) reread();
    waited.current = waits;
  }, [waits, reread]);

  if (claim.checkedInAt !== null) return <CheckedIn claim={claim} />;
  if (claim.can.checkIn) return <CodeForm claim={claim} />;
  const [title, text] =
    claim.status === 'requested'
      ? [w.requested, w.requestedText]
      : waits
        ? [w.notYet, w.notYetText(instantText(claim.checkInOpensAt, locale, false))]
        : claim.status === 'booked' || claim.status === 'standInWanted'
          ? [w.over, w.overText]
          : [w.ended, ''];
  return (
    <>
      <MyClaimCard claim={claim} now={now} />
      <EmptyState
        title={title}
        action={
          <ActionLink to={`/me/shifts/${claim.id}`} tone="quiet">
            {w.claim}
          </ActionLink>
        }
      >
        {text}
      </EmptyState>
    </>
  );
}

function CodeForm({ claim }: { claim: Claim }) {
  const w = useWords(claimWords).checkIn;
  const now = useNow();
  const [params] = useSearchParams();
  const scanned = digitsOf(params.get('code') ?? '');
  const [typing, setTyping] = useState(scanned.length !== DIGITS);
  const { checkIn } = useClaimActions(claim.id);
  const form = useForm({ code: typing ? '' : scanned }, (values) => ({ code: digitsOf(values.code).length !== DIGITS && w.missing }));
  const submit = form.submit(async ({ code }) => {
    try {
      await checkIn.mutateAsync(digitsOf(code));
    } catch (error) {
      setTyping(true);
      throw error;
    }
  });
  return (
    <>
      <MyClaimCard claim={claim} now={now} tone="warm" />
      <Form onSubmit={(event) => void submit(event)}>
        <p>{typing ? w.readQr : w.lead}</p>
        <FormErrors form={form} labels={{ code: w.code }} />
        {typing && (
          <TextInput
            label={w.code}
            description={w.codeHint}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            size="md"
            classNames={{ input: styles.code }}
            {...form.text('code')}
          />
        )}
        <ActionButton type="submit" wide size="md" busy={form.busy}>
          {w.action}
        </ActionButton>
      </Form>
    </>
  );
}

function CheckedIn({ claim }: { claim: Claim }) {
  const w = useWords(claimWords).checkIn;
  const [fresh] = useState(() => Date.now() - Date.parse(claim.checkedInAt ?? '') < 120_000);
  const now = useNow();
  return (
    <>
      <div className={styles.done} role="status">
        <span className={styles.tick}>
          <CheckIcon size={34} />
        </span>
        <p className={styles.big}>{fresh ? w.done : w.already}</p>
        <p>{w.doneText}</p>
      </div>
      <MyClaimCard claim={claim} now={now} />
      <Ways>
        {claim.can.report && (
          <ActionLink to={`/me/shifts/${claim.id}#report`} tone="quiet">
            {w.report}
          </ActionLink>
        )}
        <ActionLink to={`/spaces/${claim.space.id}/manual`} tone="bare">
          {w.manual}
        </ActionLink>
      </Ways>
    </>
  );
}

function Ways({ children }: { children: ReactNode }) {
  return <div className={styles.ways}>{children}</div>;
}

const digitsOf = (text: string): string => halfWidth(text).replace(/\D/g, '');

import { useEffect, useRef, useState } from 'react';
import { idempotencyKey } from '../../lib/api';
import { dayText, rangeText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { asProblem } from '../../lib/problem';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { CheckIcon } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { Yen } from '../../ui/Yen';
import { type Shift, type TakenClaim, useTakeShift } from './claims.api';
import { openWords } from './open.words';
import { shiftWords } from './shift.words';
import styles from './TakeSheet.module.css';

interface TakeSheetProps {
  /** The shift somebody wants; null while nobody does. */
  shift: Shift | null;
  onClose: () => void;
}

/** Shows what is agreed before it is agreed, books, and says what came of it. */
export function TakeSheet({ shift, onClose }: TakeSheetProps) {
  // Every opening is a new wish with a key of its own, so that a second press or a lost answer books once.
  return shift && <OpenSheet key={shift.id} shift={shift} onClose={onClose} />;
}

function OpenSheet({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const w = useWords(openWords);
  const [key] = useState(idempotencyKey);
  const take = useTakeShift();
  // The mutation's own state comes a tick later than a second click.
  const [sending, setSending] = useState(false);
  const standsIn = shift.can.standIn && shift.standInClaimId !== null;
  const asks = !standsIn && shift.claimMode === 'approval';
  // The list behind is read anew on every answer; what was agreed stays on the screen as it was.
  const [agreed] = useState({ shift, standsIn, asks });

  if (take.data) {
    return (
      <Sheet
        opened
        onClose={() => {
          onClose();
          showTaken(take.data.id);
        }}
        title={take.data.status === 'requested' ? w.done.requestedTitle : w.done.title}
        footer={
          <ActionLink to={`/me/shifts/${take.data.id}`} tone="quiet">
            {w.done.claim}
          </ActionLink>
        }
      >
        <Taken claim={take.data} shift={agreed.shift} />
      </Sheet>
    );
  }
  const lost = take.error ? asProblem(take.error) : null;
  const hopeless = lost !== null && lost.code !== 'idempotency.inFlight' && (lost.status === 409 || lost.status === 422);
  const verb = agreed.standsIn ? w.sheet.confirmStandIn : agreed.asks ? w.sheet.confirmRequest : w.sheet.confirm;
  return (
    <Sheet
      opened
      onClose={onClose}
      title={agreed.standsIn ? w.sheet.standInTitle : agreed.asks ? w.sheet.requestTitle : w.sheet.title}
      footer={
        <>
          <ActionButton tone={hopeless ? 'quiet' : 'bare'} onClick={onClose}>
            {w.sheet.close}
          </ActionButton>
          {!hopeless && (
            <ActionButton
              busy={sending}
              onClick={() => {
                setSending(true);
                const standInClaimId = agreed.standsIn ? (agreed.shift.standInClaimId ?? undefined) : undefined;
                take.mutate({ shiftId: agreed.shift.id, standInClaimId, key }, { onSettled: () => setSending(false) });
              }}
            >
              {verb}
            </ActionButton>
          )}
        </>
      }
    >
      {lost && (
        <div
          onClick={(event) => {
            // A way on may lead to the list behind this very sheet.
            if (event.target instanceof HTMLAnchorElement) onClose();
          }}
        >
          <ErrorState error={lost} />
        </div>
      )}
      {!hopeless && <Agreement shift={agreed.shift} asks={agreed.asks} />}
    </Sheet>
  );
}

/** The button that opened the sheet is gone too; the focus goes to the link that stands in its place, or to the heading. */
function showTaken(claimId: string): void {
  const isShown = () => document.querySelector<HTMLElement>(`main a[href="/me/shifts/${claimId}"]`);
  setTimeout(() => (isShown() ?? document.querySelector<HTMLElement>('main h1'))?.focus(), 60);
}

/** What both sides are bound to, with the numbers first. */
function Agreement({ shift, asks }: { shift: Shift; asks: boolean }) {
  const w = useWords(openWords).sheet;
  const s = useWords(shiftWords);
  const locale = useLocale();
  return (
    <>
      <p>{asks ? w.requestLead : w.lead}</p>
      <Facts
        items={[
          { label: w.when, value: <b>{rangeText(shift.startsAt, shift.endsAt, locale)}</b> },
          { label: w.where, value: shift.resource ? `${shift.space.name} ${shift.resource.name}` : shift.space.name },
          {
            label: w.what,
            value: (
              <>
                {s.kind[shift.kind]}
                <span className={styles.note}>{shift.content}</span>
              </>
            ),
          },
          {
            label: w.reward,
            value: (
              <>
                <Yen amount={shift.rewardYen} size="strong" />
                <span className={styles.note}>{w.rewardNote}</span>
              </>
            ),
          },
          {
            label: w.due,
            value: (
              <>
                <b>{dayText(shift.paymentDueOn, locale)}</b>
                <span className={styles.note}>{w.dueNote}</span>
              </>
            ),
          },
          { label: w.deduction, value: <span className={styles.note}>{w.deductionNote}</span> },
          {
            label: w.cost,
            value: (
              <>
                <ul className={styles.steps}>
                  {w.costSteps.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ul>
                <span className={styles.note}>{w.costNote}</span>
              </>
            ),
          },
        ]}
      />
    </>
  );
}

function Taken({ claim, shift }: { claim: TakenClaim; shift: Shift }) {
  const w = useWords(openWords).done;
  const s = useWords(shiftWords);
  const locale = useLocale();
  const requested = claim.status === 'requested';
  const box = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone.
  useEffect(() => box.current?.focus(), []);
  return (
    <div className={styles.done} role="status" ref={box} tabIndex={-1}>
      <span className={styles.tick}>
        <CheckIcon size={30} />
      </span>
      <p className={styles.big}>{rangeText(shift.startsAt, shift.endsAt, locale, false)}</p>
      <p>{s.at(shift.space.name, s.kind[shift.kind])}</p>
      <p className={styles.note}>{requested ? w.requestedText : w.text}</p>
      {claim.termsDocumentId && (
        <ActionLink to={`/documents/${claim.termsDocumentId}`} wide>
          {w.terms}
        </ActionLink>
      )}
    </div>
  );
}

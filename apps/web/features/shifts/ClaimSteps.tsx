import { VisuallyHidden } from '@mantine/core';
import { dayText, instantText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { CheckIcon, CloseIcon } from '../../ui/icons';
import styles from './ClaimPage.module.css';
import { type Claim, hasEnded } from './claims.api';
import { claimWords } from './claim.words';
import { shiftWords } from './shift.words';

interface Step {
  label: string;
  /** When it happened, UTC instant. */
  at: string | null;
  hint: string;
  state: 'done' | 'current' | 'ahead' | 'ended';
}

/** From the booking to the payment: what is done, where it stands, what comes. A claim that ended shows where. */
export function ClaimSteps({ claim }: { claim: Claim }) {
  const w = useWords(claimWords).page.steps;
  const s = useWords(shiftWords);
  const locale = useLocale();
  const { status, payableYen } = claim;
  const due = dayText(claim.paymentDueOn, locale, false);
  const booked = claim.termsDocumentId !== null;
  const pay: Omit<Step, 'state'> = {
    label: w.pay,
    at: null,
    hint: payableYen !== null && payableYen > 0 ? w.payOn(yenText(payableYen, locale), due) : w.payAgreed(due),
  };

  const steps: Step[] = hasEnded(claim)
    ? [
        { label: booked ? w.booked : w.requested, at: claim.claimedAt, hint: '', state: 'done' },
        ...(claim.checkedInAt ? [{ label: w.checkIn, at: claim.checkedInAt, hint: '', state: 'done' as const }] : []),
        { label: s.status[status], at: null, hint: '', state: 'ended' },
        ...(payableYen ? [{ ...pay, state: 'ahead' as const }] : []),
      ]
    : inOrder([
        { label: status === 'requested' ? w.requested : w.booked, at: claim.claimedAt, hint: '', done: true },
        ...(status === 'requested' ? [{ label: w.approved, at: null, hint: '', done: false }] : []),
        ...[
          { label: w.checkIn, at: claim.checkedInAt, hint: w.checkInHint, done: claim.checkedInAt !== null },
          { label: w.report, at: claim.reportedAt, hint: w.reportHint, done: claim.reportedAt !== null },
          // What nobody did is not ahead any more, and it is not done either.
        ].filter(({ done }) => done || status !== 'confirmed'),
        {
          label: w.confirm,
          at: claim.confirmedAt,
          hint: claim.confirmsItselfAt ? w.confirmBy(instantText(claim.confirmsItselfAt, locale, false)) : w.confirmHint,
          done: status === 'confirmed',
        },
        ...(payableYen === 0 ? [] : [{ ...pay, done: false }]),
      ]);

  return (
    <Card title={w.title}>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step.label} data-state={step.state} aria-current={step.state === 'current' ? 'step' : undefined}>
            <span className={styles.mark} aria-hidden="true">
              {step.state === 'done' && <CheckIcon size={16} />}
              {step.state === 'ended' && <CloseIcon size={14} />}
            </span>
            <div>
              <div className={styles.step}>
                {step.label}
                {step.state !== 'ended' && <VisuallyHidden>{w[step.state]}</VisuallyHidden>}
                {step.at && <span>{instantText(step.at, locale, false)}</span>}
              </div>
              {step.state !== 'done' && step.hint && <p className={styles.soft}>{step.hint}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** The first step that is not done is where the claim stands. */
function inOrder(steps: readonly (Omit<Step, 'state'> & { done: boolean })[]): Step[] {
  const current = steps.findIndex((step) => !step.done);
  return steps.map(({ done, ...step }, index) => ({ ...step, state: done ? 'done' : index === current ? 'current' : 'ahead' }));
}

import { Textarea } from '@mantine/core';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { toast } from '../../ui/Toasts';
import cardStyles from './ShiftCard.module.css';
import styles from './ClaimPage.module.css';
import { type Claim, useClaimActions } from './claims.api';
import { claimWords } from './claim.words';
import { Corrections } from './Corrections';

/** What somebody recorded of the service, and the way to contest it. Open at once when it speaks against the mixer. */
export function Outcome({ claim }: { claim: Claim }) {
  const w = useWords(claimWords).page.outcome;
  if (claim.outcome === null) return null;
  return (
    <Card title={w.title}>
      <p>
        {w[claim.outcome]}
        {claim.outcomeByName && <span className={styles.soft}> {w.by(claim.outcomeByName)}</span>}
      </p>
      <Corrections corrections={claim.corrections} />
      {claim.objection && (
        <>
          <p className={`${styles.soft} ${styles.yours}`}>{w.yours}</p>
          <p className={styles.text}>{claim.objection}</p>
        </>
      )}
      {claim.can.object && (
        <details className={cardStyles.full} open={claim.outcome === 'didNotCome'}>
          <summary>{w.wrong}</summary>
          <Objection claim={claim} />
        </details>
      )}
    </Card>
  );
}

function Objection({ claim }: { claim: Claim }) {
  const w = useWords(claimWords).page.outcome;
  const { object } = useClaimActions(claim.id);
  const form = useForm({ reason: '' }, (values) => ({ reason: values.reason.trim() === '' && w.missing }));
  const submit = form.submit(async ({ reason }) => {
    await object.mutateAsync(reason);
    toast(w.sent);
  });
  return (
    <div className={styles.objection}>
      <Form onSubmit={(event) => void submit(event)}>
        <FormErrors form={form} labels={{ reason: w.label }} />
        <Textarea label={w.label} description={w.hint} maxLength={500} minRows={3} {...form.text('reason')} />
        <ActionButton type="submit" tone="quiet" busy={form.busy}>
          {w.action}
        </ActionButton>
      </Form>
    </div>
  );
}

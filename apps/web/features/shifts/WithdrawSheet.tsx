import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { ErrorState } from '../../ui/ErrorState';
import { Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Sheet } from '../../ui/Sheet';
import { LineSkeleton } from '../../ui/Skeletons';
import { toast } from '../../ui/Toasts';
import styles from './ClaimPage.module.css';
import { type Claim, useClaimActions, withdrawalQuoteQuery } from './claims.api';
import { claimWords } from './claim.words';

interface WithdrawSheetProps {
  claim: Claim;
  onClose: () => void;
}

/** "I cannot come": what it does and whether it counts, before it is done. */
export function WithdrawSheet({ claim, onClose }: WithdrawSheetProps) {
  const w = useWords(claimWords).withdraw;
  const quote = useQuery(withdrawalQuoteQuery(claim.id));
  const { withdraw } = useClaimActions(claim.id);
  const form = useForm({ reason: '' }, (values) => ({ reason: values.reason.trim() === '' && w.missing }));
  const effect = quote.data?.effect ?? 'released';
  const submit = form.submit(async ({ reason }) => {
    await withdraw.mutateAsync(reason);
    toast(w.done[effect]);
    onClose();
  });
  return (
    <Sheet
      opened
      onClose={onClose}
      title={w.title}
      footer={
        quote.data && (
          <ActionButton tone="danger" busy={form.busy} onClick={() => void submit()}>
            {w.confirm[effect]}
          </ActionButton>
        )
      }
    >
      {quote.isPending && <LineSkeleton count={4} />}
      {quote.isError && <ErrorState error={quote.error} onRetry={() => void quote.refetch()} />}
      {quote.data && (
        <>
          <p className={styles.effect}>{w[effect]}</p>
          <ul className={styles.counts}>
            <li>{w.counts[quote.data.counts]}</li>
            {quote.data.counts !== 'no' && <li>{w.strikes(quote.data.strikes, quote.data.strikesToFreeze)}</li>}
            <li>{w.noDeduction}</li>
          </ul>
          <Form onSubmit={(event) => void submit(event)}>
            <FormErrors form={form} labels={{ reason: w.reason }} />
            <Textarea label={w.reason} description={w.reasonHint} maxLength={500} minRows={2} {...form.text('reason')} />
          </Form>
        </>
      )}
    </Sheet>
  );
}

import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../lib/form';
import { yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Choice } from '../../ui/Choice';
import { FieldLabel, YenInput } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toasts';
import { words as shared } from '../../ui/words';
import { words } from './correction.words';
import { correctClaim, type OwnClaim, rereadShifts } from './owner.api';
import styles from './owner.module.css';

/** What really became of a service, what is owed for it, and why; or why the record stands. */
export function CorrectionSheet({ claim, onClose }: { claim: OwnClaim; onClose: () => void }) {
  const w = useWords(words);
  const { cancel } = useWords(shared);
  const locale = useLocale();
  const client = useQueryClient();
  const first: { outcome: 'came' | 'didNotCome'; payableYen: number | null; reason: string } = {
    outcome: claim.outcome === 'didNotCome' ? 'didNotCome' : 'came',
    payableYen: claim.payableYen ?? claim.rewardYen,
    reason: '',
  };
  const form = useForm(first, ({ outcome, payableYen, reason }) => ({
    payableYen: outcome === 'came' && payableYen === null && w.missing,
    reason: reason.trim() === '' && w.reasonMissing,
  }));
  const owedYen = form.values.outcome === 'came' ? form.values.payableYen : 0;
  const stands = claim.objection !== null && form.values.outcome === first.outcome && owedYen === (claim.payableYen ?? 0);
  const submit = form.submit(async ({ outcome, payableYen, reason }) => {
    await correctClaim(claim.id, { outcome, reason, ...(outcome === 'came' && payableYen !== null ? { payableYen } : {}) });
    toast(stands ? w.kept : w.done);
    onClose();
    await rereadShifts(client);
  });
  return (
    <Sheet
      opened
      onClose={onClose}
      title={w.title(claim.mixer.displayName)}
      footer={
        <>
          <ActionButton tone="bare" onClick={onClose}>
            {cancel}
          </ActionButton>
          <ActionButton tone={owedYen !== null && owedYen < (claim.payableYen ?? 0) ? 'danger' : 'main'} busy={form.busy} onClick={() => void submit()}>
            {stands ? w.keep : w.submit}
          </ActionButton>
        </>
      }
    >
      <p>{w.hint}</p>
      {claim.objection && (
        <p className={styles.objection}>
          <b>{w.contested(claim.mixer.displayName)}</b>
          <br />
          {claim.objection}
        </p>
      )}
      <FormErrors form={form} labels={{ outcome: w.outcome, payableYen: w.payable, reason: w.reason }} />
      <Choice
        label={w.outcome}
        options={[
          { value: 'came', label: w.outcomes.came },
          { value: 'didNotCome', label: w.outcomes.didNotCome },
        ]}
        value={form.values.outcome}
        onChange={(outcome) => form.set('outcome', outcome)}
        id={form.idOf('outcome')}
      />
      {form.values.outcome === 'came' ? (
        <YenInput {...form.field('payableYen')} label={w.payable} description={w.payableHint(yenText(claim.rewardYen, locale))} />
      ) : (
        <p className={styles.quiet}>{w.nothing}</p>
      )}
      <Textarea {...form.text('reason')} label={<FieldLabel mark="required">{w.reason}</FieldLabel>} description={w.reasonHint} maxLength={500} minRows={2} />
    </Sheet>
  );
}

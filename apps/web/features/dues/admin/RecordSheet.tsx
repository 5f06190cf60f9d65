import { Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../../lib/form';
import { today } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Choice } from '../../../ui/Choice';
import { DayField, FieldRow, Form, YenInput } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toasts';
import { recordPayment, TREASURY } from './treasury.api';
import styles from './treasury.module.css';
import { words } from './words';

/** Whose payment it is, and what is known of the charge. */
export interface Paying {
  mixerId: string;
  name: string;
  /** Tokyo month `YYYY-MM`; null for the course. */
  month: string | null;
  amountYen: number;
  /** Somebody has marked its invoice as paid at Stripe: the note begins with that. */
  markedPaidAtStripe?: boolean;
}

/** Writes down what came in at the bank or in cash. */
export function RecordSheet({ paying, onClose }: { paying: Paying | null; onClose: () => void }) {
  const w = useWords(words).record;
  return (
    <Sheet opened={paying !== null} onClose={onClose} title={paying ? w.title(paying.name) : ''}>
      {paying && <RecordForm key={paying.mixerId + (paying.month ?? '')} paying={paying} onClose={onClose} />}
    </Sheet>
  );
}

function RecordForm({ paying, onClose }: { paying: Paying; onClose: () => void }) {
  const w = useWords(words).record;
  const client = useQueryClient();
  const first: { month: string; source: 'bank' | 'cash'; amountYen: number | null; paidOn: string; reason: string } = {
    month: paying.month ?? '',
    source: 'bank',
    amountYen: paying.amountYen,
    paidOn: today(),
    reason: paying.markedPaidAtStripe ? w.markedPaid : '',
  };
  const form = useForm(first, (values) => ({
    month: paying.month !== null && values.month === '' && w.missing,
    amountYen: values.amountYen === null && w.missing,
    paidOn: values.paidOn === '' && w.missing,
    // A note that only begins has not said yet what came in.
    reason: ['', first.reason.trim()].includes(values.reason.trim()) && w.missing,
  }));
  const send = form.submit(async ({ month, source, amountYen, paidOn, reason }) => {
    await recordPayment({ mixerId: paying.mixerId, ...(paying.month === null ? {} : { month }), source, amountYen: amountYen ?? 0, paidOn, reason: reason.trim() });
    toast(w.done);
    onClose();
    await client.invalidateQueries({ queryKey: TREASURY });
  });
  return (
    <Form onSubmit={send} aria-label={w.title(paying.name)}>
      <FormErrors form={form} labels={{ month: w.month, source: w.source, amountYen: w.amount, paidOn: w.paidOn, reason: w.reason }} />
      <p className={styles.soft}>{w.note}</p>
      <FieldRow>
        {paying.month === null ? <p>{w.course}</p> : <TextInput type="month" label={w.month} {...form.text('month')} />}
        <YenInput label={w.amount} {...form.field('amountYen')} />
      </FieldRow>
      <Choice
        label={w.source}
        options={[
          { value: 'bank', label: w.bank },
          { value: 'cash', label: w.cash },
        ]}
        value={form.values.source}
        onChange={(source) => form.set('source', source)}
        id={form.idOf('source')}
      />
      <DayField label={w.paidOn} max={today()} {...form.field('paidOn')} />
      <Textarea label={w.reason} description={w.reasonHint} minRows={2} maxLength={500} {...form.text('reason')} />
      <ActionButton type="submit" wide busy={form.busy}>
        {w.submit}
      </ActionButton>
    </Form>
  );
}

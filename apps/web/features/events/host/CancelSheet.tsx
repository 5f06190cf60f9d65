import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../../lib/form';
import { yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { isSteward, useMe } from '../../../lib/session';
import { termText } from '../../../lib/terms';
import { useWords } from '../../../lib/words';
import { Card } from '../../../ui/Card';
import { Choice } from '../../../ui/Choice';
import { FieldLabel } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { FormSheet } from '../../../ui/FormSheet';
import { toast } from '../../../ui/Toasts';
import { words } from './changes.words';
import { cancelEvent, CAUSES, type CancelCause, type Desk, rereadEvents } from './host.api';
import styles from './host.module.css';

interface CancelSheetProps {
  desk: Desk;
  side: 'host' | 'space';
  onClose: () => void;
}

/** Calls an event off, after saying what comes back to whom and who bears what is lost. */
export function CancelSheet({ desk, side, onClose }: CancelSheetProps) {
  const w = useWords(words).cancel;
  const locale = useLocale();
  const me = useMe();
  const client = useQueryClient();
  const { event, counts, registrations } = desk;
  const told = registrations.filter(({ status }) => status === 'confirmed' || status === 'held' || status === 'waitlisted' || status === 'offered');
  const { paidYen = 0, refundedYen = 0, costYen = 0 } = counts;
  const backYen = paidYen - refundedYen;
  const wasOpen = event.status === 'approved' || event.status === 'published';
  const causes = CAUSES.filter((cause) => cause === side || cause === 'forceMajeure' || (isSteward(me) && !event.host.self));
  const form = useForm<{ cause: CancelCause; reason: string }>({ cause: side, reason: '' }, ({ reason }) => ({ reason: wasOpen && reason.trim() === '' && w.missing }));
  const send = form.submit(async ({ cause, reason }) => {
    await cancelEvent(event.id, cause, reason.trim());
    toast(wasOpen ? w.done : w.tookBack);
    onClose();
    await rereadEvents(client);
  });
  return (
    <FormSheet
      title={wasOpen ? w.title : w.draftTitle}
      verb={wasOpen ? w.do : w.takeBack}
      tone="danger"
      busy={form.busy}
      onSend={send}
      onClose={onClose}
    >
      <FormErrors form={form} labels={{ cause: w.cause, reason: w.reason }} />
      {!wasOpen && <p>{w.draftText}</p>}
      {wasOpen && (
        <>
          <Card as="div" tone={backYen > 0 ? 'warm' : 'sunk'}>
            <p>{told.length > 0 ? w.refunds(told.length, yenText(backYen, locale)) : w.nobody}</p>
            <p className={styles.soft}>{w.frees}</p>
            {costYen > 0 && <p className={styles.soft}>{w.lost(yenText(costYen, locale))}</p>}
          </Card>
          <Choice
            {...form.field('cause')}
            label={w.cause}
            options={causes.map((cause) => ({ value: cause, label: termText('cancelCause', cause, locale), hint: w.bears[cause] }))}
          />
          <Textarea {...form.text('reason')} label={<FieldLabel mark="required">{w.reason}</FieldLabel>} description={w.reasonHint} autosize minRows={3} maxLength={500} />
        </>
      )}
    </FormSheet>
  );
}

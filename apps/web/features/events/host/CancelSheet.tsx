import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../../lib/form';
import { yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { isSteward, useMe } from '../../../lib/session';
import { termText } from '../../../lib/terms';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { Choice } from '../../../ui/Choice';
import { FieldLabel, Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toasts';
import { words as shared } from '../../../ui/words';
import { cancelEvent, CAUSES, type CancelCause, type Desk, rereadEvents } from './host.api';
import styles from './host.module.css';
import { words } from './host.words';

/** A forecast only; the settlement knows the true figure. */
const COST_OF_ONLINE = 0.036;

interface CancelSheetProps {
  desk: Desk;
  side: 'host' | 'space';
  onClose: () => void;
}

/** Calls an event off, after saying what comes back to whom and who bears what is lost. */
export function CancelSheet({ desk, side, onClose }: CancelSheetProps) {
  const w = useWords(words).cancel;
  const { cancel } = useWords(shared);
  const locale = useLocale();
  const me = useMe();
  const client = useQueryClient();
  const { event, counts, registrations } = desk;
  const told = registrations.filter(({ status }) => status === 'confirmed' || status === 'held' || status === 'waitlisted' || status === 'offered');
  const backYen = counts.paidYen - counts.refundedYen;
  const onlineYen = told.filter(({ method }) => method === 'stripe').reduce((sum, { paidYen, refundedYen }) => sum + paidYen - refundedYen, 0);
  const wasOpen = event.status === 'approved' || event.status === 'published';
  const causes = CAUSES.filter((cause) => cause === side || cause === 'forceMajeure' || isSteward(me));
  const form = useForm<{ cause: CancelCause; reason: string }>({ cause: side, reason: '' }, ({ reason }) => ({ reason: wasOpen && reason.trim() === '' && w.missing }));
  const send = form.submit(async ({ cause, reason }) => {
    await cancelEvent(event.id, cause, reason.trim());
    toast(wasOpen ? w.done : w.tookBack);
    onClose();
    await rereadEvents(client);
  });
  return (
    <Sheet
      opened
      onClose={onClose}
      title={wasOpen ? w.title : w.draftTitle}
      footer={
        <>
          <ActionButton tone="bare" onClick={onClose}>
            {cancel}
          </ActionButton>
          <ActionButton tone="danger" busy={form.busy} onClick={() => void send()}>
            {wasOpen ? w.do : w.takeBack}
          </ActionButton>
        </>
      }
    >
      <Form sentFromElsewhere onSubmit={(submitted) => void send(submitted)}>
        <FormErrors form={form} labels={{ cause: w.cause, reason: w.reason }} />
        {!wasOpen && <p>{w.draftText}</p>}
        {wasOpen && (
          <>
            <Card as="div" tone={backYen > 0 ? 'warm' : 'sunk'}>
              <p>{told.length > 0 ? w.refunds(told.length, yenText(backYen, locale)) : w.nobody}</p>
              <p className={styles.soft}>{w.frees}</p>
              {onlineYen > 0 && <p className={styles.soft}>{w.lost(yenText(Math.round(onlineYen * COST_OF_ONLINE), locale))}</p>}
            </Card>
            <Choice
              {...form.field('cause')}
              label={w.cause}
              options={causes.map((cause) => ({ value: cause, label: termText('cancelCause', cause, locale), hint: w.bears[cause] }))}
            />
            <Textarea {...form.text('reason')} label={<FieldLabel mark="required">{w.reason}</FieldLabel>} description={w.reasonHint} autosize minRows={3} maxLength={500} />
          </>
        )}
      </Form>
    </Sheet>
  );
}

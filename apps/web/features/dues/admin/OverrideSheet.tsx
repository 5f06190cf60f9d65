import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { dayText } from '../../../lib/format';
import { useForm } from '../../../lib/form';
import { useLocale } from '../../../lib/locale';
import { addDays, addMonths, today } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { ErrorState } from '../../../ui/ErrorState';
import { DayField, Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toasts';
import { type DuesMember, liftOverride, setOverride, TREASURY } from './treasury.api';
import styles from './treasury.module.css';
import { words } from './words';

/** Lets somebody in hardship be until a day, or ends that. */
export function OverrideSheet({ member, onClose }: { member: DuesMember | null; onClose: () => void }) {
  const w = useWords(words).override;
  return (
    <Sheet opened={member !== null} onClose={onClose} title={member ? w.title(member.name) : ''}>
      {member?.overrideId && member.overrideUntil && <Standing id={member.overrideId} until={member.overrideUntil} onClose={onClose} />}
      {member && <OverrideForm key={member.mixerId} member={member} onClose={onClose} />}
    </Sheet>
  );
}

function Standing({ id, until, onClose }: { id: string; until: string; onClose: () => void }) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const lift = useMutation({
    mutationFn: () => liftOverride(id),
    onSuccess: async () => {
      toast(w.override.lifted);
      onClose();
      await client.invalidateQueries({ queryKey: TREASURY });
    },
  });
  return (
    <div className={styles.head}>
      <b>{w.behind.overrideUntil(dayText(addDays(until, -1), locale))}</b>
      {lift.isError && <ErrorState error={lift.error} />}
      <ActionButton tone="danger" busy={lift.isPending} onClick={() => lift.mutate()}>
        {w.override.lift}
      </ActionButton>
    </div>
  );
}

function OverrideForm({ member, onClose }: { member: DuesMember; onClose: () => void }) {
  const w = useWords(words).override;
  const client = useQueryClient();
  const form = useForm({ lastOn: addMonths(today(), 1), reason: '' }, (values) => ({
    lastOn: values.lastOn === '' && w.missing,
    reason: values.reason.trim() === '' && w.missing,
  }));
  const send = form.submit(async ({ lastOn, reason }) => {
    await setOverride({ mixerId: member.mixerId, lastOn, reason: reason.trim() });
    toast(w.done);
    onClose();
    await client.invalidateQueries({ queryKey: TREASURY });
  });
  return (
    <Form onSubmit={send} aria-label={w.title(member.name)}>
      <FormErrors form={form} labels={{ lastOn: w.lastOn, reason: w.reason }} />
      <p className={styles.soft}>{w.text}</p>
      <DayField label={w.lastOn} min={today()} {...form.field('lastOn')} />
      <Textarea label={w.reason} description={w.reasonHint} minRows={3} maxLength={1000} {...form.text('reason')} />
      <ActionButton type="submit" wide busy={form.busy}>
        {w.submit}
      </ActionButton>
    </Form>
  );
}

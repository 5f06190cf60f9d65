import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { FieldLabel } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { FormSheet } from '../../ui/FormSheet';
import { toast } from '../../ui/Toasts';
import { rereadShifts } from './owner.api';
import { words } from './owner.words';

interface ReasonSheetProps {
  title: string;
  /** What it does, before it is done. */
  text: string;
  /** The verb of the button. */
  verb: string;
  send: (reason: string) => Promise<unknown>;
  /** What is said when it is done. */
  done: string;
  onClose: () => void;
}

/** Asks for the reason of something that another person will hear about. */
export function ReasonSheet({ title, text, verb, send, done, onClose }: ReasonSheetProps) {
  const w = useWords(words).claims;
  const client = useQueryClient();
  const form = useForm({ reason: '' }, ({ reason }) => ({ reason: reason.trim() === '' && w.reasonMissing }));
  const submit = form.submit(async ({ reason }) => {
    await send(reason);
    toast(done);
    onClose();
    await rereadShifts(client);
  });
  return (
    <FormSheet title={title} verb={verb} tone="danger" busy={form.busy} onSend={submit} onClose={onClose}>
      <p>{text}</p>
      <FormErrors form={form} labels={{ reason: w.reason }} />
      <Textarea {...form.text('reason')} label={<FieldLabel mark="required">{w.reason}</FieldLabel>} description={w.reasonHint} minRows={2} />
    </FormSheet>
  );
}

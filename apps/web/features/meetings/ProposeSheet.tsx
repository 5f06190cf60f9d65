import { Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { FieldLabel } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { FormSheet } from '../../ui/FormSheet';
import { toast } from '../../ui/Toasts';
import { proposeTopic, tookPlace } from './meetings.api';
import { words } from './words';

/** A topic that somebody would like to talk about. */
export function ProposeSheet({ meetingId, onClose }: { meetingId: string; onClose: () => void }) {
  const w = useWords(words).propose;
  const client = useQueryClient();
  const form = useForm({ title: '', body: '' }, ({ title }) => ({ title: title.trim() === '' && w.missing }));
  const send = form.submit(async ({ title, body }) => {
    const meeting = await proposeTopic(meetingId, { title: title.trim(), body: body.trim() });
    toast(w.done);
    onClose();
    await tookPlace(client, meeting);
  });
  return (
    <FormSheet title={w.title} verb={w.send} busy={form.busy} onSend={send} onClose={onClose} alone>
      <FormErrors form={form} labels={{ title: w.topic, body: w.body }} />
      <p>{w.hint}</p>
      <TextInput {...form.text('title')} label={<FieldLabel mark="required">{w.topic}</FieldLabel>} maxLength={120} />
      <Textarea {...form.text('body')} label={<FieldLabel mark="optional">{w.body}</FieldLabel>} description={w.bodyHint} minRows={4} autosize maxRows={12} maxLength={4000} />
    </FormSheet>
  );
}

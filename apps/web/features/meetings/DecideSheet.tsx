import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { FormErrors } from '../../ui/FormErrors';
import { FormSheet } from '../../ui/FormSheet';
import { toast } from '../../ui/Toasts';
import { decideTopic, tookPlace, type Topic } from './meetings.api';
import { words } from './words';

/** What was decided about a topic; an empty text takes it back. */
export function DecideSheet({ topic, onClose }: { topic: Topic; onClose: () => void }) {
  const w = useWords(words).decide;
  const client = useQueryClient();
  const form = useForm({ decision: topic.decision ?? '' });
  const send = form.submit(async ({ decision }) => {
    const meeting = await decideTopic(topic.id, decision.trim() === '' ? null : decision.trim());
    toast(w.done);
    onClose();
    await tookPlace(client, meeting);
  });
  return (
    <FormSheet title={topic.title} verb={w.save} busy={form.busy} onSend={send} onClose={onClose} alone>
      <FormErrors form={form} labels={{ decision: w.title }} />
      <Textarea {...form.text('decision')} label={w.title} description={w.hint} minRows={4} autosize maxRows={12} maxLength={4000} />
    </FormSheet>
  );
}

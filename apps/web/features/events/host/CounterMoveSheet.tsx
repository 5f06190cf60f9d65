import { Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../../lib/form';
import { useWords } from '../../../lib/words';
import { ErrorState } from '../../../ui/ErrorState';
import { FieldLabel } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { FormSheet } from '../../../ui/FormSheet';
import { Sheet } from '../../../ui/Sheet';
import { CardSkeleton } from '../../../ui/Skeletons';
import { toast } from '../../../ui/Toasts';
import type { Split } from '../../revenue/revenue.api';
import { SplitEditor } from '../../revenue/SplitEditor';
import { type EventDetail, rereadEvents, splitQuery } from './host.api';
import { words as moneyWords } from './money.words';
import { words } from './move.words';
import { counterMove } from './sides.api';

/** Under which split a space would take an event in. */
export function CounterMoveSheet({ event, onClose }: { event: EventDetail; onClose: () => void }) {
  const w = useWords(words);
  const split = useQuery(splitQuery(event.id));
  if (!split.data) {
    return (
      <Sheet opened onClose={onClose} title={w.counterTitle}>
        {split.isError ? <ErrorState error={split.error} onRetry={() => void split.refetch()} /> : <CardSkeleton count={2} />}
      </Sheet>
    );
  }
  const { agreement, builder } = split.data;
  return <Terms event={event} start={{ base: agreement?.base ?? 'net', shares: agreement?.shares ?? [] }} builder={Boolean(builder?.agreedAt)} onClose={onClose} />;
}

function Terms({ event, start, builder, onClose }: { event: EventDetail; start: Split; builder: boolean; onClose: () => void }) {
  const w = useWords(words);
  const { split: money } = useWords(moneyWords);
  const client = useQueryClient();
  const form = useForm<{ split: Split; note: string }>({ split: start, note: '' });
  const send = form.submit(async ({ split, note }) => {
    await counterMove(event.id, split, note.trim());
    toast(w.countered);
    onClose();
    await rereadEvents(client);
  });
  return (
    <FormSheet title={w.counterTitle} verb={w.counterDo} busy={form.busy} onSend={() => void send()} onClose={onClose}>
      <FormErrors form={form} labels={{ split: money.title, note: w.counterNote }} />
      <SplitEditor
        value={form.values.split}
        onChange={(changed) => form.set('split', changed)}
        priceYen={event.ticketTypes[0]?.priceYen ?? 0}
        capacity={event.capacity}
        space
        builder={builder}
        errorAt={(path) => form.errorAt(`split.${path}`)}
        idOf={(path) => form.idOf(`split.${path}`)}
      />
      <Textarea {...form.text('note')} label={<FieldLabel mark="optional">{w.counterNote}</FieldLabel>} description={w.counterNoteHint} autosize minRows={2} maxLength={1000} />
    </FormSheet>
  );
}

import { Checkbox, Textarea } from '@mantine/core';
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

/** What a counter-offer is called where it is made: on a proposal, or on a wish to move in. */
interface CounterWords {
  counterTitle: string;
  counterNote: string;
  counterNoteHint: string;
  counterDo: string;
  countered: string;
}

/** What the owner says yes to where it lies outside the hours of the space. */
interface HoursWords {
  label: string;
  hint: string;
  missing: string;
}

interface CounterSheetProps {
  event: EventDetail;
  words: CounterWords;
  /** Only where the owner has to say yes to a time outside opening hours. */
  hours?: HoursWords | undefined;
  onSend: (split: Split, note: string, outsideHours: boolean) => Promise<unknown>;
  onClose: () => void;
}

/** Under which other split a space would have an event; it begins with the one that stands. */
export function CounterSheet({ event, words: w, hours, onSend, onClose }: CounterSheetProps) {
  const split = useQuery(splitQuery(event.id));
  if (!split.data) {
    return (
      <Sheet opened onClose={onClose} title={w.counterTitle} width={640}>
        {split.isError ? <ErrorState error={split.error} onRetry={() => void split.refetch()} /> : <CardSkeleton count={2} />}
      </Sheet>
    );
  }
  const { agreement, builder } = split.data;
  return <Terms event={event} words={w} hours={hours} start={{ base: agreement?.base ?? 'net', shares: agreement?.shares ?? [] }} builder={Boolean(builder?.agreedAt)} onSend={onSend} onClose={onClose} />;
}

function Terms({ event, words: w, hours, start, builder, onSend, onClose }: CounterSheetProps & { start: Split; builder: boolean }) {
  const { title } = useWords(moneyWords).split;
  const client = useQueryClient();
  const form = useForm({ split: start, note: '', outsideHours: false }, ({ outsideHours }) => ({ outsideHours: hours && !outsideHours && hours.missing }));
  const send = form.submit(async ({ split, note, outsideHours }) => {
    await onSend(split, note.trim(), outsideHours);
    toast(w.countered);
    onClose();
    await rereadEvents(client);
  });
  return (
    <FormSheet title={w.counterTitle} verb={w.counterDo} width={640} busy={form.busy} onSend={() => void send()} onClose={onClose}>
      <FormErrors form={form} labels={{ split: title, note: w.counterNote, outsideHours: hours?.label ?? '' }} />
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
      {hours && (
        <Checkbox
          id={form.idOf('outsideHours')}
          label={hours.label}
          description={hours.hint}
          error={form.errorAt('outsideHours')}
          checked={form.values.outsideHours}
          onChange={({ currentTarget }) => form.set('outsideHours', currentTarget.checked)}
        />
      )}
      <Textarea {...form.text('note')} label={<FieldLabel mark="optional">{w.counterNote}</FieldLabel>} description={w.counterNoteHint} autosize minRows={2} maxLength={1000} />
    </FormSheet>
  );
}

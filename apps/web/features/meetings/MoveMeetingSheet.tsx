import { TextInput, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../lib/form';
import { tokyoDay, tokyoInstant, tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { DayField, FieldLabel, FieldRow, NumberField, TimeField } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { FormSheet } from '../../ui/FormSheet';
import { toast } from '../../ui/Toasts';
import { type Meeting, moveMeeting, tookPlace } from './meetings.api';
import styles from './meetings.module.css';
import { words } from './move.words';

/** `minutes` is null while somebody types. */
type Typed = Record<'day' | 'startsAt' | 'onlineUrl' | 'reason', string> & { minutes: number | null };

/** One meeting at another time, of another length, or with another link. */
export function MoveMeetingSheet({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const w = useWords(words);
  const client = useQueryClient();
  const { startsAt, endsAt, onlineUrl, counts } = meeting;
  const minutes = (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000;
  const wishOf = (values: Typed) => ({
    ...(values.day !== tokyoDay(startsAt) || values.startsAt !== tokyoTime(startsAt) ? { startsAt: tokyoInstant(values.day, values.startsAt) } : {}),
    ...(values.minutes !== null && values.minutes !== minutes ? { minutes: values.minutes } : {}),
    ...(values.onlineUrl.trim() !== (onlineUrl ?? '') ? { onlineUrl: values.onlineUrl.trim() === '' ? null : values.onlineUrl.trim() } : {}),
  });
  const changes = (values: Typed): boolean => Object.keys(wishOf(values)).length > 0;
  const form = useForm<Typed>({ day: tokyoDay(startsAt), startsAt: tokyoTime(startsAt), minutes, onlineUrl: onlineUrl ?? '', reason: '' }, (values) => ({
    day: (values.day === '' && w.missing) || (values.startsAt !== '' && !changes(values) && w.same),
    startsAt: values.startsAt === '' && w.missing,
    minutes: (values.minutes === null || values.minutes < 15 || values.minutes > 480) && w.minutesMissing,
    reason: values.reason.trim() === '' && w.missing,
  }));
  const send = form.submit(async (values) => {
    const moved = await moveMeeting(meeting.id, { ...wishOf(values), reason: values.reason.trim() });
    toast(w.sent);
    onClose();
    await tookPlace(client, moved);
  });
  return (
    <FormSheet title={w.title} verb={w.send} busy={form.busy} onSend={send} onClose={onClose}>
      <FormErrors form={form} labels={{ day: w.day, startsAt: w.startsAt, minutes: w.minutes, onlineUrl: w.onlineUrl, reason: w.reason }} />
      <p>{w.hint(counts.invited)}</p>
      <p className={styles.soft}>{w.only}</p>
      <DayField {...form.field('day')} label={w.day} />
      <FieldRow>
        <TimeField {...form.field('startsAt')} label={w.startsAt} />
        <NumberField {...form.field('minutes')} label={w.minutes} unit={w.minutesUnit} />
      </FieldRow>
      <TextInput {...form.text('onlineUrl')} label={<FieldLabel mark="optional">{w.onlineUrl}</FieldLabel>} description={w.onlineUrlHint} type="url" inputMode="url" maxLength={490} />
      <Textarea {...form.text('reason')} label={w.reason} description={w.reasonHint} autosize minRows={2} maxLength={500} />
    </FormSheet>
  );
}

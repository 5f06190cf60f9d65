import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../lib/form';
import { instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ErrorState } from '../../ui/ErrorState';
import { FieldLabel, FieldRow, NumberField, TimeField } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { FormSheet } from '../../ui/FormSheet';
import { Sheet } from '../../ui/Sheet';
import { LineSkeleton } from '../../ui/Skeletons';
import { toast } from '../../ui/Toasts';
import { type MeetingSettings, meetingSettingsQuery, saveMeetingSettings } from './meetings.api';
import styles from './meetings.module.css';
import { words } from './words';

/** When the cooperative meets, and where online. */
export function SettingsSheet({ onClose }: { onClose: () => void }) {
  const w = useWords(words).settings;
  const settings = useQuery({ ...meetingSettingsQuery, staleTime: 0 });
  if (settings.data && !settings.isFetching) return <Filled settings={settings.data} onClose={onClose} />;
  return (
    <Sheet opened onClose={onClose} title={w.title}>
      {settings.isError ? <ErrorState error={settings.error} onRetry={() => void settings.refetch()} /> : <LineSkeleton count={5} />}
    </Sheet>
  );
}

/** `minutes` is null while somebody types. */
type Typed = Record<'week' | 'weekday' | 'startsAt' | 'onlineUrl', string> & { minutes: number | null };

function Filled({ settings, onClose }: { settings: MeetingSettings; onClose: () => void }) {
  const w = useWords(words).settings;
  const locale = useLocale();
  const client = useQueryClient();
  const { week, weekday, startsAt, minutes, onlineUrl, changedByName, changedAt } = settings;
  const form = useForm<Typed>(
    { week: String(week), weekday: String(weekday), startsAt, minutes, onlineUrl: onlineUrl ?? '' },
    (values) => ({ minutes: (values.minutes === null || values.minutes < 15 || values.minutes > 480) && w.minutesMissing }),
  );
  const save = form.submit(async (values) => {
    await saveMeetingSettings({
      week: Number(values.week),
      weekday: Number(values.weekday),
      startsAt: values.startsAt,
      minutes: values.minutes ?? 0,
      onlineUrl: values.onlineUrl.trim() === '' ? null : values.onlineUrl.trim(),
    });
    toast(w.saved);
    onClose();
    await client.invalidateQueries({ queryKey: ['meetings'] });
  });
  return (
    <FormSheet title={w.title} verb={w.save} busy={form.busy} onSend={save} onClose={onClose}>
      <FormErrors form={form} labels={{ week: w.week, weekday: w.weekday, startsAt: w.startsAt, minutes: w.minutes, onlineUrl: w.onlineUrl }} />
      <p className={styles.soft}>{w.hint}</p>
      <FieldRow>
        <NativeSelect {...form.text('week')} label={w.week} data={Object.entries(w.weeks).map(([value, label]) => ({ value, label }))} />
        <NativeSelect {...form.text('weekday')} label={w.weekday} data={w.weekdays.map((label, value) => ({ value: String(value), label }))} />
      </FieldRow>
      <FieldRow>
        <TimeField {...form.field('startsAt')} label={w.startsAt} />
        <NumberField {...form.field('minutes')} label={w.minutes} unit={w.minutesUnit} />
      </FieldRow>
      <TextInput {...form.text('onlineUrl')} label={<FieldLabel mark="optional">{w.onlineUrl}</FieldLabel>} description={w.onlineUrlHint} type="url" inputMode="url" maxLength={490} />
      {changedByName && changedAt && <p className={styles.soft}>{w.changed(changedByName, instantText(changedAt, locale))}</p>}
    </FormSheet>
  );
}

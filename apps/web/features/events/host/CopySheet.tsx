import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useClickKey } from '../../../lib/click-key';
import { useForm } from '../../../lib/form';
import { rangeText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { today } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { DaysPicker } from '../../../ui/DaysPicker';
import { FormErrors } from '../../../ui/FormErrors';
import { FormSheet } from '../../../ui/FormSheet';
import { toast } from '../../../ui/Toasts';
import { words as calendarWords } from '../../shifts/calendar.words';
import { openingOn } from '../../spaces/opening';
import { spaceQuery } from '../../spaces/space.api';
import { words } from './changes.words';
import { copyEvent, type EventDetail, rereadEvents } from './host.api';
import styles from './host.module.css';

/** The same evening on other days, as drafts of one series. */
export function CopySheet({ event, onClose }: { event: EventDetail; onClose: () => void }) {
  const w = useWords(words).copy;
  const { closed } = useWords(calendarWords);
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const keyOf = useClickKey();
  const space = useQuery({ ...spaceQuery(event.space?.id ?? ''), enabled: event.space !== null });
  const form = useForm<{ days: string[] }>({ days: [] }, ({ days }) => ({ days: days.length === 0 && w.none }));
  const { days } = form.values;
  const send = form.submit(async (wanted) => {
    const { ids } = await copyEvent(event.id, wanted.days, keyOf(wanted.days));
    toast(w.done(ids.length));
    await rereadEvents(client);
    onClose();
    await navigate('/me/events');
  });
  return (
    <FormSheet title={w.title} verb={days.length === 0 ? w.none : w.do(days.length)} busy={form.busy} onSend={send} onClose={onClose}>
      <FormErrors form={form} labels={{ days: w.days }} />
      <p className={styles.soft}>{w.hint(rangeText(event.startsAt, event.endsAt, locale, false))}</p>
      <DaysPicker
        label={w.days}
        value={days}
        onChange={(next) => form.set('days', next)}
        min={today()}
        noteOf={(day) => (space.data && openingOn(day, space.data).length === 0 ? closed : undefined)}
      />
    </FormSheet>
  );
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { rangeText } from '../../../lib/format';
import { useForm } from '../../../lib/form';
import { useLocale } from '../../../lib/locale';
import { today } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { DaysPicker } from '../../../ui/DaysPicker';
import { FormErrors } from '../../../ui/FormErrors';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toasts';
import { words as shared } from '../../../ui/words';
import { words as calendarWords } from '../../shifts/calendar.words';
import { openingOn } from '../../spaces/opening';
import { spaceQuery } from '../../spaces/space.api';
import { copyEvent, type EventDetail, rereadEvents } from './host.api';
import styles from './host.module.css';
import { words } from './host.words';

/** The same evening on other days, as drafts of one series. */
export function CopySheet({ event, onClose }: { event: EventDetail; onClose: () => void }) {
  const w = useWords(words).copy;
  const { closed } = useWords(calendarWords);
  const { cancel } = useWords(shared);
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const space = useQuery({ ...spaceQuery(event.space?.id ?? ''), enabled: event.space !== null });
  const form = useForm<{ days: string[] }>({ days: [] }, ({ days }) => ({ days: days.length === 0 && w.none }));
  const { days } = form.values;
  const send = form.submit(async (wanted) => {
    const { ids } = await copyEvent(event.id, wanted.days);
    toast(w.done(ids.length));
    await rereadEvents(client);
    onClose();
    await navigate('/me/events');
  });
  return (
    <Sheet
      opened
      onClose={onClose}
      title={w.title}
      footer={
        <>
          <ActionButton tone="bare" onClick={onClose}>
            {cancel}
          </ActionButton>
          <ActionButton busy={form.busy} onClick={() => void send()}>
            {days.length === 0 ? w.none : w.do(days.length)}
          </ActionButton>
        </>
      }
    >
      <div className={styles.stack}>
        <FormErrors form={form} labels={{ days: w.days }} />
        <p className={styles.soft}>{w.hint(rangeText(event.startsAt, event.endsAt, locale, false))}</p>
        <DaysPicker
          label={w.days}
          value={days}
          onChange={(next) => form.set('days', next)}
          min={today()}
          noteOf={(day) => (space.data && openingOn(day, space.data).length === 0 ? closed : undefined)}
        />
      </div>
    </Sheet>
  );
}

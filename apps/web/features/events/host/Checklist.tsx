import { Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { factsText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useNow } from '../../../lib/now';
import { addDays, tokyoDay } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { Card } from '../../../ui/Card';
import { ErrorState } from '../../../ui/ErrorState';
import { words } from './desk.words';
import { changeEvent, deskQuery, type EventDetail, rereadEvents } from './host.api';
import styles from './host.module.css';

/** What is still to do before the evening; a tick is kept at once and can be taken back. */
export function Checklist({ event }: { event: EventDetail }) {
  const w = useWords(words).checklist;
  const locale = useLocale();
  const client = useQueryClient();
  const now = useNow();
  const { checklist } = event;
  const tick = useMutation({
    mutationFn: (next: EventDetail['checklist']) => changeEvent(event.id, { checklist: next }),
    onMutate: (next) => client.setQueryData(deskQuery(event.id).queryKey, (desk) => desk && { ...desk, event: { ...desk.event, checklist: next } }),
    onSettled: () => rereadEvents(client),
  });
  const done = checklist.filter((task) => task.done).length;
  const today = tokyoDay(now);
  // Ticks in a proposal would take it back to a draft.
  const mayTick = event.can.edit && event.status !== 'proposed' && event.status !== 'countered' && event.status !== 'refused';
  return (
    <Card title={w.title} aside={checklist.length > 0 && w.of(done, checklist.length)}>
      {tick.error && <ErrorState error={tick.error} />}
      {checklist.length === 0 && <p>{w.empty}</p>}
      {checklist.length > 0 && done === checklist.length && <p>{w.all}</p>}
      <ul className={styles.tasks}>
        {checklist.map((task, at) => {
          const late = !task.done && addDays(tokyoDay(event.startsAt), -task.daysBefore) < today;
          return (
            <li key={`${task.text}-${at}`}>
              <Checkbox
                label={task.text}
                description={factsText([w.before(task.daysBefore), late && w.late], locale)}
                checked={task.done}
                disabled={!mayTick}
                onChange={({ currentTarget }) => tick.mutate(checklist.map((one, index) => (index === at ? { ...one, done: currentTarget.checked } : one)))}
              />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

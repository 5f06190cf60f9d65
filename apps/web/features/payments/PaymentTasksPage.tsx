import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { CardSkeleton, LineSkeleton } from '../../ui/Skeletons';
import { FilterChips, StatusTag, type Tone } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { columnText, differenceText } from './difference-words';
import { isUnderWay, mendTask, type PaymentTask, paymentTasksQuery, type Reconciliation, reconcile, reconciliationsQuery, type TaskState } from './payments.api';
import styles from './payments.module.css';
import { words } from './words';

/** Where the payment company and we do not agree, with one click to mend each. */
export default function PaymentTasksPage() {
  const w = useWords(words);
  const [state, setState] = useState<TaskState>('open');
  const tasks = useInfiniteQuery(paymentTasksQuery(state));
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={w.title} sub={w.sub}>
      <Comparisons />
      <FilterChips
        label={w.filter}
        options={[
          { value: 'open', label: w.open },
          { value: 'settled', label: w.settled },
        ]}
        value={state}
        onChange={setState}
      />
      {tasks.isPending && <CardSkeleton count={2} />}
      {tasks.isLoadingError && <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isSuccess && items.length === 0 && <EmptyState title={state === 'open' ? w.none : w.noneSettled}>{state === 'open' && w.noneText}</EmptyState>}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map((task) => (
            <Task key={task.id} task={task} />
          ))}
        </ul>
      )}
      <More list={tasks} label={w.more} />
    </Page>
  );
}

const TONES: Readonly<Record<Reconciliation['status'], Tone>> = { waiting: 'plain', running: 'ai', done: 'ok', failed: 'bad' };

function Comparisons() {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const runs = useQuery(reconciliationsQuery);
  const start = useMutation({
    mutationFn: reconcile,
    onSuccess: async () => {
      toast(w.started);
      await client.invalidateQueries({ queryKey: reconciliationsQuery.queryKey });
    },
  });
  const last = runs.data?.items[0];
  return (
    <Card title={w.last} aside={last && <StatusTag tone={TONES[last.status]}>{w.state[last.status]}</StatusTag>}>
      {runs.isPending && <LineSkeleton />}
      {runs.isError && <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.data && !last && <p className={styles.soft}>{w.never}</p>}
      {last && (
        <>
          <p className={styles.soft}>
            {instantText(last.finishedAt ?? last.askedAt, locale)}・{last.askedBy ? w.by(last.askedBy) : w.night}
          </p>
          {last.status === 'done' && (
            <Facts
              items={[
                { label: w.compared, value: w.count(last.compared) },
                { label: w.filled, value: w.count(last.eventsFilled) },
                { label: w.adopted, value: w.count(last.adopted) },
                { label: w.left, value: <b>{w.count(last.differences)}</b> },
              ]}
            />
          )}
        </>
      )}
      {start.isError && <ErrorState error={start.error} />}
      <ActionButton tone="quiet" busy={start.isPending || (last !== undefined && isUnderWay(last))} onClick={() => start.mutate()}>
        {w.start}
      </ActionButton>
    </Card>
  );
}

/** A word for what the server names, itself where there is none. */
const wordOf = (known: Readonly<Record<string, string>>, name: string): string => known[name] ?? name;

function Task({ task }: { task: PaymentTask }) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const mend = useMutation({
    mutationFn: () => mendTask(task.id),
    // A letter may fail again: then the task stays, and so says the screen.
    onSuccess: async ({ settledAt }) => {
      if (settledAt !== null) toast(w.mended[task.kind]);
      await client.invalidateQueries({ queryKey: ['payment-tasks'] });
    },
  });
  return (
    <Card as="li" title={w.kind[task.kind]} aside={wordOf(w.object, task.objectKind)} tone={task.settledAt ? 'plain' : 'warm'}>
      <p className={styles.id}>
        {task.objectId}
        {task.purpose && `・${wordOf(w.purpose, task.purpose)}`}
        {task.eventType && `・${task.eventType}`}
      </p>
      {task.differences.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{w.column}</th>
              <th scope="col">{w.here}</th>
              <th scope="col">{w.atStripe}</th>
            </tr>
          </thead>
          <tbody>
            {task.differences.map(({ column, here, atStripe }) => (
              <tr key={column}>
                <th scope="row">{columnText(column, locale)}</th>
                <td>{differenceText(column, here, locale) ?? w.empty}</td>
                <td className={styles.there}>{differenceText(column, atStripe, locale) ?? w.empty}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.soft}>
        {!task.settledAt && w.found(instantText(task.foundAt, locale))}
        {task.settledAt && (task.settledBy ? w.settledBy(task.settledBy, instantText(task.settledAt, locale)) : w.settledItself(instantText(task.settledAt, locale)))}
      </p>
      {mend.isError && <ErrorState error={mend.error} />}
      {mend.data?.settledAt === null && <p role="status">{w.stillFailing}</p>}
      {task.can.mend && (
        <ActionButton busy={mend.isPending} onClick={() => mend.mutate()}>
          {w.mend[task.kind]}
        </ActionButton>
      )}
    </Card>
  );
}

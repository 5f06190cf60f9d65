import { NativeSelect } from '@mantine/core';
import { infiniteQueryOptions, keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { auditSentence } from '#libs/words';
import { useAddress } from '../../lib/address';
import { type Answer, answer, api } from '../../lib/api';
import { useLocale } from '../../lib/locale';
import { everyPage } from '../../lib/pages';
import { type Day, tokyoDay, tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { More } from '../../ui/More';
import { Narrowed } from '../../ui/Narrowed';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { DayName } from '../../ui/When';
import { spaceChoicesQuery } from '../spaces/space.api';
import styles from './AuditPage.module.css';
import { type Change, changesOf, isBrief } from './changes';
import { reasonText, valueText } from './value-text';
import { words } from './words';

type Entry = Answer<'/api/v1/audit', 'get'>['items'][number];

interface Filter {
  action: string;
  spaceId: string;
  accountId: string;
  subjectId: string;
}

const auditQuery = ({ action, spaceId, accountId, subjectId }: Filter) =>
  infiniteQueryOptions({
    queryKey: ['audit', action, spaceId, accountId, subjectId],
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/audit', {
          params: {
            query: {
              limit: 50,
              cursor: pageParam,
              action: action || undefined,
              spaceId: spaceId || undefined,
              concernsAccountId: accountId || undefined,
              subjectId: subjectId || undefined,
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

const peopleChoicesQuery = queryOptions({
  queryKey: ['members', 'choices'],
  staleTime: 300_000,
  queryFn: () => everyPage((cursor) => answer(api.GET('/api/v1/members', { params: { query: { limit: 100, cursor } } }))),
});

/** Who did what to whom, newest first; found by what, where and to whom. The filters live in the address. */
export default function AuditPage() {
  const w = useWords(words);
  const { get, set, clear, isEmpty } = useAddress();
  const filter: Filter = {
    action: get('action'),
    spaceId: get('space'),
    accountId: get('person'),
    subjectId: get('subjectId'),
  };
  // All about one thing is a step that „back“ takes back.
  const show = (subjectId: string) => set('subjectId', subjectId, { replace: false });
  const found = useInfiniteQuery(auditQuery(filter));
  const entries = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={w.title} sub={w.sub}>
      <Filters filter={filter} onChange={set} onClear={isEmpty ? undefined : clear} />
      {filter.subjectId && (
        <Narrowed clearLabel={w.showAll} onClear={() => show('')}>
          {w.subjectOnly}
        </Narrowed>
      )}
      {found.isPending && <CardSkeleton count={3} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && entries.length === 0 && <EmptyState title={w.emptyTitle}>{w.emptyText}</EmptyState>}
      {byDay(entries).map(({ day, items }) => (
        <section key={day} className={styles.day}>
          <h2>
            <DayName day={day} />
          </h2>
          <ol className={styles.list}>
            {items.map((entry) => (
              <AuditEntry key={entry.id} entry={entry} onOnly={filter.subjectId ? undefined : () => show(entry.subject.id)} />
            ))}
          </ol>
        </section>
      ))}
      <More list={found} label={w.more} />
    </Page>
  );
}

function byDay(entries: readonly Entry[]): { day: Day; items: Entry[] }[] {
  const days: { day: Day; items: Entry[] }[] = [];
  for (const entry of entries) {
    const day = tokyoDay(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(entry);
    else days.push({ day, items: [entry] });
  }
  return days;
}

interface FiltersProps {
  filter: Filter;
  onChange: (name: string, value: string) => void;
  onClear?: () => void;
}

function Filters({ filter, onChange, onClear }: FiltersProps) {
  const w = useWords(words);
  const locale = useLocale();
  const spaces = useQuery(spaceChoicesQuery);
  const people = useQuery(peopleChoicesQuery);
  return (
    <div className={styles.filters} role="search">
      <NativeSelect
        aria-label={w.action}
        value={filter.action}
        data={[
          ...Object.entries(w.actions).map(([value, label]) => ({ value, label })),
          ...(filter.action in w.actions ? [] : [{ value: filter.action, label: auditSentence(filter.action)[locale] }]),
        ]}
        onChange={(event) => onChange('action', event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={w.space}
        value={filter.spaceId}
        data={[{ value: '', label: w.anySpace }, ...(spaces.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => onChange('space', event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={w.person}
        value={filter.accountId}
        data={[
          { value: '', label: w.anyPerson },
          ...(people.data?.items ?? []).map(({ accountId, name, displayName }) => ({ value: accountId, label: name || displayName })),
        ]}
        onChange={(event) => onChange('person', event.currentTarget.value)}
      />
      {onClear && (
        <ActionButton tone="bare" onClick={onClear}>
          {w.clear}
        </ActionButton>
      )}
    </div>
  );
}

function AuditEntry({ entry, onOnly }: { entry: Entry; onOnly?: () => void }) {
  const w = useWords(words);
  const locale = useLocale();
  const { actor, concernsName } = entry;
  const changes = changesOf(entry.before, entry.after);
  const who = actor.kind === 'account' ? (actor.name ? w.did(actor.name) : w.gone) : w[actor.kind];
  const context = [entry.spaceName, concernsName && concernsName !== actor.name ? w.concerns(concernsName) : null].filter(Boolean);
  return (
    <li className={styles.entry}>
      <time dateTime={entry.at} className={styles.time}>
        {tokyoTime(entry.at)}
      </time>
      <div className={styles.what}>
        <p>
          <b>{who}</b>
          {entry.sentence}
        </p>
        {context.length > 0 && <p className={styles.soft}>{context.join(locale === 'ja' ? '・' : ', ')}</p>}
        {entry.reason && <p className={styles.reason}>{w.reason(reasonText(entry.action, entry.reason, locale))}</p>}
        <Brief action={entry.action} changes={changes.filter(isBrief)} />
        <div className={styles.links}>
          {changes.some((change) => !isBrief(change)) && <Changes action={entry.action} changes={changes} />}
          <SubjectLink subject={entry.subject} />
          {onOnly && (
            <button type="button" onClick={onOnly}>
              {w.onlyThis}
            </button>
          )}
        </div>
      </div>
    </li>
  );
}

interface ChangesProps {
  action: string;
  changes: readonly Change[];
}

/** The short ones in a line: 「報酬 4,000円 → 5,000円」. */
function Brief({ action, changes }: ChangesProps) {
  const label = useFieldLabel();
  const locale = useLocale();
  if (changes.length === 0) return null;
  return (
    <ul className={styles.brief}>
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          {label(field)} {before !== undefined && before !== null && `${valueText(action, field, before, locale)} → `}
          <b>{valueText(action, field, after, locale)}</b>
        </li>
      ))}
    </ul>
  );
}

/** Everything the entry says, before beside after. */
function Changes({ action, changes }: ChangesProps) {
  const w = useWords(words);
  const label = useFieldLabel();
  const locale = useLocale();
  const said = (field: string, value: unknown) => {
    if (value === undefined) return <span className={styles.soft}>–</span>;
    return value === null || value === '' ? <span className={styles.soft}>{w.nothing}</span> : valueText(action, field, value, locale);
  };
  const hadBefore = changes.some(({ before }) => before !== undefined);
  return (
    <details className={styles.changes}>
      <summary>{w.changes}</summary>
      <table>
        {hadBefore && (
          <thead>
            <tr>
              <td />
              <th scope="col">{w.before}</th>
              <th scope="col">{w.after}</th>
            </tr>
          </thead>
        )}
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row">{label(field)}</th>
              {hadBefore && <td>{said(field, before)}</td>}
              <td>{said(field, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** A field of an entry in words; one that nobody named stands as its code. */
function useFieldLabel(): (field: string) => string {
  const labels: Readonly<Record<string, string>> = useWords(words).fields;
  return (field) => labels[field] ?? field;
}

/** The way to the thing itself, where the steward has a screen for it. */
function SubjectLink({ subject }: { subject: Entry['subject'] }) {
  const w = useWords(words);
  const ways: Readonly<Record<string, { to: string; label: string }>> = {
    mixer: { to: `/admin/members/${subject.id}`, label: w.openMember },
    space: { to: `/admin/spaces/${subject.id}`, label: w.openSpace },
    document: { to: `/documents/${subject.id}`, label: w.openDocument },
  };
  const way = ways[subject.type];
  return way ? <Link to={way.to}>{way.label}</Link> : null;
}

import { Checkbox, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../../../lib/address';
import { factsText, rangeText } from '../../../lib/format';
import { type Locale, useLocale } from '../../../lib/locale';
import { isSteward, useMe } from '../../../lib/session';
import { termText } from '../../../lib/terms';
import { useWords } from '../../../lib/words';
import { ActionButton, ActionLink } from '../../../ui/ActionButton';
import { type Column, DataTable, useSorted } from '../../../ui/DataTable';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { Filters } from '../../../ui/Filters';
import { More } from '../../../ui/More';
import { Page } from '../../../ui/Page';
import { SearchField } from '../../../ui/SearchField';
import { Sheet } from '../../../ui/Sheet';
import { CardSkeleton } from '../../../ui/Skeletons';
import { StatusTag } from '../../../ui/Tags';
import { RefundsCard } from '../host/GuestsPanel';
import { words as heldWords } from '../host/held.words';
import { EventTag } from '../host/HeldEvents';
import { type AdminEvent, adminEventsQuery, PLANNED_KINDS, STATUSES } from '../host/host.api';
import styles from '../host/host.module.css';
import { words } from './admin.words';
import { CostReviews } from './CostReviews';

/** Every event of the cooperative, those that need somebody first to be found. */
export default function AdminEventsPage() {
  const w = useWords(words);
  const held = useWords(heldWords);
  const locale = useLocale();
  const me = useMe();
  const { get, set, isEmpty } = useAddress();
  const filters = {
    status: STATUSES.find((known) => known === get('status')),
    kind: PLANNED_KINDS.find((known) => known === get('kind')),
    search: get('q') || undefined,
    unfounded: get('unfounded') === 'true' || undefined,
    toMend: get('refunds') === 'toMend' || undefined,
  };
  const found = useInfiniteQuery({ ...adminEventsQuery(filters), placeholderData: keepPreviousData });
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const [refunds, setRefunds] = useState<AdminEvent | null>(null);
  const columns = useColumns(rows, setRefunds);
  const { sorted, sorting, setSorting } = useSorted(rows, columns);
  return (
    <Page
      title={w.title}
      sub={w.sub}
      width="full"
      actions={
        isSteward(me) && (
          <ActionLink tone="quiet" to="/me/events/new?kind=course">
            {w.plan}
          </ActionLink>
        )
      }
    >
      <CostReviews />
      <Filters>
        <SearchField label={w.search} value={get('q')} onSearch={(value) => set('q', value)} />
        <NativeSelect
          aria-label={w.anyStatus}
          value={filters.status ?? ''}
          data={[{ value: '', label: w.anyStatus }, ...STATUSES.map((value) => ({ value, label: held.status[value] }))]}
          onChange={({ currentTarget }) => set('status', currentTarget.value)}
        />
        <NativeSelect
          aria-label={w.anyKind}
          value={filters.kind ?? ''}
          data={[{ value: '', label: w.anyKind }, ...PLANNED_KINDS.map((value) => ({ value, label: termText('eventKind', value, locale) }))]}
          onChange={({ currentTarget }) => set('kind', currentTarget.value)}
        />
      </Filters>
      <div className={styles.stack}>
        <Checkbox label={w.unfounded} checked={filters.unfounded === true} onChange={({ currentTarget }) => set('unfounded', currentTarget.checked ? 'true' : '')} />
        <Checkbox label={w.onlyRefunds} checked={filters.toMend === true} onChange={({ currentTarget }) => set('refunds', currentTarget.checked ? 'toMend' : '')} />
      </div>
      {found.isPending && <CardSkeleton count={4} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && <EmptyState title={isEmpty ? w.empty : w.noMatch}>{isEmpty ? w.emptyHint : w.noMatchHint}</EmptyState>}
      {rows.length > 0 && (
        <DataTable
          caption={w.title}
          columns={columns}
          rows={sorted}
          keyOf={({ id }) => id}
          sorting={sorting}
          onSort={setSorting}
          card={(event) => <EventCard event={event} onRefunds={() => setRefunds(event)} />}
        />
      )}
      <More list={found} label={held.more} />
      <Sheet opened={refunds !== null} onClose={() => setRefunds(null)} title={refunds?.title ?? w.refunds} width={640}>
        {refunds && <RefundsCard eventId={refunds.id} />}
      </Sheet>
    </Page>
  );
}

function useColumns(rows: readonly AdminEvent[], showRefunds: (event: AdminEvent) => void): Column<AdminEvent>[] {
  const w = useWords(words);
  const held = useWords(heldWords);
  const locale = useLocale();
  return [
    { key: 'when', label: w.columns.when, sortBy: ({ startsAt }) => startsAt, cell: (event) => whenOf(event, locale), foot: w.sum(rows.length) },
    { key: 'title', label: w.columns.title, heads: true, sortBy: ({ title }) => title, cell: (event) => <Title event={event} /> },
    { key: 'space', label: w.columns.space, sortBy: ({ space }) => space?.name ?? '', cell: ({ space }) => space?.name ?? held.online },
    { key: 'host', label: w.columns.host, sortBy: ({ host }) => host.name, cell: ({ host }) => host.name },
    {
      key: 'seats',
      label: w.columns.seats,
      sortBy: ({ capacity, seatsLeft }) => capacity - seatsLeft,
      cell: ({ capacity, seatsLeft }) => held.seats(capacity - seatsLeft, capacity),
      foot: held.seats(
        rows.reduce((sum, { capacity, seatsLeft }) => sum + capacity - seatsLeft, 0),
        rows.reduce((sum, { capacity }) => sum + capacity, 0),
      ),
    },
    { key: 'status', label: w.columns.status, sortBy: ({ status }) => STATUSES.indexOf(status), cell: (event) => <State event={event} /> },
    { key: 'refunds', label: w.columns.refunds, sortBy: ({ refundsToMend }) => refundsToMend, cell: (event) => <RefundsOf event={event} onShow={() => showRefunds(event)} /> },
  ];
}

const whenOf = ({ startsAt, endsAt }: AdminEvent, locale: Locale): string => rangeText(startsAt, endsAt, locale);

function Title({ event }: { event: AdminEvent }) {
  const steward = isSteward(useMe());
  const open = event.status === 'published' || event.status === 'done' || event.status === 'settled' || event.status === 'cancelled';
  if (!steward && !open) return event.title;
  return (
    <Link to={steward ? `/me/events/${event.id}` : `/events/${event.id}`} className={styles.link}>
      {event.title}
    </Link>
  );
}

function State({ event }: { event: AdminEvent }) {
  const locale = useLocale();
  return (
    <span className={styles.tags}>
      <EventTag event={event} />
      {event.unfounded && <StatusTag tone="bad">{termText('groundGone', event.unfounded, locale)}</StatusTag>}
    </span>
  );
}

function RefundsOf({ event, onShow }: { event: AdminEvent; onShow: () => void }) {
  const w = useWords(words);
  // What was called off before it was on sale has no money to give back.
  const givesBack = event.status === 'cancelled' && event.ticketTypes.some(({ id }) => id !== null);
  if (event.refundsToMend === 0 && !givesBack) return null;
  return (
    <span className={styles.tags}>
      {event.refundsToMend > 0 && <StatusTag tone="bad">{w.toMend(event.refundsToMend)}</StatusTag>}
      <ActionButton tone="bare" size="xs" aria-label={w.refundsOf(event.title)} onClick={onShow} aria-haspopup="dialog">
        {w.refunds}
      </ActionButton>
    </span>
  );
}

function EventCard({ event, onRefunds }: { event: AdminEvent; onRefunds: () => void }) {
  const held = useWords(heldWords);
  const locale = useLocale();
  return (
    <div className={styles.stack}>
      <Title event={event} />
      <span className={styles.soft}>
        {whenOf(event, locale)}
        <br />
        {factsText([event.space?.name ?? held.online, event.host.name, held.seats(event.capacity - event.seatsLeft, event.capacity)], locale)}
      </span>
      <State event={event} />
      <RefundsOf event={event} onShow={onRefunds} />
    </div>
  );
}

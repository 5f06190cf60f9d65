import { prefectureName } from '#libs/words';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Locale, useLocale } from '../../../lib/locale';
import { type Day, today, tokyoDay } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionLink } from '../../../ui/ActionButton';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { CloseIcon, FilterIcon } from '../../../ui/icons';
import { More } from '../../../ui/More';
import { Page } from '../../../ui/Page';
import { CardSkeleton } from '../../../ui/Skeletons';
import { FilterChips, ToggleChip } from '../../../ui/Tags';
import { TextLink } from '../../../ui/TextLink';
import { DayName } from '../../../ui/When';
import { spacesToFilterQuery } from '../../shifts/openShifts';
import { EventCards } from './EventCards';
import { EventFilterSheet } from './EventFilterSheet';
import { countFilters, type EventFilters, eventListQuery, type EventItem, readFilters, writeFilters } from './events.api';
import styles from './EventsPage.module.css';
import { words } from './event.words';

const EventMonth = lazy(() => import('./EventMonth'));

const VIEWS = ['list', 'month'] as const;
type View = (typeof VIEWS)[number];

/** Every event that is coming, for everybody: by day, or on the sheet of a month. */
export default function EventsPage() {
  const w = useWords(words);
  const [params, setParams] = useSearchParams();
  const [filtering, setFiltering] = useState(false);
  const locale = useLocale();
  const filters = readFilters(params);
  const view = VIEWS.find((each) => each === params.get('view')) ?? 'list';
  const day = dayOf(params.get('day'));

  const go = (next: EventFilters, nextView: View = view, nextDay: Day = day) => {
    const shown: Record<string, string> = nextView === 'list' ? {} : { view: nextView, day: nextDay };
    setParams({ ...writeFilters(next), ...shown }, { replace: true, preventScrollReset: true });
  };
  const found = countFilters(filters);

  return (
    <Page
      title={w.list.title}
      sub={w.list.sub}
      width="wide"
      actions={
        <FilterChips
          label={w.list.view.label}
          value={view}
          onChange={(next) => go(filters, next)}
          options={VIEWS.map((value) => ({ value, label: w.list.view[value] }))}
        />
      }
    >
      <div className={styles.tools}>
        <ToggleChip pressed={filters.free} onChange={(free) => go({ ...filters, free })}>
          {w.list.free}
        </ToggleChip>
        <button type="button" className={styles.filter} onClick={() => setFiltering(true)} aria-haspopup="dialog">
          <FilterIcon size={18} />
          {found > 0 ? w.list.filtersWith(found) : w.list.filters}
        </button>
        <Chosen filters={filters} onChange={go} />
      </div>
      {view === 'list' ? (
        <EventList filters={filters} />
      ) : (
        <Suspense fallback={<CardSkeleton count={4} />}>
          <EventMonth day={day} filters={filters} onDay={(next) => go(filters, view, next)} />
        </Suspense>
      )}
      <p className={styles.lost}>
        <TextLink to="/registrations">{w.list.lost}</TextLink>
        <a href={feedAddress('rss', filters, locale)}>{w.list.feed}</a>
        <a href={feedAddress('ics', filters, locale)}>{w.list.calendar}</a>
      </p>
      {filtering && (
        <EventFilterSheet
          filters={filters}
          onClose={() => setFiltering(false)}
          onApply={(next) => {
            setFiltering(false);
            go(next);
          }}
        />
      )}
    </Page>
  );
}

/** The same events for programs: a feed reader, a calendar that subscribes. */
const feedAddress = (kind: 'rss' | 'ics', filters: EventFilters, locale: Locale): string =>
  `/api/v1/events.${kind}?${new URLSearchParams({ ...writeFilters({ ...filters, free: false }), lang: locale }).toString()}`;

const dayOf = (text: string | null): Day => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : today());

interface FilteredProps {
  filters: EventFilters;
  onChange: (filters: EventFilters) => void;
}

/** What narrows the list, each with its way out. */
function Chosen({ filters, onChange }: FilteredProps) {
  const w = useWords(words);
  const locale = useLocale();
  const { data } = useQuery({ ...spacesToFilterQuery, enabled: filters.spaceId !== '' });
  const spaceName = data?.items.find(({ id }) => id === filters.spaceId)?.name;
  const chosen: { label: string; without: Partial<EventFilters> }[] = [
    ...filters.areas.map((code) => ({ label: prefectureName(code, locale), without: { areas: filters.areas.filter((each) => each !== code) } })),
    ...(filters.spaceId ? [{ label: spaceName ?? w.filter.space, without: { spaceId: '' } }] : []),
    ...(filters.kind ? [{ label: w.kind[filters.kind], without: { kind: '' as const } }] : []),
  ];
  return chosen.map(({ label, without }) => (
    <button key={label} type="button" className={styles.chosen} aria-label={w.list.remove(label)} onClick={() => onChange({ ...filters, ...without })}>
      {label}
      <CloseIcon size={16} />
    </button>
  ));
}

function EventList({ filters }: { filters: EventFilters }) {
  const w = useWords(words).list;
  const list = useInfiniteQuery(eventListQuery(filters));
  if (list.isPending) return <CardSkeleton count={5} />;
  if (!list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const events = list.data.pages.flatMap((page) => page.items);
  if (events.length === 0 && !list.hasNextPage) return <NoEvents narrowed={countFilters(filters) > 0 || filters.free} />;
  return (
    <>
      <ByDay events={events} />
      {list.isFetchNextPageError && <ErrorState error={list.error} onRetry={() => void list.fetchNextPage()} />}
      {list.hasNextPage && !list.isFetchNextPageError && <More label={w.more} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {!list.hasNextPage && <p className={styles.end}>{w.end}</p>}
    </>
  );
}

function ByDay({ events }: { events: readonly EventItem[] }) {
  const days = [...new Set(events.map((event) => tokyoDay(event.startsAt)))];
  return days.map((day) => (
    <section key={day} className={styles.day} aria-labelledby={`day-${day}`}>
      <h2 id={`day-${day}`}>
        <DayName day={day} withYear={false} />
      </h2>
      <EventCards events={events.filter((event) => tokyoDay(event.startsAt) === day)} />
    </section>
  ));
}

function NoEvents({ narrowed }: { narrowed: boolean }) {
  const w = useWords(words).list.empty;
  if (!narrowed) {
    return (
      <EmptyState title={w.title} action={<ActionLink to="/spaces">{w.spaces}</ActionLink>}>
        {w.none}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={w.noMatch}
      action={
        <ActionLink to="/events" tone="quiet">
          {w.clear}
        </ActionLink>
      }
    >
      {w.filtered}
    </EmptyState>
  );
}

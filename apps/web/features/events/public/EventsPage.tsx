import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { type Locale, useLocale } from '../../../lib/locale';
import { asDay, type Day, today } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionLink } from '../../../ui/ActionButton';
import { DayList } from '../../../ui/DayList';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { More } from '../../../ui/More';
import { Page } from '../../../ui/Page';
import { CardSkeleton } from '../../../ui/Skeletons';
import { FilterChips } from '../../../ui/Tags';
import { TextLink } from '../../../ui/TextLink';
import { EventCards } from './EventCards';
import { EventFilterBar } from './EventFilterBar';
import { countFilters, type EventFilters, eventListQuery, readFilters, writeFilters } from './events.api';
import styles from './EventsPage.module.css';
import { words } from './event.words';

const EventMonth = lazy(() => import('./EventMonth'));

const VIEWS = ['list', 'month'] as const;
type View = (typeof VIEWS)[number];

/** Every event that is coming, for everybody: by day, or on the sheet of a month. */
export default function EventsPage() {
  const w = useWords(words);
  const [params, setParams] = useSearchParams();
  const locale = useLocale();
  const filters = readFilters(params);
  const view = VIEWS.find((each) => each === params.get('view')) ?? 'list';
  const day = asDay(params.get('day')) || today();

  const go = (next: EventFilters, nextView: View = view, nextDay: Day = day) => {
    const shown: Record<string, string> = nextView === 'list' ? {} : { view: nextView, day: nextDay };
    setParams({ ...writeFilters(next), ...shown }, { replace: true, preventScrollReset: true });
  };

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
      <EventFilterBar filters={filters} onChange={go} />
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
    </Page>
  );
}

/** The same events for programs: a feed reader, a calendar that subscribes. */
const feedAddress = (kind: 'rss' | 'ics', filters: EventFilters, locale: Locale): string =>
  `/api/v1/events.${kind}?${new URLSearchParams({ ...writeFilters({ ...filters, free: false }), lang: locale }).toString()}`;

function EventList({ filters }: { filters: EventFilters }) {
  const w = useWords(words).list;
  const list = useInfiniteQuery(eventListQuery(filters));
  if (list.isPending) return <CardSkeleton count={5} />;
  if (!list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const events = list.data.pages.flatMap((page) => page.items);
  if (events.length === 0 && !list.hasNextPage) return <NoEvents narrowed={countFilters(filters) > 0 || filters.free} />;
  return (
    <>
      <DayList items={events}>{(ofDay) => <EventCards events={ofDay} />}</DayList>
      <More list={list} label={w.more} end={w.end} />
    </>
  );
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

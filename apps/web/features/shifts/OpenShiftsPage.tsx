import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { asDay, type Day, today } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { DayList } from '../../ui/DayList';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { FilterChips } from '../../ui/Tags';
import type { Shift } from './claims.api';
import { openWords } from './open.words';
import { countFilters, readFilters, type ShiftFilters, shiftListQuery, type View, writeFilters } from './openShifts';
import { ShiftCards } from './ShiftCards';
import { ShiftFilterBar } from './ShiftFilterBar';
import { TakeSheet } from './TakeSheet';

const ShiftCalendar = lazy(() => import('./ShiftCalendar'));

const VIEWS: readonly View[] = ['list', 'week', 'month'];

export default function OpenShiftsPage() {
  const w = useWords(openWords);
  const [params, setParams] = useSearchParams();
  const [wanted, setWanted] = useState<Shift | null>(null);
  const filters = readFilters(params);
  const view = VIEWS.find((each) => each === params.get('view')) ?? 'list';
  const day = asDay(params.get('day')) || filters.from;

  const go = (next: ShiftFilters, nextView: View = view, nextDay: Day = day) => {
    const shown: Record<string, string> = nextView === 'list' ? {} : { view: nextView, ...(nextDay ? { day: nextDay } : {}) };
    setParams({ ...writeFilters(next), ...shown }, { replace: true, preventScrollReset: true });
  };

  return (
    <Page
      title={w.title}
      sub={w.contractWork}
      width="wide"
      actions={
        <FilterChips
          label={w.view.label}
          value={view}
          onChange={(next) => go(filters, next)}
          options={VIEWS.map((value) => ({ value, label: w.view[value] }))}
        />
      }
    >
      <ShiftFilterBar filters={filters} onChange={go} />
      {view === 'list' ? (
        <ShiftList filters={filters} onChange={go} onTake={setWanted} />
      ) : (
        <Suspense fallback={<CardSkeleton count={4} />}>
          <ShiftCalendar view={view} day={day || today()} filters={filters} onDay={(next) => go(filters, view, next)} onTake={setWanted} />
        </Suspense>
      )}
      <TakeSheet shift={wanted} onClose={() => setWanted(null)} />
    </Page>
  );
}

interface FilteredProps {
  filters: ShiftFilters;
  onChange: (filters: ShiftFilters) => void;
}

function ShiftList({ filters, onChange, onTake }: FilteredProps & { onTake: (shift: Shift) => void }) {
  const w = useWords(openWords);
  const list = useInfiniteQuery(shiftListQuery(filters));
  if (list.isPending) return <CardSkeleton count={5} />;
  if (!list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const shifts = list.data.pages.flatMap((page) => page.items);
  if (shifts.length === 0 && !list.hasNextPage) return <NoShifts filters={filters} onChange={onChange} />;
  return (
    <>
      {filters.sort === 'startsAt' ? (
        <DayList items={shifts}>{(ofDay) => <ShiftCards shifts={ofDay} onTake={onTake} />}</DayList>
      ) : (
        <ShiftCards shifts={shifts} onTake={onTake} withDay />
      )}
      <More list={list} label={w.more} end={w.end} />
    </>
  );
}

function NoShifts({ filters, onChange }: FilteredProps) {
  const w = useWords(openWords);
  const narrowed = countFilters(filters) > 0;
  const action = filters.claimable ? (
    <ActionButton tone="quiet" onClick={() => onChange({ ...filters, claimable: false })}>
      {w.empty.all}
    </ActionButton>
  ) : narrowed ? (
    <ActionLink to="/shifts" tone="quiet">
      {w.empty.clear}
    </ActionLink>
  ) : undefined;
  return (
    <EmptyState title={w.empty.title} action={action}>
      {filters.claimable ? w.empty.claimable : narrowed ? w.empty.filtered : w.empty.none}
    </EmptyState>
  );
}

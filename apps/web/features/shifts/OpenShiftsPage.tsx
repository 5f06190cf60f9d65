import { prefectureName } from '#libs/words';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { dayText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useSession } from '../../lib/session';
import { type Day, today, tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { CloseIcon, FilterIcon } from '../../ui/icons';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { FilterChips, ToggleChip } from '../../ui/Tags';
import { DayName } from '../../ui/When';
import type { Shift } from './claims.api';
import { FilterSheet } from './FilterSheet';
import { openWords } from './open.words';
import styles from './OpenShiftsPage.module.css';
import { countFilters, readFilters, type ShiftFilters, shiftListQuery, spacesToFilterQuery, type View, writeFilters } from './openShifts';
import { ShiftCards } from './ShiftCards';
import { shiftWords } from './shift.words';
import { TakeSheet } from './TakeSheet';

const ShiftCalendar = lazy(() => import('./ShiftCalendar'));

const VIEWS: readonly View[] = ['list', 'week', 'month'];

export default function OpenShiftsPage() {
  const w = useWords(openWords);
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const [filtering, setFiltering] = useState(false);
  const [wanted, setWanted] = useState<Shift | null>(null);
  const filters = readFilters(params);
  const view = VIEWS.find((each) => each === params.get('view')) ?? 'list';
  const day = params.get('day') ?? filters.from;

  const go = (next: ShiftFilters, nextView: View = view, nextDay: Day = day) => {
    const shown: Record<string, string> = nextView === 'list' ? {} : { view: nextView, ...(nextDay ? { day: nextDay } : {}) };
    setParams({ ...writeFilters(next), ...shown }, { replace: true, preventScrollReset: true });
  };
  const found = countFilters(filters);

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
      <div className={styles.tools}>
        {me?.mixer && (
          <ToggleChip pressed={filters.claimable} onChange={(claimable) => go({ ...filters, claimable })}>
            {w.claimable}
          </ToggleChip>
        )}
        <button type="button" className={styles.filter} onClick={() => setFiltering(true)} aria-haspopup="dialog">
          <FilterIcon size={18} />
          {found > 0 ? w.filtersWith(found) : w.filters}
        </button>
        <Chosen filters={filters} onChange={go} />
      </div>
      {view === 'list' ? (
        <ShiftList filters={filters} onChange={go} onTake={setWanted} />
      ) : (
        <Suspense fallback={<CardSkeleton count={4} />}>
          <ShiftCalendar view={view} day={day || today()} filters={filters} onDay={(next) => go(filters, view, next)} onTake={setWanted} />
        </Suspense>
      )}
      {filtering && (
        <FilterSheet
          filters={filters}
          onClose={() => setFiltering(false)}
          onApply={(next) => {
            setFiltering(false);
            go(next);
          }}
        />
      )}
      <TakeSheet shift={wanted} onClose={() => setWanted(null)} />
    </Page>
  );
}

interface FilteredProps {
  filters: ShiftFilters;
  onChange: (filters: ShiftFilters) => void;
}

/** What narrows the list, each with its way out. */
function Chosen({ filters, onChange }: FilteredProps) {
  const w = useWords(openWords);
  const s = useWords(shiftWords);
  const locale = useLocale();
  const { data } = useQuery({ ...spacesToFilterQuery, enabled: filters.spaceId !== '' });
  const spaceName = data?.items.find(({ id }) => id === filters.spaceId)?.name;
  const chosen: { label: string; without: Partial<ShiftFilters> }[] = [
    ...filters.areas.map((code) => ({
      label: prefectureName(code, locale),
      without: { areas: filters.areas.filter((each) => each !== code) },
    })),
    ...(filters.spaceId ? [{ label: spaceName ?? w.filter.space, without: { spaceId: '' } }] : []),
    ...(filters.kind ? [{ label: s.kind[filters.kind], without: { kind: '' as const } }] : []),
    ...(filters.from ? [{ label: w.from(dayText(filters.from, locale, false)), without: { from: '' } }] : []),
    ...(filters.to ? [{ label: w.to(dayText(filters.to, locale, false)), without: { to: '' } }] : []),
    ...(filters.minRewardYen === null ? [] : [{ label: w.atLeast(yenText(filters.minRewardYen, locale)), without: { minRewardYen: null } }]),
    ...(filters.sort === 'rewardYen' ? [{ label: w.filter.byReward, without: { sort: 'startsAt' as const } }] : []),
  ];
  return chosen.map(({ label, without }) => (
    <button key={label} type="button" className={styles.chosen} aria-label={w.remove(label)} onClick={() => onChange({ ...filters, ...without })}>
      {label}
      <CloseIcon size={16} />
    </button>
  ));
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
      {filters.sort === 'startsAt' ? <ByDay shifts={shifts} onTake={onTake} /> : <ShiftCards shifts={shifts} onTake={onTake} withDay />}
      {list.isFetchNextPageError && <ErrorState error={list.error} onRetry={() => void list.fetchNextPage()} />}
      {list.hasNextPage && !list.isFetchNextPageError && <More label={w.more} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {!list.hasNextPage && <p className={styles.end}>{w.end}</p>}
    </>
  );
}

interface ShiftsProps {
  shifts: readonly Shift[];
  onTake: (shift: Shift) => void;
}

function ByDay({ shifts, onTake }: ShiftsProps) {
  const days = [...new Set(shifts.map((shift) => tokyoDay(shift.startsAt)))];
  return days.map((day) => (
    <section key={day} className={styles.day} aria-labelledby={`day-${day}`}>
      <h2 id={`day-${day}`}>
        <DayName day={day} withYear={false} />
      </h2>
      <ShiftCards shifts={shifts.filter((shift) => tokyoDay(shift.startsAt) === day)} onTake={onTake} />
    </section>
  ));
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

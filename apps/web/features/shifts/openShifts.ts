import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../lib/api';
import { everyPage } from '../../lib/pages';
import { addDays, asDay, type Day, daysBetween, startOfMonth, startOfWeek, tokyoInstant, weeksOfMonth } from '../../lib/tokyo';
import { type PlaceFilter, readPlace } from '../spaces/PlaceFilter';

export const KINDS = ['reception', 'floor', 'dayManager'] as const;
export type Kind = (typeof KINDS)[number];
export type View = 'list' | 'week' | 'month';

/** What somebody looks for, as it stands in the address of the screen. */
export interface ShiftFilters extends PlaceFilter {
  claimable: boolean;
  kind: Kind | '';
  /** Tokyo days, both included; empty for open ends. */
  from: Day;
  to: Day;
  /** Whole yen. */
  minRewardYen: number | null;
  sort: 'startsAt' | 'rewardYen';
}

/** Whatever an address says; what makes no sense counts as not said. */
export function readFilters(params: URLSearchParams): ShiftFilters {
  const reward = Number(params.get('minRewardYen') ?? '');
  return {
    claimable: params.get('claimable') === 'true',
    ...readPlace(params),
    kind: KINDS.find((kind) => kind === params.get('kind')) ?? '',
    from: asDay(params.get('from')),
    to: asDay(params.get('to')),
    minRewardYen: Number.isInteger(reward) && reward > 0 ? reward : null,
    sort: params.get('sort') === 'rewardYen' ? 'rewardYen' : 'startsAt',
  };
}

/** The filters as they stand in an address; what is not asked is left out. */
export function writeFilters(filters: ShiftFilters): Record<string, string> {
  const said = {
    claimable: filters.claimable ? 'true' : '',
    area: filters.areas.join(','),
    spaceId: filters.spaceId,
    kind: filters.kind,
    from: filters.from,
    to: filters.to,
    minRewardYen: filters.minRewardYen === null ? '' : String(filters.minRewardYen),
    sort: filters.sort === 'startsAt' ? '' : filters.sort,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
}

/** How many filters narrow the list, but for the one that has its own button. */
export const countFilters = ({ areas, spaceId, kind, from, to, minRewardYen }: ShiftFilters): number =>
  [areas.length > 0, spaceId, kind, from || to, minRewardYen !== null].filter(Boolean).length;

const asQuery = ({ claimable, areas, spaceId, kind, minRewardYen, sort }: ShiftFilters) => ({
  claimable: claimable || undefined,
  area: areas.join(',') || undefined,
  spaceId: spaceId || undefined,
  kind: kind || undefined,
  minRewardYen: minRewardYen ?? undefined,
  sort,
});

const spanOf = (from: Day, to: Day) => ({
  from: from ? tokyoInstant(from) : undefined,
  to: to ? tokyoInstant(addDays(to, 1)) : undefined,
});

export const shiftListQuery = (filters: ShiftFilters) =>
  infiniteQueryOptions({
    queryKey: ['shifts', 'list', filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/shifts', {
          params: { query: { ...asQuery(filters), ...spanOf(filters.from, filters.to), limit: 40, cursor: pageParam || undefined } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });

/** Pages of 100 that a calendar reads at most; a month of a whole cooperative beyond that is for the filters. */
const CALENDAR_PAGES = 6;

/** Every open shift between two Tokyo days, both included, for a calendar; `whole` is false when there are more than it shows. */
export const shiftCalendarQuery = (filters: ShiftFilters, first: Day, last: Day) =>
  queryOptions({
    queryKey: ['shifts', 'calendar', filters, first, last],
    queryFn: () => {
      const query = { ...asQuery({ ...filters, sort: 'startsAt' }), ...spanOf(first, last), limit: 100 };
      return everyPage((cursor) => answer(api.GET('/api/v1/shifts', { params: { query: { ...query, cursor } } })), CALENDAR_PAGES);
    },
  });

/**
 * The days that a calendar shows around `day`. Open shifts lie ahead, so weeks are counted from today on, and a month leaves out
 * the weeks that are over.
 */
export function calendarSpan(view: 'week' | 'month', day: Day, now: Day): { first: Day; last: Day } {
  if (view === 'week') {
    const first = addDays(now, 7 * Math.floor(daysBetween(now, day) / 7));
    return { first, last: addDays(first, 6) };
  }
  const weeks = weeksOfMonth(day);
  return startOfMonth(day) === startOfMonth(now) && day >= now ? { ...weeks, first: startOfWeek(now) } : weeks;
}

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../lib/api';
import { addDays, addMonths, type Day, daysBetween, startOfMonth, startOfWeek, tokyoInstant } from '../../lib/tokyo';
import type { Shift } from './claims.api';

export const KINDS = ['reception', 'floor', 'dayManager'] as const;
export type Kind = (typeof KINDS)[number];
export type View = 'list' | 'week' | 'month';

/** What somebody looks for, as it stands in the address of the screen. */
export interface ShiftFilters {
  claimable: boolean;
  /** Prefectures by JIS code. */
  areas: readonly string[];
  spaceId: string;
  kind: Kind | '';
  /** Tokyo days, both included; empty for open ends. */
  from: Day;
  to: Day;
  /** Whole yen. */
  minRewardYen: number | null;
  sort: 'startsAt' | 'rewardYen';
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const dayOf = (text: string | null): Day => (text && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : '');

/** Whatever an address says; what makes no sense counts as not said. */
export function readFilters(params: URLSearchParams): ShiftFilters {
  const reward = Number(params.get('minRewardYen') ?? '');
  return {
    claimable: params.get('claimable') === 'true',
    areas: (params.get('area') ?? '').split(',').filter((code) => /^\d\d$/.test(code)),
    spaceId: params.get('spaceId') ?? '',
    kind: KINDS.find((kind) => kind === params.get('kind')) ?? '',
    from: dayOf(params.get('from')),
    to: dayOf(params.get('to')),
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
    queryFn: async () => {
      const shifts: Shift[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < CALENDAR_PAGES; page++) {
        const query = { ...asQuery({ ...filters, sort: 'startsAt' }), ...spanOf(first, last), limit: 100, cursor };
        const { items, nextCursor } = await answer(api.GET('/api/v1/shifts', { params: { query } }));
        shifts.push(...items);
        if (nextCursor === null) return { shifts, whole: true };
        cursor = nextCursor;
      }
      return { shifts, whole: false };
    },
  });

/** The spaces that a filter may name; their prefectures are the areas. */
export const spacesToFilterQuery = queryOptions({
  queryKey: ['spaces', 'filter'],
  staleTime: 300_000,
  queryFn: () => answer(api.GET('/api/v1/spaces', { params: { query: { limit: 100 } } })),
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
  const month = startOfMonth(day);
  const first = startOfWeek(month === startOfMonth(now) && day >= now ? now : month);
  return { first, last: addDays(startOfWeek(addDays(addMonths(month, 1), -1)), 6) };
}

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../../lib/api';
import type { paths } from '../../../lib/api.gen';
import { everyPage } from '../../../lib/pages';
import { addDays, type Day, startOfMonth, tokyoInstant, weeksOfMonth } from '../../../lib/tokyo';
import { type PlaceFilter, readPlace } from '../../spaces/PlaceFilter';

/** What one may look for; the meetings of the mixers are not for everybody. */
export const KINDS = ['jelly', 'studyGroup', 'seminar', 'class', 'workshop', 'party', 'monitoringParty', 'course'] as const;

export type EventItem = Answer<'/api/v1/events', 'get'>['items'][number];
export type EventDetail = Answer<'/api/v1/events/{id}', 'get'>;
export type EventKind = EventItem['kind'];
export type SaleMethod = EventDetail['methods'][number];
export type Question = EventDetail['questions'][number];
export type FeeSplit = Answer<'/api/v1/events/{id}/fee-split', 'get'>;

/** What somebody looks for, as it stands in the address of the screen. */
export interface EventFilters extends PlaceFilter {
  kind: (typeof KINDS)[number] | '';
  free: boolean;
}

/** Whatever an address says; what makes no sense counts as not said. */
export function readFilters(params: URLSearchParams): EventFilters {
  return {
    ...readPlace(params),
    kind: KINDS.find((kind) => kind === params.get('kind')) ?? '',
    free: params.get('free') === 'true',
  };
}

/** The filters as they stand in an address; what is not asked is left out. */
export function writeFilters({ areas, spaceId, kind, free }: EventFilters): Record<string, string> {
  const said = { area: areas.join(','), spaceId, kind, free: free ? 'true' : '' };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
}

/** How many filters narrow the list, but for the one that has its own button. */
export const countFilters = ({ areas, spaceId, kind }: EventFilters): number => [areas.length > 0, spaceId, kind].filter(Boolean).length;

const asQuery = ({ areas, spaceId, kind, free }: EventFilters) => ({
  area: areas.join(',') || undefined,
  spaceId: spaceId || undefined,
  kind: kind || undefined,
  free: free || undefined,
});

type EventQuery = NonNullable<paths['/api/v1/events']['get']['parameters']['query']>;
const readEvents = (query: EventQuery) => answer(api.GET('/api/v1/events', { params: { query } }));

/** What is coming, soonest first. */
export const eventListQuery = (filters: EventFilters) =>
  infiniteQueryOptions({
    queryKey: ['events', 'list', filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) => readEvents({ ...asQuery(filters), limit: 30, cursor: pageParam || undefined }),
    getNextPageParam: (page) => page.nextCursor,
  });

/** Pages of 100 that a calendar reads at most. */
const CALENDAR_PAGES = 4;

/** Every event of the weeks around a month; `whole` is false when there are more than it shows. */
export const eventMonthQuery = (filters: EventFilters, day: Day) =>
  queryOptions({
    queryKey: ['events', 'month', filters, startOfMonth(day)],
    queryFn: () => {
      const { first, last } = weeksOfMonth(day);
      const span = { from: tokyoInstant(first), to: tokyoInstant(addDays(last, 1)) };
      return everyPage((cursor) => readEvents({ ...asQuery(filters), ...span, limit: 100, cursor }), CALENDAR_PAGES);
    },
  });

/** A handful of the next events: for the landing, or for one space. */
export const nextEventsQuery = (spaceId?: string) =>
  queryOptions({
    queryKey: ['events', 'next', spaceId ?? ''],
    retry: false,
    queryFn: () => readEvents({ spaceId, limit: 6 }),
  });

export const eventQuery = (id: string) =>
  queryOptions({ queryKey: ['events', 'one', id], queryFn: () => answer(api.GET('/api/v1/events/{id}', { params: { path: { id } } })) });

/** Where the fee goes; it does not change while somebody looks. */
export const feeSplitQuery = (id: string) =>
  queryOptions({
    queryKey: ['events', 'fee', id],
    staleTime: 300_000,
    queryFn: () => answer(api.GET('/api/v1/events/{id}/fee-split', { params: { path: { id } } })),
  });

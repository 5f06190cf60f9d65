import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';
import type { components } from '../../lib/api.gen';
import type { Day } from '../../lib/tokyo';

/*
 * What the people of a space read and do about its shifts. Every key begins with the noun and the space, so that one call of
 * `rereadShifts` after a change brings the day, the calendar, the claims and the counts up to date.
 */

export type CalendarShift = Answer<'/api/v1/spaces/{id}/calendar', 'get'>['shifts'][number];
export type SpaceCalendar = Answer<'/api/v1/spaces/{id}/calendar', 'get'>;
export type SpaceToday = Answer<'/api/v1/spaces/{id}/today', 'get'>;
export type CheckInCode = Answer<'/api/v1/spaces/{id}/check-in-codes', 'get'>['items'][number];
export type ShiftDetail = Answer<'/api/v1/shifts/{id}', 'get'>;
export type OwnShift = Answer<'/api/v1/shifts', 'get'>['items'][number];
export type OwnClaim = Answer<'/api/v1/spaces/{id}/claims', 'get'>['items'][number];
export type PublishedOne = Answer<'/api/v1/spaces/{id}/shift-publications', 'post'>['items'][number];
export type ClaimsAbout = 'toDecide' | 'toConfirm' | 'upcoming' | 'past';

const of = (spaceId: string) => ['shifts', 'of-space', spaceId] as const;
const path = (id: string) => ({ path: { id } });

export const spaceTodayQuery = (spaceId: string) =>
  queryOptions({
    queryKey: [...of(spaceId), 'today'],
    refetchInterval: 60_000,
    queryFn: () => answer(api.GET('/api/v1/spaces/{id}/today', { params: path(spaceId) })),
  });

export const checkInCodesQuery = (spaceId: string) =>
  queryOptions({
    queryKey: [...of(spaceId), 'codes'],
    refetchInterval: 60_000,
    queryFn: () => answer(api.GET('/api/v1/spaces/{id}/check-in-codes', { params: path(spaceId) })),
  });

/** The shifts between two days, both included. */
export const spaceCalendarQuery = (spaceId: string, from: Day, to: Day) =>
  queryOptions({
    queryKey: [...of(spaceId), 'calendar', from, to],
    placeholderData: keepPreviousData,
    queryFn: () => answer(api.GET('/api/v1/spaces/{id}/calendar', { params: { ...path(spaceId), query: { from, to } } })),
  });

export const spaceClaimsQuery = (spaceId: string, about: ClaimsAbout) =>
  infiniteQueryOptions({
    queryKey: [...of(spaceId), 'claims', about],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/spaces/{id}/claims', { params: { ...path(spaceId), query: { about, limit: 30, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** One of them, which a letter or the books have named. */
export const spaceClaimQuery = (spaceId: string, claimId: string) =>
  queryOptions({
    queryKey: [...of(spaceId), 'claim', claimId],
    queryFn: () => answer(api.GET('/api/v1/claims/{id}', { params: path(claimId) })),
  });

export const draftsQuery = (spaceId: string) =>
  infiniteQueryOptions({
    queryKey: [...of(spaceId), 'drafts'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/shifts', { params: { query: { spaceId, status: 'draft', limit: 100, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const ownShiftQuery = (spaceId: string, shiftId: string) =>
  queryOptions({
    queryKey: [...of(spaceId), 'shift', shiftId],
    queryFn: () => answer(api.GET('/api/v1/shifts/{id}', { params: path(shiftId) })),
  });

/** Everything about shifts is read again; open shifts of mixers hang on the same noun. */
export const rereadShifts = (client: QueryClient) => client.invalidateQueries({ queryKey: ['shifts'] });

export type NewShift = components['schemas']['CreateShift'];
export type ShiftChange = components['schemas']['EditShift'];

export const createShift = (spaceId: string, body: NewShift) =>
  answer(api.POST('/api/v1/spaces/{id}/shifts', { params: path(spaceId), body }));
export const changeShift = (id: string, body: ShiftChange) => answer(api.PATCH('/api/v1/shifts/{id}', { params: path(id), body }));
export const publishShift = (id: string) => answer(api.POST('/api/v1/shifts/{id}/publication', { params: path(id) }));
export const cancelShift = (id: string, reason: string) =>
  answer(api.POST('/api/v1/shifts/{id}/cancellation', { params: path(id), body: { reason } }));
export const copyShift = (id: string, days: Day[]) => answer(api.POST('/api/v1/shifts/{id}/copies', { params: path(id), body: { days } }));
export const publishShifts = (spaceId: string, shiftIds: string[]) =>
  answer(api.POST('/api/v1/spaces/{id}/shift-publications', { params: path(spaceId), body: { shiftIds } }));

export const approveClaim = (id: string) => answer(api.POST('/api/v1/claims/{id}/approval', { params: path(id) }));
export const rejectClaim = (id: string, reason: string) =>
  answer(api.POST('/api/v1/claims/{id}/rejection', { params: path(id), body: { reason } }));
export const confirmClaim = (id: string) => answer(api.POST('/api/v1/claims/{id}/confirmation', { params: path(id) }));
export const correctClaim = (id: string, body: components['schemas']['CorrectOutcome']) =>
  answer(api.POST('/api/v1/claims/{id}/corrections', { params: path(id), body }));
export const noShowClaim = (id: string, reason: string) =>
  answer(api.POST('/api/v1/claims/{id}/no-show', { params: path(id), body: { reason } }));

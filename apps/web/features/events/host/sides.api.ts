import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../../lib/api';
import type { Split } from '../../revenue/revenue.api';

/* What more than two sides say about an event: who built the business, the space that it would move to, and the stewards. Keys begin as in `host.api`. */

export type CostReview = Answer<'/api/v1/admin/event-cost-reviews', 'get'>['items'][number];

const path = (id: string) => ({ path: { id } });

/** Everybody who was asked to take a part. */
export const peopleQuery = (id: string) =>
  queryOptions({ queryKey: ['events', 'desk', id, 'people'], queryFn: () => answer(api.GET('/api/v1/events/{id}/people', { params: path(id) })) });

export const askBuilder = (id: string, mixerId: string, duty: string) =>
  answer(api.POST('/api/v1/events/{id}/people', { params: path(id), body: { mixerId, role: 'builder', duty } }));

/** The yes to what was said last about a move; of a space that takes an event in with the version of the split that it has read, and with its owner's word on its hours. */
export const takeIn = (id: string, body: { saidAt: string; splitVersion?: number; outsideHours?: boolean }) => answer(api.POST('/api/v1/events/{id}/move', { params: path(id), body }));
export const counterMove = (id: string, body: { split: Split; note: string; outsideHours?: boolean }) =>
  answer(api.POST('/api/v1/events/{id}/move-counter-offer', { params: path(id), body }));
export const refuseMove = (id: string, reason: string) => answer(api.POST('/api/v1/events/{id}/move-refusal', { params: path(id), body: { reason } }));

export const costReviewsQuery = (state: 'open' | 'decided') =>
  infiniteQueryOptions({
    queryKey: ['events', 'cost-reviews', state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/admin/event-cost-reviews', { params: { query: { state, limit: 20, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
export const decideCost = (id: string, accepted: boolean, note: string) =>
  answer(api.POST('/api/v1/events/{id}/cost-decision', { params: path(id), body: note === '' ? { accepted } : { accepted, note } }));

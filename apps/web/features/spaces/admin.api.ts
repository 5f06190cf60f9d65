import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';
import type { Relation } from './space.api';

export type SpaceApplied = Answer<'/api/v1/space-applications', 'get'>['items'][number];
export type RelationName = Relation['relation'];

export const SPACE_STATUSES = ['member', 'accepted', 'applied', 'declined', 'left'] as const;
export type SpaceStatus = (typeof SPACE_STATUSES)[number];

const path = (id: string) => ({ path: { id } });

export const applicationsQuery = infiniteQueryOptions({
  queryKey: ['spaces', 'applications'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => answer(api.GET('/api/v1/space-applications', { params: { query: { limit: 20, cursor: pageParam } } })),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

export const adminSpacesQuery = (status: SpaceStatus, q: string) =>
  infiniteQueryOptions({
    queryKey: ['spaces', 'admin', status, q],
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/spaces', { params: { query: { status, q: q || undefined, limit: 100, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** What would fall away if the relation ended now; read anew each time somebody asks. */
export const endingPreviewQuery = (spaceId: string, relation: RelationName) =>
  queryOptions({
    queryKey: ['spaces', 'ending-preview', spaceId, relation],
    staleTime: 0,
    gcTime: 0,
    queryFn: () =>
      answer(api.GET('/api/v1/spaces/{id}/relations/{relation}/ending-preview', { params: { path: { id: spaceId, relation } } })),
  });

export const acceptSpace = (id: string) => answer(api.POST('/api/v1/spaces/{id}/acceptance', { params: path(id) }));
export const refuseSpace = (id: string, reason: string) =>
  answer(api.POST('/api/v1/spaces/{id}/refusal', { params: path(id), body: { reason } }));
export const setRelation = (id: string, relation: RelationName, reason: string) =>
  answer(api.POST('/api/v1/spaces/{id}/relations', { params: path(id), body: { relation, reason } }));
export const endRelation = (id: string, relation: RelationName, reason: string) =>
  answer(api.POST('/api/v1/spaces/{id}/relations/{relation}/ending', { params: { path: { id, relation } }, body: { reason } }));

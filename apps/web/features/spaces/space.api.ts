import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';
import type { components } from '../../lib/api.gen';
import { everyPage } from '../../lib/pages';

export type Space = Answer<'/api/v1/spaces/{idOrSlug}', 'get'>;
export type SpaceSummary = Answer<'/api/v1/spaces', 'get'>['items'][number];
export type Resource = Space['resources'][number];
export type SpaceChange = components['schemas']['ChangeSpace'];
export type SpaceApplication = components['schemas']['ApplyForSpace'];
export type Manual = Answer<'/api/v1/spaces/{id}/manuals/current', 'get'>;
export type StaffMember = Answer<'/api/v1/spaces/{id}/staff', 'get'>['items'][number];
export type SpaceRole = StaffMember['role'];
export type Relation = Answer<'/api/v1/spaces/{id}/relations', 'get'>['items'][number];

const path = (id: string) => ({ path: { id } });

/** One space; its own people read the inside of it as well. */
export const spaceQuery = (idOrSlug: string) =>
  queryOptions({
    queryKey: ['spaces', 'one', idOrSlug],
    queryFn: () => answer(api.GET('/api/v1/spaces/{idOrSlug}', { params: { path: { idOrSlug } } })),
  });

/** Member spaces, by prefecture and by a part of the name. */
export const spacesQuery = (area: string, q: string) =>
  infiniteQueryOptions({
    queryKey: ['spaces', 'list', area, q],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/spaces', { params: { query: { limit: 60, cursor: pageParam, area: area || undefined, q: q || undefined } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Every member space, to choose one of them or of their prefectures. */
export const spaceChoicesQuery = queryOptions({
  queryKey: ['spaces', 'choices'],
  staleTime: 300_000,
  queryFn: () => everyPage((cursor) => answer(api.GET('/api/v1/spaces', { params: { query: { limit: 100, cursor } } }))),
});

export const currentManualQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ['manuals', spaceId, 'current'],
    queryFn: () => answer(api.GET('/api/v1/spaces/{id}/manuals/current', { params: path(spaceId) })),
  });

export const manualVersionsQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ['manuals', spaceId, 'versions'],
    queryFn: () => answer(api.GET('/api/v1/spaces/{id}/manuals', { params: { ...path(spaceId), query: { limit: 30 } } })),
  });

export const manualReadersQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ['manuals', spaceId, 'readers'],
    queryFn: () => answer(api.GET('/api/v1/spaces/{id}/manuals/current/readers', { params: { ...path(spaceId), query: { limit: 100 } } })),
  });

export const staffQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ['spaces', 'staff', spaceId],
    queryFn: () => answer(api.GET('/api/v1/spaces/{id}/staff', { params: path(spaceId) })),
  });

export const relationsQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ['spaces', 'relations', spaceId],
    queryFn: () => answer(api.GET('/api/v1/spaces/{id}/relations', { params: path(spaceId) })),
  });

/** Shifts that a visitor may see at a space, soonest first. */
export const shiftsThereQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ['shifts', 'there', spaceId],
    queryFn: () => answer(api.GET('/api/v1/shifts', { params: { query: { spaceId, status: 'published', limit: 6, from: new Date().toISOString() } } })),
  });

export const rereadSpaces = (client: QueryClient) => client.invalidateQueries({ queryKey: ['spaces'] });

export const changeSpace = (id: string, body: SpaceChange) => answer(api.PATCH('/api/v1/spaces/{id}', { params: path(id), body }));
export const applyForSpace = (body: SpaceApplication) => answer(api.POST('/api/v1/spaces', { body }));
export const acceptTerms = (id: string, version: number) =>
  answer(api.POST('/api/v1/spaces/{id}/terms-acceptance', { params: path(id), body: { version } }));
export const publishManual = (spaceId: string, body: string, note: string) =>
  answer(api.POST('/api/v1/spaces/{id}/manuals', { params: path(spaceId), body: { body, note } }));
export const acknowledgeManual = (manualId: string) => answer(api.POST('/api/v1/manuals/{id}/acknowledgements', { params: path(manualId) }));

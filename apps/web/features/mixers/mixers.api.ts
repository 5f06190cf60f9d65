import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { paths } from '../../lib/api.gen';
import { type Answer, answer, api } from '../../lib/api';
import { ME } from '../../lib/query';

export type Capabilities = Answer<'/api/v1/me/capabilities', 'get'>;
/** A mixer as one reader may see them. */
export type Mixer = Answer<'/api/v1/mixers/{id}', 'get'>;
/** One's own profile, with who sees which field. */
export type OwnProfile = Answer<'/api/v1/me/profile', 'get'>;
export type ProfileField = keyof OwnProfile['audiences'];
export type Audience = OwnProfile['audiences'][ProfileField];
/** A change of one field: its value, its audience, or both. */
export type ProfileChange = paths['/api/v1/me/profile']['patch']['requestBody']['content']['application/json']['fields'][number];

/** What the rules in force open to oneself, and what leads on; for one space when it is named. */
export const capabilitiesAtQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ['capabilities', spaceId],
    queryFn: () => answer(api.GET('/api/v1/me/capabilities', { params: { query: { spaceId: spaceId || undefined } } })),
  });
export const capabilitiesQuery = capabilitiesAtQuery('');

export const mixerQuery = (id: string) =>
  queryOptions({ queryKey: ['mixers', id], queryFn: () => answer(api.GET('/api/v1/mixers/{id}', { params: { path: { id } } })) });

export const directoryQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['mixers', 'directory', q],
    initialPageParam: '',
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/mixers', { params: { query: { q, limit: 20, cursor: pageParam || undefined } } })),
    getNextPageParam: (page) => page.nextCursor,
  });

const PROFILE = ['profile'];
export const profileQuery = queryOptions({ queryKey: [...PROFILE, 'own'], queryFn: () => answer(api.GET('/api/v1/me/profile')) });

export const PREVIEWED = ['everyone', 'mixers', 'spaces', 'chosen'] as const;
export type Previewed = (typeof PREVIEWED)[number];

export const previewQuery = (as: Previewed) =>
  queryOptions({
    queryKey: [...PROFILE, 'preview', as],
    queryFn: () => answer(api.GET('/api/v1/me/profile/preview', { params: { query: { as } } })),
  });

export const chosenPeopleQuery = queryOptions({
  queryKey: [...PROFILE, 'chosen-people'],
  queryFn: () => answer(api.GET('/api/v1/me/profile/chosen-people')),
});

/** Changes one field of one's own profile; the previews and the name in the corner follow. */
export function useChangeProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: ProfileChange) => answer(api.PATCH('/api/v1/me/profile', { body: { fields: [change] } })),
    onSuccess: (profile) => {
      client.setQueryData(profileQuery.queryKey, profile);
      return Promise.all([client.invalidateQueries({ queryKey: [...PROFILE, 'preview'] }), client.invalidateQueries({ queryKey: ME })]);
    },
  });
}

export function useChoosePeople() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mixerIds: string[]) => answer(api.PUT('/api/v1/me/profile/chosen-people', { body: { mixerIds } })),
    onSuccess: (people) => client.setQueryData(chosenPeopleQuery.queryKey, people),
  });
}

import { infiniteQueryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../../lib/api';

export type OwnRegistration = Answer<'/api/v1/me/registrations', 'get'>['items'][number];

/** One's own registrations: what is ahead, soonest first, then what is over. A cancelled seat is gone from it at once, so it is read anew each time. */
export const ownRegistrationsQuery = infiniteQueryOptions({
  queryKey: ['registrations', 'own'],
  staleTime: 0,
  initialPageParam: '',
  queryFn: ({ pageParam }) => answer(api.GET('/api/v1/me/registrations', { params: { query: { limit: 20, cursor: pageParam || undefined } } })),
  getNextPageParam: (page) => page.nextCursor,
});

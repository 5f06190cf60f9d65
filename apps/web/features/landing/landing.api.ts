import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../lib/api';

/** A handful of spaces for the strip; its own key, since the list of spaces pages differently. */
export const someSpacesQuery = queryOptions({
  queryKey: ['spaces', 'landing'],
  retry: false,
  queryFn: () => answer(api.GET('/api/v1/spaces', { params: { query: { limit: 8 } } })),
});

export const openShiftsQuery = queryOptions({
  queryKey: ['shifts', 'landing'],
  retry: false,
  queryFn: () => answer(api.GET('/api/v1/shifts', { params: { query: { status: 'published', limit: 50 } } })),
});

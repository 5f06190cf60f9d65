import { queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';

export const installationQuery = queryOptions({
  queryKey: ['installation'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => answer(api.GET('/api/v1/installation')),
});

export type SignedInDevice = Answer<'/api/v1/sessions', 'get'>['items'][number];
export type AccessToken = Answer<'/api/v1/access-tokens', 'get'>['items'][number];

export const sessionsQuery = queryOptions({ queryKey: ['sessions'], queryFn: () => answer(api.GET('/api/v1/sessions')) });

export const accessTokensQuery = queryOptions({
  queryKey: ['access-tokens'],
  queryFn: () => answer(api.GET('/api/v1/access-tokens')),
});

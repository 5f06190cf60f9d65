import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

/** The key of the answer to "who am I"; every other key starts with the noun of its feature. */
export const ME = ['me'] as const;

/** A session that ended elsewhere is noticed at the first 401, and the guard of the screen leads to the sign-in. */
function noticeSignedOut(error: unknown): void {
  if (error instanceof Problem && error.status === 401) queries.setQueryData(ME, null);
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      networkMode: 'always',
      // A refusal stays a refusal; only what may be a hiccup is tried again.
      retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
    mutations: { networkMode: 'always' },
  },
});

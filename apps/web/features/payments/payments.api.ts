import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';

export type PaymentTask = Answer<'/api/v1/payment-tasks', 'get'>['items'][number];
export type Reconciliation = Answer<'/api/v1/reconciliations', 'get'>['items'][number];

export type TaskState = 'open' | 'settled';

export const paymentTasksQuery = (state: TaskState) =>
  infiniteQueryOptions({
    queryKey: ['payment-tasks', state],
    initialPageParam: '',
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/payment-tasks', { params: { query: { state, limit: 50, cursor: pageParam || undefined } } })),
    getNextPageParam: (page) => page.nextCursor,
  });

/** How often a comparison under way is looked at. */
const WATCHED_MS = 2_000;

export const isUnderWay = ({ status }: Reconciliation): boolean => status === 'waiting' || status === 'running';

/** The comparisons, newest first; watched while one is under way. */
export const reconciliationsQuery = queryOptions({
  queryKey: ['reconciliations'],
  queryFn: () => answer(api.GET('/api/v1/reconciliations', { params: { query: { limit: 5 } } })),
  refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? WATCHED_MS : false),
});

export const mendTask = (id: string) => answer(api.POST('/api/v1/payment-tasks/{id}/mending', { params: { path: { id } } }));
export const reconcile = () => answer(api.POST('/api/v1/reconciliations'));

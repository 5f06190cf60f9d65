import { infiniteQueryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';
import type { components } from '../../lib/api.gen';

export type Receipt = Answer<'/api/v1/me/receipts', 'get'>['items'][number];
export type ReissueReceipt = components['schemas']['ReissueReceipt'];

const RECEIPTS = ['receipts'];

/** One's own receipts, newest first. */
export const ownReceiptsQuery = infiniteQueryOptions({
  queryKey: [...RECEIPTS, 'own'],
  initialPageParam: '',
  queryFn: ({ pageParam }) => answer(api.GET('/api/v1/me/receipts', { params: { query: { limit: 20, cursor: pageParam || undefined } } })),
  getNextPageParam: (page) => page.nextCursor,
});

/** How the books are searched; empty text means any. */
export interface ReceiptSearch {
  from: string;
  until: string;
  leastYen: number | null;
  mostYen: number | null;
  who: string;
}

export const receiptsQuery = ({ from, until, leastYen, mostYen, who }: ReceiptSearch) =>
  infiniteQueryOptions({
    queryKey: [...RECEIPTS, 'all', from, until, leastYen, mostYen, who],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/receipts', {
          params: {
            query: {
              limit: 50,
              cursor: pageParam || undefined,
              from: from || undefined,
              until: until || undefined,
              leastYen: leastYen ?? undefined,
              mostYen: mostYen ?? undefined,
              who: who || undefined,
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });

export const reissueReceipt = (id: string, body: ReissueReceipt) => answer(api.POST('/api/v1/receipts/{id}/reissue', { params: { path: { id } }, body }));

export const RECEIPT_LISTS = RECEIPTS;

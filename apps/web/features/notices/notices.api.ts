import { type InfiniteData, infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';
import { ME } from '../../lib/query';
import { meQuery } from '../../lib/session';

type InboxPage = Answer<'/api/v1/inbox', 'get'>;
export type Notice = InboxPage['items'][number];

const INBOX = ['inbox'];

export const inboxQuery = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: [...INBOX, { unread }],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/inbox', { params: { query: { unread: unread || undefined, limit: 30, cursor: pageParam || undefined } } })),
    getNextPageParam: (page) => page.nextCursor,
  });

/**
 * Marks a notice, or all of them, as read. The screen shows it at once; an answer that does not come brings the old state back,
 * since what is true is read again either way.
 */
export function useReading() {
  const client = useQueryClient();
  const show = (id: string | null) => {
    const readAt = new Date().toISOString();
    const isMeant = (notice: Notice) => notice.readAt === null && (id === null || notice.id === id);
    const marked = (page: InboxPage): InboxPage => ({ ...page, items: page.items.map((notice) => (isMeant(notice) ? { ...notice, readAt } : notice)) });
    client.setQueriesData<InfiniteData<InboxPage>>({ queryKey: INBOX }, (data) => data && { ...data, pages: data.pages.map(marked) });
    client.setQueryData(meQuery.queryKey, (me) => me && { ...me, inboxUnread: id === null ? 0 : Math.max(0, me.inboxUnread - 1) });
  };
  return useMutation({
    mutationFn: (id: string | null) =>
      id === null ? answer(api.POST('/api/v1/inbox/reading')) : answer(api.POST('/api/v1/inbox/{id}/reading', { params: { path: { id } } })),
    onMutate: show,
    onError: () => client.invalidateQueries({ queryKey: INBOX }),
    onSettled: () => client.invalidateQueries({ queryKey: ME }),
  });
}

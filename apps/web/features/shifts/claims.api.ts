import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, answer, api, idempotencyKey } from '../../lib/api';
import { ME } from '../../lib/query';

/** An open shift as this reader sees it, with what may be done and why not. */
export type Shift = Answer<'/api/v1/shifts', 'get'>['items'][number];
/** Somebody's hold on a shift, from the request to the reward. */
export type Claim = Answer<'/api/v1/claims/{id}', 'get'>;
/** The answer to taking a shift. */
export type TakenClaim = Answer<'/api/v1/shifts/{id}/claims', 'post'>;
type Report = NonNullable<Claim['report']>;

const ENDED: readonly Claim['status'][] = ['rejected', 'withdrawn', 'handedOver', 'released', 'cancelled', 'noShow'];

/** Whether a claim came to nothing: there is no service to carry out or to confirm. */
export const hasEnded = ({ status }: Pick<Claim, 'status'>): boolean => ENDED.includes(status);

/** What a claim is worth, whole yen: what is owed, or what was agreed until that is certain. Null where it ended and nothing is owed. */
export const worthOf = ({ status, payableYen, rewardYen }: Pick<Claim, 'status' | 'payableYen' | 'rewardYen'>): number | null =>
  hasEnded({ status }) ? payableYen || null : (payableYen ?? rewardYen);

/** The noun that every key of a claim starts with; what a claim changes is read anew everywhere. */
const CLAIMS = 'claims';

export const homeQuery = queryOptions({ queryKey: [CLAIMS, 'home'], queryFn: () => answer(api.GET('/api/v1/me/home')) });

export const myClaimsQuery = (when: 'upcoming' | 'past') =>
  infiniteQueryOptions({
    queryKey: [CLAIMS, 'mine', when],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/me/claims', { params: { query: { when, limit: 30, cursor: pageParam || undefined } } })),
    getNextPageParam: (page) => page.nextCursor,
  });

export const claimQuery = (id: string) =>
  queryOptions({ queryKey: [CLAIMS, id], queryFn: () => answer(api.GET('/api/v1/claims/{id}', { params: { path: { id } } })) });

/** What withdrawing would cost now; asked afresh each time, since it depends on the hour. */
export const withdrawalQuoteQuery = (id: string) =>
  queryOptions({
    queryKey: [CLAIMS, id, 'withdrawal-quote'],
    staleTime: 0,
    gcTime: 0,
    queryFn: () => answer(api.GET('/api/v1/claims/{id}/withdrawal-quote', { params: { path: { id } } })),
  });

export const shiftQuery = (id: string) =>
  queryOptions({ queryKey: ['shifts', id], queryFn: () => answer(api.GET('/api/v1/shifts/{id}', { params: { path: { id } } })) });

/** Everything that a change of a claim may have changed: the claim, the shifts, the home screen, the unread notices. */
function useReread() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: [CLAIMS] }),
      client.invalidateQueries({ queryKey: ['shifts'] }),
      client.invalidateQueries({ queryKey: ME }),
    ]);
}

/** Takes a shift, or stands in for somebody. The same `key` sent twice books once. What was refused is read anew behind the answer. */
export function useTakeShift() {
  const reread = useReread();
  return useMutation({
    mutationFn: ({ shiftId, standInClaimId, key }: { shiftId: string; standInClaimId?: string; key: string }): Promise<TakenClaim> => {
      const headers = { 'Idempotency-Key': key };
      return standInClaimId
        ? answer(api.POST('/api/v1/claims/{id}/stand-in', { params: { path: { id: standInClaimId } }, headers }))
        : answer(api.POST('/api/v1/shifts/{id}/claims', { params: { path: { id: shiftId } }, headers }));
    },
    onSettled: reread,
  });
}

/** The verbs of a claim's own mixer. Each answers the claim as it then stands. */
export function useClaimActions(id: string) {
  const client = useQueryClient();
  const reread = useReread();
  const options = {
    onSuccess: (claim: Claim) => client.setQueryData(claimQuery(id).queryKey, claim),
    onSettled: () => reread(),
  };
  const params = { path: { id } };
  return {
    checkIn: useMutation({
      ...options,
      mutationFn: (code: string) => answer(api.POST('/api/v1/claims/{id}/check-in', { params, body: { code } })),
    }),
    keep: useMutation({ ...options, mutationFn: () => answer(api.POST('/api/v1/claims/{id}/keeping', { params })) }),
    withdraw: useMutation({
      ...options,
      mutationFn: (reason: string) =>
        answer(api.POST('/api/v1/claims/{id}/withdrawal', { params, body: { reason }, headers: { 'Idempotency-Key': idempotencyKey() } })),
    }),
    report: useMutation({
      ...options,
      mutationFn: (report: Report) => answer(api.POST('/api/v1/claims/{id}/report', { params, body: report })),
    }),
    object: useMutation({
      ...options,
      mutationFn: (reason: string) => answer(api.POST('/api/v1/claims/{id}/outcome-objection', { params, body: { reason } })),
    }),
  };
}

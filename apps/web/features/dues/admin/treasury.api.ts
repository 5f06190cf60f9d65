import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api, idempotencyKey } from '../../../lib/api';
import type { components } from '../../../lib/api.gen';

type DuesPage = Answer<'/api/v1/dues', 'get'>;
export type DuesMember = DuesPage['items'][number];
export type DuesMonth = Answer<'/api/v1/dues/months/{month}', 'get'>;
export type MonthCharge = DuesMonth['items'][number];
export type Price = Answer<'/api/v1/dues/prices', 'get'>['items'][number];
export type RecordPayment = components['schemas']['RecordPayment'];
export type SetOverride = components['schemas']['SetOverride'];
export type SetManualPlan = components['schemas']['SetManualPlan'];
export type SetPrice = components['schemas']['SetPrice'];

/** Everything that a payment, an override or a reminder changes. */
export const TREASURY = ['treasury'];

export const SIDES = ['behind', 'all', 'good', 'grace', 'restricted', 'ended'] as const;
export type Side = (typeof SIDES)[number];
export const METHODS = ['card', 'invoice', 'manual'] as const;
export type Method = (typeof METHODS)[number];

export const duesMembersQuery = ({ standing, method, q }: { standing: Side; method: Method | undefined; q: string }) =>
  infiniteQueryOptions({
    queryKey: [...TREASURY, 'members', standing, method, q],
    initialPageParam: '',
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/dues', { params: { query: { standing, method, q: q || undefined, limit: 100, cursor: pageParam || undefined } } })),
    getNextPageParam: (page) => page.nextCursor,
  });

export const duesMonthQuery = (month: string, state: MonthCharge['state'] | undefined) =>
  infiniteQueryOptions({
    queryKey: [...TREASURY, 'month', month, state],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/dues/months/{month}', { params: { path: { month }, query: { state, limit: 100, cursor: pageParam || undefined } } })),
    getNextPageParam: (page) => page.nextCursor,
  });

export const pricesQuery = queryOptions({ queryKey: [...TREASURY, 'prices'], queryFn: () => answer(api.GET('/api/v1/dues/prices')) });

export const remind = (mixerIds: string[]) => answer(api.POST('/api/v1/dues/reminders', { body: { mixerIds } }));
export const recordPayment = (body: RecordPayment) =>
  answer(api.POST('/api/v1/dues/payments', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body }));
export const reversePayment = (id: string, reason: string) => answer(api.POST('/api/v1/dues/payments/{id}/reversal', { params: { path: { id } }, body: { reason } }));
export const setOverride = (body: SetOverride) => answer(api.POST('/api/v1/dues/overrides', { body }));
export const liftOverride = (id: string) => answer(api.POST('/api/v1/dues/overrides/{id}/ending', { params: { path: { id } } }));
export const setPrice = (body: SetPrice) => answer(api.POST('/api/v1/dues/prices', { body }));

export const payByHand = (body: SetManualPlan) => answer(api.POST('/api/v1/dues/plans', { body }));

/** Where the file of a month is, in UTF-8 for today's programs. */
export const monthFile = (month: string): string => `/api/v1/dues.csv?month=${month}&encoding=utf8`;

/** Saves the file of a month in Shift_JIS for older programs; refused while a name holds what that does not have, unless `substitute`. */
export async function saveOldMonthFile(month: string, substitute: boolean): Promise<void> {
  const file = await answer(api.GET('/api/v1/dues.csv', { params: { query: { month, encoding: 'sjis', substitute } }, parseAs: 'blob' }));
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = `dues-${month}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

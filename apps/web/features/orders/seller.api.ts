import { queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';
import type { components } from '../../lib/api.gen';

export type Seller = Answer<'/api/v1/me/seller', 'get'>;
export type DescribeSeller = components['schemas']['DescribeSeller'];

/** Whose receipts: a space's, or one's own without an id. */
export type SellerOf = { spaceId: string } | null;

export const sellerQuery = (of: SellerOf) =>
  queryOptions({
    queryKey: ['sellers', of?.spaceId ?? 'own'],
    queryFn: () => answer(of ? api.GET('/api/v1/spaces/{id}/seller', { params: { path: { id: of.spaceId } } }) : api.GET('/api/v1/me/seller')),
  });

export const describeSeller = (of: SellerOf, body: DescribeSeller): Promise<Seller> =>
  answer(of ? api.PUT('/api/v1/spaces/{id}/seller', { params: { path: { id: of.spaceId } }, body }) : api.PUT('/api/v1/me/seller', { body }));

import { queryOptions } from '@tanstack/react-query';
import { SPLIT_ROLE_WORDS } from '#libs/words';
import { type Answer, answer, api } from '../../lib/api';
import type { paths } from '../../lib/api.gen';

export type SplitRole = keyof typeof SPLIT_ROLE_WORDS;
export type SplitPreview = Answer<'/api/v1/split-previews', 'post'>;
export type PreviewedEvening = SplitPreview['items'][number];
export type PreviewWish = NonNullable<paths['/api/v1/split-previews']['post']['requestBody']>['content']['application/json'];
export type Share = PreviewWish['shares'][number];
type ShareKind = Share['kind'];
/** What host and space agree on: whether the processing cost comes off first, and who gets what. */
export type Split = Pick<PreviewWish, 'base' | 'shares'>;
export type ReferralCodes = Answer<'/api/v1/events/{id}/referral-codes', 'get'>;
export type ReferralCode = ReferralCodes['items'][number];
export type ReferralKind = ReferralCode['kind'];
export type PromotionConsent = Answer<'/api/v1/promotion-consents/{id}', 'get'>;
export type PromotionStatus = PromotionConsent['status'];
export type PromotionAnswer = PromotionConsent['answers'][number];

export const SPLIT_ROLES = Object.keys(SPLIT_ROLE_WORDS) as SplitRole[];
export const SHARE_KINDS: readonly ShareKind[] = ['basisPoints', 'fixed', 'perHead'];

/** What each would get, reckoned where it is settled as well. */
export const previewQuery = (wish: PreviewWish) =>
  queryOptions({
    queryKey: ['split-preview', wish],
    queryFn: ({ signal }) => answer(api.POST('/api/v1/split-previews', { body: wish, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const referralCodesQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['referral-codes', eventId],
    queryFn: () => answer(api.GET('/api/v1/events/{id}/referral-codes', { params: { path: { id: eventId } } })),
  });

type CodeWish = NonNullable<paths['/api/v1/events/{id}/referral-codes']['post']['requestBody']>['content']['application/json'];

export const makeReferralCode = (eventId: string, wish: CodeWish): Promise<ReferralCode> =>
  answer(api.POST('/api/v1/events/{id}/referral-codes', { params: { path: { id: eventId } }, body: wish }));

export const retireReferralCode = (eventId: string, code: string) =>
  answer(api.DELETE('/api/v1/events/{id}/referral-codes/{code}', { params: { path: { id: eventId, code } } }));

export const promotionsQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['promotion-consents', 'of', eventId],
    queryFn: () => answer(api.GET('/api/v1/events/{id}/promotion-consents', { params: { path: { id: eventId } } })),
  });

type PromotionWish = NonNullable<paths['/api/v1/events/{id}/promotion-consents']['post']['requestBody']>['content']['application/json'];

export const askPromotion = (eventId: string, wish: PromotionWish): Promise<PromotionConsent> =>
  answer(api.POST('/api/v1/events/{id}/promotion-consents', { params: { path: { id: eventId } }, body: wish }));

/** A request as the business reads it, opened by the link of its letter. */
export const promotionQuery = (id: string, token: string) =>
  queryOptions({
    queryKey: ['promotion-consents', id, token],
    queryFn: () => answer(api.GET('/api/v1/promotion-consents/{id}', { params: { path: { id }, query: { token } } })),
  });

export const answerPromotion = (id: string, token: string, body: { answer: PromotionAnswer; name: string }): Promise<PromotionConsent> =>
  answer(api.POST('/api/v1/promotion-consents/{id}', { params: { path: { id }, query: { token } }, body }));

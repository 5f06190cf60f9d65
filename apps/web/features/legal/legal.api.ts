import { queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';
import type { components } from '../../lib/api.gen';

export const LEGAL_KINDS = ['terms', 'privacy', 'commerce'] as const;
export type LegalKind = (typeof LEGAL_KINDS)[number];

export type LegalText = Answer<'/api/v1/legal-texts/{kind}', 'get'>;
export type EditedTexts = Answer<'/api/v1/legal-texts/{kind}/versions', 'get'>;
export type PublishText = components['schemas']['PublishText'];
export type Cooperative = Answer<'/api/v1/cooperative', 'get'>;
export type TextsToAccept = Answer<'/api/v1/me/legal-texts', 'get'>;
export type DescribeCooperative = components['schemas']['DescribeCooperative'];

/** A text as it holds, or one of its versions. */
export const legalTextQuery = (kind: LegalKind, version?: number) =>
  queryOptions({
    queryKey: ['legal', kind, version ?? 'now'],
    queryFn: () => answer(api.GET('/api/v1/legal-texts/{kind}', { params: { path: { kind }, query: { version } } })),
  });

export const editedTextsQuery = (kind: LegalKind) =>
  queryOptions({
    queryKey: ['legal', kind, 'versions'],
    queryFn: () => answer(api.GET('/api/v1/legal-texts/{kind}/versions', { params: { path: { kind } } })),
  });

export const publishText = (kind: LegalKind, body: PublishText) =>
  answer(api.POST('/api/v1/legal-texts/{kind}/versions', { params: { path: { kind } }, body }));

/** What one is still asked to agree to. */
export const textsToAcceptQuery = queryOptions({
  queryKey: ['legal', 'to-accept'],
  staleTime: 10 * 60_000,
  queryFn: () => answer(api.GET('/api/v1/me/legal-texts')),
});

export const acceptTexts = (textIds: string[]) => answer(api.POST('/api/v1/me/legal-acceptances', { body: { textIds } }));

export const cooperativeQuery = queryOptions({ queryKey: ['cooperative'], queryFn: () => answer(api.GET('/api/v1/cooperative')) });
export const describeCooperative = (body: DescribeCooperative) => answer(api.PATCH('/api/v1/cooperative', { body }));

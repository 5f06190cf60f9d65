import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api, idempotencyKey } from '../../lib/api';
import { ME } from '../../lib/query';

export type OwnDues = Answer<'/api/v1/me/dues', 'get'>;
export type Plan = NonNullable<OwnDues['plan']>;
export type Charge = OwnDues['timeline'][number];
export type Arrears = NonNullable<OwnDues['arrears']>;
export type Offer = Answer<'/api/v1/me/dues/offer', 'get'>;
export type OwnMethod = Offer['method'];
export type StepDown = Answer<'/api/v1/me/dues/step-down-preview', 'get'>;
export type Tier = StepDown['to'];

const DUES = ['dues', 'own'];

/** All about one's own dues. */
export const ownDuesQuery = queryOptions({ queryKey: DUES, queryFn: () => answer(api.GET('/api/v1/me/dues')) });

/** The final confirmation for a way of paying. */
export const offerQuery = (method: OwnMethod) =>
  queryOptions({ queryKey: [...DUES, 'offer', method], queryFn: () => answer(api.GET('/api/v1/me/dues/offer', { params: { query: { method } } })) });

export const stepDownQuery = (tier: Tier) =>
  queryOptions({
    queryKey: [...DUES, 'step-down', tier],
    queryFn: () => answer(api.GET('/api/v1/me/dues/step-down-preview', { params: { query: { tier } } })),
  });

/** Each click is its own: the same key would ask once. */
const oneClick = () => ({ header: { 'Idempotency-Key': idempotencyKey() } });

export const joinDues = (method: OwnMethod, acceptedTexts: string[]) =>
  answer(api.POST('/api/v1/me/dues/checkout', { params: oneClick(), body: { method, acceptedTexts } }));
export const openPortal = (flow?: 'cardUpdate') => answer(api.POST('/api/v1/me/dues/portal', { body: { flow } }));
export const openPayPage = () => answer(api.POST('/api/v1/me/dues/payment-page'));
/** Tries the card of today again, for everything that is open. */
export const collectDues = () => answer(api.POST('/api/v1/me/dues/collection', { params: oneClick() }));
export const openCourseCheckout = () => answer(api.POST('/api/v1/me/dues/course-checkout', { params: oneClick() }));
export const cancelDues = () => answer(api.POST('/api/v1/me/dues/cancellation'));
export const keepDues = () => answer(api.POST('/api/v1/me/dues/continuation'));
export const pauseDues = (months: number) => answer(api.POST('/api/v1/me/dues/pauses', { body: { months } }));
export const resumeDues = () => answer(api.POST('/api/v1/me/dues/resumption'));
export const stepDown = (tier: Tier) => answer(api.POST('/api/v1/me/dues/step-down', { body: { tier } }));

/** What changed is shown at once; the person's own standing and what it opens are read anew. */
export async function keepDuesView(client: QueryClient, dues: OwnDues): Promise<void> {
  client.setQueryData(ownDuesQuery.queryKey, dues);
  await rereadStanding(client);
}

/** Who is in good standing may book what was closed before. */
export const rereadStanding = (client: QueryClient): Promise<unknown> =>
  Promise.all([client.invalidateQueries({ queryKey: ME }), client.invalidateQueries({ queryKey: ['shifts'] }), client.invalidateQueries({ queryKey: ['capabilities'] })]);

/** Leaves for a page of the payment company; the way back is theirs. */
export function goTo(url: string): void {
  location.assign(url);
}

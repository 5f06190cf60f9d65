import { queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../../lib/api';
import type { components } from '../../../lib/api.gen';
import type { Holder } from './registrations.api';

export type Survey = Answer<'/api/v1/registrations/{id}/survey', 'get'>;
export type Contacts = Answer<'/api/v1/registrations/{id}/contacts', 'get'>;
export type OwnCard = Contacts['own'][number];
export type MetCard = Contacts['met'][number];

const held = ({ id, token }: Holder) => ({ path: { id }, query: { token } });
const cardOf = ({ id, token }: Holder, seatId: string) => ({ path: { id, seatId }, query: { token } });

export const surveyQuery = (holder: Holder) =>
  queryOptions({ queryKey: ['surveys', holder.id], retry: false, queryFn: () => answer(api.GET('/api/v1/registrations/{id}/survey', { params: held(holder) })) });
export const answerSurvey = (holder: Holder, body: components['schemas']['AnswerSurvey']) =>
  answer(api.POST('/api/v1/registrations/{id}/survey', { params: held(holder), body }));

export const contactsQuery = (holder: Holder) =>
  queryOptions({ queryKey: ['contacts', holder.id], retry: false, queryFn: () => answer(api.GET('/api/v1/registrations/{id}/contacts', { params: held(holder) })) });
export const showCard = (holder: Holder, seatId: string, body: components['schemas']['ShowCard']) =>
  answer(api.PUT('/api/v1/registrations/{id}/contacts/cards/{seatId}', { params: cardOf(holder, seatId), body }));
export const hideCard = (holder: Holder, seatId: string) =>
  answer(api.DELETE('/api/v1/registrations/{id}/contacts/cards/{seatId}', { params: cardOf(holder, seatId) }));
export const wishContact = (holder: Holder, fromSeatId: string, toSeatId: string) =>
  answer(api.POST('/api/v1/registrations/{id}/contacts/wishes', { params: held(holder), body: { fromSeatId, toSeatId } }));
export const unwishContact = (holder: Holder, fromSeatId: string, toSeatId: string) =>
  answer(api.POST('/api/v1/registrations/{id}/contacts/withdrawals', { params: held(holder), body: { fromSeatId, toSeatId } }));

import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';
import type { components } from '../../lib/api.gen';

/* What members and stewards read and do about the monthly meeting. Each verb answers the meeting as it stands then. */

export type MeetingItem = Answer<'/api/v1/meetings', 'get'>['items'][number];
export type Meeting = Answer<'/api/v1/meetings/{id}', 'get'>;
export type Topic = Meeting['topics'][number];
export type Attendee = NonNullable<Meeting['attendees']>[number];
type MeetingAnswer = NonNullable<MeetingItem['answer']>;
export type MeetingSettings = Answer<'/api/v1/meeting-settings', 'get'>;
type SetMeetings = components['schemas']['SetMeetings'];

const path = (id: string) => ({ path: { id } });

/** What is ahead or running, soonest first: never many. */
export const meetingsAheadQuery = queryOptions({
  queryKey: ['meetings', 'ahead'],
  queryFn: () => answer(api.GET('/api/v1/meetings', { params: { query: { limit: 10 } } })),
});

export const pastMeetingsQuery = infiniteQueryOptions({
  queryKey: ['meetings', 'past'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => answer(api.GET('/api/v1/meetings', { params: { query: { about: 'past', limit: 12, cursor: pageParam } } })),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

export const meetingQuery = (id: string) =>
  queryOptions({ queryKey: ['meetings', 'one', id], queryFn: () => answer(api.GET('/api/v1/meetings/{id}', { params: path(id) })) });

export const minutesQuery = (id: string) =>
  queryOptions({ queryKey: ['meetings', 'minutes', id], queryFn: () => answer(api.GET('/api/v1/meetings/{id}/minutes', { params: path(id) })) });

export const meetingSettingsQuery = queryOptions({ queryKey: ['meetings', 'settings'], queryFn: () => answer(api.GET('/api/v1/meeting-settings')) });

/** After a verb: its answer is the meeting's page, the rest is read again. */
export function tookPlace(client: QueryClient, meeting: Meeting): Promise<void> {
  client.setQueryData(meetingQuery(meeting.id).queryKey, meeting);
  return client.invalidateQueries({ queryKey: ['meetings'], predicate: ({ queryKey }) => queryKey[1] !== 'one' || queryKey[2] !== meeting.id });
}

export const answerMeeting = (id: string, said: MeetingAnswer) => answer(api.PUT('/api/v1/meetings/{id}/answer', { params: path(id), body: { answer: said } }));
export const sayHere = (id: string) => answer(api.POST('/api/v1/meetings/{id}/presence', { params: path(id) }));
export const proposeTopic = (id: string, body: components['schemas']['ProposeTopic']) => answer(api.POST('/api/v1/meetings/{id}/topics', { params: path(id), body }));
export const withdrawTopic = (topicId: string) => answer(api.POST('/api/v1/meeting-topics/{id}/withdrawal', { params: path(topicId) }));
export const postponeTopic = (topicId: string) => answer(api.POST('/api/v1/meeting-topics/{id}/postponement', { params: path(topicId) }));
export const decideTopic = (topicId: string, decision: string | null) =>
  answer(api.PUT('/api/v1/meeting-topics/{id}/decision', { params: path(topicId), body: { decision } }));
export const setAgenda = (id: string, topicIds: string[]) => answer(api.PUT('/api/v1/meetings/{id}/agenda', { params: path(id), body: { topicIds } }));
export const recordAttendance = (id: string, mixerId: string, attended: boolean) =>
  answer(api.PUT('/api/v1/meetings/{id}/attendance/{mixerId}', { params: { path: { id, mixerId } }, body: { attended } }));
export const writeMinutes = (id: string, body: string, after: number) => answer(api.POST('/api/v1/meetings/{id}/minutes', { params: path(id), body: { body, after } }));
export const publishMinutes = (id: string) => answer(api.POST('/api/v1/meetings/{id}/minutes/publication', { params: path(id) }));
export const moveMeeting = (id: string, body: components['schemas']['MoveMeeting']) => answer(api.POST('/api/v1/meetings/{id}/move', { params: path(id), body }));
export const cancelMeeting = (id: string, reason: string) => answer(api.POST('/api/v1/meetings/{id}/cancellation', { params: path(id), body: { reason } }));
export const saveMeetingSettings = (body: SetMeetings) => answer(api.PUT('/api/v1/meeting-settings', { body }));

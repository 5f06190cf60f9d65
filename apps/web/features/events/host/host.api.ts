import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api, idempotencyKey } from '../../../lib/api';
import type { components } from '../../../lib/api.gen';
import type { Day } from '../../../lib/tokyo';
import type { Split } from '../../revenue/revenue.api';

/*
 * What hosts, spaces and the cooperative read and do about events. Every key begins with the noun, so that one call of `rereadEvents`
 * after a change brings lists, desk and public page up to date.
 */

export type EventItem = Answer<'/api/v1/me/events', 'get'>['items'][number];
export type EventDetail = Answer<'/api/v1/events/{id}', 'get'>;
export type EventStatus = EventItem['status'];
export type EventKind = EventItem['kind'];
export type Seller = EventDetail['sellerOfRecord'];
export type SaleMethod = EventDetail['methods'][number];
export type CancelCause = NonNullable<EventDetail['cancelCause']>;
export type Desk = Answer<'/api/v1/events/{id}/desk', 'get'>;
export type DeskRegistration = Desk['registrations'][number];
export type EventPerson = Desk['people'][number];
type PersonRole = EventPerson['role'];
export type Invitation = Answer<'/api/v1/me/event-invitations', 'get'>['items'][number];
export type Template = Answer<'/api/v1/event-templates', 'get'>['items'][number];
export type EventSplit = Answer<'/api/v1/events/{id}/split', 'get'>;
export type Agreement = EventSplit['versions'][number];
export type Settlement = Answer<'/api/v1/events/{id}/settlement', 'get'>;
export type EventReport = Answer<'/api/v1/events/{id}/report', 'get'>;
export type WaitlistEntry = Answer<'/api/v1/events/{id}/waitlist', 'get'>['items'][number];
export type Refunds = Answer<'/api/v1/events/{id}/refunds', 'get'>;
export type RefundLine = Refunds['items'][number];
export type AdminEvent = Answer<'/api/v1/admin/events', 'get'>['items'][number];
/** What a post may be marked with so that everybody sees it is promotion. */
type PostLabel = components['schemas']['PostLink']['label'];
export type About = 'upcoming' | 'past';

export const KINDS = ['jelly', 'studyGroup', 'seminar', 'class', 'workshop', 'party', 'monitoringParty'] as const satisfies readonly EventKind[];
/** Held by the cooperative itself. */
export const COOPERATIVE_KINDS = ['course'] as const satisfies readonly EventKind[];
/** What a steward plans; the monthly meeting plans itself. */
export const COURSE = 'course' satisfies EventKind;
/** Every kind that somebody plans. */
export const PLANNED_KINDS = [...KINDS, COURSE] as const;
type PlannedKind = (typeof PLANNED_KINDS)[number];
export const STATUSES = ['draft', 'proposed', 'countered', 'refused', 'approved', 'published', 'done', 'settled', 'cancelled'] as const satisfies readonly EventStatus[];
export const CAUSES = ['host', 'space', 'forceMajeure', 'cooperative'] as const satisfies readonly CancelCause[];
export const POST_LABELS = ['PR', '広告', '宣伝', 'プロモーション'] as const satisfies readonly PostLabel[];
export const ROLES = ['coHost', 'panelist', 'monitor', 'promoter'] as const satisfies readonly PersonRole[];

const path = (id: string) => ({ path: { id } });
const one = (id: string) => ['events', 'desk', id] as const;

export const myEventsQuery = (about: About) =>
  infiniteQueryOptions({
    queryKey: ['events', 'mine', about],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/me/events', { params: { query: { about, limit: 30, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** The next few that one holds, for the home screen. */
export const myNextEventsQuery = queryOptions({
  queryKey: ['events', 'mine', 'next'],
  queryFn: () => answer(api.GET('/api/v1/me/events', { params: { query: { about: 'upcoming', limit: 10 } } })),
});

export const invitationsQuery = queryOptions({
  queryKey: ['events', 'invitations'],
  queryFn: () => answer(api.GET('/api/v1/me/event-invitations')),
});

export const spaceEventsQuery = (spaceId: string, about: About) =>
  infiniteQueryOptions({
    queryKey: ['events', 'of-space', spaceId, about],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/spaces/{id}/events', { params: { ...path(spaceId), query: { about, limit: 30, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Proposals that wait for the space's word. */
export const proposalsQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ['events', 'of-space', spaceId, 'toAnswer'],
    queryFn: () => answer(api.GET('/api/v1/spaces/{id}/events', { params: { ...path(spaceId), query: { only: 'toAnswer', limit: 100 } } })),
  });

interface AdminFilters {
  status?: EventStatus;
  kind?: PlannedKind;
  search?: string;
  unfounded?: boolean;
  /** With refunds that came back or have to be handed over. */
  toMend?: boolean;
}

export const adminEventsQuery = (filters: AdminFilters) =>
  infiniteQueryOptions({
    queryKey: ['events', 'admin', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/admin/events', { params: { query: { ...filters, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const eventDetailQuery = (id: string) =>
  queryOptions({ queryKey: [...one(id), 'event'], queryFn: () => answer(api.GET('/api/v1/events/{id}', { params: path(id) })) });

export const deskQuery = (id: string) =>
  queryOptions({ queryKey: [...one(id), 'all'], refetchInterval: 60_000, queryFn: () => answer(api.GET('/api/v1/events/{id}/desk', { params: path(id) })) });

export const splitQuery = (id: string, guests?: number) =>
  queryOptions({
    queryKey: [...one(id), 'split', guests ?? null],
    queryFn: () => answer(api.GET('/api/v1/events/{id}/split', { params: { ...path(id), query: { guests } } })),
  });

export const settlementQuery = (id: string) =>
  queryOptions({ queryKey: [...one(id), 'settlement'], queryFn: () => answer(api.GET('/api/v1/events/{id}/settlement', { params: path(id) })) });

export const reportQuery = (id: string) =>
  queryOptions({ queryKey: [...one(id), 'report'], queryFn: () => answer(api.GET('/api/v1/events/{id}/report', { params: path(id) })) });

export const waitlistQuery = (id: string) =>
  queryOptions({ queryKey: [...one(id), 'waitlist'], queryFn: () => answer(api.GET('/api/v1/events/{id}/waitlist', { params: path(id) })) });

/** Money on its way back moves by itself, so it is read again while any is under way. */
const REFUNDS_MS = 5_000;

export const refundsQuery = (id: string) =>
  queryOptions({
    queryKey: [...one(id), 'refunds'],
    refetchInterval: (query) => ((query.state.data?.underWay ?? 0) > 0 ? REFUNDS_MS : false),
    queryFn: () => answer(api.GET('/api/v1/events/{id}/refunds', { params: { ...path(id), query: { limit: 100 } } })),
  });

export const templatesQuery = queryOptions({
  queryKey: ['events', 'templates'],
  staleTime: 300_000,
  queryFn: () => answer(api.GET('/api/v1/event-templates')),
});

export const findMixersQuery = (id: string, search: string) =>
  queryOptions({
    queryKey: [...one(id), 'mixers', search],
    queryFn: () => answer(api.GET('/api/v1/events/{id}/mixers', { params: { ...path(id), query: { search } } })),
  });

export const rereadEvents = (client: QueryClient) => client.invalidateQueries({ queryKey: ['events'] });

export type NewEvent = components['schemas']['CreateEvent'];
export type EventChange = components['schemas']['EditEvent'];
type MoveWish = components['schemas']['MoveEvent'];

/** The click that a draft comes from: pressed again after a lost answer it makes no second one. */
const click = (key: string) => ({ 'Idempotency-Key': key });
export const createEvent = (body: NewEvent, key: string) => answer(api.POST('/api/v1/events', { body, headers: click(key) }));
export const changeEvent = (id: string, body: EventChange) => answer(api.PATCH('/api/v1/events/{id}', { params: path(id), body }));
export const proposeEvent = (id: string, note: string) => answer(api.POST('/api/v1/events/{id}/proposal', { params: path(id), body: { note } }));
export const counterOffer = (id: string, split: Split, note: string) =>
  answer(api.POST('/api/v1/events/{id}/counter-offer', { params: path(id), body: { split, note } }));
export const refuseEvent = (id: string, reason: string) => answer(api.POST('/api/v1/events/{id}/refusal', { params: path(id), body: { reason } }));
export const approveEvent = (id: string, body: { splitVersion?: number; outsideHours?: boolean }) =>
  answer(api.POST('/api/v1/events/{id}/approval', { params: path(id), body }));
export const publishEvent = (id: string) => answer(api.POST('/api/v1/events/{id}/publication', { params: path(id) }));
export const moveEvent = (id: string, body: MoveWish) => answer(api.POST('/api/v1/events/{id}/move', { params: path(id), body }));
export const cancelEvent = (id: string, cause: CancelCause, reason: string) =>
  answer(api.POST('/api/v1/events/{id}/cancellation', { params: path(id), body: { cause, reason } }));
export const copyEvent = (id: string, days: Day[], key: string) => answer(api.POST('/api/v1/events/{id}/copies', { params: path(id), body: { days }, headers: click(key) }));
export const keepTemplate = (eventId: string, name: string) => answer(api.POST('/api/v1/event-templates', { body: { eventId, name } }));

export const invitePerson = (id: string, body: components['schemas']['InvitePerson']) => answer(api.POST('/api/v1/events/{id}/people', { params: path(id), body }));
export const removePerson = (personId: string) => answer(api.DELETE('/api/v1/event-people/{id}', { params: path(personId) }));
export const reportPost = (personId: string, url: string, label: PostLabel) =>
  answer(api.POST('/api/v1/event-people/{id}/post', { params: path(personId), body: { url, label } }));
export const acceptInvitation = (id: string) => answer(api.POST('/api/v1/event-invitations/{id}/acceptance', { params: path(id) }));
export const declineInvitation = (id: string) => answer(api.POST('/api/v1/event-invitations/{id}/decline', { params: path(id) }));

export const moveUp = (registrationId: string, reason: string) =>
  answer(api.POST('/api/v1/registrations/{id}/moving-up', { params: path(registrationId), body: { reason } }));
const oneClick = (id: string) => ({ ...path(id), header: { 'Idempotency-Key': idempotencyKey() } });
export const retryRefund = (id: string) => answer(api.POST('/api/v1/refunds/{id}/retry', { params: oneClick(id) }));
export const handBack = (id: string, note: string) => answer(api.POST('/api/v1/refunds/{id}/by-hand', { params: oneClick(id), body: { note } }));

export const writeReport = (id: string, body: components['schemas']['ReportEvent']) => answer(api.POST('/api/v1/events/{id}/report', { params: path(id), body }));
export const proposeSettlement = (id: string) => answer(api.POST('/api/v1/events/{id}/settlement', { params: path(id), body: {} }));
export const agreeSettlement = (id: string, version: number) =>
  answer(api.POST('/api/v1/events/{id}/settlement/approval', { params: path(id), body: { version } }));

import { reasonInWords, type ReasonView } from '#libs/door';
import { inSpace, type Actor } from '#libs/identity';
import { canStep, type Reason } from '#libs/kernel';
import { ONLINE_WORD, type Locale } from '#libs/words';
import type { CostOfEventView } from './cancelling.dto.js';
import { EVENT_MACHINE, isOfCooperative, isOnline, KONBINI_CLOSES_MS, type EventAction, type SaleMethod } from './event.rules.js';
import type { EventCanView, EventDetailView, EventVersionView, EventView, EventWhyView, PublicPersonView, TicketTypeView } from './events.dto.js';
import type { EventRow, ListedEvent } from './events.queries.js';
import type { MoveWishView } from './moving.dto.js';

/** What one reader is to one event. */
export interface Standing {
  host: boolean;
  /** Helps the host, and may do most of what the host may. */
  coHost: boolean;
  /** Runs the space that it is in: may bind it. */
  space: boolean;
  /** Belongs to that space in any role: its reception sees the evening, and not the money. */
  staff: boolean;
  steward: boolean;
}

export const NOBODY: Standing = { host: false, coHost: false, space: false, staff: false, steward: false };

/** What a reader is to an event; who helps stands in another table, so the caller says it. */
export function standingOf(actor: Actor | null, event: ListedEvent, coHost = false): Standing {
  if (!actor) return NOBODY;
  return {
    host: actor.accountId === event.hostAccountId,
    coHost,
    space: event.spaceId !== null && inSpace(actor, event.spaceId),
    staff: event.spaceId !== null && inSpace(actor, event.spaceId, ['owner', 'manager', 'reception']),
    steward: actor.roles.has('steward'),
  };
}

/** Plans and holds it: the host; a co-host beside them; any steward for what the cooperative holds. */
export const holds = ({ host, coHost, steward }: Standing, event: ListedEvent): boolean => host || coHost || (steward && isOfCooperative(event.kind));

/** Sees all of it: whoever holds it, the space it is in, and stewards. */
export const runs = (standing: Standing, event: ListedEvent): boolean => holds(standing, event) || standing.space || standing.steward;

export const seatsLeftOf = ({ capacity, taken }: ListedEvent): number => Math.max(0, capacity - taken);

/** Why nobody can register now; empty when the door stands open. */
export function closedReasons(event: ListedEvent, now: Date): Reason[] {
  const others = { nextStep: { code: 'next.otherEvents', href: '/events' } };
  if (event.status === 'cancelled') return [{ code: 'event.isCancelled', params: {}, ...others }];
  if (event.startsAt <= now || event.status === 'done' || event.status === 'settled') return [{ code: 'event.past', params: {}, ...others }];
  if (event.status !== 'published' || !event.saleOpen) return [{ code: 'event.notOpen', params: {}, ...others }];
  if (seatsLeftOf(event) === 0) return [{ code: 'event.full', params: { left: 0 }, nextStep: { code: 'next.waitlist', href: `/events/${event.id}` } }];
  return [];
}

/** What a reader may do by role and state; what the rules of the trade add stands in `blocked`. */
function canOf(event: ListedEvent, standing: Standing, closed: readonly Reason[], now: Date, blocked: Blocked): EventCanView {
  const may = (action: EventAction): boolean => canStep(EVENT_MACHINE, event.status, action);
  const ahead = event.startsAt > now;
  const planner = holds(standing, event);
  const announces = isOfCooperative(event.kind) && event.spaceId === null && may('announce');
  return {
    register: closed.length === 0,
    waitlist: closed.length === 1 && closed[0]?.code === 'event.full',
    edit: planner && may('edit') && ahead,
    propose: planner && may('propose') && ahead && !announces && !blocked.propose?.length,
    approve: standing.space && may('approve') && ahead && !blocked.approve?.length,
    counter: standing.space && may('counter') && ahead,
    refuse: standing.space && may('refuse'),
    publish: planner && (may('publish') || announces) && ahead && !blocked.publish?.length,
    move: (planner || standing.space) && may('move') && ahead,
    cancel: (planner || standing.steward || (standing.space && event.status !== 'draft')) && may('cancel') && event.endsAt > now,
    invite: planner && (may('publish') || may('finish')) && ahead,
    run: runs(standing, event),
  };
}

/** What stands in the way of a verb beyond role and state. */
export interface Blocked {
  propose?: readonly Reason[];
  approve?: readonly Reason[];
  publish?: readonly Reason[];
}

const inWords = (reasons: readonly Reason[], locale: Locale): ReasonView[] => reasons.map((reason) => reasonInWords(reason, locale));

function whyOf(closed: readonly Reason[], blocked: Blocked, locale: Locale): EventWhyView {
  return {
    ...(closed.length > 0 ? { register: inWords(closed, locale) } : {}),
    ...(blocked.propose?.length ? { propose: inWords(blocked.propose, locale) } : {}),
    ...(blocked.approve?.length ? { approve: inWords(blocked.approve, locale) } : {}),
    ...(blocked.publish?.length ? { publish: inWords(blocked.publish, locale) } : {}),
  };
}

function ticketTypesOf(event: ListedEvent): TicketTypeView[] {
  const left = seatsLeftOf(event);
  if (event.onSale) {
    return event.onSale.map(({ id, name, description, priceYen, capacity, taken }) => ({
      id,
      name,
      description,
      priceYen,
      capacity,
      seatsLeft: capacity === null ? left : Math.max(0, Math.min(left, capacity - taken)),
    }));
  }
  return event.ticketTypes.map(({ name, description, priceYen, capacity }) => ({ id: null, name, description, priceYen, capacity, seatsLeft: Math.min(capacity ?? left, left) }));
}

/** The lowest and the highest price, whole yen. */
export function pricesOf(event: ListedEvent): { fromYen: number; toYen: number } {
  const prices = (event.onSale ?? event.ticketTypes).map(({ priceYen }) => priceYen);
  return prices.length > 0 ? { fromYen: Math.min(...prices), toYen: Math.max(...prices) } : { fromYen: 0, toYen: 0 };
}

/** An event in a list, for this reader. */
export function eventView(event: ListedEvent, standing: Standing, now: Date, locale: Locale, blocked: Blocked = {}): EventView {
  const closed = closedReasons(event, now);
  const { fromYen, toYen } = pricesOf(event);
  return {
    id: event.id,
    kind: event.kind,
    status: event.status,
    title: event.title,
    theme: event.theme,
    format: event.format,
    space: event.spaceId
      ? { id: event.spaceId, slug: event.spaceSlug ?? '', name: event.spaceName ?? '', prefecture: event.prefecture ?? '', city: event.city ?? '' }
      : null,
    host: { name: event.hostName, self: standing.host },
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt.toISOString(),
    capacity: event.capacity,
    seatsLeft: seatsLeftOf(event),
    waiting: event.waiting,
    fromYen,
    toYen,
    ticketTypes: ticketTypesOf(event),
    seriesId: event.seriesId,
    cancelReason: event.cancelReason,
    can: canOf(event, standing, closed, now, blocked),
    why: whyOf(closed, blocked, locale),
  };
}

/** The ways to pay that are open now: no voucher that could not be paid in time, nothing but free where nothing costs. */
export function openMethods(event: EventRow, now: Date): SaleMethod[] {
  const paid = event.ticketTypes.some(({ priceYen }) => priceYen > 0);
  if (!paid) return ['free'];
  const tooLateForVouchers = event.startsAt.getTime() - now.getTime() < KONBINI_CLOSES_MS;
  return event.methods.filter((method) => !(method === 'konbini' && tooLateForVouchers));
}

/** Where it is, in one line: on pages in the reader's language, in mails, calendars and papers in Japanese. */
export function placeOf(event: Pick<EventRow, 'format' | 'spaceName' | 'resourceName' | 'city' | 'street'>, locale: Locale = 'ja'): string {
  const house = [event.spaceName, event.resourceName].filter(Boolean).join(' ');
  const address = [event.city, event.street].filter(Boolean).join('');
  const onsite = address ? `${house}（${address}）` : house;
  if (event.format === 'online' || onsite === '') return ONLINE_WORD[locale];
  return event.format === 'hybrid' ? `${onsite}／${ONLINE_WORD[locale]}` : onsite;
}

/** What the page shows beside the event itself. */
export interface Around {
  people: readonly PublicPersonView[];
  versions: readonly EventVersionView[];
  /** For those who run it, and the space that it would move to. */
  moveWish: MoveWishView | null;
  cancelCost: CostOfEventView | null;
}

/** An event on its page, for this reader. */
export function eventDetailView(event: EventRow, standing: Standing, around: Around, now: Date, locale: Locale, blocked: Blocked = {}): EventDetailView {
  const insider = runs(standing, event);
  // Node 20 takes ten times as long to spread the one into the other.
  return Object.assign(eventView(event, standing, now, locale, blocked), {
    description: event.description,
    room: event.resourceId ? { id: event.resourceId, name: event.resourceName ?? '', capacity: event.resourceCapacity ?? 0 } : null,
    place: placeOf(event, locale),
    access: event.access ?? '',
    onlineUrl: insider ? event.onlineUrl : null,
    minGuests: event.minGuests,
    sellerOfRecord: event.sellerOfRecord,
    methods: openMethods(event, now),
    cancellationPolicy: event.cancellationPolicy.map(({ untilHoursBefore, refundPercent }) => ({ untilHoursBefore, refundPercent })),
    questions: event.questions.map(({ id, text, required, choices }) => ({ id, text, required, choices })),
    timetable: event.timetable.map(({ minutesIn, title, note }) => ({ minutesIn, title, note })),
    tablePlan: event.tablePlan.map(({ name, seats, theme }) => ({ name, seats, theme })),
    checklist: insider ? event.checklist.map(({ text, daysBefore, done }) => ({ text, daysBefore, done })) : [],
    alcohol: event.alcohol,
    people: [...around.people],
    version: event.version,
    answerReason: insider ? event.answerReason : null,
    cancelCause: insider ? event.cancelCause : null,
    movedFrom: event.movedFrom,
    cancelCost: around.cancelCost,
    moveWish: around.moveWish,
    moveAnswer: insider && event.moveAnswer ? { takenBack: event.moveAnswer.side === 'host', ...event.moveAnswer } : null,
    outsideHours: event.outsideHours,
    publishedAt: event.publishedAt?.toISOString() ?? null,
    warnedAt: insider ? (event.warnedAt?.toISOString() ?? null) : null,
    templateId: insider ? event.templateId : null,
    versions: insider ? [...around.versions] : [],
  } satisfies Omit<EventDetailView, keyof EventView>);
}

/** Whether some kind of ticket is paid through Checkout. */
export const sellsOnline = (event: Pick<EventRow, 'methods'>): boolean => event.methods.some(isOnline);

import type { FieldError, Machine } from '#libs/kernel';

/** What an event is. The last two belong to the cooperative. */
export const EVENT_KINDS = ['jelly', 'studyGroup', 'seminar', 'class', 'workshop', 'party', 'monitoringParty', 'course', 'mixerMeeting'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Kinds that the cooperative itself holds: a steward plans them, no tier is asked, a space is optional. */
export const COOPERATIVE_KINDS = ['course', 'mixerMeeting'] as const satisfies readonly EventKind[];

/** What people plan; the monthly meeting comes by itself and has pages of its own, for members alone. */
export const PLANNED_KINDS = EVENT_KINDS.filter((kind) => kind !== 'mixerMeeting');
export const isOfCooperative = (kind: EventKind): boolean => COOPERATIVE_KINDS.some((own) => own === kind);

export const EVENT_STATUSES = ['draft', 'proposed', 'countered', 'refused', 'approved', 'published', 'done', 'settled', 'cancelled'] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];
export type EventAction = 'edit' | 'propose' | 'counter' | 'refuse' | 'approve' | 'publish' | 'announce' | 'move' | 'cancel' | 'finish' | 'settle';

/**
 * From the host's idea to the last yen. Editing in `approved` sends it back to the space only where it touches what the space agreed to;
 * `announce` is the short way of the cooperative's own events without a space.
 */
export const EVENT_MACHINE: Machine<EventStatus, EventAction> = {
  draft: { edit: 'draft', propose: 'proposed', announce: 'published', cancel: 'cancelled' },
  proposed: { edit: 'draft', approve: 'approved', counter: 'countered', refuse: 'refused', cancel: 'cancelled' },
  countered: { edit: 'draft', propose: 'proposed', refuse: 'refused', cancel: 'cancelled' },
  refused: { edit: 'draft' },
  approved: { edit: 'approved', publish: 'published', move: 'approved', cancel: 'cancelled' },
  published: { edit: 'published', move: 'published', cancel: 'cancelled', finish: 'done' },
  done: { settle: 'settled' },
  settled: {},
  cancelled: {},
};

/** Before the space has said yes, only its host, its space and the stewards know of an event. */
export const OPEN_STATUSES = ['published', 'done', 'settled', 'cancelled'] as const satisfies readonly EventStatus[];

export const SELLERS = ['cooperative', 'host', 'space'] as const;
export type Seller = (typeof SELLERS)[number];

export const FORMATS = ['onsite', 'online', 'hybrid'] as const;
export type EventFormat = (typeof FORMATS)[number];

export const SALE_METHODS = ['card', 'payPay', 'konbini', 'door', 'after', 'free'] as const;
export type SaleMethod = (typeof SALE_METHODS)[number];

/**
 * Who caused a cancellation bears the processing cost that is lost: the host, the space, the cooperative. Where nobody did the cooperative bears it
 * as soon as a steward has accepted that, and until then whoever called it off.
 */
export const CANCEL_CAUSES = ['host', 'space', 'cooperative', 'forceMajeure'] as const;
export type CancelCause = (typeof CANCEL_CAUSES)[number];

/** A free seat with a duty. */
export const SEAT_ROLES = ['coHost', 'panelist', 'monitor', 'promoter'] as const;
export type SeatRole = (typeof SEAT_ROLES)[number];
/** Whom a host asks: those with a seat, and who built the business, who has a share of the money and neither seat nor duty on the evening. */
export const PERSON_ROLES = [...SEAT_ROLES, 'builder'] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];
export const isSeated = (role: PersonRole): role is SeatRole => role !== 'builder';

/** What a post for a free seat has to say of itself, so that nobody takes it for a guest's own praise. */
export const POST_LABELS = ['PR', '広告', '宣伝', 'プロモーション'] as const;

export type PersonStatus = 'invited' | 'accepted' | 'declined' | 'withdrawn' | 'removed';
export type PersonAction = 'accept' | 'decline' | 'withdraw' | 'remove';

/** Somebody's part: asked, answered, given back. */
export const PERSON_MACHINE: Machine<PersonStatus, PersonAction> = {
  invited: { accept: 'accepted', decline: 'declined', remove: 'removed' },
  accepted: { withdraw: 'withdrawn', remove: 'removed' },
  declined: {},
  withdrawn: {},
  removed: {},
};

export interface TicketWish {
  name: string;
  description: string;
  /** Whole yen. */
  priceYen: number;
  /** Null: only the event's own capacity limits it. */
  capacity: number | null;
}

export interface PolicyStep {
  untilHoursBefore: number;
  refundPercent: number;
}

export interface Question {
  id: string;
  text: string;
  required: boolean;
  /** Empty: answered in one's own words. */
  choices: string[];
}

/** `minutesIn`: how long after the start. */
export interface TimetableItem {
  minutesIn: number;
  title: string;
  note: string;
}

export interface TableItem {
  name: string;
  seats: number;
  theme: string;
}

export interface ChecklistItem {
  text: string;
  daysBefore: number;
  done: boolean;
}

/** Until 72 hours before all comes back, until 24 hours before half; after that nothing, for food and room are ordered by then. */
export const DEFAULT_POLICY: readonly PolicyStep[] = [
  { untilHoursBefore: 72, refundPercent: 100 },
  { untilHoursBefore: 24, refundPercent: 50 },
];

/** Checkout takes no less. */
export const LEAST_ONLINE_YEN = 50;
/** A voucher of a convenience store costs too much below. */
export const LEAST_KONBINI_YEN = 3000;
/** A voucher needs days to be paid: none so shortly before the start. */
export const KONBINI_CLOSES_MS = 3 * 24 * 60 * 60 * 1000;
/** The minimum number is looked at this long before the start. */
export const MINIMUM_WARNING_MS = 48 * 60 * 60 * 1000;
/** The longest that one event lasts. */
export const LONGEST_EVENT_MS = 24 * 60 * 60 * 1000;

export const isOnline = (method: SaleMethod): boolean => method === 'card' || method === 'payPay' || method === 'konbini';

/** What a host plans, and what every version keeps. */
export interface Plan {
  kind: EventKind;
  spaceId: string | null;
  resourceId: string | null;
  title: string;
  theme: string;
  description: string;
  format: EventFormat;
  onlineUrl: string | null;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  minGuests: number | null;
  sellerOfRecord: Seller;
  ticketTypes: readonly TicketWish[];
  methods: readonly SaleMethod[];
  cancellationPolicy: readonly PolicyStep[];
  questions: readonly Question[];
  timetable: readonly TimetableItem[];
  tablePlan: readonly TableItem[];
  checklist: readonly ChecklistItem[];
  alcohol: boolean;
  outsideHours: boolean;
}

/** Whether anything about it costs money. */
export const isPaid = ({ ticketTypes }: Pick<Plan, 'ticketTypes'>): boolean => ticketTypes.some(({ priceYen }) => priceYen > 0);

/** What the space has agreed to: none of it is changed by the host alone once it has. */
export const AGREED_WITH_SPACE = ['kind', 'spaceId', 'resourceId', 'startsAt', 'endsAt', 'format', 'sellerOfRecord', 'alcohol', 'outsideHours'] as const satisfies readonly (keyof Plan)[];

/** How a plan is sold unless it says otherwise: free ones free, others by card, PayPay and at the door, dear ones at the convenience store as well. */
export function usualMethods(ticketTypes: readonly TicketWish[]): SaleMethod[] {
  if (!isPaid({ ticketTypes })) return ['free'];
  const dear = ticketTypes.some(({ priceYen }) => priceYen >= LEAST_KONBINI_YEN);
  return dear ? ['card', 'payPay', 'konbini', 'door'] : ['card', 'payPay', 'door'];
}

/** What is wrong with a plan, field by field; empty when nothing is. */
export function planErrors(plan: Plan, now: Date): FieldError[] {
  const fields: FieldError[] = [];
  if (plan.startsAt <= now) fields.push({ path: 'startsAt', code: 'past' });
  if (plan.endsAt <= plan.startsAt) fields.push({ path: 'endsAt', code: 'reversed' });
  else if (plan.endsAt.getTime() - plan.startsAt.getTime() > LONGEST_EVENT_MS) fields.push({ path: 'endsAt', code: 'tooLongEvent' });
  if (plan.minGuests !== null && plan.minGuests > plan.capacity) fields.push({ path: 'minGuests', code: 'atMost', params: { max: plan.capacity } });
  if (plan.ticketTypes.length === 0) fields.push({ path: 'ticketTypes', code: 'required' });
  plan.ticketTypes.forEach((type, at) => {
    if (plan.ticketTypes.some((other, before) => before < at && other.name === type.name)) fields.push({ path: `ticketTypes.${at}.name`, code: 'duplicate' });
    if (type.capacity !== null && type.capacity > plan.capacity) fields.push({ path: `ticketTypes.${at}.capacity`, code: 'atMost', params: { max: plan.capacity } });
    if (type.priceYen > 0 && type.priceYen < LEAST_ONLINE_YEN && plan.methods.some(isOnline)) {
      fields.push({ path: `ticketTypes.${at}.priceYen`, code: 'leastOnline', params: { min: LEAST_ONLINE_YEN } });
    }
  });
  if (plan.spaceId === null && !isOfCooperative(plan.kind)) fields.push({ path: 'spaceId', code: 'required' });
  if (isPaid(plan) && !plan.methods.some((method) => method !== 'free')) fields.push({ path: 'methods', code: 'required' });
  plan.cancellationPolicy.forEach((step, at) => {
    const before = plan.cancellationPolicy[at - 1];
    if (before && (before.untilHoursBefore === step.untilHoursBefore || before.refundPercent < step.refundPercent)) {
      fields.push({ path: `cancellationPolicy.${at}`, code: 'policyOrder' });
    }
  });
  return fields;
}

import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, FlagField, IdField, InstantField, PageQuery, PatternField, ReasonView, TextField } from '#libs/door';
import {
  CANCEL_CAUSES,
  EVENT_KINDS,
  EVENT_STATUSES,
  FORMATS,
  PLANNED_KINDS,
  SALE_METHODS,
  SEAT_ROLES,
  SELLERS,
  type CancelCause,
  type EventFormat,
  type EventKind,
  type EventStatus,
  type SaleMethod,
  type SeatRole,
  type Seller,
} from './event.rules.js';
import { CostOfEventView } from './cancelling.dto.js';
import { MoveAnswerView, MovedFromView, MoveWishView } from './moving.dto.js';

/** Prefectures by their numbers, with commas. */
export const PREFECTURES = /^(0[1-9]|[1-3]\d|4[0-7])(,(0[1-9]|[1-3]\d|4[0-7])){0,46}$/;

export class ListEvents extends PageQuery {
  @InstantField({ optional: true, description: 'starting at or after; now, when left out' }) from?: Date;
  @InstantField({ optional: true, description: 'starting before' }) to?: Date;
  @PatternField(/^\d{4}-(0[1-9]|1[0-2])$/, 'month', { optional: true, description: 'all of a Tokyo month, `YYYY-MM`; past days too' }) month?: string;
  @IdField({ optional: true }) spaceId?: string;
  @ChoiceField(PLANNED_KINDS, { optional: true }) kind?: EventKind;
  @PatternField(PREFECTURES, 'prefecture', { optional: true, description: 'prefectures by their numbers, with commas: `03,28`' }) area?: string;
  @IdField({ optional: true, description: 'other evenings of the same series' }) seriesId?: string;
  @FlagField({ optional: true, description: 'only those where no kind of ticket costs anything' }) free?: boolean;
}

const SCOPES = ['upcoming', 'past'] as const;

export class ListMyEvents extends PageQuery {
  @ChoiceField(SCOPES, { optional: true, description: 'upcoming, when left out; what is not yet over, soonest first, or what is, latest first' }) about?: (typeof SCOPES)[number];
}

export class ListSpaceEvents extends ListMyEvents {
  @ChoiceField(['toAnswer'], { optional: true, description: 'only what waits for the space’s word: proposals, and moves into it' }) only?: 'toAnswer';
}

export class ListAllEvents extends PageQuery {
  @InstantField({ optional: true }) from?: Date;
  @InstantField({ optional: true }) to?: Date;
  @ChoiceField(EVENT_STATUSES, { optional: true }) status?: EventStatus;
  @ChoiceField(PLANNED_KINDS, { optional: true }) kind?: EventKind;
  @IdField({ optional: true }) spaceId?: string;
  @IdField({ optional: true }) hostAccountId?: string;
  @TextField({ max: 80, optional: true, description: 'part of the title, the space or the host' }) search?: string;
  @FlagField({ optional: true, description: 'only those whose ground is gone: a membership or a designation that ends before' }) unfounded?: boolean;
  @FlagField({ optional: true, description: 'only those with refunds that came back or have to be handed over' }) toMend?: boolean;
}

export class TicketTypeView {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null until the sale opens' }) id!: string | null;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) description!: string;
  @ApiProperty({ type: 'integer', description: 'whole yen' }) priceYen!: number;
  @ApiProperty({ type: 'integer', nullable: true }) capacity!: number | null;
  @ApiProperty({ type: 'integer', description: 'of this type; never more than the event has left' }) seatsLeft!: number;
}

export class SpaceOfEventView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) slug!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) prefecture!: string;
  @ApiProperty({ type: String }) city!: string;
}

export class RoomOfEventView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: 'integer' }) capacity!: number;
}

export class HostOfEventView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: Boolean, description: 'the reader is the host' }) self!: boolean;
}

export class EventCanView {
  @ApiProperty({ type: Boolean }) register!: boolean;
  @ApiProperty({ type: Boolean, description: 'full, but one may wait' }) waitlist!: boolean;
  @ApiProperty({ type: Boolean }) edit!: boolean;
  @ApiProperty({ type: Boolean }) propose!: boolean;
  @ApiProperty({ type: Boolean }) approve!: boolean;
  @ApiProperty({ type: Boolean }) counter!: boolean;
  @ApiProperty({ type: Boolean }) refuse!: boolean;
  @ApiProperty({ type: Boolean }) publish!: boolean;
  @ApiProperty({ type: Boolean }) move!: boolean;
  @ApiProperty({ type: Boolean }) cancel!: boolean;
  @ApiProperty({ type: Boolean }) invite!: boolean;
  @ApiProperty({ type: Boolean, description: 'see the desk: registrations, people, checklist' }) run!: boolean;
  @ApiProperty({ type: Boolean, required: false, description: 'in the list of what waits for the word of a space: it is the reader’s to give' }) answer?: boolean;
}

export class EventWhyView {
  @ApiProperty({ type: [ReasonView], required: false }) register?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) propose?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) approve?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) publish?: ReasonView[];
}

/** An event as it stands in lists. */
export class EventView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: EVENT_KINDS }) kind!: EventKind;
  @ApiProperty({ type: String, enum: EVENT_STATUSES }) status!: EventStatus;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String }) theme!: string;
  @ApiProperty({ type: String, enum: FORMATS }) format!: EventFormat;
  @ApiProperty({ type: SpaceOfEventView, nullable: true }) space!: SpaceOfEventView | null;
  @ApiProperty({ type: HostOfEventView }) host!: HostOfEventView;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: 'integer' }) capacity!: number;
  @ApiProperty({ type: 'integer' }) seatsLeft!: number;
  @ApiProperty({ type: 'integer', description: 'orders that wait for a seat' }) waiting!: number;
  @ApiProperty({ type: 'integer', description: 'the lowest price, whole yen' }) fromYen!: number;
  @ApiProperty({ type: 'integer', description: 'the highest price, whole yen' }) toYen!: number;
  @ApiProperty({ type: [TicketTypeView] }) ticketTypes!: TicketTypeView[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) seriesId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why it was called off' }) cancelReason!: string | null;
  @ApiProperty({ type: EventCanView }) can!: EventCanView;
  @ApiProperty({ type: EventWhyView }) why!: EventWhyView;
}

export class EventListView {
  @ApiProperty({ type: [EventView] }) items!: EventView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PolicyStepView {
  @ApiProperty({ type: 'integer' }) untilHoursBefore!: number;
  @ApiProperty({ type: 'integer' }) refundPercent!: number;
}

export class QuestionView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String }) text!: string;
  @ApiProperty({ type: Boolean }) required!: boolean;
  @ApiProperty({ type: [String] }) choices!: string[];
}

export class TimetableItemView {
  @ApiProperty({ type: 'integer', description: 'minutes after the start' }) minutesIn!: number;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String }) note!: string;
}

export class TableItemView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: 'integer' }) seats!: number;
  @ApiProperty({ type: String }) theme!: string;
}

export class ChecklistItemView {
  @ApiProperty({ type: String }) text!: string;
  @ApiProperty({ type: 'integer' }) daysBefore!: number;
  @ApiProperty({ type: Boolean }) done!: boolean;
}

export class PublicPersonView {
  @ApiProperty({ type: String, enum: SEAT_ROLES }) role!: SeatRole;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'a promoter’s post' }) postUrl!: string | null;
  @ApiProperty({ type: String, nullable: true }) postLabel!: string | null;
}

export class EventVersionView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, format: 'date-time' }) changedAt!: string;
  @ApiProperty({ type: String, nullable: true }) changedByName!: string | null;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) said!: Record<string, unknown>;
}

/** An event on its own page. What only host, space and stewards see is empty or null for others. */
export class EventDetailView extends EventView {
  @ApiProperty({ type: String }) description!: string;
  @ApiProperty({ type: RoomOfEventView, nullable: true }) room!: RoomOfEventView | null;
  @ApiProperty({ type: String, description: 'the place in words: space, room, address; or online' }) place!: string;
  @ApiProperty({ type: String, description: 'how to get there' }) access!: string;
  @ApiProperty({ type: String, nullable: true, description: 'for those who run the event; guests find it on their registration' }) onlineUrl!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) minGuests!: number | null;
  @ApiProperty({ type: String, enum: SELLERS }) sellerOfRecord!: Seller;
  @ApiProperty({ type: String, enum: SALE_METHODS, isArray: true, description: 'the ways to pay that are open now' }) methods!: SaleMethod[];
  @ApiProperty({ type: [PolicyStepView] }) cancellationPolicy!: PolicyStepView[];
  @ApiProperty({ type: [QuestionView] }) questions!: QuestionView[];
  @ApiProperty({ type: [TimetableItemView] }) timetable!: TimetableItemView[];
  @ApiProperty({ type: [TableItemView] }) tablePlan!: TableItemView[];
  @ApiProperty({ type: [ChecklistItemView], description: 'for those who run the event' }) checklist!: ChecklistItemView[];
  @ApiProperty({ type: Boolean }) alcohol!: boolean;
  @ApiProperty({ type: [PublicPersonView], description: 'who helps, sits on the panel, tests and writes about it' }) people!: PublicPersonView[];
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, nullable: true, description: 'the word of the space: why it said no' }) answerReason!: string | null;
  @ApiProperty({ type: String, enum: CANCEL_CAUSES, nullable: true }) cancelCause!: CancelCause | null;
  @ApiProperty({ type: CostOfEventView, nullable: true, description: 'for those who run the event: whether the cooperative bears the cost of what was nobody’s doing' }) cancelCost!: CostOfEventView | null;
  @ApiProperty({ type: MovedFromView, nullable: true }) movedFrom!: MovedFromView | null;
  @ApiProperty({ type: MoveWishView, nullable: true, description: 'a move that waits for the space’s word' }) moveWish!: MoveWishView | null;
  @ApiProperty({ type: MoveAnswerView, nullable: true, description: 'the no to the last wish, for those who run the event' }) moveAnswer!: MoveAnswerView | null;
  @ApiProperty({ type: Boolean }) outsideHours!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) publishedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'when too few registrations were warned of' }) warnedAt!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) templateId!: string | null;
  @ApiProperty({ type: [EventVersionView], description: 'for those who run the event' }) versions!: EventVersionView[];
}

export class AdminEventView extends EventView {
  @ApiProperty({ type: String, enum: ['membership', 'designation'], nullable: true, description: 'what the event rests on and will be gone by then' }) unfounded!: 'membership' | 'designation' | null;
  @ApiProperty({ type: 'integer', description: 'refunds that came back or have to be handed over' }) refundsToMend!: number;
}

export class AdminEventListView {
  @ApiProperty({ type: [AdminEventView] }) items!: AdminEventView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

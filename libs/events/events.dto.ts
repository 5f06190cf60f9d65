import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, ChoiceListField, DayListField, FlagField, IdField, InstantField, ListField, PageQuery, PatternField, ReasonView, TextField, TextListField, ThingField, WholeField, YenField } from '#libs/door';
import { SPLIT_ROLES, SplitInput, type SplitRole } from '#libs/revenue';
import {
  CANCEL_CAUSES,
  EVENT_KINDS,
  EVENT_STATUSES,
  FORMATS,
  PERSON_ROLES,
  PLANNED_KINDS,
  POST_LABELS,
  SALE_METHODS,
  SELLERS,
  type CancelCause,
  type EventFormat,
  type EventKind,
  type EventStatus,
  type PersonRole,
  type PersonStatus,
  type SaleMethod,
  type Seller,
} from './event.rules.js';

/** The most seats of one event. */
export const MOST_SEATS = 10_000;
/** Prefectures by their numbers, with commas. */
export const PREFECTURES = /^(0[1-9]|[1-3]\d|4[0-7])(,(0[1-9]|[1-3]\d|4[0-7])){0,46}$/;

export class TicketTypeInput {
  @IdField({ optional: true, description: 'of a type that is on sale; without it the one of the same name is meant, or a new one' }) id?: string;
  @TextField({ max: 60 }) name!: string;
  @TextField({ max: 300, min: 0, optional: true }) description?: string;
  @YenField() priceYen!: number;
  @WholeField({ min: 1, max: MOST_SEATS, optional: true, nullable: true, description: 'null or left out: only the capacity of the event limits it' }) capacity?: number | null;
}

export class PolicyStepInput {
  @WholeField({ min: 0, max: 2160 }) untilHoursBefore!: number;
  @WholeField({ min: 0, max: 100 }) refundPercent!: number;
}

export class QuestionInput {
  @TextField({ max: 40, optional: true, description: 'kept over edits; made when left out' }) id?: string;
  @TextField({ max: 200 }) text!: string;
  @FlagField({ optional: true }) required?: boolean;
  @TextListField({ max: 12, maxLength: 80, optional: true, description: 'empty: answered in one’s own words' }) choices?: string[];
}

export class TimetableInput {
  @WholeField({ min: 0, max: 1440, description: 'minutes after the start' }) minutesIn!: number;
  @TextField({ max: 120 }) title!: string;
  @TextField({ max: 300, min: 0, optional: true }) note?: string;
}

export class TableInput {
  @TextField({ max: 60 }) name!: string;
  @WholeField({ min: 1, max: 1000 }) seats!: number;
  @TextField({ max: 120, min: 0, optional: true }) theme?: string;
}

export class ChecklistInput {
  @TextField({ max: 200 }) text!: string;
  @WholeField({ min: 0, max: 365 }) daysBefore!: number;
  @FlagField({ optional: true }) done?: boolean;
}

export class CreateEvent {
  @IdField({ optional: true, description: 'fills in whatever is left out' }) templateId?: string;
  @ChoiceField(PLANNED_KINDS, { optional: true, description: 'required without a template' }) kind?: EventKind;
  @IdField({ optional: true, nullable: true, description: 'optional for the cooperative’s own kinds alone' }) spaceId?: string | null;
  @IdField({ optional: true, nullable: true, description: 'the room or table; needed for everything that is not online alone' }) resourceId?: string | null;
  @TextField({ max: 120, optional: true }) title?: string;
  @TextField({ max: 200, min: 0, optional: true }) theme?: string;
  @TextField({ max: 8000, min: 0, optional: true }) description?: string;
  @ChoiceField(FORMATS, { optional: true }) format?: EventFormat;
  @PatternField(/^https:\/\/\S{3,490}$/, 'url', { optional: true, nullable: true, description: 'shown to confirmed guests alone' }) onlineUrl?: string | null;
  @InstantField() startsAt!: Date;
  @InstantField({ optional: true, description: 'required without a template' }) endsAt?: Date;
  @WholeField({ min: 1, max: MOST_SEATS, optional: true }) capacity?: number;
  @WholeField({ min: 1, max: MOST_SEATS, optional: true, nullable: true }) minGuests?: number | null;
  @ChoiceField(SELLERS, { optional: true }) sellerOfRecord?: Seller;
  @ListField(() => TicketTypeInput, { max: 10, optional: true }) ticketTypes?: TicketTypeInput[];
  @ChoiceListField(SALE_METHODS, { optional: true }) methods?: SaleMethod[];
  @ListField(() => PolicyStepInput, { max: 6, optional: true }) cancellationPolicy?: PolicyStepInput[];
  @ListField(() => QuestionInput, { max: 12, optional: true }) questions?: QuestionInput[];
  @ListField(() => TimetableInput, { max: 40, optional: true }) timetable?: TimetableInput[];
  @ListField(() => TableInput, { max: 60, optional: true }) tablePlan?: TableInput[];
  @ListField(() => ChecklistInput, { max: 60, optional: true }) checklist?: ChecklistInput[];
  @FlagField({ optional: true }) alcohol?: boolean;
  @FlagField({ optional: true, description: 'the host knows that it lies outside opening hours; the owner has to say yes to it' }) outsideHours?: boolean;
  @ThingField(() => SplitInput, { optional: true, description: 'the host’s offer to the space' }) split?: SplitInput;
}

export class EditEvent {
  @ChoiceField(PLANNED_KINDS, { optional: true }) kind?: EventKind;
  @IdField({ optional: true, nullable: true }) spaceId?: string | null;
  @IdField({ optional: true, nullable: true }) resourceId?: string | null;
  @TextField({ max: 120, optional: true }) title?: string;
  @TextField({ max: 200, min: 0, optional: true }) theme?: string;
  @TextField({ max: 8000, min: 0, optional: true }) description?: string;
  @ChoiceField(FORMATS, { optional: true }) format?: EventFormat;
  @PatternField(/^https:\/\/\S{3,490}$/, 'url', { optional: true, nullable: true }) onlineUrl?: string | null;
  @InstantField({ optional: true }) startsAt?: Date;
  @InstantField({ optional: true }) endsAt?: Date;
  @WholeField({ min: 1, max: MOST_SEATS, optional: true }) capacity?: number;
  @WholeField({ min: 1, max: MOST_SEATS, optional: true, nullable: true }) minGuests?: number | null;
  @ChoiceField(SELLERS, { optional: true }) sellerOfRecord?: Seller;
  @ListField(() => TicketTypeInput, { max: 10, optional: true }) ticketTypes?: TicketTypeInput[];
  @ChoiceListField(SALE_METHODS, { optional: true }) methods?: SaleMethod[];
  @ListField(() => PolicyStepInput, { max: 6, optional: true }) cancellationPolicy?: PolicyStepInput[];
  @ListField(() => QuestionInput, { max: 12, optional: true }) questions?: QuestionInput[];
  @ListField(() => TimetableInput, { max: 40, optional: true }) timetable?: TimetableInput[];
  @ListField(() => TableInput, { max: 60, optional: true }) tablePlan?: TableInput[];
  @ListField(() => ChecklistInput, { max: 60, optional: true }) checklist?: ChecklistInput[];
  @FlagField({ optional: true }) alcohol?: boolean;
  @FlagField({ optional: true }) outsideHours?: boolean;
  @ThingField(() => SplitInput, { optional: true, description: 'a new offer of the host' }) split?: SplitInput;
  @TextField({ max: 500, min: 0, optional: true, description: 'why; told to the space' }) reason?: string;
  @WholeField({ min: 1, max: 1_000_000, optional: true, description: 'the version the edit was made from; 409 when it has changed since' }) version?: number;
}

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
  @ChoiceField(['toAnswer'], { optional: true, description: 'only proposals that wait for the space’s word' }) only?: 'toAnswer';
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

export class RefuseEvent {
  @TextField({ max: 500 }) reason!: string;
}

export class CounterOffer {
  @ThingField(() => SplitInput) split!: SplitInput;
  @TextField({ max: 1000, min: 0, optional: true }) note?: string;
}

export class Propose {
  @TextField({ max: 1000, min: 0, optional: true }) note?: string;
}

export class ApproveEvent {
  @FlagField({ optional: true, description: 'the owner says yes to a time outside opening hours' }) outsideHours?: boolean;
  @WholeField({ min: 1, max: 10_000, optional: true, description: 'the version of the split that was read; 409 when another stands' }) splitVersion?: number;
}

export class CancelEvent {
  @ChoiceField(CANCEL_CAUSES, { description: 'who caused it bears the processing cost that is lost' }) cause!: CancelCause;
  @TextField({ max: 500, optional: true, description: 'told to guests' }) reason?: string;
}

/** Another time, room or space. Of the host it is a wish that the space answers; the space says it, or answers by naming nothing. */
export class MoveEvent {
  @InstantField({ optional: true }) startsAt?: Date;
  @InstantField({ optional: true }) endsAt?: Date;
  @IdField({ optional: true }) resourceId?: string;
  @IdField({ optional: true, description: 'another designated space' }) spaceId?: string;
  @TextField({ max: 500, optional: true, description: 'told to guests; needed unless a wish is answered' }) reason?: string;
}

export class CopyEvent {
  @DayListField({ max: 26 }) days!: string[];
}

export class SplitQuery {
  @WholeField({ min: 0, max: MOST_SEATS, optional: true }) guests?: number;
}

export class InvitePerson {
  @IdField() mixerId!: string;
  @ChoiceField(PERSON_ROLES) role!: PersonRole;
  @TextField({ max: 500 }) duty!: string;
}

export class PostLink {
  @PatternField(/^https:\/\/\S{3,490}$/, 'url') url!: string;
  @ChoiceField(POST_LABELS, { description: 'the label that the post carries' }) label!: string;
}

export class CreateTemplate {
  @TextField({ max: 80 }) name!: string;
  @IdField({ description: 'the event whose plan is kept' }) eventId!: string;
}

export class ImportRegistrations {
  @TextField({ max: 900_000, description: 'CSV with a heading: name, email, ticket, quantity' }) csv!: string;
  @FlagField({ optional: true, description: 'only look, write nothing' }) dryRun?: boolean;
}

export class RegistrationLineView {
  @ApiProperty({ type: 'integer', description: 'line of the file, the heading is 1' }) line!: number;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, enum: ['already', 'refused'] }) result!: 'already' | 'refused';
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String }) message!: string;
}

export class ImportedRegistrationsView {
  @ApiProperty({ type: 'integer', description: 'below the heading' }) lines!: number;
  @ApiProperty({ type: 'integer', description: 'of the lines that can be taken in' }) seats!: number;
  @ApiProperty({ type: 'integer', description: 'written; none when a line is refused or it was only looked at' }) registered!: number;
  @ApiProperty({ type: 'integer', description: 'addresses that have a seat; left as they are' }) already!: number;
  @ApiProperty({ type: 'integer', description: 'lines that cannot be taken in' }) refused!: number;
  @ApiProperty({ type: [RegistrationLineView], description: 'lines that were not simply taken in, at most 200' }) items!: RegistrationLineView[];
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

export class MovedFromView {
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String }) place!: string;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) movedAt!: string;
}

export class MoveWishView {
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) spaceId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) resourceId!: string | null;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) wishedAt!: string;
}

export class PublicPersonView {
  @ApiProperty({ type: String, enum: PERSON_ROLES }) role!: PersonRole;
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
  @ApiProperty({ type: MovedFromView, nullable: true }) movedFrom!: MovedFromView | null;
  @ApiProperty({ type: MoveWishView, nullable: true, description: 'a move that waits for the space’s word' }) moveWish!: MoveWishView | null;
  @ApiProperty({ type: Boolean }) outsideHours!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) publishedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'when too few registrations were warned of' }) warnedAt!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) templateId!: string | null;
  @ApiProperty({ type: [EventVersionView], description: 'for those who run the event' }) versions!: EventVersionView[];
}

export class CopiedEventsView {
  @ApiProperty({ type: String, format: 'uuid' }) seriesId!: string;
  @ApiProperty({ type: [String] }) ids!: string[];
}

export class AdminEventView extends EventView {
  @ApiProperty({ type: String, enum: ['membership', 'designation'], nullable: true, description: 'what the event rests on and will be gone by then' }) unfounded!: 'membership' | 'designation' | null;
  @ApiProperty({ type: 'integer', description: 'refunds that came back or have to be handed over' }) refundsToMend!: number;
}

export class AdminEventListView {
  @ApiProperty({ type: [AdminEventView] }) items!: AdminEventView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PersonCanView {
  @ApiProperty({ type: Boolean }) accept!: boolean;
  @ApiProperty({ type: Boolean }) decline!: boolean;
  @ApiProperty({ type: Boolean }) remove!: boolean;
  @ApiProperty({ type: Boolean }) post!: boolean;
}

export class EventPersonView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: PERSON_ROLES }) role!: PersonRole;
  @ApiProperty({ type: String, enum: ['invited', 'accepted', 'declined', 'withdrawn', 'removed'] }) status!: PersonStatus;
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) duty!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the order of the free seat' }) orderId!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) invitedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) answeredAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) postUrl!: string | null;
  @ApiProperty({ type: String, nullable: true }) postLabel!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) doneAt!: string | null;
  @ApiProperty({ type: PersonCanView }) can!: PersonCanView;
}

export class EventPeopleView {
  @ApiProperty({ type: [EventPersonView] }) items!: EventPersonView[];
}

/** An invitation as the invited person reads it. */
export class EventInvitationView extends EventPersonView {
  @ApiProperty({ type: EventView }) event!: EventView;
  @ApiProperty({ type: [ReasonView], description: 'why it cannot be accepted; empty when it can' }) why!: ReasonView[];
}

export class EventInvitationListView {
  @ApiProperty({ type: [EventInvitationView] }) items!: EventInvitationView[];
}

export class MixerToInviteView {
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, nullable: true }) tier!: string | null;
  @ApiProperty({ type: [String], description: 'roles that this mixer may take at that time' }) roles!: string[];
}

export class MixersToInviteView {
  @ApiProperty({ type: [MixerToInviteView] }) items!: MixerToInviteView[];
}

export class FindMixers {
  @TextField({ max: 80, min: 0, optional: true, description: 'part of the name' }) search?: string;
}

export class DeskRegistrationView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) number!: number;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'for the host and the stewards; the space sees names' }) email!: string | null;
  @ApiProperty({ type: String }) role!: string;
  @ApiProperty({ type: String }) ticketType!: string;
  @ApiProperty({ type: 'integer' }) quantity!: number;
  @ApiProperty({ type: 'integer' }) checkedIn!: number;
  @ApiProperty({ type: String }) status!: string;
  @ApiProperty({ type: String }) method!: string;
  @ApiProperty({ type: 'integer' }) amountYen!: number;
  @ApiProperty({ type: 'integer' }) paidYen!: number;
  @ApiProperty({ type: 'integer' }) refundedYen!: number;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } }) answers!: Record<string, unknown>[];
}

export class DeskCountsView {
  @ApiProperty({ type: 'integer' }) capacity!: number;
  @ApiProperty({ type: 'integer' }) taken!: number;
  @ApiProperty({ type: 'integer' }) held!: number;
  @ApiProperty({ type: 'integer' }) confirmed!: number;
  @ApiProperty({ type: 'integer' }) waiting!: number;
  @ApiProperty({ type: 'integer' }) checkedIn!: number;
  @ApiProperty({ type: 'integer', description: 'seats of people with a duty' }) freeSeats!: number;
  @ApiProperty({ type: 'integer' }) paidYen!: number;
  @ApiProperty({ type: 'integer' }) refundedYen!: number;
  @ApiProperty({ type: 'integer', description: 'still to be paid at the door or afterwards' }) dueYen!: number;
}

export class EventDeskView {
  @ApiProperty({ type: EventDetailView }) event!: EventDetailView;
  @ApiProperty({ type: DeskCountsView }) counts!: DeskCountsView;
  @ApiProperty({ type: [DeskRegistrationView] }) registrations!: DeskRegistrationView[];
  @ApiProperty({ type: [EventPersonView] }) people!: EventPersonView[];
}

export class ShareView {
  @ApiProperty({ type: String, enum: SPLIT_ROLES }) role!: SplitRole;
  @ApiProperty({ type: String, enum: ['fixed', 'perHead', 'basisPoints'] }) kind!: 'fixed' | 'perHead' | 'basisPoints';
  @ApiProperty({ type: 'integer', description: 'whole yen, whole yen a head, or ten-thousandths of the rest' }) value!: number;
}

export class SplitOfTemplateView {
  @ApiProperty({ type: String, enum: ['gross', 'net'] }) base!: 'gross' | 'net';
  @ApiProperty({ type: [ShareView] }) shares!: ShareView[];
}

export class TemplateView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, enum: EVENT_KINDS }) kind!: EventKind;
  @ApiProperty({ type: Boolean, description: 'of the reader, not of the cooperative' }) own!: boolean;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String }) theme!: string;
  @ApiProperty({ type: String }) description!: string;
  @ApiProperty({ type: 'integer' }) minutes!: number;
  @ApiProperty({ type: 'integer' }) capacity!: number;
  @ApiProperty({ type: 'integer', nullable: true }) minGuests!: number | null;
  @ApiProperty({ type: String, enum: FORMATS }) format!: EventFormat;
  @ApiProperty({ type: String, enum: SELLERS }) sellerOfRecord!: Seller;
  @ApiProperty({ type: [TicketTypeView] }) ticketTypes!: TicketTypeView[];
  @ApiProperty({ type: String, enum: SALE_METHODS, isArray: true }) methods!: SaleMethod[];
  @ApiProperty({ type: [PolicyStepView] }) cancellationPolicy!: PolicyStepView[];
  @ApiProperty({ type: [QuestionView] }) questions!: QuestionView[];
  @ApiProperty({ type: [TimetableItemView] }) timetable!: TimetableItemView[];
  @ApiProperty({ type: [TableItemView] }) tablePlan!: TableItemView[];
  @ApiProperty({ type: [ChecklistItemView] }) checklist!: ChecklistItemView[];
  @ApiProperty({ type: Boolean }) alcohol!: boolean;
  @ApiProperty({ type: SplitOfTemplateView }) split!: SplitOfTemplateView;
}

export class TemplateListView {
  @ApiProperty({ type: [TemplateView] }) items!: TemplateView[];
}

export class ConsentView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
}

/** One version of the split: an offer of one side, and who has said yes. */
export class AgreementView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, enum: ['offered', 'agreed', 'replaced', 'frozen'] }) status!: 'offered' | 'agreed' | 'replaced' | 'frozen';
  @ApiProperty({ type: String, enum: ['gross', 'net'] }) base!: 'gross' | 'net';
  @ApiProperty({ type: [ShareView] }) shares!: ShareView[];
  @ApiProperty({ type: String, enum: ['host', 'space', 'cooperative'] }) offeredSide!: 'host' | 'space' | 'cooperative';
  @ApiProperty({ type: String, format: 'date-time' }) offeredAt!: string;
  @ApiProperty({ type: String }) note!: string;
  @ApiProperty({ type: ConsentView, nullable: true }) host!: ConsentView | null;
  @ApiProperty({ type: ConsentView, nullable: true }) space!: ConsentView | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) frozenAt!: string | null;
}

export class SplitLineView {
  @ApiProperty({ type: String, enum: SPLIT_ROLES }) role!: SplitRole;
  @ApiProperty({ type: 'integer', description: 'whole yen' }) amountYen!: number;
}

/** What each would get with so many guests at the price of the first kind of ticket. */
export class SplitAtView {
  @ApiProperty({ type: 'integer' }) guests!: number;
  @ApiProperty({ type: 'integer' }) priceYen!: number;
  @ApiProperty({ type: 'integer' }) receivedYen!: number;
  @ApiProperty({ type: 'integer', description: 'processing cost, a forecast' }) costYen!: number;
  @ApiProperty({ type: 'integer' }) poolYen!: number;
  @ApiProperty({ type: [SplitLineView] }) lines!: SplitLineView[];
}

export class EventSplitView {
  @ApiProperty({ type: AgreementView, nullable: true, description: 'the version that counts now; null before anybody has offered one' }) agreement!: AgreementView | null;
  @ApiProperty({ type: [AgreementView], description: 'all versions, newest first' }) versions!: AgreementView[];
  @ApiProperty({ type: SplitAtView, nullable: true }) preview!: SplitAtView | null;
}

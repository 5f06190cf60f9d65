import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, ChoiceListField, DayListField, FlagField, IdField, InstantField, ListField, PatternField, TextField, TextListField, ThingField, WholeField, YenField } from '#libs/door';
import { SplitInput } from '#libs/revenue';
import { FORMATS, PLANNED_KINDS, SALE_METHODS, SELLERS, type EventFormat, type EventKind, type SaleMethod, type Seller } from './event.rules.js';

/** The most seats of one event. */
export const MOST_SEATS = 10_000;

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

/** What a host plans, whether it is said for the first time or changed. */
class EventPlan {
  @ChoiceField(PLANNED_KINDS, { optional: true, description: 'required for a new event without a template' }) kind?: EventKind;
  @IdField({ optional: true, nullable: true, description: 'optional for the cooperative’s own kinds alone' }) spaceId?: string | null;
  @IdField({ optional: true, nullable: true, description: 'the room or table; needed for everything that is not online alone' }) resourceId?: string | null;
  @TextField({ max: 120, optional: true }) title?: string;
  @TextField({ max: 200, min: 0, optional: true }) theme?: string;
  @TextField({ max: 8000, min: 0, optional: true }) description?: string;
  @ChoiceField(FORMATS, { optional: true }) format?: EventFormat;
  @PatternField(/^https:\/\/\S{3,490}$/, 'url', { optional: true, nullable: true, description: 'shown to confirmed guests alone' }) onlineUrl?: string | null;
  @InstantField({ optional: true, description: 'required for a new event without a template' }) endsAt?: Date;
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
  @ThingField(() => SplitInput, { optional: true, description: 'the host’s offer to the space, or a new one' }) split?: SplitInput;
}

export class CreateEvent extends EventPlan {
  @IdField({ optional: true, description: 'fills in whatever is left out' }) templateId?: string;
  @InstantField() startsAt!: Date;
}

export class EditEvent extends EventPlan {
  @InstantField({ optional: true }) startsAt?: Date;
  @TextField({ max: 500, min: 0, optional: true, description: 'why; told to the space' }) reason?: string;
  @WholeField({ min: 1, max: 1_000_000, optional: true, description: 'the version the edit was made from; 409 when it has changed since' }) version?: number;
}

export class CopyEvent {
  @DayListField({ max: 26 }) days!: string[];
}

export class CopiedEventsView {
  @ApiProperty({ type: String, format: 'uuid' }) seriesId!: string;
  @ApiProperty({ type: [String] }) ids!: string[];
}

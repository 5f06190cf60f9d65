import { ApiProperty } from '@nestjs/swagger';
import { IdField, TextField } from '#libs/door';
import { ShareView } from './agreeing.dto.js';
import { EVENT_KINDS, FORMATS, SALE_METHODS, SELLERS, type EventFormat, type EventKind, type SaleMethod, type Seller } from './event.rules.js';
import { ChecklistItemView, PolicyStepView, QuestionView, TableItemView, TicketTypeView, TimetableItemView } from './events.dto.js';

export class CreateTemplate {
  @TextField({ max: 80 }) name!: string;
  @IdField({ description: 'the event whose plan is kept' }) eventId!: string;
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

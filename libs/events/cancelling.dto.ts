import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, FlagField, PageQuery, TextField } from '#libs/door';
import { CANCEL_CAUSES, type CancelCause } from './event.rules.js';

export class CancelEvent {
  @ChoiceField(CANCEL_CAUSES, { description: 'who caused it bears the processing cost that is lost' }) cause!: CancelCause;
  @TextField({ max: 500, optional: true, description: 'told to guests; needed where nobody is to blame' }) reason?: string;
}

export const COST_REVIEW_STATES = ['open', 'accepted', 'declined'] as const;
export type CostReviewState = (typeof COST_REVIEW_STATES)[number];

export class CostReviewsQuery extends PageQuery {
  @ChoiceField(['open', 'decided'], { optional: true, description: 'open, when left out' }) state?: 'open' | 'decided';
}

export class DecideCost {
  @FlagField({ description: 'nobody is to blame, and the cooperative bears the cost' }) accepted!: boolean;
  @TextField({ max: 500, optional: true, description: 'told to who called it off; needed for a no' }) note?: string;
}

/** Called off as nobody’s doing by one who would bear the cost: a steward looks at it. */
export class CostReviewView {
  @ApiProperty({ type: String, format: 'uuid' }) eventId!: string;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String, nullable: true }) spaceName!: string | null;
  @ApiProperty({ type: String }) hostName!: string;
  @ApiProperty({ type: String, enum: ['host', 'space'], description: 'who called it off, and bears the cost unless a steward says otherwise' }) borneBy!: 'host' | 'space';
  @ApiProperty({ type: String, description: 'who called it off' }) askedByName!: string;
  @ApiProperty({ type: String, format: 'date-time' }) askedAt!: string;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: 'integer', description: 'what processing has cost as far as it is known by now, whole yen' }) costYen!: number;
  @ApiProperty({ type: String, enum: COST_REVIEW_STATES }) state!: CostReviewState;
  @ApiProperty({ type: String, nullable: true }) decidedByName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
  @ApiProperty({ type: String }) note!: string;
  @ApiProperty({ type: Boolean, description: 'the reader may decide: a steward who has not called it off and would not bear it' }) canDecide!: boolean;
}

/** How it stands with the cost of an event called off as nobody’s doing, for those who run it. */
export class CostOfEventView {
  @ApiProperty({ type: String, enum: ['host', 'space'] }) borneBy!: 'host' | 'space';
  @ApiProperty({ type: String, enum: COST_REVIEW_STATES }) state!: CostReviewState;
  @ApiProperty({ type: 'integer', description: 'whole yen, as far as it is known by now' }) costYen!: number;
  @ApiProperty({ type: String, description: 'what the steward said' }) note!: string;
}

export class CostReviewListView {
  @ApiProperty({ type: [CostReviewView] }) items!: CostReviewView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, FlagField, IdField, ListField, PatternField, TextField, WholeField, YenField } from '#libs/door';
import { REFERRAL_KINDS, type ReferralKind } from './referrals.js';
import { CONSENT_ANSWERS, CONSENT_STATUSES, type ConsentAnswer, type ConsentStatus } from './promotions.js';
import { MOST_SHARE_YEN, MOST_SHARES, SHARE_KINDS, SPLIT_BASES, SPLIT_ROLES, type ShareKind, type SplitBase, type SplitRole } from './split.rules.js';

const MOST_GUESTS = 10_000;

/** One line of a split as it is entered. */
export class ShareInput {
  @ChoiceField(SPLIT_ROLES) role!: SplitRole;
  @ChoiceField(SHARE_KINDS) kind!: ShareKind;
  @WholeField({ min: 0, max: MOST_SHARE_YEN, description: 'whole yen, whole yen a head, or ten-thousandths of the rest' }) value!: number;
}

export class SplitInput {
  @ChoiceField(SPLIT_BASES, { description: 'net: the processing cost is taken off before anything is shared' }) base!: SplitBase;
  @ListField(() => ShareInput, { max: MOST_SHARES }) shares!: ShareInput[];
}

/** Terms, and an evening to try them on. */
export class PreviewSplit extends SplitInput {
  @YenField({ description: 'what each guest pays' }) priceYen!: number;
  @WholeField({ min: 1, max: MOST_GUESTS, description: 'at most so many guests' }) capacity!: number;
  @WholeField({ min: 0, max: 100, optional: true, description: 'percent of the guests who come by somebody’s link; all of them unless said' }) broughtPercent?: number;
  @WholeField({ min: 0, max: 100, optional: true, description: 'percent of the guests who pay by card beforehand; all of them unless said' }) paidOnlinePercent?: number;
  @FlagField({ optional: true, description: 'whether a space takes part; true unless said' }) space?: boolean;
  @FlagField({ optional: true, description: 'whether somebody built the business; false unless said' }) builder?: boolean;
}

/** What one role gets. */
export class PreviewedLineView {
  @ApiProperty({ type: String, enum: SPLIT_ROLES }) role!: SplitRole;
  @ApiProperty({ type: 'integer' }) amountYen!: number;
}

/** The evening with so many guests. */
export class PreviewedEveningView {
  @ApiProperty({ type: 'integer' }) guests!: number;
  @ApiProperty({ type: 'integer' }) receivedYen!: number;
  @ApiProperty({ type: 'integer', description: 'processing cost, a forecast' }) costYen!: number;
  @ApiProperty({ type: 'integer', description: 'the part of it that is taken off before sharing' }) costFromPoolYen!: number;
  @ApiProperty({ type: 'integer' }) poolYen!: number;
  @ApiProperty({ type: [PreviewedLineView], description: 'sum to the pool; a role that nobody fills stands in the host’s line' }) lines!: PreviewedLineView[];
}

export class SplitPreviewView {
  @ApiProperty({ type: [PreviewedEveningView], description: 'from no guest to all seats taken, at most 101 of them' }) items!: PreviewedEveningView[];
}

export class TouchReferral {
  @PatternField(/^[0-9a-zA-Z]{6,12}$/, 'invalid') code!: string;
  @IdField({ description: 'the event' }) subjectId!: string;
}

export class ReferralTouchView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String, enum: REFERRAL_KINDS }) kind!: ReferralKind;
  @ApiProperty({ type: String, format: 'date-time', description: 'until when the first visit counts' }) countsUntil!: string;
}

/** What a promoted business is asked to agree to. */
export class PromotionConsentView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid' }) subjectId!: string;
  @ApiProperty({ type: String, description: 'what it is held for' }) title!: string;
  @ApiProperty({ type: String }) business!: string;
  @ApiProperty({ type: String, description: 'what would be posted' }) text!: string;
  @ApiProperty({ type: String, enum: CONSENT_STATUSES }) status!: ConsentStatus;
  @ApiProperty({ type: String }) askedByName!: string;
  @ApiProperty({ type: String, format: 'date-time' }) askedAt!: string;
  @ApiProperty({ type: String, nullable: true }) answeredName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) answeredAt!: string | null;
  @ApiProperty({ type: [String], enum: CONSENT_ANSWERS, description: 'what may be answered now' }) answers!: ConsentAnswer[];
}

export class AnswerPromotion {
  @ChoiceField(CONSENT_ANSWERS) answer!: ConsentAnswer;
  @TextField({ max: 80, description: 'who answers for the business' }) name!: string;
}

/** The token of a signed link. */
export class LinkQuery {
  @TextField({ max: 200, min: 0, optional: true, description: 'from the letter' }) token?: string;
}

import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, EmailField, IdField, TextField } from '#libs/door';
import { PromotionConsentView, REFERRAL_KINDS, type ReferralKind } from '#libs/revenue';

/** A word that stands in a link, and what came by it. */
export class ReferralCodeView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String, enum: REFERRAL_KINDS }) kind!: ReferralKind;
  @ApiProperty({ type: String, description: 'of a flyer: where it lies' }) label!: string;
  @ApiProperty({ type: String, nullable: true, description: 'the mixer who is credited' }) accountName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the space that is credited' }) spaceName!: string | null;
  @ApiProperty({ type: String, description: 'the link; its QR code says the same' }) url!: string;
  @ApiProperty({ type: Boolean }) mine!: boolean;
  @ApiProperty({ type: 'integer', description: 'visitors who first came by it' }) touches!: number;
  @ApiProperty({ type: 'integer', description: 'confirmed' }) registrations!: number;
  @ApiProperty({ type: 'integer' }) guests!: number;
  @ApiProperty({ type: 'integer', description: 'received less given back, of registrations that bear it' }) receivedYen!: number;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'since when it counts for nobody new' }) retiredAt!: string | null;
  @ApiProperty({ type: Boolean }) canRetire!: boolean;
}

/** A space that the reader may make a link for. */
export class ReferralSpaceView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
}

export class ReferralCodeListView {
  @ApiProperty({ type: [ReferralCodeView], description: 'all of them for who runs the event; one’s own otherwise' }) items!: ReferralCodeView[];
  @ApiProperty({ type: [String], enum: REFERRAL_KINDS, description: 'what the reader may make now' }) canMake!: ReferralKind[];
  @ApiProperty({ type: [ReferralSpaceView] }) spaces!: ReferralSpaceView[];
}

export class MakeReferralCode {
  @ChoiceField(REFERRAL_KINDS, { description: 'mixer: one’s own; space: of a space that one works for; flyer: one for each place it lies in' }) kind!: ReferralKind;
  @IdField({ optional: true, nullable: true, description: 'the space that is credited; of a flyer the space it lies in' }) spaceId?: string | null;
  @TextField({ max: 80, min: 0, optional: true, description: 'of a flyer, required: where it lies' }) label?: string;
}

export class AskPromotion {
  @TextField({ max: 80, description: 'the business that is promoted' }) business!: string;
  @EmailField({ description: 'who is asked' }) contactEmail!: string;
  @TextField({ max: 2000, description: 'what would be posted' }) text!: string;
  @ChoiceField(['ja', 'en'], { optional: true, description: 'language of the letter; Japanese unless said' }) locale?: 'ja' | 'en';
}

export class PromotionConsentListView {
  @ApiProperty({ type: [PromotionConsentView] }) items!: PromotionConsentView[];
}

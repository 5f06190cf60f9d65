import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DayField, DayListField, FlagField, IdField, IdListField, InstantField, PageQuery, ReasonView, TextField, WholeField, YenField } from '#libs/door';
import type { ShiftKind, Tier } from '#libs/tiers';
import { CLAIM_STATUSES, SHIFT_STATUSES, type ClaimStatus, type ShiftStatus, type WithdrawalQuote } from './shift.rules.js';

export const SHIFT_KINDS = ['reception', 'floor', 'dayManager'] as const satisfies readonly ShiftKind[];
const MIN_TIERS = ['junior', 'senior'] as const;
const CLAIM_MODES = ['instant', 'approval'] as const;
const ORDERING_PARTIES = ['space', 'cooperative'] as const;

export type MinTier = (typeof MIN_TIERS)[number];
export type ClaimMode = (typeof CLAIM_MODES)[number];
export type OrderingParty = (typeof ORDERING_PARTIES)[number];

/** The most places one shift may offer. */
export const MOST_PLACES = 50;
const LONGEST_CONTENT = 4000;

export class CreateShift {
  @ChoiceField(SHIFT_KINDS) kind!: ShiftKind;
  @InstantField() startsAt!: Date;
  @InstantField() endsAt!: Date;
  @WholeField({ min: 1, max: MOST_PLACES }) places!: number;
  @YenField({ description: 'for the whole slot, whole yen' }) rewardYen!: number;
  @ChoiceField(MIN_TIERS, { optional: true, description: 'at least the tier of the kind' }) minTier?: MinTier;
  @ChoiceField(CLAIM_MODES) claimMode!: ClaimMode;
  @TextField({ max: LONGEST_CONTENT }) content!: string;
  @IdField({ optional: true }) resourceId?: string;
  @ChoiceField(ORDERING_PARTIES, { optional: true }) orderingParty?: OrderingParty;
  @FlagField({ optional: true, description: 'the owner has answered yes to setting a shift outside opening hours' }) outsideHours?: boolean;
}

export class EditShift {
  @ChoiceField(SHIFT_KINDS, { optional: true }) kind?: ShiftKind;
  @InstantField({ optional: true }) startsAt?: Date;
  @InstantField({ optional: true }) endsAt?: Date;
  @WholeField({ min: 1, max: MOST_PLACES, optional: true }) places?: number;
  @YenField({ optional: true }) rewardYen?: number;
  @ChoiceField(MIN_TIERS, { optional: true }) minTier?: MinTier;
  @ChoiceField(CLAIM_MODES, { optional: true }) claimMode?: ClaimMode;
  @TextField({ max: LONGEST_CONTENT, optional: true }) content?: string;
  @IdField({ optional: true, nullable: true, description: 'null: no room or table' }) resourceId?: string | null;
  @ChoiceField(ORDERING_PARTIES, { optional: true }) orderingParty?: OrderingParty;
  @FlagField({ optional: true }) outsideHours?: boolean;
  @TextField({ max: 500, min: 0, optional: true, description: 'told to those who have booked' }) reason?: string;
  @WholeField({ min: 1, max: 1_000_000, optional: true, description: 'the version the edit was made from; 409 when it has changed since' }) version?: number;
}

export class CopyShift {
  @DayListField({ max: 62 }) days!: string[];
}

export class PublishMany {
  @IdListField({ max: 400 }) shiftIds!: string[];
}

export class WithReason {
  @TextField({ max: 500 }) reason!: string;
}

export class CorrectOutcome extends WithReason {
  @ChoiceField(['came', 'didNotCome']) outcome!: 'came' | 'didNotCome';
  @YenField({ optional: true, description: 'what is owed to who came; the whole reward unless said, and never more' }) payableYen?: number;
}

export class ListShifts extends PageQuery {
  @ChoiceField(SHIFT_STATUSES, { optional: true }) status?: ShiftStatus;
  @InstantField({ optional: true }) from?: Date;
  @InstantField({ optional: true }) to?: Date;
  @IdField({ optional: true }) spaceId?: string;
  @TextField({ max: 200, optional: true, description: 'prefecture codes with commas' }) area?: string;
  @ChoiceField(SHIFT_KINDS, { optional: true }) kind?: ShiftKind;
  @YenField({ optional: true, description: 'at least this reward' }) minRewardYen?: number;
  @FlagField({ optional: true, description: 'only those that the asker may claim now' }) claimable?: boolean;
  @FlagField({ optional: true, description: 'only those that the asker has claimed' }) mine?: boolean;
  @ChoiceField(['startsAt', 'rewardYen'], { optional: true }) sort?: 'startsAt' | 'rewardYen';
}

export class ListClaims extends PageQuery {
  @ChoiceField(['upcoming', 'past'], { optional: true }) when?: 'upcoming' | 'past';
}

export class ListSpaceClaims extends PageQuery {
  @ChoiceField(['toDecide', 'toConfirm', 'upcoming', 'past'], { optional: true }) about?: 'toDecide' | 'toConfirm' | 'upcoming' | 'past';
}

export class CalendarQuery {
  @DayField() from!: string;
  @DayField({ description: 'the last day, at most 62 days on' }) to!: string;
}

export class CheckIn {
  @TextField({ max: 20, description: 'the six digits that the space shows' }) code!: string;
}

export class Report {
  @WholeField({ min: 0, max: 10_000 }) visitors!: number;
  @WholeField({ min: 0, max: 10_000 }) firstTimers!: number;
  @TextField({ max: 2000, min: 0, optional: true }) enquiries?: string;
  @TextField({ max: 2000, min: 0, optional: true }) introductions?: string;
  @TextField({ max: 2000, min: 0, optional: true }) incidents?: string;
  @TextField({ max: 2000, min: 0, optional: true, description: 'to whoever comes next' }) handover?: string;
}

export class ReportView {
  @ApiProperty({ type: 'integer' }) visitors!: number;
  @ApiProperty({ type: 'integer' }) firstTimers!: number;
  @ApiProperty({ type: String }) enquiries!: string;
  @ApiProperty({ type: String }) introductions!: string;
  @ApiProperty({ type: String }) incidents!: string;
  @ApiProperty({ type: String }) handover!: string;
}

export class SpaceOfShiftView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) slug!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) prefecture!: string;
  @ApiProperty({ type: String }) city!: string;
}

export class ManualOfShiftView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: Boolean }) acknowledged!: boolean;
}

export class ResourceOfShiftView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
}

export class ClaimOfShiftView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: CLAIM_STATUSES }) status!: ClaimStatus;
}

export class ShiftCanView {
  @ApiProperty({ type: Boolean }) claim!: boolean;
  @ApiProperty({ type: Boolean, description: 'take over somebody’s claim' }) standIn!: boolean;
  @ApiProperty({ type: Boolean }) edit!: boolean;
  @ApiProperty({ type: Boolean }) publish!: boolean;
  @ApiProperty({ type: Boolean }) cancel!: boolean;
}

export class ShiftWhyView {
  @ApiProperty({ type: [ReasonView], required: false }) claim?: ReasonView[];
  @ApiProperty({ type: [ReasonView], required: false }) publish?: ReasonView[];
}

export class ShiftView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: SpaceOfShiftView }) space!: SpaceOfShiftView;
  @ApiProperty({ type: String, enum: SHIFT_KINDS }) kind!: ShiftKind;
  @ApiProperty({ type: String, enum: SHIFT_STATUSES }) status!: ShiftStatus;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: 'integer' }) places!: number;
  @ApiProperty({ type: 'integer' }) placesLeft!: number;
  @ApiProperty({ type: 'integer', description: 'whole yen for the slot' }) rewardYen!: number;
  @ApiProperty({ type: 'integer', description: 'due for a booked place when the space cancels within 24 hours of the start, whole yen' }) lateCancelDueYen!: number;
  @ApiProperty({ type: String, format: 'date', description: 'when the reward is paid (Tokyo day)' }) paymentDueOn!: string;
  @ApiProperty({ type: String, enum: MIN_TIERS }) minTier!: Tier;
  @ApiProperty({ type: String, enum: CLAIM_MODES }) claimMode!: ClaimMode;
  @ApiProperty({ type: String }) content!: string;
  @ApiProperty({ type: String, enum: ORDERING_PARTIES }) orderingParty!: OrderingParty;
  @ApiProperty({ type: ResourceOfShiftView, nullable: true }) resource!: ResourceOfShiftView | null;
  @ApiProperty({ type: ManualOfShiftView, nullable: true }) manual!: ManualOfShiftView | null;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: Boolean }) outsideHours!: boolean;
  @ApiProperty({ type: String, nullable: true }) cancelReason!: string | null;
  @ApiProperty({ type: ClaimOfShiftView, nullable: true }) myClaim!: ClaimOfShiftView | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'a claim of this shift that looks for a stand-in' }) standInClaimId!: string | null;
  @ApiProperty({ type: ShiftCanView }) can!: ShiftCanView;
  @ApiProperty({ type: ShiftWhyView }) why!: ShiftWhyView;
}

export class ShiftListView {
  @ApiProperty({ type: [ShiftView] }) items!: ShiftView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class ShiftVersionView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, format: 'date-time' }) changedAt!: string;
  @ApiProperty({ type: String, nullable: true }) changedByName!: string | null;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) said!: Record<string, unknown>;
}

export class InvitationView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: Boolean, description: 'is known to the cooperative and told on publication' }) known!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) toldAt!: string | null;
}

/** The six items a published recruitment shows. */
export class RecruitingView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) address!: string;
  @ApiProperty({ type: String }) contact!: string;
  @ApiProperty({ type: String }) content!: string;
  @ApiProperty({ type: String }) place!: string;
  @ApiProperty({ type: String }) reward!: string;
}

export class ShiftDetailView extends ShiftView {
  @ApiProperty({ type: RecruitingView }) recruiting!: RecruitingView;
  @ApiProperty({ type: [ShiftVersionView], description: 'for the space’s people; empty for others' }) versions!: ShiftVersionView[];
  @ApiProperty({ type: [InvitationView], description: 'for the space’s people; empty for others' }) invitations!: InvitationView[];
}

export class CopiedShiftsView {
  @ApiProperty({ type: [String] }) ids!: string[];
}

export class PublishedOneView {
  @ApiProperty({ type: String, format: 'uuid' }) shiftId!: string;
  @ApiProperty({ type: Boolean }) published!: boolean;
  @ApiProperty({ type: [ReasonView] }) reasons!: ReasonView[];
}

export class PublishedManyView {
  @ApiProperty({ type: [PublishedOneView] }) items!: PublishedOneView[];
}

export class TakenClaimView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: ['requested', 'booked'] }) status!: ClaimStatus;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) termsDocumentId!: string | null;
  @ApiProperty({ type: String, format: 'date' }) paymentDueOn!: string;
}

export class MixerOfClaimView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) displayName!: string;
}

export class ShiftOfClaimView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: SHIFT_KINDS }) kind!: ShiftKind;
  @ApiProperty({ type: String, enum: SHIFT_STATUSES }) status!: ShiftStatus;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String }) content!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
}

export class ClaimCanView {
  @ApiProperty({ type: Boolean }) withdraw!: boolean;
  @ApiProperty({ type: Boolean }) keep!: boolean;
  @ApiProperty({ type: Boolean }) checkIn!: boolean;
  @ApiProperty({ type: Boolean }) report!: boolean;
  @ApiProperty({ type: Boolean }) object!: boolean;
  @ApiProperty({ type: Boolean }) approve!: boolean;
  @ApiProperty({ type: Boolean }) reject!: boolean;
  @ApiProperty({ type: Boolean }) confirm!: boolean;
  @ApiProperty({ type: Boolean }) noShow!: boolean;
  @ApiProperty({ type: Boolean, description: 'put the record of the service right, or answer what was said against it' }) correct!: boolean;
}

export class CorrectionView {
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: String }) byName!: string;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, nullable: true, description: 'what the mixer had said against the record before' }) objection!: string | null;
  @ApiProperty({ type: String, enum: ['came', 'didNotCome'] }) outcomeBefore!: 'came' | 'didNotCome';
  @ApiProperty({ type: String, enum: ['came', 'didNotCome'] }) outcome!: 'came' | 'didNotCome';
  @ApiProperty({ type: 'integer', description: 'whole yen' }) payableYenBefore!: number;
  @ApiProperty({ type: 'integer', description: 'whole yen' }) payableYen!: number;
}

export class ClaimView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: CLAIM_STATUSES }) status!: ClaimStatus;
  @ApiProperty({ type: ShiftOfClaimView }) shift!: ShiftOfClaimView;
  @ApiProperty({ type: SpaceOfShiftView }) space!: SpaceOfShiftView;
  @ApiProperty({ type: MixerOfClaimView }) mixer!: MixerOfClaimView;
  @ApiProperty({ type: 'integer', description: 'agreed for the slot, whole yen' }) rewardYen!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'owed, whole yen; null until it is certain' }) payableYen!: number | null;
  @ApiProperty({ type: String, format: 'date' }) paymentDueOn!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) termsDocumentId!: string | null;
  @ApiProperty({ type: Boolean, description: 'the shift changed after it was booked; withdrawing is free' }) amended!: boolean;
  @ApiProperty({ type: String, format: 'date-time' }) claimedAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) checkInOpensAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) checkedInAt!: string | null;
  @ApiProperty({ type: ReportView, nullable: true }) report!: ReportView | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) reportedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) confirmsItselfAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) confirmedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why it was rejected, withdrawn, released or cancelled' }) endReason!: string | null;
  @ApiProperty({ type: String, enum: ['came', 'didNotCome', 'notApplicable'], nullable: true }) outcome!: 'came' | 'didNotCome' | 'notApplicable' | null;
  @ApiProperty({ type: String, nullable: true }) outcomeByName!: string | null;
  @ApiProperty({ type: String, nullable: true }) objection!: string | null;
  @ApiProperty({ type: [CorrectionView], description: 'oldest first' }) corrections!: CorrectionView[];
  @ApiProperty({ type: ClaimCanView }) can!: ClaimCanView;
}

export class ClaimListView {
  @ApiProperty({ type: [ClaimView] }) items!: ClaimView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class WithdrawalQuoteView implements WithdrawalQuote {
  @ApiProperty({ type: String, enum: ['released', 'standInWanted'] }) effect!: WithdrawalQuote['effect'];
  @ApiProperty({ type: String, enum: ['no', 'unlessRefilled', 'yes'] }) counts!: WithdrawalQuote['counts'];
  @ApiProperty({ type: 'integer', description: 'late withdrawals and no-shows so far that count' }) strikes!: number;
  @ApiProperty({ type: 'integer' }) strikesToFreeze!: number;
}

export class MixerHomeView {
  @ApiProperty({ type: [ClaimView], description: 'today, Tokyo' }) today!: ClaimView[];
  @ApiProperty({ type: ClaimView, nullable: true }) next!: ClaimView | null;
  @ApiProperty({ type: [ClaimView], description: 'checked in, over, and not yet reported' }) toReport!: ClaimView[];
  @ApiProperty({ type: [ShiftView], description: 'shifts one was asked to take' }) invitations!: ShiftView[];
  @ApiProperty({ type: 'integer', description: 'confirmed this month, whole yen' }) earnedYen!: number;
  @ApiProperty({ type: 'integer', description: 'booked this month and not yet confirmed, whole yen' }) expectedYen!: number;
  @ApiProperty({ type: 'integer' }) confirmedShifts!: number;
  @ApiProperty({ type: 'integer', description: 'open shifts that can be claimed now, at most 50' }) claimableCount!: number;
}

export class PersonOnShiftView {
  @ApiProperty({ type: String, format: 'uuid' }) claimId!: string;
  @ApiProperty({ type: String, enum: CLAIM_STATUSES }) status!: ClaimStatus;
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) displayName!: string;
}

export class CalendarShiftView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: SHIFT_KINDS }) kind!: ShiftKind;
  @ApiProperty({ type: String, enum: SHIFT_STATUSES }) status!: ShiftStatus;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: 'integer' }) places!: number;
  @ApiProperty({ type: 'integer' }) placesTaken!: number;
  @ApiProperty({ type: 'integer' }) requests!: number;
  @ApiProperty({ type: 'integer' }) rewardYen!: number;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, nullable: true }) resourceId!: string | null;
  @ApiProperty({ type: [PersonOnShiftView] }) people!: PersonOnShiftView[];
}

export class CalendarDayView {
  @ApiProperty({ type: String, format: 'date' }) day!: string;
  @ApiProperty({ type: String, nullable: true, description: 'name of the holiday' }) holiday!: string | null;
  @ApiProperty({ type: Boolean }) closed!: boolean;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
}

export class CalendarResourceView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, enum: ['room', 'table'] }) kind!: 'room' | 'table';
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) partOfId!: string | null;
}

export class SpaceCalendarView {
  @ApiProperty({ type: [CalendarDayView] }) days!: CalendarDayView[];
  @ApiProperty({ type: [CalendarShiftView] }) shifts!: CalendarShiftView[];
  @ApiProperty({ type: [CalendarResourceView] }) resources!: CalendarResourceView[];
  @ApiProperty({ type: 'integer', description: 'places of published shifts' }) places!: number;
  @ApiProperty({ type: 'integer' }) placesTaken!: number;
  @ApiProperty({ type: 'integer', description: 'rewards of the taken places, whole yen' }) rewardsYen!: number;
}

export class SpaceTodayView {
  @ApiProperty({ type: [CalendarShiftView] }) today!: CalendarShiftView[];
  @ApiProperty({ type: [CalendarShiftView], description: 'published, places left, starting within 72 hours' }) uncovered!: CalendarShiftView[];
  @ApiProperty({ type: 'integer' }) toDecide!: number;
  @ApiProperty({ type: 'integer' }) toConfirm!: number;
  @ApiProperty({ type: 'integer' }) drafts!: number;
  @ApiProperty({ type: CalendarDayView }) day!: CalendarDayView;
}

export class CheckInCodeView {
  @ApiProperty({ type: String, format: 'uuid' }) shiftId!: string;
  @ApiProperty({ type: String, enum: SHIFT_KINDS }) kind!: ShiftKind;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String, description: 'what the QR code holds' }) url!: string;
}

export class CheckInCodesView {
  @ApiProperty({ type: [CheckInCodeView] }) items!: CheckInCodeView[];
}

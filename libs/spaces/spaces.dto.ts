import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Matches } from 'class-validator';
import { ChoiceField, DayField, EmailField, FlagField, IdField, ListField, PageQuery, PatternField, TextField, TimeField, WholeField } from '#libs/door';
import type { SpaceRole } from '#libs/identity';
import { toKatakana } from '#libs/kernel';
import { PREFECTURE_CODES, type PrefectureCode } from '#libs/words';
import {
  RECRUITING_ITEMS,
  RELATIONS,
  RESOURCE_KINDS,
  SLUG,
  SPACE_STATUSES,
  WEEKDAYS,
  type RecruitingItem,
  type ResourceKind,
  type SpaceRelation,
  type SpaceStatus,
  type WeekdayKey,
} from './space.rules.js';

export const SPACE_ROLES: readonly SpaceRole[] = ['owner', 'manager', 'reception'];
/** The longest reception manual, characters. */
export const MANUAL_MAX = 60_000;
const LONG_TEXT = 4000;

/** Optional text that may be emptied. */
const FreeText = (max: number): PropertyDecorator => TextField({ max, min: 0, optional: true });

/** A reading in katakana; hiragana and half-width kana are turned into it, Latin letters and digits stay. */
const KanaField = (): PropertyDecorator =>
  applyDecorators(
    TextField({ max: 80, min: 0, optional: true }),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? toKatakana(value.normalize('NFKC').trim()) : value)),
    Matches(/^[\p{Script=Katakana}ー・\sA-Za-z0-9&'().,-]*$/u, { message: 'kana' }),
  );

const PostalCodeField = (): PropertyDecorator => PatternField(/^(\d{3}-?\d{4})?$/, 'postalCode', { optional: true });
const PhoneField = (): PropertyDecorator => PatternField(/^[0-9+() -]{0,20}$/, 'phone', { optional: true });
const WebsiteField = (): PropertyDecorator => PatternField(/^(https?:\/\/[^\s/]+\.[^\s]{1,400})?$/, 'url', { optional: true });
/** An address, or nothing. */
const ContactEmailField = (): PropertyDecorator => PatternField(/^([^\s@]{1,64}@[^\s@]{1,180}\.[^\s@.]{2,})?$/, 'email', { optional: true });

export class HoursRow {
  @ChoiceField(WEEKDAYS, { description: 'Sunday is 0; holiday: Japanese public holidays' }) weekday!: WeekdayKey;
  @TimeField() opensAt!: string;
  @TimeField() closesAt!: string;
}

export class HoursExceptionRow {
  @DayField() day!: string;
  @FlagField() closed!: boolean;
  @TimeField({ optional: true, nullable: true }) opensAt?: string | null;
  @TimeField({ optional: true, nullable: true }) closesAt?: string | null;
  @FreeText(80) reason?: string;
}

export class ListSpaces extends PageQuery {
  @PatternField(/^(0[1-9]|[1-3]\d|4[0-7])(,(0[1-9]|[1-3]\d|4[0-7]))*$/, 'prefecture', { optional: true, description: 'prefecture codes, `03,04`' }) area?: string;
  @TextField({ max: 80, min: 0, optional: true, description: 'part of name, kana or city' }) q?: string;
  @FlagField({ optional: true, description: 'only spaces designated for events' }) designated?: boolean;
  @ChoiceField(SPACE_STATUSES, { optional: true, description: 'other than member: stewards only' }) status?: SpaceStatus;
}

export class ApplyForSpace {
  @TextField({ max: 80 }) name!: string;
  @KanaField() kana?: string;
  @ChoiceField(PREFECTURE_CODES) prefecture!: PrefectureCode;
  @PostalCodeField() postalCode?: string;
  @TextField({ max: 80 }) city!: string;
  @FreeText(200) street?: string;
  @FreeText(500) access?: string;
  @PhoneField() phone?: string;
  @ContactEmailField() email?: string;
  @WebsiteField() website?: string;
  @ListField(() => HoursRow, { max: 40, optional: true }) hours?: HoursRow[];
  @FreeText(2000) note?: string;
  @PatternField(SLUG, 'slug', { optional: true, description: 'romanised name for the address' }) slug?: string;
}

export class ChangeSpace {
  @TextField({ max: 80, optional: true }) name?: string;
  @KanaField() kana?: string;
  @ChoiceField(PREFECTURE_CODES, { optional: true }) prefecture?: PrefectureCode;
  @PostalCodeField() postalCode?: string;
  @TextField({ max: 80, optional: true }) city?: string;
  @FreeText(200) street?: string;
  @FreeText(500) access?: string;
  @PhoneField() phone?: string;
  @ContactEmailField() email?: string;
  @WebsiteField() website?: string;
  @FreeText(LONG_TEXT) introduction?: string;
  @FreeText(LONG_TEXT) houseRules?: string;
  @FreeText(80) recruiterName?: string;
  @FreeText(200) recruiterAddress?: string;
  @FreeText(200) recruiterContact?: string;
  @FreeText(1000) recruitingContent?: string;
  @FreeText(200) recruitingPlace?: string;
  @FreeText(500) recruitingReward?: string;
  @ListField(() => HoursRow, { max: 40, optional: true, description: 'replaces the whole week' }) hours?: HoursRow[];
  @ListField(() => HoursExceptionRow, { max: 200, optional: true, description: 'replaces every exception from today on' }) exceptions?: HoursExceptionRow[];
}

export class ReasonOnly {
  @TextField({ max: 500 }) reason!: string;
}

export class AcceptTerms {
  @WholeField({ min: 1, max: 1000 }) version!: number;
}

export class SetRelation {
  @ChoiceField(RELATIONS) relation!: SpaceRelation;
  @TextField({ max: 500 }) reason!: string;
}

export class AddResource {
  @ChoiceField(RESOURCE_KINDS) kind!: ResourceKind;
  @TextField({ max: 60 }) name!: string;
  @WholeField({ min: 1, max: 1000, description: 'people' }) capacity!: number;
  @IdField({ optional: true, description: 'the room a table stands in' }) partOfId?: string;
}

export class ChangeResource {
  @TextField({ max: 60, optional: true }) name?: string;
  @WholeField({ min: 1, max: 1000, optional: true }) capacity?: number;
}

export class PublishManual {
  @TextField({ max: MANUAL_MAX, description: 'Markdown without raw HTML' }) body!: string;
  @TextField({ max: 500, min: 0, optional: true, description: 'what changed' }) note?: string;
}

export class AddSpaceStaff {
  @EmailField() email!: string;
  @ChoiceField(SPACE_ROLES) role!: SpaceRole;
}

export class ChangeSpaceStaff {
  @ChoiceField(SPACE_ROLES) role!: SpaceRole;
}

export class HoursRowView {
  @ApiProperty({ type: String, enum: WEEKDAYS }) weekday!: WeekdayKey;
  @ApiProperty({ type: String, example: '09:00' }) opensAt!: string;
  @ApiProperty({ type: String, example: '22:00' }) closesAt!: string;
}

export class OpeningHoursView {
  @ApiProperty({ type: String, example: '09:00' }) opensAt!: string;
  @ApiProperty({ type: String, example: '22:00' }) closesAt!: string;
}

export class HoursExceptionView {
  @ApiProperty({ type: String, format: 'date' }) day!: string;
  @ApiProperty({ type: Boolean }) closed!: boolean;
  @ApiProperty({ type: String, nullable: true }) opensAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) closesAt!: string | null;
  @ApiProperty({ type: String }) reason!: string;
}

export class OpenDayView {
  @ApiProperty({ type: String, format: 'date' }) day!: string;
  @ApiProperty({ type: String, required: false, description: 'in the reader’s language' }) holidayName?: string;
  @ApiProperty({ type: Boolean }) closed!: boolean;
  @ApiProperty({ type: String, required: false, description: 'why this day differs' }) reason?: string;
  @ApiProperty({ type: [OpeningHoursView] }) hours!: OpeningHoursView[];
}

export class RelationStandingView {
  @ApiProperty({ type: Boolean, description: 'mixers may take shifts and run tables or rooms' }) partnered!: boolean;
  @ApiProperty({ type: Boolean, description: 'mixers may hold events' }) designated!: boolean;
}

export class ResourceView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: RESOURCE_KINDS }) kind!: ResourceKind;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: 'integer', description: 'people' }) capacity!: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the room a table stands in' }) partOfId!: string | null;
  @ApiProperty({ type: Boolean, description: 'no longer in use; shown to staff only' }) retired!: boolean;
}

export class SpaceSummaryView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) slug!: string;
  @ApiProperty({ type: String, enum: SPACE_STATUSES }) status!: SpaceStatus;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) kana!: string;
  @ApiProperty({ type: String, enum: PREFECTURE_CODES }) prefecture!: string;
  @ApiProperty({ type: String }) city!: string;
  @ApiProperty({ type: String }) access!: string;
  @ApiProperty({ type: String }) introduction!: string;
  @ApiProperty({ type: RelationStandingView }) relation!: RelationStandingView;
  @ApiProperty({ type: OpenDayView }) today!: OpenDayView;
}

export class SpaceListView {
  @ApiProperty({ type: [SpaceSummaryView] }) items!: SpaceSummaryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class SpaceCanView {
  @ApiProperty({ type: Boolean, description: 'profile, hours, rooms and tables' }) edit!: boolean;
  @ApiProperty({ type: Boolean }) manageStaff!: boolean;
  @ApiProperty({ type: Boolean }) publishManual!: boolean;
  @ApiProperty({ type: Boolean }) acceptTerms!: boolean;
  @ApiProperty({ type: Boolean, description: 'accept or refuse the application' }) decide!: boolean;
  @ApiProperty({ type: Boolean }) setRelations!: boolean;
}

export class SpaceManualView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, format: 'date-time' }) publishedAt!: string;
}

/** What only the space's own people and stewards see. */
export class SpaceInsideView {
  @ApiProperty({ type: String, enum: SPACE_ROLES, nullable: true, description: 'the asker’s own' }) myRole!: SpaceRole | null;
  @ApiProperty({ type: String, format: 'date-time' }) appliedAt!: string;
  @ApiProperty({ type: String }) applicationNote!: string;
  @ApiProperty({ type: String, nullable: true }) decisionReason!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) termsAcceptedAt!: string | null;
  @ApiProperty({ type: 'integer', description: 'the terms in force' }) termsVersion!: number;
  @ApiProperty({ type: String, enum: [...RECRUITING_ITEMS], isArray: true }) missingRecruitingItems!: RecruitingItem[];
}

export class SpaceView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) slug!: string;
  @ApiProperty({ type: String, enum: SPACE_STATUSES }) status!: SpaceStatus;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) kana!: string;
  @ApiProperty({ type: String, enum: PREFECTURE_CODES }) prefecture!: string;
  @ApiProperty({ type: String }) postalCode!: string;
  @ApiProperty({ type: String }) city!: string;
  @ApiProperty({ type: String }) street!: string;
  @ApiProperty({ type: String }) access!: string;
  @ApiProperty({ type: String }) phone!: string;
  @ApiProperty({ type: String }) email!: string;
  @ApiProperty({ type: String }) website!: string;
  @ApiProperty({ type: String }) introduction!: string;
  @ApiProperty({ type: String }) houseRules!: string;
  @ApiProperty({ type: String }) recruiterName!: string;
  @ApiProperty({ type: String }) recruiterAddress!: string;
  @ApiProperty({ type: String }) recruiterContact!: string;
  @ApiProperty({ type: String }) recruitingContent!: string;
  @ApiProperty({ type: String }) recruitingPlace!: string;
  @ApiProperty({ type: String }) recruitingReward!: string;
  @ApiProperty({ type: [HoursRowView] }) hours!: HoursRowView[];
  @ApiProperty({ type: [HoursExceptionView], description: 'from today on' }) exceptions!: HoursExceptionView[];
  @ApiProperty({ type: [OpenDayView], description: 'the next 14 days, today first' }) nextDays!: OpenDayView[];
  @ApiProperty({ type: RelationStandingView }) relation!: RelationStandingView;
  @ApiProperty({ type: [ResourceView] }) resources!: ResourceView[];
  @ApiProperty({ type: SpaceManualView, nullable: true, description: 'the current reception manual, without its text' }) manual!: SpaceManualView | null;
  @ApiProperty({ type: SpaceInsideView, required: false, description: 'for the space’s people and stewards' }) inside?: SpaceInsideView;
  @ApiProperty({ type: SpaceCanView }) can!: SpaceCanView;
}

export class SpaceApplicationView {
  @ApiProperty({ type: String, format: 'uuid', description: 'of the space' }) id!: string;
  @ApiProperty({ type: String }) slug!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) kana!: string;
  @ApiProperty({ type: String, enum: PREFECTURE_CODES }) prefecture!: string;
  @ApiProperty({ type: String }) city!: string;
  @ApiProperty({ type: String }) street!: string;
  @ApiProperty({ type: String }) access!: string;
  @ApiProperty({ type: String }) phone!: string;
  @ApiProperty({ type: String }) email!: string;
  @ApiProperty({ type: String }) website!: string;
  @ApiProperty({ type: String }) note!: string;
  @ApiProperty({ type: String }) applicantName!: string;
  @ApiProperty({ type: String }) applicantEmail!: string;
  @ApiProperty({ type: String, format: 'date-time' }) appliedAt!: string;
  @ApiProperty({ type: 'integer', description: 'midnights since the application' }) ageDays!: number;
}

export class SpaceApplicationListView {
  @ApiProperty({ type: [SpaceApplicationView] }) items!: SpaceApplicationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class RelationView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, enum: RELATIONS }) relation!: SpaceRelation;
  @ApiProperty({ type: String, format: 'date-time' }) since!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: in force' }) until!: string | null;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, nullable: true }) endReason!: string | null;
  @ApiProperty({ type: String, nullable: true }) setByName!: string | null;
}

export class RelationListView {
  @ApiProperty({ type: [RelationView], description: 'newest first' }) items!: RelationView[];
}

export class AffectedView {
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String }) mixerName!: string;
}

export class EndingPreviewView {
  @ApiProperty({ type: String, enum: RELATIONS }) relation!: SpaceRelation;
  @ApiProperty({ type: 'integer', description: 'bookings to come that would fall away' }) count!: number;
  @ApiProperty({ type: 'integer', description: 'people who would lose one' }) people!: number;
  @ApiProperty({ type: [AffectedView], description: 'the first 100, soonest first' }) items!: AffectedView[];
}

export class ManualCanView {
  @ApiProperty({ type: Boolean }) acknowledge!: boolean;
  @ApiProperty({ type: Boolean }) publish!: boolean;
}

export class ManualView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid' }) spaceId!: string;
  @ApiProperty({ type: String }) spaceName!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, description: 'Markdown' }) body!: string;
  @ApiProperty({ type: String, description: 'what changed' }) note!: string;
  @ApiProperty({ type: String, format: 'date-time' }) publishedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'when the asker confirmed having read it' }) acknowledgedAt!: string | null;
  @ApiProperty({ type: ManualCanView }) can!: ManualCanView;
}

export class ManualVersionView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String }) note!: string;
  @ApiProperty({ type: String, format: 'date-time' }) publishedAt!: string;
  @ApiProperty({ type: String, nullable: true }) publishedByName!: string | null;
  @ApiProperty({ type: 'integer', description: 'mixers who have read it' }) readers!: number;
  @ApiProperty({ type: Boolean }) current!: boolean;
}

export class ManualVersionListView {
  @ApiProperty({ type: [ManualVersionView], description: 'newest first' }) items!: ManualVersionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class ManualReaderView {
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, format: 'date-time' }) acknowledgedAt!: string;
}

export class ManualWaitingView {
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'start of their next booking here' }) nextAt!: string;
}

export class ManualReaderListView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: [ManualReaderView], description: 'latest first' }) items!: ManualReaderView[];
  @ApiProperty({ type: [ManualWaitingView], description: 'mixers booked here who have not read it, the first 100, soonest booking first' }) waiting!: ManualWaitingView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class SpaceStaffView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) email!: string;
  @ApiProperty({ type: String, enum: SPACE_ROLES }) role!: SpaceRole;
  @ApiProperty({ type: String, format: 'date-time' }) since!: string;
  @ApiProperty({ type: Boolean, description: 'the asker’s own row' }) me!: boolean;
}

export class SpaceStaffListView {
  @ApiProperty({ type: [SpaceStaffView] }) items!: SpaceStaffView[];
}

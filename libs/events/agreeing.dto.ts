import { ApiProperty } from '@nestjs/swagger';
import { FlagField, TextField, ThingField, WholeField } from '#libs/door';
import { SPLIT_ROLES, SplitInput, type SplitRole } from '#libs/revenue';
import { MOST_SEATS } from './plan.dto.js';

export class Propose {
  @TextField({ max: 1000, min: 0, optional: true }) note?: string;
}

export class CounterOffer {
  @ThingField(() => SplitInput) split!: SplitInput;
  @TextField({ max: 1000, min: 0, optional: true }) note?: string;
}

export class RefuseEvent {
  @TextField({ max: 500 }) reason!: string;
}

export class ApproveEvent {
  @FlagField({ optional: true, description: 'the owner says yes to a time outside opening hours' }) outsideHours?: boolean;
  @WholeField({ min: 1, max: 10_000, optional: true, description: 'the version of the split that was read; 409 when another stands' }) splitVersion?: number;
}

export class SplitQuery {
  @WholeField({ min: 0, max: MOST_SEATS, optional: true }) guests?: number;
}

export class ShareView {
  @ApiProperty({ type: String, enum: SPLIT_ROLES }) role!: SplitRole;
  @ApiProperty({ type: String, enum: ['fixed', 'perHead', 'basisPoints'] }) kind!: 'fixed' | 'perHead' | 'basisPoints';
  @ApiProperty({ type: 'integer', description: 'whole yen, whole yen a head, or ten-thousandths of the rest' }) value!: number;
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

/** Who built the business and stands in the split. */
export class BuilderView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'when they agreed; until then their share falls to the host' }) agreedAt!: string | null;
}

export class EventSplitView {
  @ApiProperty({ type: AgreementView, nullable: true, description: 'the version that counts now; null before anybody has offered one' }) agreement!: AgreementView | null;
  @ApiProperty({ type: [AgreementView], description: 'all versions, newest first' }) versions!: AgreementView[];
  @ApiProperty({ type: SplitAtView, nullable: true }) preview!: SplitAtView | null;
  @ApiProperty({ type: BuilderView, nullable: true, description: 'null while nobody is named' }) builder!: BuilderView | null;
}

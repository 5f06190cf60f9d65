import { ApiProperty } from '@nestjs/swagger';
import { SPLIT_ROLES, type SplitRole } from '#libs/revenue';

export class FeePartView {
  @ApiProperty({ type: String, enum: SPLIT_ROLES }) role!: SplitRole;
  @ApiProperty({ type: 'integer', description: 'whole yen' }) amountYen!: number;
}

/** Where the fee goes, as everybody may know. */
export class FeeSplitView {
  @ApiProperty({ type: 'integer', description: 'so many seats are shared here: one, or all of them where a part is a fixed sum' }) guests!: number;
  @ApiProperty({ type: 'integer', description: 'what one seat costs' }) priceYen!: number;
  @ApiProperty({ type: 'integer', description: 'processing cost that is taken off before, a forecast' }) costYen!: number;
  @ApiProperty({ type: [FeePartView], description: 'empty while nothing is agreed, and where nothing costs' }) parts!: FeePartView[];
}

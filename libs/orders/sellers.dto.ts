import { ApiProperty } from '@nestjs/swagger';
import { PatternField, TextField } from '#libs/door';

/** How a mixer or a space stands on the receipts for what it sells. */
export class DescribeSeller {
  @PatternField(/^T\d{13}$/, 'registrationNumber', { nullable: true, description: 'in the register of issuers of qualified invoices; null: not registered' }) registrationNumber!: string | null;
  @TextField({ max: 80, min: 0, optional: true, description: 'the name in that register; as it stands on receipts so far, when left out' }) name?: string;
  @TextField({ max: 200, min: 0, optional: true }) address?: string;
}

export class SellerView {
  @ApiProperty({ type: String, description: 'as it stands on receipts' }) name!: string;
  @ApiProperty({ type: String, description: 'as it stands on receipts; empty: none' }) address!: string;
  @ApiProperty({ type: String, nullable: true, description: 'T and thirteen digits; null: receipts say no tax' }) registrationNumber!: string | null;
  @ApiProperty({ type: Boolean, description: 'a corporation’s number has a check digit, and this one does not fit it' }) registrationNumberDoubtful!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) changedAt!: string | null;
}

import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DayField, PageQuery, TextField, YenField } from '#libs/door';
import { PAYMENT_METHODS, type PaymentMethod } from '#libs/words';
import { HONORIFICS, RECEIPT_MARKS, type Honorific, type ReceiptMark } from './receipt.js';

const ADDRESSEE_MAX = 60;
const DESCRIPTION_MAX = 80;

class ReceiptCan {
  @ApiProperty({ type: Boolean, description: 'addressee and description may be changed, once' }) reissue!: boolean;
}

/** The newest receipt of a payment, for who paid. */
export class ReceiptView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) number!: string;
  @ApiProperty({ type: String, format: 'uuid' }) paymentId!: string;
  @ApiProperty({ type: String, enum: RECEIPT_MARKS }) mark!: ReceiptMark;
  @ApiProperty({ type: String, nullable: true, description: 'number of the receipt that this one replaces; null on the first' }) firstNumber!: string | null;
  @ApiProperty({ type: String, format: 'date' }) paidOn!: string;
  @ApiProperty({ type: 'integer', description: 'whole yen, tax included' }) amountYen!: number;
  @ApiProperty({ type: String, enum: PAYMENT_METHODS }) method!: PaymentMethod;
  @ApiProperty({ type: String }) addressee!: string;
  @ApiProperty({ type: String, enum: HONORIFICS }) honorific!: Honorific;
  @ApiProperty({ type: String }) description!: string;
  @ApiProperty({ type: String, format: 'date-time' }) issuedAt!: string;
  @ApiProperty({ type: String, description: 'path of the PDF under the API' }) pdfHref!: string;
  @ApiProperty({ type: ReceiptCan }) can!: ReceiptCan;
}

export class ReceiptPageView {
  @ApiProperty({ type: [ReceiptView] }) items!: ReceiptView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** What the payer changes on a receipt, once. */
export class ReissueReceipt {
  @TextField({ max: ADDRESSEE_MAX, description: 'as it shall stand before 様 or 御中' })
  addressee!: string;

  @ChoiceField(HONORIFICS)
  honorific!: Honorific;

  @TextField({ max: DESCRIPTION_MAX, description: '但し書き' })
  description!: string;
}

/** How the books are searched: by date, amount and name together. */
export class ReceiptSearch extends PageQuery {
  @DayField({ optional: true, description: 'paid on this Tokyo day or later' }) from?: string;
  @DayField({ optional: true, description: 'paid before this Tokyo day' }) until?: string;
  @YenField({ optional: true, description: 'at least so much' }) leastYen?: number;
  @YenField({ optional: true, description: 'at most so much' }) mostYen?: number;
  @TextField({ optional: true, max: 60, description: 'part of the addressee, or the number' }) who?: string;
}

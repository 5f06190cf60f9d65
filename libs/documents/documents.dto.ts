import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { PAYMENT_METHODS, RECEIPT_ITEMS, TAX_CATEGORIES, TERMS_ITEMS, type PaymentMethod, type ReceiptItem, type TaxCategory, type TermsItem } from '#libs/words';
import { DOCUMENT_KINDS, type DocumentKind } from './issue.js';
import { HONORIFICS, RECEIPT_MARKS, type Honorific, type Receipt, type ReceiptMark } from './receipt.js';
import type { TermsNotice } from './terms-notice.js';

class TermsPartyView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) address!: string;
}

class TermsContractorView {
  @ApiProperty({ type: String }) name!: string;
}

class TermsServiceView {
  @ApiProperty({ type: String }) kind!: string;
  @ApiProperty({ type: String }) content!: string;
  @ApiProperty({ type: 'integer', description: 'version of the reception manual, which is the specification' }) manualVersion!: number;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
}

class TermsPlaceView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) address!: string;
  @ApiProperty({ type: String, nullable: true }) resource!: string | null;
}

/** The facts as they were hashed. */
export class TermsNoticeView implements TermsNotice {
  @ApiProperty({ type: 'integer', enum: [1] }) form!: 1;
  @ApiProperty({ type: String }) number!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, format: 'date' }) orderedOn!: string;
  @ApiProperty({ type: String, enum: ['space', 'cooperative'] }) orderingParty!: 'space' | 'cooperative';
  @ApiProperty({ type: TermsPartyView }) orderer!: TermsPartyView;
  @ApiProperty({ type: TermsContractorView }) contractor!: TermsContractorView;
  @ApiProperty({ type: TermsServiceView }) service!: TermsServiceView;
  @ApiProperty({ type: TermsPlaceView }) place!: TermsPlaceView;
  @ApiProperty({ type: 'integer' }) inspectionDays!: number;
  @ApiProperty({ type: 'integer', description: 'whole yen for the slot, tax included' }) rewardYen!: number;
  @ApiProperty({ type: String, enum: ['payer'] }) transferFee!: 'payer';
  @ApiProperty({ type: String, enum: ['included', 'separate'] }) travelExpense!: 'included' | 'separate';
  @ApiProperty({ type: String, format: 'date' }) paymentDueOn!: string;
  @ApiProperty({ type: String, enum: ['bankTransfer'] }) means!: 'bankTransfer';
  @ApiProperty({ type: 'integer' }) shiftVersion!: number;
  @ApiProperty({ type: 'integer' }) ruleSetVersion!: number;
  @ApiProperty({ type: String }) helpDesk!: string;
}

class ReceiptPartView {
  @ApiProperty({ type: String }) what!: string;
  @ApiProperty({ type: 'integer', description: 'whole yen, tax included' }) amountYen!: number;
  @ApiProperty({ type: String, enum: TAX_CATEGORIES }) taxCategory!: TaxCategory;
}

class ReceiptTaxView {
  @ApiProperty({ type: 'integer', enum: [8, 10] }) percent!: 8 | 10;
  @ApiProperty({ type: 'integer' }) totalYen!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'null when the issuer is not registered for qualified invoices' }) taxYen!: number | null;
}

class ReceiptIssuerView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) address!: string;
  @ApiProperty({ type: String, nullable: true }) registrationNumber!: string | null;
}

/** The facts of a receipt as they were hashed. */
export class ReceiptContentView implements Receipt {
  @ApiProperty({ type: 'integer', enum: [1] }) form!: 1;
  @ApiProperty({ type: String }) number!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, enum: RECEIPT_MARKS }) mark!: ReceiptMark;
  @ApiProperty({ type: String, nullable: true }) firstNumber!: string | null;
  @ApiProperty({ type: String, format: 'date' }) paidOn!: string;
  @ApiProperty({ type: 'integer', description: 'whole yen, tax included' }) amountYen!: number;
  @ApiProperty({ type: String, enum: PAYMENT_METHODS }) method!: PaymentMethod;
  @ApiProperty({ type: String }) addressee!: string;
  @ApiProperty({ type: String, enum: HONORIFICS }) honorific!: Honorific;
  @ApiProperty({ type: String }) description!: string;
  @ApiProperty({ type: [ReceiptPartView] }) parts!: ReceiptPartView[];
  @ApiProperty({ type: [ReceiptTaxView] }) taxes!: ReceiptTaxView[];
  @ApiProperty({ type: ReceiptIssuerView }) issuer!: ReceiptIssuerView;
}

/** One item of a paper in the reader's language. */
export class PaperLineView {
  @ApiProperty({ type: String, enum: [...TERMS_ITEMS, ...RECEIPT_ITEMS] }) item!: TermsItem | ReceiptItem;
  @ApiProperty({ type: String }) label!: string;
  @ApiProperty({ type: [String] }) lines!: string[];
}

@ApiExtraModels(TermsNoticeView, ReceiptContentView)
export class DocumentView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) number!: string;
  @ApiProperty({ type: String, enum: DOCUMENT_KINDS }) kind!: DocumentKind;
  @ApiProperty({ type: String, description: 'in the reader’s language' }) title!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, format: 'uuid', description: 'the claim or the payment it is about' }) subjectId!: string;
  @ApiProperty({ oneOf: [{ $ref: getSchemaPath(TermsNoticeView) }, { $ref: getSchemaPath(ReceiptContentView) }] }) content!: TermsNoticeView | ReceiptContentView;
  @ApiProperty({ type: [PaperLineView] }) items!: PaperLineView[];
  @ApiProperty({ type: [String] }) notes!: string[];
  @ApiProperty({ type: String, description: 'SHA-256 of the canonical content, hexadecimal' }) sha256!: string;
  @ApiProperty({ type: String, description: 'the canonical content itself (RFC 8785), for whoever wants to check the digest' }) canonicalContent!: string;
  @ApiProperty({ type: String, format: 'date-time' }) issuedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'when the addressee first opened it' }) readAt!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) supersedesId!: string | null;
  @ApiProperty({ type: String, description: 'path of the PDF under the API' }) pdfHref!: string;
}

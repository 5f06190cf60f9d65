export { canonical, canonicalContent, type Canonical } from './canonical.js';
export { DocumentsModule } from './documents.module.js';
export { DocumentsService } from './documents.service.js';
export { documentNumber, drawDocumentNumber, issueDocument, type DocumentKind, type Issue } from './issue.js';
export { issueReceipt, restoreReceipt, voidReceipt, type IssuedReceipt, type Issuer, type ReceiptInput } from './issue-receipt.js';
export { receiptContent, type ReceiptPart, type ReceiptSubject } from './receipt.js';
export { termsItems, termsNotes, termsNoticeContent, type TermsLine, type TermsNotice, type TermsNoticeInput } from './terms-notice.js';
export { printable, TYPEFACE } from './typeface.js';

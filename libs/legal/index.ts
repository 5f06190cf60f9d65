export { acceptTexts, type Acceptance } from './accept-texts.js';
export { duesConfirmation, type ConfirmationLine, type DuesOffer } from './dues-confirmation.js';
export { LegalModule } from './legal.module.js';
export { fitsCheckDigit, LegalService } from './legal.service.js';

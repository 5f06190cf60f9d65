import { CALENDAR_REFUSALS } from './refusals/calendar.js';
import { DOCUMENTS_REFUSALS } from './refusals/documents.js';
import { DUES_REFUSALS } from './refusals/dues.js';
import { DOOR_REFUSALS } from './refusals/door.js';
import { EVENTS_REFUSALS } from './refusals/events.js';
import { EVENT_MONEY_REFUSALS } from './refusals/event-money.js';
import { FIELD_WORDS } from './refusals/fields.js';
import { IDENTITY_REFUSALS } from './refusals/identity.js';
import { LEDGER_REFUSALS } from './refusals/ledger.js';
import { MEETINGS_REFUSALS } from './refusals/meetings.js';
import { MIXERS_REFUSALS } from './refusals/mixers.js';
import { ORDERS_REFUSALS } from './refusals/orders.js';
import { PAYMENTS_REFUSALS } from './refusals/payments.js';
import { REGISTRATIONS_REFUSALS } from './refusals/registrations.js';
import { REVENUE_REFUSALS } from './refusals/revenue.js';
import { SHIFTS_REFUSALS } from './refusals/shifts.js';
import { SPACES_REFUSALS } from './refusals/spaces.js';
import { NEXT_STEPS, TIER_REASONS } from './refusals/tiers.js';
import { CHECKS_MAILS } from './mails/checks.js';
import { DUES_MAILS } from './mails/dues.js';
import { EVENTS_MAILS } from './mails/events.js';
import { EVENT_MONEY_MAILS } from './mails/event-money.js';
import { IDENTITY_MAILS } from './mails/identity.js';
import type { Mail } from './mails/mail.js';
import { MEETINGS_MAILS } from './mails/meetings.js';
import { MIXERS_MAILS } from './mails/mixers.js';
import { ORDERS_MAILS } from './mails/orders.js';
import { REGISTRATIONS_MAILS } from './mails/registrations.js';
import { REVENUE_MAILS } from './mails/revenue.js';
import { SHIFTS_MAILS } from './mails/shifts.js';
import { SPACES_MAILS } from './mails/spaces.js';

export * from './roster.js';
export * from './outside.js';
export * from './rules.js';
export * from './audit.js';
export * from './dues.js';
export * from './events.js';
export * from './ledger.js';
export * from './meetings.js';
export * from './orders.js';
export * from './registrations.js';
export * from './revenue.js';
export * from './say.js';
export * from './sentence.js';
export * from './sentence.js';
export * from './prefectures.js';
export * from './space-terms.js';
export { MAIL_FRAME } from './mails/frame.js';
export type { Mail } from './mails/mail.js';
export {
  CONFIRMATION_ITEMS,
  DUES_CONFIRMATION,
  LEGAL_KINDS,
  LEGAL_TITLES,
  NOT_REGISTERED,
  NOT_SAID,
  type ConfirmationItem,
  type LegalKind,
} from './papers/legal.js';
export {
  PAYMENT_METHODS,
  RECEIPT,
  RECEIPT_ITEMS,
  TAX_CATEGORIES,
  type PaymentMethod,
  type ReceiptItem,
  type TaxCategory,
} from './papers/receipt.js';
export { TERMS_ITEMS, TERMS_NOTICE, type TermsItem } from './papers/terms-notice.js';
export { FIELD_WORDS, NEXT_STEPS };

/** Every refusal and every reason, by its stable code. */
export const REFUSALS = {
  ...DOOR_REFUSALS,
  ...IDENTITY_REFUSALS,
  ...SPACES_REFUSALS,
  ...MIXERS_REFUSALS,
  ...TIER_REASONS,
  ...CALENDAR_REFUSALS,
  ...DOCUMENTS_REFUSALS,
  ...LEDGER_REFUSALS,
  ...PAYMENTS_REFUSALS,
  ...DUES_REFUSALS,
  ...EVENTS_REFUSALS,
  ...ORDERS_REFUSALS,
  ...REGISTRATIONS_REFUSALS,
  ...REVENUE_REFUSALS,
  ...SHIFTS_REFUSALS,
  ...EVENT_MONEY_REFUSALS,
  ...MEETINGS_REFUSALS,
};
export type RefusalCode = keyof typeof REFUSALS;

/** Every notice, by its template. */
export const MAILS = { ...IDENTITY_MAILS, ...CHECKS_MAILS, ...SPACES_MAILS, ...MIXERS_MAILS, ...SHIFTS_MAILS, ...DUES_MAILS, ...EVENTS_MAILS, ...ORDERS_MAILS, ...REGISTRATIONS_MAILS, ...REVENUE_MAILS, ...EVENT_MONEY_MAILS, ...MEETINGS_MAILS };
export type MailTemplate = keyof typeof MAILS;

/** The notice of a template; a template that a newer version wrote is null here. */
export function mailOf(template: string): Mail | null {
  const mails: Readonly<Record<string, Mail>> = MAILS;
  return mails[template] ?? null;
}

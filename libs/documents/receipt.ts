import type { Day } from '#libs/kernel';
import {
  RECEIPT,
  RECEIPT_ITEMS,
  say,
  TAX_CATEGORIES,
  type Locale,
  type Params,
  type PaymentMethod,
  type ReceiptItem,
  type Sentence,
  type TaxCategory,
} from '#libs/words';

/** What a payment was for. `month` is a Tokyo month `YYYY-MM`; `other` is said in words of the issuer's own. */
export type ReceiptSubject =
  | { kind: 'dues'; tier: 'challenge' | 'junior' | 'senior'; month: string }
  | { kind: 'courseFee' }
  | { kind: 'other'; name: string };

/** One price inside a payment, whole yen, tax included. */
export interface ReceiptPart {
  subject: ReceiptSubject;
  amountYen: number;
  taxCategory: TaxCategory;
}

/** Who is addressed: a person (様) or a firm (御中). */
export const HONORIFICS = ['sama', 'onchu'] as const;
export type Honorific = (typeof HONORIFICS)[number];

/**
 * `first` as issued with the payment, `reissue` with another addressee or description, `void` when the payment was reversed, `restored` when
 * it holds again because the refund came back.
 */
export const RECEIPT_MARKS = ['first', 'reissue', 'void', 'restored'] as const;
export type ReceiptMark = (typeof RECEIPT_MARKS)[number];

/** The facts of one receipt. A type, not an interface, so that it counts as canonical content. */
export type Receipt = {
  /** Which wording of libs/words belongs to these facts. */
  form: 1;
  /** `RC-2026-000123`: part of what is hashed. */
  number: string;
  /** 1 for the receipt that came with the payment, one more for each that replaces it. */
  version: number;
  mark: ReceiptMark;
  /** Number of the receipt that came with the payment; null on that one. */
  firstNumber: string | null;
  /** Tokyo day on which the money arrived. */
  paidOn: string;
  /** Tax included; the sum of the parts. */
  amountYen: number;
  method: PaymentMethod;
  addressee: string;
  honorific: Honorific;
  /** 但し書き. */
  description: string;
  /** In the words of the paper's language, Japanese. */
  parts: { what: string; amountYen: number; taxCategory: TaxCategory }[];
  /** Per rate, rounded down once for the whole paper; `taxYen` is null when the issuer is not registered for qualified invoices. */
  taxes: { percent: 8 | 10; totalYen: number; taxYen: number | null }[];
  issuer: { name: string; address: string; registrationNumber: string | null };
};

/** What a first receipt is made from. */
export interface ReceiptFacts {
  /** From `documentNumber`. */
  number: string;
  paidOn: Day;
  method: PaymentMethod;
  addressee: string;
  parts: readonly ReceiptPart[];
  issuer: { name: string; address: string; registrationNumber: string | null };
}

const PERCENT: Partial<Record<TaxCategory, 8 | 10>> = { reduced: 8, standard: 10 };

/** The facts of the receipt that comes with a payment. A payment of nothing has none and throws a RangeError. */
export function receiptContent({ number, paidOn, method, addressee, parts, issuer }: ReceiptFacts): Receipt {
  const amountYen = parts.reduce((sum, part) => sum + part.amountYen, 0);
  if (amountYen <= 0) throw new RangeError(`a receipt over ${amountYen} yen`);
  const said = parts.map(({ subject, amountYen: yen, taxCategory }) => ({ what: whatFor(subject), amountYen: yen, taxCategory }));
  return {
    form: 1,
    number,
    version: 1,
    mark: 'first',
    firstNumber: null,
    paidOn,
    amountYen,
    method,
    addressee,
    honorific: 'sama',
    description: say(RECEIPT.asDescription, 'ja', { what: summed(said.map(({ what }) => what)) }),
    parts: said,
    taxes: taxesOf(said, issuer.registrationNumber !== null),
    issuer: { name: issuer.name, address: issuer.address, registrationNumber: issuer.registrationNumber },
  };
}

/** The same receipt under another number, in place of the one before it: with what its reader changed, or cancelled. */
export function receiptInPlaceOf(
  before: Receipt,
  change: { number: string; mark: Exclude<ReceiptMark, 'first'>; addressee?: string; honorific?: Honorific; description?: string },
): Receipt {
  return { ...before, ...change, version: before.version + 1, firstNumber: before.firstNumber ?? before.number };
}

/** Whether a receipt counts as a qualified invoice: its issuer is registered and something on it is taxed. */
export const isQualified = ({ issuer, taxes }: Receipt): boolean => issuer.registrationNumber !== null && taxes.length > 0;

/** Tax that is inside the prices, per rate and rounded once (the law forbids rounding line by line). */
function taxesOf(parts: readonly { amountYen: number; taxCategory: TaxCategory }[], registered: boolean): Receipt['taxes'] {
  return TAX_CATEGORIES.flatMap((category) => {
    const percent = PERCENT[category];
    const totalYen = parts.reduce((sum, part) => sum + (part.taxCategory === category ? part.amountYen : 0), 0);
    return percent && totalYen > 0 ? [{ percent, totalYen, taxYen: registered ? Math.floor((totalYen * percent) / (100 + percent)) : null }] : [];
  }).toSorted((a, b) => b.percent - a.percent);
}

const whatFor = (subject: ReceiptSubject): string => {
  const { kind, ...params } = subject;
  return say(RECEIPT.what[kind], 'ja', params);
};
const summed = (whats: readonly string[]): string => (whats.length > 1 ? say(RECEIPT.andMore, 'ja', { what: whats[0] ?? '' }) : (whats[0] ?? ''));

/** One item of a receipt in the reader's language; the first line is what matters most. */
export interface ReceiptLine {
  item: ReceiptItem;
  label: string;
  lines: string[];
}

/** What stands on a receipt. What people wrote, and what the payment was for, stays in the language of the paper. */
export function receiptItems(receipt: Receipt, locale: Locale): ReceiptLine[] {
  const { lines, labels, methods, categories } = RECEIPT;
  const put = (sentence: Sentence, params: Params = {}): string => say(sentence, locale, params);
  const { issuer, taxes } = receipt;
  const said: Record<ReceiptItem, string[]> = {
    amount: [put(lines.amount, { yen: receipt.amountYen })],
    description: [receipt.description],
    paidOn: [put(lines.day, { day: receipt.paidOn })],
    method: [put(methods[receipt.method])],
    breakdown: receipt.parts.map(({ what, amountYen, taxCategory }) => put(lines.item, { what, yen: amountYen, category: put(categories[taxCategory]) })),
    tax: taxes.length > 0 ? taxes.map((rate) => put(rate.taxYen === null ? lines.rate : lines.rateWithTax, { percent: rate.percent, total: rate.totalYen, tax: rate.taxYen ?? 0 })) : [put(lines.noTax)],
    issuer: [issuer.name, issuer.address, ...(issuer.registrationNumber ? [put(lines.registration, { registrationNumber: issuer.registrationNumber })] : [])],
  };
  return RECEIPT_ITEMS.map((item) => ({ item, label: put(labels[item]), lines: said[item].filter((line) => line !== '') }));
}

/** What stands below the items. */
export function receiptNotes(receipt: Receipt, locale: Locale): string[] {
  const { noStamp, outOfScope, replaces } = RECEIPT.notes;
  return [
    ...(receipt.firstNumber === null ? [] : [say(replaces, locale, { firstNumber: receipt.firstNumber })]),
    ...(receipt.parts.some(({ taxCategory }) => taxCategory === 'outOfScope') ? [say(outOfScope, locale)] : []),
    say(noStamp, locale),
  ];
}

/** `領収書`, or `領収書（適格請求書）`, with its mark. */
export function receiptTitle(receipt: Receipt, locale: Locale): string {
  const title = say(isQualified(receipt) ? RECEIPT.qualifiedTitle : RECEIPT.title, locale);
  const mark = say(RECEIPT.marks[receipt.mark], locale);
  if (mark === '') return title;
  return locale === 'ja' ? `${title}【${mark}】` : `${title}, ${mark.toLowerCase()}`;
}

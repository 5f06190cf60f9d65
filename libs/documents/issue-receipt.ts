import { row, type Sql } from '#libs/database';
import { tokyoDay } from '#libs/kernel';
import type { PaymentMethod } from '#libs/words';
import { documentNumber, issueDocument } from './issue.js';
import { receiptContent, receiptInPlaceOf, type Honorific, type Receipt, type ReceiptMark, type ReceiptPart } from './receipt.js';

/** A payment that arrived. */
export interface ReceiptInput {
  /** Of the payment: one payment has one receipt, and asking again changes nothing. */
  paymentId: string;
  /** Who paid; the receipt is theirs to open, and theirs to change once. Null for a guest, who opens it by the link of what was paid for. */
  accountId: string | null;
  /** The name as it stands on papers; 様 follows it. */
  addressee: string;
  /** When the money arrived. */
  paidAt: Date;
  method: PaymentMethod;
  /** What it was for, price by price, whole yen, tax included; together above zero. */
  parts: readonly ReceiptPart[];
  at: Date;
  /** In whose name it is; the cooperative, as it calls itself that day, unless said. */
  issuer?: Issuer;
}

/** Who has sold. The number is that of the register of issuers of qualified invoices. */
export interface Issuer {
  name: string;
  address: string;
  registrationNumber: string | null;
}

/** A receipt that is there. */
export interface IssuedReceipt {
  id: string;
  number: string;
}

interface Ground extends Issuer {
  drawn: string;
}

const GROUND = `select nextval('document_numbers') as drawn, name, address, registration_number as "registrationNumber" from cooperative`;
const LATEST = `
  select id, number, subject_id as "paymentId", content, party_account_id as "accountId" from documents
   where kind = 'receipt' and subject_id = $1 order by version desc limit 1`;

/** The newest receipt of a payment, as it is stored. */
export interface LatestReceipt {
  id: string;
  number: string;
  paymentId: string;
  content: string;
  accountId: string | null;
}

/**
 * Issue the receipt of a payment, in the transaction that records the payment.
 * The PDF is drawn by the worker within a minute. A second call for the same payment answers the receipt that is there.
 */
export async function issueReceipt(tx: Sql, { paymentId, accountId, addressee, paidAt, method, parts, at, issuer }: ReceiptInput): Promise<IssuedReceipt> {
  const there = await latestReceipt(tx, paymentId);
  if (there) return { id: there.id, number: there.number };
  const { drawn, ...cooperative } = await ground(tx);
  const number = documentNumber('receipt', drawn, tokyoDay(at));
  const content = receiptContent({ number, paidOn: tokyoDay(paidAt), method, addressee, parts, issuer: issuer ?? cooperative });
  return issueDocument(tx, { kind: 'receipt', number, subjectId: paymentId, version: 1, partyAccountId: accountId, partySpaceId: null, content, at });
}

/**
 * Cancel the receipt of a payment that was reversed or fully refunded: a new version that says so and names the first. Nothing is taken away.
 * Answers null when the payment had no receipt, and the cancelled one when it was cancelled before.
 */
export async function voidReceipt(tx: Sql, { paymentId, at }: { paymentId: string; at: Date }): Promise<IssuedReceipt | null> {
  const latest = await latestReceipt(tx, paymentId);
  if (!latest) return null;
  if (receiptIn(latest).mark === 'void') return { id: latest.id, number: latest.number };
  return issueInPlaceOf(tx, latest, { mark: 'void' }, at);
}

/** What was cancelled holds again, because the refund came back: a new version that names the first. Nothing happens to a receipt that holds. */
export async function restoreReceipt(tx: Sql, { paymentId, at }: { paymentId: string; at: Date }): Promise<void> {
  const latest = await latestReceipt(tx, paymentId);
  if (latest && receiptIn(latest).mark === 'void') await issueInPlaceOf(tx, latest, { mark: 'restored' }, at);
}

/** The newest receipt of a payment. */
export const latestReceipt = (tx: Sql, paymentId: string): Promise<LatestReceipt | null> => row<LatestReceipt>(tx, LATEST, [paymentId]);

/** The facts of a stored receipt: only `receiptContent` and `receiptInPlaceOf` write them, and nothing changes them afterwards. */
export const receiptIn = ({ content }: { content: string }): Receipt => JSON.parse(content) as Receipt;

async function ground(tx: Sql): Promise<Ground> {
  const found = await row<Ground>(tx, GROUND);
  if (!found) throw new Error('the cooperative is not described');
  return found;
}

/** Issue the next version of a receipt. */
export async function issueInPlaceOf(
  tx: Sql,
  latest: LatestReceipt,
  change: { mark: Exclude<ReceiptMark, 'first'>; addressee?: string; honorific?: Honorific; description?: string },
  at: Date,
): Promise<IssuedReceipt> {
  const { drawn } = await ground(tx);
  const number = documentNumber('receipt', drawn, tokyoDay(at));
  const content = receiptInPlaceOf(receiptIn(latest), { ...change, number });
  return issueDocument(tx, {
    kind: 'receipt',
    number,
    subjectId: latest.paymentId,
    version: content.version,
    supersedesId: latest.id,
    partyAccountId: latest.accountId,
    partySpaceId: null,
    content,
    at,
  });
}

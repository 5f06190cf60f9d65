import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { enqueue, rows, theRow } from '#libs/database';
import { PAGE_DEFAULT, pageOf, readIdCursor, type PageQuery } from '#libs/door';
import type { Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { issueInPlaceOf, receiptIn } from './issue-receipt.js';
import type { ReceiptPageView, ReceiptSearch, ReceiptView, ReissueReceipt } from './receipts.dto.js';

interface ReceiptRow {
  id: string;
  number: string;
  paymentId: string;
  content: string;
  accountId: string | null;
  issuedAt: Date;
  /** Whether its addressee was changed before, in this version or one that it replaces. */
  reissued: boolean;
}

/** The newest receipt of each payment; the ones before stay where their numbers lead. */
const NEWEST = `
  select d.id, d.number, d.subject_id as "paymentId", d.content, d.party_account_id as "accountId", d.issued_at as "issuedAt",
         exists (select from documents r where r.kind = 'receipt' and r.subject_id = d.subject_id and r.content::jsonb ->> 'mark' = 'reissue') as reissued
    from documents d
   where d.kind = 'receipt' and not exists (select from documents n where n.kind = 'receipt' and n.subject_id = d.subject_id and n.version > d.version)`;

/** Receipts as who paid them lists and changes them, and as the books are searched. They are issued with the payment, see `issueReceipt`. */
@Injectable()
export class ReceiptsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One's own receipts, newest first. */
  async own({ accountId }: Actor, { limit = PAGE_DEFAULT, cursor }: PageQuery): Promise<ReceiptPageView> {
    const found = await rows<ReceiptRow>(this.db, `${NEWEST} and d.party_account_id = $1 and ($2::uuid is null or d.id < $2) order by d.id desc limit $3`, [
      accountId,
      readIdCursor(cursor),
      limit + 1,
    ]);
    return pageOf(found, limit, receiptView, ({ id }) => [id]);
  }

  /** Receipts by date, amount and name, as the law on electronic books asks; newest first. */
  async search({ limit = PAGE_DEFAULT, cursor, from, until, leastYen, mostYen, who }: ReceiptSearch): Promise<ReceiptPageView> {
    const found = await rows<ReceiptRow>(
      this.db,
      `select * from (${NEWEST}) d
        where ($1::uuid is null or d.id < $1)
          and ($2::text is null or d.content::jsonb ->> 'paidOn' >= $2)
          and ($3::text is null or d.content::jsonb ->> 'paidOn' < $3)
          and ($4::integer is null or (d.content::jsonb ->> 'amountYen')::integer >= $4)
          and ($5::integer is null or (d.content::jsonb ->> 'amountYen')::integer <= $5)
          and ($6::text is null or position(lower($6) in lower(d.content::jsonb ->> 'addressee')) > 0 or d.number = upper($6))
        order by d.id desc limit $7`,
      [readIdCursor(cursor), from ?? null, until ?? null, leastYen ?? null, mostYen ?? null, who ?? null, limit + 1],
    );
    return pageOf(found, limit, receiptView, ({ id }) => [id]);
  }

  /**
   * Change addressee and description, once: a new version marked 再発行 that names the first, which stays.
   * Refuses 404 for another's receipt, 409 `receipt.reissued` the second time and `receipt.void` when the payment was reversed.
   */
  async reissue(actor: Actor, id: string, change: ReissueReceipt): Promise<ReceiptView> {
    return this.db.transaction(async (tx) => {
      const { paymentId, accountId } = await theRow<Pick<ReceiptRow, 'paymentId' | 'accountId'>>(
        tx,
        'receipt',
        `select subject_id as "paymentId", party_account_id as "accountId" from documents where id = $1 and kind = 'receipt' for key share`,
        [id],
      );
      if (accountId !== actor.accountId) throw Refusal.missing('receipt');
      // Two windows on one receipt: the second finds what the first has done.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`receipt:${paymentId}`]);
      const latest = await theRow<ReceiptRow>(tx, 'receipt', `${NEWEST} and d.subject_id = $1`, [paymentId]);
      const before = receiptIn(latest);
      if (before.mark === 'void') throw Refusal.conflict('receipt.void');
      if (latest.reissued) throw Refusal.conflict('receipt.reissued');
      const now = this.clock.now();
      const { addressee, honorific, description } = change;
      const made = await issueInPlaceOf(tx, latest, { mark: 'reissue', addressee, honorific, description }, now);
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'receipt.reissued',
        subject: { type: 'document', id: made.id },
        concernsAccountId: accountId,
        before: { number: before.number, addressee: before.addressee, description: before.description },
        after: { number: made.number, addressee, description },
      });
      await enqueue(tx, 'renderDocument', { documentId: made.id });
      return receiptView(await theRow<ReceiptRow>(tx, 'receipt', `${NEWEST} and d.id = $1`, [made.id]));
    });
  }
}

function receiptView(found: ReceiptRow): ReceiptView {
  const { number, mark, firstNumber, paidOn, amountYen, method, addressee, honorific, description } = receiptIn(found);
  return {
    id: found.id,
    number,
    paymentId: found.paymentId,
    mark,
    firstNumber,
    paidOn,
    amountYen,
    method,
    addressee,
    honorific,
    description,
    issuedAt: found.issuedAt.toISOString(),
    pdfHref: `/api/v1/documents/${found.id}.pdf`,
    can: { reissue: mark !== 'void' && !found.reissued },
  };
}

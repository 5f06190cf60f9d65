import { rows, type Sql } from '#libs/database';
import type { GuestReceiptView } from './manage.dto.js';

interface PaperRow {
  documentId: string;
  number: string;
  amountYen: number;
  void: boolean;
}

/** The receipts of an order: of each payment the newest version. A guest opens them by the link of the registration. */
const RECEIPTS = `
  select distinct on (d.subject_id) d.id as "documentId", d.number, p.amount_yen as "amountYen", d.content::jsonb ->> 'mark' = 'void' as void
    from documents d join order_payments p on p.id = d.subject_id
   where d.kind = 'receipt' and p.order_id = $1
   order by d.subject_id, d.version desc`;

export async function receiptsOfOrder(sql: Sql, orderId: string, token: string | undefined): Promise<GuestReceiptView[]> {
  const found = await rows<PaperRow>(sql, RECEIPTS, [orderId]);
  const suffix = token ? `?token=${encodeURIComponent(token)}` : '';
  return found.map((paper) => ({ ...paper, pdfUrl: `/api/v1/registrations/${orderId}/receipts/${paper.documentId}.pdf${suffix}` }));
}

/** Whether a receipt belongs to a payment of this order. */
export async function isReceiptOf(sql: Sql, orderId: string, documentId: string): Promise<boolean> {
  const found = await rows(sql, `select from documents d join order_payments p on p.id = d.subject_id where d.id = $2 and d.kind = 'receipt' and p.order_id = $1`, [orderId, documentId]);
  return found.length > 0;
}

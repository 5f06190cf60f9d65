import { row, type Sql } from '#libs/database';
import type { Canonical } from './canonical.js';
import { canonicalContent } from './canonical.js';

export const DOCUMENT_KINDS = ['termsNotice', 'receipt'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const PREFIX: Record<DocumentKind, string> = { termsNotice: 'TN', receipt: 'RC' };

/**
 * `TN-2026-000123`: kind, Tokyo year, and what `nextval('document_numbers')` answered. The number is drawn with the facts that a deed
 * reads first (one more column of that query) and so stands inside the content that is hashed: nobody can move it to another paper.
 * A deed that fails after drawing leaves a gap; numbers are unique and rising, not without gaps.
 */
export function documentNumber(kind: DocumentKind, drawn: number | string, orderedOn: string): string {
  return `${PREFIX[kind]}-${orderedOn.slice(0, 4)}-${String(drawn).padStart(6, '0')}`;
}

/** Draw the next number on its own, for a deed that reads no facts. */
export async function drawDocumentNumber(tx: Sql, kind: DocumentKind, orderedOn: string): Promise<string> {
  const drawn = await row<{ drawn: string }>(tx, `select nextval('document_numbers') as drawn`);
  if (!drawn) throw new Error('document_numbers gave nothing');
  return documentNumber(kind, drawn.drawn, orderedOn);
}

/** A paper to be issued. `content` holds the same number. */
export interface Issue {
  kind: DocumentKind;
  number: string;
  /** What the paper is about: the claim, the payment. */
  subjectId: string;
  version: number;
  supersedesId?: string | null;
  /** The person it is addressed to; null for the receipt of a guest. */
  partyAccountId: string | null;
  /** The space on the other side; null where the cooperative is that. */
  partySpaceId: string | null;
  content: Canonical & { readonly number: string };
  at: Date;
}

/** Issue a paper in the transaction of the deed: one insert, never changed afterwards. Ask for `renderDocument` once the deed is done. */
export async function issueDocument(tx: Sql, issue: Issue): Promise<{ id: string; number: string; sha256: string }> {
  if (issue.content.number !== issue.number) throw new Error(`the content says ${issue.content.number}, the paper ${issue.number}`);
  const { text, sha256 } = canonicalContent(issue.content);
  const made = await row<{ id: string }>(
    tx,
    `insert into documents (number, kind, subject_id, version, supersedes_id, party_account_id, party_space_id, content, sha256, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [issue.number, issue.kind, issue.subjectId, issue.version, issue.supersedesId ?? null, issue.partyAccountId, issue.partySpaceId, text, sha256, issue.at],
  );
  if (!made) throw new Error('the paper was not written');
  return { id: made.id, number: issue.number, sha256: sha256.toString('hex') };
}

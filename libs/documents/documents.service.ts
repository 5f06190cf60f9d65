import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row, rows, theRow } from '#libs/database';
import { inSpace, type Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { say, TERMS_NOTICE, type Locale } from '#libs/words';
import type { DocumentView } from './documents.dto.js';
import { receiptIn } from './issue-receipt.js';
import type { DocumentKind } from './issue.js';
import { receiptPdf } from './receipt.pdf.js';
import { receiptItems, receiptNotes, receiptTitle } from './receipt.js';
import { termsItems, termsNotes, type TermsNotice } from './terms-notice.js';
import { termsNoticePdf } from './terms-notice.pdf.js';

interface PaperRow {
  id: string;
  number: string;
  kind: DocumentKind;
  subjectId: string;
  version: number;
  supersedesId: string | null;
  partyAccountId: string | null;
  partySpaceId: string | null;
  content: string;
  sha256: Buffer;
  issuedAt: Date;
  readAt: Date | null;
}

/** What is drawn in one go; about a tenth of a second each. */
const BATCH = 200;

const PAPERS = `
  select d.id, d.number, d.kind, d.subject_id as "subjectId", d.version, d.supersedes_id as "supersedesId", d.party_account_id as "partyAccountId",
         d.party_space_id as "partySpaceId", d.content, d.sha256, d.issued_at as "issuedAt", r.read_at as "readAt"
    from documents d left join document_reads r on r.document_id = d.id and r.account_id = d.party_account_id`;
const PAPER = `${PAPERS} where d.id = $1`;
// Ids follow the time, so the primary key finds the last day's papers.
const WAITING = `${PAPERS}
   where d.id > uuidv7(interval '-1 day') and not exists (select from document_renderings p where p.document_id = d.id)
   order by d.id limit $1`;

/** Papers as their parties read them. They are issued by the deeds they belong to, see `issueDocument`. */
@Injectable()
export class DocumentsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A paper in the reader's language. The addressee's first look is kept. Refuses 404 for anybody who is no party to it. */
  async read(actor: Actor, id: string, locale: Locale): Promise<DocumentView> {
    const paper = await this.opened(actor, id);
    return {
      id: paper.id,
      number: paper.number,
      kind: paper.kind,
      version: paper.version,
      subjectId: paper.subjectId,
      ...saidIn(paper, locale),
      sha256: paper.sha256.toString('hex'),
      canonicalContent: paper.content,
      issuedAt: paper.issuedAt.toISOString(),
      readAt: paper.readAt?.toISOString() ?? null,
      supersedesId: paper.supersedesId,
      pdfHref: `/api/v1/documents/${paper.id}.pdf`,
    };
  }

  /** The same paper as a PDF; drawn at the first download when the worker has not done so. Refuses 404 as `read`. */
  async download(actor: Actor, id: string): Promise<{ number: string; pdf: Buffer }> {
    const paper = await this.opened(actor, id);
    return { number: paper.number, pdf: await this.renderingOf(paper) };
  }

  /** A paper as a PDF, for whoever has shown in another way that it is theirs: a guest, by the link of what was paid for. Refuses 404. */
  async sheet(id: string): Promise<{ number: string; pdf: Buffer }> {
    const paper = await theRow<PaperRow>(this.db, 'document', PAPER, [id]);
    return { number: paper.number, pdf: await this.renderingOf(paper) };
  }

  /** The job `renderDocument`: draw the PDF of a paper and keep it. Drawing it twice does nothing. */
  async render(id: string): Promise<void> {
    await this.renderingOf(await theRow<PaperRow>(this.db, 'document', PAPER, [id]));
  }

  /** The job `renderDocuments`: draw what was issued lately and has no PDF yet, oldest first. Older ones are drawn when somebody asks. */
  async renderWaiting(): Promise<void> {
    const waiting = await rows<PaperRow>(this.db, WAITING, [BATCH]);
    for (const paper of waiting) await this.renderingOf(paper);
  }

  private async opened(actor: Actor, id: string): Promise<PaperRow> {
    const paper = await theRow<PaperRow>(this.db, 'document', PAPER, [id]);
    authorizeParty(actor, paper);
    if (paper.partyAccountId !== actor.accountId || paper.readAt) return paper;
    return { ...paper, readAt: await this.keepFirstLook(actor, paper) };
  }

  /** When the addressee first opened the paper: evidence that the terms arrived. */
  private keepFirstLook(actor: Actor, paper: PaperRow): Promise<Date> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const first = await row(
        tx,
        'insert into document_reads (document_id, account_id, read_at) values ($1, $2, $3) on conflict do nothing returning document_id',
        [paper.id, actor.accountId, now],
      );
      if (first) {
        await recordDeed(tx, {
          at: now,
          by: { accountId: actor.accountId },
          action: 'document.read',
          subject: { type: 'document', id: paper.id },
          concernsAccountId: actor.accountId,
          spaceId: paper.partySpaceId,
        });
      }
      return now;
    });
  }

  private async renderingOf(paper: PaperRow): Promise<Buffer> {
    const kept = await row<{ pdf: Buffer }>(this.db, 'select pdf from document_renderings where document_id = $1', [paper.id]);
    if (kept) return kept.pdf;
    const pdf = await drawn(paper);
    await this.db.query('insert into document_renderings (document_id, pdf, rendered_at) values ($1, $2, $3) on conflict do nothing', [
      paper.id,
      pdf,
      this.clock.now(),
    ]);
    return pdf;
  }
}

/**
 * The addressee, who runs the space, and the stewards: a paper names the mixer in full, which is not for the reception.
 * What was paid to the cooperative is its treasurer's as well.
 */
function authorizeParty(actor: Actor, paper: PaperRow): void {
  const ofSpace = paper.partySpaceId !== null && inSpace(actor, paper.partySpaceId);
  const ofBooks = paper.kind === 'receipt' && (actor.roles.has('treasurer') || actor.roles.has('approver'));
  if (paper.partyAccountId !== actor.accountId && !ofSpace && !ofBooks && !actor.roles.has('steward')) throw Refusal.missing('document');
}

/** What a paper says, in the reader's language. */
function saidIn(paper: PaperRow, locale: Locale): Pick<DocumentView, 'title' | 'content' | 'items' | 'notes'> {
  if (paper.kind === 'receipt') {
    const receipt = receiptIn(paper);
    return { title: receiptTitle(receipt, locale), content: receipt, items: receiptItems(receipt, locale), notes: receiptNotes(receipt, locale) };
  }
  const notice = noticeIn(paper);
  return { title: say(TERMS_NOTICE.title, locale), content: notice, items: termsItems(notice, locale), notes: termsNotes(notice, locale) };
}

function drawn(paper: PaperRow): Promise<Buffer> {
  const { kind, issuedAt, supersedesId } = paper;
  const sha256 = paper.sha256.toString('hex');
  return kind === 'receipt' ? receiptPdf(receiptIn(paper), { sha256, issuedAt }) : termsNoticePdf(noticeIn(paper), { sha256, issuedAt, supersedes: supersedesId !== null });
}

/** The facts of a stored notice: only `termsNoticeContent` writes them, and nothing changes them afterwards. */
const noticeIn = (paper: PaperRow): TermsNotice => JSON.parse(paper.content) as TermsNotice;

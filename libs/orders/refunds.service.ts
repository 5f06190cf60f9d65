import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { enqueue, row, rows, type Sql } from '#libs/database';
import { PAGE_DEFAULT, pageOf, readCursor, type PageQuery } from '#libs/door';
import type { Actor } from '#libs/identity';
import { canStep, Clock, Refusal } from '#libs/kernel';
import { balanceOfAccount, type AccountRef } from '#libs/ledger';
import { Payments } from '#libs/payments';
import { REFUND_PROBLEM_WORDS, REFUSALS, say, type Locale, type Sentence } from '#libs/words';
import { Checkouts } from './checkouts.service.js';
import type { HandBack, RefundLineView, RefundProgressView } from './manage.dto.js';
import { keepsMoneyOf, requireRefundWatcher } from './opening.js';
import { lockOrder, saleOf, type SaleRow } from './orders.queries.js';
import { handBack, RefundChanges } from './refund-changes.service.js';
import { REFUND_MACHINE, refundKey, type HandedFrom } from './refund.rules.js';
import { leftOfPayment, refundLine, refundsOfSale, refundsToAsk, refundSums, strayRefunds, timesCameBack, type RefundLine } from './refunds.queries.js';
import { tellOrganisers } from './refunds.letters.js';

/** So many refunds are asked for at a time. */
const LANES = 4;

/** Money on its way back: asked for in the background, watched and mended by people. */
@Injectable()
export class Refunds {
  private readonly log = new Logger('Orders');

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: Payments,
    private readonly checkouts: Checkouts,
    private readonly changes: RefundChanges,
  ) {}

  /**
   * The job `sendRefunds`: ask Stripe for every refund that waits, of one sale or of all; each under its own key, so that two workers or a
   * second run ask once. What Stripe refuses is kept with its reason; the others go on. Throws when Stripe cannot be had, to be run again.
   */
  async send(subjectId: string | null = null): Promise<void> {
    // A page that cannot be closed now keeps nobody's money: it is told of afterwards.
    const closing = await this.closePages(subjectId).then(() => null, (fault: unknown) => ({ fault }));
    const waiting = await refundsToAsk(this.db, subjectId);
    const outcomes: { line: RefundLine; outcome: Outcome }[] = [];
    const lane = async (): Promise<void> => {
      for (let line = waiting.shift(); line; line = waiting.shift()) outcomes.push({ line, outcome: await this.ask(line) });
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await this.tellFailed(outcomes.flatMap(({ line, outcome }) => (outcome === 'failed' ? [line] : [])));
    if (outcomes.some(({ outcome }) => outcome === 'later')) throw Refusal.unavailable('stripe.unavailable');
    if (closing) throw closing.fault;
  }

  /** Nobody is to pay for a registration that has ended. */
  private async closePages(subjectId: string | null): Promise<void> {
    const open = await rows<{ id: string }>(
      this.db,
      `select distinct o.id from orders o join stripe_sessions s on s.subject_id = o.id and s.purpose = 'order' and s.status = 'open' and s.gone_at is null
        where o.status in ('cancelled', 'expired') and ($1::uuid is null or o.subject_id = $1)`,
      [subjectId],
    );
    for (const { id } of open) await this.checkouts.close(id);
  }

  private async ask(line: RefundLine): Promise<Outcome> {
    const { chargeId } = line;
    if (chargeId === null) {
      await this.db.query(`update order_refunds set status = 'byHand' where id = $1 and status = 'waiting'`, [line.id]);
      return 'done';
    }
    // The wish may have shrunk since it was read: what counts is the row that is taken up here.
    const taken = await row<{ amountYen: number }>(this.db, `update order_refunds set attempts = attempts + 1 where id = $1 and status = 'waiting' returning amount_yen as "amountYen"`, [line.id]);
    if (!taken) return 'done';
    const { amountYen } = taken;
    const key = refundKey(line.id, await timesCameBack(this.db, line));
    try {
      const { refundId } = await this.payments.refund({ key, chargeId, amountYen, reason: line.cause === 'surplus' ? 'duplicate' : 'requestedByCustomer' });
      await this.asked(line, chargeId, refundId);
      return 'done';
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.kind === 'unavailable') return 'later';
      if (!(thrown instanceof Refusal) && !isStripeFault(thrown)) throw thrown;
      this.log.warn(`refund ${line.id} was not accepted: ${thrown.code}`);
      const code = thrown instanceof Refusal ? thrown.code : 'refund.notAccepted';
      const failed = await row(this.db, `update order_refunds set status = 'failed', error_code = $2 where id = $1 and status = 'waiting' returning id`, [line.id, code]);
      await this.hearOthers(chargeId);
      return failed ? 'failed' : 'done';
    }
  }

  /** Stripe has it: from here on its letters say what becomes of it. */
  private async asked(line: RefundLine, chargeId: string, refundId: string): Promise<void> {
    await this.db.query(`update order_refunds set status = 'asked', stripe_refund_id = $2, error_code = null where id = $1 and status = 'waiting'`, [line.id, refundId]);
    await this.changes.apply(refundId);
    await this.hearOthers(chargeId);
  }

  /** A refund that somebody made on Stripe's own pages was left alone while it could have been ours. */
  private async hearOthers(chargeId: string): Promise<void> {
    for (const { id } of await strayRefunds(this.db, chargeId)) await this.changes.apply(id);
  }

  /** Tells of those that failed and still stand as they do: another refund at Stripe may have met or lowered a wish since. */
  private async tellFailed(asked: readonly RefundLine[]): Promise<void> {
    const found = await Promise.all(asked.map(({ id }) => refundLine(this.db, id)));
    const lines = found.filter((line): line is RefundLine => line?.status === 'failed');
    for (const subjectId of new Set(lines.map((line) => line.subjectId))) {
      const failed = lines.filter((line) => line.subjectId === subjectId);
      const sale = await saleOf(this.db, subjectId);
      const amountYen = failed.reduce((sum, line) => sum + line.amountYen, 0);
      if (sale) await this.db.transaction((tx) => tellOrganisers(tx, sale, { count: failed.length, amountYen }, this.clock.now()));
    }
  }

  /** How far the refunds of an event are, and each of them. For its host and co-hosts, and who keeps the books; refuses 404 otherwise. */
  async progress(actor: Actor, subjectId: string, { limit = PAGE_DEFAULT, cursor }: PageQuery, locale: Locale): Promise<RefundProgressView> {
    const keeps = keepsMoneyOf(actor, await requireRefundWatcher(this.db, actor, await saleOf(this.db, subjectId)));
    const sums = await refundSums(this.db, subjectId);
    const of = (...statuses: readonly string[]) => sums.filter(({ status }) => statuses.includes(status));
    const count = (found: typeof sums): number => found.reduce((sum, one) => sum + one.count, 0);
    const sumYen = (found: typeof sums): number => found.reduce((sum, one) => sum + one.yen, 0);
    const [rank = '', id = ''] = readCursor(cursor, ['whole', 'id']) ?? [];
    const found = await refundsOfSale(this.db, subjectId, limit + 1, cursor ? { rank, id } : null);
    return {
      count: count(sums),
      totalYen: sumYen(sums),
      done: count(of('done')),
      doneYen: sumYen(of('done')),
      underWay: count(of('waiting', 'asked')),
      failed: count(of('failed')),
      byHand: count(of('byHand')),
      ...pageOf(found, limit, (line) => lineView(line, { actor, keeps }, locale), (line) => [String(line.rank), line.id]),
    };
  }

  /** Ask again for a refund that failed. Refuses 404; 409 `refund.notFailed`, `refund.tooMuch`, `refund.disputed`. */
  async retry(actor: Actor, id: string, locale: Locale): Promise<RefundLineView> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const { line } = await this.locked(tx, actor, id);
      if (line.status !== 'failed' || line.chargeId === null) throw Refusal.conflict('refund.notFailed');
      await requireLeft(tx, line);
      await tx.query(`update order_refunds set status = 'waiting', stripe_refund_id = null, error_code = null where id = $1`, [id]);
      await enqueue(tx, 'sendRefunds', { subjectId: line.subjectId }, `sendRefunds:${line.subjectId}`);
      await recordDeed(tx, { at: now, by: actor, action: 'refund.retried', subject: { type: 'refund', id }, after: { number: line.number, amountYen: line.amountYen } });
      return lineView(await theLine(tx, id), { actor, keeps: true }, locale);
    });
  }

  /**
   * Somebody has handed the money back. The host out of the cash box of the event, what was paid in cash; everything else is the treasurers'.
   * Refuses 404; 403; 409 `refund.notByHand`, `refund.tooMuch`, `refund.disputed`.
   */
  async handBack(actor: Actor, id: string, { from, note }: HandBack, locale: Locale): Promise<RefundLineView> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const { line, order, sale } = await this.locked(tx, actor, id);
      const paidFrom = from ?? (line.method === 'cash' ? 'eventCash' : 'bank');
      if ((paidFrom !== 'eventCash' || line.method !== 'cash') && !actor.roles.has('treasurer')) throw Refusal.forbidden();
      if (line.status !== 'byHand' && !canStep(REFUND_MACHINE, line.status, 'handOver')) throw Refusal.conflict('refund.notByHand');
      // One that Stripe is being asked for right now is not handed over as well.
      if (line.status === 'waiting' && line.attempts > 0) throw Refusal.conflict('refund.notByHand');
      await requireLeft(tx, line);
      await handBack(tx, { line, order, sale }, { from: await handedFrom(tx, paidFrom, { line, sale, now }), by: { accountId: actor.accountId }, at: now });
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'refund.handedBack',
        subject: { type: 'refund', id },
        concernsAccountId: order.accountId,
        reason: note ?? null,
        after: { number: line.number, amountYen: line.amountYen, from: paidFrom },
      });
      return lineView(await theLine(tx, id), { actor, keeps: true }, locale);
    });
  }

  private async locked(tx: Sql, actor: Actor, id: string) {
    const { orderId } = await theLine(tx, id);
    const { order, sale } = await lockOrder(tx, orderId);
    if (!keepsMoneyOf(actor, sale)) throw Refusal.missing('refund');
    return { order, sale, line: await theLine(tx, id) };
  }
}

type Outcome = 'done' | 'failed' | 'later';

/** Where money that is handed back comes from. Once the box was handed over, or holds too little, it is out of what the host keeps. */
async function handedFrom(tx: Sql, from: HandedFrom, { line, sale, now }: { line: RefundLine; sale: SaleRow; now: Date }): Promise<AccountRef> {
  if (from !== 'eventCash') return { type: from === 'cash' ? 'cashBox' : 'bank' };
  const box: AccountRef = { type: 'cashBox', eventId: line.subjectId };
  const enough = (await balanceOfAccount(tx, box, now)) >= line.amountYen;
  return enough || sale.hostAccountId === null ? box : { type: 'receivable', ownerAccountId: sale.hostAccountId };
}

/** No more goes back of a payment than came in by it, whoever has sent the rest. Refuses 409 `refund.tooMuch`, and `refund.disputed` where it is the card company that has the money. */
async function requireLeft(tx: Sql, { paymentId, amountYen }: RefundLine): Promise<void> {
  const { leftYen, unheardYen, contestedYen } = await leftOfPayment(tx, paymentId);
  const yen = Math.max(0, leftYen - unheardYen);
  if (contestedYen > 0 && amountYen > yen - contestedYen) throw Refusal.conflict('refund.disputed');
  if (amountYen > yen) throw Refusal.conflict('refund.tooMuch', { yen });
}

async function theLine(sql: Sql, id: string): Promise<RefundLine> {
  const line = await refundLine(sql, id);
  if (!line) throw Refusal.missing('refund');
  return line;
}

/** A no of Stripe that our rules do not foresee. */
const isStripeFault = (thrown: unknown): thrown is Error & { code: string } => thrown instanceof Error && thrown.name === 'StripeFault' && 'code' in thrown && typeof thrown.code === 'string';

function problemOf(code: string | null, locale: Locale): string | null {
  if (code === null) return null;
  const words: Readonly<Record<string, Sentence>> = { ...REFUSALS, ...REFUND_PROBLEM_WORDS };
  return say(words[code] ?? REFUND_PROBLEM_WORDS.unknown, locale);
}

/** A line as somebody reads it; `keeps`: looks after this money, and may send it again. */
const lineView = (line: RefundLine, { actor, keeps }: { actor: Actor; keeps: boolean }, locale: Locale): RefundLineView => ({
  id: line.id,
  registrationId: line.orderId,
  number: line.number,
  name: line.name,
  amountYen: line.amountYen,
  method: line.method,
  cause: line.cause,
  status: line.status,
  problem: line.status === 'failed' ? problemOf(line.errorCode ?? 'unknown', locale) : null,
  attempts: line.attempts,
  wishedAt: line.wishedAt.toISOString(),
  doneAt: line.doneAt?.toISOString() ?? null,
  canRetry: keeps && line.status === 'failed' && line.chargeId !== null,
  // Out of the cash box of the event by its host; what Stripe could not send comes out of the cooperative's own money.
  canMarkByHand: keeps && (line.status === 'byHand' || line.status === 'failed') && (line.method === 'cash' || actor.roles.has('treasurer')),
});

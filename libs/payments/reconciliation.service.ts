import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { enqueue, faultOf, row, rows, theRow } from '#libs/database';
import { pageOf, readIdCursor, PAGE_DEFAULT, type Page, type PageQuery } from '#libs/door';
import { authorize, type Actor } from '#libs/identity';
import { Clock } from '#libs/kernel';
import { COMPARISONS, differences, type Found } from './comparisons.js';
import { StripeEvents } from './events.service.js';
import { Gateway } from './gateway.js';
import { Inbox } from './inbox.js';
import { TABLES } from './mirror.tables.js';
import { mirrored, type Shown } from './mirrors.js';
import { PAYMENTS } from './payments.access.js';
import type { ReconciliationState, ReconciliationView } from './payments.dto.js';
import { KINDS, type Kind } from './payments.types.js';
import { read } from './readings.js';
import { letterOf, OWN_EVENTS, type Letter } from './stripe-events.js';
import { openTasks, settleTasks, type Finding } from './tasks.js';

/** The job that compares; its payload names the row of `reconciliations`, or nothing for the one of the night. */
export const RECONCILE_JOB = 'reconcilePayments';

const DAY_MS = 24 * 60 * 60_000;
/** So long Stripe keeps its letters. */
const LETTERS_KEPT_DAYS = 30;
const PAGE = 100;

interface ReconciliationRow {
  id: string;
  status: ReconciliationState;
  askedBy: string | null;
  askedAt: Date;
  finishedAt: Date | null;
  compared: number;
  eventsFilled: number;
  adopted: number;
  differences: number;
}

const COLUMNS = `
  r.id, r.status, a.display_name as "askedBy", r.asked_at as "askedAt", r.finished_at as "finishedAt", r.compared, r.events_filled as "eventsFilled",
  r.adopted, r.differences`;

const viewOf = ({ id, status, askedBy, askedAt, finishedAt, compared, eventsFilled, adopted, differences: found }: ReconciliationRow): ReconciliationView => ({
  id,
  status,
  askedBy,
  askedAt: askedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
  compared,
  eventsFilled,
  adopted,
  differences: found,
});

/** An object whose mirror may not agree. */
interface Suspect {
  kind: Kind;
  id: string;
}

interface Tally {
  compared: number;
  eventsFilled: number;
  adopted: number;
}

/**
 * Compares our mirrors with Stripe, every night and when the treasurer asks. Letters that never came are fetched first, and what we asked for
 * without hearing the answer is taken over; what still does not agree after a second look is a task.
 */
@Injectable()
export class Reconciliation {
  private readonly log = new Logger('Reconciliation');

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly gateway: Gateway,
    private readonly inbox: Inbox,
    private readonly events: StripeEvents,
    private readonly clock: Clock,
  ) {}

  /** Asks for a comparison; the worker does it. Asked again before one has begun, it is that one. */
  async request(actor: Actor): Promise<ReconciliationView> {
    authorize(PAYMENTS.reconcile, actor);
    const now = this.clock.now();
    const id = await this.db.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('reconciliations'))`);
      const waiting = await row<{ id: string }>(tx, `select id from reconciliations where status = 'waiting' limit 1`);
      if (waiting) return waiting.id;
      const made = await theRow<{ id: string }>(tx, 'reconciliation', 'insert into reconciliations (asked_by, asked_at) values ($1, $2) returning id', [actor.accountId, now]);
      await recordDeed(tx, { at: now, by: actor, action: 'payment.reconciliationAsked', subject: { type: 'reconciliation', id: made.id } });
      await enqueue(tx, RECONCILE_JOB, { reconciliationId: made.id }, `${RECONCILE_JOB}:${made.id}`);
      return made.id;
    });
    return viewOf(await theRow<ReconciliationRow>(this.db, 'reconciliation', `select ${COLUMNS} from reconciliations r left join accounts a on a.id = r.asked_by where r.id = $1`, [id]));
  }

  async list(actor: Actor, { limit = PAGE_DEFAULT, cursor }: PageQuery): Promise<Page<ReconciliationView>> {
    authorize(PAYMENTS.reconcile, actor);
    const found = await rows<ReconciliationRow>(
      this.db,
      `select ${COLUMNS} from reconciliations r left join accounts a on a.id = r.asked_by where $1::uuid is null or r.id < $1 order by r.id desc limit $2`,
      [readIdCursor(cursor), limit + 1],
    );
    return pageOf(found, limit, viewOf, ({ id }) => [id]);
  }

  /** The comparison of the night. */
  async runNightly(): Promise<string> {
    const { id } = await theRow<{ id: string }>(this.db, 'reconciliation', 'insert into reconciliations (asked_at) values ($1) returning id', [this.clock.now()]);
    await this.run(id);
    return id;
  }

  /** Does a comparison; done again after a worker died in the middle it begins anew. */
  async run(id: string): Promise<void> {
    const begun = await row(this.db, `update reconciliations set status = 'running', started_at = $2 where id = $1 and status <> 'done' returning id`, [id, this.clock.now()]);
    if (!begun) return;
    try {
      const { compared, eventsFilled, adopted, found } = await this.compare();
      await this.db.query(
        `update reconciliations set status = 'done', finished_at = $2, compared = $3, events_filled = $4, adopted = $5, differences = $6 where id = $1`,
        [id, this.clock.now(), compared, eventsFilled, adopted, found],
      );
    } catch (error) {
      this.log.error(`the comparison was broken off: ${faultOf(error)}`);
      await this.db.query(`update reconciliations set status = 'failed', finished_at = $2 where id = $1`, [id, this.clock.now()]);
      throw error;
    }
  }

  private async compare(): Promise<Tally & { found: number }> {
    const tally: Tally = { compared: 0, eventsFilled: 0, adopted: 0 };
    await this.fillGaps(tally);
    const suspects = new Map<string, Suspect>();
    const suspect = (one: Suspect): void => void suspects.set(`${one.kind} ${one.id}`, one);
    for (const kind of KINDS) for (const id of await this.suspectsOf(kind, tally)) suspect({ kind, id });
    const open = await rows<Suspect>(this.db, `select object_kind as kind, object_id as id from payment_tasks where settled_at is null and object_kind <> 'event'`);
    for (const one of open) suspect(one);
    if (suspects.size === 0) return { ...tally, found: 0 };
    // What changed while we looked has its letter under way: only what does not agree after those is a difference.
    await this.fillGaps(tally);
    let found = 0;
    for (const one of suspects.values()) found += (await this.judge(one)) ? 1 : 0;
    return { ...tally, found };
  }

  /** Fetches the letters since the last comparison that never arrived, and applies them. */
  private async fillGaps(tally: Tally): Promise<void> {
    const last = await row<{ startedAt: Date | null }>(this.db, `select max(started_at) as "startedAt" from reconciliations where status = 'done'`);
    const oldest = this.clock.now().getTime() - LETTERS_KEPT_DAYS * DAY_MS;
    const since = Math.max(oldest, (last?.startedAt?.getTime() ?? 0) - DAY_MS);
    const wanted: ReadonlySet<string> = new Set(OWN_EVENTS);
    let page: Letter[] = [];
    const fill = async (): Promise<void> => {
      if (page.length > 0) tally.eventsFilled += (await this.inbox.fill(page)).length;
      page = [];
    };
    for await (const event of this.gateway.stripe.events.list({ limit: PAGE, created: { gte: Math.floor(since / 1000) } })) {
      const letter = wanted.has(event.type) ? letterOf(event, JSON.stringify(event)) : null;
      if (letter) page.push(letter);
      if (page.length === PAGE) await fill();
    }
    await fill();
    await this.events.applyWaiting();
  }

  /** The objects of a kind whose mirror does not agree at first sight. */
  private async suspectsOf(kind: Kind, tally: Tally): Promise<string[]> {
    const { days, list, open } = COMPARISONS[kind];
    const since = days === null ? null : new Date(this.clock.now().getTime() - days * DAY_MS);
    const created = since ? { gte: Math.floor(since.getTime() / 1000) } : undefined;
    const suspects: string[] = [];
    const seen: string[] = [];
    let page: Found[] = [];
    const compare = async (): Promise<void> => {
      suspects.push(...(await this.comparePage(kind, page, tally)));
      seen.push(...page.map(({ row: { id } }) => id));
      page = [];
    };
    for await (const one of list(this.gateway.stripe, created)) {
      page.push(one);
      if (page.length === PAGE) await compare();
    }
    await compare();
    const unlisted = await rows<{ id: string }>(
      this.db,
      `select id from ${TABLES[kind].name} where gone_at is null and (${open} or created_at >= $1) and not (id = any($2)) order by id`,
      [since, seen],
    );
    return [...suspects, ...unlisted.map(({ id }) => id)];
  }

  /** Takes over what is ours for certain; whose mirror does not agree is a suspect. */
  private async comparePage(kind: Kind, page: readonly Found[], tally: Tally): Promise<string[]> {
    const here = await mirrored(this.db, kind, page.map(({ row: { id } }) => id));
    const unheard = await this.unheard(page);
    tally.compared += page.length;
    const suspects: string[] = [];
    for (const { row: atStripe, request } of page) {
      const mirror = here.get(atStripe.id);
      const asked = request !== null && unheard.has(request);
      // Of movements on our balance Stripe writes no letter.
      const ours = asked || kind === 'balanceTransaction';
      if (!mirror && ours) await this.gateway.refresh(kind, atStripe.id);
      else if (!mirror || mirror['gone'] === true || differences(kind, mirror, atStripe).length > 0) suspects.push(atStripe.id);
      if (asked) await this.hear(request, atStripe.id);
      if (asked || (!mirror && ours)) tally.adopted += 1;
    }
    return suspects;
  }

  /** Which of the keys on a page are those of requests that we never heard the answer of. */
  private async unheard(page: readonly Found[]): Promise<ReadonlySet<string>> {
    const keys = page.flatMap(({ request }) => request ?? []);
    if (keys.length === 0) return new Set();
    const open = await rows<{ key: string }>(this.db, `select key from stripe_requests where key = any($1) and status <> 'answered'`, [keys]);
    return new Set(open.map(({ key }) => key));
  }

  private async hear(key: string, objectId: string): Promise<void> {
    await this.db.query(`update stripe_requests set status = 'answered', object_id = $2, answered_at = $3 where key = $1 and status <> 'answered'`, [key, objectId, this.clock.now()]);
  }

  /** Looks at one object again: a task when it still does not agree, none (any more) when it does. Answers whether there is one. */
  private async judge({ kind, id }: Suspect): Promise<boolean> {
    const finding = await this.findingOf(kind, id);
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      if (finding) await openTasks(tx, [finding], now);
      else await settleTasks(tx, kind, [id], now);
    });
    return finding !== null;
  }

  private async findingOf(kind: Kind, id: string): Promise<Finding | null> {
    const reading = await this.gateway.look(`${kind}.read`, () => read(this.gateway.stripe, kind, id));
    const atStripe = reading.shown.find((one) => one.kind === kind && one.row.id === id)?.row;
    const here = (await mirrored(this.db, kind, [id])).get(id);
    const base = { objectKind: kind, objectId: id, ...belongs(here ?? atStripe) };
    if (!atStripe) return here && here['gone'] !== true ? { ...base, kind: 'gone', detail: {} } : null;
    if (!here) return { ...base, kind: 'missing', detail: {} };
    const found = differences(kind, here, atStripe);
    return found.length > 0 || here['gone'] === true ? { ...base, kind: 'different', detail: { differences: found } } : null;
  }
}

const belongs = (shown: Shown | undefined): { purpose: string | null; subjectId: string | null } => {
  const [purpose, subjectId] = [shown?.['purpose'], shown?.['subject_id']];
  return { purpose: typeof purpose === 'string' ? purpose : null, subjectId: typeof subjectId === 'string' ? subjectId : null };
};

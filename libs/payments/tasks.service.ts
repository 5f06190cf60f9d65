import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row, rows, theRow } from '#libs/database';
import { pageOf, PAGE_DEFAULT, readIdCursor, type Page } from '#libs/door';
import { authorize, type Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import type { Difference } from './comparisons.js';
import { StripeEvents } from './events.service.js';
import { Gateway } from './gateway.js';
import { PAYMENTS } from './payments.access.js';
import type { PaymentTaskView, TasksQuery } from './payments.dto.js';
import { KINDS } from './payments.types.js';
import { settleTasks, type TaskKind } from './tasks.js';

interface TaskRow {
  id: string;
  kind: TaskKind;
  objectKind: string;
  objectId: string;
  purpose: string | null;
  subjectId: string | null;
  detail: { differences?: Difference[]; type?: string };
  foundAt: Date;
  seenAt: Date;
  settledAt: Date | null;
  settledBy: string | null;
}

const TASKS = `
  select t.id, t.kind, t.object_kind as "objectKind", t.object_id as "objectId", t.purpose, t.subject_id as "subjectId", t.detail,
         t.found_at as "foundAt", t.seen_at as "seenAt", t.settled_at as "settledAt", a.display_name as "settledBy"
    from payment_tasks t left join accounts a on a.id = t.settled_by`;

const viewOf = (task: TaskRow): PaymentTaskView => ({
  id: task.id,
  kind: task.kind,
  objectKind: task.objectKind,
  objectId: task.objectId,
  purpose: task.purpose,
  subjectId: task.subjectId,
  differences: task.detail.differences ?? [],
  eventType: task.detail.type ?? null,
  foundAt: task.foundAt.toISOString(),
  seenAt: task.seenAt.toISOString(),
  settledAt: task.settledAt?.toISOString() ?? null,
  settledBy: task.settledBy,
  can: { mend: task.settledAt === null },
});

/** What does not agree with Stripe, for the treasurer. */
@Injectable()
export class PaymentTasks {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly gateway: Gateway,
    private readonly events: StripeEvents,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, { limit = PAGE_DEFAULT, cursor, state = 'open' }: TasksQuery): Promise<Page<PaymentTaskView>> {
    authorize(PAYMENTS.reconcile, actor);
    const found = await rows<TaskRow>(
      this.db,
      `${TASKS} where (t.settled_at is null) = $1 and ($2::uuid is null or t.id < $2) order by t.id desc limit $3`,
      [state === 'open', readIdCursor(cursor), limit + 1],
    );
    return pageOf(found, limit, viewOf, ({ id }) => [id]);
  }

  /**
   * Takes over what Stripe says: the object is read anew, a letter is tried again. A letter about an account that stays unknown is put away.
   * Refuses `task.settled`, and `stripe.unavailable` when Stripe cannot be had.
   */
  async mend(actor: Actor, id: string): Promise<PaymentTaskView> {
    authorize(PAYMENTS.reconcile, actor);
    const task = await this.open(id);
    const kind = KINDS.find((one) => one === task.objectKind);
    if (kind) await this.gateway.refresh(kind, task.objectId);
    else await this.tryLetter(task.objectId);
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const still = await theRow<{ settledAt: Date | null }>(tx, 'paymentTask', 'select settled_at as "settledAt" from payment_tasks where id = $1 for update', [id]);
      if (still.settledAt !== null) return;
      const failing = kind ? null : await row(tx, `select from stripe_events where id = $1 and status = 'waiting'`, [task.objectId]);
      if (failing) return;
      await settleTasks(tx, task.objectKind, [task.objectId], now, actor.accountId);
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'payment.differenceMended',
        subject: { type: 'paymentTask', id },
        after: { kind: task.kind, object: task.objectKind, id: task.objectId, differences: task.detail.differences ?? [] },
      });
    });
    return viewOf(await this.task(id));
  }

  private async tryLetter(id: string): Promise<void> {
    await this.db.query(`update stripe_events set status = 'waiting', next_attempt_at = $2 where id = $1 and status in ('waiting', 'accountUnknown')`, [id, this.clock.now()]);
    await this.events.applyWaiting();
    await this.db.query(`update stripe_events set status = 'kept' where id = $1 and status = 'accountUnknown'`, [id]);
  }

  private async open(id: string): Promise<TaskRow> {
    const task = await this.task(id);
    if (task.settledAt !== null) throw Refusal.conflict('task.settled');
    return task;
  }

  private task(id: string): Promise<TaskRow> {
    return theRow<TaskRow>(this.db, 'paymentTask', `${TASKS} where t.id = $1`, [id]);
  }
}

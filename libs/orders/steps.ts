import { rows, type Sql } from '#libs/database';
import type { OrderStep } from '#libs/words';

/** Who did a step: the holder of the link, an account, the clock, or Stripe. */
export type StepBy = 'guest' | 'clock' | 'stripe' | { accountId: string };

export interface Step {
  orderId: string;
  step: OrderStep;
  at: Date;
  by: StepBy;
  /** Figures and reasons for the reader; nothing that others may not see. */
  detail?: Record<string, string | number>;
}

const RECORD = `
  insert into order_steps (order_id, at, step, actor_kind, actor_account_id, detail)
  select order_id, at, step, actor_kind, actor_account_id, detail
    from jsonb_to_recordset($1::jsonb) as s(order_id uuid, at timestamptz, step text, actor_kind text, actor_account_id uuid, detail jsonb)`;

/** Write down what happened to orders, in the transaction that does it. Steps are never changed. */
export async function recordSteps(tx: Sql, steps: readonly Step[]): Promise<void> {
  if (steps.length === 0) return;
  const said = steps.map(({ orderId, step, at, by, detail = {} }) => ({
    order_id: orderId,
    at,
    step,
    actor_kind: typeof by === 'string' ? by : 'account',
    actor_account_id: typeof by === 'string' ? null : by.accountId,
    detail,
  }));
  await tx.query(RECORD, [JSON.stringify(said)]);
}

export const recordStep = (tx: Sql, step: Step): Promise<void> => recordSteps(tx, [step]);

export interface StepRow {
  step: string;
  at: Date;
  actorKind: 'guest' | 'account' | 'clock' | 'stripe';
  actorName: string | null;
  detail: Record<string, string | number>;
}

/** The steps of an order, the first one first. */
export const stepsOf = (sql: Sql, orderId: string): Promise<StepRow[]> =>
  rows<StepRow>(
    sql,
    `select s.step, s.at, s.actor_kind as "actorKind", a.display_name as "actorName", s.detail
       from order_steps s left join accounts a on a.id = s.actor_account_id where s.order_id = $1 order by s.id`,
    [orderId],
  );

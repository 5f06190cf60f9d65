import { row, rows, type Sql } from '#libs/database';
import { tokyoDay, type Day } from '#libs/kernel';
import type { DuesFailure, TaxCategory } from '#libs/words';
import type { ChargeState, DuesItem, Pause } from './dues.rules.js';
import { PAYABLE } from './mirrors.queries.js';
import { latestPlan, type PlanRow } from './plans.js';

/** How much of the past the timeline shows: five years. */
const SHOWN = 60;

export interface PauseRow extends Pause {
  id: string;
}

export const readPauses = (sql: Sql, mixerId: string): Promise<PauseRow[]> =>
  rows<PauseRow>(sql, `select id, from_on::text as "fromOn", until_on::text as "untilOn" from dues_pauses where mixer_id = $1 order by from_on`, [mixerId]);

export interface TimelinePayment {
  id: string;
  source: 'stripe' | 'bank' | 'cash';
  amountYen: number;
  paidAt: string;
  surplus: boolean;
  refundedYen: number;
  reversedAt: string | null;
  reversedReason: string | null;
  receiptId: string | null;
}

export interface TimelineCharge {
  id: string;
  item: DuesItem;
  month: string | null;
  amountYen: number;
  taxCategory: TaxCategory;
  state: ChargeState;
  dueOn: Day;
  chargedAt: Date | null;
  paidAt: Date | null;
  arrearsSince: Day | null;
  failure: DuesFailure | null;
  attempts: number;
  nextAttemptAt: Date | null;
  hostedUrl: string | null;
  payments: TimelinePayment[];
}

const TIMELINE = `
  select c.id, c.item, to_char(c.period, 'YYYY-MM') as month, c.amount_yen as "amountYen", c.tax_category as "taxCategory", c.state, c.due_on::text as "dueOn",
         c.charged_at as "chargedAt", c.paid_at as "paidAt", c.arrears_since::text as "arrearsSince", c.failure, c.attempts, c.next_attempt_at as "nextAttemptAt",
         case when ${PAYABLE} then i.hosted_url end as "hostedUrl", coalesce(p.payments, '[]') as payments
    from dues_charges c
    left join stripe_invoices i on i.id = c.stripe_invoice_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', p.id, 'source', p.source, 'amountYen', p.amount_yen, 'paidAt', p.paid_at, 'surplus', p.surplus,
               'refundedYen', coalesce((select sum(r.amount_yen) from dues_refunds r where r.payment_id = p.id
                 and not exists (select from stripe_refunds s where s.id = r.stripe_refund_id and s.status in ('failed', 'canceled'))), 0), 'reversedAt', v.reversed_at, 'reversedReason', v.reason,
               'receiptId', (select d.id from documents d where d.kind = 'receipt' and d.subject_id = p.id order by d.version desc limit 1)) order by p.id) as payments
        from dues_payments p left join dues_payment_reversals v on v.payment_id = p.id where p.charge_id = c.id
    ) p on true
   where c.mixer_id = $1
   order by coalesce(c.period, (c.opened_at at time zone 'Asia/Tokyo')::date) desc, c.id desc limit $2`;

export interface OwnDuesRows {
  plan: PlanRow | null;
  timeline: TimelineCharge[];
  pauses: PauseRow[];
  /** What is owed and behind, whole yen. */
  owed: number;
  behindSince: Day | null;
  failure: DuesFailure | null;
  overrideUntil: Day | null;
  /** Whether something that is owed has a page on which it can be paid. */
  hosted: boolean;
  course: ChargeState | null;
  prices: { item: DuesItem; amountYen: number; taxCategory: TaxCategory }[];
}

export async function readOwnDues(sql: Sql, mixerId: string, now: Date): Promise<OwnDuesRows> {
  const today = tokyoDay(now);
  const [plan, timeline, pauses, override, prices] = [
    await latestPlan(sql, mixerId),
    await rows<TimelineCharge>(sql, TIMELINE, [mixerId, SHOWN]),
    await readPauses(sql, mixerId),
    await row<{ until: Day | null }>(
      sql,
      `select max(least(until_on, (lifted_at at time zone 'Asia/Tokyo')::date))::text as until from dues_overrides where mixer_id = $1`,
      [mixerId],
    ),
    await rows<OwnDuesRows['prices'][number]>(
      sql,
      `select distinct on (item) item, amount_yen as "amountYen", tax_category as "taxCategory" from dues_prices where valid_from <= $1
        order by item, valid_from desc, id desc`,
      [today],
    ),
  ];
  const owed = timeline.filter(({ state }) => state === 'charged' || state === 'retrying' || state === 'asking');
  const behind = owed.filter(({ state }) => state !== 'charged').sort((a, b) => (`${a.arrearsSince}${a.dueOn}` < `${b.arrearsSince}${b.dueOn}` ? -1 : 1));
  return {
    plan,
    timeline,
    pauses,
    owed: owed.reduce((sum, { amountYen }) => sum + amountYen, 0),
    behindSince: behind[0]?.arrearsSince ?? null,
    failure: behind[0]?.failure ?? null,
    overrideUntil: override?.until ?? null,
    hosted: owed.some(({ hostedUrl }) => hostedUrl !== null),
    course: timeline.find(({ item, state }) => item === 'course' && state !== 'void')?.state ?? null,
    prices,
  };
}

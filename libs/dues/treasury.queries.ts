import { row, rows, theRow, type Sql } from '#libs/database';
import type { Day } from '#libs/kernel';
import type { DuesStanding, Tier } from '#libs/tiers';
import type { DuesFailure, TaxCategory } from '#libs/words';
import type { ChargeState, DuesItem, DuesMethod, PlanState } from './dues.rules.js';

export interface DuesMemberRow {
  mixerId: string;
  name: string;
  kana: string;
  email: string;
  method: DuesMethod;
  state: PlanState;
  paused: boolean;
  tier: Tier;
  priceYen: number;
  standing: DuesStanding;
  owedYen: number;
  oldestOwed: { month: string | null; amountYen: number } | null;
  since: Day | null;
  ageDays: number | null;
  failure: DuesFailure | null;
  nextAttemptAt: Date | null;
  lastContactAt: Date | null;
  lastContact: string | null;
  overrideUntil: Day | null;
  overrideId: string | null;
}

/** `$1` now, `$2` today. One row a mixer: the plan that is not over, else the last one. */
const MEMBERS = `
  with latest as (
    select distinct on (mixer_id) * from dues_plans order by mixer_id, (state <> 'ended') desc, id desc
  ), behind as (
    select mixer_id, min(arrears_since) as since, (array_agg(failure order by arrears_since, due_on))[1] as failure, min(next_attempt_at) as next_attempt_at
      from dues_charges where state in ('retrying', 'asking') group by mixer_id
  ), owed as (
    select mixer_id, sum(amount_yen)::int as yen,
           (array_agg(jsonb_build_object('month', to_char(period, 'YYYY-MM'), 'amountYen', amount_yen) order by due_on, id))[1] as oldest
      from dues_charges where state in ('charged', 'retrying', 'asking') group by mixer_id
  ), members as (
    select m.id as "mixerId", coalesce(nullif(trim(m.family_name || ' ' || m.given_name), ''), a.display_name) as name, trim(m.family_kana || ' ' || m.given_kana) as kana, a.email,
           p.method, p.state, p.tier, p.price_yen as "priceYen", coalesce(f.value, 'none') as standing, coalesce(o.yen, 0) as "owedYen", o.oldest as "oldestOwed", b.since::text as since,
           $2::date - b.since as "ageDays", b.failure, b.next_attempt_at as "nextAttemptAt",
           exists (select from dues_pauses z where z.mixer_id = m.id and daterange(z.from_on, z.until_on) @> $2::date) as paused
      from latest p
      join mixers m on m.id = p.mixer_id
      join accounts a on a.id = m.account_id
      left join mixer_facts f on f.mixer_id = m.id and f.fact = 'duesStanding' and f.valid @> ($1::timestamptz + interval '999 microseconds')
      left join behind b on b.mixer_id = m.id
      left join owed o on o.mixer_id = m.id
     where p.state <> 'starting'
  )`;

export interface DuesFilter {
  standing: DuesStanding | 'behind' | 'all';
  method: DuesMethod | null;
  /** Folded and safe inside a `like` pattern. */
  pattern: string;
  mixerId?: string;
}

/** A day after every other, for whoever is not behind. */
const NEVER = '9999-12-31';

/** The longest behind first. */
export function listDues(sql: Sql, filter: DuesFilter, now: Date, today: Day, limit: number, after: { since: string; mixerId: string } | null): Promise<DuesMemberRow[]> {
  return rows<DuesMemberRow>(
    sql,
    `${MEMBERS}
     select s.*, k.at as "lastContactAt", k.template as "lastContact", v.until_on::text as "overrideUntil", v.id as "overrideId"
       from (
         select * from members
          where case $3 when 'all' then true when 'behind' then standing in ('grace', 'restricted') or since is not null else standing = $3 end
            and ($4::text is null or method = $4)
            and ($5 = '' or search_key(name || ' ' || kana || ' ' || email) like '%' || $5 || '%')
            and ($9::uuid is null or "mixerId" = $9)
            and ($6::text is null or (coalesce(since, '${NEVER}'), "mixerId") > ($6, $7::uuid))
          order by coalesce(since, '${NEVER}'), "mixerId" limit $8
       ) s
       left join lateral (select at, template from dues_contacts where mixer_id = s."mixerId" order by at desc, id desc limit 1) k on true
       left join lateral (
         select id, until_on from dues_overrides where mixer_id = s."mixerId" and until_on > $2::date and lifted_at is null order by until_on desc limit 1
       ) v on true
      order by coalesce(s.since, '${NEVER}'), s."mixerId"`,
    [now, today, filter.standing, filter.method, filter.pattern, after?.since ?? null, after?.mixerId ?? null, limit, filter.mixerId ?? null],
  );
}

export const duesKey = ({ since, mixerId }: DuesMemberRow): string[] => [since ?? NEVER, mixerId];

export interface DuesSums {
  good: number;
  grace: number;
  restricted: number;
  ended: number;
  owedYen: number;
}

export async function sumDues(sql: Sql, now: Date, today: Day): Promise<DuesSums> {
  const sums = await row<DuesSums>(
    sql,
    `${MEMBERS} select count(*) filter (where standing = 'good')::int as good, count(*) filter (where standing = 'grace')::int as grace,
            count(*) filter (where standing = 'restricted')::int as restricted, count(*) filter (where standing = 'ended')::int as ended, coalesce(sum("owedYen"), 0)::int as "owedYen"
       from members`,
    [now, today],
  );
  return sums ?? { good: 0, grace: 0, restricted: 0, ended: 0, owedYen: 0 };
}

export interface MonthSumRow {
  state: ChargeState;
  method: DuesMethod;
  count: number;
  yen: number;
  paid: number;
  paidYen: number;
  feesYen: number;
  refundedYen: number;
}

/** What a month comes to, by state and way of paying. Reads that month's charges alone, whatever came before. `$1` its first day. */
const MONTH_SUMS = `
  select c.state, coalesce(p.method, 'manual') as method, count(*)::int as count, sum(c.amount_yen)::int as yen,
         count(*) filter (where c.state = 'paid')::int as paid, coalesce(sum(c.amount_yen) filter (where c.state = 'paid'), 0)::int as "paidYen",
         coalesce(sum(m.fees), 0)::int as "feesYen", coalesce(sum(m.refunded), 0)::int as "refundedYen"
    from dues_charges c
    left join dues_plans p on p.id = c.plan_id
    left join (
      select y.charge_id, sum(f.fee_yen) as fees, sum(r.yen) as refunded
        from dues_payments y
        join dues_charges c on c.id = y.charge_id and c.period = $1::date
        left join dues_fees f on f.payment_id = y.id
        left join lateral (select sum(r.amount_yen) as yen from dues_refunds r where r.payment_id = y.id and not exists (select from stripe_refunds s where s.id = r.stripe_refund_id and s.status in ('failed', 'canceled'))) r on true
       group by y.charge_id
    ) m on m.charge_id = c.id
   where c.period = $1::date
   group by c.state, coalesce(p.method, 'manual')`;

export const sumMonth = (sql: Sql, first: Day): Promise<MonthSumRow[]> => rows<MonthSumRow>(sql, MONTH_SUMS, [first]);

/** Somebody has marked the invoice of `c` as paid at Stripe, and nothing of it is written down here. */
const MARKED_PAID = `(c.state in ('open', 'charged', 'retrying', 'asking')
           and exists (select from stripe_invoices i where i.id = c.stripe_invoice_id and i.status = 'paid' and i.paid_outside)
           and not exists (select from dues_payments d where d.charge_id = c.id))`;

export interface MonthGaps {
  missing: number;
  paused: number;
  markedPaidAtStripe: number;
}

/** Live plans whose month has no charge, mixers who pause it, and charges whose invoice was marked as paid at Stripe by hand. */
export async function monthGaps(sql: Sql, first: Day): Promise<MonthGaps> {
  const found = await row<MonthGaps>(
    sql,
    `select (select count(*)::int from dues_plans p
              where p.state in ('live', 'ending') and p.first_on <= $1::date and (p.ends_on is null or p.ends_on > $1::date)
                and not exists (select from dues_pauses z where z.mixer_id = p.mixer_id and daterange(z.from_on, z.until_on) @> $1::date)
                and not exists (select from dues_charges c where c.mixer_id = p.mixer_id and c.period = $1::date and c.state <> 'void')) as missing,
            (select count(distinct mixer_id)::int from dues_pauses where daterange(from_on, until_on) @> $1::date) as paused,
            (select count(*)::int from dues_charges c where c.period = $1::date and ${MARKED_PAID}) as "markedPaidAtStripe"`,
    [first],
  );
  return found ?? { missing: 0, paused: 0, markedPaidAtStripe: 0 };
}

export interface MonthChargeRow {
  chargeId: string;
  mixerId: string;
  name: string;
  kana: string;
  item: DuesItem;
  method: DuesMethod;
  amountYen: number;
  taxCategory: TaxCategory;
  state: ChargeState;
  dueOn: Day;
  paidAt: Date | null;
  source: 'stripe' | 'bank' | 'cash' | null;
  paymentId: string | null;
  feeYen: number | null;
  failure: DuesFailure | null;
  markedPaidAtStripe: boolean;
}

const CHARGES = `
  select c.id as "chargeId", c.mixer_id as "mixerId", coalesce(nullif(trim(m.family_name || ' ' || m.given_name), ''), a.display_name) as name,
         trim(m.family_kana || ' ' || m.given_kana) as kana, c.item, coalesce(p.method, 'manual') as method, c.amount_yen as "amountYen", c.tax_category as "taxCategory", c.state,
         c.due_on::text as "dueOn", c.paid_at as "paidAt", y.source, y.id as "paymentId", y.fee_yen as "feeYen", c.failure, ${MARKED_PAID} as "markedPaidAtStripe"
    from shown c
    join mixers m on m.id = c.mixer_id
    join accounts a on a.id = m.account_id
    left join dues_plans p on p.id = c.plan_id
    left join lateral (
      select y.id, y.source, f.fee_yen from dues_payments y left join dues_fees f on f.payment_id = y.id
       where y.charge_id = c.id and not y.surplus and not exists (select from dues_payment_reversals v where v.payment_id = y.id) order by y.id desc limit 1
    ) y on true`;

/** The charges of a month in the order in which they were opened. */
export const listMonth = (sql: Sql, first: Day, state: ChargeState | null, limit: number | null, after: string | null): Promise<MonthChargeRow[]> =>
  rows<MonthChargeRow>(
    sql,
    `with shown as (
       select * from dues_charges where period = $1::date and ($2::text is null or state = $2) and ($3::uuid is null or id > $3) order by id limit $4
     ) ${CHARGES} order by c.id`,
    [first, state, after, limit],
  );

/** One charge as the month shows it, that of the course as well. Refuses 404. */
export const shownCharge = (sql: Sql, id: string): Promise<MonthChargeRow> => theRow<MonthChargeRow>(sql, 'duesCharge', `with shown as (select * from dues_charges where id = $1) ${CHARGES}`, [id]);

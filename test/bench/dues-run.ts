import type { DataSource } from 'typeorm';
import { openDataSource } from '#libs/database';
import { DuesSweep, TreasuryService } from '#libs/dues';
import { MovableClock } from '#libs/kernel';
import type { BenchDatabase } from './databases.js';
import { alternating, figure, median, type Figure } from './measure.js';

const SMALL = 2_000;
const LARGE = 20_000;
/** Ten times the members may take at most so many times as long. */
const BOUND = 12;
const MONTH = '2026-12';
const START = '2026-12-03T20:00:00Z';

/** A cooperative in the middle of a month, and its clock. */
interface Cooperative {
  db: DataSource;
  clock: MovableClock;
}

/** The daily work on the standings, and the month view, for 20,000 members against 2,000: neither grows faster than the members do. */
export async function duesRun(databases: BenchDatabase): Promise<Figure[]> {
  const [small, large] = [await cooperative(databases, 'dues_small', SMALL), await cooperative(databases, 'dues_large', LARGE)];
  try {
    for (const one of [small, large]) await sweep(one);
    const swept = await alternating(
      () => sweep(large),
      () => sweep(small),
    );
    const seen = await alternating(
      () => view(large),
      () => view(small),
    );
    return [
      figure('dues-run: daily sweep, 20,000 members against 2,000', 'ms', median(swept.ours), median(swept.baseline), { most: BOUND }),
      figure('dues-run: month view, 20,000 members against 2,000', 'ms', median(seen.ours), median(seen.baseline), { most: BOUND }),
    ];
  } finally {
    await Promise.all([small.db.destroy(), large.db.destroy()]);
  }
}

async function cooperative(databases: BenchDatabase, name: string, members: number): Promise<Cooperative> {
  const db = await openDataSource(await databases.make(name, { mixers: members, shifts: 0 }));
  await addDues(db);
  return { db, clock: new MovableClock(START) };
}

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** Another day: the same share of the members falls due, behind, restricted on each. */
async function sweep({ db, clock }: Cooperative): Promise<number> {
  clock.advance({ days: 1 });
  return took(() => new DuesSweep(db, clock).run());
}

const view = ({ db, clock }: Cooperative): Promise<number> => took(() => new TreasuryService(db, clock).month(MONTH, { limit: 50 }, 'ja'));

/** Half a year of dues of everybody; this month some have paid, some fall due day by day, some are behind since days that differ. */
async function addDues(db: DataSource): Promise<void> {
  await db.query(`
    insert into dues_plans (mixer_id, account_id, method, state, tier, price_yen, asked_at, started_at, first_on)
    select m.id, m.account_id, case when n % 3 = 0 then 'invoice' else 'card' end, 'live', 'junior', 1000, '2026-05-10', '2026-05-10', '2026-06-01'
      from (select id, account_id, row_number() over (order by id) as n from mixers) m`);
  await db.query(`
    insert into dues_charges (mixer_id, plan_id, item, period, amount_yen, tax_category, due_on, state, arrears_since, failure, opened_at, charged_at, paid_at)
    select p.mixer_id, p.id, 'junior', of.first, 1000, 'outOfScope',
           case when p.method = 'invoice' then of.first + (4 + p.n % 12)::int else of.first end,
           case when of.first < '2026-11-01' then 'paid' when p.n % 20 = 1 then 'asking' when of.first = '2026-12-01' and p.method = 'invoice' then 'charged' else 'paid' end,
           case when of.first >= '2026-11-01' and p.n % 20 = 1 then of.first + (p.n / 20 % 25)::int end,
           case when of.first >= '2026-11-01' and p.n % 20 = 1 then 'declined' end,
           of.first, of.first,
           case when of.first < '2026-11-01' or (p.n % 20 <> 1 and not (of.first = '2026-12-01' and p.method = 'invoice')) then of.first + interval '1 day' end
      from (select *, row_number() over (order by id) as n from dues_plans) p
      cross join (select generate_series('2026-06-01'::date, '2026-12-01', interval '1 month')::date as first) of
     order by of.first`);
  await db.query(`
    insert into dues_payments (charge_id, mixer_id, source, amount_yen, paid_at, stripe_charge_id, recorded_at)
    select id, mixer_id, 'stripe', 1000, paid_at, 'ch_' || id, paid_at from dues_charges where state = 'paid'`);
  await db.query('insert into dues_fees (payment_id, fee_yen, known_at) select id, 36, paid_at from dues_payments');
  await db.query('vacuum analyze');
}

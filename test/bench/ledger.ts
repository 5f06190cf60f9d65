import pg from 'pg';
import type { DataSource } from 'typeorm';
import { openDataSource } from '#libs/database';
import { MovableClock, newId, yen } from '#libs/kernel';
import { countedTrialBalance, LedgerSealer, LedgerService, postAll, post, rebuildMonths, trialBalance, verifyLedger, type Posting } from '#libs/ledger';
import type { BenchDatabase } from './databases.js';
import { idOf } from './data.js';
import { alternating, CONNECTIONS, figure, median, type Figure } from './measure.js';

const PEOPLE = 2_000;
const SECONDS = 3;
const NO_SHIFTS = { mixers: PEOPLE, shifts: 0 };

/** Posting seven transfers against the all-SQL ledger with stored balances doing one; the trial balance and a month's views against their history. */
export async function ledger(databases: BenchDatabase): Promise<Figure[]> {
  return [...(await posting(databases)), ...(await history(databases))];
}

async function posting(databases: BenchDatabase): Promise<Figure[]> {
  const url = await databases.make('ledger_post', NO_SHIFTS);
  const db = await openDataSource(url, { poolSize: CONNECTIONS });
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  await pool.query(STORED_BALANCES);
  await openAccounts(db);
  let n = 0;
  const ours = (): Promise<number> => during(async () => {
    await db.transaction((tx) => post(tx, sevenTransfers(n++)));
    return 7;
  });
  const baseline = (): Promise<number> => during(async () => {
    const [from, to] = twoOf(n++);
    await pool.query({ name: 'transfer', text: 'select stored_transfer($1, $2, $3)', values: [from, to, 100] });
    return 1;
  });
  await baseline();
  await ours();
  // Both sides have rows by now; plans made while a table was empty read it from end to end.
  await db.query('vacuum analyze');
  const found = await alternating(ours, baseline);
  const sealed = await sealing(db);
  await pool.end();
  await db.destroy();
  return [figure('ledger: posting of 7 transfers against one with stored balances', 'transfers/s', median(found.ours), median(found.baseline), { least: 1 }), ...sealed];
}

/** What was posted just now goes under seals; reported, for the sealer must keep up with whoever posts. */
async function sealing(db: DataSource): Promise<Figure[]> {
  const posted = await db.query<{ n: number }[]>('select count(*)::int as n from ledger_transfers');
  const begun = performance.now();
  const n = await new LedgerSealer(db, new MovableClock('2036-01-01T00:00:00Z')).seal();
  const seconds = (performance.now() - begun) / 1_000;
  const proof = await db.transaction('REPEATABLE READ', (tx) => verifyLedger(tx));
  if (proof.broken || n !== posted[0]?.n || proof.lines !== n) throw new Error(`the seals do not hold: ${JSON.stringify(proof)}`);
  return [figure('ledger: sealed transfers against posted ones', 'transfers/s', n / seconds, n / (SECONDS * 6))];
}

/** How much is done by 16 at once in a few seconds, a second. */
async function during(once: () => Promise<number>): Promise<number> {
  const begun = performance.now();
  const until = begun + SECONDS * 1_000;
  const done = await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    let made = 0;
    while (performance.now() < until) made += await once();
    return made;
  }));
  return done.reduce((sum, made) => sum + made, 0) / ((performance.now() - begun) / 1_000);
}

const EVENT_AT = new Date('2035-06-15T03:00:00Z');
const person = (n: number): string => idOf('account', n % PEOPLE);

/** What a paid party looks like: the payment, Stripe's fee, and five shares. Everybody meets on the same accounts of the cooperative. */
function sevenTransfers(n: number): Posting {
  const guest = { type: 'receivable', ownerAccountId: person(n) } as const;
  return {
    cause: { kind: 'ledger.corrected', id: newId() },
    eventAt: EVENT_AT,
    transfers: [
      { from: guest, to: { type: 'stripe' }, amountYen: yen(1_000), kind: 'payment' },
      { from: { type: 'stripe' }, to: { type: 'fees' }, amountYen: yen(36), kind: 'fee' },
      ...[1, 2, 3].map((k) => ({ from: { type: 'payable', ownerAccountId: person(n + k) } as const, to: guest, amountYen: yen(200 + k), kind: 'reward' as const })),
      { from: { type: 'duesIncome' }, to: guest, amountYen: yen(300), kind: 'dues' },
      { from: { type: 'fund' }, to: guest, amountYen: yen(58), kind: 'payment' },
    ],
  };
}

/** Every account is there before the clock runs, as it is for the baseline. */
async function openAccounts(db: DataSource): Promise<void> {
  await db.query(`insert into ledger_accounts (type, owner_account_id) select t, a.id from accounts a cross join unnest(array['payable', 'receivable']) t on conflict do nothing`);
  await postAll(db.manager, [sevenTransfers(0)]);
}

/** Two accounts of many, so that the baseline seldom waits for its own locks. */
function twoOf(n: number): [from: number, to: number] {
  const from = n % PEOPLE;
  return [1 + from, 1 + ((from + 1 + (n % 97)) % PEOPLE)];
}

/**
 * The all-SQL ledger with stored balances, as it is described in public: accounts are locked in the order of their ids, checked, both balances
 * are updated, and one transfer and two entries with the balance before and after are written, all in one call of a function.
 */
const STORED_BALANCES = `
  create table stored_accounts (
    id bigint primary key, name text not null, currency text not null, balance numeric not null default 0, version bigint not null default 0,
    allow_negative boolean not null default true, allow_positive boolean not null default true, created_at timestamptz not null default now(), updated_at timestamptz not null default now()
  );
  create table stored_transfers (
    id bigint generated always as identity primary key, from_account_id bigint not null references stored_accounts, to_account_id bigint not null references stored_accounts,
    amount numeric not null check (amount > 0), created_at timestamptz not null, event_at timestamptz not null, check (from_account_id <> to_account_id)
  );
  create index on stored_transfers (from_account_id);
  create index on stored_transfers (to_account_id);
  create table stored_entries (
    id bigint generated always as identity primary key, account_id bigint not null references stored_accounts, transfer_id bigint not null references stored_transfers,
    amount numeric not null, previous_balance numeric not null, current_balance numeric not null, account_version bigint not null, created_at timestamptz not null
  );
  create index on stored_entries (account_id);
  create index on stored_entries (transfer_id);
  insert into stored_accounts (id, name, currency) select n, 'account ' || n, 'JPY' from generate_series(1, ${PEOPLE}) n;

  create function stored_check(account stored_accounts) returns void language plpgsql as $$
  begin
    if not account.allow_negative and account.balance < 0 then raise exception 'account % may not go below zero', account.id; end if;
    if not account.allow_positive and account.balance > 0 then raise exception 'account % may not go above zero', account.id; end if;
  end $$;

  create function stored_transfer(from_id bigint, to_id bigint, amount numeric) returns bigint language plpgsql as $$
  declare
    source stored_accounts;
    target stored_accounts;
    made bigint;
    at timestamptz := now();
  begin
    if amount <= 0 then raise exception 'amount must be above zero'; end if;
    if from_id = to_id then raise exception 'from and to are the same account'; end if;
    perform id from stored_accounts where id in (from_id, to_id) order by id for update;
    update stored_accounts a set balance = a.balance - amount, version = a.version + 1, updated_at = at where a.id = from_id returning * into source;
    update stored_accounts a set balance = a.balance + amount, version = a.version + 1, updated_at = at where a.id = to_id returning * into target;
    if source.currency <> target.currency then raise exception 'accounts have different currencies'; end if;
    perform stored_check(source);
    perform stored_check(target);
    insert into stored_transfers (from_account_id, to_account_id, amount, created_at, event_at) values (from_id, to_id, amount, at, at) returning id into made;
    insert into stored_entries (account_id, transfer_id, amount, previous_balance, current_balance, account_version, created_at)
    values (from_id, made, -amount, source.balance + amount, source.balance, source.version, at), (to_id, made, amount, target.balance - amount, target.balance, target.version, at);
    return made;
  end $$;`;

const MONTH = { from: '2035-12-01', to: '2035-12-31' };
const AT = new Date('2035-12-31T14:59:59.999Z');

/** Ten years of books against their last one: the same months, ten times the history. */
async function history(databases: BenchDatabase): Promise<Figure[]> {
  const [large, small] = [await filled(databases, 'ledger_large', 120), await filled(databases, 'ledger_small', 12)];
  const clock = new MovableClock('2036-01-01T00:00:00Z');
  const [longer, shorter] = [new LedgerService(large.db, clock), new LedgerService(small.db, clock)];
  const [bankOfLarge, bankOfSmall] = [await stripeOf(large.db), await stripeOf(small.db)];
  const actor = { accountId: person(7), email: '', displayName: '', locale: 'ja', emailConfirmed: true, mixerId: null, roles: new Set<never>(), spaces: [], sessionId: null } as const;
  const compare = async (name: string, of: (which: 'large' | 'small') => Promise<unknown>, { perRow = false, bound }: { perRow?: boolean; bound: number }): Promise<Figure> => {
    for (const which of ['large', 'small'] as const) await of(which);
    const found = await alternating(() => milliseconds(() => of('large')), () => milliseconds(() => of('small')));
    const [ours, baseline] = [median(found.ours), median(found.baseline)];
    return perRow
      ? figure(name, 'µs a transfer', (ours * 1_000) / large.transfers, (baseline * 1_000) / small.transfers, { most: bound })
      : figure(name, 'ms', ours, baseline, { most: bound });
  };
  const found = [
    // A million transfers no longer fit the server's own memory, so a line of them costs a little more than one of a hundred thousand.
    await compare('ledger: trial balance counted over 1,000,000 transfers against 100,000', (which) => countedTrialBalance(which === 'large' ? large.db : small.db, AT), { perRow: true, bound: 1.5 }),
    await compare('ledger: trial balance from totals by month, the same', (which) => trialBalance(which === 'large' ? large.db : small.db, AT), { perRow: true, bound: 1.2 }),
    await compare('ledger: a month of the busiest account, ten years of history against one', (which) => (which === 'large' ? longer : shorter).statement(which === 'large' ? bankOfLarge : bankOfSmall, MONTH, 'ja'), { bound: 1.5 }),
    await compare('ledger: a month of the journal, the same', (which) => (which === 'large' ? longer : shorter).journal(MONTH, 'ja'), { bound: 1.5 }),
    await compare('ledger: a month of earnings, the same', (which) => (which === 'large' ? longer : shorter).earnings(actor, '2035-12', 'ja'), { bound: 1.5 }),
  ];
  await Promise.all([large.db.destroy(), small.db.destroy()]);
  return found;
}

/** A view is short: three of them are one measurement. */
async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  for (let times = 0; times < 3; times++) await work();
  return (performance.now() - begun) / 3;
}

async function stripeOf(db: DataSource): Promise<string> {
  const [account] = await db.query<{ id: string }[]>(`select id from ledger_accounts where key = 'stripe'`);
  return account?.id ?? '';
}

const PER_MONTH = 8_334;

/** Books that end with December 2035 and go back so many months, the same in each: dues charged, paid, fees, rewards. */
async function filled(databases: BenchDatabase, name: string, months: number): Promise<{ db: DataSource; transfers: number }> {
  const url = await databases.make(name, NO_SHIFTS);
  const filling = await openDataSource(url, { poolSize: 1 });
  await filling.query(`insert into ledger_accounts (type, owner_account_id) select t, a.id from accounts a cross join unnest(array['payable', 'receivable']) t on conflict do nothing`);
  const [made] = await filling.transaction(async (tx) => {
    // References and guards are for those who post; this fills what they would have let through.
    await tx.query('set local session_replication_role = replica');
    await tx.query(FILL, [months, PER_MONTH, PEOPLE]);
    await rebuildMonths(tx);
    return tx.query<{ n: number }[]>('select count(*)::int as n from ledger_transfers');
  });
  // One core each: the growth is that of the work, not of the workers that happen to be free.
  await filling.query(`do $$ begin execute format('alter database %I set max_parallel_workers_per_gather = 0', current_database()); end $$`);
  await filling.query('vacuum analyze ledger_transfers, ledger_postings, ledger_months, ledger_accounts');
  await filling.destroy();
  return { db: await openDataSource(url, { poolSize: 4 }), transfers: made?.n ?? 0 };
}

const FILL = `
  with people as materialized (
    select row_number() over (order by id) - 1 as n, r.id as receivable, (select p.id from ledger_accounts p where p.type = 'payable' and p.owner_account_id = r.owner_account_id) as payable
      from ledger_accounts r where r.type = 'receivable'
  ), plain as materialized (
    select (array_agg(id) filter (where key = 'stripe'))[1] as stripe, (array_agg(id) filter (where key = 'fees'))[1] as fees,
           (array_agg(id) filter (where key = 'duesIncome'))[1] as dues, (array_agg(id) filter (where key = 'shiftCost'))[1] as cost from ledger_accounts
  ), made as materialized (
    select uuidv7() as id, m, i, '2035-12-01T00:00:00Z'::timestamptz - m * interval '1 month' + date_trunc('milliseconds', i * interval '30 days' / $2::int) as event_at
      from generate_series(0, $1::int - 1) m cross join generate_series(0, $2::int - 1) i
  ), postings as (
    insert into ledger_postings (id, cause_kind, cause_id, actor_kind, event_at, created_at) select id, 'ledger.corrected', id::text, 'clock', event_at, event_at from made
  )
  insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, event_at, created_at)
  select made.id, '1', case made.i % 4 when 0 then 'dues' when 1 then 'payment' when 2 then 'fee' else 'reward' end,
         case made.i % 4 when 0 then plain.dues when 1 then people.receivable when 2 then plain.stripe else people.payable end,
         case made.i % 4 when 0 then people.receivable when 1 then plain.stripe when 2 then plain.fees else plain.cost end,
         case made.i % 4 when 2 then 36 else 1000 end, made.event_at, made.event_at
    from made cross join plain join people on people.n = (made.i / 4) % $3::int`;

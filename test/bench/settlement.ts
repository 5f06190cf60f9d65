import pg from 'pg';
import type { DataSource } from 'typeorm';
import { openDataSource } from '#libs/database';
import { SettlementService } from '#libs/events';
import type { Actor } from '#libs/identity';
import { MovableClock } from '#libs/kernel';
import { LedgerSealer } from '#libs/ledger';
import type { BenchDatabase } from './databases.js';
import { idOf } from './data.js';
import { alternating, figure, median, type Figure } from './measure.js';

const RECEIPTS = 500;
/** Who has brought guests, and the spaces that they come from: with room, host, cooperative and fund they are the lines of a settlement. */
const ATTRACTORS = 100;
const HOMES = 20;
const LINES = 4 + ATTRACTORS + HOMES;
/** So many evenings are settled in a round. */
const EVENINGS = 5;
const ROUNDS = 6;
const BOUND = 3;
const ENDED = '2026-12-12T13:00:00Z';

const HOST: Actor = { accountId: idOf('account', 0), email: '', displayName: 'host', locale: 'ja', emailConfirmed: true, mixerId: idOf('mixer', 0), roles: new Set(['mixer']), spaces: [], sessionId: null };
const OWNER: Actor = { ...HOST, accountId: idOf('account', 1), displayName: 'owner', roles: new Set(['owner']), spaces: [{ id: idOf('space', 0), name: '', slug: '', role: 'owner' }] };

/** The yes of a space to an evening of 500 receipts, shared seven ways, against one statement that inserts the same transfers. */
export async function settlement(databases: BenchDatabase): Promise<Figure[]> {
  const url = await databases.make('settlement', { mixers: 2 * ATTRACTORS, shifts: 0 });
  const db = await openDataSource(url, { poolSize: 4 });
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // It ends before its connection is closed; the server may be faster.
  pool.on('error', () => undefined);
  try {
    const found = await measured(db, pool);
    return [figure(`settlement: ${RECEIPTS} receipts, ${LINES} lines, against one statement that inserts the same transfers`, 'ms', median(found.ours), median(found.baseline), { most: BOUND })];
  } finally {
    await pool.end();
    await db.destroy();
  }
}

async function measured(db: DataSource, pool: pg.Pool): Promise<{ ours: number[]; baseline: number[] }> {
  const clock = new MovableClock(ENDED);
  const events = await evenings(db, EVENINGS * ROUNDS);
  await new LedgerSealer(db, clock).seal();
  const service = new SettlementService(db, clock);
  for (const id of events) await service.propose(HOST, id, {}, 'ja');
  await db.query('vacuum analyze');
  const { takers, giver } = await lineAccounts(db);

  const ours = (): Promise<number> => each(async () => {
    const id = events.pop();
    if (!id) throw new Error('no evening is left');
    const { shares } = await service.agree(OWNER, id, {}, 'ja');
    if (shares.length !== LINES) throw new Error(`${shares.length} lines instead of ${LINES}`);
  });
  let n = 0;
  const baseline = (): Promise<number> => each(() => pool.query({ name: 'transfers', text: PLAIN, values: [`bench-${n++}`, takers, takers.map(() => giver), takers.map(() => 1_000)] }));
  await baseline();
  await ours();
  return alternating(ours, baseline);
}

/** Milliseconds for one of several. */
async function each(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  for (let times = 0; times < EVENINGS; times++) await work();
  return (performance.now() - begun) / EVENINGS;
}

/**
 * The same rows as a settlement writes into the books. Nothing is left to find out: who gets how much is given, and so are the ids of the
 * accounts, which ours has to look up.
 */
const PLAIN = `
  with posted as (
    insert into ledger_postings (cause_kind, cause_id, actor_kind, event_at) values ('event.settled', $1, 'clock', date_trunc('milliseconds', now())) returning id, event_at
  ), waiting as (
    insert into ledger_waiting (posting_id) select id from posted
  )
  insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, event_at)
  select p.id, l.n::text, 'share', l.f, l.t, l.yen, p.event_at from posted p, unnest($2::uuid[], $3::uuid[], $4::bigint[]) with ordinality as l(f, t, yen, n)`;

/** Whoever gets something, and the one account that it comes from. */
async function lineAccounts(db: DataSource): Promise<{ takers: string[]; giver: string }> {
  const takers = await db.query<{ id: string }[]>(`select id from ledger_accounts where type = 'payable' order by key limit $1`, [LINES]);
  const [giver] = await db.query<{ id: string }[]>(`select id from ledger_accounts where key = 'fund'`);
  if (!giver || takers.length < LINES) throw new Error('too few accounts');
  return { takers: takers.map(({ id }) => id), giver: giver.id };
}

/** Evenings that are over, each with its receipts, all of them paid at the door. Answers their ids. */
async function evenings(db: DataSource, count: number): Promise<string[]> {
  await db.query(`insert into rule_sets (version, status, rules) values (1, 'inForce', '{}') on conflict do nothing`);
  await db.query(`insert into ledger_accounts (type, owner_account_id) select 'payable', id from accounts on conflict do nothing`);
  await db.query(`insert into ledger_accounts (type, space_id) select 'payable', id from spaces on conflict do nothing`);
  const ids = await db.transaction(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    return tx.query<{ id: string }[]>(FILL, [count, RECEIPTS, ATTRACTORS, HOMES, idOf('account', 0), idOf('mixer', 0), idOf('space', 0)]);
  });
  await db.query('vacuum analyze');
  return ids.map(({ id }) => id);
}

const FILL = `
  with made as materialized (
    select uuidv7() as id, uuidv7() as ticket, n from generate_series(1, $1::int) n
  ), planned as (
    insert into events (id, kind, status, space_id, host_account_id, host_mixer_id, title, starts_at, ends_at, capacity, seller_of_record, ticket_types, methods, cancellation_policy,
                        rule_set_version, published_at, created_by, created_at)
    select id, 'jelly', 'done', $7::uuid, $5::uuid, $6::uuid, 'JELLY ' || n, '2026-12-12T10:00Z', '2026-12-12T12:00Z', $2, 'host', '[]', '{door}', '[]', 1, '2026-11-01', $5, '2026-11-01' from made
  ), agreed as (
    insert into split_agreements (subject_kind, subject_id, version, base, shares, status, offered_side, offered_by, offered_at, host_account_id, host_name, host_agreed_at,
                                  space_account_id, space_name, space_agreed_at, frozen_at)
    select 'event', id, 1, 'net', jsonb_build_array(
             jsonb_build_object('role', 'space', 'kind', 'basisPoints', 'value', 3000), jsonb_build_object('role', 'host', 'kind', 'basisPoints', 'value', 4000),
             jsonb_build_object('role', 'attractor', 'kind', 'basisPoints', 'value', 1000), jsonb_build_object('role', 'builder', 'kind', 'basisPoints', 'value', 500),
             jsonb_build_object('role', 'referrerSpace', 'kind', 'basisPoints', 'value', 500), jsonb_build_object('role', 'cooperative', 'kind', 'basisPoints', 'value', 500),
             jsonb_build_object('role', 'fund', 'kind', 'basisPoints', 'value', 500)),
           'frozen', 'host', $5, '2026-11-01', $5, 'x', '2026-11-01', $5, 'x', '2026-11-01', '2026-11-02' from made
  ), sold as (
    insert into sales (subject_id, subject_kind, title, place, space_id, host_account_id, starts_at, ends_at, status, capacity, taken, seller, methods, policy)
    select id, 'event', 'JELLY ' || n, 'x', $7, $5, '2026-12-12T10:00Z', '2026-12-12T12:00Z', 'closed', $2, $2, 'host', '{door}', '[]' from made
  ), typed as (
    insert into ticket_types (id, subject_id, name, price_yen, position) select ticket, id, '一般', 1000, 0 from made
  ), ordered as materialized (
    select uuidv7() as order_id, uuidv7() as payment_id, uuidv7() as posting_id, id, ticket, i from made cross join generate_series(1, $2) i
  ), orders_made as (
    insert into orders (id, subject_id, ticket_type_id, number, name, email, locale, quantity, unit_yen, method, status, policy, attractor_account_id, referrer_space_id, created_at, confirmed_at)
    select order_id, id, ticket, i, 'x', 'x@bench.test', 'ja', 1, 1000, 'door', 'confirmed', '[]', (select a.id from accounts a order by a.id offset 2 + i % $3 limit 1),
           (select s.id from spaces s order by s.id offset 1 + i % $4 limit 1), '2026-11-02', '2026-11-02' from ordered
  ), seated as (
    insert into seats (order_id, subject_id, place, pass, status, unit_yen)
    select order_id, id, 1, translate(upper(lpad(to_hex((row_number() over ())::bigint), 12, '0')), 'ILOU', '1100'), 'taken', 1000 from ordered
  ), paid as (
    insert into order_payments (id, order_id, subject_id, amount_yen, method, taken_by, received_at, recorded_at)
    select payment_id, order_id, id, 1000, 'cash', $5, '2026-12-12T10:30Z', '2026-12-12T10:30Z' from ordered
  ), accounts_opened as (
    insert into ledger_accounts (type, event_id) select t, id from made cross join unnest(array['held', 'cashBox']) t returning id, type, event_id
  ), postings as (
    insert into ledger_postings (id, cause_kind, cause_id, actor_kind, event_at) select posting_id, 'event.paid', payment_id::text, 'clock', '2026-12-12T10:30Z' from ordered
  ), waiting as (
    insert into ledger_waiting (posting_id) select posting_id from ordered
  ), transfers as (
    insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, event_at)
    select o.posting_id, '1', 'ticket', h.id, b.id, 1000, '2026-12-12T10:30Z'
      from ordered o join accounts_opened h on h.event_id = o.id and h.type = 'held' join accounts_opened b on b.event_id = o.id and b.type = 'cashBox'
  )
  select id from made`;

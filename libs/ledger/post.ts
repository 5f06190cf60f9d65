import type { AuditActor } from '#libs/audit';
import { planned, rows, type Sql } from '#libs/database';
import type { Yen } from '#libs/kernel';
import type { LedgerCauseKind, LedgerTransferKind, TaxCategory } from '#libs/words';
import { columnsOf, keyOf, type AccountRef } from './accounts.js';

/** Money moves from one account to another: whole yen above zero. `from` loses it, `to` has it. */
export interface Transfer {
  from: AccountRef;
  to: AccountRef;
  amountYen: Yen;
  kind: LedgerTransferKind;
  /** Which part of its cause it is, unique there; its place (`1`, `2` …) unless said. */
  line?: string;
  /** How the sale or purchase stands to consumption tax, where it is one; prices include their tax. */
  tax?: TaxCategory;
}

/** What made money move. The same cause is the same deed: the id of the claim, the charge, the payment. */
export interface Cause {
  kind: LedgerCauseKind;
  id: string;
}

/** The transfers of one cause, all or none. */
export interface Posting {
  cause: Cause;
  /** UTC, when it happened; not when it is written. */
  eventAt: Date;
  transfers: readonly Transfer[];
  /** The cause that this one puts right; it has posted before. */
  corrects?: Cause;
  /** Who did it; the clock unless said. */
  by?: AuditActor;
}

/** One row a transfer, the words of its posting repeated on each: a single flat list is what PostgreSQL reads fastest. */
const SAID = `
  said as materialized (
    select * from jsonb_to_recordset($1::jsonb) as s(
      cause_kind text, cause_id text, corrects_kind text, corrects_id text, actor_kind text, actor_account_id uuid, event_at timestamptz,
      line text, kind text, from_key text, to_key text, amount_yen bigint, tax text)
  )`;

/**
 * Causes are written in one order, so that two who post the same ones wait for each other instead of blocking. Accounts are looked up one by
 * one: the plan is made once for a list of any length, and a join would be planned for a long one.
 */
const POST = `
  with ${SAID}, known as materialized (
    select s.*, (select id from ledger_accounts where key = s.from_key) as from_id, (select id from ledger_accounts where key = s.to_key) as to_id from said s
  ), posted as (
    insert into ledger_postings (cause_kind, cause_id, corrects_id, actor_kind, actor_account_id, event_at)
    select distinct on (s.cause_kind, s.cause_id) s.cause_kind, s.cause_id,
           (select id from ledger_postings where cause_kind = s.corrects_kind and cause_id = s.corrects_id), s.actor_kind, s.actor_account_id, s.event_at
      from said s
     where not exists (select from known where from_id is null or to_id is null)
     order by s.cause_kind, s.cause_id
        on conflict (cause_kind, cause_id) do nothing
    returning id, cause_kind, cause_id, corrects_id, event_at
  ), waiting as (
    insert into ledger_waiting (posting_id) select id from posted
  ), written as (
    insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, tax, event_at)
    select p.id, k.line, k.kind, k.from_id, k.to_id, k.amount_yen, k.tax, p.event_at
      from posted p join known k on k.cause_kind = p.cause_kind and k.cause_id = p.cause_id
  )
  select null as kind, null as id, null::uuid as "correctsId" where exists (select from known where from_id is null or to_id is null)
  union all
  select cause_kind, cause_id, corrects_id from posted`;

type Posted = { kind: null; id: null; correctsId: null } | { kind: string; id: string; correctsId: string | null };

/**
 * One cause with all its transfers: a settlement has hundreds, and most of them are between the same few accounts. Each account is looked up
 * once, a transfer names it by its place.
 */
const POST_ONE = `
  with found as materialized (
    select array_agg((select id from ledger_accounts where key = k.key) order by k.place) as ids from unnest($8::text[]) with ordinality as k(key, place)
  ), posted as (
    insert into ledger_postings (cause_kind, cause_id, corrects_id, actor_kind, actor_account_id, event_at)
    select $1, $2, (select id from ledger_postings where cause_kind = $3 and cause_id = $4), $5, $6::uuid, $7::timestamptz
      from found where array_position(ids, null) is null
        on conflict (cause_kind, cause_id) do nothing
    returning id, corrects_id
  ), waiting as (
    insert into ledger_waiting (posting_id) select id from posted
  ), written as (
    insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, tax, event_at)
    select p.id, t.line, t.kind, f.ids[t.giver], f.ids[t.taker], t.amount_yen, t.tax, $7::timestamptz
      from posted p cross join found f
      cross join unnest($9::text[], $10::text[], $11::int[], $12::int[], $13::bigint[], $14::text[]) as t(line, kind, giver, taker, amount_yen, tax)
  )
  select array_position(f.ids, null) is null as known, p.id is not null as wrote, p.corrects_id as "correctsId" from found f left join posted p on true`;

interface PostedOne {
  /** All of its accounts are there; nothing was written otherwise. */
  known: boolean;
  wrote: boolean;
  correctsId: string | null;
}

/**
 * Write the transfers of a cause into the books, in the transaction of the deed. True when this call wrote them, false when the cause has
 * posted before: of two at once one waits for the other. A posting of nothing, or one that corrects what never posted, is a fault of the program.
 */
export async function post(tx: Sql, posting: Posting): Promise<boolean> {
  const { cause, corrects, transfers } = posting;
  const params = oneParams(posting);
  const write = async (): Promise<PostedOne | undefined> => (await planned<PostedOne>(tx, 'ledger-post-one', POST_ONE, params))[0];
  let wrote = await write();
  if (!wrote?.known) {
    await openAccounts(tx, transfers.flatMap(({ from, to }) => [from, to]));
    wrote = await write();
  }
  if (!wrote?.known) throw new Error('an account that was opened just now is not there');
  if (wrote.wrote && corrects && wrote.correctsId === null) throw new Error(`${cause.kind} ${cause.id} corrects ${corrects.kind} ${corrects.id}, which never posted`);
  return wrote.wrote;
}

function oneParams({ cause, transfers, eventAt, corrects, by = 'clock' }: Posting): unknown[] {
  if (transfers.length === 0) throw new RangeError(`${cause.kind} ${cause.id} moves no money`);
  const places = new Map<string, number>();
  const placeOf = (ref: AccountRef): number => {
    const key = keyOf(ref);
    const known = places.get(key) ?? places.size + 1;
    places.set(key, known);
    return known;
  };
  const givers = transfers.map(({ from }) => placeOf(from));
  const takers = transfers.map(({ to }) => placeOf(to));
  return [
    cause.kind,
    cause.id,
    corrects?.kind ?? null,
    corrects?.id ?? null,
    typeof by === 'string' ? by : 'account',
    typeof by === 'string' ? null : by.accountId,
    eventAt,
    [...places.keys()],
    transfers.map(({ line }, index) => line ?? String(index + 1)),
    transfers.map(({ kind }) => kind),
    givers,
    takers,
    transfers.map(({ amountYen }) => amountYen),
    transfers.map(({ tax = null }) => tax),
  ];
}

/** The same for many causes in one statement; answers how many of them had not posted before. */
export async function postAll(tx: Sql, postings: readonly Posting[]): Promise<number> {
  if (postings.length === 0) return 0;
  const said = JSON.stringify(postings.flatMap(linesOf));
  const write = () => writing(tx, said);
  let wrote = await write();
  if (wrote[0]?.kind === null) {
    await openAccounts(tx, postings.flatMap(({ transfers }) => transfers.flatMap(({ from, to }) => [from, to])));
    wrote = await write();
    if (wrote[0]?.kind === null) throw new Error('an account that was opened just now is not there');
  }
  const written = new Map(wrote.map((posted) => [`${posted.kind} ${posted.id}`, posted]));
  for (const { cause, corrects } of postings) {
    if (corrects && written.get(`${cause.kind} ${cause.id}`)?.correctsId === null) {
      throw new Error(`${cause.kind} ${cause.id} corrects ${corrects.kind} ${corrects.id}, which never posted`);
    }
  }
  return written.size;
}

/** Prepared where the connection is at hand: planning takes longer than writing. */
const writing = (tx: Sql, said: string): Promise<Posted[]> => planned<Posted>(tx, 'ledger-post', POST, [said]);

function linesOf({ cause, transfers, eventAt, corrects, by = 'clock' }: Posting): Record<string, unknown>[] {
  if (transfers.length === 0) throw new RangeError(`${cause.kind} ${cause.id} moves no money`);
  return transfers.map((transfer, index) => ({
    cause_kind: cause.kind,
    cause_id: cause.id,
    corrects_kind: corrects?.kind ?? null,
    corrects_id: corrects?.id ?? null,
    actor_kind: typeof by === 'string' ? by : 'account',
    actor_account_id: typeof by === 'string' ? null : by.accountId,
    event_at: eventAt,
    line: transfer.line ?? String(index + 1),
    kind: transfer.kind,
    from_key: keyOf(transfer.from),
    to_key: keyOf(transfer.to),
    amount_yen: transfer.amountYen,
    tax: transfer.tax ?? null,
  }));
}

/** Open the accounts that are not there yet; in one order, so that two who open the same ones wait for each other instead of blocking. */
async function openAccounts(tx: Sql, refs: readonly AccountRef[]): Promise<void> {
  const byKey = new Map(refs.map((ref) => [keyOf(ref), columnsOf(ref)]));
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, columns]) => columns);
  await tx.query(
    `insert into ledger_accounts (type, owner_account_id, space_id, event_id)
     select type, owner_account_id, space_id, event_id
       from jsonb_to_recordset($1::jsonb) as a(type text, owner_account_id uuid, space_id uuid, event_id uuid)
     on conflict (key) do nothing`,
    [JSON.stringify(sorted)],
  );
}

const TAKE_BACK = `
  with first as (
    select id from ledger_postings where cause_kind = $3::text and cause_id = $4::text
  ), posted as (
    insert into ledger_postings (cause_kind, cause_id, corrects_id, actor_kind, actor_account_id, event_at)
    select $1::text, $2::text, first.id, $5::text, $6::uuid, $7::timestamptz from first
        on conflict (cause_kind, cause_id) do nothing
    returning id
  ), waiting as (
    insert into ledger_waiting (posting_id) select id from posted
  ), written as (
    insert into ledger_transfers (posting_id, line, kind, from_account_id, to_account_id, amount_yen, tax, event_at)
    select p.id, t.line, 'correction', t.to_account_id, t.from_account_id, t.amount_yen, t.tax, $7::timestamptz
      from posted p cross join first join ledger_transfers t on t.posting_id = first.id
  )
  select (select id from posted) as id from first`;

/**
 * Take a posting back: the mirror of each of its transfers, as a posting of its own that names the first. False when this cause has posted
 * before. Taking back what never posted is a fault of the program.
 */
export async function takeBack(tx: Sql, { cause, corrects, eventAt, by = 'clock' }: Omit<Posting, 'transfers'> & { corrects: Cause }): Promise<boolean> {
  const actor = typeof by === 'string' ? [by, null] : ['account', by.accountId];
  const [first] = await rows<{ id: string | null }>(tx, TAKE_BACK, [cause.kind, cause.id, corrects.kind, corrects.id, ...actor, eventAt]);
  if (!first) throw new Error(`${corrects.kind} ${corrects.id} never posted`);
  return first.id !== null;
}

import { planned, row, rows, type Sql } from '#libs/database';
import { dayIn, dayStart, monthOf, tokyoDay, yen, type Yen } from '#libs/kernel';
import type { LedgerAccountType } from '#libs/words';
import { accountIdOf, keyOf, type AccountRef } from './accounts.js';
import { SEAL_LOCK } from './seal.js';

/** What has come into an account and gone out of it up to an instant, and what is left: in less out. */
export interface Balance {
  inYen: Yen;
  outYen: Yen;
  balanceYen: Yen;
}

/** PostgreSQL's bigint comes as text; a sum of yen always fits a number. */
export const yenOf = (text: string | null): Yen => yen(Number(text ?? 0));

/**
 * What moved up to an instant, for SQL that groups it: months that lie wholly before it from their totals, the month it lies in line by line,
 * and what no seal has put into the totals yet. `$1` the instant, included; `$2` the start of its Tokyo month; `$3` that month's name.
 */
const moved = (only = ''): string => `
  select account_id, in_yen, out_yen from ledger_months where month < $3 ${only && `and account_id ${only}`}
  union all
  select to_account_id, amount_yen, 0 from ledger_transfers where event_at >= $2 and event_at <= $1 ${only && `and to_account_id ${only}`}
  union all
  select from_account_id, 0, amount_yen from ledger_transfers where event_at >= $2 and event_at <= $1 ${only && `and from_account_id ${only}`}
  union all
  select t.to_account_id, t.amount_yen, 0 from ledger_waiting w join ledger_transfers t on t.posting_id = w.posting_id
   where t.event_at < $2 ${only && `and t.to_account_id ${only}`}
  union all
  select t.from_account_id, 0, t.amount_yen from ledger_waiting w join ledger_transfers t on t.posting_id = w.posting_id
   where t.event_at < $2 ${only && `and t.from_account_id ${only}`}`;

/** The parameters of `moved`. */
function upTo(at: Date): [Date, Date, string] {
  const month = monthOf(tokyoDay(at));
  return [at, dayStart(dayIn(month, 1)), month];
}

interface Sums {
  in: string | null;
  out: string | null;
}

const balanceOf = (sums: Sums | null | undefined): Balance => {
  const [inYen, outYen] = [yenOf(sums?.in ?? null), yenOf(sums?.out ?? null)];
  return { inYen, outYen, balanceYen: yen(inYen - outYen) };
};

/** The balances of these accounts at an instant, that instant included; one that nothing has moved is not in the map. */
export async function balances(sql: Sql, accountIds: readonly string[], at: Date): Promise<Map<string, Balance>> {
  const found = await rows<Sums & { id: string }>(
    sql,
    `select account_id as id, sum(in_yen)::bigint as "in", sum(out_yen)::bigint as "out" from (${moved('= any($4::uuid[])')}) m group by account_id`,
    [...upTo(at), accountIds],
  );
  return new Map(found.map((sums) => [sums.id, balanceOf(sums)]));
}

/** An account of an event knows what one evening moved: its own transfers are summed, whatever else was posted and not sealed meanwhile. */
const OF_EVENT = `
  with held as materialized (select id from ledger_accounts where key = $1), box as materialized (select id from ledger_accounts where key = $2)
  select (select coalesce(sum(amount_yen), 0) from ledger_transfers where from_account_id = (select id from held))
         - (select coalesce(sum(amount_yen), 0) from ledger_transfers where to_account_id = (select id from held)) as held,
         (select coalesce(sum(amount_yen), 0) from ledger_transfers where to_account_id = (select id from box))
         - (select coalesce(sum(amount_yen), 0) from ledger_transfers where from_account_id = (select id from box)) as cash`;

/** What is held for an event and what lies in its cash box, by all that was posted so far; whole yen above zero. */
export async function balancesOfEvent(sql: Sql, eventId: string): Promise<{ heldYen: Yen; cashYen: Yen }> {
  const [found] = await planned<{ held: string; cash: string }>(sql, 'event-balances', OF_EVENT, [keyOf({ type: 'held', eventId }), keyOf({ type: 'cashBox', eventId })]);
  return { heldYen: yenOf(found?.held ?? null), cashYen: yenOf(found?.cash ?? null) };
}

/** The balance of one account at an instant, that instant included. */
export async function balanceAt(sql: Sql, accountId: string, at: Date): Promise<Balance> {
  const sums = await row<Sums>(sql, `select sum(in_yen)::bigint as "in", sum(out_yen)::bigint as "out" from (${moved('= $4')}) m`, [...upTo(at), accountId]);
  return balanceOf(sums);
}

/** The same by what the account is: zero while it was never used. Whole yen; a debt to its owner is negative. */
export async function balanceOfAccount(sql: Sql, ref: AccountRef, at: Date): Promise<Yen> {
  const id = await accountIdOf(sql, ref);
  return id ? (await balanceAt(sql, id, at)).balanceYen : yen(0);
}

/** The balance of an account right after one of its entries, in the order in which a statement lists them. */
export async function balanceAfter(sql: Sql, accountId: string, entry: { eventAt: Date; id: string }): Promise<Yen> {
  const later = await row<Sums>(
    sql,
    `select sum(amount_yen) filter (where to_account_id = $1)::bigint as "in", sum(amount_yen) filter (where from_account_id = $1)::bigint as "out"
       from ledger_transfers where event_at = $2 and id > $3 and (to_account_id = $1 or from_account_id = $1)`,
    [accountId, entry.eventAt, entry.id],
  );
  const { balanceYen } = await balanceAt(sql, accountId, entry.eventAt);
  return yen(balanceYen - balanceOf(later).balanceYen);
}

/** All accounts of one type. */
export interface TrialBalanceRow extends Balance {
  type: LedgerAccountType;
  accounts: number;
}

/** Every type of account at an instant. The balances of all rows sum to zero, whatever was posted. */
export async function trialBalance(sql: Sql, at: Date): Promise<TrialBalanceRow[]> {
  const found = await rows<Sums & { type: LedgerAccountType; accounts: number }>(
    sql,
    `select a.type, count(*)::int as accounts, sum(m."in")::bigint as "in", sum(m."out")::bigint as "out"
       from ledger_accounts a
       left join (select account_id, sum(in_yen) as "in", sum(out_yen) as "out" from (${moved()}) each group by account_id) m on m.account_id = a.id
      group by a.type`,
    upTo(at),
  );
  return found.map((sums) => ({ type: sums.type, accounts: sums.accounts, ...balanceOf(sums) }));
}

/** The same, counted anew from every transfer: what the totals by month are proved against. */
export async function countedTrialBalance(sql: Sql, at: Date): Promise<TrialBalanceRow[]> {
  const found = await rows<Sums & { type: LedgerAccountType; accounts: number }>(
    sql,
    `select a.type, count(*)::int as accounts, sum(m."in")::bigint as "in", sum(m."out")::bigint as "out"
       from ledger_accounts a
       left join (
         select account_id, sum(in_yen) as "in", sum(out_yen) as "out"
           from (select to_account_id as account_id, amount_yen as in_yen, 0 as out_yen from ledger_transfers where event_at <= $1
                 union all
                 select from_account_id, 0, amount_yen from ledger_transfers where event_at <= $1) each
          group by account_id) m on m.account_id = a.id
      group by a.type`,
    [at],
  );
  return found.map((sums) => ({ type: sums.type, accounts: sums.accounts, ...balanceOf(sums) }));
}

/** Put the totals by month together anew from everything that is sealed. Answers how many there are. Nobody seals meanwhile; posting and reading go on. */
export async function rebuildMonths(tx: Sql): Promise<number> {
  await tx.query('select pg_advisory_xact_lock($1)', [SEAL_LOCK]);
  await tx.query('delete from ledger_months');
  const [made] = await rows<{ n: number }>(
    tx,
    `with made as (insert into ledger_months (account_id, month, in_yen, out_yen) ${MONTHS} returning 1) select count(*)::int as n from made`,
  );
  return made?.n ?? 0;
}

const MONTHS = `
  select account_id, month, sum(in_yen), sum(out_yen)
    from (select posting_id, to_account_id as account_id, amount_yen as in_yen, 0 as out_yen, to_char(event_at at time zone 'Asia/Tokyo', 'YYYY-MM') as month
            from ledger_transfers
          union all
          select posting_id, from_account_id, 0, amount_yen, to_char(event_at at time zone 'Asia/Tokyo', 'YYYY-MM')
            from ledger_transfers) each
   where not exists (select from ledger_waiting w where w.posting_id = each.posting_id)
   group by account_id, month`;

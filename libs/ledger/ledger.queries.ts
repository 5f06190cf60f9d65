import { row, rows, type Sql } from '#libs/database';
import { yen, type Yen } from '#libs/kernel';
import type { LedgerAccountType, TaxCategory } from '#libs/words';
import { ACCOUNT_TYPES } from './accounts.js';
import { balanceAfter, yenOf } from './balances.js';

/** An account with the name of whose it is; null where it is the cooperative's own. */
export interface AccountRow {
  id: string;
  type: LedgerAccountType;
  ownerKind: 'person' | 'space' | 'event' | null;
  ownerId: string | null;
  ownerName: string | null;
}

/** People stand in the books as on papers: by the name of a mixer, else by the one that they show. */
const personName = (p: string, m: string): string => `coalesce(nullif(trim(${m}.family_name || ' ' || ${m}.given_name), ''), ${p}.display_name)`;
const eventName = (e: string): string => `${e}.title || to_char(${e}.starts_at at time zone 'Asia/Tokyo', ' YYYY/MM/DD')`;

/** An event is told from the next one of its name by its day in Tokyo. The tables of mixers, spaces and events are read as they are. `a` is the account. */
const accountJson = (a: string): string => `jsonb_build_object(
  'id', ${a}.id, 'type', ${a}.type,
  'ownerKind', case when ${a}.owner_account_id is not null then 'person' when ${a}.space_id is not null then 'space' when ${a}.event_id is not null then 'event' end,
  'ownerId', coalesce(${a}.owner_account_id, ${a}.space_id, ${a}.event_id),
  'ownerName', coalesce(${personName(`${a}p`, `${a}m`)}, ${a}h.name, ${eventName(`${a}e`)}))`;
/** Whose an account is, for `accountJson`. */
const ownersOf = (a: string): string => `
  left join accounts ${a}p on ${a}p.id = ${a}.owner_account_id left join mixers ${a}m on ${a}m.account_id = ${a}.owner_account_id
  left join spaces ${a}h on ${a}h.id = ${a}.space_id left join events ${a}e on ${a}e.id = ${a}.event_id`;

const ACCOUNT = `
  select ${accountJson('a')} as account from ledger_accounts a ${ownersOf('a')}`;

export interface AccountFilter {
  type?: LedgerAccountType | undefined;
  /** The person or the space it belongs to. */
  ownerId?: string | undefined;
  /** Part of the owner's name. */
  name?: string | undefined;
  /** Place in the chart and id of the last one of the page before. */
  after: readonly string[] | null;
  limit: number;
}

const rankOf = (type: LedgerAccountType): number => ACCOUNT_TYPES.indexOf(type);
export const accountKey = ({ type, id }: AccountRow): readonly string[] => [String(rankOf(type)), id];

/** Accounts in the order of the chart, one page. */
export async function listAccounts(sql: Sql, { type, ownerId, name, after, limit }: AccountFilter): Promise<AccountRow[]> {
  const found = await rows<{ account: AccountRow }>(
    sql,
    `${ACCOUNT}
      where ($1::text is null or a.type = $1)
        and ($2::uuid is null or a.owner_account_id = $2 or a.space_id = $2)
        and ($3::text is null or search_key(concat_ws(' ', ${personName('ap', 'am')}, ap.display_name, ah.name, ${eventName('ae')})) like '%' || replace(replace(search_key($3), '\\', '\\\\'), '%', '\\%') || '%')
        and ($4::int is null or (array_position($6::text[], a.type), a.id) > ($4::int + 1, $5::uuid))
      order by array_position($6::text[], a.type), a.id limit $7`,
    [type ?? null, ownerId ?? null, name ?? null, after?.[0] ?? null, after?.[1] ?? null, ACCOUNT_TYPES, limit],
  );
  return found.map(({ account }) => account);
}

export const accountById = async (sql: Sql, id: string): Promise<AccountRow | null> => (await row<{ account: AccountRow }>(sql, `${ACCOUNT} where a.id = $1`, [id]))?.account ?? null;

/** One transfer with its cause and both accounts. */
export interface TransferRow {
  id: string;
  eventAt: Date;
  createdAt: Date;
  kind: string;
  line: string;
  amountYen: Yen;
  tax: TaxCategory | null;
  from: AccountRow;
  to: AccountRow;
  causeKind: string;
  causeId: string;
  correctsKind: string | null;
  correctsId: string | null;
  actorKind: 'account' | 'clock' | 'command';
  actorName: string | null;
}

interface RawTransfer extends Omit<TransferRow, 'amountYen'> {
  amountYen: string;
}

const TRANSFER_COLUMNS = `
  t.id, t.event_at as "eventAt", t.created_at as "createdAt", t.kind, t.line, t.amount_yen as "amountYen", t.tax,
  ${accountJson('f')} as "from", ${accountJson('o')} as "to",
  p.cause_kind as "causeKind", p.cause_id as "causeId", c.cause_kind as "correctsKind", c.cause_id as "correctsId",
  p.actor_kind as "actorKind", ac.display_name as "actorName"`;
const TRANSFER_TABLES = `
  ledger_transfers t join ledger_postings p on p.id = t.posting_id left join ledger_postings c on c.id = p.corrects_id
  left join accounts ac on ac.id = p.actor_account_id
  join ledger_accounts f on f.id = t.from_account_id ${ownersOf('f')}
  join ledger_accounts o on o.id = t.to_account_id ${ownersOf('o')}`;

const transferOf = (raw: RawTransfer): TransferRow => ({ ...raw, amountYen: yenOf(raw.amountYen) });

export interface JournalFilter {
  /** From this instant on. */
  from?: Date | undefined;
  /** Before this instant. */
  until?: Date | undefined;
  kind?: string | undefined;
  accountId?: string | undefined;
  /** The person or space on either side. */
  ownerId?: string | undefined;
  causeKind?: string | undefined;
  causeId?: string | undefined;
}

/** Which transfers a filter means: conditions on `t`, and what one of its two account columns must be where the filter names accounts. */
interface Conditions {
  where: string[];
  side: ((column: string) => string) | null;
}

function conditionsOf(filter: JournalFilter, params: unknown[]): Conditions {
  const where: string[] = [];
  const add = (condition: (p: string) => string, value: unknown): void => {
    if (value === undefined) return;
    params.push(value);
    where.push(condition(`$${params.length}`));
  };
  add((p) => `t.event_at >= ${p}`, filter.from);
  add((p) => `t.event_at < ${p}`, filter.until);
  add((p) => `t.kind = ${p}`, filter.kind);
  add((p) => `t.posting_id in (select id from ledger_postings where cause_id = ${p})`, filter.causeId);
  add((p) => `exists (select from ledger_postings k where k.id = t.posting_id and k.cause_kind = ${p})`, filter.causeKind);
  const sides: ((column: string) => string)[] = [];
  if (filter.accountId !== undefined) {
    const p = `$${params.push(filter.accountId)}::uuid`;
    sides.push((column) => `t.${column} = ${p}`);
  }
  if (filter.ownerId !== undefined) {
    const p = `$${params.push(filter.ownerId)}::uuid`;
    sides.push((column) => `t.${column} in (select id from ledger_accounts where owner_account_id = ${p} union all select id from ledger_accounts where space_id = ${p})`);
  }
  const [side = null, ...others] = sides;
  return { where: [...where, ...others.map((other) => `(${other('from_account_id')} or ${other('to_account_id')})`)], side };
}

/** The ids of a filter's transfers; each side of an account has an index of its own, so a page of an account reads a page of each. */
function idsOf({ where, side }: Conditions, tail: string): string {
  const hits = (more: string[]): string => {
    const all = [...where, ...more];
    return `(select t.id, t.event_at, t.amount_yen from ledger_transfers t ${all.length > 0 ? `where ${all.join(' and ')}` : ''} ${tail})`;
  };
  return `with hits as (${side ? `${hits([side('from_account_id')])} union ${hits([side('to_account_id')])}` : hits([])})`;
}

const NEWEST = (limit: string): string => `order by t.event_at desc, t.id desc limit ${limit}`;

/** Transfers, newest first, one page; `after` is the instant and id of the last one of the page before. */
export async function listTransfers(sql: Sql, filter: JournalFilter, { after, limit }: { after: readonly string[] | null; limit: number }): Promise<TransferRow[]> {
  const params: unknown[] = [];
  const conditions = conditionsOf(filter, params);
  if (after) {
    params.push(after[0], after[1]);
    conditions.where.push(`(t.event_at, t.id) < ($${params.length - 1}::timestamptz, $${params.length}::uuid)`);
  }
  const most = `$${params.push(limit)}`;
  const found = await rows<RawTransfer>(
    sql,
    `${idsOf(conditions, NEWEST(most))}
     select ${TRANSFER_COLUMNS} from hits join ${TRANSFER_TABLES.replace('ledger_transfers t', 'ledger_transfers t on t.id = hits.id')}
      order by t.event_at desc, t.id desc limit ${most}`,
    params,
  );
  return found.map(transferOf);
}

/** Transfers in the order in which they happened, all of them, `most` at the most: for a file. */
export async function transfersForFile(sql: Sql, filter: JournalFilter, most: number): Promise<TransferRow[]> {
  const params: unknown[] = [];
  const conditions = conditionsOf(filter, params);
  const limit = `$${params.push(most)}`;
  const found = await rows<RawTransfer>(
    sql,
    `${idsOf(conditions, '')}
     select ${TRANSFER_COLUMNS} from hits join ${TRANSFER_TABLES.replace('ledger_transfers t', 'ledger_transfers t on t.id = hits.id')}
      order by t.event_at, t.id limit ${limit}`,
    params,
  );
  return found.map(transferOf);
}

/** How many transfers a filter means, and their sum. */
export async function sumTransfers(sql: Sql, filter: JournalFilter): Promise<{ count: number; totalYen: Yen }> {
  const params: unknown[] = [];
  const conditions = conditionsOf(filter, params);
  const sums = await row<{ count: number; total: string | null }>(sql, `${idsOf(conditions, '')} select count(*)::int as count, sum(amount_yen)::bigint as total from hits`, params);
  return { count: sums?.count ?? 0, totalYen: yenOf(sums?.total ?? null) };
}

export const transferKey = ({ eventAt, id }: TransferRow): readonly string[] => [eventAt.toISOString(), id];

/** A line of a statement: what came or went, and what was there afterwards. */
export interface EntryRow extends TransferRow {
  /** Above zero when it came into the account. */
  changeYen: Yen;
  balanceYen: Yen;
}

/** What a transfer does to one of its two accounts. */
export const changeOf = (transfer: TransferRow, accountId: string): Yen => yen(transfer.to.id === accountId ? transfer.amountYen : 0 - transfer.amountYen);

/** The entries of an account, newest first, one page, each with the balance after it. One snapshot, so that they fit each other. */
export async function listEntries(
  tx: Sql,
  accountId: string,
  range: Pick<JournalFilter, 'from' | 'until'>,
  page: { after: readonly string[] | null; limit: number },
): Promise<EntryRow[]> {
  const found = await listTransfers(tx, { ...range, accountId }, page);
  const [newest] = found;
  if (!newest) return [];
  let balance = await balanceAfter(tx, accountId, newest);
  return found.map((transfer) => {
    const changeYen = changeOf(transfer, accountId);
    const entry = { ...transfer, changeYen, balanceYen: balance };
    balance = yen(balance - changeYen);
    return entry;
  });
}

/** A posting, or what corrects it. */
export interface PostingRow {
  causeKind: string;
  causeId: string;
  eventAt: Date;
  createdAt: Date;
  /** The number of the seal that covers it is not kept with it; only whether one does. */
  sealed: boolean;
  actorKind: 'account' | 'clock' | 'command';
  actorName: string | null;
  correctsKind: string | null;
  correctsId: string | null;
}

const POSTING = `
  select p.cause_kind as "causeKind", p.cause_id as "causeId", p.event_at as "eventAt", p.created_at as "createdAt",
         not exists (select from ledger_waiting w where w.posting_id = p.id) as sealed,
         p.actor_kind as "actorKind", a.display_name as "actorName", c.cause_kind as "correctsKind", c.cause_id as "correctsId"
    from ledger_postings p left join accounts a on a.id = p.actor_account_id left join ledger_postings c on c.id = p.corrects_id`;

export const postingOf = (sql: Sql, kind: string, id: string): Promise<PostingRow | null> =>
  row<PostingRow>(sql, `${POSTING} where p.cause_kind = $1 and p.cause_id = $2`, [kind, id]);

/** What was posted later to put this right, in order. */
export const correctionsOf = (sql: Sql, kind: string, id: string): Promise<PostingRow[]> =>
  rows<PostingRow>(sql, `${POSTING} where c.cause_kind = $1 and c.cause_id = $2 order by p.event_at, p.id`, [kind, id]);

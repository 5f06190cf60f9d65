import { row, type Sql } from '#libs/database';
import type { LedgerAccountType } from '#libs/words';

/** An account by what it is and whose it is; it is opened with the first transfer that names it. */
export type AccountRef =
  | { type: 'payable' | 'receivable' | 'held'; ownerAccountId: string }
  | { type: 'payable' | 'receivable' | 'held'; spaceId: string }
  | { type: 'cashBox' | 'held'; eventId: string }
  /** `cashBox` without an event is the cooperative's own. */
  | { type: 'stripe' | 'bank' | 'cashBox' | 'duesIncome' | 'courseIncome' | 'eventIncome' | 'fees' | 'fund' | 'withholding' | 'writeOff' | 'shiftCost' };

/** What a balance of this type means. Assets and costs stand on the debit side, liabilities and incomes on the credit side. */
export type LedgerSide = 'asset' | 'liability' | 'income' | 'cost';

/** The chart of accounts, in the order in which it is read. */
export const CHART = {
  stripe: 'asset',
  bank: 'asset',
  cashBox: 'asset',
  receivable: 'asset',
  payable: 'liability',
  held: 'liability',
  withholding: 'liability',
  fund: 'liability',
  duesIncome: 'income',
  courseIncome: 'income',
  eventIncome: 'income',
  shiftCost: 'cost',
  fees: 'cost',
  writeOff: 'cost',
} as const satisfies Record<LedgerAccountType, LedgerSide>;

export const ACCOUNT_TYPES = Object.keys(CHART) as LedgerAccountType[];

/** An account as its row is written. */
export interface AccountColumns {
  type: LedgerAccountType;
  owner_account_id: string | null;
  space_id: string | null;
  event_id: string | null;
}

export const columnsOf = (ref: AccountRef): AccountColumns => ({
  type: ref.type,
  owner_account_id: 'ownerAccountId' in ref ? ref.ownerAccountId : null,
  space_id: 'spaceId' in ref ? ref.spaceId : null,
  event_id: 'eventId' in ref ? ref.eventId : null,
});

/** The account in one word, as the database makes it of its columns: `payable:person:…`, `stripe`. */
export function keyOf(ref: AccountRef): string {
  const { type, owner_account_id: person, space_id: space, event_id: event } = columnsOf(ref);
  const owner = person ? `:person:${person}` : space ? `:space:${space}` : event ? `:event:${event}` : '';
  // The database writes ids in lower case.
  return type + owner.toLowerCase();
}

/** The account's id, or null while nothing was ever posted to it. */
export async function accountIdOf(sql: Sql, ref: AccountRef): Promise<string | null> {
  return (await row<{ id: string }>(sql, 'select id from ledger_accounts where key = $1', [keyOf(ref)]))?.id ?? null;
}

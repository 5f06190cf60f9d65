import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { LEDGER_ACCOUNT_WORDS, LEDGER_CAUSE_WORDS, LEDGER_TRANSFER_WORDS, type LedgerAccountType, type LedgerCauseKind, type LedgerTransferKind } from '#libs/words';
import { type Answer, answer, api } from '../../lib/api';
import type { paths } from '../../lib/api.gen';
import { addDays, type Day, tokyoInstant } from '../../lib/tokyo';

export type TrialBalance = Answer<'/api/v1/ledger/trial-balance', 'get'>;
export type BalanceRow = TrialBalance['rows'][number];
export type Side = BalanceRow['side'];
export type LedgerAccount = Answer<'/api/v1/ledger/accounts', 'get'>['items'][number];
export type Statement = Answer<'/api/v1/ledger/accounts/{id}/entries', 'get'>;
export type Entry = Statement['items'][number];
export type Transfer = Answer<'/api/v1/ledger/journal', 'get'>['items'][number];
export type AccountOfTransfer = Transfer['from'];
export type Cause = Answer<'/api/v1/ledger/causes/{kind}/{id}', 'get'>;
export type Deed = Cause['history'][number];
export type Actor = Transfer['by'];

export const SIDES: readonly Side[] = ['asset', 'liability', 'income', 'cost'];
export const ACCOUNT_TYPES = Object.keys(LEDGER_ACCOUNT_WORDS) as LedgerAccountType[];
export const TRANSFER_KINDS = Object.keys(LEDGER_TRANSFER_WORDS) as LedgerTransferKind[];
export const CAUSE_KINDS = Object.keys(LEDGER_CAUSE_WORDS) as LedgerCauseKind[];

/** A balance as people speak of it: debts and incomes, which the books keep below zero, stand above it. */
export const spokenYen = (side: Side, balanceYen: number): number => (side === 'asset' || side === 'cost' ? balanceYen : 0 - balanceYen);

/** The last instant of a Tokyo day. */
const endOf = (day: Day): string => new Date(Date.parse(tokyoInstant(addDays(day, 1))) - 1).toISOString();

export const trialBalanceQuery = (day: Day) =>
  queryOptions({
    queryKey: ['ledger', 'trial', day],
    queryFn: () => answer(api.GET('/api/v1/ledger/trial-balance', { params: { query: { at: endOf(day) } } })),
  });

export interface AccountsFilter {
  day: Day;
  type: string;
  name: string;
}

export const accountsQuery = ({ day, type, name }: AccountsFilter) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'accounts', day, type, name],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/ledger/accounts', {
          params: { query: { at: endOf(day), type: ACCOUNT_TYPES.find((known) => known === type), name: name || undefined, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export interface Days {
  /** Empty: from the first day, to the last. */
  from: Day;
  to: Day;
}

export const statementQuery = (id: string, { from, to }: Days) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'statement', id, from, to],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/ledger/accounts/{id}/entries', {
          params: { path: { id }, query: { from: from || undefined, to: to || undefined, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export interface JournalFilter extends Days {
  kind: string;
  causeKind: string;
  account: string;
  owner: string;
  cause: string;
}

const journalParams = ({ from, to, kind, causeKind, account, owner, cause }: JournalFilter) => ({
  from: from || undefined,
  to: to || undefined,
  kind: TRANSFER_KINDS.find((known) => known === kind),
  causeKind: CAUSE_KINDS.find((known) => known === causeKind),
  account: account || undefined,
  owner: owner || undefined,
  cause: cause || undefined,
});

export const journalQuery = (filter: JournalFilter) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'journal', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/ledger/journal', { params: { query: { ...journalParams(filter), cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const causeQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ['ledger', 'cause', kind, id],
    queryFn: () => answer(api.GET('/api/v1/ledger/causes/{kind}/{id}', { params: { path: { kind, id } } })),
  });

type FileQuery = NonNullable<paths['/api/v1/ledger/journal.csv']['get']['parameters']['query']>;
export type Layout = NonNullable<FileQuery['layout']>;
export type Encoding = NonNullable<FileQuery['encoding']>;

/** How a file is written: for whom, in which encoding, and what becomes of a character that it cannot hold. */
export interface FileWish {
  layout: Layout;
  encoding: Encoding;
  substitute: boolean;
}

/** Hands the journal to the browser as a file. Throws what the server refuses. */
export async function saveJournal(filter: JournalFilter, wish: FileWish): Promise<void> {
  const file = await answer(api.GET('/api/v1/ledger/journal.csv', { params: { query: { ...journalParams(filter), ...wish } }, parseAs: 'blob' }));
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = `journal-${wish.layout}-${[filter.from, filter.to].filter(Boolean).join('_') || 'all'}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

/** Where an account, or what made money move, is read. */
export const accountPath = (id: string): string => `/admin/ledger/accounts/${id}`;

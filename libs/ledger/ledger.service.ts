import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { readAudit, recordDeed, type AuditRow } from '#libs/audit';
import type { Sql } from '#libs/database';
import { csvFile, notInShiftJis, PAGE_DEFAULT, pageOf, readCursor, type CsvEncoding } from '#libs/door';
import type { Actor } from '#libs/identity';
import { addDays, Clock, day, dayIn, dayStart, isId, isStorable, month, monthOf, newId, nextMonth, Refusal, tokyoDay, yen } from '#libs/kernel';
import type { Locale } from '#libs/words';
import { accountIdOf, ACCOUNT_TYPES, CHART } from './accounts.js';
import { balanceAt, balances, trialBalance } from './balances.js';
import { csvLines, LAYOUT_LIMITS, transferName, type CsvLine } from './csv-layouts.js';
import type {
  AccountsQuery,
  EarningsView,
  EarningView,
  EntriesQuery,
  JournalFileQuery,
  JournalQuery,
  LedgerAccountsView,
  LedgerCauseDetailView,
  LedgerJournalView,
  LedgerStatementView,
  TrialBalanceView,
} from './ledger.dto.js';
import {
  accountById,
  accountKey,
  changeOf,
  correctionsOf,
  listAccounts,
  listEntries,
  listTransfers,
  postingOf,
  sumTransfers,
  transferKey,
  transfersForFile,
  type JournalFilter,
  type TransferRow,
} from './ledger.queries.js';
import { accountView, actorView, balanceView, causeView, correctsView, deedView, entryView, transferView } from './ledger.views.js';
import { accountName } from './names.js';

/** Further than any posting lies; a statement without a last day ends here. */
const END_OF_TIME = new Date('2999-01-01T00:00:00Z');
/** A mixer does not earn more often than this in a month. */
const MOST_EARNINGS = 5_000;
/** So much of a thing's history stands beside its postings. */
const MOST_DEEDS = 50;

/** What is read from the books; the verbs that write them live with their deeds and call `post`. */
@Injectable()
export class LedgerService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The chart of accounts, each with its balance at an instant. */
  accounts({ at = this.clock.now(), type, owner, name, limit = PAGE_DEFAULT, cursor }: AccountsQuery, locale: Locale): Promise<LedgerAccountsView> {
    return this.snapshot(async (tx) => {
      const found = await listAccounts(tx, { type, ownerId: owner, name, after: readCursor(cursor, ['whole', 'id']), limit: limit + 1 });
      const known = await balances(tx, found.map(({ id }) => id), at);
      return { at: at.toISOString(), ...pageOf(found, limit, (account) => balanceView(account, known.get(account.id), locale), accountKey) };
    });
  }

  /** One account day by day with its running balance, newest first. Refuses 404 for an unknown one, 400 for days in the wrong order. */
  statement(id: string, { from, to, limit = PAGE_DEFAULT, cursor }: EntriesQuery, locale: Locale): Promise<LedgerStatementView> {
    const range = rangeOf(from, to);
    return this.snapshot(async (tx) => {
      const account = await accountById(tx, id);
      if (!account) throw Refusal.missing('ledgerAccount');
      const entries = await listEntries(tx, id, range, { after: readCursor(cursor, ['instant', 'id']), limit: limit + 1 });
      const opening = range.from ? await balanceAt(tx, id, before(range.from)) : null;
      const closing = await balanceAt(tx, id, before(range.until ?? END_OF_TIME));
      return {
        account: accountView(account, locale),
        openingYen: opening?.balanceYen ?? 0,
        inYen: closing.inYen - (opening?.inYen ?? 0),
        outYen: closing.outYen - (opening?.outYen ?? 0),
        closingYen: closing.balanceYen,
        ...pageOf(entries, limit, (entry) => entryView(entry, locale), transferKey),
      };
    });
  }

  /** The journal, newest first. Within two days it tells how much there is in all. */
  journal(query: JournalQuery, locale: Locale): Promise<LedgerJournalView> {
    const { limit = PAGE_DEFAULT, cursor } = query;
    const filter = filterOf(query);
    return this.snapshot(async (tx) => {
      const found = await listTransfers(tx, filter, { after: readCursor(cursor, ['instant', 'id']), limit: limit + 1 });
      const sums = filter.from && filter.until ? await sumTransfers(tx, filter) : null;
      return { ...pageOf(found, limit, (transfer) => transferView(transfer, locale), transferKey), count: sums?.count ?? null, totalYen: sums?.totalYen ?? null };
    });
  }

  /**
   * The journal as a file, oldest first; who took it is written down. Refuses 400 for an encoding that the layout does not read, 422 `ledger.fileTooLong`,
   * `ledger.notInShiftJis` while a name holds a character that the file cannot.
   */
  async file(actor: Actor, query: JournalFileQuery, locale: Locale): Promise<{ name: string; bytes: Buffer }> {
    const { layout = 'generic', substitute = false } = query;
    const { most, encodings } = LAYOUT_LIMITS[layout];
    const encoding = encodingOf(query.encoding, encodings);
    const filter = filterOf(query);
    const transfers = await transfersForFile(this.db, filter, most + 1);
    if (transfers.length > most) throw Refusal.rule('ledger.fileTooLong', { count: (await sumTransfers(this.db, filter)).count, most });
    const lines = csvLines(layout, transfers, locale);
    if (encoding === 'sjis' && !substitute) refuseUnwritable(lines);
    await recordDeed(this.db, {
      at: this.clock.now(),
      by: actor,
      action: 'ledger.exported',
      subject: { type: 'journal', id: newId() },
      after: { ...query, layout, encoding, lines: transfers.length },
    });
    const span = [query.from, query.to].filter((part) => part !== undefined).join('_') || tokyoDay(this.clock.now());
    return { name: `journal-${layout}-${span}.csv`, bytes: csvFile(lines, encoding) };
  }

  /** All types of account at an instant, debit and credit; the difference is zero. */
  async trial(at: Date | undefined, locale: Locale): Promise<TrialBalanceView> {
    const when = at ?? this.clock.now();
    const found = new Map((await trialBalance(this.db, when)).map((row) => [row.type, row]));
    const rows = ACCOUNT_TYPES.map((type) => {
      const balanceYen = found.get(type)?.balanceYen ?? yen(0);
      return {
        type,
        name: accountName(type, locale),
        side: CHART[type],
        accounts: found.get(type)?.accounts ?? 0,
        debitYen: Math.max(balanceYen, 0),
        creditYen: Math.max(0 - balanceYen, 0),
        balanceYen,
      };
    });
    const debitYen = sum(rows.map((row) => row.debitYen));
    const creditYen = sum(rows.map((row) => row.creditYen));
    return { at: when.toISOString(), rows, debitYen, creditYen, differenceYen: debitYen - creditYen };
  }

  /** What made money move: its transfers, what put it right, and what happened to the thing itself. Refuses 404. */
  cause(actor: Actor, kind: string, id: string, locale: Locale): Promise<LedgerCauseDetailView> {
    return this.snapshot(async (tx) => {
      const posting = isStorable(kind) && isStorable(id) ? await postingOf(tx, kind, id) : null;
      if (!posting) throw Refusal.missing('ledgerCause');
      const transfers = await transfersForFile(tx, { causeKind: kind, causeId: id }, MOST_EARNINGS);
      const storyOf = async (subjectId: string | null): Promise<AuditRow[]> => (subjectId && isId(subjectId) ? await readAudit(tx, { subjectId, limit: MOST_DEEDS }) : []);
      const own = await storyOf(id);
      const history = own.length > 0 ? own : await storyOf(posting.correctsId);
      return {
        ...causeView(kind, id, locale),
        eventAt: posting.eventAt.toISOString(),
        createdAt: posting.createdAt.toISOString(),
        sealed: posting.sealed,
        by: actorView(posting),
        transfers: transfers.map((transfer) => transferView(transfer, locale)),
        corrects: correctsView(posting, locale),
        corrections: (await correctionsOf(tx, kind, id)).map((correction) => causeView(correction.causeKind, correction.causeId, locale)),
        history: history.map((deed) => deedView(deed, locale)),
        aboutHref: aboutHref(actor, history),
      };
    });
  }

  /** What a mixer has earned in a Tokyo month by kind, what was paid out, and what is still owed. */
  earnings(actor: Actor, wanted: string | undefined, locale: Locale): Promise<EarningsView> {
    const now = this.clock.now();
    const which = wanted ? month(wanted) : monthOf(tokyoDay(now));
    return this.snapshot(async (tx) => {
      const accountId = await accountIdOf(tx, { type: 'payable', ownerAccountId: actor.accountId });
      const filter = { accountId: accountId ?? '', from: dayStart(dayIn(which, 1)), until: dayStart(dayIn(nextMonth(which), 1)) };
      const transfers = accountId ? await transfersForFile(tx, filter, MOST_EARNINGS) : [];
      const items = transfers.map((transfer) => earningView(transfer, filter.accountId, locale)).reverse();
      const earned = items.filter(({ paidOut }) => !paidOut);
      return {
        month: which,
        earnedYen: sum(earned.map((item) => item.yen)),
        paidYen: 0 - sum(items.filter(({ paidOut }) => paidOut).map((item) => item.yen)),
        owedYen: accountId ? 0 - (await balanceAt(tx, accountId, now)).balanceYen : 0,
        kinds: [...new Set(earned.map(({ kind }) => kind))].map((kind) => {
          const of = earned.filter((item) => item.kind === kind);
          return { kind, name: transferName(kind, locale), count: of.length, earnedYen: sum(of.map((item) => item.yen)) };
        }),
        items,
      };
    });
  }

  /** Several reads that fit each other: nothing posted meanwhile is in one and not in the other. */
  private snapshot<T>(read: (tx: Sql) => Promise<T>): Promise<T> {
    return this.db.transaction('REPEATABLE READ', read);
  }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** The last instant that lies before one; the books keep milliseconds. */
const before = (instant: Date): Date => new Date(instant.getTime() - 1);

/** Tokyo days, both included, as instants. Refuses 400 when they stand the wrong way round. */
function rangeOf(from: string | undefined, to: string | undefined): Pick<JournalFilter, 'from' | 'until'> {
  if (from !== undefined && to !== undefined && to < from) throw Refusal.input([{ path: 'to', code: 'reversed' }]);
  return { from: from === undefined ? undefined : dayStart(day(from)), until: to === undefined ? undefined : dayStart(addDays(day(to), 1)) };
}

const filterOf = ({ from, to, kind, account, owner, causeKind, cause }: Omit<JournalQuery, 'limit' | 'cursor'>): JournalFilter => ({
  ...rangeOf(from, to),
  kind,
  accountId: account,
  ownerId: owner,
  causeKind,
  causeId: cause,
});

/** Refuses 400 when the layout is not read in the encoding that was asked for. */
function encodingOf(wanted: CsvEncoding | undefined, allowed: readonly [CsvEncoding, ...CsvEncoding[]]): CsvEncoding {
  if (wanted === undefined) return allowed[0];
  if (allowed.includes(wanted)) return wanted;
  throw Refusal.input([{ path: 'encoding', code: 'choice', params: { choices: allowed.join(',') } }]);
}

function refuseUnwritable(lines: readonly CsvLine[]): void {
  for (const where of new Set(lines.flat().filter((cell) => typeof cell === 'string'))) {
    const signs = notInShiftJis(where);
    if (signs.length > 0) throw Refusal.rule('ledger.notInShiftJis', { signs: signs.join(' '), where });
  }
}

/** Claims are read by the people of their space and by stewards; who keeps the books alone has their story here. */
function aboutHref(actor: Actor, history: readonly AuditRow[]): string | null {
  const claim = history.find(({ subjectType, spaceId }) => subjectType === 'claim' && spaceId !== null);
  return claim && actor.roles.has('steward') ? `/spaces/${claim.spaceId}/claims?about=past#${claim.subjectId}` : null;
}

/** A transfer as the mixer sees it, whose account is a debt of the cooperative: what goes out of it is earned. */
function earningView(transfer: TransferRow, accountId: string, locale: Locale): EarningView {
  const earned = 0 - changeOf(transfer, accountId);
  const bearer = transfer.from.id === accountId ? transfer.to : transfer.from;
  return {
    at: transfer.eventAt.toISOString(),
    kind: transfer.kind,
    name: transferName(transfer.kind, locale),
    causeKind: transfer.causeKind,
    causeId: transfer.causeId,
    bearerName: bearer.ownerKind === 'space' ? bearer.ownerName : null,
    yen: earned,
    paidOut: earned < 0 && transfer.correctsKind === null,
  };
}

import type { AuditRow } from '#libs/audit';
import { auditSentence, say, type Locale } from '#libs/words';
import { CHART } from './accounts.js';
import type { Balance } from './balances.js';
import { causeWords, transferName } from './csv-layouts.js';
import type { LedgerAccountView, LedgerActorView, LedgerBalanceView, LedgerCauseView, LedgerDeedView, LedgerEntryView, LedgerTransferView } from './ledger.dto.js';
import type { AccountRow, EntryRow, TransferRow } from './ledger.queries.js';
import { accountName, ownerLabel } from './names.js';

export const accountView = (account: AccountRow, locale: Locale): LedgerAccountView => ({
  id: account.id,
  type: account.type,
  name: accountName(account.type, locale),
  side: CHART[account.type],
  owner: account.ownerKind && account.ownerId ? { kind: account.ownerKind, id: account.ownerId, name: ownerLabel(account) } : null,
});

export const balanceView = (account: AccountRow, balance: Balance | undefined, locale: Locale): LedgerBalanceView => ({
  ...accountView(account, locale),
  inYen: balance?.inYen ?? 0,
  outYen: balance?.outYen ?? 0,
  balanceYen: balance?.balanceYen ?? 0,
});

export const causeView = (kind: string, id: string, locale: Locale): LedgerCauseView => ({
  kind,
  id,
  name: say(causeWords(kind), locale),
  href: `/admin/ledger/causes/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`,
});

/** What a posting puts right, where it puts something right. */
export const correctsView = ({ correctsKind, correctsId }: { correctsKind: string | null; correctsId: string | null }, locale: Locale): LedgerCauseView | null =>
  correctsKind && correctsId ? causeView(correctsKind, correctsId, locale) : null;

export const actorView = ({ actorKind, actorName }: { actorKind: LedgerActorView['kind']; actorName: string | null }): LedgerActorView => ({ kind: actorKind, name: actorName });

export const transferView = (transfer: TransferRow, locale: Locale): LedgerTransferView => ({
  id: transfer.id,
  eventAt: transfer.eventAt.toISOString(),
  createdAt: transfer.createdAt.toISOString(),
  kind: transfer.kind,
  name: transferName(transfer.kind, locale),
  line: transfer.line,
  amountYen: transfer.amountYen,
  tax: transfer.tax,
  from: accountView(transfer.from, locale),
  to: accountView(transfer.to, locale),
  cause: causeView(transfer.causeKind, transfer.causeId, locale),
  corrects: correctsView(transfer, locale),
  by: actorView(transfer),
});

export const entryView = (entry: EntryRow, locale: Locale): LedgerEntryView => ({
  ...transferView(entry, locale),
  changeYen: entry.changeYen,
  balanceYen: entry.balanceYen,
});

export const deedView = (deed: AuditRow, locale: Locale): LedgerDeedView => ({
  at: deed.at.toISOString(),
  sentence: say(auditSentence(deed.action), locale),
  by: actorView(deed),
  concernsName: deed.concernsName,
  spaceName: deed.spaceName,
  reason: deed.reason,
});

import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LEDGER_CAUSE_WORDS, LEDGER_TRANSFER_WORDS } from '#libs/words';
import { useAddress } from '../../lib/address';
import { yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { DayField } from '../../ui/Fields';
import { DownloadIcon } from '../../ui/icons';
import { More } from '../../ui/More';
import { Narrowed } from '../../ui/Narrowed';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { FileSheet } from './FileSheet';
import { CAUSE_KINDS, type JournalFilter, journalQuery, TRANSFER_KINDS } from './ledger.api';
import styles from './ledger.module.css';
import { LedgerTabs } from './LedgerTabs';
import { TransferList } from './TransferList';
import { words } from './words';

/** Every transfer, newest first, found by day, kind, cause, account and owner; taken home as a file. */
export default function JournalPage() {
  const all = useWords(words);
  const w = all.journal;
  const locale = useLocale();
  const { get, set, clear, isEmpty } = useAddress();
  const filter: JournalFilter = {
    from: get('from'),
    to: get('to'),
    kind: get('kind'),
    causeKind: get('causeKind'),
    account: get('account'),
    owner: get('owner'),
    cause: get('cause'),
  };
  const [exporting, setExporting] = useState(false);
  const found = useInfiniteQuery({ ...journalQuery(filter), placeholderData: keepPreviousData });
  const transfers = found.data?.pages.flatMap((page) => page.items) ?? [];
  const first = found.data?.pages[0];
  return (
    <Page
      title={w.title}
      sub={w.sub}
      width="wide"
      actions={
        <ActionButton tone="quiet" icon={<DownloadIcon size={18} />} onClick={() => setExporting(true)} disabled={transfers.length === 0}>
          {w.export}
        </ActionButton>
      }
    >
      <LedgerTabs />
      <div className={styles.filters} data-pairs="true" role="search">
        <DayField label={all.from} value={filter.from} onChange={(value) => set('from', value)} />
        <DayField label={all.to} value={filter.to} onChange={(value) => set('to', value)} />
        <NativeSelect
          label={w.kind}
          value={filter.kind}
          data={[{ value: '', label: w.anyKind }, ...TRANSFER_KINDS.map((kind) => ({ value: kind, label: LEDGER_TRANSFER_WORDS[kind][locale] }))]}
          onChange={(event) => set('kind', event.currentTarget.value)}
        />
        <NativeSelect
          label={w.cause}
          value={filter.causeKind}
          data={[{ value: '', label: w.anyCause }, ...CAUSE_KINDS.map((kind) => ({ value: kind, label: LEDGER_CAUSE_WORDS[kind][locale] }))]}
          onChange={(event) => set('causeKind', event.currentTarget.value)}
        />
      </div>
      {!isEmpty && (
        <Narrowed clearLabel={w.clear} onClear={clear}>
          {filter.account || filter.owner || filter.cause ? w.only : w.filtered}
          {first && first.count !== null && first.totalYen !== null && ` ${w.sum(first.count, yenText(first.totalYen, locale))}`}
        </Narrowed>
      )}
      {found.isPending && <CardSkeleton count={4} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && transfers.length === 0 && (
        <EmptyState title={isEmpty ? w.empty : w.none}>{isEmpty ? w.emptyText : w.noneText}</EmptyState>
      )}
      {transfers.length > 0 && <TransferList transfers={transfers} caption={w.title} />}
      <More list={found} label={all.more} />
      <FileSheet opened={exporting} onClose={() => setExporting(false)} filter={filter} />
    </Page>
  );
}

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { type Column, DataTable, useSorted } from '../../ui/DataTable';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { DayField, YenInput } from '../../ui/Fields';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { SearchField } from '../../ui/SearchField';
import { CardSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { Yen } from '../../ui/Yen';
import { type Receipt, type ReceiptSearch, receiptsQuery } from './receipts.api';
import styles from './receipts.module.css';
import { words } from './receipts.words';

const ANY: ReceiptSearch = { from: '', until: '', leastYen: null, mostYen: null, who: '' };

/** Every receipt, found by date, amount and addressee together. */
export default function ReceiptSearchPage() {
  const w = useWords(words);
  const s = w.search;
  const [search, setSearch] = useState(ANY);
  const [cleared, setCleared] = useState(0);
  // The screen speaks of the last day, the server of the day after it.
  const found = useInfiniteQuery({ ...receiptsQuery({ ...search, until: search.until && addDays(search.until, 1) }), placeholderData: keepPreviousData });
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = useColumns(rows);
  const { sorted, sorting, setSorting } = useSorted(rows, columns);
  const change = (part: Partial<ReceiptSearch>) => setSearch((before) => ({ ...before, ...part }));
  return (
    <Page title={s.title} sub={s.sub} width="full">
      <div className={styles.filters} role="search">
        <DayField label={s.from} value={search.from} onChange={(from) => change({ from })} />
        <DayField label={s.until} value={search.until} onChange={(until) => change({ until })} />
        <YenInput label={s.least} value={search.leastYen} onChange={(leastYen) => change({ leastYen })} />
        <YenInput label={s.most} value={search.mostYen} onChange={(mostYen) => change({ mostYen })} />
        <SearchField key={cleared} label={s.who} value={search.who} onSearch={(who) => change({ who })} />
      </div>
      {found.isPending && <CardSkeleton count={4} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && (
        <EmptyState
          title={s.none}
          action={
            search !== ANY && (
              <ActionButton
                tone="quiet"
                onClick={() => {
                  setSearch(ANY);
                  setCleared(cleared + 1);
                }}
              >
                {s.clear}
              </ActionButton>
            )
          }
        >
          {search === ANY ? w.noneText : s.noneText}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable caption={s.title} columns={columns} rows={sorted} keyOf={({ id }) => id} sorting={sorting} onSort={setSorting} card={(row) => <Row row={row} />} />
      )}
      <More list={found} label={w.more} />
    </Page>
  );
}

function useColumns(rows: readonly Receipt[]): Column<Receipt>[] {
  const w = useWords(words);
  const s = w.search;
  return [
    { key: 'paidOn', label: s.paidOn, sortBy: (row) => row.paidOn, cell: (row) => <span className={styles.number}>{row.paidOn.replaceAll('-', '/')}</span>, foot: s.sum(rows.length) },
    { key: 'number', label: s.number, heads: true, sortBy: (row) => row.number, cell: (row) => <NumberLink row={row} /> },
    { key: 'who', label: w.addressee, sortBy: (row) => row.addressee, cell: (row) => w.to[row.honorific](row.addressee) },
    { key: 'description', label: s.description, cell: (row) => row.description },
    { key: 'method', label: s.method, sortBy: (row) => row.method, cell: (row) => w.method[row.method] },
    {
      key: 'amount',
      label: s.amount,
      sortBy: (row) => row.amountYen,
      cell: (row) => <Yen amount={row.amountYen} />,
      foot: <Yen amount={rows.reduce((sum, row) => sum + (row.mark === 'void' ? 0 : row.amountYen), 0)} size="strong" />,
    },
  ];
}

function NumberLink({ row }: { row: Receipt }) {
  const w = useWords(words);
  const mark = w.mark[row.mark];
  return (
    <span className={styles.number}>
      <TextLink to={`/documents/${row.id}`}>{row.number}</TextLink> {mark && <StatusTag tone={row.mark === 'void' ? 'bad' : 'ai'}>{mark}</StatusTag>}
    </span>
  );
}

function Row({ row }: { row: Receipt }) {
  const w = useWords(words);
  return (
    <>
      <div className={styles.head}>
        <Yen amount={row.amountYen} size="strong" />
        <span className={styles.soft}>{row.paidOn.replaceAll('-', '/')}</span>
      </div>
      <p className={styles.for}>
        {w.to[row.honorific](row.addressee)}　<span className={styles.soft}>{row.description}</span>
      </p>
      <NumberLink row={row} />
    </>
  );
}

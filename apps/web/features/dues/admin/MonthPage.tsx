import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { dayText, monthText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { isTreasurer, useMe } from '../../../lib/session';
import { addMonths, startOfMonth, today, tokyoDay } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Meter } from '../../../ui/Bars';
import { Card, Facts } from '../../../ui/Card';
import { type Column, DataTable, useSorted } from '../../../ui/DataTable';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { ChevronLeft, ChevronRight, DownloadIcon } from '../../../ui/icons';
import { More } from '../../../ui/More';
import { Page } from '../../../ui/Page';
import { ReasonSheet } from '../../../ui/ReasonSheet';
import { CardSkeleton } from '../../../ui/Skeletons';
import { FilterChips, StatusTag } from '../../../ui/Tags';
import { toast } from '../../../ui/Toasts';
import { Yen } from '../../../ui/Yen';
import { CHARGE_TONES } from '../charge-tones';
import { DuesTabs } from './DuesTabs';
import { type Paying, RecordSheet } from './RecordSheet';
import { type DuesMonth, duesMonthQuery, type MonthCharge, monthFile, reversePayment, saveOldMonthFile, TREASURY } from './treasury.api';
import styles from './treasury.module.css';
import { words } from './words';

const STATES = ['asking', 'retrying', 'charged', 'open', 'paid', 'refunded', 'waived', 'writtenOff', 'void'] as const;

/** One month and how far it has come. The month and the state live in the address. */
export default function MonthPage() {
  const all = useWords(words);
  const w = all.month;
  const locale = useLocale();
  const [params, setParams] = useSearchParams();
  const thisMonth = today().slice(0, 7);
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.exec(params.get('month') ?? '')?.[0] ?? thisMonth;
  const state = STATES.find((one) => one === params.get('state'));
  const show = (next: { month?: string; state?: string }) => {
    const to = { month: next.month ?? month, state: next.state ?? '' };
    setParams({ ...(to.month === thisMonth ? {} : { month: to.month }), ...(to.state ? { state: to.state } : {}) }, { replace: true });
  };
  const moved = (by: number) => addMonths(startOfMonth(`${month}-01`), by).slice(0, 7);
  const found = useInfiniteQuery(duesMonthQuery(month, state));
  const save = useMutation({ mutationFn: (substitute: boolean) => saveOldMonthFile(month, substitute) });
  const [first] = found.data?.pages ?? [];
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  return (
    <Page title={all.title} sub={w.sub} width="full">
      <DuesTabs />
      <div className={styles.bar}>
        <div className={styles.month}>
          <button type="button" aria-label={w.previous} onClick={() => show({ month: moved(-1) })}>
            <ChevronLeft size={20} />
          </button>
          <h2>{monthText(`${month}-01`, locale)}</h2>
          <button type="button" aria-label={w.next} disabled={month > thisMonth} onClick={() => show({ month: moved(1) })}>
            <ChevronRight size={20} />
          </button>
        </div>
        <div className={styles.files}>
          <a href={monthFile(month)} download>
            <DownloadIcon size={18} />
            {w.csv}
          </a>
          <ActionButton tone="bare" busy={save.isPending} onClick={() => save.mutate(false)}>
            {w.csvOld}
          </ActionButton>
        </div>
      </div>
      {save.isError && (
        <>
          <ErrorState error={save.error} />
          <ActionButton tone="quiet" busy={save.isPending} onClick={() => save.mutate(true)}>
            {w.substitute}
          </ActionButton>
        </>
      )}
      {found.isPending && <CardSkeleton count={3} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {first && (
        <>
          <Progress month={first} />
          <FilterChips
            label={w.filter}
            options={[
              { value: '', label: `${w.all} ${first.charges}` },
              ...STATES.filter((one) => first.byState[one].count > 0 || one === state).map((one) => ({ value: one, label: `${w.state[one]} ${first.byState[one].count}` })),
            ]}
            value={state ?? ''}
            onChange={(value) => show({ state: value })}
          />
          {rows.length === 0 ? <EmptyState title={w.none}>{w.noneText}</EmptyState> : <Charges rows={rows} month={month} />}
        </>
      )}
      <More list={found} label={w.more} />
    </Page>
  );
}

function Progress({ month }: { month: DuesMonth }) {
  const all = useWords(words);
  const w = all.month;
  const locale = useLocale();
  const yen = (amount: number) => yenText(amount, locale);
  const behindYen = month.byState.asking.yen + month.byState.retrying.yen;
  return (
    <div className={styles.sides}>
      <Card title={w.progress} aside={w.counts(month.settled, month.charges)}>
        <div className={styles.progress}>
          <span>
            <Yen amount={month.settledYen} size="large" /> <span className={styles.soft}>{w.of(yen(month.chargedYen))}</span>
          </span>
          <Meter
            label={w.meter(yen(month.settledYen), yen(month.chargedYen))}
            max={Math.max(1, month.chargedYen)}
            parts={[{ value: month.settledYen, colour: 'ok' }]}
          />
        </div>
        <Facts
          items={[
            { label: w.state.asking, value: yen(behindYen) },
            ...(month.markedPaidAtStripe > 0 ? [{ label: w.facts.markedPaid, value: w.people(month.markedPaidAtStripe) }] : []),
            { label: w.facts.missing, value: w.people(month.missing) },
            { label: w.facts.paused, value: w.people(month.paused) },
            { label: w.facts.fees, value: yen(month.feesYen) },
            { label: w.facts.refunded, value: yen(month.refundedYen) },
          ]}
        />
      </Card>
      <Card title={w.byMethod}>
        {month.charges === 0 && <p className={styles.soft}>{w.noneText}</p>}
        <div className={styles.methods}>
          {month.byMethod.filter(({ count }) => count > 0).map(({ method, count, yen: charged, paid, paidYen }) => (
            <Meter
              key={method}
              label={`${all.behind.method[method]} ${w.meter(yen(paidYen), yen(charged))}`}
              max={Math.max(1, charged)}
              parts={[{ value: paidYen, colour: 'ok' }]}
            >
              <b>{all.behind.method[method]}</b>
              <span>
                {w.methodLine(paid, count)}・{yen(paidYen)}
              </span>
            </Meter>
          ))}
        </div>
      </Card>
    </div>
  );
}

interface RowActs {
  record?: (row: MonthCharge) => void;
  reverse?: (row: MonthCharge) => void;
}

function Charges({ rows, month }: { rows: readonly MonthCharge[]; month: string }) {
  const w = useWords(words).month;
  const me = useMe();
  const client = useQueryClient();
  const [paying, setPaying] = useState<Paying | null>(null);
  const [reversing, setReversing] = useState<MonthCharge | null>(null);
  const acts: RowActs = isTreasurer(me)
    ? {
        record: (row) => setPaying({ mixerId: row.mixerId, name: row.name, month: row.item === 'course' ? null : month, amountYen: row.amountYen, markedPaidAtStripe: row.markedPaidAtStripe }),
        reverse: setReversing,
      }
    : {};
  const columns = useColumns(rows, acts);
  const { sorted, sorting, setSorting } = useSorted(rows, columns);
  return (
    <>
      <DataTable
        caption={w.table}
        columns={columns}
        rows={sorted}
        keyOf={({ chargeId }) => chargeId}
        sorting={sorting}
        onSort={setSorting}
        card={(row) => <ChargeCard row={row} acts={acts} />}
      />
      <RecordSheet paying={paying} onClose={() => setPaying(null)} />
      <ReasonSheet
        opened={reversing !== null}
        onClose={() => setReversing(null)}
        title={w.reverseTitle}
        hint={w.reverseHint}
        submitLabel={w.reverse}
        tone="danger"
        onSend={async (reason) => {
          if (!reversing?.paymentId) return;
          await reversePayment(reversing.paymentId, reason);
          toast(w.reversed);
          setReversing(null);
          await client.invalidateQueries({ queryKey: TREASURY });
        }}
      >
        <p>{w.reverseText}</p>
      </ReasonSheet>
    </>
  );
}

function useColumns(rows: readonly MonthCharge[], acts: RowActs): Column<MonthCharge>[] {
  const all = useWords(words);
  const w = all.month;
  return [
    { key: 'name', label: w.name, heads: true, sortBy: (row) => row.kana || row.name, cell: (row) => <span className={styles.nowrap}>{row.name}</span> },
    { key: 'what', label: w.what, sortBy: (row) => row.item, cell: (row) => <span className={styles.nowrap}>{all.prices.items[row.item]}</span> },
    {
      key: 'amount',
      label: w.amount,
      sortBy: (row) => row.amountYen,
      cell: (row) => <Yen amount={row.amountYen} />,
      foot: <Yen amount={rows.reduce((sum, row) => sum + (row.state === 'void' ? 0 : row.amountYen), 0)} />,
    },
    { key: 'method', label: w.method, sortBy: (row) => row.method, cell: (row) => <span className={styles.nowrap}>{all.behind.method[row.method]}</span> },
    { key: 'status', label: w.status, sortBy: (row) => STATES.indexOf(row.state), cell: (row) => <State row={row} /> },
    { key: 'paid', label: w.paid, sortBy: (row) => row.paidAt ?? '', cell: (row) => <PaidAt row={row} /> },
    {
      key: 'fee',
      label: w.fee,
      sortBy: (row) => row.feeYen ?? 0,
      cell: (row) => row.feeYen !== null && <Yen amount={row.feeYen} />,
      foot: <Yen amount={rows.reduce((sum, row) => sum + (row.feeYen ?? 0), 0)} />,
    },
    ...(acts.record ? [{ key: 'acts', label: w.actions, cell: (row: MonthCharge) => <Actions row={row} acts={acts} /> }] : []),
  ];
}

function State({ row }: { row: MonthCharge }) {
  const w = useWords(words).month;
  return (
    <div>
      <StatusTag tone={CHARGE_TONES[row.state]}>{w.state[row.state]}</StatusTag>
      {row.failure && row.state !== 'paid' && <div className={styles.reason}>{row.failure.message}</div>}
      {row.markedPaidAtStripe && <div className={styles.reason}>{w.markedPaid}</div>}
    </div>
  );
}

function PaidAt({ row }: { row: MonthCharge }) {
  const w = useWords(words).month;
  const locale = useLocale();
  return (
    <span className={styles.nowrap}>
      {row.paidAt && dayText(tokyoDay(row.paidAt), locale, false)} {row.source && <span className={styles.soft}>{w.source[row.source]}</span>}
    </span>
  );
}

function Actions({ row, acts }: { row: MonthCharge; acts: RowActs }) {
  const w = useWords(words).month;
  return (
    <span className={styles.acts}>
      {acts.record && row.canRecord && (
        <ActionButton tone="bare" size="xs" aria-label={`${w.record} ${row.name}`} onClick={() => acts.record?.(row)}>
          {w.record}
        </ActionButton>
      )}
      {acts.reverse && row.canReverse && (
        <ActionButton tone="bare" size="xs" aria-label={`${w.reverse} ${row.name}`} onClick={() => acts.reverse?.(row)}>
          {w.reverse}
        </ActionButton>
      )}
    </span>
  );
}

function ChargeCard({ row, acts }: { row: MonthCharge; acts: RowActs }) {
  const all = useWords(words);
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <b>{row.name}</b>
        <Yen amount={row.amountYen} size="strong" />
      </div>
      <State row={row} />
      <p className={styles.soft}>
        {all.prices.items[row.item]}・{all.behind.method[row.method]} <PaidAt row={row} />
      </p>
      <Actions row={row} acts={acts} />
    </div>
  );
}

import { Checkbox, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../../../lib/address';
import { dayText, instantText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { isSteward, isTreasurer, useMe } from '../../../lib/session';
import { addDays } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Confirm } from '../../../ui/Confirm';
import { type Column, DataTable, useSorted } from '../../../ui/DataTable';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { Filters } from '../../../ui/Filters';
import { More } from '../../../ui/More';
import { Page } from '../../../ui/Page';
import { SearchField } from '../../../ui/SearchField';
import { CardSkeleton } from '../../../ui/Skeletons';
import { StickyAction } from '../../../ui/StickyAction';
import { TierBadge } from '../../../ui/Tags';
import { toast } from '../../../ui/Toasts';
import { Yen } from '../../../ui/Yen';
import { DuesTag } from '../../mixers/FactTags';
import { ByHandSheet } from './ByHandSheet';
import { DuesTabs } from './DuesTabs';
import { OverrideSheet } from './OverrideSheet';
import { type Paying, RecordSheet } from './RecordSheet';
import { type DuesMember, duesMembersQuery, METHODS, remind, type Side, SIDES, TREASURY } from './treasury.api';
import styles from './treasury.module.css';
import { words } from './words';

/** Who is behind, since when and why, with everything that can be done about it. */
export default function BehindPage() {
  const all = useWords(words);
  const w = all.behind;
  const me = useMe();
  const { get, set } = useAddress();
  const standing = SIDES.find((side) => side === get('standing')) ?? 'behind';
  const method = METHODS.find((one) => one === get('method'));
  const q = get('q');
  const found = useInfiniteQuery({ ...duesMembersQuery({ standing, method, q }), placeholderData: keepPreviousData });
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const sums = found.data?.pages[0]?.sums;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reminding, setReminding] = useState<readonly string[] | null>(null);
  const [paying, setPaying] = useState<Paying | null>(null);
  const [overriding, setOverriding] = useState<DuesMember | null>(null);
  const mayRemind = isTreasurer(me) || isSteward(me);
  const acts: Acts = {
    chosen,
    choose: mayRemind ? (mixerId, on) => setChosen((before) => new Set(on ? [...before, mixerId] : [...before].filter((id) => id !== mixerId))) : undefined,
    remind: mayRemind ? (row) => setReminding([row.mixerId]) : undefined,
    record: isTreasurer(me) ? ({ mixerId, name, oldestOwed }) => oldestOwed && setPaying({ mixerId, name, ...oldestOwed }) : undefined,
    override: isTreasurer(me) ? setOverriding : undefined,
  };
  const [addingByHand, setAddingByHand] = useState(false);
  const columns = useColumns(rows, acts);
  const { sorted, sorting, setSorting } = useSorted(rows, columns);
  const filtered = q !== '' || method !== undefined || standing !== 'behind';
  return (
    <Page
      title={all.title}
      sub={w.sub}
      width="full"
      actions={
        isTreasurer(me) && (
          <ActionButton tone="quiet" onClick={() => setAddingByHand(true)} aria-haspopup="dialog">
            {all.byHand.open}
          </ActionButton>
        )
      }
    >
      <DuesTabs />
      {sums && <Tiles sums={sums} />}
      {!(found.isError && !sums) && (
        <Filters>
          <SearchField label={w.search} value={q} onSearch={(value) => set('q', value)} />
          <NativeSelect
            aria-label={w.standing}
            value={standing}
            data={SIDES.map((value) => ({ value, label: w.sides[value] }))}
            onChange={(event) => set('standing', event.currentTarget.value === 'behind' ? '' : event.currentTarget.value)}
          />
          <NativeSelect
            aria-label={w.anyMethod}
            value={method ?? ''}
            data={[{ value: '', label: w.anyMethod }, ...METHODS.map((value) => ({ value, label: w.method[value] }))]}
            onChange={(event) => set('method', event.currentTarget.value)}
          />
        </Filters>
      )}
      {found.isPending && <CardSkeleton count={4} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && (
        <EmptyState title={filtered ? w.notFound : w.none}>{filtered ? w.notFoundText : w.noneText}</EmptyState>
      )}
      {rows.length > 0 && (
        <>
          {acts.choose && (
            <Checkbox
              label={w.selectAll}
              checked={rows.every(({ mixerId }) => chosen.has(mixerId))}
              indeterminate={chosen.size > 0 && !rows.every(({ mixerId }) => chosen.has(mixerId))}
              onChange={(event) => setChosen(new Set(event.currentTarget.checked ? rows.map(({ mixerId }) => mixerId) : []))}
            />
          )}
          <DataTable
            caption={w.sides[standing]}
            columns={columns}
            rows={sorted}
            keyOf={({ mixerId }) => mixerId}
            sorting={sorting}
            onSort={setSorting}
            card={(row) => <MemberCard row={row} acts={acts} />}
          />
        </>
      )}
      <More list={found} label={w.more} />
      {chosen.size > 0 && (
        <StickyAction>
          <ActionButton wide onClick={() => setReminding([...chosen])} aria-haspopup="dialog">
            {w.remindMany(chosen.size)}
          </ActionButton>
        </StickyAction>
      )}
      <RemindSheet
        mixerIds={reminding}
        onClose={() => setReminding(null)}
        onDone={() => {
          setReminding(null);
          setChosen(new Set());
        }}
      />
      <RecordSheet paying={paying} onClose={() => setPaying(null)} />
      <ByHandSheet opened={addingByHand} onClose={() => setAddingByHand(false)} />
      <OverrideSheet member={overriding} onClose={() => setOverriding(null)} />
    </Page>
  );
}

/** What this person may do with a row; what they may not is left out. */
interface Acts {
  chosen: ReadonlySet<string>;
  choose?: (mixerId: string, on: boolean) => void;
  remind?: (row: DuesMember) => void;
  record?: (row: DuesMember) => void;
  override?: (row: DuesMember) => void;
}

function Tiles({ sums }: { sums: Record<Exclude<Side, 'behind' | 'all'>, number> & { owedYen: number } }) {
  const w = useWords(words).behind;
  const locale = useLocale();
  return (
    <dl className={styles.tiles}>
      <div data-loud="true">
        <dt>{w.tiles.owed}</dt>
        <dd>{yenText(sums.owedYen, locale)}</dd>
      </div>
      {(['restricted', 'grace', 'good', 'ended'] as const).map((standing) => (
        <div key={standing}>
          <dt>{w.tiles[standing]}</dt>
          <dd>{w.people(sums[standing])}</dd>
        </div>
      ))}
    </dl>
  );
}

function useColumns(rows: readonly DuesMember[], acts: Acts): Column<DuesMember>[] {
  const w = useWords(words).behind;
  const locale = useLocale();
  return [
    ...(acts.choose ? [{ key: 'choose', label: '', cell: (row: DuesMember) => <Chooser row={row} acts={acts} /> }] : []),
    { key: 'since', label: w.age, sortBy: (row) => -(row.ageDays ?? -1), cell: (row) => <Age row={row} /> },
    { key: 'name', label: w.name, heads: true, sortBy: (row) => row.kana || row.name, cell: (row) => <Name row={row} />, foot: w.people(rows.length) },
    {
      key: 'owed',
      label: w.owed,
      sortBy: (row) => row.owedYen,
      cell: (row) => <Yen amount={row.owedYen} />,
      foot: <Yen amount={rows.reduce((sum, row) => sum + row.owedYen, 0)} />,
    },
    { key: 'state', label: w.state, sortBy: (row) => row.standing, cell: (row) => <State row={row} /> },
    { key: 'reason', label: w.reason, cell: (row) => <Reason row={row} /> },
    {
      key: 'contact',
      label: w.contact,
      sortBy: (row) => row.lastContactAt ?? '',
      cell: (row) => <span className={styles.soft}>{row.lastContactAt ? instantText(row.lastContactAt, locale, false) : w.never}</span>,
    },
    ...(acts.remind || acts.record ? [{ key: 'acts', label: w.actions, cell: (row: DuesMember) => <RowActs row={row} acts={acts} /> }] : []),
  ];
}

function Chooser({ row, acts }: { row: DuesMember; acts: Acts }) {
  const w = useWords(words).behind;
  return (
    <Checkbox
      aria-label={w.select(row.name)}
      checked={acts.chosen.has(row.mixerId)}
      onChange={(event) => acts.choose?.(row.mixerId, event.currentTarget.checked)}
    />
  );
}

function Name({ row }: { row: DuesMember }) {
  const steward = isSteward(useMe());
  return (
    <span className={styles.nowrap}>
      {steward ? (
        <Link to={`/admin/members/${row.mixerId}`} className={styles.name}>
          {row.name}
        </Link>
      ) : (
        <b>{row.name}</b>
      )}{' '}
      <TierBadge tier={row.tier} />
    </span>
  );
}

function Age({ row }: { row: DuesMember }) {
  const w = useWords(words).behind;
  return row.ageDays === null ? <span className={`${styles.soft} ${styles.nowrap}`}>{w.notBehind}</span> : <b className={styles.nowrap}>{w.days(row.ageDays)}</b>;
}

function State({ row }: { row: DuesMember }) {
  const w = useWords(words).behind;
  const locale = useLocale();
  return (
    <>
      <DuesTag standing={row.standing} /> {row.overrideUntil && <span className={styles.soft}>{w.overrideUntil(dayText(addDays(row.overrideUntil, -1), locale, false))}</span>}
    </>
  );
}

function Reason({ row }: { row: DuesMember }) {
  const w = useWords(words).behind;
  const locale = useLocale();
  return (
    <div className={styles.reason}>
      {row.failure?.message}
      <div className={styles.soft}>{w.method[row.method]}</div>
      {row.nextAttemptAt && <div className={styles.soft}>{w.next(instantText(row.nextAttemptAt, locale, false))}</div>}
    </div>
  );
}

function RowActs({ row, acts }: { row: DuesMember; acts: Acts }) {
  const w = useWords(words).behind;
  const named = (act: string) => `${act} ${row.name}`;
  return (
    <span className={styles.acts}>
      {acts.remind && row.since && (
        <ActionButton tone="bare" size="xs" aria-label={named(w.remind)} onClick={() => acts.remind?.(row)}>
          {w.remind}
        </ActionButton>
      )}
      {acts.record && row.oldestOwed && (
        <ActionButton tone="bare" size="xs" aria-label={named(w.record)} onClick={() => acts.record?.(row)}>
          {w.record}
        </ActionButton>
      )}
      {acts.override && (row.since || row.overrideId) && (
        <ActionButton tone="bare" size="xs" aria-label={named(w.override)} onClick={() => acts.override?.(row)}>
          {w.override}
        </ActionButton>
      )}
    </span>
  );
}

function MemberCard({ row, acts }: { row: DuesMember; acts: Acts }) {
  const w = useWords(words).behind;
  const locale = useLocale();
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <span className={styles.chosen}>
          {acts.choose && <Chooser row={row} acts={acts} />}
          <Name row={row} />
        </span>
        <Yen amount={row.owedYen} size="strong" />
      </div>
      <div className={styles.head}>
        <State row={row} />
        <Age row={row} />
      </div>
      <Reason row={row} />
      <p className={styles.soft}>
        {w.contact} {row.lastContactAt ? instantText(row.lastContactAt, locale, false) : w.never}
      </p>
      <RowActs row={row} acts={acts} />
    </div>
  );
}

function RemindSheet({ mixerIds, onClose, onDone }: { mixerIds: readonly string[] | null; onClose: () => void; onDone: () => void }) {
  const w = useWords(words).behind;
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (ids: readonly string[]) => remind([...ids]),
    onSuccess: async ({ sent, skipped }) => {
      toast(w.reminded(sent, skipped));
      onDone();
      await client.invalidateQueries({ queryKey: TREASURY });
    },
  });
  return (
    <Confirm
      opened={mixerIds !== null}
      onClose={onClose}
      title={w.remindTitle(mixerIds?.length ?? 0)}
      confirmLabel={w.remind}
      tone="main"
      busy={send.isPending}
      onConfirm={() => mixerIds && send.mutate(mixerIds)}
    >
      {send.isError && <ErrorState error={send.error} />}
      <p>{w.remindText}</p>
    </Confirm>
  );
}

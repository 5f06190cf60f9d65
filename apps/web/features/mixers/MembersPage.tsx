import { NativeSelect, Progress } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../../lib/address';
import { useLocale } from '../../lib/locale';
import { termText } from '../../lib/terms';
import { today, tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { type Column, DataTable, useSorted } from '../../ui/DataTable';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { Filters } from '../../ui/Filters';
import { DownloadIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { SearchField } from '../../ui/SearchField';
import { CardSkeleton } from '../../ui/Skeletons';
import { StatusTag, TierBadge } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { DuesTag, MembershipTag } from './FactTags';
import styles from './MembersPage.module.css';
import { csvOf, saveFile } from './members-csv';
import { DUES_STANDINGS, type MemberRow, MEMBERSHIPS, membersQuery } from './members.api';
import { words } from './members.words';

/** As many rows as are drawn at once; the rest on demand. */
const DRAWN = 200;
const TIER_CHOICES = ['', 'challenge', 'junior', 'senior', 'none'] as const;
type TierChoice = (typeof TIER_CHOICES)[number];
const TIER_RANK = { challenge: 1, junior: 2, senior: 3 } as const;

/** Everybody the cooperative knows as a mixer: found, sorted, counted, carried away. The filters live in the address. */
export default function MembersPage() {
  const w = useWords(words);
  const { get, set, clear } = useAddress();
  const q = get('q');
  const membership = get('membership');
  const duesStanding = get('dues');
  const tier = TIER_CHOICES.find((choice) => choice === get('tier')) ?? '';

  const found = useInfiniteQuery({ ...membersQuery({ q, membership, duesStanding }), placeholderData: keepPreviousData });
  const { hasNextPage, isFetching, fetchNextPage, isError } = found;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, isError]);

  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const sums = found.data?.pages[0]?.sums;
  const shown = useMemo(() => (tier ? rows.filter((row) => (row.tier ?? 'none') === tier) : rows), [rows, tier]);
  const filtered = Boolean(q || membership || duesStanding || tier);
  const columns = useColumns(shown);
  const { sorted, sorting, setSorting } = useSorted(shown, columns);
  const [drawn, setDrawn] = useState(DRAWN);
  const exportCsv = useExport();

  return (
    <Page
      title={w.title}
      sub={w.sub}
      width="full"
      actions={
        sums && (
          <ActionButton
            tone="quiet"
            icon={<DownloadIcon size={18} />}
            onClick={() => exportCsv(sorted)}
            disabled={sorted.length === 0 || hasNextPage}
          >
            {w.csv}
          </ActionButton>
        )
      }
    >
      {sums && <TierTiles sums={sums} value={tier} onChange={(value) => set('tier', value)} />}
      {!(found.isError && !sums) && (
        <MemberFilters
          q={q}
          membership={membership}
          duesStanding={duesStanding}
          onChange={set}
          onClear={filtered ? clear : undefined}
        />
      )}
      {found.isPending && <CardSkeleton count={4} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {sums && hasNextPage && (
        <div role="status" className={styles.progress}>
          <span>{w.loadingMore(rows.length, sums.all)}</span>
          <Progress value={(rows.length / Math.max(sums.all, 1)) * 100} aria-label={w.loadingMore(rows.length, sums.all)} />
        </div>
      )}
      {found.isSuccess && sorted.length === 0 && (filtered ? <EmptyState title={w.emptyTitle}>{w.emptyText}</EmptyState> : <Nobody />)}
      {sorted.length > 0 && (
        <DataTable
          caption={w.title}
          columns={columns}
          rows={sorted.slice(0, drawn)}
          keyOf={(row) => row.mixerId}
          sorting={sorting}
          onSort={setSorting}
          card={(row) => <MemberCard row={row} />}
        />
      )}
      {sorted.length > drawn && (
        <ActionButton tone="quiet" onClick={() => setDrawn(drawn + DRAWN)}>
          {`${w.more} (${w.shown(drawn, sorted.length)})`}
        </ActionButton>
      )}
    </Page>
  );
}

function Nobody() {
  const w = useWords(words);
  return (
    <EmptyState title={w.noneTitle} action={<ActionLink to="/join/mixer">{w.noneAction}</ActionLink>}>
      {w.noneText}
    </EmptyState>
  );
}

interface TierTilesProps {
  sums: { all: number; challenge: number; junior: number; senior: number; none: number };
  value: TierChoice;
  onChange: (value: TierChoice) => void;
}

/** How many of each tier the other filters find; a tile chooses its tier. */
function TierTiles({ sums, value, onChange }: TierTilesProps) {
  const w = useWords(words);
  const locale = useLocale();
  // The server counts without regard to the tier, which is chosen here.
  const tiles = [
    { choice: '', label: w.all, count: sums.all },
    { choice: 'challenge', label: termText('tier', 'challenge', locale), count: sums.challenge },
    { choice: 'junior', label: termText('tier', 'junior', locale), count: sums.junior },
    { choice: 'senior', label: termText('tier', 'senior', locale), count: sums.senior },
    { choice: 'none', label: w.noTier, count: sums.none },
  ] as const;
  return (
    <div className={styles.tiles} role="group" aria-label={w.tiers}>
      {tiles.map(({ choice, label, count }) => (
        <button
          key={choice}
          type="button"
          className={styles.tile}
          data-tier={choice || 'all'}
          aria-pressed={choice === value}
          onClick={() => onChange(choice)}
        >
          <span className={styles.tileLabel}>{label}</span>
          <span className={styles.tileCount}>{w.people(count)}</span>
        </button>
      ))}
    </div>
  );
}

interface FiltersProps {
  q: string;
  membership: string;
  duesStanding: string;
  onChange: (name: string, value: string) => void;
  onClear?: () => void;
}

function MemberFilters({ q, membership, duesStanding, onChange, onClear }: FiltersProps) {
  const w = useWords(words);
  const locale = useLocale();
  const [cleared, setCleared] = useState(0);
  return (
    <Filters>
      <SearchField key={cleared} label={w.searchHint} value={q} onSearch={(value) => onChange('q', value)} />
      <NativeSelect
        aria-label={w.membership}
        value={membership}
        data={[
          { value: '', label: w.anyMembership },
          ...MEMBERSHIPS.map((value) => ({ value, label: termText('membership', value, locale) })),
        ]}
        onChange={(event) => onChange('membership', event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={w.dues}
        value={duesStanding}
        data={[
          { value: '', label: w.anyDues },
          ...DUES_STANDINGS.map((value) => ({ value, label: termText('duesStanding', value, locale) })),
        ]}
        onChange={(event) => onChange('dues', event.currentTarget.value)}
      />
      {onClear && (
        <ActionButton
          tone="bare"
          onClick={() => {
            setCleared(cleared + 1);
            onClear();
          }}
        >
          {w.clear}
        </ActionButton>
      )}
    </Filters>
  );
}

/** The columns with what each adds up to over the rows in view. */
function useColumns(rows: readonly MemberRow[]): Column<MemberRow>[] {
  const w = useWords(words);
  const locale = useLocale();
  return useMemo(() => {
    const counted = (values: readonly string[], say: (value: string) => string) => (
      <ul className={styles.foot}>
        {[...new Set(values)]
          .map((value) => ({ value, n: values.filter((other) => other === value).length }))
          .sort((a, b) => b.n - a.n)
          .map(({ value, n }) => (
            <li key={value}>
              {say(value)} <b>{n}</b>
            </li>
          ))}
      </ul>
    );
    return [
      {
        key: 'name',
        label: w.name,
        heads: true,
        sortBy: (row) => row.kana || row.name,
        cell: (row) => <NameLink row={row} />,
        foot: w.people(rows.length),
      },
      { key: 'kana', label: w.kana, cell: (row) => <span className={styles.kana}>{row.kana}</span> },
      {
        key: 'tier',
        label: w.tier,
        sortBy: (row) => (row.tier ? TIER_RANK[row.tier] : 0),
        cell: (row) => (row.tier ? <TierBadge tier={row.tier} /> : <span className={styles.soft}>{w.none}</span>),
        foot: counted(
          rows.map((row) => row.tier ?? 'none'),
          (value) => (value === 'none' ? w.none : termText('tier', value, locale)),
        ),
      },
      {
        key: 'membership',
        label: w.membership,
        sortBy: (row) => ['none', ...MEMBERSHIPS].indexOf(row.membership),
        cell: (row) => <MembershipTag membership={row.membership} />,
        foot: counted(
          rows.map((row) => row.membership),
          (value) => termText('membership', value, locale),
        ),
      },
      {
        key: 'membershipClass',
        label: w.membershipClass,
        sortBy: (row) => row.membershipClass ?? '',
        cell: (row) => (
          <span className={styles.day}>{row.membershipClass ? termText('membershipClass', row.membershipClass, locale) : '–'}</span>
        ),
      },
      {
        key: 'dues',
        label: w.dues,
        sortBy: (row) => DUES_STANDINGS.indexOf(row.duesStanding),
        cell: (row) => <DuesTag standing={row.duesStanding} />,
        foot: counted(
          rows.map((row) => row.duesStanding),
          (value) => termText('duesStanding', value, locale),
        ),
      },
      {
        key: 'course',
        label: w.course,
        sortBy: (row) => row.courseCompletedOn ?? '9999',
        cell: (row) => (row.courseCompletedOn ? <DayCell day={row.courseCompletedOn} /> : <span className={styles.soft}>{w.notYet}</span>),
        foot: counted(
          rows.map((row) => (row.courseCompletedOn ? w.done : w.notYet)),
          (value) => value,
        ),
      },
      { key: 'joined', label: w.joined, sortBy: (row) => row.joinedOn, cell: (row) => <DayCell day={row.joinedOn} /> },
      { key: 'notes', label: w.notes, cell: (row) => <Notes row={row} /> },
    ];
  }, [rows, w, locale]);
}

/** A day in figures, which line up in a column. */
const DayCell = ({ day }: { day: string }) => (
  <time dateTime={day} className={styles.day}>
    {day.replaceAll('-', '/')}
  </time>
);

function NameLink({ row }: { row: MemberRow }) {
  return (
    <Link to={`/admin/members/${row.mixerId}`} className={styles.name}>
      {row.name || row.displayName}
    </Link>
  );
}

/** The day on which something that ends at this instant still holds, in figures. */
const lastDay = (until: string): string => tokyoDay(new Date(Date.parse(until) - 1)).replaceAll('-', '/');

/** What stands out: a hold on new bookings, certifications. */
function Notes({ row }: { row: MemberRow }) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <span className={styles.notes}>
      {row.frozenUntil && <StatusTag tone="warn">{w.frozenUntil(lastDay(row.frozenUntil).slice(5))}</StatusTag>}
      {row.certifications.map((name) => (
        <StatusTag key={name} tone="ai">
          {termText('certification', name, locale)}
        </StatusTag>
      ))}
    </span>
  );
}

function MemberCard({ row }: { row: MemberRow }) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <div className={styles.memberCard}>
      <div className={styles.cardHead}>
        <span>
          <NameLink row={row} /> <span className={styles.kana}>{row.kana}</span>
        </span>
        {row.tier && <TierBadge tier={row.tier} />}
      </div>
      <div className={styles.tags}>
        <MembershipTag membership={row.membership} />
        <span className={styles.pair}>
          {w.dues} <DuesTag standing={row.duesStanding} />
        </span>
        <Notes row={row} />
      </div>
      <p className={styles.soft}>
        {row.membershipClass && <span className={styles.bit}>{termText('membershipClass', row.membershipClass, locale)}</span>}
        <span className={styles.bit}>
          {w.joined} <DayCell day={row.joinedOn} />
        </span>
        <span className={styles.bit}>
          {w.course} {row.courseCompletedOn ? <DayCell day={row.courseCompletedOn} /> : w.notYet}
        </span>
      </p>
    </div>
  );
}

/** What is in view, in its order, as a file. */
function useExport(): (rows: readonly MemberRow[]) => void {
  const w = useWords(words);
  const locale = useLocale();
  return (rows) => {
    const who = [w.name, w.kana, w.displayName, w.email];
    const head = [...who, w.tier, w.membership, w.membershipClass, w.dues, w.course, w.certifications, w.fact.freeze, w.joined];
    const line = (row: MemberRow): string[] => [
      row.name,
      row.kana,
      row.displayName,
      row.email,
      row.tier ? termText('tier', row.tier, locale) : '',
      termText('membership', row.membership, locale),
      row.membershipClass ? termText('membershipClass', row.membershipClass, locale) : '',
      termText('duesStanding', row.duesStanding, locale),
      row.courseCompletedOn ?? '',
      row.certifications.map((name) => termText('certification', name, locale)).join(' '),
      row.frozenUntil ? w.frozenUntil(lastDay(row.frozenUntil)) : '',
      row.joinedOn,
    ];
    saveFile(`${w.csvFile}_${today()}.csv`, csvOf([head, ...rows.map(line)]));
    toast(w.csvDone(rows.length));
  };
}

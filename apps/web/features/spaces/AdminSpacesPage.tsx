import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { prefectureName } from '#libs/words';
import { useAddress } from '../../lib/address';
import { instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { Card, Cards, Facts } from '../../ui/Card';
import { type Column, DataTable, useSorted } from '../../ui/DataTable';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { SearchField } from '../../ui/SearchField';
import { CardSkeleton, LineSkeleton } from '../../ui/Skeletons';
import { FilterChips, StatusTag } from '../../ui/Tags';
import { adminSpacesQuery, applicationsQuery, SPACE_STATUSES, type SpaceApplied } from './admin.api';
import styles from './admin.module.css';
import { words } from './admin.words';
import { Decision } from './Decision';
import type { SpaceSummary } from './space.api';

/** What waits first, then every space there is. */
export default function AdminSpacesPage() {
  const w = useWords(words);
  return (
    <Page title={w.title} sub={w.sub} width="wide">
      <Queue />
      <AllSpaces />
    </Page>
  );
}

function Queue() {
  const w = useWords(words);
  const found = useInfiniteQuery(applicationsQuery);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={styles.part} aria-labelledby="queue">
      <h2 id="queue">{w.queue}</h2>
      {found.isPending && <CardSkeleton count={1} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && items.length === 0 && <p className={styles.soft}>{w.noQueue}</p>}
      {items.length > 0 && (
        <Cards min={440}>
          {items.map((application) => (
            <Application key={application.id} application={application} />
          ))}
        </Cards>
      )}
      <More list={found} label={w.more} />
    </section>
  );
}

/** Who waits longer than this has waited too long. */
const LATE_DAYS = 7;

function Application({ application: it }: { application: SpaceApplied }) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <Card
      as="li"
      level={3}
      tone="warm"
      title={
        <Link to={`/admin/spaces/${it.id}`} className={styles.name}>
          {it.name}
        </Link>
      }
      aside={<StatusTag tone={it.ageDays >= LATE_DAYS ? 'bad' : 'kaki'}>{w.waiting(it.ageDays)}</StatusTag>}
    >
      {it.note && <p className={styles.note}>{it.note}</p>}
      <Facts
        items={[
          { label: w.applicant, value: `${it.applicantName}・${instantText(it.appliedAt, locale)}` },
          { label: w.place, value: `${prefectureName(it.prefecture, locale)}${locale === 'ja' ? '' : ' '}${it.city} ${it.street}` },
          { label: w.contact, value: [it.phone, it.email, it.website].filter(Boolean).join('・') },
          { label: w.access, value: it.access },
        ].filter(({ value }) => value !== '')}
      />
      <Decision id={it.id} name={it.name} />
    </Card>
  );
}

function AllSpaces() {
  const w = useWords(words);
  const { get, set } = useAddress();
  const status = SPACE_STATUSES.find((choice) => choice === get('status')) ?? 'member';
  const q = get('q');
  const found = useInfiniteQuery(adminSpacesQuery(status, q));
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const columns = useColumns(rows);
  const { sorted, sorting, setSorting } = useSorted(rows, columns);
  return (
    <section className={styles.part} aria-labelledby="all">
      <h2 id="all">{w.all}</h2>
      <FilterChips
        label={w.statusLabel}
        value={status}
        onChange={(value) => set('status', value === 'member' ? '' : value)}
        options={SPACE_STATUSES.map((value) => ({ value, label: w.status[value] }))}
      />
      <div className={styles.search}>
        <SearchField label={w.search} value={q} onSearch={(value) => set('q', value)} />
      </div>
      {found.isPending && <LineSkeleton count={5} />}
      {found.isLoadingError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && <EmptyState title={w.emptyTitle}>{w.emptyText}</EmptyState>}
      {rows.length > 0 && (
        <DataTable
          caption={`${w.all} – ${w.status[status]}`}
          columns={columns}
          rows={sorted}
          keyOf={(row) => row.id}
          sorting={sorting}
          onSort={setSorting}
          card={(row) => <SpaceCard space={row} />}
        />
      )}
      <More list={found} label={w.more} />
    </section>
  );
}

function useColumns(rows: readonly SpaceSummary[]): Column<SpaceSummary>[] {
  const w = useWords(words);
  const locale = useLocale();
  return useMemo(
    () => [
      {
        key: 'name',
        label: w.name,
        heads: true,
        sortBy: (row) => row.kana || row.name,
        cell: (row) => <NameLink space={row} />,
        foot: w.count(rows.length),
      },
      {
        key: 'prefecture',
        label: w.prefecture,
        sortBy: (row) => Number(row.prefecture),
        cell: (row) => prefectureName(row.prefecture, locale),
      },
      { key: 'city', label: w.city, cell: (row) => row.city },
      {
        key: 'relations',
        label: w.relations,
        sortBy: (row) => Number(row.relation.partnered) + 2 * Number(row.relation.designated),
        cell: (row) => <Relations space={row} />,
        foot: (['partnered', 'designated'] as const)
          .map((name) => `${w.relation[name].name} ${rows.filter((row) => row.relation[name]).length}`)
          .join(' / '),
      },
      { key: 'today', label: w.today, cell: (row) => <Today space={row} /> },
    ],
    [rows, w, locale],
  );
}

const NameLink = ({ space }: { space: SpaceSummary }) => (
  <Link to={`/admin/spaces/${space.id}`} className={styles.name}>
    {space.name}
  </Link>
);

function Relations({ space: { relation } }: { space: SpaceSummary }) {
  const w = useWords(words);
  if (!relation.partnered && !relation.designated) return <span className={styles.soft}>{w.none}</span>;
  return (
    <span className={styles.tags}>
      {relation.partnered && <StatusTag tone="ok">{w.relation.partnered.name}</StatusTag>}
      {relation.designated && <StatusTag tone="senior">{w.relation.designated.name}</StatusTag>}
    </span>
  );
}

function Today({ space: { today } }: { space: SpaceSummary }) {
  const w = useWords(words);
  if (today.closed || today.hours.length === 0) return <span className={styles.soft}>{w.closed}</span>;
  return <span className={styles.nowrap}>{today.hours.map(({ opensAt, closesAt }) => `${opensAt}–${closesAt}`).join(' ')}</span>;
}

function SpaceCard({ space }: { space: SpaceSummary }) {
  const locale = useLocale();
  const w = useWords(words);
  return (
    <div className={styles.spaceCard}>
      <NameLink space={space} />
      <span className={styles.soft}>
        {prefectureName(space.prefecture, locale)} {space.city}
      </span>
      <span className={styles.tags}>
        <Relations space={space} />
        <span className={styles.soft}>
          {w.today} <Today space={space} />
        </span>
      </span>
    </div>
  );
}

import { PREFECTURE_CODES, prefectureName } from '#libs/words';
import { TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../../lib/address';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { PinIcon, SearchIcon } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { FilterChips, StatusTag } from '../../ui/Tags';
import { groundOf } from './ground';
import { placeText } from './place';
import { type SpaceSummary, spacesQuery } from './space.api';
import { words } from './space.words';
import styles from './SpacePages.module.css';

/** Every member space, by prefecture and by name. What is asked stays in the address. */
export default function SpacesPage() {
  const w = useWords(words).list;
  const locale = useLocale();
  const { get, set, clear } = useAddress();
  const area = get('area');
  const asked = get('q');
  const [typed, setTyped] = useState(asked);
  const spaces = useInfiniteQuery(spacesQuery(area, asked));
  // The prefectures to choose from are those of the whole list, not of what is left of it.
  const everywhere = useInfiniteQuery(spacesQuery('', ''));
  const present = new Set(everywhere.data?.pages.flatMap((page) => page.items.map(({ prefecture }) => prefecture)));
  const areas = PREFECTURE_CODES.filter((code) => present.has(code) || code === area);
  const items = spaces.data?.pages.flatMap((page) => page.items) ?? [];

  const ask = (name: 'area' | 'q', value: string) => set(name, value, { replace: true, preventScrollReset: true });
  useEffect(() => {
    const timer = setTimeout(() => typed.trim() !== asked && ask('q', typed.trim()), 300);
    return () => clearTimeout(timer);
  });
  const reset = () => {
    setTyped('');
    clear();
  };

  return (
    <Page title={w.title} width="wide" sub={w.sub}>
      <div className={styles.filters}>
        <TextInput
          type="search"
          aria-label={w.search}
          placeholder={w.search}
          leftSection={<SearchIcon />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {areas.length > 1 && (
          <FilterChips
            label={w.area}
            value={area}
            onChange={(code) => ask('area', code)}
            options={[{ value: '', label: w.everywhere }, ...areas.map((code) => ({ value: code, label: prefectureName(code, locale) }))]}
          />
        )}
      </div>
      {spaces.isPending && <CardSkeleton />}
      {spaces.isError && items.length === 0 && <ErrorState error={spaces.error} onRetry={() => void spaces.refetch()} />}
      {spaces.isSuccess && items.length === 0 && (area !== '' || asked !== '') && (
        <EmptyState title={w.none} action={<ActionButton tone="quiet" onClick={reset}>{w.reset}</ActionButton>}>
          {w.noneHint}
        </EmptyState>
      )}
      {spaces.isSuccess && items.length === 0 && area === '' && asked === '' && (
        <EmptyState title={w.empty} action={<ActionLink to="/join/space">{w.join}</ActionLink>}>
          {w.emptyHint}
        </EmptyState>
      )}
      <ul className={styles.spaces}>
        {items.map((space) => (
          <SpaceCard key={space.id} space={space} />
        ))}
      </ul>
      {spaces.hasNextPage && (
        <ActionButton tone="quiet" busy={spaces.isFetchingNextPage} onClick={() => void spaces.fetchNextPage()}>
          {w.more}
        </ActionButton>
      )}
      {items.length > 0 && (
        <p className={styles.joinLine}>
          <Link to="/join/space">{w.join}</Link>
        </p>
      )}
    </Page>
  );
}

function SpaceCard({ space }: { space: SpaceSummary }) {
  const w = useWords(words).list;
  const locale = useLocale();
  const ground = groundOf(space.slug);
  const hours = space.today.hours[0];
  return (
    <li>
      <Link to={`/spaces/${space.slug}`} className={styles.space}>
        <span className={styles.cover} aria-hidden="true" style={{ background: `var(--${ground}-wash)`, color: `var(--${ground}-ink)` }}>
          {Array.from(space.name)[0]}
        </span>
        <span className={styles.spaceText}>
          <strong className={styles.spaceName}>{space.name}</strong>
          <span className={styles.place}>
            <PinIcon size={16} />
            {placeText(space, locale)}
          </span>
          <span className={styles.intro}>{space.introduction || space.access}</span>
          <span className={styles.foot}>
            <span>{space.today.closed || !hours ? w.closedToday : w.openToday(hours.opensAt, space.today.hours.at(-1)?.closesAt ?? hours.closesAt)}</span>
            {space.relation.designated && <StatusTag tone="senior">{w.designated}</StatusTag>}
          </span>
        </span>
      </Link>
    </li>
  );
}

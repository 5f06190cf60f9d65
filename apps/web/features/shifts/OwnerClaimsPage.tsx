import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'react-router';
import { useWords } from '../../lib/words';
import { useSpaceId } from '../spaces/useSpaceId';
import { Cards } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Panels } from '../../ui/Panels';
import { CardSkeleton } from '../../ui/Skeletons';
import { Count } from '../../ui/Tags';
import { Drafts } from './Drafts';
import { NewShiftLink } from './NewShiftLink';
import { type ClaimsAbout, spaceClaimQuery, spaceClaimsQuery, spaceTodayQuery } from './owner.api';
import styles from './owner.module.css';
import { words } from './owner.words';
import { SpaceClaimCard } from './SpaceClaimCard';

const TABS = ['toDecide', 'toConfirm', 'upcoming', 'past', 'drafts'] as const;
type Tab = (typeof TABS)[number];
const isTab = (text: string | null): text is Tab => TABS.some((tab) => tab === text);

/** Everything that people asked of and did for the space, by what it wants of the owner; and drafts to publish together. */
export default function OwnerClaimsPage() {
  const w = useWords(words);
  const spaceId = useSpaceId();
  const [params, setParams] = useSearchParams();
  const counts = useQuery(spaceTodayQuery(spaceId)).data;
  const asked = params.get('about');
  const first: Tab = counts && counts.toDecide === 0 && counts.toConfirm > 0 ? 'toConfirm' : 'toDecide';
  const tab = isTab(asked) ? asked : first;
  const waiting: Partial<Record<Tab, number>> = { toDecide: counts?.toDecide, toConfirm: counts?.toConfirm, drafts: counts?.drafts };
  return (
    <Page
      title={w.claims.title}
      width="wide"
      actions={<NewShiftLink spaceId={spaceId} tone="quiet" />}
    >
      <Panels
        label={w.claims.title}
        tabs={TABS.map((value) => ({ value, label: w.claims.tabs[value], count: <Count value={waiting[value] ?? 0} label={w.today.count(waiting[value] ?? 0)} /> }))}
        value={tab}
        onChange={(about) => setParams({ about }, { replace: true, preventScrollReset: true })}
      >
        {tab === 'drafts' ? <Drafts spaceId={spaceId} /> : <Claims spaceId={spaceId} about={tab} />}
      </Panels>
    </Page>
  );
}

/** The claim that a link names behind its `#` comes first, however long ago it was. */
function Claims({ spaceId, about }: { spaceId: string; about: ClaimsAbout }) {
  const w = useWords(words);
  const claims = useInfiniteQuery(spaceClaimsQuery(spaceId, about));
  const id = useLocation().hash.slice(1);
  const asked = useQuery({ ...spaceClaimQuery(spaceId, id), enabled: id !== '' });
  const named = asked.data?.space.id === spaceId ? asked.data : undefined;
  const listed = claims.data?.pages.flatMap((page) => page.items) ?? [];
  const items = named ? [named, ...listed.filter((claim) => claim.id !== named.id)] : listed;
  if (claims.isPending || asked.isLoading) return <CardSkeleton />;
  if (claims.isError && items.length === 0) return <ErrorState error={claims.error} onRetry={() => void claims.refetch()} />;
  if (items.length === 0) return <EmptyState title={w.claims.empty[about].title}>{w.claims.empty[about].hint}</EmptyState>;
  return (
    <div className={styles.stack}>
      <Cards min={420}>
        {items.map((claim) => (
          <SpaceClaimCard key={claim.id} claim={claim} spaceId={spaceId} named={claim === named} />
        ))}
      </Cards>
      <More list={claims} label={w.more} />
    </div>
  );
}

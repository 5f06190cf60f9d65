import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useWords } from '../../lib/words';
import { useSpaceId } from '../spaces/useSpaceId';
import { ActionLink } from '../../ui/ActionButton';
import { Cards } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { PlusIcon } from '../../ui/icons';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Panels } from '../../ui/Panels';
import { CardSkeleton } from '../../ui/Skeletons';
import { Count } from '../../ui/Tags';
import { Drafts } from './Drafts';
import { type ClaimsAbout, spaceClaimsQuery, spaceTodayQuery } from './owner.api';
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
      actions={
        <ActionLink tone="quiet" to={`/spaces/${spaceId}/shifts/new`} icon={<PlusIcon size={18} />}>
          {w.newShift}
        </ActionLink>
      }
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

function Claims({ spaceId, about }: { spaceId: string; about: ClaimsAbout }) {
  const w = useWords(words);
  const claims = useInfiniteQuery(spaceClaimsQuery(spaceId, about));
  const items = claims.data?.pages.flatMap((page) => page.items) ?? [];
  if (claims.isPending) return <CardSkeleton />;
  if (claims.isError && items.length === 0) return <ErrorState error={claims.error} onRetry={() => void claims.refetch()} />;
  if (items.length === 0) return <EmptyState title={w.claims.empty[about].title}>{w.claims.empty[about].hint}</EmptyState>;
  return (
    <div className={styles.stack}>
      <Cards min={420}>
        {items.map((claim) => (
          <SpaceClaimCard key={claim.id} claim={claim} spaceId={spaceId} />
        ))}
      </Cards>
      <More list={claims} label={w.more} />
    </div>
  );
}

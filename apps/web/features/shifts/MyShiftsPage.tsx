import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useNow } from '../../lib/now';
import { useWords } from '../../lib/words';
import { ActionLink } from '../../ui/ActionButton';
import { Cards } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { FilterChips } from '../../ui/Tags';
import { MyClaimCard } from './MyClaimCard';
import { claimWords } from './claim.words';
import { myClaimsQuery } from './claims.api';

const TABS = ['upcoming', 'past'] as const;

export default function MyShiftsPage() {
  const w = useWords(claimWords).list;
  const [params, setParams] = useSearchParams();
  const when = params.get('when') === 'past' ? 'past' : 'upcoming';
  return (
    <Page title={w.title} width="wide">
      <FilterChips
        label={w.tabs.label}
        options={TABS.map((value) => ({ value, label: w.tabs[value] }))}
        value={when}
        onChange={(next) => setParams(next === 'past' ? { when: next } : {}, { replace: true, preventScrollReset: true })}
      />
      <ClaimList key={when} when={when} />
    </Page>
  );
}

function ClaimList({ when }: { when: 'upcoming' | 'past' }) {
  const w = useWords(claimWords).list;
  const now = useNow();
  const list = useInfiniteQuery(myClaimsQuery(when));
  if (list.isPending) return <CardSkeleton count={4} />;
  if (!list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const claims = list.data.pages.flatMap((page) => page.items);
  if (claims.length === 0) {
    return (
      <EmptyState title={w.empty[when].title} action={<ActionLink to="/shifts">{w.empty[when].action}</ActionLink>}>
        {w.empty[when].text}
      </EmptyState>
    );
  }
  return (
    <>
      <Cards min={300}>
        {claims.map((claim) => (
          <MyClaimCard key={claim.id} claim={claim} now={now} as="li" tone={claim.can.checkIn || claim.can.report ? 'warm' : 'plain'} />
        ))}
      </Cards>
      <More list={list} label={w.more} />
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useWords } from '../../lib/words';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { ChargeTimeline } from './ChargeTimeline';
import { ownDuesQuery } from './dues.api';
import styles from './dues.module.css';
import { DuesState } from './DuesState';
import { ManageDues } from './ManageDues';
import { Returned } from './Returned';
import { words } from './words';

/** One's own dues: what wants doing, what comes next, what was charged. */
export default function DuesPage() {
  const w = useWords(words);
  const [params] = useSearchParams();
  const from = params.get('from');
  const dues = useQuery(ownDuesQuery);
  const { data } = dues;
  return (
    <Page title={w.title} sub={w.sub} back={{ to: '/me', label: w.toMe }}>
      {dues.isPending && <CardSkeleton count={3} />}
      {dues.isError && !data && <ErrorState error={dues.error} onRetry={() => void dues.refetch()} />}
      {data && (
        <>
          {(from === 'checkout' || from === 'portal') && <Returned from={from} dues={data} />}
          <DuesState dues={data} returning={from === 'checkout'} />
          <ManageDues dues={data} />
          <section className={styles.charges} aria-labelledby="charges">
            <h2 id="charges">{w.timeline.title}</h2>
            {data.timeline.length === 0 ? <EmptyState title={w.timeline.none}>{w.timeline.noneText}</EmptyState> : <ChargeTimeline charges={data.timeline} />}
          </section>
        </>
      )}
    </Page>
  );
}

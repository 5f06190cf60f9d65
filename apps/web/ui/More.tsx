import { useEffect, useRef } from 'react';
import { ActionButton } from './ActionButton';
import { ErrorState } from './ErrorState';
import styles from './More.module.css';

interface MoreProps {
  /** The list, as it is read page after page. */
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: unknown;
    fetchNextPage: () => Promise<unknown>;
  };
  /** 「もっと見る」 */
  label: string;
  /** Said when there is no more. */
  end?: string;
}

/** What stands below a list: the rest of it, why the rest could not be read, or that this was all. */
export function More({ list, label, end }: MoreProps) {
  if (list.isFetchNextPageError) return <ErrorState error={list.error} onRetry={() => void list.fetchNextPage()} />;
  if (list.hasNextPage) return <NextPage label={label} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />;
  return end && <p className={styles.end}>{end}</p>;
}

interface NextPageProps {
  label: string;
  busy: boolean;
  onMore: () => void;
}

/** The next page: read when the end of the list comes into view, and by a button for those who do not scroll. */
function NextPage({ label, busy, onMore }: NextPageProps) {
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  });
  useEffect(() => {
    const box = end.current;
    if (!box || busy) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) more.current();
      },
      { rootMargin: '400px' },
    );
    observer.observe(box);
    return () => observer.disconnect();
  }, [busy]);
  return (
    <div ref={end} className={styles.more}>
      <ActionButton tone="quiet" onClick={onMore} busy={busy}>
        {label}
      </ActionButton>
    </div>
  );
}

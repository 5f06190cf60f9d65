import { useEffect, useRef } from 'react';
import { ActionButton } from './ActionButton';
import styles from './More.module.css';

interface MoreProps {
  /** 「もっと見る」 */
  label: string;
  onMore: () => void;
  busy: boolean;
}

/** The rest of a list: read when its end comes into view, and by a button for those who do not scroll. */
export function More({ label, onMore, busy }: MoreProps) {
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

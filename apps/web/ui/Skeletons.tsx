import { Skeleton, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../lib/words';
import styles from './Skeletons.module.css';
import { words } from './words';

/** Says once that something is being read; the grey shapes themselves are silent. */
function Loading({ children }: { children: ReactNode }) {
  const w = useWords(words);
  return (
    <div className={styles.stack} aria-busy="true">
      <VisuallyHidden role="status">{w.loading}</VisuallyHidden>
      <div className={styles.stack} aria-hidden="true">
        {children}
      </div>
    </div>
  );
}

interface CardSkeletonProps {
  /** How many cards to expect. */
  count?: number;
}

/** Cards on their way. */
export function CardSkeleton({ count = 3 }: CardSkeletonProps) {
  return (
    <Loading>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.card}>
          <Skeleton height={26} width="46%" />
          <Skeleton height={14} width="70%" />
          <Skeleton height={14} width="54%" />
        </div>
      ))}
    </Loading>
  );
}

interface LineSkeletonProps {
  count?: number;
}

/** Text on its way. */
export function LineSkeleton({ count = 3 }: LineSkeletonProps) {
  return (
    <Loading>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={16} width={`${92 - ((index * 17) % 40)}%`} />
      ))}
    </Loading>
  );
}

interface PageSkeletonProps {
  /** The screen's heading, where it is known before the screen is. */
  title?: string;
}

/** A whole screen on its way, with the heading's place kept. */
export function PageSkeleton({ title }: PageSkeletonProps) {
  return (
    <div className={styles.page}>
      {title ? <h1 className={styles.title}>{title}</h1> : <Skeleton height={30} width={180} aria-hidden="true" />}
      <CardSkeleton />
    </div>
  );
}

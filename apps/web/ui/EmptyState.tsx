import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';
import { Beans } from './Logo';

interface EmptyStateProps {
  title: string;
  /** Why it is empty and what will appear here. */
  children?: ReactNode;
  /** The first step: an ActionButton or ActionLink. */
  action?: ReactNode;
}

/** A list with nothing in it yet: says so, and tells the first step. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Beans size={52} />
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

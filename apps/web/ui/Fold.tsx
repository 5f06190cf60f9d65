import type { ReactNode } from 'react';
import styles from './Fold.module.css';

interface FoldProps {
  label: ReactNode;
  onToggle?: (open: boolean) => void;
  children: ReactNode;
}

/** What is there for those who want to know more. */
export function Fold({ label, onToggle, children }: FoldProps) {
  return (
    <details className={styles.fold} onToggle={({ currentTarget }) => onToggle?.(currentTarget.open)}>
      <summary>{label}</summary>
      {children}
    </details>
  );
}

import type { ReactNode } from 'react';
import { ActionButton } from './ActionButton';
import styles from './Narrowed.module.css';

interface NarrowedProps {
  /** To what the list below is narrowed. */
  children: ReactNode;
  clearLabel: string;
  onClear: () => void;
}

/** Says above a list that it is not the whole of it, and gives the whole back. */
export function Narrowed({ children, clearLabel, onClear }: NarrowedProps) {
  return (
    <div className={styles.narrowed}>
      <span>{children}</span>
      <ActionButton tone="bare" size="xs" onClick={onClear}>
        {clearLabel}
      </ActionButton>
    </div>
  );
}

import type { ReactNode } from 'react';
import styles from './Filters.module.css';

/** What narrows a list: the search first, then its choices, two in a line on a phone and all in one row on a desktop. */
export function Filters({ children }: { children: ReactNode }) {
  return (
    <div className={styles.filters} role="search">
      {children}
    </div>
  );
}

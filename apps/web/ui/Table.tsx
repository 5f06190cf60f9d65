import type { ReactNode } from 'react';
import styles from './Table.module.css';

interface TableProps {
  /** What the table holds, for those who hear it. */
  caption: string;
  /** Rows of several lines, read from their top, instead of dense ones. */
  lines?: boolean;
  /** The sections of a table; a cell of figures has `data-figures`. */
  children: ReactNode;
}

/** A table in a frame that scrolls sideways instead of pushing the page. */
export function Table({ caption, lines = false, children }: TableProps) {
  return (
    <div className={styles.scroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles.table} data-lines={lines || undefined}>
        <caption className={styles.hidden}>{caption}</caption>
        {children}
      </table>
    </div>
  );
}

import type { ReactNode } from 'react';
import styles from './StickyAction.module.css';

interface StickyActionProps {
  /** The ActionButton of the screen, `wide`. */
  children: ReactNode;
}

/** Keeps the screen's one action within reach of the thumb, above the bottom bar; on a desktop it stands where it is written. */
export function StickyAction({ children }: StickyActionProps) {
  return <div className={styles.sticky}>{children}</div>;
}

import type { ReactNode } from 'react';
import styles from './Timeline.module.css';

/** One dated thing: what, from when until when, who said so and why. */
export interface Moment {
  key: string;
  /** `now` holds, `planned` will hold, `past` has held. */
  holds: 'now' | 'planned' | 'past';
  title: ReactNode;
  /** A state in one word beside the title. */
  tag?: ReactNode;
  /** When, and by whom. */
  when: ReactNode;
  /** The reason as it was given. */
  reason?: string;
  /** What can be done about it. */
  action?: ReactNode;
}

/** Dated history, newest first: what holds is marked, what is over recedes. */
export function Timeline({ moments }: { moments: readonly Moment[] }) {
  return (
    <ol className={styles.line}>
      {moments.map(({ key, holds, title, tag, when, reason, action }) => (
        <li key={key} data-holds={holds}>
          <div className={styles.head}>
            <span className={styles.title}>{title}</span>
            {tag}
          </div>
          <div className={styles.when}>{when}</div>
          {reason && <p className={styles.reason}>{reason}</p>}
          {action && <div className={styles.action}>{action}</div>}
        </li>
      ))}
    </ol>
  );
}

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ChevronRight } from './icons';
import styles from './TextLink.module.css';

interface TextLinkProps {
  to: string;
  children: ReactNode;
}

/** A link in running text or at the end of a card. */
export function TextLink({ to, children }: TextLinkProps) {
  return (
    <Link to={to} className={styles.link}>
      {children}
    </Link>
  );
}

interface LinkRowProps {
  to: string;
  title: ReactNode;
  sub?: ReactNode;
  icon?: ReactNode;
  /** What stands at the right, before the arrow. */
  aside?: ReactNode;
}

/** A whole row that leads somewhere; rows stand in a `LinkRows`. */
export function LinkRow({ to, title, sub, icon, aside }: LinkRowProps) {
  return (
    <li>
      <Link to={to} className={styles.row}>
        {icon && <span className={styles.icon}>{icon}</span>}
        <span className={styles.text}>
          <span className={styles.title}>{title}</span>
          {sub && <span className={styles.sub}>{sub}</span>}
        </span>
        {aside}
        <span className={styles.arrow}>
          <ChevronRight size={18} />
        </span>
      </Link>
    </li>
  );
}

/** A card of rows. */
export function LinkRows({ children }: { children: ReactNode }) {
  return <ul className={styles.rows}>{children}</ul>;
}

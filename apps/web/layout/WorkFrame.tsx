import type { ComponentType, ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import type { Me } from '../lib/session';
import { startOf } from '../lib/session';
import { useWords } from '../lib/words';
import { InboxIcon } from '../ui/icons';
import { Logo } from '../ui/Logo';
import { Count } from '../ui/Tags';
import { AccountMenu } from './AccountMenu';
import styles from './WorkFrame.module.css';
import { words } from './words';

export interface NavItem {
  to: string;
  label: string;
  /** A shorter word for the bottom bar. */
  short?: string;
  icon: ComponentType<{ size?: number }>;
  /** Also in the bottom bar of a phone, which holds five. */
  phone?: boolean;
  /** Lit only on this very address, not on those below it. */
  exact?: boolean;
  count?: number;
  countLabel?: string;
}

interface WorkFrameProps {
  me: Me;
  items: readonly NavItem[];
  /** What one works on, at the top: the space, the cooperative. A mixer has none, so a phone keeps that room for the screen. */
  heading?: ReactNode;
  /** Unread notices, for frames whose bottom bar has no inbox. */
  inbox?: number;
  children: ReactNode;
}

/** Side bar on a desktop, bottom bar on a phone, the account in the corner. */
export function WorkFrame({ me, items, heading, inbox, children }: WorkFrameProps) {
  const w = useWords(words);
  return (
    <div className={styles.frame} data-heading={Boolean(heading)}>
      <aside className={styles.side}>
        <Link to={startOf(me)} className={styles.logo}>
          <Logo size={22} />
        </Link>
        {heading && <div className={styles.heading}>{heading}</div>}
        <nav aria-label={w.mainNav} className={styles.sideNav}>
          {items.map((item) => (
            <NavLink key={item.to} to={item.to} end={item.exact ?? false} className={styles.sideItem}>
              <item.icon size={20} />
              <span className={styles.label}>{item.label}</span>
              <Count value={item.count ?? 0} label={item.countLabel ?? ''} />
            </NavLink>
          ))}
        </nav>
        <AccountMenu me={me} look="row" />
      </aside>
      <div className={styles.column}>
        <header className={styles.top}>
          {heading && <div className={styles.heading}>{heading}</div>}
          <div className={styles.corner}>
            {inbox !== undefined && (
              <Link to="/inbox" className={styles.bell} aria-label={inbox > 0 ? `${w.nav.inbox} ${w.unread(inbox)}` : w.nav.inbox}>
                <InboxIcon size={22} />
                {inbox > 0 && <i className={styles.dot} />}
              </Link>
            )}
            <AccountMenu me={me} look="round" />
          </div>
        </header>
        {children}
      </div>
      <nav aria-label={w.mainNav} className={styles.bottom}>
        {items
          .filter((item) => item.phone)
          .map((item) => (
            <NavLink key={item.to} to={item.to} end={item.exact ?? false} className={styles.bottomItem}>
              <span className={styles.bottomIcon}>
                <item.icon size={23} />
                <Count value={item.count ?? 0} label={item.countLabel ?? ''} />
              </span>
              {item.short ?? item.label}
            </NavLink>
          ))}
      </nav>
    </div>
  );
}

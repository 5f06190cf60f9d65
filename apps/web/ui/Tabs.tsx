import { NavLink } from 'react-router';
import styles from './Tabs.module.css';

interface TabsProps {
  /** What the looks are at, for those who hear it. */
  label: string;
  tabs: readonly { to: string; label: string }[];
}

/** Several looks at one thing, each a screen with its own address; they scroll sideways where a phone is too narrow. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end={tabs.some(({ to }) => to.startsWith(`${tab.to}/`))}>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}

import { NavLink } from 'react-router';
import { useWords } from '../../../lib/words';
import styles from './treasury.module.css';
import { words } from './words';

/** The treasurer's three looks at the dues. */
export function DuesTabs() {
  const w = useWords(words).tabs;
  return (
    <nav aria-label={w.label} className={styles.tabs}>
      <NavLink to="/admin/dues" end>
        {w.behind}
      </NavLink>
      <NavLink to="/admin/dues/month">{w.month}</NavLink>
      <NavLink to="/admin/dues/prices">{w.prices}</NavLink>
    </nav>
  );
}

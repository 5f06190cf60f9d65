import { NavLink } from 'react-router';
import { useWords } from '../../lib/words';
import styles from './ledger.module.css';
import { words } from './words';

/** The three looks at the books. */
export function LedgerTabs() {
  const w = useWords(words).tabs;
  return (
    <nav aria-label={w.label} className={styles.tabs}>
      <NavLink to="/admin/ledger" end>
        {w.trial}
      </NavLink>
      <NavLink to="/admin/ledger/accounts">{w.accounts}</NavLink>
      <NavLink to="/admin/ledger/journal">{w.journal}</NavLink>
    </nav>
  );
}

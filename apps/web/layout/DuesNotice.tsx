import { Link, useLocation } from 'react-router';
import { useWords } from '../lib/words';
import { AlertIcon } from '../ui/icons';
import styles from './DuesNotice.module.css';
import { words } from './words';

interface DuesNoticeProps {
  standing: 'none' | 'good' | 'grace' | 'restricted' | 'ended';
}

/** Says over every screen of a mixer that the dues want something, with the one way to put it right; silent where that screen is open. */
export function DuesNotice({ standing }: DuesNoticeProps) {
  const w = useWords(words).dues;
  const { pathname } = useLocation();
  if (standing === 'none' || standing === 'good' || pathname.startsWith('/me/dues')) return null;
  return (
    <section className={styles.notice} data-standing={standing} aria-label={w.label}>
      <AlertIcon size={18} />
      <span>{w[standing]}</span>
      <Link to="/me/dues">{w.fix}</Link>
    </section>
  );
}

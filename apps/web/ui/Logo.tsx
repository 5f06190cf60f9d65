import { useWords } from '../lib/words';
import styles from './Logo.module.css';
import { words } from './words';

interface BeansProps {
  /** Height in pixels. */
  size?: number;
}

/** The mark: three tilted jelly beans. Only for the logo, empty states and event covers. */
export function Beans({ size = 20 }: BeansProps) {
  return (
    <svg className={styles.beans} height={size} viewBox="0 0 40 28" aria-hidden="true" focusable="false">
      <rect x="3.5" y="5" width="12" height="19" rx="6" transform="rotate(24 9.5 14.5)" fill="var(--bean-1)" />
      <rect x="14" y="5" width="12" height="19" rx="6" transform="rotate(24 20 14.5)" fill="var(--bean-2)" />
      <rect x="24.5" y="5" width="12" height="19" rx="6" transform="rotate(24 30.5 14.5)" fill="var(--bean-3)" />
    </svg>
  );
}

/** The mark with the name. */
export function Logo({ size = 20 }: BeansProps) {
  const w = useWords(words);
  return (
    <span className={styles.logo} style={{ fontSize: size * 0.9 }}>
      <Beans size={size} />
      {w.brand}
    </span>
  );
}

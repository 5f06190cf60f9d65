import { useNavigate } from 'react-router';
import type { Me } from '../lib/session';
import { useWords } from '../lib/words';
import { ChevronDown } from '../ui/icons';
import styles from './SpaceSwitcher.module.css';
import { words } from './words';

interface SpaceSwitcherProps {
  spaces: Me['spaces'];
  current: string;
}

/** The name of the space; a choice where somebody looks after several. */
export function SpaceSwitcher({ spaces, current }: SpaceSwitcherProps) {
  const w = useWords(words);
  const navigate = useNavigate();
  const name = spaces.find((space) => space.id === current)?.name ?? '';
  if (spaces.length < 2) return <span className={styles.name}>{name}</span>;
  return (
    <span className={styles.switcher}>
      <span className={styles.name} aria-hidden="true">
        {name}
      </span>
      <ChevronDown size={18} />
      <select aria-label={w.chooseSpace} value={current} onChange={(event) => void navigate(`/spaces/${event.currentTarget.value}/today`)}>
        {spaces.map((space) => (
          <option key={space.id} value={space.id}>
            {space.name}
          </option>
        ))}
      </select>
    </span>
  );
}

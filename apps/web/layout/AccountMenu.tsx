import { VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Me } from '../lib/session';
import { useWords } from '../lib/words';
import styles from './AccountMenu.module.css';
import { words } from './words';

const AccountPanel = lazy(() => import('./AccountPanel'));

interface AccountMenuProps {
  me: Me;
  /** `round` in a corner, `row` with the name at the foot of the side bar. */
  look: 'round' | 'row';
}

/** The person's initial; opens roles, language, brightness, settings and the way out. */
export function AccountMenu({ me, look }: AccountMenuProps) {
  const w = useWords(words);
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = me.account.displayName;
  return (
    <div className={styles.box} data-look={look}>
      <button
        type="button"
        ref={button}
        className={styles.button}
        aria-haspopup="dialog"
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        <span className={styles.avatar} data-initial={initialOf(name)} />
        {look === 'row' && <span className={styles.name}>{name}</span>}
        <VisuallyHidden>{look === 'row' ? w.accountMenu : w.openAccount(name)}</VisuallyHidden>
      </button>
      {opened && (
        <Suspense fallback={null}>
          <AccountPanel
            me={me}
            onClose={() => {
              setOpened(false);
              button.current?.focus();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The first letter a person would point at; code points, so that 𠮷 stays whole. */
function initialOf(name: string): string {
  return (Array.from(name.trim())[0] ?? '・').toUpperCase();
}

import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'react-router';
import { useWords } from '../../lib/words';
import { words } from './accept.words';
import { textsToAcceptQuery } from './legal.api';
import styles from './legal.module.css';

const AcceptSheet = lazy(() => import('./AcceptSheet'));

/** Asks somebody who has signed in to agree to what is new; nothing when all is agreed to. The sheet comes when somebody opens it. */
export function AcceptTexts() {
  const w = useWords(words);
  const { pathname } = useLocation();
  const { data } = useQuery(textsToAcceptQuery);
  const [opened, setOpened] = useState(false);
  const items = data?.items ?? [];
  // Who is reading the very texts, or joining the dues (which asks for them as well), is not asked twice.
  if (items.length === 0 || pathname.startsWith('/legal/') || pathname === '/me/dues/join') return null;
  return (
    <section className={styles.banner} aria-label={w.label}>
      <span>{items.some(({ again }) => again) ? w.again : w.first}</span>
      <button type="button" className={styles.bannerAction} onClick={() => setOpened(true)} aria-haspopup="dialog">
        {w.open}
      </button>
      {opened && (
        <Suspense>
          <AcceptSheet items={items} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </section>
  );
}

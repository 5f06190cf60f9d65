import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { ErrorState } from '../../ui/ErrorState';
import { Sheet } from '../../ui/Sheet';
import { TextLink } from '../../ui/TextLink';
import { toast } from '../../ui/Toasts';
import { acceptTexts, textsToAcceptQuery } from './legal.api';
import styles from './legal.module.css';
import { words } from './words';

/** Asks somebody who has signed in to agree to what is new; nothing when all is agreed to. */
export function AcceptTexts() {
  const w = useWords(words).accept;
  const titles = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const { pathname } = useLocation();
  const { data } = useQuery(textsToAcceptQuery);
  const [opened, setOpened] = useState(false);
  const accept = useMutation({
    mutationFn: acceptTexts,
    onSuccess: (rest) => {
      client.setQueryData(textsToAcceptQuery.queryKey, rest);
      setOpened(false);
      toast(w.done);
    },
    onError: () => client.invalidateQueries({ queryKey: textsToAcceptQuery.queryKey }),
  });
  const items = data?.items ?? [];
  // Who is reading the very texts, or joining the dues (which asks for them as well), is not asked twice.
  if (items.length === 0 || pathname.startsWith('/legal/') || pathname === '/me/dues/join') return null;
  return (
    <section className={styles.banner} aria-label={w.label}>
      <span>{items.some(({ again }) => again) ? w.again : w.first}</span>
      <button type="button" className={styles.bannerAction} onClick={() => setOpened(true)} aria-haspopup="dialog">
        {w.open}
      </button>
      <Sheet
        opened={opened}
        onClose={() => setOpened(false)}
        title={w.title}
        footer={
          <ActionButton wide busy={accept.isPending} onClick={() => accept.mutate(items.map(({ id }) => id))}>
            {w.button}
          </ActionButton>
        }
      >
        {accept.isError && <ErrorState error={accept.error} />}
        <ul className={styles.versions}>
          {items.map((text) => (
            <li key={text.id}>
              <b>{text.title}</b>
              <span className={styles.soft}>{titles.version(text.version, dayText(text.inForceOn, locale))}</span>
              {text.change && <span>{text.change}</span>}
              <TextLink to={`/legal/${text.kind}`}>{w.read}</TextLink>
            </li>
          ))}
        </ul>
        <p className={styles.soft}>{w.record}</p>
      </Sheet>
    </section>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { ErrorState } from '../../ui/ErrorState';
import { Sheet } from '../../ui/Sheet';
import { TextLink } from '../../ui/TextLink';
import { toast } from '../../ui/Toasts';
import { words } from './accept.words';
import { acceptTexts, type TextsToAccept, textsToAcceptQuery } from './legal.api';
import styles from './legal.module.css';

interface AcceptSheetProps {
  items: TextsToAccept['items'];
  onClose: () => void;
}

/** What is new, where to read it in full, and the button that agrees to all of it. */
export default function AcceptSheet({ items, onClose }: AcceptSheetProps) {
  const w = useWords(words);
  const locale = useLocale();
  const client = useQueryClient();
  const accept = useMutation({
    mutationFn: acceptTexts,
    onSuccess: (rest) => {
      client.setQueryData(textsToAcceptQuery.queryKey, rest);
      onClose();
      toast(w.done);
    },
    onError: () => client.invalidateQueries({ queryKey: textsToAcceptQuery.queryKey }),
  });
  return (
    <Sheet
      opened
      onClose={onClose}
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
            <span className={styles.soft}>{w.version(text.version, dayText(text.inForceOn, locale))}</span>
            {text.change && <span>{text.change}</span>}
            <TextLink to={`/legal/${text.kind}`}>{w.read}</TextLink>
          </li>
        ))}
      </ul>
      <p className={styles.soft}>{w.record}</p>
    </Sheet>
  );
}

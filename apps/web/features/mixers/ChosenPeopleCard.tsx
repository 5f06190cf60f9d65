import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { CloseIcon } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { LineSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { chosenPeopleQuery, useChoosePeople } from './mixers.api';
import { PersonSearch } from './PersonSearch';
import styles from './ProfilePage.module.css';
import { words } from './profile.words';

/** The people to whom one opens what is meant for chosen people. */
export function ChosenPeopleCard() {
  const w = useWords(words).people;
  const people = useQuery(chosenPeopleQuery);
  const choose = useChoosePeople();
  const [choosing, setChoosing] = useState(false);
  const chosen = people.data?.items ?? [];
  const ids = chosen.map(({ mixerId }) => mixerId);
  return (
    <Card title={w.title}>
      <p className={styles.soft}>{w.hint}</p>
      {people.isPending && <LineSkeleton count={1} />}
      {people.isError && !people.data && <ErrorState error={people.error} onRetry={() => void people.refetch()} />}
      {people.data && (chosen.length === 0 ? <p>{w.none}</p> : null)}
      <ul className={styles.people}>
        {chosen.map(({ mixerId, displayName }) => (
          <li key={mixerId}>
            <button
              type="button"
              aria-label={w.remove(displayName)}
              onClick={() =>
                choose.mutate(
                  ids.filter((id) => id !== mixerId),
                  { onSuccess: () => toast(w.removed(displayName), () => choose.mutate(ids)) },
                )
              }
            >
              {displayName}
              <CloseIcon size={16} />
            </button>
          </li>
        ))}
      </ul>
      {choose.isError && <ErrorState error={choose.error} />}
      {people.data && (
        <ActionButton tone="quiet" onClick={() => setChoosing(true)} aria-haspopup="dialog">
          {w.choose}
        </ActionButton>
      )}
      {choosing && <PeopleSheet chosen={ids} onAdd={(id) => choose.mutate([...ids, id])} onClose={() => setChoosing(false)} />}
    </Card>
  );
}

interface PeopleSheetProps {
  chosen: readonly string[];
  onAdd: (mixerId: string) => void;
  onClose: () => void;
}

function PeopleSheet({ chosen, onAdd, onClose }: PeopleSheetProps) {
  const w = useWords(words).people;
  const { mixer } = useMe();
  return (
    <Sheet
      opened
      onClose={onClose}
      title={w.choose}
      footer={
        <ActionButton tone="quiet" onClick={onClose}>
          {w.done}
        </ActionButton>
      }
    >
      <PersonSearch without={mixer?.id}>
        {({ id, displayName }) =>
          chosen.includes(id) ? (
            <StatusTag tone="ok">{w.added}</StatusTag>
          ) : (
            <ActionButton tone="quiet" size="xs" onClick={() => onAdd(id)}>
              {w.add(displayName)}
            </ActionButton>
          )
        }
      </PersonSearch>
    </Sheet>
  );
}

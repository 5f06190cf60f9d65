import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../lib/words';
import { ErrorState } from '../../ui/ErrorState';
import { SearchIcon } from '../../ui/icons';
import { More } from '../../ui/More';
import { LineSkeleton } from '../../ui/Skeletons';
import { directoryQuery } from './mixers.api';
import { words } from './person-search.words';
import styles from './PersonSearch.module.css';

interface PersonSearchProps {
  /** The mixer who is not offered: oneself. */
  without?: string | undefined;
  /** What can be done with whoever was found. */
  children: (person: { id: string; displayName: string }) => ReactNode;
}

/** Finds a mixer by name while somebody types. */
export function PersonSearch({ without, children }: PersonSearchProps) {
  const w = useWords(words);
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 250);
  const directory = useInfiniteQuery(directoryQuery(asked.trim()));
  const found = (directory.data?.pages.flatMap((page) => page.items) ?? []).filter(({ id }) => id !== without);
  return (
    <>
      <TextInput
        label={w.search}
        description={w.hint}
        type="search"
        autoComplete="off"
        leftSection={<SearchIcon size={18} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {directory.isPending && <LineSkeleton count={4} />}
      {directory.isLoadingError && <ErrorState error={directory.error} onRetry={() => void directory.refetch()} />}
      {directory.data && found.length === 0 && <p className={styles.nobody}>{w.nobody}</p>}
      <ul className={styles.found}>
        {found.map((person) => (
          <li key={person.id}>
            <span>{person.displayName}</span>
            {children(person)}
          </li>
        ))}
      </ul>
      <More list={directory} label={w.more} />
    </>
  );
}

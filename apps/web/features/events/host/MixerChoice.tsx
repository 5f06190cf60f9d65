import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { ErrorState } from '../../../ui/ErrorState';
import { SearchField } from '../../../ui/SearchField';
import { LineSkeleton } from '../../../ui/Skeletons';
import { TierBadge } from '../../../ui/Tags';
import { words as heldWords } from './held.words';
import { findMixersQuery } from './host.api';
import styles from './host.module.css';
import { words } from './people.words';

/** A mixer whom the host would like to ask, with the parts that are open to them. */
export interface ChosenMixer {
  mixerId: string;
  name: string;
  roles: readonly string[];
}

interface MixerChoiceProps {
  eventId: string;
  chosen: ChosenMixer | null;
  onChoose: (mixer: ChosenMixer | null) => void;
  /** Of the list, for complaints to lead there. */
  id: string;
}

/** Finds a mixer by name. */
export function MixerChoice({ eventId, chosen, onChoose, id }: MixerChoiceProps) {
  const w = useWords(words);
  const { person } = useWords(heldWords);
  const [search, setSearch] = useState('');
  const found = useQuery({ ...findMixersQuery(eventId, search), enabled: chosen === null });
  if (chosen) {
    return (
      <div className={styles.chosen}>
        <b>{person(chosen.name)}</b>
        <ActionButton tone="bare" size="xs" onClick={() => onChoose(null)}>
          {w.change}
        </ActionButton>
      </div>
    );
  }
  return (
    <>
      <SearchField label={w.search} value={search} onSearch={setSearch} />
      {found.isPending && <LineSkeleton count={3} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <p className={styles.soft}>{w.noOne}</p>}
      <ul className={styles.found} id={id} tabIndex={-1}>
        {found.data?.items.map(({ mixerId, name, tier, roles }) => (
          <li key={mixerId}>
            <button type="button" onClick={() => onChoose({ mixerId, name, roles })}>
              <b>{person(name)}</b>
              {(tier === 'challenge' || tier === 'junior' || tier === 'senior') && <TierBadge tier={tier} />}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

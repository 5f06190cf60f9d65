import { useMe } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionLink } from '../../ui/ActionButton';
import { PlusIcon } from '../../ui/icons';
import { words } from './owner.words';

/** The way to a new shift, for those who run the space: reception and stewards look on. */
export function NewShiftLink({ spaceId, tone = 'main' }: { spaceId: string; tone?: 'main' | 'quiet' }) {
  const w = useWords(words);
  const runs = useMe().spaces.some(({ id, role }) => id === spaceId && role !== 'reception');
  if (!runs) return null;
  return (
    <ActionLink tone={tone} to={`/spaces/${spaceId}/shifts/new`} icon={<PlusIcon size={18} />}>
      {w.newShift}
    </ActionLink>
  );
}

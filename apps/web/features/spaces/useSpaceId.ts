import { useParams } from 'react-router';
import { useMe } from '../../lib/session';

/** The id of the space whose people look at a screen below `/spaces/:id`, also where the address names it by its slug. */
export function useSpaceId(): string {
  const { id = '' } = useParams();
  return useMe().spaces.find((space) => space.slug === id)?.id ?? id;
}

import { useQuery } from '@tanstack/react-query';
import { proposalsQuery } from '../host/host.api';

/** How many proposals of events wait for a space's word; shown on its navigation. */
export function useProposalCount(spaceId: string): number {
  const { data } = useQuery({ ...proposalsQuery(spaceId), enabled: spaceId !== '' });
  return data?.items.length ?? 0;
}

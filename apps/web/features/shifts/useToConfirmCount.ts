import { useQuery } from '@tanstack/react-query';
import { spaceTodayQuery } from './owner.api';

/** How many reports and requests of a space wait for its owner; shown on the owner's navigation. */
export function useToConfirmCount(spaceId: string): number {
  const { data } = useQuery({ ...spaceTodayQuery(spaceId), enabled: spaceId !== '' });
  return data ? data.toDecide + data.toConfirm : 0;
}

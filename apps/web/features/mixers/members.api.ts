import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../lib/api';
import type { components } from '../../lib/api.gen';

export type MemberRow = Answer<'/api/v1/members', 'get'>['items'][number];
export type Member = Answer<'/api/v1/members/{mixerId}', 'get'>;
export type FactEntry = Member['facts'][number];
export type Fact = FactEntry['fact'];
export type FactInput = components['schemas']['SetFact'];
export type Membership = MemberRow['membership'];
export type DuesStanding = MemberRow['duesStanding'];

/** What the server filters by; the tier is chosen among what it answers, so that the sums by tier stay in view. */
export interface MembersFilter {
  q: string;
  membership: string;
  duesStanding: string;
}

export const MEMBERSHIPS = ['applied', 'accepted', 'active', 'paused', 'suspended', 'ended'] as const;
export const DUES_STANDINGS = ['none', 'good', 'grace', 'restricted', 'ended'] as const;
/** Every fact, in the order in which it is shown. */
export const FACTS: readonly Fact[] = ['membership', 'membershipClass', 'tier', 'course', 'duesStanding', 'certification', 'freeze'];

/** A word out of an address, if it is one of ours. */
export const oneOf = <V extends string>(choices: readonly V[], value: string): V | undefined => choices.find((choice) => choice === value);

export const membersQuery = ({ q, membership, duesStanding }: MembersFilter) =>
  infiniteQueryOptions({
    queryKey: ['members', 'list', q, membership, duesStanding],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/members', {
          params: {
            query: {
              limit: 100,
              cursor: pageParam,
              q: q || undefined,
              membership: oneOf(MEMBERSHIPS, membership),
              duesStanding: oneOf(DUES_STANDINGS, duesStanding),
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const memberQuery = (mixerId: string) =>
  queryOptions({
    queryKey: ['members', 'one', mixerId],
    queryFn: () => answer(api.GET('/api/v1/members/{mixerId}', { params: { path: { mixerId } } })),
  });

export const setFact = (mixerId: string, body: FactInput) =>
  answer(api.POST('/api/v1/members/{mixerId}/facts', { params: { path: { mixerId } }, body }));
export const endFact = (mixerId: string, id: string, reason: string) =>
  answer(api.POST('/api/v1/members/{mixerId}/facts/{id}/ending', { params: { path: { mixerId, id } }, body: { reason } }));

/** The answer to a change is the person as they are now; the lists are read anew. */
export async function keepMember(client: QueryClient, member: Member): Promise<void> {
  client.setQueryData(memberQuery(member.mixerId).queryKey, member);
  await client.invalidateQueries({ queryKey: ['members', 'list'] });
}

import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Answer, answer, api } from './api';
import { adoptLocale, chooseLocale, currentLocale, type Locale } from './locale';
import { asProblem } from './problem';
import { ME } from './query';

/** Who is signed in, with every role the account holds. */
export type Me = Answer<'/api/v1/me', 'get'>;

export const meQuery = queryOptions({
  queryKey: ME,
  staleTime: 60_000,
  queryFn: async (): Promise<Me | null> => {
    try {
      return await answer(api.GET('/api/v1/me'));
    } catch (error) {
      if (asProblem(error).status === 401) return null;
      throw error;
    }
  },
});

interface Session {
  /** undefined while it is not known yet, null when signed out. */
  me: Me | null | undefined;
  error: unknown;
  retry: () => void;
}

export function useSession(): Session {
  const { data, error, refetch } = useQuery(meQuery);
  useEffect(() => {
    if (data) adoptLocale(data.account.locale);
  }, [data]);
  return { me: data, error: data === undefined ? error : null, retry: () => void refetch() };
}

/** The signed-in person, on screens that the route list opens only to signed-in people. */
export function useMe(): Me {
  const { me } = useSession();
  if (!me) throw new Error('useMe() on a screen that is open to signed-out people');
  return me;
}

export const isAdmin = (me: Me): boolean => me.roles.some((role) => role === 'steward' || role === 'treasurer' || role === 'approver');
export const isSteward = (me: Me): boolean => me.roles.includes('steward');
/** Who keeps the books: the treasurer, and the approver who looks over them. */
export const keepsBooks = (me: Me): boolean => me.roles.some((role) => role === 'treasurer' || role === 'approver');
export const isTreasurer = (me: Me): boolean => me.roles.includes('treasurer');
export const isMixer = (me: Me): boolean => Boolean(me.mixer);

/** Where the cooperative's people start: stewards with the members, those who keep the books with the dues. */
export const deskOf = (me: Me): string => (isSteward(me) ? '/admin/members' : '/admin/dues');

/** Where a person starts: the mixer's home, else the first space, else the admin's desk, else the own page. */
export function startOf(me: Me): string {
  if (isMixer(me)) return '/home';
  const space = me.spaces[0];
  if (space) return `/spaces/${space.id}/today`;
  return isAdmin(me) ? deskOf(me) : '/me';
}

/** What somebody does about being signed in. What was read for one person is never shown to the next. */
export function useSessionActions() {
  const client = useQueryClient();
  return {
    async signIn(email: string, password: string): Promise<void> {
      await answer(api.POST('/api/v1/sessions', { body: { email, password } }));
      client.removeQueries({ type: 'inactive' });
      await client.refetchQueries({ queryKey: ME });
    },
    /** Ends with a fresh page: nothing that was read for this person stays in memory. */
    async signOut(): Promise<void> {
      await answer(api.DELETE('/api/v1/sessions/current'));
      location.assign('/');
    },
    /** Shows the language at once, remembers it here, and tells the account so that mails follow. */
    async setLanguage(next: Locale): Promise<void> {
      if (next === currentLocale()) return;
      chooseLocale(next);
      if (client.getQueryData(ME)) await answer(api.PATCH('/api/v1/me', { body: { locale: next } }));
    },
  };
}

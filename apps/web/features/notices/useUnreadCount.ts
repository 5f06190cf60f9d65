import { useSession } from '../../lib/session';

/** How many notices of the signed-in person are unread; shown in every frame's navigation. */
export function useUnreadCount(): number {
  return useSession().me?.inboxUnread ?? 0;
}

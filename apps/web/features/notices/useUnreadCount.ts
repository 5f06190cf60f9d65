/** How many notices of the signed-in person are unread; shown in every frame's navigation. */
export function useUnreadCount(): number {
  return 0;
}

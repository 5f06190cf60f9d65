import type { Sql } from '#libs/database';
import type { Reason } from '#libs/kernel';
import { missingRecruitingItems, spaceRow } from '#libs/spaces';
import type { ShiftRow } from './shifts.queries.js';

/** What keeps a draft from being published: the six items of the recruitment, the partnership, the manual, the time. */
export async function unreadyReasons(sql: Sql, shift: ShiftRow, now: Date): Promise<Reason[]> {
  const space = await spaceRow(sql, shift.spaceId);
  const missing = space ? missingRecruitingItems(space) : [];
  const settings = `/spaces/${shift.spaceId}/settings`;
  return [
    ...(shift.startsAt <= now ? [{ code: 'shift.started', params: {} }] : []),
    ...(shift.partnered ? [] : [{ code: 'shift.spaceNotPartnered', params: {}, nextStep: { code: 'next.contact', href: '/contact' } }]),
    ...(shift.manualId ? [] : [{ code: 'shift.noManual', params: {}, nextStep: { code: 'next.writeManual', href: `/spaces/${shift.spaceId}/manual/edit` } }]),
    ...missing.map((item) => ({ code: 'shift.recruitingMissing', params: { item }, nextStep: { code: 'next.spaceSettings', href: settings } })),
  ];
}

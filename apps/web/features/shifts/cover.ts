import { durationText } from '../../lib/format';
import type { Locale } from '../../lib/locale';
import type { Tone } from '../../ui/Tags';
import type { CalendarShift } from './owner.api';

/** How well a shift is covered, as the owner sees it in lists and in the calendar. */
export type Cover = 'draft' | 'cancelled' | 'covered' | 'requested' | 'open' | 'uncovered';

/** From here on an open place counts as uncovered. */
export const SOON_MS = 72 * 3_600_000;

type Coverable = Pick<CalendarShift, 'status' | 'places' | 'placesTaken' | 'requests' | 'startsAt'>;

/**
 * `requested`: places are left and somebody asks for one. `uncovered`: places are left, nobody asks, and it starts within 72 hours or
 * has started. `open`: there is still time.
 */
export function coverOf(shift: Coverable, now: Date): Cover {
  if (shift.status !== 'published') return shift.status;
  if (shift.placesTaken >= shift.places) return 'covered';
  if (shift.requests > 0) return 'requested';
  return new Date(shift.startsAt).getTime() - now.getTime() <= SOON_MS ? 'uncovered' : 'open';
}

export const COVER_TONE: Readonly<Record<Cover, Tone>> = {
  draft: 'plain',
  cancelled: 'plain',
  covered: 'ok',
  requested: 'ai',
  open: 'kaki',
  uncovered: 'kaki',
};

/** How long until an instant, in hours while it lies within the 72 that matter: `61時間`; the minutes below one hour. */
export function aheadText(startsAt: string, now: Date, locale: Locale): string {
  const ms = new Date(startsAt).getTime() - now.getTime();
  const hours = Math.floor(ms / 3_600_000);
  if (hours < 1 || ms > SOON_MS) return durationText(ms, locale);
  return locale === 'ja' ? `${hours}時間` : `${hours} h`;
}

import { addDays, atTokyo, dayIn, endOfMonth, monthOf, nextMonth, tokyoDay, weekdayOf, type Day, type Month, type Span } from '#libs/kernel';

/** When the cooperative meets. `week` 1 to 4 is the n-th such weekday of the month, 5 the last; `weekday` Sunday 0; `startsAt` is Tokyo's clock. */
export interface MeetingRule {
  week: number;
  weekday: number;
  startsAt: string;
  minutes: number;
}

export const LAST_WEEK = 5;

/** So many meetings stand ahead at any time, so that there is always a next one to put a topic off to. */
export const MEETINGS_AHEAD = 2;
/** Invitations go out this long before. */
export const INVITED_BEFORE_MS = 14 * 24 * 60 * 60 * 1000;
/** No meeting is put on or moved to a day nearer than this: nobody could arrange to be there. */
export const LEAST_NOTICE_MS = 7 * 24 * 60 * 60 * 1000;
/** A meeting that was announced is not moved to a time nearer than this. */
export const MOVED_NOTICE_MS = 24 * 60 * 60 * 1000;
/** “I am here” opens this long before the start, and closes with the end. */
export const HERE_BEFORE_MS = 15 * 60 * 1000;

/** The Tokyo day of a month's meeting. Holidays do not matter: people meet online in the evening. */
export function meetingDay(of: Month, { week, weekday }: Pick<MeetingRule, 'week' | 'weekday'>): Day {
  if (week === LAST_WEEK) {
    const last = endOfMonth(dayIn(of, 1));
    return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
  }
  const first = dayIn(of, 1);
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (week - 1));
}

/** From when to when a month's meeting lasts. */
export function meetingSpan(of: Month, rule: MeetingRule): Span {
  const startsAt = atTokyo(meetingDay(of, rule), rule.startsAt);
  return { startsAt, endsAt: new Date(startsAt.getTime() + rule.minutes * 60_000) };
}

/** A meeting that there is; `live`: not called off. */
export interface KnownMeeting {
  month: string;
  startsAt: Date;
  live: boolean;
}

/** The longest that the look ahead goes: months that were called off are passed over, not for ever. */
const MOST_MONTHS = 12;

/** The meetings that are still to be made, so that `MEETINGS_AHEAD` stand ahead. A month has one meeting, whatever became of it. */
export function missingMeetings(rule: MeetingRule, known: readonly KnownMeeting[], now: Date): { month: Month; span: Span }[] {
  const missing: { month: Month; span: Span }[] = [];
  let ahead = 0;
  let of = monthOf(tokyoDay(now));
  for (let looked = 0; ahead < MEETINGS_AHEAD && looked < MOST_MONTHS; looked += 1, of = nextMonth(of)) {
    const there = known.find(({ month }) => month === of);
    const span = meetingSpan(of, rule);
    if (there ? there.live && there.startsAt > now : isFarEnough(span, now)) {
      ahead += 1;
      if (!there) missing.push({ month: of, span });
    }
  }
  return missing;
}

/** Whether people can still arrange to be there. */
export const isFarEnough = ({ startsAt }: Pick<Span, 'startsAt'>, now: Date): boolean => startsAt.getTime() - now.getTime() >= LEAST_NOTICE_MS;

/** Whether “I am here” may be said now. */
export const isHereTime = ({ startsAt, endsAt }: Span, now: Date): boolean => now.getTime() >= startsAt.getTime() - HERE_BEFORE_MS && now < endsAt;

/** Meetings follow the months: the one of another month that a new time would change places with; null when there is none. */
export function outOfOrder<T extends Span & { month: string }>(month: string, span: Span, others: readonly T[]): T | null {
  return others.find((other) => (other.month > month ? other.startsAt < span.endsAt : other.month < month && other.endsAt > span.startsAt)) ?? null;
}

export const MEETING_ANSWERS = ['coming', 'notComing'] as const;
export type MeetingAnswer = (typeof MEETING_ANSWERS)[number];

export const TOPIC_STATUSES = ['proposed', 'onAgenda', 'postponed', 'withdrawn'] as const;
export type TopicStatus = (typeof TOPIC_STATUSES)[number];

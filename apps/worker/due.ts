import { CronTime } from 'cron';
import { SCHEDULE_ZONE } from './schedule.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** How far back to look for the last due time: a little first, so that what runs every minute is found in two steps. */
const LOOK_BACKS_MS = [2 * MINUTE_MS, DAY_MS + MINUTE_MS, 32 * DAY_MS, 367 * DAY_MS];

/** The last instant at or before `now` at which the cron line was due, Tokyo time. */
export function lastDue(cron: string, now: Date): Date {
  const time = new CronTime(cron, SCHEDULE_ZONE);
  const next = (after: Date): Date => time.getNextDateFrom(after, SCHEDULE_ZONE).toJSDate();
  const found = LOOK_BACKS_MS.map((back) => next(new Date(now.getTime() - back))).find((due) => due <= now);
  if (!found) throw new RangeError(`${cron} is not due once a year`);
  return latest(found, next, now);
}

function latest(due: Date, next: (after: Date) => Date, now: Date): Date {
  for (let last = due; ; ) {
    const later = next(last);
    if (later > now) return last;
    last = later;
  }
}

import type { words } from './editor.words';
import { minutesOf } from './time-text';

/** What is wrong with a day and two times, in words, before they are sent. */
export function timesComplaints(
  { day, from, to }: { day: string; from: string; to: string },
  e: (typeof words)['ja'],
): { day?: string; from?: string; to?: string } {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return {
    ...(day === '' ? { day: e.chooseDay } : {}),
    ...(start === undefined ? { from: e.wrongTime } : {}),
    ...(end === undefined ? { to: e.wrongTime } : start !== undefined && end <= start ? { to: e.endFirst } : {}),
  };
}

import type { JobName } from './jobs.js';

/** Everything happens by the clock of Tokyo, wherever the server stands. */
export const SCHEDULE_ZONE = 'Asia/Tokyo';

export interface ScheduleEntry {
  /** Names the run in `schedule_runs` for ever: a new meaning is a new name. */
  name: string;
  /** Minute, hour, day of month, month, day of week. */
  cron: string;
  job: JobName;
  why: string;
}

/** What runs when: the whole list. */
export const SCHEDULE: readonly ScheduleEntry[] = [
  { name: 'mail', cron: '* * * * *', job: 'deliverMail', why: 'Mail goes out at once when an answer wakes the mailer; this finds the rest, and what failed before.' },
  { name: 'renderings', cron: '* * * * *', job: 'renderDocuments', why: 'Papers are issued without their PDF, so that nobody waits for a drawing.' },
  { name: 'confirmations', cron: '*/10 * * * *', job: 'confirmDueClaims', why: 'A report that nobody answers counts as confirmed after three days, so that no reward waits for silence.' },
  { name: 'abandoned', cron: '*/5 * * * *', job: 'freeAbandonedJobs', why: 'A job whose worker was killed goes to another one.' },
  { name: 'checks', cron: '10 3 * * *', job: 'nightlyChecks', why: 'Records that do not agree are found by us before anybody asks.' },
  { name: 'purge', cron: '40 3 * * *', job: 'purge', why: 'What has run out is not kept: sessions, links, keys, counters.' },
];

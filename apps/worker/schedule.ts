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
  { name: 'ledger-seal', cron: '* * * * *', job: 'sealLedger', why: 'What is posted goes under a seal within a minute, so that nobody can change the books unseen.' },
  { name: 'stripe-events', cron: '* * * * *', job: 'applyStripeEvents', why: 'Letters of Stripe are applied as they come; this tries again those that failed, and finds what a killed worker left.' },
  { name: 'reconciliation', cron: '30 4 * * *', job: 'reconcilePayments', why: 'Letters get lost: each night our records are held against what stands at Stripe.' },
  { name: 'abandoned', cron: '*/5 * * * *', job: 'freeAbandonedJobs', why: 'A job whose worker was killed goes to another one.' },
  { name: 'dues', cron: '20 4 * * *', job: 'duesSweep', why: 'What time alone brings about: the charges of a new month by hand, days that have passed, standings, the price that follows a tier.' },
  { name: 'orders', cron: '* * * * *', job: 'sweepOrders', why: 'Seats that nobody has paid for in time go back, once Stripe has been asked; offers that nobody answered go on to the next.' },
  { name: 'refunds', cron: '*/10 * * * *', job: 'sendRefunds', why: 'Refunds are asked for at once; this tries again those that Stripe could not be asked for.' },
  { name: 'events', cron: '*/10 * * * *', job: 'dueEvents', why: 'Two days before, host and space hear of too few registrations; what has ended is done and waits for its report.' },
  { name: 'meetings', cron: '5 * * * *', job: 'dueMeetings', why: 'The monthly meeting comes by itself: the next ones are made, members invited two weeks before, and what has ended is done.' },
  { name: 'settlements', cron: '50 2 * * *', job: 'followSettlements', why: 'Money that comes or goes after a settlement makes its next version at once; this finds what a killed worker left.' },
  { name: 'checks', cron: '10 3 * * *', job: 'nightlyChecks', why: 'Records that do not agree are found by us before anybody asks.' },
  { name: 'purge', cron: '40 3 * * *', job: 'purge', why: 'What has run out is not kept: sessions, links, keys, counters.' },
];

import type { Type } from '@nestjs/common';
import { DocumentsService } from '#libs/documents';
import { isId } from '#libs/kernel';
import { MailDelivery } from '#libs/notices';
import { DueClaimsService, type Release } from '#libs/shifts';
import { AbandonedJobs } from './abandoned-jobs.js';
import { NightlyChecks } from './nightly-checks.js';
import { Purge } from './purge.js';

/** How a job reaches whoever does it. */
export type Find = <T>(who: Type<T>) => T;
/** What was written with the job; a job checks what it reads from it. */
export type Payload = Readonly<Record<string, unknown>>;
export type Job = (find: Find, payload: Payload) => Promise<unknown>;

/** Every job there is, by the name that `enqueue` is given, and who does it. A job may run twice: doing it again does nothing. */
export const JOBS = {
  deliverMail: (find) => find(MailDelivery).deliver(),
  renderDocument: (find, payload) => find(DocumentsService).render(idIn(payload, 'documentId')),
  renderDocuments: (find) => find(DocumentsService).renderWaiting(),
  confirmDueClaims: (find) => find(DueClaimsService).confirmDue(),
  releaseClaims: (find, payload) => Promise.all(releasesIn(payload).map((release) => find(DueClaimsService).release(release))),
  freeAbandonedJobs: (find) => find(AbandonedJobs).free(),
  nightlyChecks: (find) => find(NightlyChecks).run(),
  purge: (find) => find(Purge).run(),
} as const satisfies Record<string, Job>;
export type JobName = keyof typeof JOBS;

function idIn(payload: Payload, name: string): string {
  const id = payload[name];
  if (isId(id)) return id;
  throw new TypeError(`the job says no ${name}`);
}

/**
 * Whose claims fall away: of a space whose partnership has ended, or of a mixer whose membership has (from a day to come, perhaps).
 * The end of a designation touches no shift.
 */
function releasesIn(payload: Payload): Release[] {
  const { spaceId, relation, from } = payload;
  if (isId(spaceId)) return relation === 'partnered' ? [{ spaceId, reason: relation }] : [];
  return [{ mixerId: idIn(payload, 'mixerId'), reason: 'membership', ...(typeof from === 'string' ? { from: new Date(from) } : {}) }];
}

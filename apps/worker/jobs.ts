import type { Type } from '@nestjs/common';
import { DocumentsService } from '#libs/documents';
import { isId } from '#libs/kernel';
import { MailDelivery } from '#libs/notices';
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
  nightlyChecks: (find) => find(NightlyChecks).run(),
  purge: (find) => find(Purge).run(),
} as const satisfies Record<string, Job>;
export type JobName = keyof typeof JOBS;

function idIn(payload: Payload, name: string): string {
  const id = payload[name];
  if (isId(id)) return id;
  throw new TypeError(`the job says no ${name}`);
}

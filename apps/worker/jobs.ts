import type { Type } from '@nestjs/common';
import { DocumentsService } from '#libs/documents';
import { DuesAtStripe, DuesChanges, DuesSweep } from '#libs/dues';
import { DueEventsService, DueMeetings, SettlementService, type LostGround } from '#libs/events';
import { isId } from '#libs/kernel';
import { LedgerSealer } from '#libs/ledger';
import { MailDelivery } from '#libs/notices';
import { Checkouts, OrderChanges, OrderSweep, Refunds, Waitlist } from '#libs/orders';
import { changedIn, Reconciliation, StripeEvents } from '#libs/payments';
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
  releaseClaims: (find, payload) =>
    Promise.all([...releasesIn(payload).map((release) => find(DueClaimsService).release(release)), find(DueEventsService).tellOfLostGround(groundIn(payload))]),
  dueEvents: (find) => find(DueEventsService).run(),
  dueMeetings: (find) => find(DueMeetings).run(),
  sealLedger: (find) => find(LedgerSealer).seal(),
  applyStripeEvents: (find) => find(StripeEvents).applyWaiting(),
  reconcilePayments: (find, payload) => (isId(payload['reconciliationId']) ? find(Reconciliation).run(payload['reconciliationId']) : find(Reconciliation).runNightly()),
  duesChanged: (find, payload) => find(DuesChanges).apply(changedIn(payload)),
  customerChanged: (find, payload) => find(DuesAtStripe).followCustomer(changedIn(payload).id),
  duesSweep: (find) => find(DuesSweep).run(),
  duesTellStripe: (find, payload) => find(DuesAtStripe).tell(idIn(payload, 'planId')),
  duesEndStray: (find, payload) => find(DuesAtStripe).endStray(textIn(payload, 'subscriptionId')),
  duesRefundSurplus: (find, payload) => find(DuesAtStripe).refundSurplus(idIn(payload, 'paymentId')),
  duesCollect: (find, payload) => find(DuesAtStripe).collect(idIn(payload, 'mixerId'), textIn(payload, 'asked')),
  duesAskHeld: (find, payload) => find(DuesAtStripe).askHeld(idIn(payload, 'mixerId')),
  duesPaidOutside: (find, payload) => find(DuesAtStripe).paidOutside(idIn(payload, 'chargeId')),
  orderChanged: (find, payload) => find(OrderChanges).apply(changedIn(payload)),
  closeStalePages: (find, payload) => find(Checkouts).closeStale(idIn(payload, 'subjectId'), new Date(textIn(payload, 'before'))),
  sweepOrders: (find) => find(OrderSweep).run(),
  offerSeats: (find, payload) => find(Waitlist).look(idIn(payload, 'subjectId')),
  saleMoneyMoved: (find, payload) => find(SettlementService).again(idIn(payload, 'subjectId')),
  followSettlements: (find) => find(SettlementService).followAll(),
  sendRefunds: (find, { subjectId }) => find(Refunds).send(isId(subjectId) ? subjectId : null),
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

function textIn(payload: Payload, name: string): string {
  const text = payload[name];
  if (typeof text === 'string' && text !== '') return text;
  throw new TypeError(`the job says no ${name}`);
}

/**
 * Whose claims fall away: of a space whose partnership has ended, or of a mixer whose membership has (from a day to come, perhaps), or who has
 * stepped down a tier.
 * The end of a designation touches no shift.
 */
function releasesIn(payload: Payload): Release[] {
  const { spaceId, relation, from, byTier } = payload;
  if (isId(spaceId)) return relation === 'partnered' ? [{ spaceId, reason: relation }] : [];
  const since = typeof from === 'string' ? { from: new Date(from) } : {};
  const mixerId = idIn(payload, 'mixerId');
  return [byTier === true ? { mixerId, byTier, reason: 'tier', ...since } : { mixerId, reason: 'membership', ...since }];
}

/** Whose events to come are looked at for the same reason; they are not released, the stewards hear of them. */
function groundIn(payload: Payload): LostGround {
  const { spaceId } = payload;
  return isId(spaceId) ? { spaceId } : { mixerId: idIn(payload, 'mixerId') };
}

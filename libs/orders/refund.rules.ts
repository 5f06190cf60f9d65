import type { Machine } from '#libs/kernel';
import type { RefundRoute } from './cancelling.rules.js';

/** Why money goes back; `dashboard`: somebody did it on Stripe's own pages. */
export const REFUND_CAUSES = ['guest', 'organiser', 'tooLate', 'surplus', 'dashboard'] as const;
export type RefundCause = (typeof REFUND_CAUSES)[number];

export const REFUND_STATUSES = ['waiting', 'asked', 'done', 'failed', 'byHand'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];
export type RefundAction = 'ask' | 'arrive' | 'fail' | 'wait' | 'handOver';

/**
 * Money on its way back. `wait` is the way out of a failure: the same sum is asked for anew. `handOver` leaves Stripe aside: somebody gives
 * it back in person or by bank, and says so with `arrive`. What has arrived may still fail, when the bank sends it back.
 */
export const REFUND_MACHINE: Machine<RefundStatus, RefundAction> = {
  waiting: { ask: 'asked', arrive: 'done', fail: 'failed', handOver: 'byHand' },
  asked: { ask: 'asked', arrive: 'done', fail: 'failed', wait: 'waiting' },
  done: { fail: 'failed' },
  failed: { wait: 'waiting', handOver: 'byHand', arrive: 'done' },
  byHand: { arrive: 'done' },
};

/** How somebody who paid like this gets money back. */
export const ROUTE_OF: Readonly<Record<'card' | 'payPay' | 'konbini' | 'bankTransfer' | 'cash', RefundRoute>> = {
  card: 'card',
  payPay: 'payPay',
  konbini: 'konbini',
  bankTransfer: 'bankTransfer',
  cash: 'cash',
};

/** A wish and what may still go back by it, whole yen; zero: it is over. */
export interface Lowered<T> {
  line: T;
  keepsYen: number;
}

/** The wishes that ask for more than is left of their payment, and what each of them keeps; those that stand first keep theirs first. */
export function lowered<T extends { amountYen: number }>(open: readonly T[], leftYen: number): Lowered<T>[] {
  let left = Math.max(0, leftYen);
  const all = open.map((line) => {
    const keepsYen = Math.min(line.amountYen, left);
    left -= keepsYen;
    return { line, keepsYen };
  });
  return all.filter(({ line, keepsYen }) => keepsYen < line.amountYen);
}

/** The key under which Stripe is asked for a refund: one a row, and a further one each time that the money came back. */
export const refundKey = (refundId: string, timesCameBack: number): string => `refund:${refundId}${timesCameBack > 0 ? `:${timesCameBack}` : ''}`;

/** Out of which money something is handed back: the cash box of the event, the cooperative's own, or its bank account. */
export const HANDED_FROM = ['eventCash', 'cash', 'bank'] as const;
export type HandedFrom = (typeof HANDED_FROM)[number];

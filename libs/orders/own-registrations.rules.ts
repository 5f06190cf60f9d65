import type { OrderMethod, OrderStatus, SaleStatus } from './order.rules.js';

/** What a guest may have to do about a registration: pay on the page of Stripe, answer an offer, wait, pay at the door or afterwards, or just come. */
export const NEXT_DEEDS = ['pay', 'answerOffer', 'wait', 'payAtDoor', 'payAfter', 'come'] as const;
export type NextDeed = (typeof NEXT_DEEDS)[number];

interface Registered {
  status: OrderStatus;
  method: OrderMethod;
  dueYen: number;
  /** Until when seats are kept that are not paid or not accepted yet. */
  heldUntil: Date | null;
  saleStatus: SaleStatus;
  endsAt: Date;
}

/** The one thing to do about a registration now; null where there is nothing, and once the event is over or called off. */
export function nextDeed({ status, method, dueYen, heldUntil, saleStatus, endsAt }: Registered, now: Date): NextDeed | null {
  if (saleStatus === 'cancelled' || endsAt <= now) return null;
  const kept = heldUntil === null || heldUntil > now;
  if (status === 'held') return kept ? 'pay' : null;
  if (status === 'offered') return kept ? 'answerOffer' : null;
  if (status === 'waitlisted') return 'wait';
  if (status !== 'confirmed') return null;
  if (dueYen === 0) return 'come';
  return method === 'after' ? 'payAfter' : 'payAtDoor';
}

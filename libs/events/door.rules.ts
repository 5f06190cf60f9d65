/** So many records come in one batch at most; a phone that was away for an evening sends several. */
export const MOST_RECORDS = 500;

/** What a phone at the door can say. */
export const DOOR_KINDS = ['checkIn', 'payment', 'walkIn'] as const;
export type DoorKind = (typeof DOOR_KINDS)[number];

/**
 * What becomes of it: `done`; `already` was so before; `recorded`: it happened, and does not fit what we know, so it is kept with its
 * difference; `refused`: nothing came of it, and it is kept as well.
 */
export const DOOR_RESULTS = ['done', 'already', 'recorded', 'refused'] as const;
export type DoorResult = (typeof DOOR_RESULTS)[number];

/**
 * How a fact differs from what we know. `seatCancelled`: let in on a seat that was given back meanwhile; `notPaid`: let in before the payment
 * that holds the seat came; `paidTwice`: cash for what was paid already; `orderEnded`: cash for a registration that has ended; `noSeatLeft`:
 * let in beyond the last seat.
 */
export const DOOR_DIFFERENCES = ['seatCancelled', 'notPaid', 'paidTwice', 'orderEnded', 'noSeatLeft'] as const;
export type DoorDifference = (typeof DOOR_DIFFERENCES)[number];

/** What arrives within this of its time was said by a phone with a network, while the guest still stands there. */
const AT_ONCE_MS = 2 * 60_000;

/** A door is open from this long before the event starts; nobody was let in or paid there before. */
const OPENS_BEFORE_MS = 12 * 60 * 60_000;

/** When something happened, as far as we believe the phone: never after it reached us, and not before the door was open, for then its clock is wrong. */
export const happenedAt = (said: Date, arrived: Date, startsAt: Date): Date =>
  said > arrived || said.getTime() < startsAt.getTime() - OPENS_BEFORE_MS ? arrived : said;

/** What a registration costs and what came in for it. Whole yen. */
export interface CashDue {
  /** Of the seats that are still taken. */
  amountYen: number;
  /** Came in and stayed. */
  paidYen: number;
}

/**
 * Cash for a registration: so much is booked, the rest was taken and is not. What was due when the phone last heard of it may have been paid
 * elsewhere since, or a seat given back; that happened, and is kept.
 */
export function bookableCash({ amountYen, paidYen }: CashDue, takenYen: number): { bookedYen: number; differenceYen: number } {
  const bookedYen = Math.min(takenYen, Math.max(0, amountYen - paidYen));
  return { bookedYen, differenceYen: takenYen - bookedYen };
}

/**
 * Whether a record comes so late that what it says cannot be turned back at the door any more: then it is kept as it happened, with its
 * difference. What a phone says at once can still be refused to the guest's face.
 */
export const isLate = (happened: Date, arrived: Date): boolean => arrived.getTime() - happened.getTime() > AT_ONCE_MS;

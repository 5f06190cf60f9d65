import { previousBankDay } from './holidays.js';
import { Refusal } from './refusal.js';
import { dayIn, daysBetween, monthOf, nextMonth, type Day } from './tokyo.js';

const PAYMENT_DATE = 25;
/** The freelance act, article 4: at most 60 days, the day of the service being the first of them. */
const LEGAL_DAYS = 60;

/**
 * The day on which a service is paid, known on the day it is booked: books close at month end, money goes out on the 25th of the month
 * after, or on the bank day before when banks are closed then. For a service over several days `serviceDay` is its last day.
 */
export function paymentDueOn(serviceDay: Day): Day {
  const known = DUE_DAYS.get(serviceDay);
  if (known) return known;
  const dueOn = previousBankDay(dayIn(nextMonth(monthOf(serviceDay)), PAYMENT_DATE));
  if (DUE_DAYS.size < MOST_DAYS) DUE_DAYS.set(serviceDay, dueOn);
  return dueOn;
}

/** Worked out once for each day of service: lists ask for the same few over and over. */
const DUE_DAYS = new Map<Day, Day>();
const MOST_DAYS = 36_600;

/** How many days a payee waits, counted as the law counts: the day of the service is day 1. */
export function daysUntilPaid(serviceDay: Day, dueOn: Day): number {
  return daysBetween(serviceDay, dueOn) + 1;
}

/** Refuses a payment day beyond the legal 60 days, the day of the service included: `payment.tooLate`. */
export function assertWithin60Days(serviceDay: Day, dueOn: Day): void {
  const days = daysUntilPaid(serviceDay, dueOn);
  if (days > LEGAL_DAYS) throw Refusal.rule('payment.tooLate', { serviceOn: serviceDay, dueOn, days, most: LEGAL_DAYS });
}

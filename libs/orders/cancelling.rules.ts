import { split, yen, type Yen } from '#libs/kernel';

/** One grade of a cancellation policy: until so many hours before the start, so much of the price comes back. */
export interface PolicyGrade {
  untilHoursBefore: number;
  /** 0 to 100. */
  refundPercent: number;
}

/** Where money goes back to. Of cash and of konbini the guest has to do something for it. */
export type RefundRoute = 'card' | 'payPay' | 'konbini' | 'bankTransfer' | 'cash' | 'none';

const HOUR_MS = 3_600_000;

/** Which grade holds now; `until` null: nothing comes back any more, whatever one waits for. */
export interface Grade {
  percent: number;
  until: Date | null;
}

/** The grade of the policy that holds at an instant: the most generous one whose time has not passed. */
export function gradeAt(policy: readonly PolicyGrade[], startsAt: Date, now: Date): Grade {
  const open = policy
    .map(({ untilHoursBefore, refundPercent }) => ({ percent: refundPercent, until: new Date(startsAt.getTime() - untilHoursBefore * HOUR_MS) }))
    .filter(({ percent, until }) => percent > 0 && until >= now)
    .toSorted((one, other) => other.percent - one.percent || other.until.getTime() - one.until.getTime());
  return open[0] ?? { percent: 0, until: null };
}

/** What one order's seats cost and what has been paid for them so far. */
export interface Paid {
  /** The prices of the seats that are given back, whole yen. */
  givenBack: readonly number[];
  /** The prices of the seats that stay. */
  staying: readonly number[];
  /** Received, less what went back or is on its way back, less fees of earlier cancellations. */
  paidYen: number;
}

/**
 * What comes back for seats that are given back: their price, as far as it was paid, by the percentage; the odd yen is the guest's. What was
 * paid counts for the seats that stay first, so that an order paid in part gives no more back than it has too much.
 */
export function refundFor({ givenBack, staying, paidYen }: Paid, percent: number): { refundYen: Yen; feeYen: Yen } {
  const price = sum(givenBack);
  const base = yen(Math.max(0, Math.min(price, paidYen - sum(staying))));
  const [refundYen = yen(0), feeYen = yen(0)] = split(base, percent === 0 ? [0, 1] : [percent, 100 - percent]);
  return { refundYen, feeYen };
}

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

/** A payment of an order, and what of it has not gone back. */
export interface Giver {
  paymentId: string;
  leftYen: number;
}

/** From which payments a sum goes back: the latest first, none more than it has. What nobody has is a fault of the program. */
export function refundsFrom(payments: readonly Giver[], amountYen: number): { paymentId: string; amountYen: number }[] {
  let left = amountYen;
  const parts = payments.flatMap(({ paymentId, leftYen }) => {
    const part = Math.min(left, leftYen);
    left -= part;
    return part > 0 ? [{ paymentId, amountYen: part }] : [];
  });
  if (left > 0) throw new RangeError(`${left} yen more than was paid`);
  return parts;
}

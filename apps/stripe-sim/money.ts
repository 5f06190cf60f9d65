import { businessDaysLater, type Clock } from './clock.js';
import { idFor } from './ids.js';
import { amount, type Fields } from './json.js';
import type { Store, StripeObject } from './store.js';

/** Fees of this country in whole yen, as Stripe states them; read them from `fee`, never compute them outside. https://stripe.com/jp/pricing */
const FEES = { perMille: 36, konbiniLeastYen: 120 } as const;
/** From a payment to its availability. https://docs.stripe.com/payments/konbini, "Payout timing" */
const SETTLING_DAYS = 4;

/** What goes into or out of a balance. */
export interface Posting {
  /** `charge`, `refund`, `transfer`, … the types of https://docs.stripe.com/reports/balance-transaction-types */
  type: string;
  reportingCategory?: string;
  /** Whole yen, negative when money leaves. */
  amount: number;
  fee?: number;
  feeDescription?: string;
  /** The id of what it is about. */
  source: string | null;
  description?: string | null;
  /** When it can be paid out; at once when absent. */
  availableOn?: number;
}

/** The balance transactions of an account: https://docs.stripe.com/reports/balance-transaction-types. In yen only. */
export class Books {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly skeleton: (schema: string) => Fields,
    private readonly emit: (scope: string, type: string, object: Fields) => void,
  ) {
    clock.task('balance.available', (scope) => this.settle(scope));
  }

  /** Posts and answers the balance transaction. */
  post(scope: string, { type, amount: gross, fee = 0, source, availableOn, ...more }: Posting): StripeObject {
    const now = this.clock.now();
    const pending = availableOn !== undefined && availableOn > now;
    const transaction: StripeObject = {
      ...this.skeleton('BalanceTransaction'),
      id: idFor('balance_transaction'),
      object: 'balance_transaction',
      amount: gross,
      fee,
      net: gross - fee,
      fee_details:
        fee === 0
          ? []
          : [
              {
                amount: fee,
                application: null,
                currency: 'jpy',
                description: more.feeDescription ?? 'Stripe processing fees',
                type: 'stripe_fee',
              },
            ],
      available_on: pending ? availableOn : now,
      balance_type: 'payments',
      created: now,
      currency: 'jpy',
      description: more.description ?? null,
      reporting_category: more.reportingCategory ?? type,
      source,
      status: pending ? 'pending' : 'available',
      type,
    };
    this.store.put(scope, transaction);
    if (pending) this.clock.schedule(availableOn, 'balance.available', `${scope} ${availableOn}`, scope);
    return transaction;
  }

  /** Whole yen that can leave. */
  available(scope: string): number {
    return this.sum(scope, 'available');
  }

  /** Whole yen that are still on their way. */
  pending(scope: string): number {
    return this.sum(scope, 'pending');
  }

  /** https://docs.stripe.com/api/balance */
  balance(scope: string): Fields {
    const part = (yen: number): Fields[] => [{ amount: yen, currency: 'jpy', source_types: { card: yen } }];
    return {
      ...this.skeleton('Balance'),
      object: 'balance',
      available: part(this.available(scope)),
      pending: part(this.pending(scope)),
      livemode: false,
    };
  }

  private sum(scope: string, status: string): number {
    return this.store
      .all(scope, 'balance_transaction')
      .reduce((sum, each) => (each['status'] === status ? sum + amount(each['net']) : sum), 0);
  }

  private settle(scope: string): void {
    const now = this.clock.now();
    for (const each of this.store.all(scope, 'balance_transaction')) {
      if (each['status'] !== 'pending' || amount(each['available_on']) > now) continue;
      this.store.put(scope, Object.assign(each, { status: 'available' }));
    }
    this.emit(scope, 'balance.available', this.balance(scope));
  }
}

/** The fee of a payment: 3.6 %, rounded down; at a convenience store at least 120 yen. */
export const paymentFee = (yen: number, method: string): number =>
  Math.max(Math.floor((yen * FEES.perMille) / 1000), method === 'konbini' ? FEES.konbiniLeastYen : 0);

/** When a payment made now can be paid out. */
export const settledOn = (now: number): number => businessDaysLater(now, SETTLING_DAYS);

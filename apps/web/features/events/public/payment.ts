import type { SaleMethod } from './events.api';
import type { OrderMethod } from './registrations.api';

/** What Stripe's page takes, and from which sum on it offers a slip for the convenience store; whole yen. */
const ONLINE_YEN = { least: 50, most: 1_000_000 } as const;
const KONBINI_LEAST_YEN = 3_000;

export type OnlineWay = Extract<SaleMethod, 'card' | 'payPay' | 'konbini'>;

interface Sale {
  /** The ways to pay that are open at this moment. */
  methods: readonly SaleMethod[];
}

/** What the payment page will show for this sum. */
export function onlineWays({ methods }: Sale, totalYen: number): OnlineWay[] {
  if (totalYen < ONLINE_YEN.least || totalYen > ONLINE_YEN.most) return [];
  return (['card', 'payPay', 'konbini'] as const).filter((way) => methods.includes(way) && (way !== 'konbini' || totalYen >= KONBINI_LEAST_YEN));
}

/** A way to pay, and the name of the reason why it is not open. */
export interface PaymentChoice {
  method: Exclude<OrderMethod, 'free'>;
  closed: 'stripe' | 'stripeLeast' | 'stripeMost' | 'door' | 'after' | null;
}

/** Every way to pay a sum, open or not. The server has the last word; this says it beforehand. */
export function paymentChoices(sale: Sale, totalYen: number): PaymentChoice[] {
  return [
    { method: 'stripe', closed: whyNotOnline(sale, totalYen) },
    { method: 'door', closed: sale.methods.includes('door') ? null : 'door' },
    { method: 'after', closed: sale.methods.includes('after') ? null : 'after' },
  ];
}

function whyNotOnline(sale: Sale, totalYen: number): PaymentChoice['closed'] {
  if (onlineWays(sale, totalYen).length > 0) return null;
  const offered = sale.methods.some((method) => method === 'card' || method === 'payPay' || method === 'konbini');
  if (!offered) return 'stripe';
  return totalYen > ONLINE_YEN.most ? 'stripeMost' : 'stripeLeast';
}

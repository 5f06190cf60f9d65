import type { Test } from 'supertest';
import type { RegistrationView } from '#libs/orders';
import type { Person, TestApp } from './app.js';

/** Somebody with the link of a registration. */
export interface Holder {
  read: (language?: 'ja' | 'en') => Test;
  quote: (seats?: { quantity?: number; seatIds?: readonly string[] }) => Test;
  cancel: (input: { quantity?: number; seatIds?: readonly string[]; expectedRefundYen: number }, click?: string) => Test;
  /** `priceYen` of one seat, as the page showed it. */
  accept: (ticketTypeId: string | undefined, seen?: { paymentMethod?: string; priceYen?: number }) => Test;
  leave: () => Test;
  rename: (seats: readonly { id: string; name: string }[]) => Test;
  prepay: (click?: string) => Test;
}

let clicks = 0;
const newClick = (): string => `click-${++clicks}`;

/** Holds the link that the registration answered; `as` signs somebody in besides. */
export function holderOf(app: TestApp, { id, manageUrl }: Pick<RegistrationView, 'id' | 'manageUrl'>, as: Person | null = null): Holder {
  const token = new URL(manageUrl).searchParams.get('token') ?? '';
  const at = (verb = '', more: Readonly<Record<string, string>> = {}): string => `/registrations/${id}${verb}?${new URLSearchParams({ token, ...more }).toString()}`;
  return {
    read: (language) => app.as(as, language).get(at()),
    quote: ({ quantity, seatIds } = {}) =>
      app.as(as).get(at('/cancellation-quote', { ...(quantity === undefined ? {} : { quantity: String(quantity) }), ...(seatIds ? { seatIds: seatIds.join(',') } : {}) })),
    cancel: (input, click = newClick()) => app.as(as).post(at('/cancellation')).set('idempotency-key', click).send(input),
    accept: (ticketTypeId, { paymentMethod, priceYen = 0 } = {}) =>
      app.as(as).post(at('/offer-acceptance')).send({ ticketTypeId, expectedPriceYen: priceYen, ...(paymentMethod ? { paymentMethod } : {}) }),
    leave: () => app.as(as).post(at('/leaving')),
    rename: (seats) => app.as(as).patch(at('/seats')).send({ seats }),
    prepay: (click = newClick()) => app.as(as).post(at('/prepayment')).set('idempotency-key', click),
  };
}

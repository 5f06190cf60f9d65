import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Answer, answer, api } from '../../../lib/api';
import type { components } from '../../../lib/api.gen';

type RegistrationWish = components['schemas']['RegisterGuest'];
export type OrderMethod = RegistrationWish['paymentMethod'];
export type Managed = Answer<'/api/v1/registrations/{id}', 'get'>;
export type GuestSeat = Managed['seats'][number];
export type Quote = Answer<'/api/v1/registrations/{id}/cancellation-quote', 'get'>;

export const register = (id: string, body: RegistrationWish, key: string) =>
  answer(api.POST('/api/v1/events/{id}/registrations', { params: { path: { id }, ...click(key) }, body }));

/** Sends the links of an address’s registrations to it; answers the same whether there is one or not. */
export const askForLinks = (email: string) => answer(api.POST('/api/v1/registration-links', { body: { email } }));

/** Which registration, and the signed part of its link; none for the signed-in buyer. */
export interface Holder {
  id: string;
  token: string | undefined;
}

/** What every piece of a registration's screen is given. */
export interface MineProps {
  registration: Managed;
  holder: Holder;
}

const click = (key: string) => ({ header: { 'Idempotency-Key': key } });
const held = ({ id, token }: Holder) => ({ path: { id }, query: { token } });

export const managedKey = ({ id }: Holder) => ['registrations', id];

export const managedQuery = (holder: Holder) =>
  queryOptions({
    queryKey: managedKey(holder),
    staleTime: 0,
    queryFn: () => answer(api.GET('/api/v1/registrations/{id}', { params: held(holder) })),
  });

/** What cancelling these seats would give back at this moment. */
export const quoteQuery = ({ id, token }: Holder, seatIds: readonly string[]) =>
  queryOptions({
    queryKey: [...managedKey({ id, token }), 'quote', seatIds],
    staleTime: 0,
    queryFn: () =>
      answer(api.GET('/api/v1/registrations/{id}/cancellation-quote', { params: { path: { id }, query: { token, seatIds: seatIds.join(',') } } })),
  });

export const cancelSeats = (holder: Holder, seatIds: readonly string[], expectedRefundYen: number, key: string) =>
  answer(
    api.POST('/api/v1/registrations/{id}/cancellation', {
      params: { ...held(holder), ...click(key) },
      body: { seatIds: [...seatIds], expectedRefundYen },
    }),
  );
/** The type with the price that its buyer sees. */
export const acceptOffer = (holder: Holder, { id, priceYen }: { id: string; priceYen: number }, paymentMethod: OrderMethod) =>
  answer(
    api.POST('/api/v1/registrations/{id}/offer-acceptance', {
      params: held(holder),
      body: { ticketTypeId: id, expectedPriceYen: priceYen, paymentMethod },
    }),
  );
export const leaveWaitlist = (holder: Holder) => answer(api.POST('/api/v1/registrations/{id}/leaving', { params: held(holder) }));
export const renameSeats = (holder: Holder, seats: { id: string; name: string }[]) =>
  answer(api.PATCH('/api/v1/registrations/{id}/seats', { params: held(holder), body: { seats } }));
export const prepay = (holder: Holder, key: string) =>
  answer(api.POST('/api/v1/registrations/{id}/prepayment', { params: { ...held(holder), ...click(key) } }));

/** What a verb answers is shown at once; how many seats the event has left is read anew. */
export function keepManaged(client: QueryClient, holder: Holder, managed: Managed): void {
  client.setQueryData(managedQuery(holder).queryKey, managed);
  void client.invalidateQueries({ queryKey: ['events'] });
}

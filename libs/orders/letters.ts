import type { CalendarEntry, Notice } from '#libs/notices';
import type { MailTemplate, Params } from '#libs/words';
import { managePath } from './order.rules.js';
import type { OrderRow, SaleRow } from './orders.queries.js';

/** Whose registration, for a letter about it. */
export type Addressee = Pick<OrderRow, 'id' | 'accountId' | 'email' | 'locale' | 'name' | 'number'>;
/** What a letter says of the thing that is sold. */
export type SaleSaid = Pick<SaleRow, 'title' | 'place' | 'startsAt' | 'endsAt' | 'calendarSequence'>;

/** How sentences speak of what is sold. */
export const saleParams = ({ title, place, startsAt, endsAt }: SaleSaid): Params => ({ title, place, span: `${startsAt.toISOString()}/${endsAt.toISOString()}` });

/** The registration in the guest's own calendar; one entry for its whole life. Each change of the sale has two sequences: of the entry, and of its end. */
export const calendarOf = (orderId: string, sale: SaleSaid, status: CalendarEntry['status']): CalendarEntry => ({
  uid: `${orderId}@mazeru`,
  sequence: 2 * sale.calendarSequence + (status === 'cancelled' ? 1 : 0),
  status,
  startsAt: sale.startsAt.toISOString(),
  endsAt: sale.endsAt.toISOString(),
  title: sale.title,
  place: sale.place,
  description: '',
});

/** A letter to the holder of a registration; its link opens the registration without an account. Walk-ins have left no address: null. */
export function toGuest(order: Addressee, sale: SaleSaid, template: MailTemplate, params: Params, at: Date, calendar?: CalendarEntry['status']): Notice | null {
  if (order.email === '') return null;
  return {
    to: { accountId: order.accountId, email: order.email, locale: order.locale },
    template,
    params: { name: order.name, number: order.number, ...saleParams(sale), ...params },
    href: managePath(order.id),
    opens: { purpose: 'order', id: order.id },
    ...(calendar ? { calendar: calendarOf(order.id, sale, calendar) } : {}),
    at,
  };
}

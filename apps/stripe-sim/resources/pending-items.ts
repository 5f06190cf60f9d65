import { amount, fields, items, number, text, type Fields } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { pricingOf, type LineParts } from './invoice-lines.js';

/** An invoice item that waits for the customer's next invoice, or goes onto the draft that is named. Not yet told. */
export function keepItem(sim: Sim, scope: string, customer: StripeObject, parts: LineParts, invoice?: StripeObject): StripeObject {
  const { item, subscription, proration = false, price, quantity = 1 } = parts;
  const made = sim.make('InvoiceItem', {
    amount: parts.amount,
    currency: text(price?.['currency']) ?? 'jpy',
    customer: customer.id,
    date: sim.now(),
    description: parts.description,
    discountable: !proration,
    invoice: invoice?.id ?? null,
    metadata: parts.metadata ?? {},
    net_amount: parts.amount,
    parent:
      subscription === undefined
        ? null
        : { type: 'subscription_details', subscription_details: { subscription, ...(item !== undefined && { subscription_item: item }) } },
    period: { start: parts.period.start, end: parts.period.end },
    pricing: pricingOf(price, parts.amount, quantity),
    proration,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: customer['test_clock'] ?? null,
    _item: item ?? null,
  });
  sim.put(scope, made);
  if (invoice === undefined) sim.change(scope, customer, { _pendingItems: [...items(customer['_pendingItems']), made.id] });
  return made;
}

/** An item as the parts of a line, to be worked out anew after a change. */
export const periodOfItem = (item: Fields): { start: number; end: number } => {
  const { start, end } = fields(item['period']);
  return { start: amount(start), end: number(end) ?? amount(start) };
};

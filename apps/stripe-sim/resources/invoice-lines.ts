import { idFor } from '../ids.js';
import { amount, fields, idOf, items, number, text, type Fields } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { nameOf } from './billing.js';
import { prorated, type Period } from './billing-periods.js';

/** One line of an invoice before it has an id. `item` is the subscription item it is about. */
export interface LineParts {
  amount: number;
  description: string;
  period: Period;
  quantity?: number;
  price?: Fields | undefined;
  metadata?: Fields;
  subscription?: string | undefined;
  item?: string | undefined;
  invoiceItem?: string;
  proration?: boolean;
}

/** A line. Lines and pending items remember in `_item` what they are about, so that a later credit finds them. */
export function makeLine(sim: Sim, parts: LineParts): StripeObject {
  const { item, subscription = null, invoiceItem = null, proration = false, price, quantity = 1 } = parts;
  const whence: Fields =
    item === undefined
      ? {
          type: 'invoice_item_details',
          invoice_item_details: {
            invoice_item: invoiceItem ?? idFor('invoiceitem'),
            proration,
            proration_details: { credited_items: null },
            subscription,
          },
          subscription_item_details: null,
        }
      : {
          type: 'subscription_item_details',
          invoice_item_details: null,
          subscription_item_details: {
            invoice_item: invoiceItem,
            proration,
            proration_details: { credited_items: null },
            subscription,
            subscription_item: item,
          },
        };
  return sim.make('InvoiceLineItem', {
    amount: parts.amount,
    currency: text(price?.['currency']) ?? 'jpy',
    description: parts.description,
    discountable: !proration,
    metadata: parts.metadata ?? {},
    parent: whence,
    period: { start: parts.period.start, end: parts.period.end },
    pricing: pricingOf(price, parts.amount, quantity),
    quantity,
    quantity_decimal: String(quantity),
    subscription,
    subtotal: parts.amount,
    _item: item ?? null,
  });
}

/** How an amount came about, of the price where there is one. */
export const pricingOf = (price: Fields | undefined, total: number, quantity: number): Fields =>
  price === undefined
    ? { type: 'price_details', unit_amount_decimal: String(quantity === 0 ? total : total / quantity) }
    : {
        type: 'price_details',
        price_details: { price: text(price['id']) ?? '', product: idOf(price['product']) ?? '' },
        unit_amount_decimal: String(amount(price['unit_amount'])),
      };

const INTERVALS: Readonly<Record<string, string>> = { day: '日', week: '週', month: '月', year: '年' };

/** A full or shared period of a subscription item. `whole` is the full period that its amount is for. */
export function itemLine(
  sim: Sim,
  scope: string,
  subscription: StripeObject,
  item: StripeObject,
  period: Period,
  whole: Period,
): StripeObject {
  const price = fields(item['price']);
  const quantity = number(item['quantity']) ?? 1;
  const unit = amount(price['unit_amount']);
  const { interval, interval_count: count } = fields(price['recurring']);
  const every = `${number(count) === 1 || count === undefined ? '' : String(amount(count))}${INTERVALS[text(interval) ?? 'month'] ?? ''}`;
  return makeLine(sim, {
    amount: prorated(unit * quantity, whole, period.start, period.end),
    description: `${quantity} × ${nameOf(sim, scope, price)} (¥${unit.toLocaleString('ja-JP')} / ${every})`,
    period,
    quantity,
    price,
    metadata: { ...fields(item['metadata']) },
    subscription: subscription.id,
    item: item.id,
  });
}

/** A pending or attached invoice item as a line of an invoice. */
export function lineOf(sim: Sim, scope: string, pending: StripeObject): StripeObject {
  const { price_details: details } = fields(pending['pricing']);
  const price = sim.get(scope, 'price', idOf(fields(details)['price']) ?? '');
  const { start, end } = fields(pending['period']);
  return makeLine(sim, {
    amount: amount(pending['amount']),
    description: text(pending['description']) ?? '',
    period: { start: amount(start), end: amount(end) },
    quantity: number(pending['quantity']) ?? 1,
    price,
    metadata: { ...fields(pending['metadata']) },
    subscription: idOf(fields(fields(pending['parent'])['subscription_details'])['subscription']),
    item: text(pending['_item']),
    invoiceItem: pending.id,
    proration: pending['proration'] === true,
  });
}

/** Sum of the lines, whole yen. */
export const sumOf = (lines: readonly Fields[]): number => lines.reduce((sum, line) => sum + amount(line['amount']), 0);

/** The lines of an invoice as objects. */
export const linesOf = (invoice: Fields): Fields[] => items(fields(invoice['lines'])['data']).map(fields);

import { invalidRequest, parameterMissing } from '../errors.js';
import { amount, fields, idOf, items, number, text, type Fields } from '../json.js';
import { listOf, matching } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { customerAsked, nameOf, priceAsked } from './billing.js';
import { lineOf, linesOf } from './invoice-lines.js';
import { addLines } from './invoice-drafts.js';
import { keepItem, periodOfItem } from './pending-items.js';
import type { Resource } from './resource.js';

/** What an item costs: an amount as it is, or a price times a quantity. */
export function cost(sim: Sim, scope: string, params: Fields): { amount: number; quantity: number; price?: StripeObject } {
  const quantity = number(params['quantity']) ?? 1;
  const total = number(params['amount']);
  if (total !== undefined) return { amount: total, quantity: 1 };
  const unit = text(params['unit_amount_decimal']);
  if (unit !== undefined) return { amount: Number(unit) * quantity, quantity };
  const named = idOf(fields(params['pricing'])['price']) ?? idOf(params['price']);
  const wish: Fields = named === undefined ? { price_data: params['price_data'] ?? {} } : { price: named };
  const price = priceAsked(sim, scope, wish, named === undefined ? [] : ['pricing'], 'one_time');
  return { amount: amount(price['unit_amount']) * quantity, quantity, price };
}

/** The draft an item goes onto. Refuses one that is final. */
function draftOf(sim: Sim, scope: string, id: string | undefined): StripeObject | undefined {
  if (id === undefined) return undefined;
  const invoice = sim.need(scope, 'invoice', id, 'invoice');
  if (invoice['status'] !== 'draft')
    throw invalidRequest('Invoice is no longer editable, its items cannot be changed.', 'invoice', 'invoice_not_editable');
  return invoice;
}

function create({ sim, scope, params }: Call): StripeObject {
  const invoice = draftOf(sim, scope, text(params['invoice']));
  const item = makeItem(sim, scope, params, invoice);
  if (invoice !== undefined) addLines(sim, scope, invoice, [...linesOf(invoice), lineOf(sim, scope, item)]);
  return item;
}

/** A new item as it was asked for, kept and told; its line on that draft is the caller's to add. */
export function makeItem(sim: Sim, scope: string, params: Fields, invoice: StripeObject | undefined): StripeObject {
  const customer = customerAsked(sim, scope, params['customer'] ?? invoice?.['customer']);
  return sim.inTimeOf(scope, customer.id, () => {
    if (['amount', 'pricing', 'price', 'price_data', 'unit_amount_decimal'].every((name) => params[name] === undefined))
      throw parameterMissing('amount');
    const { price, ...sum } = cost(sim, scope, params);
    const subscription = text(params['subscription']);
    if (subscription !== undefined) sim.need(scope, 'subscription', subscription, 'subscription');
    const now = sim.now();
    const item = keepItem(
      sim,
      scope,
      customer,
      {
        ...sum,
        price,
        description: text(params['description']) ?? (price === undefined ? '' : nameOf(sim, scope, price)),
        period: params['period'] === undefined ? { start: now, end: now } : periodOfItem({ period: params['period'] }),
        metadata: mergedMetadata({}, params['metadata']),
        subscription,
      },
      invoice,
    );
    sim.emit(scope, 'invoiceitem.created', item);
    return item;
  });
}

/** The item of the path, and the draft it stands on. Refuses one on a final invoice. */
function editable(call: Call): { item: StripeObject; invoice: StripeObject | undefined } {
  const item = call.sim.need(call.scope, 'invoiceitem', call.path['id'] ?? '');
  return { item, invoice: draftOf(call.sim, call.scope, idOf(item['invoice'])) };
}

const without = (invoice: StripeObject, item: StripeObject): Fields[] =>
  linesOf(invoice).filter((line) => {
    const parent = fields(line['parent']);
    return ![parent['invoice_item_details'], parent['subscription_item_details']].some(
      (details) => fields(details)['invoice_item'] === item.id,
    );
  });

function update(call: Call): StripeObject {
  const { sim, scope, params } = call;
  const { item, invoice } = editable(call);
  const priced = ['amount', 'pricing', 'price_data', 'unit_amount_decimal', 'quantity'].some((name) => params[name] !== undefined);
  const again =
    priced &&
    (params['amount'] !== undefined ||
      params['pricing'] !== undefined ||
      params['price_data'] !== undefined ||
      params['unit_amount_decimal'] !== undefined);
  const quantity = number(params['quantity']) ?? number(item['quantity']) ?? 1;
  const unit = amount(item['amount']) / (number(item['quantity']) ?? 1);
  const sum = again ? cost(sim, scope, params) : { amount: unit * quantity, quantity };
  sim.change(scope, item, {
    ...given(params, ['description', 'discountable', 'period']),
    amount: sum.amount,
    net_amount: sum.amount,
    quantity: sum.quantity,
    quantity_decimal: String(sum.quantity),
    ...(params['metadata'] !== undefined && { metadata: mergedMetadata(item['metadata'], params['metadata']) }),
  });
  if (invoice !== undefined) addLines(sim, scope, invoice, [...without(invoice, item), lineOf(sim, scope, item)]);
  return item;
}

function remove(call: Call): StripeObject {
  const { item, invoice } = editable(call);
  if (invoice !== undefined) addLines(call.sim, call.scope, invoice, without(invoice, item));
  dropItem(call.sim, call.scope, item);
  return { id: item.id, object: 'invoiceitem', deleted: true };
}

/** Takes an item away for good, and tells it. */
export function dropItem(sim: Sim, scope: string, item: StripeObject): void {
  const customer = sim.get(scope, 'customer', idOf(item['customer']) ?? '');
  sim.store.remove(scope, 'invoiceitem', item.id);
  if (customer !== undefined)
    sim.change(scope, customer, { _pendingItems: items(customer['_pendingItems']).filter((id) => id !== item.id) });
  sim.emit(scope, 'invoiceitem.deleted', item);
}

/** https://docs.stripe.com/api/invoiceitems */
export const invoiceItems: Resource = {
  routes: {
    'POST /v1/invoiceitems': create,
    'GET /v1/invoiceitems': (call) => {
      const all = matching(call.sim.all(call.scope, 'invoiceitem'), call.params, ['customer', 'invoice']);
      return listOf(call, call.params['pending'] === true ? all.filter(({ invoice }) => invoice === null) : all);
    },
    'GET /v1/invoiceitems/{id}': ({ sim, scope, path }) => sim.need(scope, 'invoiceitem', path['id'] ?? ''),
    'POST /v1/invoiceitems/{id}': update,
    'DELETE /v1/invoiceitems/{id}': remove,
  },
};

import { invalidRequest, resourceMissing } from '../errors.js';
import { amount, fields, idOf, items, number, text, type Fields } from '../json.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { addLines } from './invoice-drafts.js';
import { cost, dropItem, makeItem } from './invoice-items.js';
import { lineOf, linesOf, pricingOf } from './invoice-lines.js';

/** What sets the amount of a line. */
const PRICED = ['amount', 'pricing', 'price_data', 'quantity'] as const;
/** What a line may say and the simulator does not know. */
const UNKNOWN = ['discounts', 'tax_amounts', 'tax_rates', 'quantity_decimal'] as const;

/** Refuses an invoice that is final, and what the simulator has none of. */
function requireDraft(invoice: StripeObject, lines: readonly Fields[]): void {
  if (invoice['status'] !== 'draft')
    throw invalidRequest('This invoice is no longer editable: its lines are final.', undefined, 'invoice_not_editable');
  for (const line of lines) {
    const unknown = UNKNOWN.find((name) => items(line[name]).length > 0 || text(line[name]) !== undefined);
    if (unknown !== undefined) throw invalidRequest('This simulator has no taxes, discounts or parts of pieces.', unknown);
  }
}

/** The invoice item behind a line, where there is one. */
function itemBehind(sim: Sim, scope: string, line: Fields): StripeObject | undefined {
  const { invoice_item_details: once, subscription_item_details: recurring } = fields(line['parent']);
  const id = idOf(fields(once)['invoice_item']) ?? idOf(fields(recurring)['invoice_item']);
  return id === undefined ? undefined : sim.get(scope, 'invoiceitem', id);
}

function lineNamed(invoice: StripeObject, id: string | undefined, param?: string): Fields {
  const line = linesOf(invoice).find((each) => each['id'] === id);
  if (line === undefined) throw resourceMissing('invoice line item', id ?? '', param);
  return line;
}

/** The draft with these lines, its metadata and the event that tells of both. */
function relined(call: Call, invoice: StripeObject, lines: readonly Fields[]): void {
  const { sim, scope, params } = call;
  const before = addLines(sim, scope, invoice, lines);
  if (params['invoice_metadata'] !== undefined)
    Object.assign(before, sim.change(scope, invoice, { metadata: mergedMetadata(invoice['metadata'], params['invoice_metadata']) }));
  if (Object.keys(before).length > 0) sim.emit(scope, 'invoice.updated', invoice, before);
}

/** https://docs.stripe.com/api/invoice-line-item/bulk-add-lines: items that wait, or new ones. */
export function addLinesNow(call: Call, invoice: StripeObject): void {
  const { sim, scope, params } = call;
  const wishes = items(params['lines']).map(fields);
  requireDraft(invoice, wishes);
  const customer = sim.need(scope, 'customer', idOf(invoice['customer']) ?? '');
  const lines = wishes.map((wish): Fields => {
    const waiting = text(wish['invoice_item']);
    if (waiting === undefined) return lineOf(sim, scope, makeItem(sim, scope, wish, invoice));
    const item = sim.need(scope, 'invoiceitem', waiting, 'lines[invoice_item]');
    if (idOf(item['customer']) !== customer.id || idOf(item['invoice']) !== undefined)
      throw invalidRequest('This invoice item belongs to another customer or invoice.', 'lines[invoice_item]');
    sim.change(scope, item, { invoice: invoice.id });
    sim.change(scope, customer, { _pendingItems: items(customer['_pendingItems']).filter((id) => id !== item.id) });
    return lineOf(sim, scope, item);
  });
  relined(call, invoice, [...linesOf(invoice), ...lines]);
}

/** https://docs.stripe.com/api/invoice-line-item/bulk-remove-lines: gone for good, or waiting for the next invoice again. */
export function removeLines(call: Call, invoice: StripeObject): void {
  const { sim, scope, params } = call;
  const wishes = items(params['lines']).map(fields);
  requireDraft(invoice, []);
  const gone = wishes.map((wish) => ({ line: lineNamed(invoice, text(wish['id']), 'lines[id]'), keeps: wish['behavior'] === 'unassign' }));
  for (const { line, keeps } of gone) {
    const item = itemBehind(sim, scope, line);
    if (keeps && item === undefined) throw invalidRequest('Only lines of invoice items can be unassigned.', 'lines[behavior]');
    if (item === undefined) continue;
    const customer = sim.need(scope, 'customer', idOf(invoice['customer']) ?? '');
    sim.change(scope, item, { invoice: null });
    if (keeps) sim.change(scope, customer, { _pendingItems: [...items(customer['_pendingItems']), item.id] });
    else dropItem(sim, scope, item);
  }
  const ids = new Set(gone.map(({ line }) => line['id']));
  relined(
    call,
    invoice,
    linesOf(invoice).filter((line) => !ids.has(line['id'])),
  );
}

/** A line as it will be; the item behind it changes with it. */
function changed(sim: Sim, scope: string, line: Fields, wish: Fields): Fields {
  const own: Fields = {
    ...given(wish, ['description', 'discountable', 'period']),
    ...(wish['metadata'] !== undefined && { metadata: mergedMetadata(line['metadata'], wish['metadata']) }),
  };
  const item = itemBehind(sim, scope, line);
  const price = PRICED.some((name) => wish[name] !== undefined) ? priceOf(sim, scope, line, wish) : {};
  if (item !== undefined) {
    const { amount: yen, pricing, quantity } = price;
    sim.change(scope, item, {
      ...own,
      ...(yen !== undefined && { amount: yen, net_amount: yen }),
      ...(pricing !== undefined && { pricing }),
      ...(quantity !== undefined && { quantity, quantity_decimal: String(amount(quantity)) }),
    });
  }
  return { ...line, ...own, ...price };
}

function priceOf(sim: Sim, scope: string, line: Fields, wish: Fields): Fields {
  const was = number(line['quantity']) ?? 1;
  const again = ['amount', 'pricing', 'price_data'].some((name) => wish[name] !== undefined);
  const each = was === 0 ? 0 : amount(line['amount']) / was;
  const quantity = number(wish['quantity']) ?? was;
  const { price, ...sum } = again ? cost(sim, scope, { ...wish, quantity }) : { amount: each * quantity, quantity, price: undefined };
  return {
    amount: sum.amount,
    subtotal: sum.amount,
    pricing: again ? pricingOf(price, sum.amount, sum.quantity) : fields(line['pricing']),
    quantity: sum.quantity,
    quantity_decimal: String(sum.quantity),
  };
}

/** https://docs.stripe.com/api/invoice-line-item/bulk-update-lines */
export function updateLines(call: Call, invoice: StripeObject): void {
  const { sim, scope, params } = call;
  const wishes = items(params['lines']).map(fields);
  requireDraft(invoice, wishes);
  const lines = new Map(wishes.map((wish) => [text(wish['id']), changed(sim, scope, lineNamed(invoice, text(wish['id']), 'lines[id]'), wish)]));
  relined(
    call,
    invoice,
    linesOf(invoice).map((line) => lines.get(text(line['id'])) ?? line),
  );
}

/** One line by itself. https://docs.stripe.com/api/invoice-line-item/update */
export function updateLine(call: Call): StripeObject {
  const { sim, scope, params, path } = call;
  const invoice = sim.need(scope, 'invoice', path['invoiceId'] ?? '');
  const id = path['id'] ?? '';
  sim.inTimeOf(scope, idOf(invoice['customer']), () => {
    requireDraft(invoice, [params]);
    const line = changed(sim, scope, lineNamed(invoice, id), params);
    relined(
      { ...call, params: {} },
      invoice,
      linesOf(invoice).map((each) => (each['id'] === id ? line : each)),
    );
  });
  return { ...lineNamed(invoice, id), id, object: 'line_item' };
}

import { amount, fields, idOf, items, number, text, type Fields } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { HOUR_S, nested } from './billing.js';
import type { Period } from './billing-periods.js';
import { lineOf, sumOf } from './invoice-lines.js';

/** How long after its creation a renewal's draft is finalised. https://docs.stripe.com/billing/invoices/subscription#working-with-draft-invoices */
export const DRAFT_S = HOUR_S;

/** Below this nothing is charged: it is carried to the customer's balance. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const LEAST_YEN = 50;

/** What an invoice is made of. Times in epoch seconds, amounts in whole yen. */
export interface Draft {
  customer: StripeObject;
  lines: readonly StripeObject[];
  reason: string;
  period: Period;
  subscription?: StripeObject | undefined;
  collection?: string | undefined;
  daysUntilDue?: number | undefined;
  dueDate?: number | undefined;
  autoAdvance?: boolean;
  /** When the draft is finalised by itself. */
  finalizesAt?: number | undefined;
  prorationDate?: number | undefined;
  own?: Fields;
}

/** An invoice as it would be: a draft that is not kept. */
export function invoiceOf(sim: Sim, draft: Draft): StripeObject {
  const { customer, lines, subscription, reason, period } = draft;
  const collection = draft.collection ?? text(subscription?.['collection_method']) ?? 'charge_automatically';
  const settings = fields(subscription?.['payment_settings']);
  const invoice = sim.make('Invoice', {
    account_country: 'JP',
    auto_advance: draft.autoAdvance ?? true,
    automatically_finalizes_at: draft.finalizesAt ?? null,
    billing_reason: reason,
    collection_method: collection,
    currency: 'jpy',
    customer: customer.id,
    customer_address: customer['address'] ?? null,
    customer_email: customer['email'] ?? null,
    customer_name: customer['name'] ?? null,
    customer_phone: customer['phone'] ?? null,
    customer_tax_exempt: 'none',
    default_payment_method: null,
    due_date: draft.dueDate ?? null,
    issuer: { type: 'self' },
    metadata: {},
    next_payment_attempt: collection === 'send_invoice' ? null : (draft.finalizesAt ?? null),
    parent:
      subscription === undefined
        ? null
        : {
            type: 'subscription_details',
            quote_details: null,
            subscription_details: {
              metadata: { ...fields(subscription['metadata']) },
              subscription: subscription.id,
              ...(draft.prorationDate !== undefined && { subscription_proration_date: draft.prorationDate }),
            },
          },
    payment_settings: {
      default_mandate: null,
      payment_method_options: settings['payment_method_options'] ?? null,
      payment_method_types: settings['payment_method_types'] ?? null,
    },
    period_end: period.end,
    period_start: period.start,
    status: 'draft',
    test_clock: customer['test_clock'] ?? null,
    webhooks_delivered_at: sim.now(),
    _daysUntilDue: draft.daysUntilDue ?? number(subscription?.['days_until_due']) ?? null,
    ...draft.own,
  });
  return Object.assign(invoice, totals(customer, invoice.id, lines));
}

/** The figures of a draft: the customer's credit is used up first, what is too small to charge is carried on. */
function totals(customer: Fields, invoice: string, lines: readonly Fields[]): Fields {
  const sum = sumOf(lines);
  const balance = amount(customer['balance']);
  const owed = Math.max(0, sum + balance);
  const due = owed < LEAST_YEN ? 0 : owed;
  const data = lines.map((line): StripeObject => ({ ...line, id: text(line['id']) ?? '', object: 'line_item', invoice }));
  return {
    amount_due: due,
    amount_remaining: due,
    lines: nested(`/v1/invoices/${invoice}/lines`, data),
    starting_balance: balance,
    subtotal: sum,
    subtotal_excluding_tax: sum,
    total: sum,
    total_excluding_tax: sum,
    total_discount_amounts: [],
    total_pretax_credit_amounts: [],
    total_taxes: [],
  };
}

/** A draft that is kept and, where it advances by itself, waits for its finalisation. `invoice.created` is the caller's to tell. */
export function keepDraft(sim: Sim, scope: string, draft: Draft): StripeObject {
  const invoice = invoiceOf(sim, draft);
  sim.put(scope, invoice);
  if (draft.finalizesAt !== undefined && invoice['auto_advance'] === true)
    sim.schedule(draft.finalizesAt, 'invoice.finalization', invoice.id, scope);
  return invoice;
}

/** Puts lines onto a draft and adds it up anew; answers what it was before. */
export function addLines(sim: Sim, scope: string, invoice: StripeObject, lines: readonly Fields[]): Fields {
  const customer = sim.need(scope, 'customer', idOf(invoice['customer']) ?? '');
  return sim.change(scope, invoice, totals(customer, invoice.id, lines));
}

/** Takes what waits for the customer's next invoice, of this subscription or of none, as lines. */
export function takePending(sim: Sim, scope: string, customer: StripeObject, subscription?: Fields): StripeObject[] {
  const waiting = pendingItems(sim, scope, customer, subscription);
  const taken = new Set(waiting.map(({ id }) => id));
  sim.change(scope, customer, { _pendingItems: items(customer['_pendingItems']).filter((id) => !taken.has(idOf(id) ?? '')) });
  return waiting.map((item) => lineOf(sim, scope, item));
}

/** What waits for the customer's next invoice. */
export const pendingItems = (sim: Sim, scope: string, customer: Fields, subscription?: Fields): StripeObject[] =>
  items(customer['_pendingItems'])
    .flatMap((id) => sim.get(scope, 'invoiceitem', idOf(id) ?? '') ?? [])
    .filter((item) => {
      const about = idOf(fields(fields(item['parent'])['subscription_details'])['subscription']);
      return about === undefined || about === subscription?.['id'];
    });

/** Notes on the items of these lines which invoice took them. */
export function tellItems(sim: Sim, scope: string, invoice: StripeObject, lines: readonly Fields[]): void {
  for (const line of lines) {
    const parent = fields(line['parent']);
    const id =
      idOf(fields(parent['invoice_item_details'])['invoice_item']) ?? idOf(fields(parent['subscription_item_details'])['invoice_item']);
    const item = id === undefined ? undefined : sim.get(scope, 'invoiceitem', id);
    if (item !== undefined) sim.change(scope, item, { invoice: invoice.id });
  }
}

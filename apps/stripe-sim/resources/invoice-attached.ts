import { invalidRequest, parameterMissing, resourceMissing } from '../errors.js';
import { amount, idOf, items, text } from '../json.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { dropPayment, preparePayment, settle } from './invoicing.js';
import { takes } from './payment-ahead.js';

/**
 * Has another payment count for an open invoice, once it has succeeded; several may pay it in part.
 * https://docs.stripe.com/api/invoices/attach_payment
 */
export function attachPayment({ sim, scope, params }: Call, invoice: StripeObject): void {
  const record = text(params['payment_record']);
  if (record !== undefined) throw resourceMissing('payment_record', record, 'payment_record');
  const named = text(params['payment_intent']);
  if (named === undefined) throw parameterMissing('payment_intent');
  const intent = sim.need(scope, 'payment_intent', named, 'payment_intent');
  if (invoice['status'] !== 'open') throw invalidRequest('You can only attach payments to open invoices.', undefined);
  if (idOf(intent['customer']) !== idOf(invoice['customer']))
    throw invalidRequest('The PaymentIntent and the invoice must belong to the same customer.', 'payment_intent');
  if (intent['status'] === 'canceled') throw invalidRequest('A canceled PaymentIntent cannot be attached to an invoice.', 'payment_intent');
  if (text(intent['_invoice']) !== undefined || text(intent['_paysToo']) !== undefined)
    throw invalidRequest('This PaymentIntent is already attached to an invoice.', 'payment_intent');
  const payment = sim.make('InvoicePayment', {
    amount_requested: amount(intent['amount']),
    currency: 'jpy',
    invoice: invoice.id,
    is_default: false,
    payment: { type: 'payment_intent', payment_intent: intent.id },
    status: 'open',
  });
  sim.put(scope, payment);
  sim.change(scope, invoice, { _payments: [...items(invoice['_payments']), payment.id] });
  sim.change(scope, intent, { _paysToo: payment.id });
  if (intent['status'] === 'succeeded') credit(sim, scope, intent);
}

/** An attached intent has succeeded: the invoice is paid by so much, and its own payment asks for the rest alone. */
function credit(sim: Sim, scope: string, intent: StripeObject): void {
  const payment = sim.need(scope, 'invoice_payment', text(intent['_paysToo']) ?? '');
  const invoice = sim.need(scope, 'invoice', idOf(payment['invoice']) ?? '');
  const yen = amount(intent['amount_received']);
  const [due, paid] = [amount(invoice['amount_due']), amount(invoice['amount_paid']) + yen];
  sim.change(scope, payment, { status: 'paid', amount_paid: yen, status_transitions: { canceled_at: null, paid_at: sim.now() } });
  const before = sim.change(scope, invoice, {
    amount_paid: paid,
    amount_remaining: Math.max(0, due - paid),
    amount_overpaid: Math.max(0, paid - due),
  });
  sim.emit(scope, 'invoice_payment.paid', payment);
  sim.emit(scope, 'invoice.updated', invoice, before);
  if (paid > due) sim.emit(scope, 'invoice.overpaid', invoice);
  if (invoice['status'] !== 'open' && invoice['status'] !== 'uncollectible') return;
  if (paid >= due) return settle(sim, scope, invoice, 'attached');
  const own = sim.get(scope, 'invoice_payment', text(invoice['_payment']) ?? '');
  if (own !== undefined) dropPayment(sim, scope, invoice, own);
  sim.change(scope, invoice, { _intent: null, _payment: null });
  if (takes('card', due - paid)) preparePayment(sim, scope, invoice);
}

/** What becomes of an attached payment when its intent succeeds or is given up. */
export function installAttached(sim: Sim): void {
  sim.onIntent((scope, intent, outcome) => {
    const payment = sim.get(scope, 'invoice_payment', text(intent['_paysToo']) ?? '');
    if (payment === undefined) return;
    if (outcome === 'succeeded') credit(sim, scope, intent);
    if (outcome === 'canceled') sim.change(scope, payment, { status: 'canceled', status_transitions: { canceled_at: sim.now(), paid_at: null } });
  });
}

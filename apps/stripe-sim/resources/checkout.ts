import { StripeError, invalidRequest } from '../errors.js';
import { amount, fields, idOf, items, number, text, texts, type Fields } from '../json.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { DAY_S } from './billing.js';
import { makeCustomer } from './customers.js';
import { attempt, intentOf, subscriptionOf } from './invoicing.js';
import { ahead } from './payment-ahead.js';
import { cancelIntent, confirmIntent } from './payment-core.js';
import { makeIntent } from './payment-record.js';
import { attach, cardError, testCard } from './payment-methods.js';
import { confirmSetup } from './setup-intents.js';
import { start, type Terms } from './subscription-lifecycle.js';
import { updateSubscription } from './subscription-record.js';

/** Who pays, as they typed it. */
export interface Payer {
  email: string;
  name: string | undefined;
}

/** What came of a submit: the page leads on, or says why not. */
export type Submitted = { leadsTo: string } | { declined: Fields };

const linesOf = (session: Fields): Fields[] => items(session['_lines']).map(fields);

/** Where the payer goes after it is done. */
export const successOf = (session: StripeObject): string =>
  (text(session['success_url']) ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);

/** Where 3-D Secure and the wallet send the payer back to. */
const returnTo = (sim: Sim, session: StripeObject): string => `${sim.origin}/c/pay/${session.id}/return`;

/** The terms on which a session's subscription begins, now. https://docs.stripe.com/payments/checkout/billing-cycle */
export function sessionTerms(sim: Sim, scope: string, session: Fields, customer: StripeObject, method?: string): Terms {
  const data = fields(session['_subscription_data']);
  const now = sim.now();
  const asked = linesOf(session).map((line) => ({
    price: sim.need(scope, 'price', idOf(line['price']) ?? ''),
    quantity: number(line['quantity']) ?? 1,
  }));
  const days = number(data['trial_period_days']);
  const anchor = number(data['billing_cycle_anchor']);
  const trialEnd = number(data['trial_end']) ?? (days === undefined ? undefined : now + days * DAY_S);
  return {
    customer,
    items: asked.filter(({ price }) => price['type'] === 'recurring').map((item) => ({ ...item, metadata: {} })),
    once: asked.filter(({ price }) => price['type'] !== 'recurring'),
    own: {
      default_payment_method: method ?? null,
      description: data['description'] ?? null,
      metadata: { ...fields(data['metadata']) },
      ...(data['trial_settings'] !== undefined && {
        trial_settings: { end_behavior: { billing_cycle_anchor: null, ...fields(fields(data['trial_settings'])['end_behavior']) } },
      }),
    },
    // An anchor that passed while the page was open: a full period from now.
    anchor: anchor === undefined || anchor <= now ? undefined : anchor,
    trialEnd,
    prorate: data['proration_behavior'] !== 'none',
  };
}

/** The customer of a session; one is made when it needs one and has none. */
function customerFor(sim: Sim, scope: string, session: StripeObject, payer: Payer, needed: boolean): StripeObject | undefined {
  const id = idOf(session['customer']);
  if (id !== undefined) return sim.need(scope, 'customer', id);
  if (!needed && session['customer_creation'] !== 'always') return undefined;
  const customer = makeCustomer(sim, scope, { email: payer.email, ...(payer.name !== undefined && { name: payer.name }) });
  sim.change(scope, session, { customer: customer.id });
  return customer;
}

/** Pays, or sets up, with a method. Refusals: a session that is not open. */
export function submit(sim: Sim, scope: string, session: StripeObject, method: StripeObject | undefined, payer: Payer): Submitted {
  if (session['status'] !== 'open') throw invalidRequest('This Checkout Session is no longer open.');
  sim.change(scope, session, { _payer: { email: payer.email, name: payer.name ?? null } });
  return sim.inTimeOf(scope, idOf(session['customer']), () => {
    if (session['mode'] === 'setup') return setUp(sim, scope, session, needed(method), payer);
    if (session['mode'] === 'subscription') return subscribe(sim, scope, session, method, payer);
    return payOnce(sim, scope, session, needed(method), payer);
  });
}

function needed(method: StripeObject | undefined): StripeObject {
  if (method === undefined) throw invalidRequest('A payment method is required.', 'payment_method', 'parameter_missing');
  return method;
}

function payOnce(sim: Sim, scope: string, session: StripeObject, method: StripeObject, payer: Payer): Submitted {
  const data = fields(session['_payment_intent_data']);
  const keeps = data['setup_future_usage'] !== undefined || method['type'] === 'customer_balance';
  const customer = customerFor(sim, scope, session, payer, keeps);
  const known = sim.get(scope, 'payment_intent', idOf(session['payment_intent']) ?? '');
  const intent =
    known ??
    makeIntent(sim, scope, {
      ...data,
      amount: amount(session['amount_total']),
      customer: customer?.id ?? null,
      payment_method_options: session['_payment_method_options'] ?? {},
      payment_method_types: texts(session['payment_method_types']),
    });
  sim.change(scope, intent, { _options: session['_payment_method_options'] ?? {}, _session: session.id });
  sim.change(scope, session, { payment_intent: intent.id });
  return confirmed(session, intent, confirmIntent(sim, scope, intent, method, { returnUrl: returnTo(sim, session) }));
}

function confirmed(session: StripeObject, intent: StripeObject, outcome: ReturnType<typeof confirmIntent>): Submitted {
  if (outcome === 'declined') return { declined: fields(intent['last_payment_error']) };
  const next = fields(intent['next_action']);
  const elsewhere =
    text(fields(next['redirect_to_url'])['url']) ??
    text(fields(next['konbini_display_details'])['hosted_voucher_url']) ??
    text(fields(next['display_bank_transfer_instructions'])['hosted_instructions_url']);
  return { leadsTo: outcome === 'requires_action' && elsewhere !== undefined ? elsewhere : successOf(session) };
}

/**
 * The subscription begins only when nothing stands in the way of its first payment, so that a decline leaves the session open and
 * nothing else behind; a payer who first has to go through 3-D Secure finds it waiting when they come back.
 */
function subscribe(sim: Sim, scope: string, session: StripeObject, method: StripeObject | undefined, payer: Payer): Submitted {
  const due = amount(session['amount_total']);
  if (method === undefined && (due > 0 || session['payment_method_collection'] !== 'if_required')) needed(method);
  if (method !== undefined) {
    const outlook = due > 0 ? ahead(sim, idOf(session['customer']), method, false) : keeping(method);
    if (outlook instanceof StripeError) return declinedFirst(sim, scope, session, method, outlook, due);
  }
  const waiting = sim.get(scope, 'subscription', text(session['_subscription']) ?? '');
  const customer = customerFor(sim, scope, session, payer, true);
  if (customer === undefined) throw invalidRequest('A subscription needs a customer.', 'customer');
  if (method !== undefined) attach(sim, scope, method, customer.id);
  const { subscription, invoice } =
    waiting === undefined
      ? start(sim, scope, sessionTerms(sim, scope, session, customer, method?.id))
      : { subscription: waiting, invoice: sim.get(scope, 'invoice', idOf(waiting['latest_invoice']) ?? '') };
  sim.change(scope, session, { _subscription: subscription.id, invoice: invoice?.id ?? null, subscription: subscription.id });
  if (invoice?.['status'] !== 'open') {
    complete(sim, scope, session, amount(invoice?.['amount_paid']) > 0 ? 'paid' : 'no_payment_required');
    return { leadsTo: successOf(session) };
  }
  if (method !== undefined) updateSubscription(sim, scope, subscription, { default_payment_method: method.id });
  const outcome = attempt(sim, scope, invoice, {
    paymentMethod: method?.id,
    automatic: false,
    offSession: false,
    returnUrl: returnTo(sim, session),
  });
  return confirmed(session, intentOf(sim, scope, invoice) ?? session, outcome);
}

/** Whether a card can be kept when nothing is paid yet: the one that is meant to fail later can. https://docs.stripe.com/testing#declined-payments */
function keeping(method: StripeObject): 'free' | StripeError {
  if (method['type'] !== 'card') return 'free';
  const { decline, attaches } = testCard(method);
  return decline !== undefined && attaches !== true ? cardError(decline) : 'free';
}

/** A card that is declined: the failed charge and its intent, and the session stays open. */
function declinedFirst(sim: Sim, scope: string, session: StripeObject, method: StripeObject, refusal: StripeError, due: number): Submitted {
  if (due === 0) return { declined: { ...refusal.body().error } };
  const known = sim.get(scope, 'payment_intent', text(session['_declined']) ?? '');
  const intent =
    known ?? makeIntent(sim, scope, { amount: due, customer: idOf(session['customer']) ?? null, payment_method_types: ['card'] });
  sim.change(scope, session, { _declined: intent.id });
  confirmIntent(sim, scope, intent, method);
  return { declined: fields(intent['last_payment_error']) };
}

function setUp(sim: Sim, scope: string, session: StripeObject, method: StripeObject, payer: Payer): Submitted {
  const customer = customerFor(sim, scope, session, payer, false);
  const intent = sim.need(scope, 'setup_intent', idOf(session['setup_intent']) ?? '');
  if (customer !== undefined) sim.change(scope, intent, { customer: customer.id });
  try {
    confirmSetup(sim, scope, intent, method, false, returnTo(sim, session));
  } catch (error) {
    if (error instanceof StripeError && error.status === 402) return { declined: { ...error.body().error } };
    throw error;
  }
  const elsewhere = text(fields(fields(intent['next_action'])['redirect_to_url'])['url']);
  if (elsewhere !== undefined) return { leadsTo: elsewhere };
  complete(sim, scope, session, 'no_payment_required');
  return { leadsTo: successOf(session) };
}

/** The payer is back from 3-D Secure: a set-up is complete when it went well; a payment has been told of already. */
export function comeBack(sim: Sim, scope: string, session: StripeObject): void {
  const intent = sim.get(scope, 'setup_intent', idOf(session['setup_intent']) ?? '');
  if (session['status'] === 'open' && session['mode'] === 'setup' && intent?.['status'] === 'succeeded')
    complete(sim, scope, session, 'no_payment_required');
}

/** open → complete: `checkout.session.completed`, paid or not. */
export function complete(sim: Sim, scope: string, session: StripeObject, paymentStatus: 'paid' | 'unpaid' | 'no_payment_required'): void {
  const payer = fields(session['_payer']);
  const customer = sim.get(scope, 'customer', idOf(session['customer']) ?? '');
  sim.cancel('checkout.session.expiry', session.id);
  sim.change(scope, session, {
    status: 'complete',
    payment_status: paymentStatus,
    customer_details: {
      address: { city: null, country: 'JP', line1: null, line2: null, postal_code: null, state: null },
      business_name: null,
      email: text(payer['email']) ?? customer?.['email'] ?? null,
      individual_name: null,
      name: text(payer['name']) ?? customer?.['name'] ?? null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    url: null,
  });
  sim.emit(scope, 'checkout.session.completed', session);
}

/** open → expired. Its payment, if one waits for 3-D Secure, is given up. */
export function expire(sim: Sim, scope: string, session: StripeObject): void {
  sim.cancel('checkout.session.expiry', session.id);
  sim.change(scope, session, { status: 'expired', url: null });
  const intent = sim.get(scope, 'payment_intent', idOf(session['payment_intent']) ?? '');
  if (intent !== undefined && intent['status'] !== 'succeeded' && intent['status'] !== 'canceled')
    cancelIntent(sim, scope, intent, 'automatic');
  sim.emit(scope, 'checkout.session.expired', session);
}

/** What becomes of a session when its payment does. To be installed after invoices: they hear of a payment first. */
export function installCheckout(sim: Sim): void {
  sim.task('checkout.session.expiry', (scope, id) => {
    const session = sim.get(scope, 'checkout.session', id);
    if (session?.['status'] === 'open') expire(sim, scope, session);
  });
  sim.onIntent((scope, intent, outcome) => {
    const session = sim.get(scope, 'checkout.session', text(intent['_session']) ?? '') ?? sessionOfInvoice(sim, scope, intent);
    if (session === undefined) return;
    const open = session['status'] === 'open';
    const waits = session['status'] === 'complete' && session['payment_status'] === 'unpaid';
    if (open && outcome === 'succeeded') complete(sim, scope, session, 'paid');
    if (open && outcome === 'requires_action' && fields(intent['next_action'])['type'] !== 'redirect_to_url')
      complete(sim, scope, session, 'unpaid');
    if (waits && outcome === 'succeeded') {
      sim.change(scope, session, { payment_status: 'paid' });
      sim.emit(scope, 'checkout.session.async_payment_succeeded', session);
    }
    if (waits && outcome === 'failed') sim.emit(scope, 'checkout.session.async_payment_failed', session);
  });
}

/** The session that began the subscription whose first invoice this intent pays. */
function sessionOfInvoice(sim: Sim, scope: string, intent: StripeObject): StripeObject | undefined {
  const invoice = sim.get(scope, 'invoice', text(intent['_invoice']) ?? '');
  if (invoice?.['billing_reason'] !== 'subscription_create') return undefined;
  const subscription = subscriptionOf(sim, scope, invoice);
  return sim
    .all(scope, 'checkout.session')
    .find((session) => session['_subscription'] === subscription?.id && session['status'] === 'open');
}

import { fields, text, type Fields } from '../json.js';
import { listOf, matching } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { attach, detach, resolveMethod } from './payment-methods.js';
import type { Resource } from './resource.js';

const PLAIN = [
  'address',
  'business_name',
  'description',
  'email',
  'individual_name',
  'invoice_prefix',
  'name',
  'next_invoice_sequence',
  'phone',
  'shipping',
  'tax_exempt',
];
const NO_INVOICE_SETTINGS = { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null };

/** A new customer, kept and told. */
export function makeCustomer(sim: Sim, scope: string, params: Fields): StripeObject {
  const testClock = text(params['test_clock']);
  if (testClock !== undefined) sim.need(scope, 'test_helpers.test_clock', testClock, 'test_clock');
  const method = text(params['payment_method']);
  const resolved = method === undefined ? undefined : resolveMethod(sim, scope, method);
  const customer = sim.make('Customer', {
    address: null,
    currency: null,
    delinquent: false,
    discount: null,
    invoice_prefix: invoicePrefix(sim, scope),
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    tax_exempt: 'none',
    ...given(params, PLAIN),
    balance: params['balance'] ?? 0,
    invoice_settings: { ...NO_INVOICE_SETTINGS },
    metadata: mergedMetadata({}, params['metadata']),
    preferred_locales: params['preferred_locales'] ?? [],
    test_clock: testClock ?? null,
    _cash: 0,
  });
  sim.put(scope, customer);
  sim.inTimeOf(scope, customer.id, () => sim.change(scope, customer, { created: sim.now() }));
  if (resolved !== undefined) attach(sim, scope, resolved, customer.id);
  sim.change(scope, customer, { invoice_settings: invoiceSettings(sim, scope, customer, params, method, resolved) });
  sim.emit(scope, 'customer.created', customer);
  return customer;
}

/** `invoice_settings` after a change; a method named by its test id is the one that was just made of it. */
function invoiceSettings(sim: Sim, scope: string, customer: StripeObject, params: Fields, named?: string, made?: StripeObject): Fields {
  const change = given(fields(params['invoice_settings']), ['custom_fields', 'default_payment_method', 'footer', 'rendering_options']);
  const wanted = text(change['default_payment_method']);
  if (wanted !== undefined) {
    const param = 'invoice_settings[default_payment_method]';
    const method = wanted === named && made !== undefined ? made : resolveMethod(sim, scope, wanted, param);
    if (wanted !== method.id && method !== made) attach(sim, scope, method, customer.id);
    change['default_payment_method'] = method.id;
  }
  return { ...fields(customer['invoice_settings']), ...change };
}

function invoicePrefix(sim: Sim, scope: string): string {
  const count = sim.all(scope, 'customer').length;
  return (0x10_00_00_00 + ((count * 2_654_435_761) % 0xe0_00_00_00)).toString(16).toUpperCase().slice(0, 8);
}

const update = ({ sim, scope, params, path }: Call): StripeObject => {
  const customer = sim.need(scope, 'customer', path['id'] ?? '');
  const before = sim.change(scope, customer, {
    ...given(params, [...PLAIN, 'balance']),
    ...(params['preferred_locales'] !== undefined && { preferred_locales: params['preferred_locales'] }),
    invoice_settings: invoiceSettings(sim, scope, customer, params),
    metadata: params['metadata'] === undefined ? fields(customer['metadata']) : mergedMetadata(customer['metadata'], params['metadata']),
  });
  if (Object.keys(before).length > 0) sim.emit(scope, 'customer.updated', customer, before);
  return customer;
};

/** Deleted for good; what is left is a marker with the id. https://docs.stripe.com/api/customers/delete */
const remove = ({ sim, scope, path }: Call): StripeObject => {
  const customer = sim.need(scope, 'customer', path['id'] ?? '');
  for (const method of sim.all(scope, 'payment_method')) if (method['customer'] === customer.id) detach(sim, scope, method);
  sim.emit(scope, 'customer.deleted', customer);
  const marker = { id: customer.id, object: 'customer', deleted: true };
  sim.put(scope, marker);
  return marker;
};

/** https://docs.stripe.com/api/customers */
export const customers: Resource = {
  routes: {
    'POST /v1/customers': ({ sim, scope, params }) => makeCustomer(sim, scope, params),
    // A deleted one is still found, as its marker.
    'GET /v1/customers/{id}': ({ sim, scope, path }) =>
      sim.get(scope, 'customer', path['id'] ?? '') ?? sim.need(scope, 'customer', path['id'] ?? ''),
    'POST /v1/customers/{id}': update,
    'DELETE /v1/customers/{id}': remove,
    'GET /v1/customers': (call) => {
      const alive = call.sim.all(call.scope, 'customer').filter(({ deleted }) => deleted !== true);
      return listOf(call, matching(alive, call.params, ['email', 'test_clock']));
    },
  },
};

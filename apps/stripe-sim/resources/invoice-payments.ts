import { fields } from '../json.js';
import { listOf, matching } from '../lists.js';
import type { Resource } from './resource.js';

/** How an invoice was paid, and the way back from a payment to its invoice: https://docs.stripe.com/api/invoice-payment */
export const invoicePayments: Resource = {
  routes: {
    'GET /v1/invoice_payments': (call) => {
      const { type, ...by } = fields(call.params['payment']);
      const all = matching(call.sim.all(call.scope, 'invoice_payment'), call.params, ['invoice', 'status']).filter(({ payment }) => {
        const made = fields(payment);
        return (type === undefined || made['type'] === type) && Object.entries(by).every(([name, id]) => made[name] === id);
      });
      return listOf(call, all);
    },
    'GET /v1/invoice_payments/{id}': ({ sim, scope, path }) => sim.need(scope, 'invoice_payment', path['id'] ?? ''),
  },
};

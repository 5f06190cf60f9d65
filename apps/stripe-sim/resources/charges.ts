import { invalidRequest } from '../errors.js';
import { fields, text } from '../json.js';
import { listOf, matching, wholeList } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call } from '../sim.js';
import type { StripeObject } from '../store.js';
import { confirmIntent } from './payment-core.js';
import { makeIntent, shipped } from './payment-record.js';
import { cardError, resolveMethod } from './payment-methods.js';
import type { Resource } from './resource.js';

/** The oldest way to charge, for the CLI's samples alone: we create payment intents. https://docs.stripe.com/api/charges/create */
const create = (call: Call): StripeObject => {
  const { sim, scope, params, strict } = call;
  if (strict) throw invalidRequest('Charges are made by payment intents.');
  const method = resolveMethod(sim, scope, text(params['source']) ?? 'tok_visa', 'source');
  const intent = makeIntent(sim, scope, { ...params, payment_method_types: ['card'] });
  const outcome = confirmIntent(sim, scope, intent, method);
  if (outcome === 'declined') throw cardError(undefined);
  return sim.need(scope, 'charge', text(intent['latest_charge']) ?? '');
};

const update = ({ sim, scope, params, path }: Call): StripeObject => {
  const charge = sim.need(scope, 'charge', path['id'] ?? '');
  const before = sim.change(scope, charge, {
    ...given(params, ['description', 'receipt_email', 'transfer_group']),
    ...shipped(params),
    metadata: params['metadata'] === undefined ? fields(charge['metadata']) : mergedMetadata(charge['metadata'], params['metadata']),
  });
  if (Object.keys(before).length > 0) sim.emit(scope, 'charge.updated', charge, before);
  return charge;
};

/** https://docs.stripe.com/api/charges: payment intents make them. */
export const charges: Resource = {
  routes: {
    'POST /v1/charges': create,
    'GET /v1/charges/{id}': ({ sim, scope, path }) => sim.need(scope, 'charge', path['id'] ?? ''),
    'POST /v1/charges/{id}': update,
    'GET /v1/charges': (call) =>
      listOf(call, matching(call.sim.all(call.scope, 'charge'), call.params, ['customer', 'payment_intent', 'transfer_group'])),
  },
  install: (sim) => {
    sim.include('charge', 'refunds', (scope, charge) =>
      wholeList(
        `/v1/charges/${charge.id}/refunds`,
        sim.all(scope, 'refund').filter((refund) => refund['charge'] === charge.id),
      ),
    );
  },
};

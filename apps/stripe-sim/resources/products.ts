import { invalidRequest } from '../errors.js';
import { fields, text, texts, type Fields } from '../json.js';
import { listOf, matching } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { makePrice } from './prices.js';
import type { Resource } from './resource.js';

const PLAIN = ['description', 'package_dimensions', 'shippable', 'statement_descriptor', 'tax_code', 'unit_label', 'url'];

/** A new product, kept and told. */
function makeProduct(sim: Sim, scope: string, params: Fields): StripeObject {
  const id = text(params['id']);
  if (id !== undefined && sim.get(scope, 'product', id) !== undefined) {
    throw invalidRequest(`Product already exists with id: ${id}.`, 'id', 'resource_already_exists');
  }
  const product = sim.make('Product', {
    ...(id !== undefined && { id }),
    default_price: null,
    tax_code: null,
    unit_label: null,
    ...given(params, PLAIN),
    active: params['active'] ?? true,
    images: params['images'] ?? [],
    marketing_features: params['marketing_features'] ?? [],
    metadata: mergedMetadata({}, params['metadata']),
    name: params['name'] ?? '',
    type: 'service',
    updated: sim.now(),
  });
  sim.put(scope, product);
  if (params['default_price_data'] !== undefined) {
    const price = makePrice(sim, scope, { ...fields(params['default_price_data']), product: product.id });
    sim.change(scope, product, { default_price: price.id });
  }
  sim.emit(scope, 'product.created', product);
  return product;
}

const update = ({ sim, scope, params, path }: Call): StripeObject => {
  const product = sim.need(scope, 'product', path['id'] ?? '');
  const price = text(params['default_price']);
  if (price !== undefined) sim.need(scope, 'price', price, 'default_price');
  const before = sim.change(scope, product, {
    ...given(params, [...PLAIN, 'active', 'default_price', 'images', 'marketing_features', 'name']),
    metadata: params['metadata'] === undefined ? fields(product['metadata']) : mergedMetadata(product['metadata'], params['metadata']),
    updated: sim.now(),
  });
  sim.emit(scope, 'product.updated', product, before);
  return product;
};

/** Only one without prices can go. https://docs.stripe.com/api/products/delete */
const remove = ({ sim, scope, path }: Call): StripeObject => {
  const product = sim.need(scope, 'product', path['id'] ?? '');
  if (sim.all(scope, 'price').some((price) => price['product'] === product.id)) {
    throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.');
  }
  sim.emit(scope, 'product.deleted', product);
  sim.store.remove(scope, 'product', product.id);
  return { id: product.id, object: 'product', deleted: true };
};

/** https://docs.stripe.com/api/products */
export const products: Resource = {
  routes: {
    'POST /v1/products': ({ sim, scope, params }) => makeProduct(sim, scope, params),
    'GET /v1/products/{id}': ({ sim, scope, path }) => sim.need(scope, 'product', path['id'] ?? ''),
    'POST /v1/products/{id}': update,
    'DELETE /v1/products/{id}': remove,
    'GET /v1/products': (call) => {
      const ids = texts(call.params['ids']);
      const wanted = call.sim.all(call.scope, 'product').filter(({ id }) => ids.length === 0 || ids.includes(id));
      return listOf(call, matching(wanted, call.params, ['active', 'shippable', 'url']));
    },
  },
};

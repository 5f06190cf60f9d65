import { invalidRequest, parameterMissing } from '../errors.js';
import { fields, number, text, texts, type Fields } from '../json.js';
import { listOf, matching } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import type { Resource } from './resource.js';

const MOST_LOOKUP_KEYS = 10;

/** A new price, kept and told. Its product is there already; without one `product_data` makes it. */
export function makePrice(sim: Sim, scope: string, params: Fields): StripeObject {
  const product = text(params['product']) ?? productOf(sim, scope, fields(params['product_data']));
  sim.need(scope, 'product', product, 'product');
  const decimal = text(params['unit_amount_decimal']);
  const yen = number(params['unit_amount']) ?? (decimal === undefined ? undefined : Number(decimal));
  if (yen === undefined) throw parameterMissing('unit_amount');
  if (yen < 0 || !Number.isInteger(yen)) throw invalidRequest(`Invalid integer: ${yen}`, 'unit_amount', 'parameter_invalid_integer');
  const lookupKey = text(params['lookup_key']);
  if (lookupKey !== undefined) takeLookupKey(sim, scope, lookupKey, params['transfer_lookup_key'] === true);
  const recurring = params['recurring'] === undefined ? undefined : fields(params['recurring']);
  const price = sim.make('Price', {
    active: params['active'] ?? true,
    billing_scheme: 'per_unit',
    currency: text(params['currency']) ?? 'jpy',
    lookup_key: lookupKey ?? null,
    metadata: mergedMetadata({}, params['metadata']),
    nickname: params['nickname'] ?? null,
    product,
    recurring:
      recurring === undefined
        ? null
        : {
            interval: text(recurring['interval']) ?? 'month',
            interval_count: number(recurring['interval_count']) ?? 1,
            meter: null,
            trial_period_days: null,
            usage_type: 'licensed',
          },
    tax_behavior: text(params['tax_behavior']) ?? 'unspecified',
    type: recurring === undefined ? 'one_time' : 'recurring',
    unit_amount: yen,
    unit_amount_decimal: String(yen),
  });
  sim.put(scope, price);
  sim.emit(scope, 'price.created', price);
  return price;
}

function productOf(sim: Sim, scope: string, data: Fields): string {
  const name = text(data['name']);
  if (name === undefined) throw parameterMissing('product');
  const product = sim.make('Product', {
    active: true,
    metadata: mergedMetadata({}, data['metadata']),
    name,
    type: 'service',
    updated: sim.now(),
  });
  sim.put(scope, product);
  sim.emit(scope, 'product.created', product);
  return product.id;
}

/** One active price has the key; another gets it only by `transfer_lookup_key`. https://docs.stripe.com/products-prices/manage-prices#lookup-keys */
function takeLookupKey(sim: Sim, scope: string, key: string, transfer: boolean, own?: StripeObject): void {
  const holder = sim.all(scope, 'price').find((price) => price['lookup_key'] === key && price !== own);
  if (holder === undefined) return;
  if (!transfer) {
    throw invalidRequest(
      `A price (\`${holder.id}\`) already uses that lookup key (\`${key}\`). To transfer the lookup key, set \`transfer_lookup_key\` to \`true\`.`,
      'lookup_key',
    );
  }
  const before = sim.change(scope, holder, { lookup_key: null });
  sim.emit(scope, 'price.updated', holder, before);
}

/** What a price costs never changes. https://docs.stripe.com/api/prices/update */
const update = ({ sim, scope, params, path }: Call): StripeObject => {
  const price = sim.need(scope, 'price', path['id'] ?? '');
  const lookupKey = text(params['lookup_key']);
  if (lookupKey !== undefined) takeLookupKey(sim, scope, lookupKey, params['transfer_lookup_key'] === true, price);
  const before = sim.change(scope, price, {
    ...given(params, ['active', 'lookup_key', 'nickname', 'tax_behavior']),
    metadata: params['metadata'] === undefined ? fields(price['metadata']) : mergedMetadata(price['metadata'], params['metadata']),
  });
  sim.emit(scope, 'price.updated', price, before);
  return price;
};

/** https://docs.stripe.com/api/prices */
export const prices: Resource = {
  routes: {
    'POST /v1/prices': ({ sim, scope, params }) => makePrice(sim, scope, params),
    'GET /v1/prices/{id}': ({ sim, scope, path }) => sim.need(scope, 'price', path['id'] ?? ''),
    'POST /v1/prices/{id}': update,
    'GET /v1/prices': (call) => {
      const keys = texts(call.params['lookup_keys']);
      if (keys.length > MOST_LOOKUP_KEYS) throw invalidRequest(`You can look up at most ${MOST_LOOKUP_KEYS} keys.`, 'lookup_keys');
      const wanted = call.sim
        .all(call.scope, 'price')
        .filter((price) => keys.length === 0 || keys.includes(text(price['lookup_key']) ?? ''));
      return listOf(call, matching(wanted, call.params, ['active', 'currency', 'product', 'type']));
    },
  },
};

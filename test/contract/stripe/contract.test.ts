import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Stripe from 'stripe';
import { API_VERSION } from '../../../apps/stripe-sim/contract.js';

const FOLDER = 'test/contract/stripe';
const committed = readdirSync(FOLDER).filter((name) => /^contract-.*\.json\.gz$/.test(name));
const read = (path: string) => JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'));

/** Which order alternatives, values and required names stand in means nothing in a schema. */
const UNORDERED = new Set(['enum', 'x-enum-open', 'required', 'anyOf']);
const inOneOrder = (value: unknown, key?: string): unknown => {
  if (Array.isArray(value)) {
    const items = value.map((item) => inOneOrder(item));
    return key !== undefined && UNORDERED.has(key) ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, inOneOrder(inner, name)]),
  );
};

describe('the contract of the API', () => {
  it('is one file, named after the version that the package speaks and webhook endpoints are created with', () => {
    const version = Stripe.API_VERSION;
    expect(committed).toEqual([`contract-${version}.json.gz`]);
    const contract = read(join(FOLDER, committed[0] ?? ''));
    expect(contract.info.version).toBe(version);
    const { api_version } = contract.components.schemas.WebhookEndpointCreateParams.properties;
    expect(api_version.enum.at(-1)).toBe(version);
    expect(API_VERSION).toBe(version);
  });

  it('says what the declarations of the installed package say (else run npm run stripe:contract and read the difference)', () => {
    const anew = join(mkdtempSync(join(tmpdir(), 'mazeru-contract-')), 'contract.json.gz');
    execFileSync(
      process.execPath,
      ['--conditions=source', '--import', '@swc-node/register/esm-register', join(FOLDER, 'generate.ts'), anew],
      { stdio: 'inherit' },
    );
    const [before, after] = [read(join(FOLDER, committed[0] ?? '')), read(anew)];
    expect(Object.keys(after.paths)).toHaveLength(97);
    expect(Object.keys(after.components.schemas)).toHaveLength(3_276);
    expect(inOneOrder(after.paths)).toEqual(inOneOrder(before.paths));
    expect(inOneOrder(after.components)).toEqual(inOneOrder(before.components));
  }, 120_000);

  it('refuses what was taken out of the API and lets through what the application sends', () => {
    const contract = read(join(FOLDER, committed[0] ?? ''));
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(contract, 'stripe');
    const params = (path: string, verb: string, sent: unknown) =>
      ajv.validate({ $ref: `stripe${contract.paths[path][verb]['x-params-schema'].$ref}` }, sent);
    const session = { mode: 'payment', line_items: [{ price: 'price_1', quantity: 1 }], success_url: 'https://a.test/' };
    expect(params('/v1/checkout/sessions', 'post', { ...session, allowed_payment_method_types: ['card', 'konbini'] })).toBe(true);
    expect(params('/v1/checkout/sessions', 'post', { ...session, payment_method_types: ['card'] })).toBe(false);
    expect(params('/v1/transfers', 'post', { amount: 100, currency: 'jpy' })).toBe(false);
    expect(params('/v1/subscriptions/{id}', 'post', { metadata: '' })).toBe(true);
  });
});

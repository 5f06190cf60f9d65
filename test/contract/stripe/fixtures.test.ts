import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';

const FOLDER = 'test/contract/stripe';
const contractFile = readdirSync(FOLDER).find((name) => name.endsWith('.json.gz')) ?? '';
const contract = JSON.parse(gunzipSync(readFileSync(`${FOLDER}/${contractFile}`)).toString('utf8'));
const fixtures: Record<string, Record<string, unknown>> = JSON.parse(readFileSync(`${FOLDER}/fixtures3.json`, 'utf8')).resources;
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).addSchema(contract, 'stripe');

/** Three resources carry a name of an older time. */
const NAMES: Record<string, string> = { invoiceitem: 'InvoiceItem', item: 'LineItem', line_item: 'InvoiceLineItem' };
const upper = (words: string) => words.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
const schemaOf = (resource: string) => NAMES[resource] ?? resource.split('.').map(upper).join('.');

const isValid = (resource: string, object: unknown) => ajv.validate({ $ref: `stripe#/components/schemas/${schemaOf(resource)}` }, object);

/** The fixtures are of 2026-07-29.dahlia: what the API gained since then, as path and the emptiest value that will do. */
const GAINED: Record<string, Record<string, unknown>> = {
  account: { 'business_profile.specified_commercial_transactions_act_url': null },
  'billing_portal.configuration': {
    'features.subscription_pause': { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
    'features.subscription_cancel.cancellation_reason.feedback_options': null,
  },
  'billing_portal.session': { 'flow.customer_update': null, 'flow.subscription_pause': null },
  charge: { 'payment_method_details.card.electronic_commerce_indicator': null },
  'checkout.session': { allowed_payment_method_types: null },
  dispute: { intended_submission_method: 'manual', 'evidence_details.submission_method': 'manual' },
  payment_intent: { allowed_payment_method_types: null, payment_record: null },
  product: { tax_details: null },
  setup_intent: { allowed_payment_method_types: null },
  subscription: {
    'cancellation_details.feedback_option': null,
    'items.data.0.current_trial': null,
    'pending_update.cancel_at_period_end': null,
    'trial_settings.end_behavior.billing_cycle_anchor': 'now',
  },
  subscription_item: { current_trial: null },
};

/** In these the destination of transfers is a stub of an account, neither its id nor the whole. */
const WITH_STUB = ['charge', 'payment_intent', 'subscription'];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const setField = (object: Record<string, unknown>, path: string, value: unknown): void => {
  const [first = '', ...rest] = path.split('.');
  const inner = object[first];
  if (rest.length === 0) object[first] = value;
  else if (isRecord(inner)) setField(inner, rest.join('.'), value);
  else throw new Error(`nothing under ${first}`);
};

describe('the official fixtures', () => {
  const known = Object.keys(fixtures).filter((resource) => schemaOf(resource) in contract.components.schemas);
  const differing = [...Object.keys(GAINED), 'invoice'];

  it('cover the resources of the contract', () => {
    expect(known).toHaveLength(45);
  });

  it.each(known.filter((resource) => !differing.includes(resource)))('%s is valid as it is', (resource) => {
    expect(isValid(resource, fixtures[resource])).toBe(true);
  });

  it.each(Object.entries(GAINED))('%s lacks exactly what the API gained since', (resource, gained) => {
    const recent = readFileSync('node_modules/stripe/CHANGELOG.md', 'utf8').split('22.4.0 - 2026-07-29')[0] ?? '';
    const patched = (paths: string[]) => {
      const object = structuredClone(fixtures[resource] ?? {});
      for (const path of paths) setField(object, path, gained[path]);
      if (WITH_STUB.includes(resource)) setField(object, 'transfer_data.destination', 'acct_123');
      return object;
    };
    const paths = Object.keys(gained);
    expect(isValid(resource, patched(paths))).toBe(true);
    for (const path of paths) {
      expect(isValid(resource, patched(paths.filter((other) => other !== path)))).toBe(false);
      expect(recent).toContain(`\`${path.split('.').at(-1) ?? ''}\``);
    }
  });

  it('invoice carries a leftover of an older version and is valid without it', () => {
    const { subscription, ...invoice } = fixtures['invoice'] ?? {};
    expect(subscription).not.toBeUndefined();
    expect(isValid('invoice', fixtures['invoice'])).toBe(false);
    expect(isValid('invoice', invoice)).toBe(true);
  });
});
